// What stands beside the report.
#pragma once

#include <span>
#include <vector>

#include "extract/scope/phrases.h"

namespace certdelta::extract {

/// HTML's comments, what a report that names its issue quotes from another text, a mail's signature. By position; each
/// reaches as far as any before it. `titles`: the matches that are titles.
[[nodiscard]] std::vector<text::Range> find_aside(const Phrases& in, std::span<const Match* const> titles);

}  // namespace certdelta::extract
