// The C ABI on top of the library: takes bytes apart, calls one function, hands bytes back.
#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "certdelta.h"
#include "certdelta/compare.h"
#include "certdelta/finding.h"
#include "certdelta/json.h"
#include "certdelta/reader.h"
#include "certdelta/render.h"
#include "certdelta/series.h"
#include "json/info.h"
#include "json/record_stream.h"
#include "json/request.h"
#include "json/series_input.h"

namespace {

using certdelta::Comparison;
using certdelta::Error;
using certdelta::Finding;
using certdelta::InputFormat;
using certdelta::Labels;
using certdelta::ReadOptions;
using certdelta::Report;
using certdelta::Result;
using certdelta::Series;
using certdelta::json::OutputFormat;

constexpr std::uint32_t kAbiVersion = 1;

/// All that a module keeps between calls.
struct Module {
    certdelta::Reader reader;
    std::string result;  // what the last result slice points to
    // The series that certdelta_series_feed takes reports into, and the input of which more may follow.
    std::optional<certdelta::SeriesBuilder> builder;
    std::unique_ptr<certdelta::json::SeriesInput> input;
    std::vector<Error> refused;
};

/// Made at the first call, so that a host that runs no constructors gets a working module.
Module& module() {
    static Module instance;
    return instance;
}

template <class T>
T* to_pointer(std::uint32_t address) {
    return reinterpret_cast<T*>(static_cast<std::uintptr_t>(address));
}

std::uint32_t to_address(const void* pointer) {
    return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(pointer));
}

std::string_view view(std::uint32_t address, std::uint32_t size) {
    return size == 0 ? std::string_view() : std::string_view(to_pointer<const char>(address), size);
}

/// Puts a result or an error where the caller can read it.
std::int32_t answer(Result<std::string> result, std::uint32_t out) {
    const bool ok = result.ok();
    std::string& kept = module().result;
    kept = ok ? std::move(result).value() : certdelta::to_json(result.error());
    auto* slice = to_pointer<certdelta_slice>(out);
    slice->data = to_address(kept.data());
    slice->size = static_cast<std::uint32_t>(kept.size());
    return ok ? 0 : 1;
}

Error usage_error(std::string message) {
    Error error;
    error.code = certdelta::ErrorCode::usage;
    error.message = std::move(message);
    return error;
}

ReadOptions read_options(std::string name, InputFormat input) {
    ReadOptions options;
    options.name = std::move(name);
    options.input = input;
    return options;
}

