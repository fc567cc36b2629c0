// Changes that one list states of several counts.
#pragma once

#include <vector>

#include "extract/candidates.h"
#include "text/marks.h"

namespace certdelta::extract {

/// Behind counts, a word such as the lexicon's `distributives` lets a list state the change of each: "1,588 sites and 9
/// government sites, 5.2% fewer and 12.5% more each" in Chinese. Gives the changes to the counts before them, in their
/// order, where the sentence or its part behind a semicolon holds as many counts without a change as the list has
/// items, and no other figure stands among them. One of `distributives_after` stands behind the list: "down 5.2% and up
/// 12.5% respectively".
void add_shared_changes(const text::NormalText& normal, const text::Marks& marks, const profile::Profile& profile,
                        std::vector<FieldCandidate>& fields);

}  // namespace certdelta::extract
