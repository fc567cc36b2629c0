// A caption before a figure, which says whose or what it is.
#pragma once

#include <cstdint>

#include "extract/scope/phrases.h"

namespace certdelta::extract {

constexpr std::uint32_t longest_caption = 36;  // bytes: twelve characters

/// What stands before `mark` on its line, from the last mark on, is a caption that names something else. A phrase that
/// the profile knows to be harmless may end with the mark, whatever stands before it ("a paper's report:").
[[nodiscard]] bool is_foreign_caption(const Phrases& in, std::uint32_t begin, std::uint32_t mark);

/// "Education: ...", "[Education] ...", "Telecom -- ..." before the match, on its line. The next caption ends what one
/// governs, and so does a semicolon, unless the caption begins the sentence.
[[nodiscard]] bool has_foreign_caption(const Phrases& in, const Match& match, std::uint32_t begin);

/// The sentence that begins at `begin` opens with a caption before `pos`: another time, a number or a name that is not
/// the report's, or who writes it.
[[nodiscard]] bool opens_with_caption(const Phrases& in, std::uint32_t begin, std::uint32_t pos);

}  // namespace certdelta::extract
