// Running the examples that a profile carries.
#pragma once

#include <vector>

#include "profile/read_profile.h"

namespace certdelta::profile {

/// What differs from what the example says; nothing when all of it holds.
[[nodiscard]] std::vector<Problem> run_example(const Profile& profile, const Example& example);

/// Rules and panels that no example exercises, as warnings; one for the whole profile when it has no example at all.
[[nodiscard]] std::vector<Problem> find_untested_rules(const ProfileReading& reading);

}  // namespace certdelta::profile
