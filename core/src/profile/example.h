// What a profile says of its own sentences: a text, and what reading it gives.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "certdelta/report.h"
#include "profile/problem.h"

namespace certdelta::profile {

/// What one field of an example has to be.
struct ExpectedField {
    std::int32_t field = 0;  ///< index of the profile's field
    Status status = Status::found;
    Value value;  ///< found only
    Qualifier qualifier = Qualifier::none;
    std::string change;                ///< as words_for(Change) says it, "up 3.3%"; empty: none is stated
    std::optional<Decimal> precision;  ///< empty: any
    SourcePlace place;
};

/// A field that is not named has to be absent, a figure that is not named must not be left unassigned.
struct Example {
    std::string title;
    std::string text;
    std::vector<ExpectedField> gives;
    Issue issue;
    std::optional<Period> period;
    std::vector<std::string> unassigned;                  ///< printed figures, in the text's order
    std::optional<std::vector<std::string>> diagnostics;  ///< codes, in the record's order; empty: any
    SourcePlace place;
};

}  // namespace certdelta::profile
