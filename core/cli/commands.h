// The commands, each with its arguments. They print results on standard output and errors on standard error.
#pragma once

#include <string>
#include <vector>

namespace certdelta::cli {

/// Exit statuses.
enum class Exit { done = 0, findings = 1, failed = 2 };

/// Which documents are read how.
struct Reading {
    std::vector<std::string> profiles;  ///< files of added profiles, or folders of such
    std::string input = "auto";         ///< auto | text | markdown | pages
};

struct ParseArguments {
    std::vector<std::string> files;
    std::string format;   ///< ndjson | json | csv | table | datapackage; empty: by what standard output is
    std::string out;      ///< the folder of a data package; for that format only
    std::string lang;     ///< en | zh, of tables; empty: that of each report
    bool strict = false;  ///< a document that no profile fits is a finding
    Reading reading;
};

struct CompareArguments {
    std::string before;
    std::string after;
    std::string format;  ///< json | csv | markdown | table; empty: by what standard output is
    std::string lang;    ///< en | zh, of tables and Markdown; empty: that of the newer report
    bool exit_code = false;
    Reading reading;
};

struct SeriesArguments {
    std::vector<std::string> files;
    std::string format;       ///< json | csv | markdown | table; empty: by what standard output is
    std::string by = "week";  ///< week | month | quarter | year
    std::string lang;         ///< en | zh, of tables and Markdown; empty: that of the latest report
    bool strict = false;      ///< a document that has no place in the series is a finding
    Reading reading;
};

struct ExplainArguments {
    std::string file;
    std::string format = "text";  ///< text | json
    std::string lang;             ///< en | zh, of text: labels instead of the fields' names; empty: these
    Reading reading;
};

struct CheckArguments {
    std::vector<std::string> files;
    std::string format = "text";  ///< text | ndjson | json
    std::string lang;             ///< en | zh, of text; empty: that of the first report
    bool strict = false;          ///< warnings are findings, too
    Reading reading;
};

struct ProfileArguments {
    std::vector<std::string> files;  ///< profiles, or folders of profiles
    std::string format = "text";     ///< text | ndjson | json
};

[[nodiscard]] Exit run_parse(const ParseArguments& arguments);
/// Writes the folder `arguments.out`: data.csv and datapackage.json.
[[nodiscard]] Exit run_data_package(const ParseArguments& arguments, const std::vector<std::string>& files);
[[nodiscard]] Exit run_compare(const CompareArguments& arguments);
[[nodiscard]] Exit run_series(const SeriesArguments& arguments);
[[nodiscard]] Exit run_explain(const ExplainArguments& arguments);
[[nodiscard]] Exit run_check(const CheckArguments& arguments);
[[nodiscard]] Exit run_profile_lint(const ProfileArguments& arguments);
[[nodiscard]] Exit run_profile_test(const ProfileArguments& arguments);
[[nodiscard]] Exit run_schema(const std::string& name);

}  // namespace certdelta::cli
