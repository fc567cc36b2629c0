// A clause at a sentence's end, or a short sentence behind it, that says when, where or by whom all of it was counted.
#pragma once

#include <vector>

#include "extract/scope/phrases.h"

namespace certdelta::extract {

/// "12 sites and 3 pages, both last year's", "...; all found by the alliance": from the sentence's begin to such words.
[[nodiscard]] std::vector<text::Range> find_closed(const Phrases& in);

}  // namespace certdelta::extract
