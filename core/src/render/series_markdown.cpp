#include <algorithm>

#include "certdelta/render.h"
#include "json/names.h"
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

constexpr std::size_t kLongestList = 40;
constexpr std::size_t kIntervals = 6;  // beside each other; the others follow below

using Lines = std::vector<std::string>;

/// No more than a message can bear; what is left out is counted.
void append_lines(std::string& out, const Lines& lines) {
    for (std::size_t i = 0; i < std::min(lines.size(), kLongestList); ++i) out += lines[i];
    if (lines.size() > kLongestList) out += "\nand " + std::to_string(lines.size() - kLongestList) + " more\n";
}

std::string last_value(const FieldDigest& digest) { return render::value_in_words(digest, digest.latest); }

std::string per_cent(const std::optional<Decimal>& number) { return number ? with_sign(*number) + "%" : ""; }

std::string row_of_figure(const FieldDigest& digest, const FieldLabels& labels) {
    const SeriesField& field = *digest.field;
    std::string row;
    append_row(row, {escaped(labels.of(field.name)), last_value(digest), render::delta_in_words(digest),
                     per_cent(digest.delta_pct), per_cent(field.points[digest.latest].year_before_pct),
                     render::median_in_words(field), render::trend_in_words(field),
                     digest.anomalies > 0 ? std::to_string(digest.anomalies) : ""});
    return row;
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
    std::string tables;
    for (const Movement movement : {Movement::rose, Movement::fell, Movement::same, Movement::first}) {
        std::string rows;
        for (const FieldDigest* digest : moved(digests, movement)) {
            if (digest->field->is_figure) rows += row_of_figure(*digest, labels);
        }
        if (rows.empty()) continue;
        std::string title(render::movement_name(movement));
        title.front() = static_cast<char>(title.front() - 'a' + 'A');
        tables +=
            "\n## " + title + "\n\n| field | value | change | % | year % | median | trend a week | unusual weeks |\n";
        tables += "| :-- | --: | --: | --: | --: | --: | --: | --: |\n" + rows;
    }
    if (!tables.empty()) {
        out += "\nThe week " + words_for(std::optional(series.weeks.back())) +
               ", each figure against its last value before; \"year %\" is against 52 weeks before, \"trend\" the "
               "Theil-Sen slope; \"unusual weeks\" are those of the whole series.\n" +
               tables;
    }
    std::string rows;
    for (const FieldDigest* digest : moved(digests, Movement::changed)) {
        append_row(rows, {escaped(labels.of(digest->field->name)),
                          escaped(render::value_in_words(*digest, *digest->previous)), escaped(last_value(*digest))});
    }
    if (!rows.empty()) out += "\n## Changed\n\n| field | before | after |\n| :-- | :-- | :-- |\n" + rows;
}

std::string z_in_words(const SeriesPoint& point) { return point.z ? render::rounded(*point.z).to_string() : ""; }

void append_unusual(std::string& out, const Series& series, const FieldLabels& labels) {
    Lines rows;
    for (const SeriesField& field : series.fields) {
        for (std::size_t i = 0; i < field.points.size(); ++i) {
            const SeriesPoint& point = field.points[i];
            if (point.anomaly != true) continue;
            append_row(rows.emplace_back(), {escaped(labels.of(field.name)), words_for(std::optional(series.weeks[i])),
                                             words_for(point.value, field.unit), z_in_words(point)});
        }
    }
    if (rows.empty()) return;
    out +=
        "\n## Unusual\n\nFar from the field's median: a modified z-score (z) beyond 3.5.\n\n"
        "| field | week | value | z |\n| :-- | :-- | --: | --: |\n";
    append_lines(out, rows);
}

