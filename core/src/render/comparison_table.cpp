#include "certdelta/render.h"
#include "render/comparison_groups.h"
#include "render/diagnostics.h"
#include "render/field_labels.h"
#include "render/table.h"
#include "render/width.h"

namespace certdelta {
namespace {

std::string title(const ReportIdentity& report, std::string_view unnamed, const render::FieldLabels& labels) {
    const render::Phrasebook& phrases = labels.phrases();
    const std::string source = render::source_in_words(report, phrases.say(unnamed));
    const std::string identity = render::identity_in_words(report, labels);
    return render::wrapped_line(render::on_one_line(phrases.say("{0}: {1}", {source, identity})), labels.columns());
}

/// Why the field is not compared, or else what the newer report states.
std::string note(const FieldChange& field, const render::Phrasebook& phrases) {
    if (!field.why.empty()) return render::why_in_words(field.why, phrases);
    return field.stated ? phrases.say("stated {0}", {render::stated_in_words(field, phrases)}) : std::string();
}

}  // namespace

std::string to_table(const Comparison& comparison, const Labels& labels) {
    const render::FieldLabels names(labels, comparison);
    const render::Phrasebook& phrases = names.phrases();
    using render::Align;
    using render::Group;
    const render::GroupedFields groups = render::group_fields(comparison);
    render::Table table({{phrases.say("change"), Align::left, true},
                         {phrases.say("field"), Align::left, true, false, true},
                         {phrases.say("before"), Align::right},
                         {phrases.say("after"), Align::right},
                         {phrases.say("delta"), Align::right, true},
                         {"%", Align::right, true},
                         {phrases.say("note"), Align::left, true}},
                        names.columns());
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const auto group = static_cast<Group>(i);
        if (group == Group::same || comparison.relation == Relation::unrelated) continue;
        for (const FieldChange* field : groups[i]) {
            table.add_row({phrases.say(render::group_name(group)), names.of(field->name),
                           render::before_in_words(*field, names), render::after_in_words(*field, names),
                           render::delta_in_words(*field, phrases), render::delta_pct_in_words(*field),
                           note(*field, phrases)});
        }
    }
    const std::vector<std::string> same = render::same_in_words(groups[static_cast<std::size_t>(Group::same)], names);

    std::string out =
        title(comparison.before, "the older report", names) + title(comparison.after, "the newer report", names);
    const std::string relation = render::relation_in_words(comparison, phrases);
    out += render::wrapped_line(phrases.say("{0}: {1}", {relation, render::summary(groups, phrases)}), names.columns());
    if (!table.empty()) out.append("\n").append(table.to_string());
    if (!same.empty() || !comparison.diagnostics.empty()) out += "\n";
    if (!same.empty()) out += render::wrapped_list(phrases, "same", same, names.columns());
    for (const Diagnostic& diagnostic : comparison.diagnostics) out += render::diagnostic_line(diagnostic, names);
    return out;
}

}  // namespace certdelta
