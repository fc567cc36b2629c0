// Tidy rows as JSON, and the descriptor that makes rows a data package.
#include <algorithm>

#include "certdelta/json.h"
#include "json/names.h"
#include "json/parts.h"
#include "json/writer.h"
#include "words.h"

namespace certdelta {
namespace json {
namespace {

void write_row(Writer& writer, const Report& report, const Field& field) {
    writer.begin_object();
    writer.key("issue");
    write(writer, report.issue.number);
    writer.key("year");
    write(writer, report.issue.year);
    writer.key("start");
    write_text_or_null(writer, report.period ? report.period->start.to_string() : "");
    writer.key("end");
    write_text_or_null(writer, report.period ? report.period->end.to_string() : "");
    writer.key("field");
    writer.string(field.name);
    writer.key("value");
    write(writer, field.value);
    writer.key("unit");
    write_text_or_null(writer, field.unit);
    writer.key("precision");
    write(writer, field.precision);
    writer.key("change");
    write_text_or_null(writer, field.change ? words_for(*field.change) : "");
    writer.key("status");
    writer.string(name_of(field.status));
    writer.key("source");
    writer.string(report.source.name);
    writer.key("qualifier");
    write_text_or_null(writer, field.qualifier == Qualifier::none ? "" : name_of(field.qualifier));
    writer.key("profile");
    write_text_or_null(writer, report.profile ? report.profile->id : "");
    const Evidence* const evidence = field.evidence.empty() ? nullptr : &field.evidence.front();
    writer.key("page");
    write(writer, evidence != nullptr ? evidence->page : std::nullopt);
    writer.key("line");
    write(writer, evidence != nullptr ? std::optional(static_cast<std::int32_t>(evidence->line)) : std::nullopt);
    writer.key("quote");
    write_text_or_null(writer, evidence != nullptr ? on_one_line(evidence->quote) : "");
    writer.end_object();
}

/// A field of a Table Schema.
struct TableField {
    std::string_view name;
    std::string_view type;
    std::string_view description;
};

/// The columns of csv_header(), in its order.
constexpr TableField kRowFields[] = {
    {"issue", "integer", "Number of the issue within its year; empty where the report does not say."},
    {"year", "integer", "Year of the issue; empty where the report does not say."},
    {"start", "date", "First day that the report covers; empty where the report does not say."},
    {"end", "date", "Last day that the report covers."},
    {"field", "string", "What the value is; the resource \"fields\" describes each."},
    {"value", "any",
     "What the report prints: a number where the field's type is count, percentage (in per cent) or year; a date as "
     "far as "
     "printed; a code; a text; names joined by \"; \". Empty unless the status is found, which is not zero. A text "
     "that a "
     "spreadsheet would run as a formula has an apostrophe in front."},
    {"unit", "string", "What is counted."},
    {"precision", "number", "Size of the last printed digit: 1000 where a number is printed in thousands."},
    {"change", "string", "The change against the last issue, as printed."},
    {"status", "string",
     "found; absent: not printed; ambiguous: the report says two things; rejected: what it says cannot be taken."},
    {"source", "string", "Name of the document."},
    {"qualifier", "string", "about, more-than or nearly, where the number is printed so."},
    {"profile", "string", "Id of the profile that the document was read with: its periodical and edition."},
    {"page", "integer", "Page of the document on which the value stands; empty where it has none."},
    {"line", "integer", "Line of the document's text on which the value begins, from 1; empty where nothing was read."},
    {"quote", "string", "The words around the value as the document has them, on one line."},
};

constexpr TableField kDictionaryFields[] = {
    {"name", "string", "Name of the field."},
    {"type", "string", "count, percentage, year, date, enumeration, list or text."},
    {"unit", "string", "What is counted; empty where the field has no unit."},
    {"aggregate", "string", "How several weeks become one: sum, mean or last."},
    {"label_en", "string", "Label in English."},
    {"label_zh", "string", "Label in Chinese."},
    {"description_en", "string", "What the field means, where the label does not say it all."},
    {"description_zh", "string", "The same in Chinese."},
};

void write_member(Writer& writer, std::string_view key, std::string_view text) {
    writer.escaped_key(key);
    writer.string(text);
}

void write_table_fields(Writer& writer, std::span<const TableField> fields) {
    writer.key("fields");
    writer.begin_array();
    for (const TableField& field : fields) {
        writer.begin_object();
        write_member(writer, "name", field.name);
        write_member(writer, "type", field.type);
        write_member(writer, "description", field.description);
        if (field.name == "status") {
            writer.key("constraints");
            writer.begin_object();
            writer.key("enum");
            writer.begin_array();
            for (const std::string_view status : Names<Status>::table) writer.string(status);
            writer.end_array();
            writer.end_object();
        }
        writer.end_object();
    }
    writer.end_array();
}

void write_data(Writer& writer) {
    writer.begin_object();
    write_member(writer, "profile", "tabular-data-resource");
    write_member(writer, "name", "data");
    write_member(writer, "path", "data.csv");
    write_member(writer, "title", "One row a report and field");
    write_member(writer, "format", "csv");
    write_member(writer, "mediatype", "text/csv");
    write_member(writer, "encoding", "utf-8");
    writer.key("dialect");
    writer.begin_object();
    write_member(writer, "delimiter", ",");
    write_member(writer, "lineTerminator", "\r\n");
    write_member(writer, "quoteChar", "\"");
    writer.key("doubleQuote");
    writer.boolean(true);
    writer.key("header");
    writer.boolean(true);
    writer.end_object();
    writer.key("schema");
    writer.begin_object();
    write_table_fields(writer, kRowFields);
    writer.key("missingValues");
    writer.begin_array();
    writer.string("");
    writer.end_array();
    writer.key("foreignKeys");
    writer.begin_array();
    writer.begin_object();
    write_member(writer, "fields", "field");
    writer.key("reference");
    writer.begin_object();
    write_member(writer, "resource", "fields");
    write_member(writer, "fields", "name");
    writer.end_object();
    writer.end_object();
    writer.end_array();
    writer.end_object();
    writer.end_object();
}

void write_dictionary_entry(Writer& writer, const FieldSummary& field) {
    writer.begin_object();
    write_member(writer, "name", field.name);
    write_member(writer, "type", field.type);
    write_member(writer, "unit", field.unit);
    write_member(writer, "aggregate", name_of(field.aggregate));
    write_member(writer, "label_en", field.label_en);
    write_member(writer, "label_zh", field.label_zh);
    write_member(writer, "description_en", field.description_en);
    write_member(writer, "description_zh", field.description_zh);
    writer.end_object();
}

/// Every field of the profiles once.
void write_dictionary(Writer& writer, const std::vector<ProfileSummary>& profiles) {
    writer.begin_object();
    write_member(writer, "profile", "tabular-data-resource");
    write_member(writer, "name", "fields");
    write_member(writer, "title", "What the fields are");
    writer.key("data");
    writer.begin_array();
    std::vector<std::string_view> written;
    for (const ProfileSummary& profile : profiles) {
        std::vector<std::string_view> known = written;
        std::sort(known.begin(), known.end());
        for (const FieldSummary& field : profile.fields) {
            if (std::binary_search(known.begin(), known.end(), std::string_view(field.name))) continue;
            write_dictionary_entry(writer, field);
            written.push_back(field.name);
        }
    }
    writer.end_array();
    writer.key("schema");
    writer.begin_object();
    write_table_fields(writer, kDictionaryFields);
    write_member(writer, "primaryKey", "name");
    writer.end_object();
    writer.end_object();
}

/// The specification wants small letters, digits, ".", "_" and "-".
std::string package_name(std::string_view periodical) {
    std::string name;
    for (const char c : periodical) {
        const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
        name.push_back(fits ? c : '-');
    }
    return name.empty() ? "reports" : name;
}

}  // namespace
}  // namespace json

void append_rows_json(std::string& out, const Report& report, std::string_view separator) {
    for (const Field& field : report.fields) {
        if (!out.empty()) out += separator;
        json::Writer writer(out);
        json::write_row(writer, report, field);
    }
}

std::string data_package_json(const Reader& reader, const std::vector<std::string>& profile_ids) {
    std::vector<ProfileSummary> profiles;
    for (ProfileSummary& profile : reader.profiles()) {
        if (std::find(profile_ids.begin(), profile_ids.end(), profile.id.id) != profile_ids.end())
            profiles.push_back(std::move(profile));
    }
    std::string title;
    std::string periodical;
    for (const ProfileSummary& profile : profiles) {
        title += (title.empty() ? "" : "; ") + profile.title_en;
        const std::string_view name = profile.id.periodical();
        periodical = periodical.empty() || periodical == name ? std::string(name) : "reports";
    }
    std::string out;
    json::Writer writer(out);
    writer.begin_object();
    json::write_member(writer, "profile", "tabular-data-package");
    json::write_member(writer, "name", json::package_name(periodical));
    if (!title.empty()) json::write_member(writer, "title", title);
    writer.key("resources");
    writer.begin_array();
    json::write_data(writer);
    json::write_dictionary(writer, profiles);
    writer.end_array();
    writer.end_object();
    return out;
}

}  // namespace certdelta
