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
using render::Phrasebook;

constexpr std::size_t kIntervals = 4;  // beside each other; the others follow below

std::string per_cent(const std::optional<Decimal>& number) { return number ? with_sign(*number) + "%" : ""; }

std::string latest_table(const Series& series, const std::vector<FieldDigest>& digests, const FieldLabels& labels) {
    const Phrasebook& phrases = labels.phrases();
    render::Table table({{phrases.say("change"), Align::left, true},
                         {phrases.say("field"), Align::left, true, false, true},
                         {phrases.say("value"), Align::right},
                         {phrases.say("delta"), Align::right, true},
                         {"%", Align::right, true},
                         {phrases.say("year %"), Align::right, true},
                         {phrases.say("median"), Align::right},
                         {phrases.say("trend a week"), Align::right},
                         {phrases.say("unusual weeks"), Align::right, true}},
                        labels.columns());
    for (std::size_t i = 0; i < render::kMovementCount; ++i) {
        const auto movement = static_cast<Movement>(i);
        for (const FieldDigest& digest : digests) {
            if (digest.movement != movement) continue;
            const SeriesField& field = *digest.field;
            const bool has_value = digest.latest < field.points.size();
            const bool is_missing = movement == Movement::missing;
            std::string value = has_value ? render::value_in_words(digest, digest.latest, labels) : "";
            // The last value of a field that is not printed any more stands with its week: it is no value of this one.
            if (is_missing && has_value) value += " (" + series.weeks[digest.latest].start.to_string() + ")";
            table.add_row({phrases.say(is_missing ? render::absence_name(field) : render::movement_name(movement)),
                           labels.of(field.name), value, is_missing ? "" : render::delta_in_words(digest, phrases),
                           is_missing ? "" : per_cent(digest.delta_pct),
                           is_missing ? "" : per_cent(field.points[digest.latest].year_before_pct),
                           render::median_in_words(field), render::trend_in_words(field, phrases),
                           digest.anomalies > 0 ? std::to_string(digest.anomalies) : ""});
        }
    }
    return table.empty() ? std::string() : std::string("\n").append(table.to_string());
}

/// The weeks whose figure is unusual, and these, the latest ones first.
std::vector<std::string> unusual_weeks(const Series& series, const FieldDigest& digest, const FieldLabels& labels) {
    constexpr std::size_t most = 8;
    std::vector<std::string> weeks;
    for (std::size_t i = digest.field->points.size(); i-- > 0 && weeks.size() < most;) {
        if (digest.field->points[i].anomaly != true) continue;
        const std::string week = series.weeks[i].start.to_string();
        weeks.push_back(labels.phrases().say("{0} ({1})", {week, render::value_in_words(digest, i, labels)}));
    }
    const auto shown = static_cast<std::int64_t>(weeks.size());
    if (digest.anomalies > shown)
        weeks.push_back(labels.phrases().say("{0} earlier ones", {std::to_string(digest.anomalies - shown)}));
    return weeks;
}

std::string rollup_tables(const Series& series, const FieldLabels& labels) {
    const Phrasebook& phrases = labels.phrases();
    std::string out;
    std::size_t begin = 0;
    for (auto keys = render::keys_from(series, begin, kIntervals); !keys.empty();
         keys = render::keys_from(series, begin, kIntervals)) {
        std::vector<render::Table::Column> columns{{phrases.say("field"), Align::left, true},
                                                   {phrases.say(json::name_of(series.by)), Align::left, true}};
        for (const std::string& key : keys) columns.push_back({key, Align::right, false, true});
        render::Table table(columns, labels.columns());
        for (const SeriesField& field : series.fields) {
            if (!field.is_figure) continue;
            std::vector<std::string> cells{labels.of(field.name), phrases.say(json::name_of(field.aggregate))};
            for (std::string& value : render::values_from(field, begin, keys.size(), labels))
                cells.push_back(std::move(value));
            table.add_row(std::move(cells));
        }
        if (!table.empty()) out.append("\n").append(table.to_string());
        begin += keys.size();
    }
    return out.empty() ? out : out.append(phrases.say(render::kOfSomeWeeks)).append("\n");
}

}  // namespace

std::string to_table(const Series& series, const Labels& labels) {
    const FieldLabels names(labels, series);
    const Phrasebook& phrases = names.phrases();
    const std::vector<FieldDigest> digests = render::digest(series);
    std::string out =
        render::wrapped_line(render::on_one_line(render::title_in_words(series, names)), names.columns()) +
        render::wrapped_line(render::counts_in_words(series, phrases), names.columns());
    out += latest_table(series, digests, names);
    out += rollup_tables(series, names);
    std::string notes;
    const auto append_note = [&](std::string_view name, const std::string& text) {
        notes += render::wrapped_line(phrases.say("{0}: {1}", {phrases.say(name), text}), names.columns());
    };
    for (const FieldDigest& digest : digests) {
        const std::string title = phrases.say("unusual, {0}", {names.of(digest.field->name)});
        if (digest.anomalies > 0)
            notes += render::wrapped_list(phrases, title, unusual_weeks(series, digest, names), names.columns());
    }
    for (const Gap& gap : series.gaps) append_note("gap", render::gap_in_words(gap, phrases));
    for (const std::vector<std::string>& copies : series.duplicates)
        notes += render::wrapped_list(phrases, "the same", copies, names.columns());
    for (const Revision& revision : series.revisions)
        append_note("revision", render::on_one_line(render::revision_in_words(revision, names)));
    if (!series.only_left_out.empty())
        notes +=
            render::wrapped_list(phrases, "only in reports left out", names.of(series.only_left_out), names.columns());
    if (!series.never_read.empty())
        notes += render::wrapped_list(phrases, "read in no report", names.of(series.never_read), names.columns());
    for (const Diagnostic& diagnostic : series.diagnostics) {
        if (!render::is_told_apart(diagnostic)) notes += render::diagnostic_line(diagnostic, names);
    }
    return notes.empty() ? out : out + "\n" + notes;
}

}  // namespace certdelta
