#include "certdelta/render.h"
#include "json/names.h"
#include "render/diagnostics.h"
#include "render/series_digest.h"
#include "render/table.h"
#include "render/width.h"
#include "words.h"

namespace certdelta {
namespace {

using render::Align;
using render::FieldDigest;
using render::FieldLabels;
using render::Movement;

constexpr std::size_t kIntervals = 4;  // beside each other; the others follow below

std::string per_cent(const std::optional<Decimal>& number) { return number ? with_sign(*number) + "%" : ""; }

std::string latest_table(const Series& series, const std::vector<FieldDigest>& digests, const FieldLabels& labels) {
    render::Table table({{"change", Align::left, true},
                         {"field", Align::left, true},
                         {"value", Align::right},
                         {"delta", Align::right, true},
                         {"%", Align::right, true},
                         {"year %", Align::right, true},
                         {"median", Align::right},
                         {"trend a week", Align::right},
                         {"unusual weeks", Align::right, true}});
    for (std::size_t i = 0; i < render::kMovementCount; ++i) {
        const auto movement = static_cast<Movement>(i);
        for (const FieldDigest& digest : digests) {
            if (digest.movement != movement) continue;
            const SeriesField& field = *digest.field;
            const bool has_value = digest.latest < field.points.size();
            const bool is_missing = movement == Movement::missing;
            std::string value = has_value ? render::value_in_words(digest, digest.latest) : "";
            // The last value of a field that is not printed any more stands with its week: it is no value of this one.
            if (is_missing && has_value) value += " (" + series.weeks[digest.latest].start.to_string() + ")";
            table.add_row({std::string(is_missing ? render::absence_name(field) : render::movement_name(movement)),
                           labels.of(field.name), value, is_missing ? "" : render::delta_in_words(digest),
                           is_missing ? "" : per_cent(digest.delta_pct),
                           is_missing ? "" : per_cent(field.points[digest.latest].year_before_pct),
                           render::median_in_words(field), render::trend_in_words(field),
                           digest.anomalies > 0 ? std::to_string(digest.anomalies) : ""});
        }
    }
    return table.empty() ? std::string() : std::string("\n").append(table.to_string());
}

std::string rollup_tables(const Series& series, const FieldLabels& labels) {
    std::string out;
    std::size_t begin = 0;
    for (auto keys = render::keys_from(series, begin, kIntervals); !keys.empty();
         keys = render::keys_from(series, begin, kIntervals)) {
        std::vector<render::Table::Column> columns{{"field", Align::left, true}, {"", Align::left, true}};
        columns.back().title = json::name_of(series.by);
        for (const std::string& key : keys) columns.push_back({key, Align::right, false, true});
        render::Table table(columns);
        for (const SeriesField& field : series.fields) {
            if (!field.is_figure) continue;
            std::vector<std::string> cells{labels.of(field.name), std::string(json::name_of(field.aggregate))};
            for (std::string& value : render::values_from(field, begin, keys.size())) cells.push_back(std::move(value));
            table.add_row(std::move(cells));
        }
        if (!table.empty()) out.append("\n").append(table.to_string());
        begin += keys.size();
    }
    return out.empty() ? out : out.append("* of some weeks only; the others are missing\n");
}

}  // namespace

std::string to_table(const Series& series, const Labels& labels) {
    const FieldLabels names(labels, series);
    std::string out =
        render::on_one_line(render::title_in_words(series)) + "\n" + render::counts_in_words(series) + "\n";
    out += latest_table(series, render::digest(series), names);
    out += rollup_tables(series, names);
    std::string notes;
    for (const Gap& gap : series.gaps) notes += "gap: " + render::gap_in_words(gap) + "\n";
    for (const std::vector<std::string>& names : series.duplicates) notes += render::wrapped_list("the same", names);
    for (const Revision& revision : series.revisions)
        notes += "revision: " + render::on_one_line(render::revision_in_words(revision, names)) + "\n";
    if (!series.never_printed.empty()) notes += render::wrapped_list("in no report", names.of(series.never_printed));
    std::vector<Diagnostic> others;
    for (const Diagnostic& diagnostic : series.diagnostics) {
        if (!render::is_told_apart(diagnostic)) others.push_back(names.of(diagnostic));
    }
    notes += render::diagnostic_lines(others);
    return notes.empty() ? out : out + "\n" + notes;
}

}  // namespace certdelta
