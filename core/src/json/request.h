// The options of the C ABI's operations, which come as JSON objects.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "certdelta/error.h"
#include "certdelta/reader.h"

namespace certdelta::json {

enum class OutputFormat : std::uint8_t { json, csv, markdown, table };

struct ParseRequest {
    std::string name;
    InputFormat input = InputFormat::automatic;
    OutputFormat format = OutputFormat::json;  ///< never markdown
    bool text = false;                         ///< give the text that the record's spans index, too
};

struct CompareRequest {
    std::string before;
    std::string after;
    InputFormat input = InputFormat::automatic;
    OutputFormat format = OutputFormat::json;
};

struct ExplainRequest {
    std::string name;
    InputFormat input = InputFormat::automatic;
};

struct ProfileRequest {
    std::string name;
};

// All members may be left out, and empty text stands for no option at all. Anything unknown is a usage error.
[[nodiscard]] Result<ParseRequest> read_parse_request(std::string_view options);
[[nodiscard]] Result<CompareRequest> read_compare_request(std::string_view options);
[[nodiscard]] Result<ExplainRequest> read_explain_request(std::string_view options);
[[nodiscard]] Result<ProfileRequest> read_profile_request(std::string_view options);

}  // namespace certdelta::json
