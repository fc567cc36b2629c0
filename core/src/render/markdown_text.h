// Pieces of Markdown.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "certdelta/report.h"

namespace certdelta::render {

/// Text as text: nothing in it starts markup, ends a table's cell or becomes HTML.
[[nodiscard]] std::string escaped(std::string_view text);

/// "| a | b |\n"
void append_row(std::string& out, const std::vector<std::string>& cells);

/// A list item each: "- warning: message (code)".
[[nodiscard]] std::string diagnostic_items(const std::vector<Diagnostic>& diagnostics);
/// The same where a heading says what they are: "- message".
[[nodiscard]] std::string message_items(const std::vector<Diagnostic>& diagnostics);

/// Whether it tells of something that the publisher printed wrong, by its code.
[[nodiscard]] bool is_publishers_mistake(const Diagnostic& diagnostic);

}  // namespace certdelta::render
