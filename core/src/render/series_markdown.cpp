#include <algorithm>

#include "certdelta/render.h"
#include "json/names.h"
#include "render/diagnostics.h"
#include "render/markdown_text.h"
#include "render/series_digest.h"
#include "words.h"

namespace certdelta {
namespace {

using render::append_row;
using render::escaped;
using render::FieldDigest;
using render::FieldLabels;
using render::Movement;
using render::Phrasebook;

constexpr std::size_t kLongestList = 40;
constexpr std::size_t kIntervals = 6;  // beside each other; the others follow below

using Lines = std::vector<std::string>;

void append_heading(std::string& out, const std::string& text) { out += "\n## " + text + "\n\n"; }

/// A table's header: `first` columns of words, then columns of figures.
void append_header(std::string& out, const Phrasebook& phrases, const std::vector<std::string_view>& columns,
                   std::size_t first) {
    std::vector<std::string> titles;
    std::vector<std::string> rules(columns.size(), "--:");
    for (const std::string_view column : columns) titles.push_back(phrases.say(column));
    std::fill_n(rules.begin(), first, ":--");
    append_row(out, titles);
    append_row(out, rules);
}

/// No more than a message can bear; what is left out is counted.
void append_lines(std::string& out, const Lines& lines, const Phrasebook& phrases) {
    for (std::size_t i = 0; i < std::min(lines.size(), kLongestList); ++i) out += lines[i];
    if (lines.size() > kLongestList)
        out += "\n" + phrases.say("and {0} more", {std::to_string(lines.size() - kLongestList)}) + "\n";
}

std::string last_value(const FieldDigest& digest, const FieldLabels& labels) {
    return render::value_in_words(digest, digest.latest, labels);
}

std::string per_cent(const std::optional<Decimal>& number) { return number ? with_sign(*number) + "%" : ""; }

std::vector<std::string> row_of_figure(const FieldDigest& digest, const FieldLabels& labels) {
    const SeriesField& field = *digest.field;
    const Phrasebook& phrases = labels.phrases();
    return {escaped(labels.of(field.name)),
            last_value(digest, labels),
            render::delta_in_words(digest, phrases),
            per_cent(digest.delta_pct),
            per_cent(field.points[digest.latest].year_before_pct),
            render::median_in_words(field),
            render::trend_in_words(field, phrases),
            digest.anomalies > 0 ? std::to_string(digest.anomalies) : ""};
}

/// Header and rows, without the columns that say nothing in any row.
void append_filled_columns(std::string& out, const Phrasebook& phrases, const std::vector<std::string_view>& columns,
                           const std::vector<std::vector<std::string>>& rows) {
    const auto is_filled = [&](std::size_t column) {
        return std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return !row[column].empty(); });
    };
    std::vector<std::size_t> filled;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (is_filled(i)) filled.push_back(i);
    }
    std::vector<std::string_view> titles;
    for (const std::size_t column : filled) titles.push_back(columns[column]);
    append_header(out, phrases, titles, 1);
    for (const std::vector<std::string>& row : rows) {
        std::vector<std::string> cells;
        for (const std::size_t column : filled) cells.push_back(row[column]);
        append_row(out, cells);
    }
}

std::vector<const FieldDigest*> moved(const std::vector<FieldDigest>& digests, Movement movement) {
    std::vector<const FieldDigest*> chosen;
    for (const FieldDigest& digest : digests) {
        if (digest.movement == movement) chosen.push_back(&digest);
    }
    return chosen;
}

void append_movements(std::string& out, const Series& series, const std::vector<FieldDigest>& digests,
                      const FieldLabels& labels) {
    const Phrasebook& phrases = labels.phrases();
    std::string tables;
    for (const Movement movement : {Movement::rose, Movement::fell, Movement::same, Movement::first}) {
        std::vector<std::vector<std::string>> rows;
        for (const FieldDigest* digest : moved(digests, movement)) {
            if (digest->field->is_figure) rows.push_back(row_of_figure(*digest, labels));
        }
        if (rows.empty()) continue;
        append_heading(tables, phrases.title(render::movement_name(movement)));
        append_filled_columns(tables, phrases,
                              {"field", "value", "change", "%", "year %", "median", "trend a week", "unusual weeks"},
                              rows);
    }
    if (!tables.empty()) {
        out += "\n" +
               phrases.say(
                   "The week {0}, each figure against its last value before; \"year %\" is against 52 weeks before, "
                   "\"trend\" the Theil-Sen slope; \"unusual weeks\" are those of the whole series.",
                   {phrases.of(std::optional(series.weeks.back()))}) +
               "\n" + tables;
    }
    std::string rows;
    for (const FieldDigest* digest : moved(digests, Movement::changed)) {
        append_row(rows, {escaped(labels.of(digest->field->name)),
                          escaped(render::value_in_words(*digest, *digest->previous, labels)),
                          escaped(last_value(*digest, labels))});
    }
    if (rows.empty()) return;
    append_heading(out, phrases.title("changed"));
    append_header(out, phrases, {"field", "before", "after"}, 3);
    out += rows;
}

std::string z_in_words(const SeriesPoint& point) { return point.z ? render::rounded(*point.z).to_string() : ""; }