void append_missing(std::string& out, const Series& series, const std::vector<FieldDigest>& digests,
                    const FieldLabels& labels) {
    Lines lines;
    for (const Gap& gap : series.gaps) lines.push_back("- no report: " + render::gap_in_words(gap) + "\n");
    for (const FieldDigest* digest : moved(digests, Movement::missing)) {
        const SeriesField& field = *digest->field;
        std::string line = "- " + escaped(labels.of(field.name)) + ": ";
        line += render::absence_name(field);
        line += " in the latest week, ";
        line += digest->latest == field.points.size() ? "no value in any week"
                                                      : "last value " + escaped(last_value(*digest)) + " in the week " +
                                                            words_for(std::optional(series.weeks[digest->latest]));
        lines.push_back(line + "\n");
    }
    if (lines.empty()) return;
    out += "\n## Missing\n\n";
    append_lines(out, lines);
}

/// Last, as it is long: most series are of a time in which some fields were not printed yet, or not any more.
void append_never_printed(std::string& out, const Series& series, const FieldLabels& labels) {
    if (series.never_printed.empty()) return;
    out += "\n## In no report\n\n";
    for (std::size_t i = 0; i < series.never_printed.size(); ++i)
        out += (i == 0 ? "" : ", ") + escaped(labels.of(series.never_printed[i]));
    out += "\n";
}

void append_copies(std::string& out, const Series& series, const FieldLabels& labels) {
    Lines lines;
    for (const std::vector<std::string>& names : series.duplicates) {
        std::string line = "- the same: ";
        for (std::size_t i = 0; i < names.size(); ++i) line += (i == 0 ? "" : ", ") + escaped(names[i]);
        lines.push_back(line + "\n");
    }
    for (const Revision& revision : series.revisions)
        lines.push_back("- versions: " + escaped(render::revision_in_words(revision, labels)) + "\n");
    if (lines.empty()) return;
    out += "\n## Duplicates and revisions\n\n";
    append_lines(out, lines);
}

void append_rollup(std::string& out, const Series& series, const FieldLabels& labels) {
    std::size_t begin = 0;
    for (auto keys = render::keys_from(series, begin, kIntervals); !keys.empty();
         keys = render::keys_from(series, begin, kIntervals)) {
        out += begin == 0 ? "\n## By " + std::string(json::name_of(series.by)) + "\n\n" : "\n";
        std::vector<std::string> header{"field", ""};
        header.insert(header.end(), keys.begin(), keys.end());
        append_row(out, header);
        std::vector<std::string> rule{":--", ":--"};
        rule.resize(header.size(), "--:");
        append_row(out, rule);
        for (const SeriesField& field : series.fields) {
            if (!field.is_figure) continue;
            std::vector<std::string> cells{escaped(labels.of(field.name)), std::string(json::name_of(field.aggregate))};
            for (std::string& value : render::values_from(field, begin, keys.size())) cells.push_back(escaped(value));
            append_row(out, cells);
        }
        begin += keys.size();
    }
    if (begin > 0) out += "\n\\* of some weeks only; the others are missing\n";
}

void append_diagnostics(std::string& out, const Series& series, const FieldLabels& labels, bool mistakes) {
    Lines lines;
    for (const Diagnostic& diagnostic : series.diagnostics) {
        if (render::is_publishers_mistake(diagnostic) != mistakes || render::is_told_apart(diagnostic)) continue;
        const std::vector<Diagnostic> one{labels.of(diagnostic)};
        lines.push_back(mistakes ? render::message_items(one) : render::diagnostic_items(one));
    }
    if (lines.empty()) return;
    out += mistakes ? "\n## What the publisher got wrong\n\n" : "\n## Remarks\n\n";
    append_lines(out, lines);
}

}  // namespace

std::string to_markdown(const Series& series, const Labels& labels) {
    const FieldLabels names(labels, series);
    const std::vector<FieldDigest> digests = render::digest(series);
    std::string out = "# " + escaped(render::title_in_words(series)) + "\n\n" + render::counts_in_words(series) + "\n";
    append_movements(out, series, digests, names);
    append_diagnostics(out, series, names, true);
    append_unusual(out, series, names);
    append_missing(out, series, digests, names);
    append_copies(out, series, names);
    append_rollup(out, series, names);
    append_diagnostics(out, series, names, false);
    append_never_printed(out, series, names);
    return out;
}

}  // namespace certdelta
