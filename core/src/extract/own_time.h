// The report's own time, and the printed days, weeks and issues that are not the report's own.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "extract/matcher.h"
#include "profile/profile.h"
#include "text/marks.h"
#include "text/normalise.h"
#include "value/date.h"

namespace certdelta::extract {

/// A range of days that a template has read.
struct PrintedPeriod {
    value::DayRange days;
    bool title = false;  ///< in a line that names the issue
};

/// The time of the report, as far as it names it.
struct OwnTime {
    std::optional<value::DayRange> days;  ///< a title's, or else the first ones that are as many as a period has
    bool titled = false;                  ///< a title names the days
    bool several = false;                 ///< no title does, and the text names several periods
    std::optional<std::int32_t> issue;    ///< its number, from a title
    std::optional<std::int32_t> year;     ///< of the issue, from a title
};

/// Whether the match of a rule for values stands where a title does.
[[nodiscard]] bool is_title(const text::NormalText& normal, const profile::Rule& rule, const Match& match);

/// `titles`: the matches that are titles, by position.
[[nodiscard]] OwnTime find_own_time(const profile::Profile& profile, const Matches& matches,
                                    std::span<const Match* const> titles, const std::vector<PrintedPeriod>& periods);

/// Whether a printed day can lie within the days; what is not printed agrees with anything.
[[nodiscard]] bool may_lie_within(const value::PartialDate& day, const value::DayRange& days);

/// Days from the last of the report's own, which are known, to `day`, by the order of the calendar: less than, equal to
/// or more than 0. Without years, the nearer side counts.
[[nodiscard]] int order_behind(const value::PartialDate& day, const OwnTime& own);

/// Whether the report's own days can lie in a printed month or year.
[[nodiscard]] bool may_hold(const value::PartialDate& month, const OwnTime& own);

/// Days that a text prints. Each by position.
struct PrintedDays {
    std::vector<text::Range> other;   ///< days, and ranges of them, outside of the report's own
    std::vector<text::Range> single;  ///< days that may be of the report's own time
};

/// False where no date and no range of days begins at `pos`: a quick look at the digits or the month's name there, and
/// at what stands behind the digits.
[[nodiscard]] bool may_begin_time(std::string_view text, std::uint32_t pos, const value::Lexicon& lexicon);

[[nodiscard]] PrintedDays find_days(std::string_view text, const text::Marks& marks, const value::Lexicon& lexicon,
                                    const std::optional<value::DayRange>& own);

/// The profile's dated phrases with a day, "week ended 21 March". By position.
struct DatedWeeks {
    std::vector<text::Range> own;
    std::vector<text::Range> others;
};
/// `dated`: the matches of the profile's dated phrases, by position.
[[nodiscard]] DatedWeeks dated_weeks(const Matches& matches, std::span<const Match* const> dated, const OwnTime& own);

/// What the profile's other dated phrases name: other issues, and weeks of a month that do not hold the report's own
/// days. By position.
[[nodiscard]] std::vector<text::Range> other_issues(std::string_view text, const value::Lexicon& lexicon,
                                                    const Matches& matches, std::span<const Match* const> dated,
                                                    const OwnTime& own);

}  // namespace certdelta::extract
