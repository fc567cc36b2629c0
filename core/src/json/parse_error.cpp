#include "json/parse_error.h"

#include <algorithm>

namespace certdelta::json {

std::string reason_of(std::string_view message) {
    if (const std::size_t place = message.find("column "); place != std::string_view::npos) {
        if (const std::size_t colon = message.find(": ", place); colon != std::string_view::npos)
            message.remove_prefix(colon + 2);
    }
    message = message.substr(0, message.find("; last read"));
    return std::string(message);
}

Error syntax_error(std::string_view text, const SyntaxError& syntax) {
    Error error;
    error.code = ErrorCode::invalid_json;
    error.message = "is not valid JSON";
    if (syntax.offset) {
        const std::size_t offset = std::min(*syntax.offset, text.size());
        const std::string_view before = text.substr(0, offset);
        const std::size_t last_break = before.rfind('\n');
        const std::size_t line_start = last_break == std::string_view::npos ? 0 : last_break + 1;
        error.offset = offset;
        error.line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n') + 1);
        error.column = static_cast<std::uint32_t>(offset - line_start + 1);
        error.message += " at line " + std::to_string(*error.line) + ", column " + std::to_string(*error.column);
    }
    error.message += ": " + syntax.reason;
    return error;
}

}  // namespace certdelta::json
