// Pieces of Markdown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace certdelta::render {

/// Text as text: nothing in it starts markup, ends a table's cell or becomes HTML.
[[nodiscard]] std::string escaped(std::string_view text);

/// "| a | b |\n"
void append_row(std::string& out, const std::vector<std::string>& cells);

}  // namespace certdelta::render
