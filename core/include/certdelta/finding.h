// What certdelta finds wrong with a profile or a report, each with its place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "certdelta/report.h"

namespace certdelta {

/// certdelta.finding/1
struct Finding {
    std::string source;                   ///< name of the file; empty when unknown
    std::optional<std::uint32_t> line;    ///< from 1; empty when the finding is about the whole
    std::optional<std::uint32_t> column;  ///< from 1, in characters (code points), not in bytes; profiles only
    std::string place;  ///< JSON Pointer (RFC 6901) into the profile; empty for its top and for reports
    Severity severity = Severity::error;
    std::string code;     ///< what is wrong, in a word that scripts can rely on: "unknown-key", "unreachable-template"
    std::string message;  ///< one sentence for a person, without a full stop
    std::string field;    ///< of a report; empty when the finding is not about one field
    friend bool operator==(const Finding&, const Finding&) = default;
};

/// Everything that is wrong with a profile (JSON text, schema "certdelta.profile/1"), in the order of its text, not
/// only the first thing. No finding of severity error: the profile loads. `name` goes into Finding::source. Any bytes
/// give findings, in bounded time.
[[nodiscard]] std::vector<Finding> lint_profile(std::string_view json, std::string_view name = {});

struct ProfileTest {
    std::size_t examples = 0;       ///< that were run
    std::size_t failed = 0;         ///< of these
    std::vector<Finding> findings;  ///< what differs; where the profile does not load, why
};

/// Reads the profile's own examples as if each were a document of its periodical, and compares what that gives with
/// what they say.
[[nodiscard]] ProfileTest test_profile(std::string_view json, std::string_view name = {});

/// What contradicts itself in a report: its diagnostics of severity error and warning.
[[nodiscard]] std::vector<Finding> check_report(const Report& report);

/// Whether any of them is of severity error.
[[nodiscard]] bool has_errors(std::span<const Finding> findings);

}  // namespace certdelta
