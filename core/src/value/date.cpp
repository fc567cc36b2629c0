#include "value/date.h"

#include <algorithm>

#include "text/characters.h"
#include "value/number.h"

namespace certdelta::value {
namespace {

using text::is_digit;

struct Digits {
    std::int32_t value = 0;
    std::uint32_t count = 0;
    std::uint32_t end = 0;
};

Digits read_digits(std::string_view text, std::uint32_t pos) {
    Digits digits{0, 0, pos};
    while (digits.end < text.size() && is_digit(text[digits.end])) {
        if (digits.count < 8) digits.value = digits.value * 10 + (text[digits.end] - '0');
        ++digits.count;
        ++digits.end;
    }
    return digits;
}

bool is_year(const Digits& digits) { return digits.count == 4 && digits.value >= 1900 && digits.value <= 2199; }
bool is_day(const Digits& digits) {
    return digits.count >= 1 && digits.count <= 2 && digits.value >= 1 && digits.value <= 31;
}

/// Whether what stands behind a year shows that it is no part of a date before it.
bool begins_anew(std::string_view text, std::uint32_t end) {
    if (end >= text.size()) return false;
    constexpr std::string_view marks = ":-/";
    const char next = end + 1 < text.size() ? text[end + 1] : '\n';
    if (text[end] == '.') return is_digit(next);
    return marks.find(text[end]) != std::string_view::npos || (text[end] == ' ' && next >= 'a' && next <= 'z');
}

/// ", 2023" or " 2023" after a day. On the next line, "2022:", "2022-05-01" or "2022 was" begins something of its own.
void take_year(std::string_view text, PartialDate& date, std::uint32_t& end) {
    std::uint32_t at = text::skip_white(text, end);
    const bool next_line = at > end && text[end] == '\n';
    if (at < text.size() && text[at] == ',') at = text::skip_white(text, at + 1);
    const Digits year = read_digits(text, at);
    if (!is_year(year) || (next_line && begins_anew(text, year.end))) return;
    date.year = year.value;
    end = year.end;
}

/// The digits that end at `pos` begin a larger number: "Mar. 2,811".
bool is_grouped(std::string_view text, std::uint32_t pos) {
    return pos < text.size() && text[pos] == ',' && read_digits(text, pos + 1).count == 3;
}

/// "Sep.2002", "Oct. 16, 2023", "Oct.16"
std::optional<PartialDate> read_month_first(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    if (!lexicon.may_begin(begins_month, text, pos)) return std::nullopt;
    const auto month = Lexicon::match(lexicon.months, text, pos);
    if (!month.matched) return std::nullopt;
    PartialDate date;
    date.month = month.payload;
    std::uint32_t at = month.end;
    if (at < text.size() && text[at] == '.') ++at;
    at = text::skip_white(text, at);
    if (at < text.size() && text[at] == ',') at = text::skip_white(text, at + 1);
    const Digits digits = read_digits(text, at);
    if (is_year(digits)) {
        date.year = digits.value;
        date.printed = {pos, digits.end};
        return date;
    }
    if (!is_day(digits) || is_grouped(text, digits.end)) return std::nullopt;
    date.day = digits.value;
    std::uint32_t end = behind_any(lexicon.ordinals, text, digits.end);
    take_year(text, date, end);
    date.printed = {pos, end};
    return date;
}

/// "16 October 2023", "16th of October"; `day` stands at `pos`.
std::optional<PartialDate> read_day_first(std::string_view text, std::uint32_t pos, const Digits& day,
                                          const Lexicon& lexicon) {
    if (!is_day(day)) return std::nullopt;
    std::uint32_t at = text::skip_white(text, behind_any(lexicon.ordinals, text, day.end));
    const std::uint32_t link = behind_any(lexicon.month_links, text, at);
    if (link > at && link < text.size() && text[link] == ' ') at = link + 1;
    if (!lexicon.may_begin(begins_month, text, at)) return std::nullopt;
    const auto month = Lexicon::match(lexicon.months, text, at);
    if (!month.matched) return std::nullopt;
    PartialDate date;
    date.day = day.value;
    date.month = month.payload;
    std::uint32_t end = month.end;
    if (end < text.size() && text[end] == '.') ++end;
    take_year(text, date, end);
    date.printed = {pos, end};
    return date;
}

/// "2023-10-16", "2014.02.03", "2014/2/3"; `year` stands at `pos`.
std::optional<PartialDate> read_numeric(std::string_view text, std::uint32_t pos, const Digits& year) {
    if (!is_year(year) || year.end >= text.size()) return std::nullopt;
    const char separator = text[year.end];
    if (separator != '-' && separator != '.' && separator != '/') return std::nullopt;
    const Digits month = read_digits(text, year.end + 1);
    if (month.count < 1 || month.count > 2 || month.end >= text.size() || text[month.end] != separator)
        return std::nullopt;
    const Digits day = read_digits(text, month.end + 1);
    if (day.count < 1 || day.count > 2) return std::nullopt;
    PartialDate date;
    date.year = year.value;
    date.month = month.value;
    date.day = day.value;
    date.printed = {pos, day.end};
    return date;
}

/// Year, month and day, each with its mark; any leading part may be missing. `first` stands at `pos`.
std::optional<PartialDate> read_marked(std::string_view text, std::uint32_t pos, const Digits& first,
                                       const Lexicon& lexicon) {
    if (!lexicon.may_begin(begins_date_mark, text, text::skip_white(text, first.end))) return std::nullopt;
    PartialDate date;
    std::uint32_t at = pos;
    std::uint32_t end = pos;
    if (is_year(first)) {
        const auto mark = Lexicon::match(lexicon.year_marks, text, text::skip_white(text, first.end));
        if (!mark.matched) return std::nullopt;
        date.year = first.value;
        end = mark.end;
        at = text::skip_white(text, end);
    }
    const Digits second = at == pos ? first : read_digits(text, at);
    if (second.count >= 1 && second.count <= 2) {
        const auto mark = Lexicon::match(lexicon.month_marks, text, text::skip_white(text, second.end));
        if (mark.matched) {
            date.month = second.value;
            end = mark.end;
            at = text::skip_white(text, end);
        }
    }
    const Digits third = at == pos ? first : read_digits(text, at);
    if (third.count >= 1 && third.count <= 2 && (date.month != 0 || date.year == 0)) {
        const auto mark = Lexicon::match(lexicon.day_marks, text, text::skip_white(text, third.end));
        if (mark.matched) {
            date.day = third.value;
            end = mark.end;
        }
    }
    if (end == pos) return std::nullopt;
    date.printed = {pos, end};
    return date;
}

std::optional<PartialDate> read_bare_year(std::uint32_t pos, const Digits& digits) {
    if (!is_year(digits)) return std::nullopt;
    PartialDate date;
    date.year = digits.value;
    date.printed = {pos, digits.end};
    return date;
}

/// The second date of a range may be a bare day ("Oct.16-22"), which no letter and figure go on with ("2Q16").
std::optional<PartialDate> read_bare_day(std::string_view text, std::uint32_t pos) {
    const Digits digits = read_digits(text, pos);
    const bool goes_on =
        digits.end + 1 < text.size() && text::is_letter(text[digits.end]) && text::is_digit(text[digits.end + 1]);
    if (!is_day(digits) || goes_on) return std::nullopt;
    PartialDate date;
    date.day = digits.value;
    date.printed = {pos, digits.end};
    return date;
}

/// Where the lead of a range begins that stands before `pos`; `pos` where there is none.
std::uint32_t range_lead_before(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    constexpr std::uint32_t longest = 12;  // bytes
    const std::uint32_t end = text::skip_white_back(text, pos);
    for (std::uint32_t begin = end; begin > 0 && end - begin < longest;) {
        --begin;
        const auto lead = lexicon.range_leads.match(text, begin);
        if (lead.matched && lead.end == end && (begin == 0 || !text::is_word(text[begin - 1]))) return begin;
    }
    return pos;
}

/// A quick look: every date begins with a digit or with a month's name.
bool may_begin(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    return pos < text.size() && (is_digit(text[pos]) || lexicon.may_begin(begins_month, text[pos]));
}

std::string padded(std::int32_t number, std::size_t width) {
    std::string digits = std::to_string(number);
    return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

Date to_date(const PartialDate& date, std::int32_t year) { return {year, date.month, date.day}; }

}  // namespace

std::string PartialDate::to_string() const {
    std::string out = padded(year, 4);
    if (month != 0) out += '-' + padded(month, 2);
    if (month != 0 && day != 0) out += '-' + padded(day, 2);
    return out;
}

bool PartialDate::valid() const {
    if (month < 0 || month > 12 || day < 0 || day > 31) return false;
    if (year != 0 && month != 0 && day != 0) return Date{year, month, day}.valid();
    return true;
}

std::optional<PartialDate> read_date(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    if (!may_begin(text, pos, lexicon)) return std::nullopt;
    if (auto date = read_month_first(text, pos, lexicon)) return date;
    const Digits first = read_digits(text, pos);
    if (first.count == 0 || first.count > 4) return std::nullopt;
    if (auto date = read_day_first(text, pos, first, lexicon)) return date;
    if (auto date = read_numeric(text, pos, first)) return date;
    if (auto date = read_marked(text, pos, first, lexicon)) return date;
    return read_bare_year(pos, first);
}

std::optional<DayRange> read_day_range(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    if (!may_begin(text, pos, lexicon)) return std::nullopt;
    std::optional<PartialDate> start = read_date(text, pos, lexicon);
    if (!start) {
        // "16-22 October 2023"
        start = read_bare_day(text, pos);
        if (!start) return std::nullopt;
    }
    if (start->day == 0) return std::nullopt;
    std::uint32_t begin = pos;
    std::uint32_t link = text::skip_white(text, start->printed.end);
    // "June 13, 2016, to June 19, 2016"
    const bool apposed = start->year && link < text.size() && text[link] == ',' && text[link - 1] != ' ';
    if (apposed && Lexicon::match(lexicon.range_marks, text, text::skip_white(text, link + 1)).matched)
        link = text::skip_white(text, link + 1);
    auto mark = Lexicon::match(lexicon.range_marks, text, link);
    if (!mark.matched) {
        mark = Lexicon::match(lexicon.list_conjunctions, text, link);
        if (mark.matched) begin = range_lead_before(text, pos, lexicon);
        if (begin == pos) return std::nullopt;
    }
    const std::uint32_t at = text::skip_white(text, mark.end);
    std::optional<PartialDate> end = read_date(text, at, lexicon);
    if (!end || end->day == 0) {
        // A dash at a line's start marks an item of a list: "Jun.19\n- 25 websites".
        const std::string_view between = text.substr(start->printed.end, mark.end - start->printed.end);
        const bool item = between.find('\n') != std::string_view::npos;
        end = start->month != 0 && !item ? read_bare_day(text, at) : std::nullopt;
        if (end) take_year(text, *end, end->printed.end);
    }
    if (!end) return std::nullopt;
    if (end->month == 0) end->month = start->month;
    if (start->month == 0) start->month = end->month;
    if (start->month == 0 || end->month == 0) return std::nullopt;
    return DayRange{*start, *end, {begin, end->printed.end}};
}

std::optional<DayRange> read_bare_day_range(std::string_view text, std::uint32_t pos) {
    const std::uint32_t begin = pos;
    std::int32_t numbers[4] = {};
    constexpr std::string_view marks = ".-.";
    for (std::size_t i = 0; i < 4; ++i) {
        const Digits digits = read_digits(text, pos);
        if (digits.count == 0 || digits.count > 2 || digits.value == 0) return std::nullopt;
        numbers[i] = digits.value;
        pos = digits.end;
        if (i < marks.size() && (pos >= text.size() || text[pos++] != marks[i])) return std::nullopt;
        if (i == 1 && pos < text.size() && text[pos] == '-') ++pos;  // a dash of two
    }
    DayRange range;
    range.start = {0, numbers[0], numbers[1], {}};
    range.end = {0, numbers[2], numbers[3], {}};
    range.printed = {begin, pos};
    const bool sure = range.start.valid() && range.end.valid() && (pos >= text.size() || text[pos] != '%');
    return sure ? std::optional(range) : std::nullopt;
}

bool may_be_same(const DayRange& a, const DayRange& b) {
    const auto same = [](const PartialDate& x, const PartialDate& y) {
        return x.month == y.month && x.day == y.day && (x.year == y.year || x.year == 0 || y.year == 0);
    };
    return same(a.start, b.start) && same(a.end, b.end);
}

std::int64_t days_in(const DayRange& range) {
    constexpr std::int32_t plain_year = 2001;
    const std::int32_t year = std::max(range.start.year, range.end.year);
    const auto period = resolve_period(range, year != 0 ? year : plain_year, std::nullopt);
    return period ? period->period.end.to_days() - period->period.start.to_days() + 1 : 0;
}

bool may_last(const DayRange& range, std::int64_t days) {
    if (days_in(range) == days) return true;
    constexpr std::int32_t leap_year = 2016;
    if (range.start.year != 0 || range.end.year != 0) return false;
    DayRange in_leap_year = range;
    in_leap_year.end.year = leap_year;
    return days_in(in_leap_year) == days;
}

std::optional<ResolvedPeriod> resolve_period(const DayRange& range, std::optional<std::int32_t> issue_year,
                                             std::optional<int> first_weekday) {
    const PartialDate& start = range.start;
    const PartialDate& end = range.end;
    const bool across = start.month > end.month;
    const auto make = [&](std::int32_t start_year, std::int32_t end_year) -> std::optional<Period> {
        const Period period{to_date(start, start_year), to_date(end, end_year)};
        if (!period.start.valid() || !period.end.valid() || period.end < period.start) return std::nullopt;
        return period;
    };
    const auto resolved = [](std::optional<Period> period, YearSource source) -> std::optional<ResolvedPeriod> {
        if (!period) return std::nullopt;
        return ResolvedPeriod{*period, source};
    };
    if (start.year != 0 || end.year != 0) {
        if (start.year != 0 && end.year != 0) return resolved(make(start.year, end.year), YearSource::printed);
        if (start.year != 0) return resolved(make(start.year, start.year + (across ? 1 : 0)), YearSource::printed);
        return resolved(make(end.year - (across ? 1 : 0), end.year), YearSource::printed);
    }
    if (!issue_year) return std::nullopt;
    const std::optional<Period> period = make(*issue_year - (across ? 1 : 0), *issue_year);
    if (across && first_weekday && (!period || period->start.weekday() != *first_weekday)) {
        const std::optional<Period> shifted = make(*issue_year, *issue_year + 1);
        if (shifted && shifted->start.weekday() == *first_weekday) return resolved(shifted, YearSource::issue_shifted);
    }
    return resolved(period, YearSource::issue);
}

}  // namespace certdelta::value
