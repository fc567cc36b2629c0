#include <algorithm>

#include "certdelta/json.h"
#include "json/names.h"
#include "json/object_reader.h"
#include "value/printed_precision.h"

namespace certdelta {
namespace json {
namespace {

constexpr std::string_view kReportSchema = "certdelta.report/1";

bool read_date(Place& place, const Node& node, Date& out) {
    const std::optional<Date> date = node.kind == Node::Kind::string ? Date::from_string(node.text) : std::nullopt;
    if (!date) return place.fail("has to be a date such as \"2023-10-16\"");
    out = *date;
    return true;
}

bool read_period(Place& place, const Node& node, Period& out) {
    ObjectReader object(place, node);
    object.required("start", out.start, read_date);
    object.required("end", out.end, read_date);
    if (!object.finish()) return false;
    return out.start <= out.end || place.fail("ends before it starts");
}

bool read_issue(Place& place, const Node& node, Issue& out) {
    ObjectReader object(place, node);
    object.nullable("number", out.number, read_int32);
    object.nullable("year", out.year, read_int32);
    return object.finish();
}

bool read_profile(Place& place, const Node& node, ProfileId& out) {
    ObjectReader object(place, node);
    object.required("id", out.id, read_text);
    object.required("version", out.version, read_int32);
    return object.finish();
}

bool read_text_or_null(Place& place, const Node& node, std::string& out) {
    return node.kind == Node::Kind::null || read_text(place, node, out);
}

bool read_source(Place& place, const Node& node, SourceInfo& out) {
    ObjectReader object(place, node);
    object.required("name", out.name, read_text);
    object.required("format", out.format, read_text);
    object.required("bytes", out.bytes, read_uint64);
    object.required("language", out.language, read_text_or_null);
    return object.finish();
}

bool read_span(Place& place, const Node& node, Span& out) {
    std::vector<std::uint64_t> ends;
    if (!read_array(place, node, ends, read_uint64)) return false;
    if (ends.size() != 2 || ends[0] > ends[1]) return place.fail("has to be [begin, end]");
    out = {ends[0], ends[1]};
    return true;
}

bool read_box(Place& place, const Node& node, Box& out) {
    std::vector<Decimal> sides;
    if (!read_array(place, node, sides, read_decimal)) return false;
    if (sides.size() != 4) return place.fail("has to be [x0, y0, x1, y1]");
    out = {sides[0].to_double(), sides[1].to_double(), sides[2].to_double(), sides[3].to_double()};
    return true;
}

bool read_boxes(Place& place, const Node& node, std::vector<Box>& out) {
    return read_array(place, node, out, read_box);
}

bool read_evidence(Place& place, const Node& node, Evidence& out) {
    ObjectReader object(place, node);
    object.required("bytes", out.bytes, read_span);
    object.required("utf16", out.utf16, read_span);
    object.required("line", out.line, read_uint32);
    object.required("text", out.text, read_text);
    object.optional("quote", out.quote, read_text);
    object.optional("rule", out.rule, read_text);
    object.optional("page", out.page, read_int32);
    object.optional("box", out.box, read_box);
    object.optional("boxes", out.boxes, read_boxes);
    return object.finish();
}

bool read_value(Place& place, const Node& node, Value& out) {
    switch (node.kind) {
        case Node::Kind::null:
            out = std::monostate();
            return true;
        case Node::Kind::number:
            return read_decimal(place, node, out.emplace<Decimal>());
        case Node::Kind::string:
            out = node.text;
            return true;
        case Node::Kind::array:
            return read_array(place, node, out.emplace<std::vector<std::string>>(), read_text);
        default:
            return place.fail("has to be a number, a string, an array of strings or null");
    }
}

/// The size of the last decimal that a number shows. What the publisher printed may have ended in zeros, which the
/// number does not keep.
Decimal last_digit(Decimal value) {
    std::int64_t size = Decimal::scale;
    while (value.micros() % size != 0) size /= 10;
    return Decimal::from_micros(size);
}

/// The size of a printed digit.
bool read_precision(Place& place, const Node& node, Decimal& out) {
    if (!read_decimal(place, node, out)) return false;
    return out > Decimal() || place.fail("has to be more than 0");
}

bool read_change(Place& place, const Node& node, Change& out) {
    ObjectReader object(place, node);
    object.required("kind", out.kind, read_name<ChangeKind>);
    object.optional("value", out.value, read_decimal);
    object.required("direction", out.direction, read_name<Direction>);
    if (out.value) {
        if (*out.value < Decimal()) return place.fail("has a value with a sign");
        out.precision = last_digit(*out.value);
    }
    return object.finish();
}

/// The change as it stands in the quotes of the field. Where they do not show it, or show it in two ways, the coarsest
/// reading stays: it doubts no statement that may be right.
void recover_precision(Change& change, const std::vector<Evidence>& evidence) {
    std::optional<Decimal> recovered;
    for (const Evidence& place : evidence) {
        const std::optional<Decimal> printed = value::printed_precision(change, place.quote);
        if (!printed) continue;
        if (recovered && *recovered != *printed) return;
        recovered = printed;
    }
    if (recovered) change.precision = *recovered;
}

bool read_candidate(Place& place, const Node& node, Candidate& out) {
    ObjectReader object(place, node);
    object.required("value", out.value, read_value);
    object.optional("evidence", out.evidence, read_evidence);
    object.required("why", out.why, read_text);
    return object.finish();
}

bool read_candidates(Place& place, const Node& node, std::vector<Candidate>& out) {
    return read_array(place, node, out, read_candidate);
}

bool read_field(Place& place, const Node& node, Field& out) {
    ObjectReader object(place, node);
    object.required("status", out.status, read_name<Status>);
    if (out.status == Status::absent) return object.finish();

    object.required("value", out.value, read_value);
    object.optional("unit", out.unit, read_text);
    object.optional("precision", out.precision, read_precision);
    object.optional("qualifier", out.qualifier, read_name<Qualifier>);
    object.optional("change", out.change, read_change);
    object.array("evidence", out.evidence, read_evidence);
    object.optional("candidates", out.candidates, read_candidates);
    if (!object.finish()) return false;

    if (out.change && out.change->value) recover_precision(*out.change, out.evidence);
    const bool has_value = !std::holds_alternative<std::monostate>(out.value);
    if (has_value != (out.status == Status::found))
        return place.fail("has to have a value if, and only if, its status is \"found\"");
    return true;
}

bool read_fields(Place& place, const Node& node, std::vector<Field>& out) {
    if (node.kind != Node::Kind::object) return place.fail("has to be an object");
    std::vector<std::string_view> names(node.keys.begin(), node.keys.end());
    std::sort(names.begin(), names.end());
    const auto repeated = std::adjacent_find(names.begin(), names.end());
    if (repeated != names.end()) return place.fail("holds the field \"" + std::string(*repeated) + "\" twice");

    out.reserve(node.items.size());
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        const Place::Step step(place, node.keys[i]);
        Field& field = out.emplace_back();
        field.name = node.keys[i];
        if (!read_field(place, node.items[i], field)) return false;
    }
    return true;
}

bool read_unassigned(Place& place, const Node& node, Unassigned& out) {
    ObjectReader object(place, node);
    object.required("text", out.text, read_text);
    object.required("evidence", out.evidence, read_evidence);
    return object.finish();
}

bool read_diagnostic(Place& place, const Node& node, Diagnostic& out) {
    ObjectReader object(place, node);
    object.required("severity", out.severity, read_name<Severity>);
    object.required("code", out.code, read_text);
    object.required("field", out.field, read_text_or_null);
    object.required("message", out.message, read_text);
    object.optional("evidence", out.evidence, read_evidence);
    return object.finish();
}

bool read_schema(Place& place, const Node& node, std::string& out) {
    if (!read_text(place, node, out)) return false;
    return out == kReportSchema || place.fail("is \"" + out + "\", not \"" + std::string(kReportSchema) + "\"");
}

bool read_report(Place& place, const Node& node, Report& out) {
    std::string schema;
    ObjectReader object(place, node);
    object.required("schema", schema, read_schema);
    object.required("source", out.source, read_source);
    object.nullable("profile", out.profile, read_profile);
    object.required("issue", out.issue, read_issue);
    object.nullable("period", out.period, read_period);
    object.required("fields", out.fields, read_fields);
    object.array("unassigned", out.unassigned, read_unassigned);
    object.array("diagnostics", out.diagnostics, read_diagnostic);
    return object.finish();
}

}  // namespace
}  // namespace json

Result<Report> report_from_json(std::string_view text, std::string_view name) {
    Result<json::Node> node = json::parse(text);
    if (!node) {
        node.error().source = name;
        return std::move(node.error());
    }
    json::Place place;
    Report report;
    if (json::read_report(place, node.value(), report)) return report;

    Error error;
    error.code = ErrorCode::invalid_record;
    error.message = "is not a certdelta.report/1 record: " + place.failure();
    error.source = name;
    return error;
}

}  // namespace certdelta
