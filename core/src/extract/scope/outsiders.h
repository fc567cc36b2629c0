// Places, bodies and times that no list names.
#pragma once

#include <vector>

#include "extract/scope/phrases.h"

namespace certdelta::extract {

/// While phrases are collected: words that the profile does not know, and that end as the name of a place, a body or a
/// time does ("town", "company", "during"), before the figures of a sentence or behind them. The report's own body is
/// none, nor whom it acts with.
[[nodiscard]] std::vector<text::Range> find_outsiders(const Phrases& in);

}  // namespace certdelta::extract
