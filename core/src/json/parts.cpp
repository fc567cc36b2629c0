#include "json/parts.h"

#include <cmath>

#include "json/names.h"

namespace certdelta::json {
namespace {

void write(Writer& writer, const Span& span) { writer.range(span.begin, span.end); }

/// Coordinates go through Decimal, so that they print alike on every platform. Nothing outside +-1e12 points is a place
/// on a page.
Decimal to_decimal(double coordinate) {
    const bool on_a_page = coordinate > -1e12 && coordinate < 1e12;
    return on_a_page ? Decimal::from_micros(std::llround(coordinate * static_cast<double>(Decimal::scale))) : Decimal();
}

void write(Writer& writer, const Box& box) {
    writer.begin_array();
    for (const double coordinate : {box.x0, box.y0, box.x1, box.y1}) writer.number(to_decimal(coordinate));
    writer.end_array();
}

void write(Writer& writer, const Diagnostic& diagnostic) {
    writer.begin_object();
    writer.key("severity");
    writer.plain(name_of(diagnostic.severity));
    writer.key("code");
    writer.string(diagnostic.code);
    writer.key("field");
    write_text_or_null(writer, diagnostic.field);
    writer.key("message");
    writer.string(diagnostic.message);
    if (diagnostic.evidence) {
        writer.key("evidence");
        write(writer, *diagnostic.evidence);
    }
    writer.end_object();
}

}  // namespace

void write_text_or_null(Writer& writer, std::string_view text) {
    if (text.empty()) {
        writer.null();
    } else {
        writer.string(text);
    }
}

void write(Writer& writer, const Value& value) {
    if (const auto* number = std::get_if<Decimal>(&value)) {
        writer.number(*number);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        writer.string(*text);
    } else if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
        writer.begin_array();
        for (const std::string& item : *list) writer.string(item);
        writer.end_array();
    } else {
        writer.null();
    }
}

void write(Writer& writer, const Change& change) {
    writer.begin_object();
    writer.key("kind");
    writer.plain(name_of(change.kind));
    if (change.value) {
        writer.key("value");
        writer.number(*change.value);
    }
    writer.key("direction");
    writer.plain(name_of(change.direction));
    writer.end_object();
}

void write(Writer& writer, const Evidence& evidence) {
    writer.begin_object();
    writer.key("bytes");
    write(writer, evidence.bytes);
    writer.key("utf16");
    write(writer, evidence.utf16);
    writer.key("line");
    writer.unsigned_integer(evidence.line);
    writer.key("text");
    writer.string(evidence.text);
    if (!evidence.quote.empty()) {
        writer.key("quote");
        writer.string(evidence.quote);
    }
    if (!evidence.rule.empty()) {
        writer.key("rule");
        writer.string(evidence.rule);
    }
    if (evidence.page) {
        writer.key("page");
        writer.integer(*evidence.page);
    }
    if (evidence.box) {
        writer.key("box");
        write(writer, *evidence.box);
    }
    if (!evidence.boxes.empty()) {
        writer.key("boxes");
        writer.begin_array();
        for (const Box& line : evidence.boxes) write(writer, line);
        writer.end_array();
    }
    writer.end_object();
}

void write(Writer& writer, const std::optional<std::int32_t>& number) {
    if (number) {
        writer.integer(*number);
    } else {
        writer.null();
    }
}

void write(Writer& writer, const Issue& issue) {
    writer.begin_object();
    writer.key("number");
    write(writer, issue.number);
    writer.key("year");
    write(writer, issue.year);
    writer.end_object();
}

void write(Writer& writer, const std::optional<ProfileId>& profile) {
    if (!profile) {
        writer.null();
        return;
    }
    writer.begin_object();
    writer.key("id");
    writer.string(profile->id);
    writer.key("version");
    writer.integer(profile->version);
    writer.end_object();
}

void write(Writer& writer, const std::optional<Period>& period) {
    if (!period) {
        writer.null();
        return;
    }
    writer.begin_object();
    writer.key("start");
    writer.string(period->start.to_string());
    writer.key("end");
    writer.string(period->end.to_string());
    writer.end_object();
}

void write(Writer& writer, const std::optional<Decimal>& number) {
    if (number) {
        writer.number(*number);
    } else {
        writer.null();
    }
}

void write(Writer& writer, const std::vector<Diagnostic>& diagnostics) {
    writer.begin_array();
    for (const Diagnostic& diagnostic : diagnostics) write(writer, diagnostic);
    writer.end_array();
}

}  // namespace certdelta::json
