#include "certdelta/json.h"
#include "json/names.h"
#include "json/parts.h"
#include "json/writer.h"

namespace certdelta {
namespace json {
namespace {

void write(Writer& writer, const ReportIdentity& report) {
    writer.begin_object();
    writer.key("source");
    writer.string(report.source);
    writer.key("profile");
    write(writer, report.profile);
    writer.key("issue");
    write(writer, report.issue);
    writer.key("period");
    write(writer, report.period);
    writer.end_object();
}

bool is_number(const Value& value) { return std::holds_alternative<Decimal>(value); }

/// What only figures have. Every key is there, so that a reader needs no case of its own for a figure without a stated
/// change.
void write_movement(Writer& writer, const FieldChange& field) {
    writer.key("delta");
    write(writer, field.delta);
    writer.key("delta_pct");
    write(writer, field.delta_pct);
    writer.key("stated");
    if (field.stated) {
        write(writer, *field.stated);
    } else {
        writer.null();
    }
    writer.key("computed");
    write(writer, field.computed);
    writer.key("agrees");
    if (field.agrees) {
        writer.boolean(*field.agrees);
    } else {
        writer.null();
    }
    writer.key("implied_before");
    write(writer, field.implied_before);
}

void write_qualifier(Writer& writer, std::string_view key, Qualifier qualifier) {
    if (qualifier == Qualifier::none) return;
    writer.escaped_key(key);
    writer.string(name_of(qualifier));
}

void write(Writer& writer, const FieldChange& field) {
    writer.begin_object();
    writer.key("kind");
    writer.string(name_of(field.kind));
    if (!field.why.empty()) {
        writer.key("why");
        writer.string(field.why);
    }
    writer.key("before");
    write(writer, field.before);
    writer.key("after");
    write(writer, field.after);
    write_qualifier(writer, "before_qualifier", field.before_qualifier);
    write_qualifier(writer, "after_qualifier", field.after_qualifier);
    if (!field.unit.empty()) {
        writer.key("unit");
        writer.string(field.unit);
    }
    if (is_number(field.before) || is_number(field.after)) write_movement(writer, field);
    writer.end_object();
}

void write_record(Writer& writer, const Comparison& comparison) {
    writer.begin_object();
    writer.key("schema");
    writer.string("certdelta.comparison/1");
    writer.key("before");
    write(writer, comparison.before);
    writer.key("after");
    write(writer, comparison.after);
    writer.key("relation");
    writer.string(name_of(comparison.relation));
    writer.key("weeks_apart");
    if (comparison.weeks_apart) {
        writer.integer(*comparison.weeks_apart);
    } else {
        writer.null();
    }
    writer.key("fields");
    writer.begin_object();
    for (const FieldChange& field : comparison.fields) {
        writer.escaped_key(field.name);
        write(writer, field);
    }
    writer.end_object();
    writer.key("diagnostics");
    write(writer, comparison.diagnostics);
    writer.end_object();
}

}  // namespace
}  // namespace json

std::string to_json(const Comparison& comparison) {
    std::string out;
    out.reserve(1024 + comparison.fields.size() * 160);
    json::Writer writer(out);
    json::write_record(writer, comparison);
    return out;
}

}  // namespace certdelta
