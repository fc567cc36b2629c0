#include "certdelta/json.h"
#include "json/parts.h"
#include "json/writer.h"

namespace certdelta {

std::string to_json(const Error& error) {
    std::string out;
    json::Writer writer(out);
    writer.begin_object();
    writer.key("schema");
    writer.string("certdelta.error/1");
    writer.key("source");
    json::write_text_or_null(writer, error.source);
    writer.key("code");
    writer.string(code_name(error.code));
    writer.key("message");
    writer.string(error.message);
    if (error.offset) {
        writer.key("offset");
        writer.unsigned_integer(*error.offset);
    }
    if (error.line) {
        writer.key("line");
        writer.unsigned_integer(*error.line);
    }
    if (error.column) {
        writer.key("column");
        writer.unsigned_integer(*error.column);
    }
    writer.end_object();
    return out;
}

}  // namespace certdelta
