// The part of the lint that looks at clauses.
#pragma once

#include <vector>

#include "profile/read_profile.h"

namespace certdelta::profile {

/// Adds unused-concept, unreachable-figure, wrong-field-type, missing-counters, unused-counter, unused-key.
void lint_clauses(const ProfileReading& reading, std::vector<Problem>& problems);

}  // namespace certdelta::profile
