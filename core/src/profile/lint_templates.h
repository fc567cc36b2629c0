// The part of the lint that looks at templates.
#pragma once

#include <vector>

#include "profile/read_profile.h"

namespace certdelta::profile {

/// Adds unreachable-template, shadowed-template, ambiguous-slot.
void lint_templates(const ProfileReading& reading, std::vector<Problem>& problems);

}  // namespace certdelta::profile
