#include "certdelta/render.h"
#include "render/comparison_groups.h"
#include "render/diagnostics.h"
#include "render/field_labels.h"
#include "render/table.h"
#include "render/width.h"
#include "words.h"

namespace certdelta {
namespace {

std::string title(const ReportIdentity& report, std::string_view unnamed, const render::FieldLabels& labels) {
    return render::on_one_line(render::source_in_words(report, unnamed) + ": " +
                               render::identity_in_words(report, labels));
}

/// Why the field is not compared, or else what the newer report states.
std::string note(const FieldChange& field) {
    if (!field.why.empty()) return render::why_in_words(field.why);
    return field.stated ? "stated " + render::stated_in_words(field) : std::string();
}

}  // namespace

std::string to_table(const Comparison& comparison, const Labels& labels) {
    const render::FieldLabels names(labels, comparison);
    using render::Align;
    using render::Group;
    const render::GroupedFields groups = render::group_fields(comparison);
    render::Table table({{"change", Align::left, true},
                         {"field", Align::left, true},
                         {"before", Align::right},
                         {"after", Align::right},
                         {"delta", Align::right, true},
                         {"%", Align::right, true},
                         {"note", Align::left, true}});
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const auto group = static_cast<Group>(i);
        if (group == Group::same) continue;
        for (const FieldChange* field : groups[i]) {
            table.add_row({std::string(render::group_name(group)), names.of(field->name),
                           words_for(field->before, field->unit), words_for(field->after, field->unit),
                           render::delta_in_words(*field), render::delta_pct_in_words(*field), note(*field)});
        }
    }
    std::vector<std::string> same;
    for (const FieldChange* field : groups[static_cast<std::size_t>(Group::same)])
        same.push_back(names.of(field->name));

    std::string out = title(comparison.before, "the older report", names) + "\n" +
                      title(comparison.after, "the newer report", names) + "\n";
    out += render::relation_in_words(comparison) + ": " + render::summary(groups) + "\n";
    if (!table.empty()) out.append("\n").append(table.to_string());
    if (!same.empty() || !comparison.diagnostics.empty()) out += "\n";
    if (!same.empty()) out += render::wrapped_list("same", same);
    std::vector<Diagnostic> diagnostics;
    for (const Diagnostic& diagnostic : comparison.diagnostics) diagnostics.push_back(names.of(diagnostic));
    out += render::diagnostic_lines(diagnostics);
    return out;
}

}  // namespace certdelta
