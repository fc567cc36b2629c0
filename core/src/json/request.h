// The options of the C ABI's operations, which come as JSON objects.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "certdelta/error.h"
#include "certdelta/reader.h"
#include "certdelta/series.h"

namespace certdelta::json {

enum class OutputFormat : std::uint8_t { json, csv, markdown, table, text };

struct ParseRequest {
    std::string name;
    InputFormat input = InputFormat::automatic;
    OutputFormat format = OutputFormat::json;  ///< json | csv | table
    bool text = false;                         ///< give the text that the record's spans index, too
    bool records = false;                      ///< each record of several, one a line; json only
    std::string lang;                          ///< en | zh, of labels; empty: that of the report
    std::uint32_t columns = 0;                 ///< of a table's lines; 0: as they come
};

struct CompareRequest {
    std::string before;
    std::string after;
    InputFormat input = InputFormat::automatic;
    OutputFormat format = OutputFormat::json;  ///< json | csv | markdown | table
    std::string lang;                          ///< en | zh, of labels; empty: that of the reports
    std::uint32_t columns = 0;                 ///< of a table's lines; 0: as they come
};

struct SeriesRequest {
    SeriesBy by = SeriesBy::week;
    std::string name;
    InputFormat input = InputFormat::automatic;
    OutputFormat format = OutputFormat::json;
    std::string lang;
    std::uint32_t columns = 0;
};

struct FeedRequest {
    std::string name;
    InputFormat input = InputFormat::automatic;
    bool end = false;  ///< no bytes of this input follow
};

enum class RowsFormat : std::uint8_t { json, csv, datapackage };

struct RowsRequest {
    std::string name;
    InputFormat input = InputFormat::automatic;
    RowsFormat format = RowsFormat::json;
};

struct ExplainRequest {
    std::string name;
    InputFormat input = InputFormat::automatic;
    OutputFormat format = OutputFormat::text;  ///< text | json
    std::string lang;                          ///< en | zh, of text: labels instead of the fields' names; empty: these
};

struct CheckRequest {
    std::string name;
    InputFormat input = InputFormat::automatic;
    OutputFormat format = OutputFormat::json;  ///< json | text
    std::string lang;                          ///< en | zh, of text; empty: that of the report
};

/// Of lint_profile and test_profile.
struct LintRequest {
    std::string name;
    OutputFormat format = OutputFormat::json;  ///< json | text
};

struct ProfileRequest {
    std::string name;
};

// All members may be left out, and empty text stands for no option at all. Anything unknown is a usage error.
[[nodiscard]] Result<ParseRequest> read_parse_request(std::string_view options);
[[nodiscard]] Result<CompareRequest> read_compare_request(std::string_view options);
[[nodiscard]] Result<SeriesRequest> read_series_request(std::string_view options);
[[nodiscard]] Result<FeedRequest> read_feed_request(std::string_view options);
[[nodiscard]] Result<RowsRequest> read_rows_request(std::string_view options);
[[nodiscard]] Result<ExplainRequest> read_explain_request(std::string_view options);
[[nodiscard]] Result<CheckRequest> read_check_request(std::string_view options);
[[nodiscard]] Result<LintRequest> read_lint_request(std::string_view options);
[[nodiscard]] Result<ProfileRequest> read_profile_request(std::string_view options);

}  // namespace certdelta::json
