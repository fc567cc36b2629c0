// What is wrong with a profile that loads: templates that never win, slots that read what another means, fields that
// nothing fills, marks that cannot add up.
#pragma once

#include <string_view>
#include <vector>

#include "profile/read_profile.h"

namespace certdelta::profile {

/// Problems beside those that reading found, in no order. `editions`: further profiles with the same fields; a field
/// that only one of them prints is no mistake.
[[nodiscard]] std::vector<Problem> lint(const ProfileReading& reading, const std::vector<const Profile*>& editions);

}  // namespace certdelta::profile
