#include "certdelta/render.h"
#include "json/names.h"
#include "words.h"

namespace certdelta {
namespace {

/// Cells that begin so are run as formulas by spreadsheets.
bool starts_a_formula(std::string_view text) {
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

/// Writes rows of RFC 4180.
class CsvWriter {
public:
    explicit CsvWriter(std::string& out) : out_(out) {}

    /// Text from a document or a person.
    void text(std::string_view text) {
        std::string cell = starts_a_formula(text) ? "'" : "";
        append(cell.append(text));
    }
    /// Numbers, dates and codes of ours.
    void plain(std::string_view text) { append(text); }
    void number(const std::optional<Decimal>& value) { append(value ? value->to_string() : std::string()); }
    void number(const std::optional<std::int32_t>& value) { append(value ? std::to_string(*value) : std::string()); }
    void value(const Value& value) {
        if (std::holds_alternative<Decimal>(value)) {
            plain(words_for(value));
        } else {
            text(words_for(value));
        }
    }
    void end_row() {
        out_ += "\r\n";
        first_ = true;
    }

private:
    void append(std::string_view cell) {
        if (!first_) out_.push_back(',');
        first_ = false;
        if (cell.find_first_of(",\"\r\n") == std::string_view::npos) {
            out_ += cell;
            return;
        }
        out_.push_back('"');
        for (const char c : cell) {
            if (c == '"') out_.push_back('"');
            out_.push_back(c);
        }
        out_.push_back('"');
    }

    std::string& out_;
    bool first_ = true;
};

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
    csv.end_row();
}

}  // namespace

std::string csv_header() { return "issue,year,start,end,field,value,unit,precision,change,status,source\r\n"; }

std::string to_csv(const Report& report) {
    std::string out;
    CsvWriter csv(out);
    for (const Field& field : report.fields) write_row(csv, report, field);
    return out;
}

std::string to_csv(const Comparison& comparison) {
    std::string out =
        "field,kind,why,before,after,unit,delta,delta_pct,stated,computed,agrees,implied_before,before_source,after_"
        "source\r\n";
    CsvWriter csv(out);
    for (const FieldChange& field : comparison.fields) write_row(csv, comparison, field);
    return out;
}

}  // namespace certdelta
