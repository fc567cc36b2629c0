// How much room text takes on a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace certdelta::render {

/// Columns that the text takes: two for wide characters, none for combining ones (Unicode Standard Annex 11).
[[nodiscard]] std::size_t display_width(std::string_view text);

/// The text on one line and safe to show: line breaks, tabs and other control characters become spaces, and characters
/// that would turn the direction of what follows become U+FFFD. A document must not be able to steer the reader's
/// terminal.
[[nodiscard]] std::string on_one_line(std::string_view text);

/// The same for text of several lines: line breaks and tabs stay, other control characters become U+FFFD.
[[nodiscard]] std::string on_its_lines(std::string_view text);

/// Columns of the widest piece of a text that lines do not break: a word or a figure. Wide characters stand alone.
[[nodiscard]] std::size_t widest_piece(std::string_view text);
/// A text of one line in lines of at most so many columns (at least two), broken between pieces; a piece that is wider
/// than a line is broken between characters. Nothing is left out but the spaces at breaks.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

}  // namespace certdelta::render
