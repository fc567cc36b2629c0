// What a line of a document looks like before it is normalised.
#pragma once

#include <string_view>

#include "text/text_words.h"

namespace certdelta::text {

[[nodiscard]] inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\v' || c == '\f'; }

/// Without the blanks at its ends.
[[nodiscard]] std::string_view trim(std::string_view text);

/// No digit, in whatever form: digits are ASCII's, or characters that fold to one.
[[nodiscard]] bool lacks_digits(std::string_view line);

/// The line ends with a mark that closes or announces something.
[[nodiscard]] bool ends_like_sentence(std::string_view line);

[[nodiscard]] bool starts_with_cjk(std::string_view line);

/// Equal but for white space. Neither is empty.
[[nodiscard]] bool same_words(std::string_view a, std::string_view b, const TextWords& words);

/// The number that is all of the line, 1 to 999; 0 when the line is something else.
[[nodiscard]] int bare_number(std::string_view line);

}  // namespace certdelta::text
