// Ranges of a text, by position.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/normalise.h"
#include "text/words.h"

namespace certdelta::extract {

/// The first of some things by position for which `is_before` does not hold; it holds for those before. The same as
/// std::partition_point, in steps that no processor has to guess.
template <class Thing, class IsBefore>
[[nodiscard]] typename std::vector<Thing>::const_iterator first_not(const std::vector<Thing>& things,
                                                                    IsBefore is_before) {
    const Thing* first = things.data();
    for (std::size_t length = things.size(); length > 0;) {
        const std::size_t half = length / 2;
        const bool before = is_before(first[half]);
        const std::size_t rest = length - half - 1;
        first = before ? first + half + 1 : first;
        length = before ? rest : half;
    }
    return things.begin() + (first - things.data());
}

/// The first range that begins at `pos` or behind it.
[[nodiscard]] std::vector<text::Range>::const_iterator first_from(const std::vector<text::Range>& ranges,
                                                                  std::uint32_t pos);

[[nodiscard]] bool begins_within(const std::vector<text::Range>& ranges, std::uint32_t begin, std::uint32_t end);

/// Adds a range to one of many lists, of which most stay short.
void add(std::vector<text::Range>& ranges, text::Range range);

void sort(std::vector<text::Range>& ranges);

/// Lets each range reach as far as any before it: the one before a position then tells whether any reaches over it.
inline void reach_over(std::vector<text::Range>& ranges) {
    for (std::size_t i = 1; i < ranges.size(); ++i) ranges[i].end = std::max(ranges[i].end, ranges[i - 1].end);
}

// The next three ask the last range that may tell: for ranges from reach_over, or such as hardly overlap.

/// Whether one begins at `pos` or before it and ends behind it.
[[nodiscard]] bool any_holds(const std::vector<text::Range>& ranges, std::uint32_t pos);

/// Whether one begins before `pos` and ends behind it.
[[nodiscard]] bool any_reaches_over(const std::vector<text::Range>& ranges, std::uint32_t pos);

/// Whether one overlaps `wanted`.
[[nodiscard]] bool any_overlap(const std::vector<text::Range>& ranges, text::Range wanted);

/// Whether one of the ranges ends at `pos`, of the last few that begin before it.
[[nodiscard]] bool any_ends_at(const std::vector<text::Range>& ranges, std::uint32_t pos);

constexpr std::uint32_t shortest_wrapped = 60;  // bytes: a shorter line ends where its writer ended it

/// Where the line of `pos` begins.
[[nodiscard]] std::uint32_t line_begin(const text::NormalText& normal, std::uint32_t pos);

/// Whether nothing but white space, bullets and opening brackets stands before `pos` in its line. Looks at a few signs.
[[nodiscard]] bool is_behind_signs(const text::NormalText& normal, std::uint32_t pos);

/// The range without white space around it.
[[nodiscard]] text::Range trim(std::string_view text, text::Range range);

/// White space stands before `pos` in the source; beside Chinese characters the normal form has none.
[[nodiscard]] inline bool is_apart(const text::NormalText& normal, std::uint32_t pos) {
    if (pos == 0) return false;
    const std::uint32_t before = text::previous_character(normal.text(), pos);
    return normal.to_source({before, pos}).end != normal.to_source({pos, pos + 1}).begin;
}

}  // namespace certdelta::extract
