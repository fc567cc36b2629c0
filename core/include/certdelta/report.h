// The report record: what one document says, each value with the place it came from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "certdelta/decimal.h"

namespace certdelta {

/// A half-open range [begin, end).
struct Span {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    friend bool operator==(const Span&, const Span&) = default;
};

/// A calendar day (proleptic Gregorian).
struct Date {
    std::int32_t year = 0;
    std::int32_t month = 0;  ///< 1..12
    std::int32_t day = 0;    ///< 1..31

    /// Days since 1970-01-01 (Hinnant, "chrono-compatible low-level date algorithms", 2013).
    [[nodiscard]] std::int64_t to_days() const;
    [[nodiscard]] static Date from_days(std::int64_t days);
    /// 0 = Sunday ... 6 = Saturday.
    [[nodiscard]] int weekday() const;
    [[nodiscard]] bool valid() const;
    /// "2023-10-16"
    [[nodiscard]] std::string to_string() const;
    /// Reads exactly "YYYY-MM-DD".
    [[nodiscard]] static std::optional<Date> from_string(std::string_view text);
    friend auto operator<=>(const Date&, const Date&) = default;
};

/// First and last day, both included.
struct Period {
    Date start;
    Date end;
    friend bool operator==(const Period&, const Period&) = default;
};

struct Issue {
    std::optional<std::int32_t> number;
    std::optional<std::int32_t> year;
    friend bool operator==(const Issue&, const Issue&) = default;
};

/// A field's value: nothing; a number (counts, percentages); a text (texts, dates in ISO 8601 as far as printed, codes
/// of enumerations); or a list of printed names.
using Value = std::variant<std::monostate, Decimal, std::string, std::vector<std::string>>;

/// A rectangle on a page, in PDF points, origin top left.
struct Box {
    double x0 = 0;
    double y0 = 0;
    double x1 = 0;
    double y1 = 0;
    friend bool operator==(const Box&, const Box&) = default;
};

/// Where a value stands. Offsets index the text that the caller gave, or that was made of the caller's pages.
struct Evidence {
    Span bytes;
    Span utf16;              ///< the same range in UTF-16 code units (JavaScript string indices)
    std::uint32_t line = 0;  ///< 1-based line on which it starts
    std::string text;        ///< the source at `bytes`, verbatim
    std::string quote;  ///< what the rule matched, verbatim; of much, what stands around; empty for unassigned figures
    std::string rule;   ///< id of the profile's rule; empty for unassigned figures
    std::optional<std::int32_t> page;  ///< 1-based
    std::optional<Box> box;            ///< around all of it that is on the page
    std::vector<Box> boxes;            ///< one a line, where it stands on several lines of the page
    friend bool operator==(const Evidence&, const Evidence&) = default;
};

enum class ChangeKind : std::uint8_t { percent, absolute, points };
enum class Direction : std::uint8_t { up, down, same, unknown };

/// A change as printed. `value` has no sign; empty when only a direction is printed.
struct Change {
    ChangeKind kind = ChangeKind::percent;
    std::optional<Decimal> value;
    Direction direction = Direction::unknown;
    Decimal precision =
        Decimal::from_integer(1);  ///< size of the last printed digit of `value`; not part of the record
    friend bool operator==(const Change&, const Change&) = default;
};

enum class Qualifier : std::uint8_t { none, about, more_than, nearly };
enum class Status : std::uint8_t { found, absent, ambiguous, rejected };
enum class Severity : std::uint8_t { info, warning, error };

/// One possible reading of a field, kept where the field stays open.
struct Candidate {
    Value value;
    std::optional<Evidence> evidence;
    std::string why;  ///< why it was not taken: a code such as "conflict", "cut-off", "refuted"
    friend bool operator==(const Candidate&, const Candidate&) = default;
};

struct Field {
    std::string name;
    Status status = Status::absent;
    Value value;                       ///< monostate unless found
    std::string unit;                  ///< empty where the field has none
    std::optional<Decimal> precision;  ///< size of the last printed digit; counts and percentages only
    Qualifier qualifier = Qualifier::none;
    std::optional<Change> change;
    std::vector<Evidence> evidence;  ///< all places that print the value, first one first
    std::vector<Candidate> candidates;
    friend bool operator==(const Field&, const Field&) = default;
};

struct Unassigned {
    std::string text;
    Evidence evidence;
    friend bool operator==(const Unassigned&, const Unassigned&) = default;
};

struct Diagnostic {
    Severity severity = Severity::warning;
    std::string code;
    std::string field;  ///< empty when the diagnostic is not about one field
    std::string message;
    std::optional<Evidence> evidence;
    friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

struct SourceInfo {
    std::string name;
    std::string format;  ///< "text" | "markdown", or what the pages say: "pdf"
    std::uint64_t bytes = 0;
    std::string language;  ///< of the profile that read it; empty when none fits
    friend bool operator==(const SourceInfo&, const SourceInfo&) = default;
};

/// Identity of a profile. By convention the id is "<periodical>.<edition>", e.g. "cncert-weekly.en".
struct ProfileId {
    std::string id;
    std::int32_t version = 0;
    [[nodiscard]] std::string_view periodical() const;  ///< the id up to its last dot
    friend bool operator==(const ProfileId&, const ProfileId&) = default;
};

/// certdelta.report/1
struct Report {
    SourceInfo source;
    std::optional<ProfileId> profile;
    Issue issue;
    std::optional<Period> period;
    std::vector<Field> fields;  ///< every field of the profile, in the profile's order
    std::vector<Unassigned> unassigned;
    std::vector<Diagnostic> diagnostics;

    /// nullptr when the profile has no such field.
    [[nodiscard]] const Field* find(std::string_view name) const;
    friend bool operator==(const Report&, const Report&) = default;
};

}  // namespace certdelta
