#include "certdelta/render.h"
#include "json/names.h"
#include "render/width.h"

namespace certdelta {
namespace {

std::string remark(const Mark& mark) {
    switch (mark.kind) {
        case Mark::Kind::unassigned:
            return " ?";
        case Mark::Kind::phrase:
            return " : " + mark.name;
        case Mark::Kind::field:
            break;
    }
    std::string text = " = " + mark.name;
    if (mark.status != Status::found) text.append(" (").append(json::name_of(mark.status)).append(")");
    return text;
}

}  // namespace

std::string to_text(const Explanation& explanation, std::string_view document) {
    std::string out;
    out.reserve(document.size() + explanation.marks.size() * 40);
    std::size_t done = 0;
    for (const Mark& mark : explanation.marks) {
        // One figure may be read for several fields: it is marked for the first.
        if (mark.bytes.begin < done || mark.bytes.end > document.size() || mark.bytes.begin > mark.bytes.end) continue;
        const auto begin = static_cast<std::size_t>(mark.bytes.begin);
        const auto end = static_cast<std::size_t>(mark.bytes.end);
        out += render::on_its_lines(document.substr(done, begin - done));
        out += "[";
        out += render::on_its_lines(document.substr(begin, end - begin));
        out += remark(mark);
        out += "]";
        done = end;
    }
    out += render::on_its_lines(document.substr(done));
    return out;
}

}  // namespace certdelta