std::string print(const Report& report, OutputFormat format, const std::string& lang) {
    switch (format) {
        case OutputFormat::csv:
            return to_csv(report);
        case OutputFormat::table:
            return to_table(report, Labels{module().reader.profiles(), lang});
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

Result<std::string> parse(std::string_view document, std::string_view options) {
    Result<certdelta::json::ParseRequest> request = certdelta::json::read_parse_request(options);
    if (!request) return request.error();
    auto& [name, input, format, with_text, lang] = request.value();
    if (with_text) {
        if (format != OutputFormat::json) return usage_error("the text is given with \"format\": \"json\" only");
        const Result<certdelta::ReportWithText> read =
            module().reader.read_with_text(document, read_options(std::move(name), input));
        if (!read) return read.error();
        return to_json(read.value());
    }
    const Result<Report> report =
        read_document_or_record(module().reader, document, read_options(std::move(name), input));
    if (!report) return report.error();
    return print(report.value(), format, lang);
}

Result<std::string> compare(std::string_view before, std::string_view after, std::string_view options) {
    Result<certdelta::json::CompareRequest> request = certdelta::json::read_compare_request(options);
    if (!request) return request.error();
    auto& [before_name, after_name, input, format, lang] = request.value();
    const Result<Report> older =
        read_document_or_record(module().reader, before, read_options(std::move(before_name), input));
    if (!older) return older.error();
    const Result<Report> newer =
        read_document_or_record(module().reader, after, read_options(std::move(after_name), input));
    if (!newer) return newer.error();
    const Labels labels{module().reader.profiles(), std::move(lang)};
    return print(certdelta::compare(older.value(), newer.value(), labels.profiles), format, labels);
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

/// Calls take(report) for the document, or for each of the records that `input` is: none where it is empty. Stops at
/// the first error, which may also be what `take` gives back.
template <class Take>
std::optional<Error> each_report(std::string_view input, const ReadOptions& options, Take take) {
    std::optional<Error> failure;
    if (input.empty()) return failure;
    const auto take_one = [&](const Result<Report>& report) {
        if (!failure) failure = report ? take(report.value()) : std::optional<Error>(report.error());
    };
    if (!certdelta::json::begins_as_records(input.substr(0, certdelta::json::kBeginningBytes))) {
        take_one(read_document_or_record(module().reader, input, options));
        return failure;
    }
    const auto at = [&](std::uint64_t number) {
        if (failure) failure->message = "record " + std::to_string(number) + ": " + failure->message;
    };
    certdelta::json::RecordStream records(
        options.max_bytes,
        [&](std::string_view item, std::uint64_t number) {
            if (failure) return;
            take_one(certdelta::json::read_item(module().reader, item, options));
            at(number);
        },
        [&](std::uint64_t number) {
            if (failure) return;
            failure = Error{.code = certdelta::ErrorCode::too_large, .message = "is too large", .source = options.name};
            at(number);
        });
    records.feed(input);
    records.finish();
    return failure;
}

Result<std::string> series(std::string_view input, std::string_view options) {
    Result<certdelta::json::SeriesRequest> request = certdelta::json::read_series_request(options);
    if (!request) return request.error();
    auto& [by, name, input_format, format, lang] = request.value();
    certdelta::SeriesBuilder builder(module().reader);
    const std::optional<Error> error = each_report(input, read_options(std::move(name), input_format),
                                                   [&](const Report& report) { return builder.add(report); });
    if (error) return *error;
    return print(builder.series(by), format, {module().reader.profiles(), std::move(lang)});
}

Result<std::string> series_feed(std::string_view bytes, std::string_view options) {
    Result<certdelta::json::FeedRequest> request = certdelta::json::read_feed_request(options);
    if (!request) return request.error();
    auto& [name, input_format, end] = request.value();
    Module& kept = module();
    if (!kept.builder) kept.builder.emplace(kept.reader);
    if (!kept.input) {
        kept.input = std::make_unique<certdelta::json::SeriesInput>(
            kept.reader, *kept.builder, read_options(std::move(name), input_format),
            [](const Error& error) { module().refused.push_back(error); });
    }
    const bool wants_more = kept.input->feed(bytes);
    if (end || !wants_more) {
        kept.input->finish();
        kept.input.reset();
    }
    std::string out = wants_more ? R"({"wants_more":true,"errors":[)" : R"({"wants_more":false,"errors":[)";
    for (std::size_t i = 0; i < kept.refused.size(); ++i) {
        if (i > 0) out.push_back(',');
        out += certdelta::to_json(kept.refused[i]);
    }
    kept.refused.clear();
    return out + "]}";
}

Result<std::string> series_end(std::string_view options) {
    Module& kept = module();
    const certdelta::SeriesBuilder builder =
        kept.builder ? std::move(*kept.builder) : certdelta::SeriesBuilder(kept.reader);
    kept.input.reset();
    kept.builder.reset();
    Result<certdelta::json::SeriesRequest> request = certdelta::json::read_series_request(options);
    if (!request) return request.error();
    const auto& [by, name, input_format, format, lang] = request.value();
    return print(builder.series(by), format, {kept.reader.profiles(), lang});
}

Result<std::string> rows(std::string_view input, std::string_view options) {
    using certdelta::json::RowsFormat;
    Result<certdelta::json::RowsRequest> request = certdelta::json::read_rows_request(options);
    if (!request) return request.error();
    auto& [name, input_format, format] = request.value();
    std::string out = format == RowsFormat::csv ? certdelta::csv_header() : "";
    std::vector<std::string> profiles;
    const auto take = [&, rows_as = format](const Report& report) -> std::optional<Error> {
        if (rows_as == RowsFormat::json) append_rows_json(out, report, ",");
        if (rows_as == RowsFormat::csv) out += to_csv(report);
        const bool is_new =
            report.profile && std::find(profiles.begin(), profiles.end(), report.profile->id) == profiles.end();
        if (is_new) profiles.push_back(report.profile->id);
        return std::nullopt;
    };
    if (const std::optional<Error> error = each_report(input, read_options(std::move(name), input_format), take))
        return *error;
    if (format == RowsFormat::datapackage) return certdelta::data_package_json(module().reader, profiles);
    return format == RowsFormat::json ? "[" + out + "]" : out;
}

Result<std::string> explain(std::string_view document, std::string_view options) {
    Result<certdelta::json::ExplainRequest> request = certdelta::json::read_explain_request(options);
    if (!request) return request.error();
    auto& [name, input, format] = request.value();
    const Result<certdelta::Explanation> explanation =
        module().reader.explain(document, read_options(std::move(name), input));
    if (!explanation) return explanation.error();
    const certdelta::Explanation& read = explanation.value();
    return format == OutputFormat::json ? to_json(read, read.text) : to_text(read, read.text);
}

Result<std::string> check(std::string_view document, std::string_view options) {
    Result<certdelta::json::CheckRequest> request = certdelta::json::read_check_request(options);
    if (!request) return request.error();
    auto& [name, input, format] = request.value();
    const Result<Report> report =
        read_document_or_record(module().reader, document, read_options(std::move(name), input));
    if (!report) return report.error();
    const std::vector<Finding> findings = certdelta::check_report(report.value());
    return format == OutputFormat::text ? to_text(findings) : to_json(std::span(findings));
}

Result<std::string> lint_profile(std::string_view profile, std::string_view options) {
    const Result<certdelta::json::LintRequest> request = certdelta::json::read_lint_request(options);
    if (!request) return request.error();
    const auto& [name, format] = request.value();
    const std::vector<Finding> findings = certdelta::lint_profile(profile, name);
    return format == OutputFormat::text ? to_text(findings) : to_json(std::span(findings));
}

Result<std::string> test_profile(std::string_view profile, std::string_view options) {
    const Result<certdelta::json::LintRequest> request = certdelta::json::read_lint_request(options);
    if (!request) return request.error();
    const auto& [name, format] = request.value();
    const certdelta::ProfileTest test = certdelta::test_profile(profile, name);
    if (format == OutputFormat::json) return to_json(test);
    return to_text(test.findings) + summary(test, name) + "\n";
}

Result<std::string> add_profile(std::string_view profile, std::string_view options) {
    const Result<certdelta::json::ProfileRequest> request = certdelta::json::read_profile_request(options);
    if (!request) return request.error();
    const Result<certdelta::ProfileId> id = module().reader.add_profile(profile, request.value().name);
    if (!id) return id.error();
    return certdelta::json::profile_id(id.value());
}

Result<std::string> schema(std::string_view name) {
    const Result<std::string_view> text = certdelta::schema(name);
    if (!text) return text.error();
    return std::string(text.value());
}

}  // namespace

extern "C" {

std::uint32_t certdelta_abi_version(void) { return kAbiVersion; }

std::uint32_t certdelta_alloc(std::uint32_t size) { return to_address(std::malloc(size)); }

void certdelta_free(std::uint32_t pointer) { std::free(to_pointer<void>(pointer)); }

std::int32_t certdelta_parse(std::uint32_t document, std::uint32_t document_size, std::uint32_t options,
                             std::uint32_t options_size, std::uint32_t out) {
    return answer(parse(view(document, document_size), view(options, options_size)), out);
}

std::int32_t certdelta_compare(std::uint32_t before, std::uint32_t before_size, std::uint32_t after,
                               std::uint32_t after_size, std::uint32_t options, std::uint32_t options_size,
                               std::uint32_t out) {
    return answer(compare(view(before, before_size), view(after, after_size), view(options, options_size)), out);
}

std::int32_t certdelta_series(std::uint32_t reports, std::uint32_t reports_size, std::uint32_t options,
                              std::uint32_t options_size, std::uint32_t out) {
    return answer(series(view(reports, reports_size), view(options, options_size)), out);
}

std::int32_t certdelta_series_feed(std::uint32_t bytes, std::uint32_t bytes_size, std::uint32_t options,
                                   std::uint32_t options_size, std::uint32_t out) {
    return answer(series_feed(view(bytes, bytes_size), view(options, options_size)), out);
}

std::int32_t certdelta_series_end(std::uint32_t options, std::uint32_t options_size, std::uint32_t out) {
    return answer(series_end(view(options, options_size)), out);
}

std::int32_t certdelta_rows(std::uint32_t reports, std::uint32_t reports_size, std::uint32_t options,
                            std::uint32_t options_size, std::uint32_t out) {
    return answer(rows(view(reports, reports_size), view(options, options_size)), out);
}

std::int32_t certdelta_explain(std::uint32_t document, std::uint32_t document_size, std::uint32_t options,
                               std::uint32_t options_size, std::uint32_t out) {
    return answer(explain(view(document, document_size), view(options, options_size)), out);
}

std::int32_t certdelta_check(std::uint32_t document, std::uint32_t document_size, std::uint32_t options,
                             std::uint32_t options_size, std::uint32_t out) {
    return answer(check(view(document, document_size), view(options, options_size)), out);
}

std::int32_t certdelta_lint_profile(std::uint32_t profile, std::uint32_t profile_size, std::uint32_t options,
                                    std::uint32_t options_size, std::uint32_t out) {
    return answer(lint_profile(view(profile, profile_size), view(options, options_size)), out);
}

std::int32_t certdelta_test_profile(std::uint32_t profile, std::uint32_t profile_size, std::uint32_t options,
                                    std::uint32_t options_size, std::uint32_t out) {
    return answer(test_profile(view(profile, profile_size), view(options, options_size)), out);
}

std::int32_t certdelta_add_profile(std::uint32_t profile, std::uint32_t profile_size, std::uint32_t options,
                                   std::uint32_t options_size, std::uint32_t out) {
    return answer(add_profile(view(profile, profile_size), view(options, options_size)), out);
}

std::int32_t certdelta_schema(std::uint32_t name, std::uint32_t name_size, std::uint32_t out) {
    return answer(schema(view(name, name_size)), out);
}

std::int32_t certdelta_info(std::uint32_t out) {
    return answer(certdelta::json::info(module().reader, kAbiVersion), out);
}

}  // extern "C"