void append_unusual(std::string& out, const Series& series, const FieldLabels& labels) {
    const Phrasebook& phrases = labels.phrases();
    Lines rows;
    for (const SeriesField& field : series.fields) {
        for (std::size_t i = 0; i < field.points.size(); ++i) {
            const SeriesPoint& point = field.points[i];
            if (point.anomaly != true) continue;
            append_row(rows.emplace_back(),
                       {escaped(labels.of(field.name)), phrases.of(std::optional(series.weeks[i])),
                        labels.value(field.name, point.value, field.unit, point.qualifier), z_in_words(point)});
        }
    }
    if (rows.empty()) return;
    append_heading(out, phrases.say("Unusual"));
    out += phrases.say("Far from the field's median: a modified z-score (z) beyond 3.5.") + "\n\n";
    append_header(out, phrases, {"field", "week", "value", "z"}, 2);
    append_lines(out, rows, phrases);
}

void append_missing(std::string& out, const Series& series, const std::vector<FieldDigest>& digests,
                    const FieldLabels& labels) {
    const Phrasebook& phrases = labels.phrases();
    Lines lines;
    const auto append_item = [&](const std::string& name, const std::string& text) {
        lines.push_back("- " + phrases.say("{0}: {1}", {name, text}) + "\n");
    };
    for (const Gap& gap : series.gaps) append_item(phrases.say("no report"), render::gap_in_words(gap, phrases));
    for (const FieldDigest* digest : moved(digests, Movement::missing)) {
        const SeriesField& field = *digest->field;
        const std::string absence = phrases.say(render::absence_name(field));
        append_item(escaped(labels.of(field.name)),
                    digest->latest == field.points.size()
                        ? phrases.say("{0} in the latest week, no value in any week", {absence})
                        : phrases.say("{0} in the latest week, last value {1} in the week {2}",
                                      {absence, escaped(last_value(*digest, labels)),
                                       phrases.of(std::optional(series.weeks[digest->latest]))}));
    }
    if (lines.empty()) return;
    append_heading(out, phrases.say("Missing"));
    append_lines(out, lines, phrases);
}

/// Last, as it is long: most series are of a time in which some fields were not printed yet, or not any more.
void append_unread(std::string& out, const Series& series, const FieldLabels& labels) {
    const Phrasebook& phrases = labels.phrases();
    const auto append_list = [&](const std::string& heading, const std::vector<std::string>& fields) {
        if (fields.empty()) return;
        std::vector<std::string> names = labels.of(fields);
        for (std::string& name : names) name = escaped(name);
        append_heading(out, heading);
        out += phrases.list(names) + "\n";
    };
    append_list(phrases.title("only in reports left out"), series.only_left_out);
    append_list(phrases.title("read in no report"), series.never_read);
}

void append_copies(std::string& out, const Series& series, const FieldLabels& labels) {
    const Phrasebook& phrases = labels.phrases();
    Lines lines;
    const auto append_item = [&](std::string_view name, const std::string& text) {
        lines.push_back("- " + phrases.say("{0}: {1}", {phrases.say(name), escaped(text)}) + "\n");
    };
    for (const std::vector<std::string>& names : series.duplicates) append_item("the same", phrases.list(names));
    for (const Revision& revision : series.revisions)
        append_item("versions", render::revision_in_words(revision, labels));
    if (lines.empty()) return;
    append_heading(out, phrases.say("Duplicates and revisions"));
    append_lines(out, lines, phrases);
}

void append_rollup(std::string& out, const Series& series, const FieldLabels& labels) {
    const Phrasebook& phrases = labels.phrases();
    std::size_t begin = 0;
    for (auto keys = render::keys_from(series, begin, kIntervals); !keys.empty();
         keys = render::keys_from(series, begin, kIntervals)) {
        if (begin == 0) {
            append_heading(out, phrases.say("By {0}", {phrases.say(json::name_of(series.by))}));
        } else {
            out += "\n";
        }
        std::vector<std::string> header{phrases.say("field"), ""};
        header.insert(header.end(), keys.begin(), keys.end());
        append_row(out, header);
        std::vector<std::string> rule{":--", ":--"};
        rule.resize(header.size(), "--:");
        append_row(out, rule);
        for (const SeriesField& field : series.fields) {
            if (!field.is_figure) continue;
            std::vector<std::string> cells{escaped(labels.of(field.name)), phrases.say(json::name_of(field.aggregate))};
            for (std::string& value : render::values_from(field, begin, keys.size(), labels))
                cells.push_back(escaped(value));
            append_row(out, cells);
        }
        begin += keys.size();
    }
    if (begin > 0) out += "\n\\" + phrases.say(render::kOfSomeWeeks) + "\n";
}

void append_diagnostics(std::string& out, const Series& series, const FieldLabels& labels, bool mistakes) {
    Lines lines;
    for (const Diagnostic& diagnostic : series.diagnostics) {
        if (render::is_publishers_mistake(diagnostic) != mistakes || render::is_told_apart(diagnostic)) continue;
        lines.push_back(mistakes ? render::message_item(diagnostic, labels)
                                 : render::diagnostic_item(diagnostic, labels));
    }
    if (lines.empty()) return;
    append_heading(out, labels.phrases().say(mistakes ? "What the publisher got wrong" : "Remarks"));
    append_lines(out, lines, labels.phrases());
}

}  // namespace

std::string to_markdown(const Series& series, const Labels& labels) {
    const FieldLabels names(labels, series);
    const std::vector<FieldDigest> digests = render::digest(series);
    std::string out = "# " + escaped(render::title_in_words(series, names)) + "\n\n" +
                      render::counts_in_words(series, names.phrases()) + "\n";
    append_movements(out, series, digests, names);
    append_diagnostics(out, series, names, true);
    append_unusual(out, series, names);
    append_missing(out, series, digests, names);
    append_copies(out, series, names);
    append_rollup(out, series, names);
    append_diagnostics(out, series, names, false);
    append_unread(out, series, names);
    return out;
}

}  // namespace certdelta
