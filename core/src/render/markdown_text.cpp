#include "render/markdown_text.h"

#include "json/names.h"
#include "render/width.h"

namespace certdelta::render {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : on_one_line(text)) {
        if (std::string_view("\\`*_[]<>|#&~").find(c) != std::string_view::npos) out.push_back('\\');
        out.push_back(c);
    }
    return out;
}

void append_row(std::string& out, const std::vector<std::string>& cells) {
    for (const std::string& cell : cells) out += "| " + cell + " ";
    out += "|\n";
}

std::string diagnostic_items(const std::vector<const Diagnostic*>& diagnostics) {
    std::string out;
    for (const Diagnostic* diagnostic : diagnostics) {
        out.append("- **").append(json::name_of(diagnostic->severity)).append("** `").append(diagnostic->code);
        out.append("`: ").append(escaped(diagnostic->message)).append("\n");
    }
    return out;
}

bool is_publishers_mistake(const Diagnostic& diagnostic) {
    return diagnostic.code == "stated-change-disagrees" || diagnostic.code == "editions-disagree";
}

}  // namespace certdelta::render
