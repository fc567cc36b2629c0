#include "json/request.h"

#include <initializer_list>

#include "json/names.h"
#include "json/object_reader.h"

namespace certdelta::json {

template <>
struct Names<OutputFormat> {
    static constexpr std::string_view table[] = {"json", "csv", "markdown", "table", "text"};
};

template <>
struct Names<RowsFormat> {
    static constexpr std::string_view table[] = {"json", "csv", "datapackage"};
};

namespace {

bool read_boolean(Place& place, const Node& node, bool& out) {
    if (node.kind != Node::Kind::boolean) return place.fail("has to be true or false");
    out = node.boolean;
    return true;
}

/// One of the formats that the operation has; what is said of another word names these and no others.
bool read_format(Place& place, const Node& node, OutputFormat& out, std::initializer_list<OutputFormat> formats) {
    std::string word;
    if (!read_text(place, node, word)) return false;
    std::string message = "has to be one of";
    for (const OutputFormat format : formats) {
        if (word == name_of(format)) {
            out = format;
            return true;
        }
        message.append(" \"").append(name_of(format)).append("\"");
    }
    return place.fail(message);
}

bool read_report_format(Place& place, const Node& node, OutputFormat& out) {
    return read_format(place, node, out, {OutputFormat::json, OutputFormat::csv, OutputFormat::table});
}

bool read_comparison_format(Place& place, const Node& node, OutputFormat& out) {
    return read_format(place, node, out,
                       {OutputFormat::json, OutputFormat::csv, OutputFormat::markdown, OutputFormat::table});
}

bool read_text_format(Place& place, const Node& node, OutputFormat& out) {
    return read_format(place, node, out, {OutputFormat::json, OutputFormat::text});
}

bool read_lang(Place& place, const Node& node, std::string& out) {
    if (!read_text(place, node, out)) return false;
    return out == "en" || out == "zh" || place.fail("has to be one of \"en\" \"zh\"");
}

bool read_columns(Place& place, const Node& node, std::uint32_t& out) {
    return read_uint32(place, node, out) && (out > 0 || place.fail("has to be more than 0"));
}

bool read_members(ObjectReader& object, ParseRequest& out) {
    object.optional("name", out.name, read_text);
    object.optional("input", out.input, read_name<InputFormat>);
    object.optional("format", out.format, read_report_format);
    object.optional("lang", out.lang, read_lang);
    object.optional("columns", out.columns, read_columns);
    object.optional("text", out.text, read_boolean);
    object.optional("records", out.records, read_boolean);
    return object.finish();
}

bool read_members(ObjectReader& object, CompareRequest& out) {
    object.optional("before", out.before, read_text);
    object.optional("after", out.after, read_text);
    object.optional("input", out.input, read_name<InputFormat>);
    object.optional("lang", out.lang, read_lang);
    object.optional("columns", out.columns, read_columns);
    object.optional("format", out.format, read_comparison_format);
    return object.finish();
}

bool read_members(ObjectReader& object, CheckRequest& out) {
    object.optional("name", out.name, read_text);
    object.optional("input", out.input, read_name<InputFormat>);
    object.optional("format", out.format, read_text_format);
    object.optional("lang", out.lang, read_lang);
    return object.finish();
}

bool read_members(ObjectReader& object, LintRequest& out) {
    object.optional("name", out.name, read_text);
    object.optional("format", out.format, read_text_format);
    return object.finish();
}

bool read_members(ObjectReader& object, SeriesRequest& out) {
    object.optional("by", out.by, read_name<SeriesBy>);
    object.optional("lang", out.lang, read_lang);
    object.optional("columns", out.columns, read_columns);
    object.optional("name", out.name, read_text);
    object.optional("input", out.input, read_name<InputFormat>);
    object.optional("format", out.format, read_comparison_format);
    return object.finish();
}

bool read_members(ObjectReader& object, FeedRequest& out) {
    object.optional("name", out.name, read_text);
    object.optional("input", out.input, read_name<InputFormat>);
    object.optional("end", out.end, read_boolean);
    return object.finish();
}

bool read_members(ObjectReader& object, RowsRequest& out) {
    object.optional("name", out.name, read_text);
    object.optional("input", out.input, read_name<InputFormat>);
    object.optional("format", out.format, read_name<RowsFormat>);
    return object.finish();
}

bool read_members(ObjectReader& object, ExplainRequest& out) {
    object.optional("name", out.name, read_text);
    object.optional("input", out.input, read_name<InputFormat>);
    object.optional("format", out.format, read_text_format);
    object.optional("lang", out.lang, read_lang);
    return object.finish();
}

bool read_members(ObjectReader& object, ProfileRequest& out) {
    object.optional("name", out.name, read_text);
    return object.finish();
}

template <class Request>
Result<Request> read_request(std::string_view options) {
    Request request;
    if (options.empty()) return request;

    Error error;
    error.code = ErrorCode::usage;
    const Result<Node> node = parse(options);
    if (!node) {
        error.message = "the options: " + node.error().message;
        return error;
    }
    Place place;
    ObjectReader object(place, node.value());
    if (read_members(object, request)) return request;
    error.message = "the options: " + place.failure();
    return error;
}

}  // namespace

Result<ParseRequest> read_parse_request(std::string_view options) { return read_request<ParseRequest>(options); }
Result<CompareRequest> read_compare_request(std::string_view options) { return read_request<CompareRequest>(options); }
Result<SeriesRequest> read_series_request(std::string_view options) { return read_request<SeriesRequest>(options); }
Result<FeedRequest> read_feed_request(std::string_view options) { return read_request<FeedRequest>(options); }
Result<RowsRequest> read_rows_request(std::string_view options) { return read_request<RowsRequest>(options); }
Result<ExplainRequest> read_explain_request(std::string_view options) { return read_request<ExplainRequest>(options); }
Result<CheckRequest> read_check_request(std::string_view options) { return read_request<CheckRequest>(options); }
Result<LintRequest> read_lint_request(std::string_view options) { return read_request<LintRequest>(options); }
Result<ProfileRequest> read_profile_request(std::string_view options) { return read_request<ProfileRequest>(options); }

}  // namespace certdelta::json
