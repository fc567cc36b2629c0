// A label that stands twice in one list.
#pragma once

#include <vector>

#include "extract/candidates.h"
#include "text/marks.h"

namespace certdelta::extract {

/// Behind a count, the same label may stand again before another figure, which no template reads: "20 high, 30 high and
/// 50 low". Which of the two is meant, nothing tells: adds the second as a reading of the field as well.
void add_repeated_labels(const text::NormalText& normal, const text::Marks& marks, const profile::Profile& profile,
                         const Matches& matches, const std::vector<FieldCandidate>& boxes,
                         std::vector<FieldCandidate>& fields);

}  // namespace certdelta::extract
