#include "operations.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "certdelta/compare.h"
#include "certdelta/finding.h"
#include "certdelta/json.h"
#include "certdelta/reader.h"
#include "certdelta/render.h"
#include "certdelta/series.h"
#include "item_stream.h"
#include "json/info.h"
#include "json/node.h"
#include "json/record_stream.h"
#include "json/request.h"
#include "json/series_input.h"

namespace certdelta::wasm {
namespace {

using json::OutputFormat;

/// All that a module keeps between calls.
struct Module {
    Reader reader;
    // The series that series_feed takes reports into, and the input of which more may follow.
    std::optional<SeriesBuilder> builder;
    std::unique_ptr<json::SeriesInput> input;
    std::vector<Error> refused;
};

/// Made at the first call, so that a host that runs no constructors gets a working module.
Module& module() {
    static Module instance;
    return instance;
}

Error usage_error(std::string message) {
    Error error;
    error.code = ErrorCode::usage;
    error.message = std::move(message);
    return error;
}

ReadOptions read_options(std::string name, InputFormat input) {
    ReadOptions options;
    options.name = std::move(name);
    options.input = input;
    return options;
}

std::string print(const Report& report, OutputFormat format, std::string lang, std::uint32_t columns) {
    switch (format) {
        case OutputFormat::csv:
            return to_csv(report);
        case OutputFormat::table:
            return to_table(report, Labels{module().reader.profiles(), std::move(lang), columns});
        default:
            return to_json(report);
    }
}

std::string print(const Comparison& comparison, OutputFormat format, const Labels& labels) {
    switch (format) {
        case OutputFormat::csv:
            return to_csv(comparison);
        case OutputFormat::table:
            return to_table(comparison, labels);
        case OutputFormat::markdown:
            return to_markdown(comparison, labels);
        default:
            return to_json(comparison);
    }
}

std::string print(const Series& series, OutputFormat format, const Labels& labels) {
    switch (format) {
        case OutputFormat::csv:
            return to_csv(series);
        case OutputFormat::table:
            return to_table(series, labels);
        case OutputFormat::markdown:
            return to_markdown(series, labels);
        default:
            return to_json(series);
    }
}

Result<std::string> explain(std::string_view document, json::ExplainRequest request) {
    const Result<Explanation> explanation =
        module().reader.explain(document, read_options(std::move(request.name), request.input));
    if (!explanation) return explanation.error();
    const Explanation& read = explanation.value();
    if (request.format == OutputFormat::json) return to_json(read, read.text);
    return to_text(read, read.text, Labels{module().reader.profiles(), std::move(request.lang)});
}

/// One line for each of several records; the one that there is, or why there is none.
Result<std::string> parse_records(std::string_view input, const ReadOptions& options) {
    std::string out;
    std::size_t count = 0;
    std::optional<Error> failure;
    json::each_item(module().reader, input, options, [&](const Result<Report>& report) {
        if (!report) failure = report.error();
        if (count++ > 0) out.push_back('\n');
        out += report ? to_json(report.value()) : to_json(report.error());
    });
    if (failure && count == 1) return *failure;
    return out;
}

}  // namespace

const Reader& reader() { return module().reader; }

Result<std::string> parse(std::string_view document, std::string_view options) {
    Result<json::ParseRequest> request = json::read_parse_request(options);
    if (!request) return request.error();
    auto& [name, input, format, with_text, records, lang, columns] = request.value();
    if (records) {
        if (format != OutputFormat::json || with_text)
            return usage_error("records are given as JSON by themselves only");
        return parse_records(document, read_options(std::move(name), input));
    }
    if (with_text) {
        if (format != OutputFormat::json) return usage_error("the text is given with \"format\": \"json\" only");
        const Result<ReportWithText> read =
            module().reader.read_with_text(document, read_options(std::move(name), input));
        if (!read) return read.error();
        return to_json(read.value());
    }
    const Result<Report> report =
        read_document_or_record(module().reader, document, read_options(std::move(name), input));
    if (!report) return report.error();
    return print(report.value(), format, std::move(lang), columns);
}

Result<std::string> compare(std::string_view before, std::string_view after, std::string_view options) {
    Result<json::CompareRequest> request = json::read_compare_request(options);
    if (!request) return request.error();
    auto& [before_name, after_name, input, format, lang, columns] = request.value();
    const Result<Report> older =
        json::read_one(module().reader, before, read_options(std::move(before_name), input), "compare");
    if (!older) return older.error();
    const Result<Report> newer =
        json::read_one(module().reader, after, read_options(std::move(after_name), input), "compare");
    if (!newer) return newer.error();
    const Labels labels{module().reader.profiles(), std::move(lang), columns};
    return print(certdelta::compare(older.value(), newer.value(), labels.profiles), format, labels);
}

Result<std::string> parse_items(std::string_view input, std::string_view options) {
    if (!json::begins_as_records(input.substr(0, json::kBeginningBytes))) return parse(input, options);
    Result<json::ParseRequest> request = json::read_parse_request(options);
    if (!request) return request.error();
    json::ParseRequest& wanted = request.value();
    const bool as_json = wanted.format == OutputFormat::json;
    if (wanted.text) return usage_error("the text is given of a document by itself only");
    std::string out;
    std::optional<Error> failure;
    std::size_t count = 0;
    ItemStream items(read_options(std::move(wanted.name), wanted.input), [&](const Result<Report>& report) {
        if (!report && !failure) failure = report.error();
        if (!as_json) {
            if (report) out += print(report.value(), wanted.format, wanted.lang, wanted.columns);
            return;
        }
        if (count++ > 0) out.push_back('\n');
        out += report ? to_json(report.value()) : to_json(report.error());
    });
    items.feed(input);
    items.finish();
    // Among rows and tables, there is no place for an error record.
    if (failure && (count == 1 || !as_json)) return *failure;
    return out;
}

Result<std::string> check_items(std::string_view input, std::string_view options) {
    Result<json::CheckRequest> request = json::read_check_request(options);
    if (!request) return request.error();
    auto& [name, input_format, format, lang] = request.value();
    const bool as_text = format == OutputFormat::text;
    const Labels labels = as_text ? Labels{module().reader.profiles(), std::move(lang)} : Labels();
    std::vector<Finding> findings;
    std::string text;
    const auto take = [&](const Report& report) -> std::optional<Error> {
        std::vector<Finding> found = check_report(report);
        if (as_text) text += to_text(found, report, labels);
        std::move(found.begin(), found.end(), std::back_inserter(findings));
        return std::nullopt;
    };
    if (const std::optional<Error> error =
            json::each_report(module().reader, input, read_options(std::move(name), input_format), take))
        return *error;
    return as_text ? text : to_json(std::span(findings));
}

Result<std::string> explain_item(std::string_view input, std::string_view options) {
    if (!json::begins_as_records(input.substr(0, json::kBeginningBytes))) return explain(input, options);
    Result<json::ExplainRequest> request = json::read_explain_request(options);
    if (!request) return request.error();
    const Result<json::Node> item = json::parse(input);
    if (!item) return usage_error("one document is explained at a time: " + item.error().message);
    const json::Node* document = item.value().find("document");
    if (document == nullptr) return usage_error("a document is explained, not a record");
    const json::Node* name = item.value().find("name");
    if (name != nullptr) request.value().name = name->text;
    return explain(document->text, std::move(request).value());
}

Result<std::string> compare_items(std::string_view input, std::string_view options) {
    Result<json::CompareRequest> request = json::read_compare_request(options);
    if (!request) return request.error();
    std::vector<Report> reports;
    const auto take = [&](const Report& report) -> std::optional<Error> {
        reports.push_back(report);
        return std::nullopt;
    };
    if (const std::optional<Error> error =
            json::each_report(module().reader, input, read_options("", request.value().input), take))
        return *error;
    if (reports.size() != 2)
        return usage_error("a comparison takes two reports; there are " + std::to_string(reports.size()));
    const Labels labels{module().reader.profiles(), std::move(request.value().lang), request.value().columns};
    return print(certdelta::compare(reports[0], reports[1], labels.profiles), request.value().format, labels);
}

Result<std::string> series(std::string_view input, std::string_view options) {
    Result<json::SeriesRequest> request = json::read_series_request(options);
    if (!request) return request.error();
    auto& [by, name, input_format, format, lang, columns] = request.value();
    SeriesBuilder builder(module().reader);
    const std::optional<Error> error =
        json::each_report(module().reader, input, read_options(std::move(name), input_format),
                          [&](const Report& report) { return builder.add(report); });
    if (error) return *error;
    return print(builder.series(by), format, {module().reader.profiles(), std::move(lang), columns});
}

Result<std::string> series_feed(std::string_view bytes, std::string_view options) {
    Result<json::FeedRequest> request = json::read_feed_request(options);
    if (!request) return request.error();
    auto& [name, input_format, end] = request.value();
    Module& kept = module();
    if (!kept.builder) kept.builder.emplace(kept.reader);
    if (!kept.input) {
        kept.input =
            std::make_unique<json::SeriesInput>(kept.reader, *kept.builder, read_options(std::move(name), input_format),
                                                [](const Error& error) { module().refused.push_back(error); });
    }
    const bool wants_more = kept.input->feed(bytes);
    if (end || !wants_more) {
        kept.input->finish();
        kept.input.reset();
    }
    std::string out = wants_more ? R"({"wants_more":true,"left_out":)" : R"({"wants_more":false,"left_out":)";
    out += std::to_string(kept.builder->left_out()) + R"(,"errors":[)";
    for (std::size_t i = 0; i < kept.refused.size(); ++i) {
        if (i > 0) out.push_back(',');
        out += to_json(kept.refused[i]);
    }
    kept.refused.clear();
    return out + "]}";
}

Result<std::string> series_end(std::string_view options) {
    Module& kept = module();
    const SeriesBuilder builder = kept.builder ? std::move(*kept.builder) : SeriesBuilder(kept.reader);
    kept.input.reset();
    kept.builder.reset();
    Result<json::SeriesRequest> request = json::read_series_request(options);
    if (!request) return request.error();
    const auto& [by, name, input_format, format, lang, columns] = request.value();
    return print(builder.series(by), format, {kept.reader.profiles(), lang, columns});
}

std::optional<Error> add_to_series(const Report& report) {
    Module& kept = module();
    if (!kept.builder) kept.builder.emplace(kept.reader);
    return kept.builder->add(report);
}

Result<std::string> rows(std::string_view input, std::string_view options) {
    using json::RowsFormat;
    Result<json::RowsRequest> request = json::read_rows_request(options);
    if (!request) return request.error();
    auto& [name, input_format, format] = request.value();
    std::string out = format == RowsFormat::csv ? csv_header() : "";
    std::vector<std::string> profiles;
    const auto take = [&, rows_as = format](const Report& report) -> std::optional<Error> {
        if (rows_as == RowsFormat::json) append_rows_json(out, report, ",");
        if (rows_as == RowsFormat::csv) out += to_csv(report);
        const bool is_new =
            report.profile && std::find(profiles.begin(), profiles.end(), report.profile->id) == profiles.end();
        if (is_new) profiles.push_back(report.profile->id);
        return std::nullopt;
    };
    if (const std::optional<Error> error =
            json::each_report(module().reader, input, read_options(std::move(name), input_format), take))
        return *error;
    if (format == RowsFormat::datapackage) return data_package_json(module().reader, profiles);
    return format == RowsFormat::json ? "[" + out + "]" : out;
}

Result<std::string> explain(std::string_view document, std::string_view options) {
    Result<json::ExplainRequest> request = json::read_explain_request(options);
    if (!request) return request.error();
    return explain(document, std::move(request).value());
}
Result<std::string> check(std::string_view document, std::string_view options) {
    Result<json::CheckRequest> request = json::read_check_request(options);
    if (!request) return request.error();
    if (json::count_records(document) > 1) return check_items(document, options);
    auto& [name, input, format, lang] = request.value();
    const Result<Report> report =
        read_document_or_record(module().reader, document, read_options(std::move(name), input));
    if (!report) return report.error();
    const std::vector<Finding> findings = check_report(report.value());
    if (format != OutputFormat::text) return to_json(std::span(findings));
    return to_text(findings, report.value(), {module().reader.profiles(), std::move(lang)});
}

Result<std::string> lint_profile(std::string_view profile, std::string_view options) {
    const Result<json::LintRequest> request = json::read_lint_request(options);
    if (!request) return request.error();
    const auto& [name, format] = request.value();
    const std::vector<Finding> findings = certdelta::lint_profile(profile, name);
    return format == OutputFormat::text ? to_text(findings) : to_json(std::span(findings));
}

Result<std::string> test_profile(std::string_view profile, std::string_view options) {
    const Result<json::LintRequest> request = json::read_lint_request(options);
    if (!request) return request.error();
    const auto& [name, format] = request.value();
    const ProfileTest test = certdelta::test_profile(profile, name);
    if (format == OutputFormat::json) return to_json(test);
    return to_text(test.findings) + summary(test, name) + "\n";
}

Result<std::string> add_profile(std::string_view profile, std::string_view options) {
    const Result<json::ProfileRequest> request = json::read_profile_request(options);
    if (!request) return request.error();
    const Result<ProfileId> id = module().reader.add_profile(profile, request.value().name);
    if (!id) return id.error();
    return json::profile_id(id.value());
}

Result<std::string> schema(std::string_view name) {
    const Result<std::string_view> text = certdelta::schema(name);
    if (!text) return text.error();
    return std::string(text.value());
}

Result<std::string> info(std::uint32_t abi_version) { return json::info(module().reader, abi_version); }

}  // namespace certdelta::wasm
