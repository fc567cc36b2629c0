#include <optional>

#include "certdelta/render.h"
#include "json/names.h"
#include "render/field_labels.h"
#include "render/width.h"

namespace certdelta {
namespace {

/// What a field's mark is of: the field, or its change.
std::string label_of(const std::string& name, const render::FieldLabels& labels) {
    constexpr std::string_view change = " change";
    if (!std::string_view(name).ends_with(change)) return labels.of(name);
    const render::Phrasebook& phrases = labels.phrases();
    return phrases.say("{0}, {1}", {labels.of(name.substr(0, name.size() - change.size())), phrases.say("change")});
}

/// `labels`: null for the names of records.
std::string remark(const Mark& mark, const render::FieldLabels* labels) {
    switch (mark.kind) {
        case Mark::Kind::unassigned:
            return " ?";
        case Mark::Kind::phrase:
            return " : " + mark.name;
        case Mark::Kind::field:
            break;
    }
    const std::string name = labels == nullptr ? mark.name : label_of(mark.name, *labels);
    if (mark.status == Status::found) return " = " + name;
    const std::string_view status = json::name_of(mark.status);
    return " = " + (labels == nullptr ? name + " (" + std::string(status) + ")"
                                      : labels->phrases().say("{0} ({1})", {name, labels->phrases().say(status)}));
}

}  // namespace

std::string to_text(const Explanation& explanation, std::string_view document, const Labels& labels) {
    std::optional<render::FieldLabels> names;
    if (!labels.language.empty()) names.emplace(labels, explanation.report);
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
        out += remark(mark, names ? &*names : nullptr);
        out += "]";
        done = end;
    }
    out += render::on_its_lines(document.substr(done));
    return out;
}

}  // namespace certdelta
