#include "json/parse_error.h"

#include <algorithm>

#include "position.h"

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
        const Position position = position_of(text, offset);
        error.offset = offset;
        error.line = position.line;
        error.column = position.column;
        error.message += " at line " + std::to_string(*error.line) + ", column " + std::to_string(*error.column);
    }
    error.message += ": " + syntax.reason;
    return error;
}

}  // namespace certdelta::json
