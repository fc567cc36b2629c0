#include "certdelta/json.h"
#include "json/names.h"
#include "json/parts.h"
#include "json/writer.h"

namespace certdelta {
namespace json {
namespace {

void write(Writer& writer, const SourceInfo& source) {
    writer.begin_object();
    writer.key("name");
    writer.string(source.name);
    writer.key("format");
    writer.string(source.format);
    writer.key("bytes");
    writer.unsigned_integer(source.bytes);
    writer.key("language");
    write_text_or_null(writer, source.language);
    writer.end_object();
}

void write(Writer& writer, const Candidate& candidate) {
    writer.begin_object();
    writer.key("value");
    write(writer, candidate.value);
    if (candidate.evidence) {
        writer.key("evidence");
        write(writer, *candidate.evidence);
    }
    writer.key("why");
    writer.string(candidate.why);
    writer.end_object();
}

void write_readings(Writer& writer, const Field& field) {
    writer.key("value");
    write(writer, field.value);
    if (!field.unit.empty()) {
        writer.key("unit");
        writer.string(field.unit);
    }
    if (field.precision) {
        writer.key("precision");
        writer.number(*field.precision);
    }
    if (field.qualifier != Qualifier::none) {
        writer.key("qualifier");
        writer.plain(name_of(field.qualifier));
    }
    if (field.change) {
        writer.key("change");
        write(writer, *field.change);
    }
    writer.key("evidence");
    writer.begin_array();
    for (const Evidence& evidence : field.evidence) write(writer, evidence);
    writer.end_array();
    if (field.status != Status::found || !field.candidates.empty()) {
        writer.key("candidates");
        writer.begin_array();
        for (const Candidate& candidate : field.candidates) write(writer, candidate);
        writer.end_array();
    }
}

void write(Writer& writer, const Field& field) {
    writer.begin_object();
    writer.key("status");
    writer.plain(name_of(field.status));
    if (field.status != Status::absent) write_readings(writer, field);
    writer.end_object();
}

void write(Writer& writer, const Unassigned& figure) {
    writer.begin_object();
    writer.key("text");
    writer.string(figure.text);
    writer.key("evidence");
    write(writer, figure.evidence);
    writer.end_object();
}

void write_record(Writer& writer, const Report& report) {
    writer.begin_object();
    writer.key("schema");
    writer.plain("certdelta.report/1");
    writer.key("source");
    write(writer, report.source);
    writer.key("profile");
    write(writer, report.profile);
    writer.key("issue");
    write(writer, report.issue);
    writer.key("period");
    write(writer, report.period);
    writer.key("fields");
    writer.begin_object();
    for (const Field& field : report.fields) {
        writer.escaped_key(field.name);
        write(writer, field);
    }
    writer.end_object();
    writer.key("unassigned");
    writer.begin_array();
    for (const Unassigned& figure : report.unassigned) write(writer, figure);
    writer.end_array();
    writer.key("diagnostics");
    write(writer, report.diagnostics);
    writer.end_object();
}

}  // namespace
}  // namespace json

std::string to_json(const Report& report) {
    std::string out;
    out.reserve(2048 + report.fields.size() * 320);
    json::Writer writer(out);
    json::write_record(writer, report);
    return out;
}

std::string to_json(const ReportWithText& report) {
    std::string out;
    out.reserve(1024 + report.text.size() + report.report.fields.size() * 256);
    json::Writer writer(out);
    writer.begin_object();
    writer.key("text");
    writer.string(report.text);
    writer.key("report");
    json::write_record(writer, report.report);
    writer.end_object();
    return out;
}

}  // namespace certdelta
