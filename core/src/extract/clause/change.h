// Which figure a change is of that a clause states beside it.
#pragma once

#include <cstddef>

#include "extract/clause/view.h"
#include "extract/clause/walk.h"

namespace certdelta::extract {

/// The change at that token is the last count's. `changing`: of a count of no template, a change may follow.
[[nodiscard]] bool is_of_last(const ClauseView& view, const Walk& walk, bool changing, std::size_t change);

/// "Defaced sites fell by 4%, to 12": the change stands before its count. `clause`: where its words begin.
[[nodiscard]] bool leads_to_count(const ClauseView& view, std::size_t clause, std::size_t change);

}  // namespace certdelta::extract
