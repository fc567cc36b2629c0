#include "certdelta/render.h"
#include "json/names.h"
#include "render/diagnostics.h"
#include "render/field_labels.h"
#include "render/table.h"
#include "render/width.h"
#include "words.h"

namespace certdelta {
namespace {

std::string title(const Report& report, const render::FieldLabels& labels) {
    std::string text = render::on_one_line(report.source.name) + "\n";
    if (!report.profile) return text + "no profile fits\n";
    text += render::on_one_line(labels.title_of(*report.profile));
    if (const std::string issue = words_for(report.issue); !issue.empty()) text += ", " + issue;
    return text + ", " + words_for(report.period) + "\n";
}

std::string qualified(const Field& field) {
    const std::string value = words_for(field.value, field.unit);
    if (field.qualifier == Qualifier::none) return value;
    std::string qualifier(json::name_of(field.qualifier));
    for (char& c : qualifier) {
        if (c == '-') c = ' ';
    }
    return qualifier + " " + value;
}

/// The value, or all readings of a field that stays open.
std::string value_cell(const Field& field) {
    if (field.status == Status::found) return qualified(field);
    std::string readings;
    for (const Candidate& candidate : field.candidates) {
        if (!readings.empty()) readings += " | ";
        readings += words_for(candidate.value, field.unit);
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

std::string figure_with_line(const Unassigned& figure) {
    return figure.text + " (line " + std::to_string(figure.evidence.line) + ")";
}

}  // namespace

std::string to_table(const Report& report, const Labels& labels) {
    const render::FieldLabels names(labels, report);
    render::Table table({{"field", render::Align::left, true},
                         {"value"},
                         {"unit"},
                         {"change", render::Align::left, true},
                         {"status", render::Align::left, true},
                         {"line", render::Align::right, true}});
    std::vector<std::string> absent;
    for (const Field& field : report.fields) {
        if (field.status == Status::absent) {
            absent.push_back(names.of(field.name));
            continue;
        }
        const bool open = field.status != Status::found;
        table.add_row({names.of(field.name), value_cell(field), field.unit == "%" ? "" : field.unit,
                       field.change ? words_for(*field.change) : "",
                       open ? std::string(json::name_of(field.status)) : "", line_cell(field)});
    }
    std::vector<std::string> unassigned;
    for (const Unassigned& figure : report.unassigned) unassigned.push_back(figure_with_line(figure));

    std::string out = title(report, names);
    if (!table.empty()) out.append("\n").append(table.to_string());
    if (!absent.empty() || !unassigned.empty() || !report.diagnostics.empty()) out += "\n";
    if (!absent.empty()) out += render::wrapped_list("absent", absent);
    if (!unassigned.empty()) out += render::wrapped_list("unassigned", unassigned);
    std::vector<Diagnostic> diagnostics;
    for (const Diagnostic& diagnostic : report.diagnostics) diagnostics.push_back(names.of(diagnostic));
    out += render::diagnostic_lines(diagnostics);
    return out;
}

}  // namespace certdelta
