#include "extract/own_time.h"

#include <algorithm>

#include "text/characters.h"
#include "text/phrase_set.h"

namespace certdelta::extract {
namespace {

using profile::RuleKind;
using profile::SlotKind;
using value::PartialDate;

/// Of a day without a year, its place in the year; months are taken to be equally long.
std::int32_t day_of_year(const PartialDate& day) { return day.month * 31 + day.day; }

std::int32_t year_of(const OwnTime& own) { return own.days->end.year != 0 ? own.days->end.year : own.year.value_or(0); }

/// The whole number in the match's first slot of the kind.
std::optional<std::int32_t> number_of(const Matches& matches, const Match& match, SlotKind kind) {
    for (const Capture& capture : matches.captures_of(match)) {
        if (capture.slot.kind == kind) return static_cast<std::int32_t>(capture.value.micros() / Decimal::scale);
    }
    return std::nullopt;
}

/// The date that the match reads.
std::optional<PartialDate> day_of(const Matches& matches, const Match& match) {
    for (const Capture& capture : matches.captures_of(match)) {
        if (capture.slot.kind == SlotKind::date) return capture.date;
    }
    return std::nullopt;
}

/// The number whose digits end at `pos`, white space aside; 0 when there are none, or more than four.
std::int32_t number_before(std::string_view text, std::uint32_t pos) {
    pos = text::skip_white_back(text, pos);
    std::int32_t number = 0;
    std::int32_t power = 1;
    for (int digits = 0; pos > 0 && text::is_digit(text[pos - 1]); --pos, power *= 10) {
        if (++digits > 4) return 0;
        number += power * (text[pos - 1] - '0');
    }
    return number;
}

/// No week of a month has a number that all agree on: the month, and the week of the first or the last day, have to
/// be the report's own; or its days stand behind it, in a bracket.
bool is_own_week(std::string_view text, text::Range printed, std::int32_t week, const value::DayRange& own,
                 const value::Lexicon& lexicon) {
    const std::int32_t month = number_before(text, printed.begin);
    const auto fits = [&](const PartialDate& day) {
        return (month == 0 || month == day.month) && (week == 0 || week == (day.day + 6) / 7);
    };
    if (fits(own.start) || fits(own.end)) return true;
    if (printed.end >= text.size()) return false;
    const auto days = value::read_day_range(text, printed.end + 1, lexicon);
    return days && value::may_be_same(*days, own);
}

}  // namespace

bool is_title(const text::NormalText& normal, const profile::Rule& rule, const Match& match) {
    return rule.kind == RuleKind::value && !rule.weak && !match.cut && normal.is_line_start(match.range.begin);
}

namespace {

/// Days without a year are of the issue's, where none of the turn of the year can be meant.
void add_year(OwnTime& own) {
    constexpr std::int32_t first_sure = 2;
    constexpr std::int32_t last_sure = 51;
    if (!own.year || !own.issue || *own.issue < first_sure || *own.issue > last_sure) return;
    if (own.days->start.month > own.days->end.month || own.days->start.year != 0 || own.days->end.year != 0) return;
    own.days->start.year = own.days->end.year = *own.year;
}

}  // namespace

OwnTime find_own_time(const profile::Profile& profile, const Matches& matches, std::span<const Match* const> titles,
                      const std::vector<PrintedPeriod>& periods) {
    OwnTime own;
    for (const Match* const title : titles) {
        if (!own.issue) own.issue = number_of(matches, *title, SlotKind::issue_number);
        if (!own.year) own.year = number_of(matches, *title, SlotKind::issue_year);
    }
    const profile::Check* check = profile.period_check();
    const auto fits = [&](const PrintedPeriod& period) {
        return check == nullptr || value::may_last(period.days, check->days);
    };
    auto found = std::find_if(periods.begin(), periods.end(), [](const PrintedPeriod& period) { return period.title; });
    if (found == periods.end()) found = std::find_if(periods.begin(), periods.end(), fits);
    if (found == periods.end()) return own;
    own.days = found->days;
    own.titled = found->title;
    add_year(own);
    own.several = !own.titled && std::any_of(periods.begin(), periods.end(), [&](const PrintedPeriod& period) {
        return fits(period) && !value::may_be_same(found->days, period.days);
    });
    return own;
}

bool may_lie_within(const PartialDate& day, const value::DayRange& days) {
    const std::int32_t first_year = days.start.year != 0 ? days.start.year : days.end.year;
    const std::int32_t last_year = days.end.year != 0 ? days.end.year : days.start.year;
    if (day.year != 0 && first_year != 0 && (day.year < first_year || day.year > last_year)) return false;
    if (day.month == 0)
        return days.start.month != days.end.month || (day.day >= days.start.day && day.day <= days.end.day);
    const std::int32_t first = day_of_year(days.start);
    const std::int32_t last = day_of_year(days.end);
    const std::int32_t at = day_of_year(day);
    return first <= last ? at >= first && at <= last : at >= first || at <= last;
}

int order_behind(const PartialDate& day, const OwnTime& own) {
    const std::int32_t year = year_of(own);
    if (day.year != 0 && year != 0 && day.year != year) return day.year < year ? -1 : 1;
    const std::int32_t apart = day_of_year(day) - day_of_year(own.days->end);
    if (day.year != 0 && year != 0) return apart;
    constexpr std::int32_t year_length = 12 * 31;
    const std::int32_t around = ((apart % year_length) + year_length) % year_length;
    return around > year_length / 2 ? -1 : around;
}

bool may_hold(const PartialDate& month, const OwnTime& own) {
    if (!own.days) return true;
    const std::int32_t year = year_of(own);
    const bool months = month.month == 0 || month.month == own.days->start.month || month.month == own.days->end.month;
    return months && (month.year == 0 || year == 0 || month.year == year || month.year == own.days->start.year);
}

bool may_begin_time(std::string_view text, std::uint32_t pos, const value::Lexicon& lexicon) {
    if (pos >= text.size()) return false;
    if (lexicon.months.match(text, pos).matched) return true;
    std::uint32_t end = pos;
    while (end < text.size() && end - pos <= 4 && text::is_digit(text[end])) ++end;
    const std::uint32_t digits = end - pos;
    if (digits == 4) return text[pos] == '1' || text[pos] == '2';
    if (digits == 0 || digits > 2) return false;
    const std::uint32_t next = text::skip_white(text, end);
    if (value::behind_any(lexicon.ordinals, text, end) > end ||
        value::behind_any(lexicon.month_links, text, next) > next)
        return true;
    for (const text::PhraseSet* const marks :
         {&lexicon.months, &lexicon.month_marks, &lexicon.day_marks, &lexicon.range_marks}) {
        if (marks->match(text, next).matched) return true;
    }
    return false;
}

/// "2018-09-12 09:15": with its year and a clock behind it, a day is when somebody posted the text.
static bool is_moment(std::string_view text, const PartialDate& day) {
    constexpr std::uint32_t longest = 5;  // bytes of a clock: "09:15"
    std::uint32_t at = text::skip_white(text, day.printed.end);
    const std::size_t colon = text.substr(at, longest).find(':');
    if (day.year == 0 || at == day.printed.end || colon == 0 || colon > 2 || at + colon + 1 >= text.size())
        return false;
    const auto end = at + static_cast<std::uint32_t>(colon);
    while (at < end && text::is_digit(text[at])) ++at;
    return at == end && text::is_digit(text[end + 1]);
}

PrintedDays find_days(std::string_view text, const text::Marks& marks, const value::Lexicon& lexicon,
                      const std::optional<value::DayRange>& own) {
    PrintedDays found;
    for (std::uint32_t pos = marks.digit(0); pos < text.size(); pos = marks.digit(pos + 1)) {
        const std::uint32_t begin = pos;
        while (pos < text.size() && text::is_digit(text[pos])) ++pos;
        const bool may_be_date = pos < text.size() && pos - begin <= 4 &&
                                 (text::is_multibyte(text[pos]) || text[pos] == '-' || text[pos] == '.');
        if (!may_be_date) continue;
        const bool may_begin = may_begin_time(text, begin, lexicon);
        auto range = may_begin ? value::read_day_range(text, begin, lexicon) : std::nullopt;
        if (!range && text[pos] == '.') range = value::read_bare_day_range(text, begin);
        bool other = false;
        text::Range printed;
        if (range) {
            printed = range->printed;
            other = own && (!may_lie_within(range->start, *own) || !may_lie_within(range->end, *own));
        } else if (const auto day = may_begin ? value::read_date(text, begin, lexicon) : std::nullopt;
                   day && day->day != 0 && day->valid()) {
            printed = day->printed;
            other = own && !may_lie_within(*day, *own) && !is_moment(text, *day);
            if (!other) found.single.push_back(printed);
        }
        if (other) found.other.push_back(printed);
        pos = std::max(pos, printed.end);
    }
    return found;
}

DatedWeeks dated_weeks(const Matches& matches, std::span<const Match* const> dated, const OwnTime& own) {
    DatedWeeks weeks;
    for (const Match* const match : dated) {
        const auto day = day_of(matches, *match);
        if (!day) continue;
        const bool is_own = own.days && may_lie_within(*day, *own.days);
        (is_own ? weeks.own : weeks.others).push_back(match->range);
    }
    return weeks;
}

std::vector<text::Range> other_issues(std::string_view text, const value::Lexicon& lexicon, const Matches& matches,
                                      std::span<const Match* const> dated, const OwnTime& own) {
    std::vector<text::Range> others;
    std::uint32_t told = 0;  // "the 2nd week of May" holds "the 2nd week"
    for (const Match* const phrase : dated) {
        const Match& match = *phrase;
        if (match.range.end <= told) continue;
        told = match.range.end;
        bool is_own = true;
        if (const auto number = number_of(matches, match, SlotKind::issue_number)) {
            const std::int32_t year = number_before(text, match.range.begin);
            const bool is_year = year >= 1900 && year <= 2199;
            is_own = number == own.issue.value_or(*number) && (!is_year || year == own.year.value_or(year));
        } else if (own.days && !day_of(matches, match)) {
            const std::int32_t week = number_of(matches, match, SlotKind::figure).value_or(0);
            is_own = is_own_week(text, match.range, week, *own.days, lexicon);
        }
        if (!is_own) others.push_back(match.range);
    }
    return others;
}

}  // namespace certdelta::extract
