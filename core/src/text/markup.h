// Marks that are no part of a text's words: those of Markdown, and those of mails that are quoted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/range.h"

namespace certdelta::text {

enum class Markup : std::uint8_t { none, markdown };

/// Markdown if the text uses headings, emphasis or escapes of Markdown; else none.
[[nodiscard]] Markup detect_markup(std::string_view source);

/// Runs of '*' and '_' that open or close emphasis, found much as in CommonMark (0.31, 6.2): equal runs pair, innermost
/// first. What has no partner is text, so that a figure censored as "2**" stays damaged.
/// Ranges of `source`, ascending.
[[nodiscard]] std::vector<Range> find_emphasis(std::string_view source);

/// Length of the Markdown mark that a line starts with: heading or quotation.
[[nodiscard]] std::size_t line_mark_length(std::string_view line);

/// Length of the marks of mails that are quoted in others, "> > ": plain text has them, too. In front of anything else
/// than a space or a mark, the character may be a sign of comparison.
[[nodiscard]] std::size_t quotation_length(std::string_view line);

}  // namespace certdelta::text
