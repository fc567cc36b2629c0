
#include "certdelta/json.h"
#include "json/names.h"
#include "json/parts.h"
#include "json/writer.h"
#include "text/utf8.h"

namespace certdelta {
namespace json {

template <>
struct Names<Mark::Kind> {
    static constexpr std::string_view table[] = {"field", "phrase", "unassigned"};
};

}  // namespace json

namespace {

Evidence evidence_of(const Mark& mark, std::string_view document, const text::PositionIndex& positions) {
    Evidence evidence;
    evidence.bytes = mark.bytes;
    evidence.utf16 = positions.utf16(mark.bytes);
    evidence.line = positions.line(mark.bytes.begin);
    evidence.text = document.substr(mark.bytes.begin, mark.bytes.end - mark.bytes.begin);
    evidence.rule = mark.rule;
    evidence.page = mark.page;
    evidence.box = mark.box;
    evidence.boxes = mark.boxes;
    return evidence;
}

}  // namespace

std::string to_json(const Explanation& explanation, std::string_view document) {
    std::string marks;
    json::Writer writer(marks);
    const text::PositionIndex positions(document);
    writer.begin_array();
    for (const Mark& mark : explanation.marks) {
        if (mark.bytes.begin > mark.bytes.end || mark.bytes.end > document.size()) continue;
        writer.begin_object();
        writer.key("kind");
        writer.string(json::name_of(mark.kind));
        writer.key("name");
        json::write_text_or_null(writer, mark.name);
        writer.key("status");
        if (mark.kind == Mark::Kind::field) {
            writer.string(json::name_of(mark.status));
        } else {
            writer.null();
        }
        writer.key("evidence");
        json::write(writer, evidence_of(mark, document, positions));
        writer.end_object();
    }
    writer.end_array();
    return R"({"schema":"certdelta.explanation/1","report":)" + to_json(explanation.report) + R"(,"marks":)" + marks +
           "}";
}

}  // namespace certdelta
