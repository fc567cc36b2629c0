#include "render/diagnostics.h"

#include "json/names.h"
#include "render/width.h"

namespace certdelta::render {

std::string diagnostic_lines(const std::vector<Diagnostic>& diagnostics) {
    std::string out;
    for (const Diagnostic& diagnostic : diagnostics) {
        out.append(json::name_of(diagnostic.severity)).append(" ").append(diagnostic.code);
        if (diagnostic.evidence) out.append(" (line ").append(std::to_string(diagnostic.evidence->line)).append(")");
        out.append(": ").append(on_one_line(diagnostic.message)).append("\n");
    }
    return out;
}

}  // namespace certdelta::render
