#include "certdelta/finding.h"
#include "certdelta/json.h"
#include "json/names.h"
#include "json/parts.h"
#include "json/writer.h"

namespace certdelta {
namespace {

void write_number_or_null(json::Writer& writer, const std::optional<std::uint32_t>& number) {
    if (number) {
        writer.unsigned_integer(*number);
    } else {
        writer.null();
    }
}

void write(json::Writer& writer, const Finding& finding) {
    writer.begin_object();
    writer.key("schema");
    writer.string("certdelta.finding/1");
    writer.key("source");
    json::write_text_or_null(writer, finding.source);
    writer.key("line");
    write_number_or_null(writer, finding.line);
    writer.key("column");
    write_number_or_null(writer, finding.column);
    writer.key("place");
    // A report has no columns, and no place in it has a pointer.
    if (finding.column) {
        writer.string(finding.place);
    } else {
        writer.null();
    }
    writer.key("severity");
    writer.string(json::name_of(finding.severity));
    writer.key("code");
    writer.string(finding.code);
    writer.key("field");
    json::write_text_or_null(writer, finding.field);
    writer.key("message");
    writer.string(finding.message);
    writer.end_object();
}

}  // namespace

std::string to_json(const Finding& finding) {
    std::string out;
    json::Writer writer(out);
    write(writer, finding);
    return out;
}

std::string to_json(std::span<const Finding> findings) {
    std::string out;
    json::Writer writer(out);
    writer.begin_array();
    for (const Finding& finding : findings) write(writer, finding);
    writer.end_array();
    return out;
}

std::string to_json(const ProfileTest& test) {
    std::string out;
    json::Writer writer(out);
    writer.begin_object();
    writer.key("examples");
    writer.unsigned_integer(test.examples);
    writer.key("failed");
    writer.unsigned_integer(test.failed);
    writer.key("findings");
    writer.begin_array();
    for (const Finding& finding : test.findings) write(writer, finding);
    writer.end_array();
    writer.end_object();
    return out;
}

}  // namespace certdelta
