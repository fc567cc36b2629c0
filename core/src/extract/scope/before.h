// Phrases of another scope in the words before a match.
#pragma once

#include <cstdint>

#include "extract/scope/phrases.h"

namespace certdelta::extract {

/// One of the times (by position) stands between `begin` and `pos`, and what stands at `pos` is of that time.
[[nodiscard]] bool time_before(const Phrases& in, const std::vector<text::Range>& times, std::uint32_t begin,
                               std::uint32_t pos);

/// What stands at `pos` is of another time or place that stands before it, from `begin` on.
[[nodiscard]] bool time_or_place_before(const Phrases& in, std::uint32_t begin, std::uint32_t pos);

/// A phrase of another scope stands before the match in its sentence, which begins at `begin`.
[[nodiscard]] bool is_other_before(const Phrases& in, const Match& match, std::uint32_t begin);

}  // namespace certdelta::extract
