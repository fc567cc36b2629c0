#include "certdelta/json.h"
#include "json/names.h"
#include "json/parts.h"
#include "json/writer.h"

namespace certdelta {
namespace json {
namespace {

void write(Writer& writer, const std::vector<std::string>& texts) {
    writer.begin_array();
    for (const std::string& text : texts) writer.string(text);
    writer.end_array();
}

void write_days(Writer& writer, const Date& start, const Date& end) {
    writer.key("start");
    writer.string(start.to_string());
    writer.key("end");
    writer.string(end.to_string());
}

void write(Writer& writer, const SeriesReport& report) {
    writer.begin_object();
    writer.key("source");
    writer.string(report.source);
    writer.key("issue");
    write(writer, report.issue);
    writer.key("period");
    write(writer, report.period);
    writer.end_object();
}

void write(Writer& writer, const Gap& gap) {
    writer.begin_object();
    write_days(writer, gap.start, gap.end);
    writer.key("weeks");
    writer.integer(gap.weeks);
    writer.end_object();
}

void write(Writer& writer, const Revision& revision) {
    writer.begin_object();
    writer.key("sources");
    write(writer, revision.sources);
    writer.key("fields");
    write(writer, revision.fields);
    writer.end_object();
}

/// Points of texts have no statistics.
void write(Writer& writer, const SeriesPoint& point, const Period& week, bool is_figure) {
    writer.begin_object();
    write_days(writer, week.start, week.end);
    writer.key("value");
    write(writer, point.value);
    if (point.qualifier != Qualifier::none) {
        writer.key("qualifier");
        writer.string(name_of(point.qualifier));
    }
    writer.key("status");
    writer.string(name_of(point.status));
    if (is_figure) {
        writer.key("z");
        write(writer, point.z);
        writer.key("anomaly");
        if (point.anomaly) {
            writer.boolean(*point.anomaly);
        } else {
            writer.null();
        }
        writer.key("year_before_pct");
        write(writer, point.year_before_pct);
    }
    writer.end_object();
}

void write(Writer& writer, const SeriesSummary& summary, bool is_figure) {
    writer.begin_object();
    writer.key("count");
    writer.integer(summary.count);
    if (is_figure) {
        writer.key("minimum");
        write(writer, summary.minimum);
        writer.key("maximum");
        write(writer, summary.maximum);
        writer.key("median");
        write(writer, summary.median);
        writer.key("mad");
        write(writer, summary.mad);
        writer.key("slope_per_week");
        write(writer, summary.slope_per_week);
    }
    writer.end_object();
}

void write(Writer& writer, const Rollup& rollup) {
    writer.begin_object();
    writer.key("key");
    writer.string(rollup.key);
    writer.key("value");
    write(writer, rollup.value);
    writer.key("weeks");
    writer.integer(rollup.weeks);
    writer.key("missing");
    writer.integer(rollup.missing);
    writer.end_object();
}

void write_field(Writer& writer, const SeriesField& field, const std::vector<Period>& weeks, SeriesBy by) {
    writer.begin_object();
    if (!field.unit.empty()) {
        writer.key("unit");
        writer.string(field.unit);
    }
    writer.key("aggregate");
    writer.string(name_of(field.aggregate));
    writer.key("points");
    writer.begin_array();
    for (std::size_t i = 0; i < field.points.size(); ++i) write(writer, field.points[i], weeks[i], field.is_figure);
    writer.end_array();
    writer.key("summary");
    write(writer, field.summary, field.is_figure);
    if (by != SeriesBy::week) {
        writer.key("rollup");
        writer.begin_array();
        for (const Rollup& rollup : field.rollup) write(writer, rollup);
        writer.end_array();
    }
    writer.end_object();
}

template <class Item>
void write_all(Writer& writer, std::string_view key, const std::vector<Item>& items) {
    writer.escaped_key(key);
    writer.begin_array();
    for (const Item& item : items) write(writer, item);
    writer.end_array();
}

}  // namespace
}  // namespace json

void write_json(const Series& series, const std::function<void(std::string_view)>& write_out) {
    std::string out;
    json::Writer writer(out);
    writer.begin_object();
    writer.key("schema");
    writer.string("certdelta.series/1");
    writer.key("periodical");
    json::write_text_or_null(writer, series.periodical);
    writer.key("by");
    writer.string(json::name_of(series.by));
    json::write_all(writer, "reports", series.reports);
    json::write_all(writer, "gaps", series.gaps);
    json::write_all(writer, "duplicates", series.duplicates);
    json::write_all(writer, "revisions", series.revisions);
    writer.key("fields");
    writer.begin_object();
    for (const SeriesField& field : series.fields) {
        writer.escaped_key(field.name);
        json::write_field(writer, field, series.weeks, series.by);
        write_out(out);
        out.clear();
    }
    writer.end_object();
    writer.key("diagnostics");
    json::write(writer, series.diagnostics);
    writer.end_object();
    write_out(out);
}

std::string to_json(const Series& series) {
    std::string out;
    write_json(series, [&](std::string_view piece) { out += piece; });
    return out;
}

}  // namespace certdelta
