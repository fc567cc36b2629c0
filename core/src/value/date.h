// Dates and ranges of days as reports print them. Pure functions over the normal form of a text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "certdelta/report.h"
#include "text/normalise.h"
#include "value/lexicon.h"

namespace certdelta::value {

/// A date as far as it is printed; 0 stands for a part that is not.
struct PartialDate {
    std::int32_t year = 0;
    std::int32_t month = 0;
    std::int32_t day = 0;
    text::Range printed;

    /// ISO 8601, as far as printed: "2002", "2002-09", "2002-09-16". Only for dates with a year.
    [[nodiscard]] std::string to_string() const;
    /// All parts that are there are in range; a full date exists in the calendar.
    [[nodiscard]] bool valid() const;
};

/// A date at `pos`: "Sep.2002", "Oct. 16", "16 October 2023", "2023-10-16", "2014.02.03", with year, month and day
/// marks as in Chinese, or a bare year.
[[nodiscard]] std::optional<PartialDate> read_date(std::string_view text, std::uint32_t pos, const Lexicon& lexicon);

struct DayRange {
    PartialDate start;
    PartialDate end;
    text::Range printed;
};

/// Two dates with a range mark between them at `pos`; the second may leave out what it shares with the first
/// ("Oct.16-22"). Behind a lead, a conjunction is such a mark ("between Oct.16 and Oct.22"), and the lead is printed,
/// too.
[[nodiscard]] std::optional<DayRange> read_day_range(std::string_view text, std::uint32_t pos, const Lexicon& lexicon);

/// Month and day, twice, in figures alone ("3.8-3.14"): days only where words around them say so.
[[nodiscard]] std::optional<DayRange> read_bare_day_range(std::string_view text, std::uint32_t pos);

/// Whether two ranges can be the same days; a year that is not printed agrees with any.
[[nodiscard]] bool may_be_same(const DayRange& a, const DayRange& b);

/// Number of days, both ends included; without years, as in a year that is no leap year. 0 when they are no range.
[[nodiscard]] std::int64_t days_in(const DayRange& range);

/// Whether a range can be so many days; one without years may be of a leap year.
[[nodiscard]] bool may_last(const DayRange& range, std::int64_t days);

/// How the year of a range was found.
enum class YearSource : std::uint8_t {
    printed,        ///< in the range itself
    issue,          ///< the issue's year is the year of the last day
    issue_shifted,  ///< the issue's year does not fit the weekday, the next one does (a week across New Year)
};

struct ResolvedPeriod {
    Period period;
    YearSource year_source = YearSource::printed;
};

/// Completes a range with the issue's year. A range without any year and no issue year, or one that is no range of the
/// calendar, gives nothing: a period is never guessed. `first_weekday` (0 = Sunday) is the weekday on which the
/// periodical's periods start; it decides only where the issue's year leaves two readings of a range across New Year.
[[nodiscard]] std::optional<ResolvedPeriod> resolve_period(const DayRange& range,
                                                           std::optional<std::int32_t> issue_year,
                                                           std::optional<int> first_weekday);

}  // namespace certdelta::value
