#include "certdelta/render.h"
#include "json/names.h"
#include "render/comparison_groups.h"
#include "render/diagnostics.h"
#include "render/field_labels.h"
#include "render/table.h"
#include "render/width.h"

namespace certdelta {
namespace {

using render::Phrasebook;

std::string title(const Report& report, const render::FieldLabels& labels) {
    const ReportIdentity identity{report.source.name, report.profile, report.issue, report.period};
    const std::string name =
        report.source.name.empty() ? labels.phrases().say("a report without a name") : report.source.name;
    return render::wrapped_line(render::on_one_line(name), labels.columns()) +
           render::wrapped_line(render::on_one_line(render::identity_in_words(identity, labels)), labels.columns());
}

/// The value, or all readings of a field that stays open.
std::string value_cell(const Field& field, const render::FieldLabels& labels) {
    if (field.status == Status::found) return labels.value(field.name, field.value, field.unit, field.qualifier);
    std::string readings;
    for (const Candidate& candidate : field.candidates) {
        if (!readings.empty()) readings += " | ";
        readings += labels.value(field.name, candidate.value, field.unit);
    }
    return readings;
}

std::string line_cell(const Field& field) {
    if (!field.evidence.empty()) return std::to_string(field.evidence.front().line);
    for (const Candidate& candidate : field.candidates) {
        if (candidate.evidence) return std::to_string(candidate.evidence->line);
    }
    return {};
}

std::string figure_with_line(const Unassigned& figure, const Phrasebook& phrases) {
    return phrases.say("{0} (line {1})", {figure.text, std::to_string(figure.evidence.line)});
}

}  // namespace

std::string to_table(const Report& report, const Labels& labels) {
    const render::FieldLabels names(labels, report);
    const Phrasebook& phrases = names.phrases();
    render::Table table({{phrases.say("field"), render::Align::left, true},
                         {phrases.say("value")},
                         {phrases.say("unit")},
                         {phrases.say("change"), render::Align::left, true},
                         {phrases.say("status"), render::Align::left, true},
                         {phrases.say("line"), render::Align::right, true}},
                        names.columns());
    std::vector<std::string> absent;
    for (const Field& field : report.fields) {
        if (field.status == Status::absent) {
            absent.push_back(names.of(field.name));
            continue;
        }
        const bool open = field.status != Status::found;
        table.add_row({names.of(field.name), value_cell(field, names),
                       field.unit == "%" ? "" : phrases.unit(field.unit), field.change ? phrases.of(*field.change) : "",
                       open ? phrases.say(json::name_of(field.status)) : "", line_cell(field)});
    }
    std::vector<std::string> unassigned;
    for (const Unassigned& figure : report.unassigned) unassigned.push_back(figure_with_line(figure, phrases));

    std::string out = title(report, names);
    if (!table.empty()) out.append("\n").append(table.to_string());
    if (!absent.empty() || !unassigned.empty() || !report.diagnostics.empty()) out += "\n";
    if (!absent.empty()) out += render::wrapped_list(phrases, "absent", absent, names.columns());
    if (!unassigned.empty()) out += render::wrapped_list(phrases, "unassigned", unassigned, names.columns());
    for (const Diagnostic& diagnostic : report.diagnostics) out += render::diagnostic_line(diagnostic, names);
    return out;
}

}  // namespace certdelta
