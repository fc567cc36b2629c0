// Records and comparisons for people and for tables: plain text, CSV, Markdown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "certdelta/compare.h"
#include "certdelta/finding.h"
#include "certdelta/reader.h"
#include "certdelta/report.h"
#include "certdelta/series.h"

namespace certdelta {

/// What people call the fields in tables and in Markdown, and the language of these. Left out, or for a field that no
/// profile knows: its name.
struct Labels {
    std::vector<ProfileSummary> profiles;  ///< as Reader::profiles() gives them
    /// "en" or "zh"; empty: the report's, of several the newest one's. Without profiles, English.
    std::string language;
    /// Characters that a line of a table may take, at least 20; 0: 100, or more where a name needs them. A wide CJK
    /// character takes two.
    std::size_t columns = 0;
};

/// Plain-text tables, columns aligned by display width (a wide CJK character takes two columns). Cells are wrapped, or
/// rows set as blocks of lines, where a line is too short for them; nothing is cut off. Ends in a newline.
[[nodiscard]] std::string to_table(const Report& report, const Labels& labels = {});
[[nodiscard]] std::string to_table(const Comparison& comparison, const Labels& labels = {});
/// Rolled up, all months, quarters or years are there, a few beside each other.
[[nodiscard]] std::string to_table(const Series& series, const Labels& labels = {});

/// Tidy rows, one a report and field: issue, year, start, end, field, value, unit, precision, change, status, source.
/// RFC 4180 with CRLF; a cell that a spreadsheet would run as a formula is prefixed with an apostrophe.
[[nodiscard]] std::string csv_header();
[[nodiscard]] std::string to_csv(const Report& report);          ///< without the header
[[nodiscard]] std::string to_csv(const Comparison& comparison);  ///< with its own header
/// With its own header. One row a field and week; rolled up, one row a field and month, quarter or year.
[[nodiscard]] std::string to_csv(const Series& series);

/// For people to read and to pass on: what rose, what fell, what the publisher got wrong, what is missing.
[[nodiscard]] std::string to_markdown(const Comparison& comparison, const Labels& labels = {});
[[nodiscard]] std::string to_markdown(const Series& series, const Labels& labels = {});

/// One line a finding, as compilers print them: "draft.json:7:68: error: unknown key \"makrs\" (unknown-key)". What is
/// not known of the place is left out.
[[nodiscard]] std::string to_text(std::span<const Finding> findings);

/// The same of a report, in the language of `labels` and with what people call its fields.
[[nodiscard]] std::string to_text(std::span<const Finding> findings, const Report& report, const Labels& labels);

/// "harbour-weekly.en.json: 5 examples, all as expected", without a newline. `name`: of the profile.
[[nodiscard]] std::string summary(const ProfileTest& test, std::string_view name);

/// The document with every figure marked: [253 = incidents.handled.total], [2023 : issue], [69.6% ?]; where `labels`
/// have a language, with what people call the fields in it: [253 = Incidents handled]. Characters that would steer a
/// terminal are replaced.
[[nodiscard]] std::string to_text(const Explanation& explanation, std::string_view document, const Labels& labels = {});

}  // namespace certdelta
