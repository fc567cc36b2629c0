#include "render/series_digest.h"

#include <algorithm>

#include "json/names.h"
#include "series/calendar.h"
#include "wide.h"
#include "words.h"

namespace certdelta::render {
namespace {

Movement movement_of(const SeriesField& field, const FieldDigest& digest) {
    if (digest.latest + 1 != field.points.size()) return Movement::missing;
    if (!digest.previous) return Movement::first;
    const Value& before = field.points[*digest.previous].value;
    const Value& after = field.points[digest.latest].value;
    if (before == after) return Movement::same;
    if (!digest.delta) return Movement::changed;
    return *digest.delta > Decimal() ? Movement::rose : Movement::fell;
}

FieldDigest digest_of(const SeriesField& field, const std::vector<Period>& weeks) {
    FieldDigest digest;
    digest.field = &field;
    std::optional<std::size_t> latest;
    for (std::size_t i = field.points.size(); i-- > 0 && !digest.previous;) {
        if (field.points[i].status != Status::found) continue;
        if (latest) {
            digest.previous = i;
        } else {
            latest = i;
        }
    }
    digest.anomalies = std::count_if(field.points.begin(), field.points.end(),
                                     [](const SeriesPoint& point) { return point.anomaly == true; });
    if (!latest) {
        digest.movement = Movement::missing;
        digest.latest = field.points.size();
        return digest;
    }
    digest.latest = *latest;
    if (digest.previous) {
        const std::int64_t days = series::sunday_of(weeks[*latest]) - series::sunday_of(weeks[*digest.previous]);
        digest.weeks = days / series::kDaysPerWeek;
    }
    if (digest.previous && field.is_figure) {
        const auto* before = std::get_if<Decimal>(&field.points[*digest.previous].value);
        const auto* after = std::get_if<Decimal>(&field.points[digest.latest].value);
        if (before != nullptr && after != nullptr) {
            digest.delta = decimal_from_micros(Wide{after->micros()} - before->micros());
            if (digest.delta && field.unit != "%") digest.delta_pct = percent_of(*digest.delta, *before, 2);
        }
    }
    digest.movement = movement_of(field, digest);
    return digest;
}

}  // namespace

std::string_view movement_name(Movement movement) {
    switch (movement) {
        case Movement::rose:
            return "rose";
        case Movement::fell:
            return "fell";
        case Movement::same:
            return "same";
        case Movement::changed:
            return "changed";
        case Movement::first:
            return "first value";
        case Movement::missing:
            return "missing";
    }
    return {};
}

std::string_view absence_name(const SeriesField& field) {
    const Status status = field.points.back().status;
    return status == Status::absent ? "not read" : json::name_of(status);
}

std::vector<FieldDigest> digest(const Series& series) {
    std::vector<FieldDigest> digests;
    digests.reserve(series.fields.size());
    for (const SeriesField& field : series.fields) digests.push_back(digest_of(field, series.weeks));
    return digests;
}

std::string title_in_words(const Series& series, const FieldLabels& labels) {
    const Phrasebook& phrases = labels.phrases();
    if (series.periodical.empty()) return phrases.say("no report of a known periodical");
    const auto weeks = static_cast<std::int64_t>(series.weeks.size());
    std::vector<std::string> titles;
    for (const std::string& id : series.editions) titles.push_back(labels.title_of({id, 0}));
    const std::string title = titles.empty() ? series.periodical : phrases.list(titles);
    const std::string text = phrases.say("{0}: {1}", {title, phrases.counted(weeks, "week")});
    if (series.weeks.empty()) return text;
    const Period all{series.weeks.front().start, series.weeks.back().end};
    return phrases.say("{0}, {1}", {text, phrases.of(std::optional(all))});
}

std::string counts_in_words(const Series& series, const Phrasebook& phrases) {
    std::string text = phrases.counted(static_cast<std::int64_t>(series.reports.size()), "report");
    const auto add = [&](const std::string& part) { text += phrases.say("; ") + part; };
    const auto add_count = [&](std::int64_t count, std::string_view noun) {
        if (count > 0) add(phrases.counted(count, noun));
    };
    std::int64_t weeks = 0;
    for (const Gap& gap : series.gaps) weeks += gap.weeks;
    const std::string gaps = phrases.counted(static_cast<std::int64_t>(series.gaps.size()), "gap");
    if (weeks > 0) add(phrases.say("{0} ({1})", {gaps, phrases.counted(weeks, "week")}));
    std::int64_t copies = 0;
    for (const auto& names : series.duplicates) copies += static_cast<std::int64_t>(names.size()) - 1;
    add_count(copies, "duplicate");
    add_count(static_cast<std::int64_t>(series.revisions.size()), "revision");
    std::int64_t anomalies = 0;
    for (const SeriesField& field : series.fields) {
        anomalies += std::count_if(field.points.begin(), field.points.end(),
                                   [](const SeriesPoint& point) { return point.anomaly == true; });
    }
    add_count(anomalies, "unusual figure");
    return text;
}

std::string value_in_words(const FieldDigest& digest, std::size_t week, const FieldLabels& labels) {
    const SeriesPoint& point = digest.field->points[week];
    return labels.value(digest.field->name, point.value, digest.field->unit, point.qualifier);
}

std::string median_in_words(const SeriesField& field) {
    return field.summary.median ? figure_in_words(rounded(*field.summary.median), field.unit) : std::string();
}

std::string trend_in_words(const SeriesField& field, const Phrasebook& phrases) {
    if (!field.summary.slope_per_week) return {};
    return phrases.difference(rounded(*field.summary.slope_per_week), field.unit);
}

std::string gap_in_words(const Gap& gap, const Phrasebook& phrases) {
    return phrases.say("{0}, {1}",
                       {phrases.of(std::optional(Period{gap.start, gap.end})), phrases.counted(gap.weeks, "week")});
}

std::string revision_in_words(const Revision& revision, const FieldLabels& labels) {
    const Phrasebook& phrases = labels.phrases();
    const std::string kept = phrases.say("{0} (kept)", {phrases.list(revision.sources)});
    const std::string differing =
        revision.fields.empty() ? phrases.say("no field, but the issue, the period or figures that no rule explains")
                                : phrases.list(labels.of(revision.fields));
    return phrases.say("{0}: {1}", {kept, differing});
}

std::string delta_in_words(const FieldDigest& digest, const Phrasebook& phrases) {
    if (!digest.delta) return {};
    const std::string difference = phrases.difference(*digest.delta, digest.field->unit);
    return digest.weeks > 1 ? phrases.say("{0} in {1}", {difference, phrases.counted(digest.weeks, "week")})
                            : difference;
}

bool is_told_apart(const Diagnostic& diagnostic) {
    return diagnostic.code == "revision-kept" || diagnostic.code == "only-left-out" || diagnostic.code == "never-read";
}

Decimal rounded(Decimal number) {
    constexpr std::int64_t hundredth = Decimal::scale / 100;
    return decimal_from_micros(divide_rounded(number.micros(), hundredth) * hundredth).value_or(number);
}

std::vector<std::string> keys_from(const Series& series, std::size_t begin, std::size_t most) {
    std::vector<std::string> keys;
    if (series.fields.empty()) return keys;
    const std::vector<Rollup>& rollup = series.fields.front().rollup;
    for (std::size_t i = begin; i < rollup.size() && i - begin < most; ++i) keys.push_back(rollup[i].key);
    return keys;
}

std::vector<std::string> values_from(const SeriesField& field, std::size_t begin, std::size_t count,
                                     const FieldLabels& labels) {
    std::vector<std::string> values;
    for (std::size_t i = begin; i < field.rollup.size() && i - begin < count; ++i) {
        const Rollup& rollup = field.rollup[i];
        const auto* number = std::get_if<Decimal>(&rollup.value);
        const std::string value = number != nullptr ? figure_in_words(rounded(*number), field.unit)
                                                    : labels.value(field.name, rollup.value, "");
        values.push_back(value + (rollup.weeks > 0 && rollup.missing > 0 ? "*" : ""));
    }
    return values;
}

}  // namespace certdelta::render
