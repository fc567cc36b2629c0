// Records as JSON. The JSON is one line, UTF-8, keys in the order of the schemas; the same input gives the same bytes
// on every platform.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "certdelta/compare.h"
#include "certdelta/error.h"
#include "certdelta/finding.h"
#include "certdelta/reader.h"
#include "certdelta/report.h"
#include "certdelta/series.h"

namespace certdelta {

[[nodiscard]] std::string to_json(const Report& report);
/// {"text":...,"report":...}
[[nodiscard]] std::string to_json(const ReportWithText& report);
[[nodiscard]] std::string to_json(const Comparison& comparison);
[[nodiscard]] std::string to_json(const Series& series);
/// The same text, handed over in pieces of about a field each: a series may be larger than what one wants in memory.
void write_json(const Series& series, const std::function<void(std::string_view)>& write);
/// Tidy rows as csv_header() names them, one JSON object each, put behind `out` with `separator` before each but the
/// very first: a comma makes the elements of an array, a line break NDJSON. null stands for what a CSV cell leaves
/// empty.
void append_rows_json(std::string& out, const Report& report, std::string_view separator);

/// The descriptor of a Frictionless Data Package (version 1 of the specifications) for a data.csv that holds
/// csv_header() and the rows of reports that these profiles read: `datapackage.json`. What is known of the fields is in
/// it.
[[nodiscard]] std::string data_package_json(const Reader& reader, const std::vector<std::string>& profile_ids);

/// certdelta.error/1: {"schema":"certdelta.error/1","source":...,"code":...,"message":...}, with offset, line and
/// column where known.
[[nodiscard]] std::string to_json(const Error& error);
/// certdelta.explanation/1. `document`: what was explained.
[[nodiscard]] std::string to_json(const Explanation& explanation, std::string_view document);
/// certdelta.finding/1
[[nodiscard]] std::string to_json(const Finding& finding);
/// An array of them.
[[nodiscard]] std::string to_json(std::span<const Finding> findings);
/// {"examples": 5, "failed": 0, "findings": [...]}
[[nodiscard]] std::string to_json(const ProfileTest& test);

/// Reads a certdelta.report/1 record back. Unknown keys are refused: a record that is not understood is not compared.
[[nodiscard]] Result<Report> report_from_json(std::string_view json, std::string_view name = {});

/// A document or a record: text that starts as a certdelta.report/1 object is read with report_from_json, anything else
/// with reader.read(). Several records, as an array or one a line, are an error (invalid_record).
[[nodiscard]] Result<Report> read_document_or_record(const Reader& reader, std::string_view bytes,
                                                     const ReadOptions& options);

/// The embedded JSON Schemas: "report", "comparison", "series", "explanation", "finding", "error", "pages", "profile".
/// not_found for any other name.
[[nodiscard]] Result<std::string_view> schema(std::string_view name);
[[nodiscard]] std::vector<std::string_view> schema_names();

/// Re-indents JSON text by two spaces; gives it back unchanged when it is not JSON.
[[nodiscard]] std::string pretty_json(std::string_view json);

}  // namespace certdelta
