#include "certdelta/render.h"
#include "json/names.h"
#include "render/csv_writer.h"
#include "words.h"

namespace certdelta {
namespace {

using render::CsvWriter;

std::string_view qualifier_of(Qualifier qualifier) {
    return qualifier == Qualifier::none ? std::string_view() : json::name_of(qualifier);
}

void write_row(CsvWriter& csv, const Report& report, const Field& field) {
    csv.number(report.issue.number);
    csv.number(report.issue.year);
    csv.plain(report.period ? report.period->start.to_string() : "");
    csv.plain(report.period ? report.period->end.to_string() : "");
    csv.text(field.name);
    csv.value(field.value);
    csv.text(field.unit);
    csv.number(field.precision);
    csv.plain(field.change ? words_for(*field.change) : "");
    csv.plain(json::name_of(field.status));
    csv.text(report.source.name);
    csv.plain(qualifier_of(field.qualifier));
    csv.text(report.profile ? report.profile->id : "");
    const Evidence* const evidence = field.evidence.empty() ? nullptr : &field.evidence.front();
    csv.number(evidence != nullptr ? evidence->page : std::nullopt);
    csv.plain(evidence != nullptr ? std::to_string(evidence->line) : "");
    csv.text(evidence != nullptr ? on_one_line(evidence->quote) : "");
    csv.end_row();
}

void write_row(CsvWriter& csv, const Comparison& comparison, const FieldChange& field) {
    csv.text(field.name);
    csv.plain(json::name_of(field.kind));
    csv.plain(field.why);
    csv.value(field.before);
    csv.value(field.after);
    csv.text(field.unit);
    csv.number(field.delta);
    csv.number(field.delta_pct);
    csv.plain(field.stated ? words_for(*field.stated) : "");
    csv.number(field.computed);
    csv.plain(field.agrees ? (*field.agrees ? "true" : "false") : "");
    csv.number(field.implied_before);
    csv.text(comparison.before.source);
    csv.text(comparison.after.source);
    csv.plain(qualifier_of(field.before_qualifier));
    csv.plain(qualifier_of(field.after_qualifier));
    csv.end_row();
}

void write_row(CsvWriter& csv, const SeriesField& field, const SeriesPoint& point, const Period& week) {
    csv.text(field.name);
    csv.plain(week.start.to_string());
    csv.plain(week.end.to_string());
    csv.value(point.value);
    csv.text(field.unit);
    csv.plain(json::name_of(point.status));
    csv.number(point.z);
    csv.plain(point.anomaly ? (*point.anomaly ? "true" : "false") : "");
    csv.number(point.year_before_pct);
    csv.plain(qualifier_of(point.qualifier));
    csv.end_row();
}

void write_row(CsvWriter& csv, const SeriesField& field, const Rollup& rollup) {
    csv.text(field.name);
    csv.plain(rollup.key);
    csv.value(rollup.value);
    csv.text(field.unit);
    csv.plain(json::name_of(field.aggregate));
    csv.plain(std::to_string(rollup.weeks));
    csv.plain(std::to_string(rollup.missing));
    csv.end_row();
}

}  // namespace

std::string csv_header() {
    return "issue,year,start,end,field,value,unit,precision,change,status,source,qualifier,profile,page,line,quote\r\n";
}

std::string to_csv(const Report& report) {
    std::string out;
    CsvWriter csv(out);
    for (const Field& field : report.fields) write_row(csv, report, field);
    return out;
}

std::string to_csv(const Comparison& comparison) {
    std::string out =
        "field,kind,why,before,after,unit,delta,delta_pct,stated,computed,agrees,implied_before,before_source,after_"
        "source,before_qualifier,after_qualifier\r\n";
    CsvWriter csv(out);
    for (const FieldChange& field : comparison.fields) write_row(csv, comparison, field);
    return out;
}

std::string to_csv(const Series& series) {
    std::string out;
    CsvWriter csv(out);
    if (series.by == SeriesBy::week) {
        out = "field,start,end,value,unit,status,z,anomaly,year_before_pct,qualifier\r\n";
        for (const SeriesField& field : series.fields) {
            for (std::size_t i = 0; i < field.points.size(); ++i)
                write_row(csv, field, field.points[i], series.weeks[i]);
        }
    } else {
        out = "field,key,value,unit,aggregate,weeks,missing\r\n";
        for (const SeriesField& field : series.fields) {
            for (const Rollup& rollup : field.rollup) write_row(csv, field, rollup);
        }
    }
    return out;
}

}  // namespace certdelta
