#include "render/markdown_text.h"

#include "render/width.h"

namespace certdelta::render {
namespace {

bool is_alphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

std::string escaped(std::string_view text) {
    const std::string line = on_one_line(text);
    const auto is_inside_word = [&](std::size_t i) {
        return i > 0 && i + 1 < line.size() && is_alphanumeric(line[i - 1]) && is_alphanumeric(line[i + 1]);
    };
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const bool is_mark = std::string_view("\\`*_[]<>|#&~").find(line[i]) != std::string_view::npos;
        // An underscore inside of a word is itself (CommonMark, section 6.2), and names of fields have many.
        if (is_mark && !(line[i] == '_' && is_inside_word(i))) out.push_back('\\');
        out.push_back(line[i]);
    }
    return out;
}

void append_row(std::string& out, const std::vector<std::string>& cells) {
    for (const std::string& cell : cells) out += "| " + cell + " ";
    out += "|\n";
}

}  // namespace certdelta::render
