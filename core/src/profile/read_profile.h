// From the JSON text of a profile to a Profile, with everything that is wrong with the text.
#pragma once

#include <string_view>
#include <vector>

#include "profile/example.h"
#include "profile/problem.h"
#include "profile/profile.h"

namespace certdelta::profile {

struct ProfileReading {
    Profile profile;  ///< holds what could be read; complete when no problem is an error
    SourceMap places;
    std::vector<Example> examples;
    std::vector<Problem> problems;
    std::optional<Error> not_json;  ///< the text is not even JSON: nothing else is there

    [[nodiscard]] bool complete() const;
};

/// Reads on after a problem, so that one reading tells all of them. `json` has to outlive the reading. `lexicons` and
/// `bases`: see compile_profile().
[[nodiscard]] ProfileReading read_profile(std::string_view json, const std::vector<std::string_view>& lexicons,
                                          const std::vector<std::string_view>& bases, Depth depth = Depth::whole);

}  // namespace certdelta::profile
