#include "extract/scope.h"

#include <algorithm>
#include <optional>

#include "text/literal.h"
#include "text/sentence.h"
#include "text/utf8.h"

namespace certdelta::extract {
namespace {

using profile::SlotKind;

/// End of the clause that goes on at `pos`: a comma, a semicolon, or the end of the sentence.
std::uint32_t clause_end(std::string_view text, std::uint32_t pos) {
    constexpr std::uint32_t farthest = 120;
    constexpr std::string_view ideographic_full_stop = "\xE3\x80\x82";
    const std::string_view before = text.substr(0, pos);
    const bool ended = before.ends_with(ideographic_full_stop) || before.ends_with(',') || before.ends_with(';') ||
                       (pos > 0 && text::ends_sentence(text, pos - 1));
    if (ended) return pos;
    const auto limit = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), std::size_t{pos} + farthest));
    while (pos < limit && text[pos] != ',' && text[pos] != ';' && !text::ends_sentence(text, pos)) ++pos;
    return pos;
}

/// A heading's words inside a sentence, in small letters, are no heading ("new vulnerabilities").
bool may_head(const text::NormalText& normal, std::uint32_t begin) {
    const char first = normal.text()[begin];
    return normal.is_line_start(begin) || first < 'a' || first > 'z';
}

std::uint32_t line_begin(const text::NormalText& normal, std::uint32_t pos) {
    const std::vector<std::uint32_t>& starts = normal.line_starts();
    const auto after = std::upper_bound(starts.begin(), starts.end(), pos);
    return after == starts.begin() ? 0 : *std::prev(after);
}

bool names_issue(const Matches& matches, const Match& match) {
    const auto captures = matches.captures_of(match);
    return std::any_of(captures.begin(), captures.end(), [](const Capture& capture) {
        return capture.slot.kind == profile::SlotKind::issue_number || capture.slot.kind == profile::SlotKind::period;
    });
}

/// The first range that begins at `pos` or behind it.
std::vector<text::Range>::const_iterator first_from(const std::vector<text::Range>& ranges, std::uint32_t pos) {
    return std::lower_bound(ranges.begin(), ranges.end(), pos,
                            [](text::Range range, std::uint32_t at) { return range.begin < at; });
}

/// The position behind the last of `marks` between `begin` and `end`; `begin` when there is none.
std::uint32_t behind_last(std::string_view text, std::string_view marks, std::uint32_t begin, std::uint32_t end) {
    const auto is_mark = [marks](char c) { return std::find(marks.begin(), marks.end(), c) != marks.end(); };
    while (end > begin && !is_mark(text[end - 1])) --end;
    return end;
}

bool begins_within(const std::vector<text::Range>& ranges, std::uint32_t begin, std::uint32_t end) {
    const auto first = first_from(ranges, begin);
    return first != ranges.end() && first->begin < end;
}

/// Whether one of the phrases `same`, which explains the beginning of `phrase`, overlaps it; each of them ends where
/// the farthest of those before it does.
bool is_harmless(const std::vector<text::Range>& same, text::Range phrase) {
    const auto behind = first_from(same, phrase.begin + 1);
    return behind != same.begin() && std::prev(behind)->end > phrase.begin;
}

/// A Chinese character, or a letter or digit: what words are made of.
bool is_part_of_word(std::string_view text, std::uint32_t pos) {
    if (pos >= text.size()) return false;
    if (text::is_letter(text[pos]) || text::is_digit(text[pos])) return true;
    if (!text::is_multibyte(text[pos])) return false;
    const char32_t code = text::decode(text, pos).code_point;
    return code >= 0x4E00 && code <= 0x9FFF;
}

/// Of a date without a year, the day of the year; months are taken to be equally long.
std::int32_t day_of_year(std::int32_t month, std::int32_t day) { return month * 31 + day; }

/// Whether a printed date can lie within the days; what it does not print agrees with anything.
bool may_lie_within(const value::PartialDate& date, const value::DayRange& days) {
    const std::int32_t first_year = days.start.year != 0 ? days.start.year : days.end.year;
    const std::int32_t last_year = days.end.year != 0 ? days.end.year : days.start.year;
    if (date.year != 0 && first_year != 0 && (date.year < first_year || date.year > last_year)) return false;
    if (date.month == 0)
        return days.start.month != days.end.month || (date.day >= days.start.day && date.day <= days.end.day);
    const std::int32_t first = day_of_year(days.start.month, days.start.day);
    const std::int32_t last = day_of_year(days.end.month, days.end.day);
    const std::int32_t at = day_of_year(date.month, date.day);
    return first <= last ? at >= first && at <= last : at >= first || at <= last;
}

/// "3.8-3.14": month and day, twice, without a mark.
std::optional<value::DayRange> read_bare_range(std::string_view text, std::uint32_t pos) {
    const std::uint32_t begin = pos;
    std::int32_t numbers[4] = {};
    constexpr std::string_view marks = ".-.";
    for (std::size_t i = 0; i < 4; ++i) {
        const std::uint32_t first = pos;
        while (pos < text.size() && text::is_digit(text[pos]) && pos - first < 3)
            numbers[i] = numbers[i] * 10 + (text[pos++] - '0');
        if (pos == first || pos - first > 2) return std::nullopt;
        if (i < marks.size() && (pos >= text.size() || text[pos++] != marks[i])) return std::nullopt;
    }
    value::DayRange range;
    range.start = {0, numbers[0], numbers[1], {}};
    range.end = {0, numbers[2], numbers[3], {}};
    range.printed = {begin, pos};
    const bool sure = range.start.valid() && range.end.valid() && numbers[0] != 0 && numbers[1] != 0 &&
                      numbers[2] != 0 && numbers[3] != 0 && (pos >= text.size() || text[pos] != '%');
    return sure ? std::optional(range) : std::nullopt;
}

/// Where a character that ends before `pos` begins.
std::uint32_t character_before(std::string_view text, std::uint32_t pos) {
    --pos;
    while (pos > 0 && (static_cast<unsigned char>(text[pos]) & 0xC0U) == 0x80U) --pos;
    return pos;
}

/// The number whose digits end at `pos`, white space aside; 0 when there are none, or more than four.
std::int32_t number_before(std::string_view text, std::uint32_t pos) {
    while (pos > 0 && text::is_white(text[pos - 1])) --pos;
    std::int32_t number = 0;
    std::int32_t power = 1;
    for (int digits = 0; pos > 0 && text::is_digit(text[pos - 1]); --pos, power *= 10) {
        if (++digits > 4) return 0;
        number += power * (text[pos - 1] - '0');
    }
    return number;
}

void sort(std::vector<text::Range>& ranges) {
    std::sort(ranges.begin(), ranges.end(), [](text::Range a, text::Range b) { return a.begin < b.begin; });
}

}  // namespace

ScopeFinder::ScopeFinder(const text::NormalText& normal, const profile::Profile& profile, const Matches& matches)
    : normal_(normal), profile_(profile) {
    std::vector<text::Range> same;
    for (const Match& match : matches.all) {
        if (match.cut) continue;
        const profile::Rule& rule = profile.rules[match.rule];
        if (rule.kind == profile::RuleKind::same_scope) same.push_back(match.range);
        if (rule.kind == profile::RuleKind::this_period) this_period_.push_back(match.range);
        if (rule.kind == profile::RuleKind::goes_on) goes_on_.push_back(match.range);
        if (rule.kind == profile::RuleKind::announces) announces_.push_back(match.range);
        if (rule.kind == profile::RuleKind::value) {
            values_.push_back(match.range);
            if (!rule.timeless) figures_.push_back(match.range);
            if (!rule.weak && normal.is_line_start(match.range.begin) && names_issue(matches, match))
                titles_.push_back(match.range.end);
        }
        if (rule.kind == profile::RuleKind::heading && may_head(normal, match.range.begin))
            headings_.push_back({match.range, &rule});
    }
    // Of the phrases that begin before a match's end, the one that reaches farthest tells whether any overlaps the
    // match.
    for (std::size_t i = 1; i < same.size(); ++i) same[i].end = std::max(same[i].end, same[i - 1].end);
    for (const Match& match : matches.all) {
        const profile::RuleKind kind = profile.rules[match.rule].kind;
        const bool scope = kind == profile::RuleKind::other_scope || kind == profile::RuleKind::other_time ||
                           kind == profile::RuleKind::last_period || kind == profile::RuleKind::scope_opener ||
                           kind == profile::RuleKind::denies;
        if (match.cut || !scope || is_harmless(same, match.range)) continue;
        if (kind == profile::RuleKind::denies) denies_.push_back(match.range);
        if (kind == profile::RuleKind::other_scope) places_.push_back(match.range);
        if (kind == profile::RuleKind::scope_opener) openers_.push_back(match.range);
        if (kind == profile::RuleKind::other_time) times_.push_back(match.range);
        if (kind == profile::RuleKind::last_period) last_period_.push_back(match.range);
    }
    add_periods(matches, same);
    sort(times_);
    drop_comparisons();
    carry_announcements(matches);
    carry_headings();
    carry_back(matches);
}

/// "(last year 512)" behind a value says nothing of what stands around it.
void ScopeFinder::drop_comparisons() {
    constexpr std::uint32_t longest = 90;  // bytes
    const std::string_view text = normal_.text();
    std::vector<text::Range> brackets;
    for (const text::Range value : values_) {
        if (value.end >= text.size() || text[value.end] != '(') continue;
        const std::size_t close = text.substr(value.end, longest).find(')');
        if (close == std::string_view::npos) continue;
        const text::Range bracket{value.end, value.end + static_cast<std::uint32_t>(close)};
        if (!begins_within(values_, bracket.begin, bracket.end)) brackets.push_back(bracket);
    }
    if (brackets.empty()) return;
    sort(brackets);
    const auto compares = [&](text::Range phrase) {
        auto bracket = first_from(brackets, phrase.begin);
        if (bracket == brackets.begin() || (--bracket)->end < phrase.end) return false;
        const std::string_view rest = text.substr(phrase.end, bracket->end - phrase.end);
        return rest.find_first_of("0123456789") != std::string_view::npos;
    };
    std::vector<text::Range> comparing;
    for (const std::vector<text::Range>* phrases : {&times_, &last_period_}) {
        for (const text::Range phrase : *phrases) {
            if (compares(phrase))
                comparing.push_back(*std::prev(
                    std::upper_bound(brackets.begin(), brackets.end(), phrase.begin,
                                     [](std::uint32_t at, text::Range bracket) { return at < bracket.begin; })));
        }
    }
    sort(comparing);
    std::erase_if(times_, compares);
    std::erase_if(last_period_, compares);
    std::erase_if(openers_, [&](text::Range opener) {
        const auto bracket = first_from(comparing, opener.begin + 1);
        return bracket != comparing.begin() && std::prev(bracket)->end > opener.begin;
    });
}

/// Carries another scope on from `begin`, up to the next heading or the next words of this period.
void ScopeFinder::carry(std::uint32_t begin) {
    auto until = static_cast<std::uint32_t>(normal_.text().size());
    if (const auto back = first_from(this_period_, begin); back != this_period_.end()) until = back->begin;
    const auto heading = std::upper_bound(headings_.begin(), headings_.end(), begin,
                                          [](std::uint32_t at, const Heading& other) { return at < other.range.end; });
    if (heading != headings_.end()) until = std::min(until, heading->range.begin);
    carried_.push_back({begin, until});
}

/// "Here is last year:" speaks of what follows.
void ScopeFinder::carry_announcements(const Matches& matches) {
    for (const Match& match : matches.all) {
        if (match.cut || profile_.rules[match.rule].kind != profile::RuleKind::announces) continue;
        if (!carried_.empty() && carried_.back().end > match.range.begin) continue;
        const std::uint32_t begin = context_begin(match.range.begin);
        // A line of its own has ended, even if no mark says so.
        const std::uint32_t line = normal_.next_line_start(match.range.end);
        const std::uint32_t end = std::min(clause_end(normal_.text(), match.range.end), line);
        if (other_before(begin, match.range.begin) || any_within(match.range.begin, end)) carry(end);
    }
}

/// "Last week" or "a year ago: figures" alone on a line is a heading, though the profile does not know it as one.
void ScopeFinder::carry_headings() {
    constexpr std::uint32_t longest_rest = 12;  // bytes beside the words of another time
    const std::vector<text::Range>* const all[] = {&times_, &last_period_};
    std::vector<std::uint32_t> begins;
    for (const std::vector<text::Range>* phrases : all) {
        for (const text::Range phrase : *phrases) {
            const std::uint32_t line = line_begin(normal_, phrase.begin);
            const std::uint32_t next = normal_.next_line_start(phrase.begin + 1);
            if (line == 0 || next >= normal_.text().size() || phrase.end > next) continue;
            if ((phrase.begin - line) + (next - phrase.end) > longest_rest) continue;
            const std::string_view words = normal_.text().substr(line, next - line);
            const bool plain = words.find_first_of("0123456789,;.()%") == std::string_view::npos &&
                               !text::ends_sentence(words, static_cast<std::uint32_t>(words.size() - 3)) &&
                               !text::ends_sentence(words, static_cast<std::uint32_t>(words.size() - 1));
            if (plain && !begins_within(this_period_, line, next) && !begins_within(values_, line, next))
                begins.push_back(next);
        }
    }
    for (const std::uint32_t begin : begins) carry(begin);
    std::stable_sort(carried_.begin(), carried_.end(), [](text::Range a, text::Range b) { return a.begin < b.begin; });
    for (std::size_t i = 1; i < carried_.size(); ++i) carried_[i].end = std::max(carried_[i].end, carried_[i - 1].end);
}

/// "The above is last year's" speaks of what stands before, up to the last heading.
void ScopeFinder::carry_back(const Matches& matches) {
    for (const Match& match : matches.all) {
        if (match.cut || profile_.rules[match.rule].kind != profile::RuleKind::looks_back) continue;
        const std::uint32_t begin = text::sentence_begin(normal_.text(), match.range.begin);
        const std::uint32_t end = text::sentence_end(normal_.text(), match.range.end);
        const std::uint32_t from = std::max(begin, line_begin(normal_, match.range.begin));
        if (!any_within(from, end) && !begins_within(denies_, from, end)) continue;
        const auto heading = heading_from(match.range.begin);
        undone_.push_back({heading == headings_.begin() ? 0 : std::prev(heading)->range.end, match.range.begin});
    }
}

/// Ranges of days that are not the report's own, and "last week" where the report speaks of this week, are other times.
void ScopeFinder::add_periods(const Matches& matches, const std::vector<text::Range>& harmless) {
    const profile::Check* check = profile_.period_check();
    struct Printed {
        value::DayRange days;
        bool title;
    };
    std::vector<Printed> printed;
    for (const Match& match : matches.all) {
        const profile::Rule& rule = profile_.rules[match.rule];
        if (rule.kind != profile::RuleKind::value || match.cut || !is_readable(match, rule)) continue;
        for (const Capture& capture : matches.captures_of(match)) {
            if (capture.slot.kind == profile::SlotKind::period)
                printed.push_back({capture.days, !rule.weak && normal_.is_line_start(match.range.begin)});
        }
    }
    const auto fits = [&](const Printed& range) {
        return check == nullptr || value::days_in(range.days) == check->days;
    };
    // The report's own: a title's, or else the only one that is as long as a period.
    auto own = std::find_if(printed.begin(), printed.end(), [](const Printed& range) { return range.title; });
    if (own == printed.end()) own = std::find_if(printed.begin(), printed.end(), fits);
    const auto same = [&](const Printed& range) { return value::may_be_same(own->days, range.days); };
    const bool several =
        own != printed.end() && !own->title &&
        !std::all_of(printed.begin(), printed.end(), [&](const Printed& range) { return !fits(range) || same(range); });
    bool named = false;  // "last week (3 to 9 February)"
    for (const Printed& range : printed) {
        if (own == printed.end()) break;
        if (several || !same(range)) times_.push_back(range.days.printed);
        constexpr std::uint32_t nearest = 4;  // bytes: a bracket, a comma
        const std::uint32_t begin = range.days.printed.begin;
        const auto behind = first_from(last_period_, begin);
        named = named || (same(range) && behind != last_period_.begin() && begin - std::prev(behind)->end <= nearest);
    }
    add_other_issues(matches, own == printed.end() ? nullptr : &own->days);
    if (own != printed.end() && !several) add_other_dates(own->days, harmless);
    // Where nothing is called this period's, and no figures are printed with the days, "last week" is those days.
    const auto has_figures = [&](const Printed& range) {
        const std::uint32_t begin = range.days.printed.end;
        return same(range) && begins_within(figures_, begin, text::sentence_end(normal_.text(), begin));
    };
    const bool untold = own != printed.end() && !own->title && this_period_.empty() && !several &&
                        std::none_of(printed.begin(), printed.end(), has_figures);
    if (named || untold || (this_period_.empty() && own == printed.end())) last_period_.clear();
}

/// Single days, and ranges of them, outside of the report's own. What `same` knows goes on behind the date: "on 10 May
/// the centre published".
void ScopeFinder::add_other_dates(const value::DayRange& own, const std::vector<text::Range>& same) {
    const std::string_view text = normal_.text();
    const auto known = [&](text::Range printed) {
        const auto behind = first_from(same, printed.end);
        return behind != same.begin() && std::prev(behind)->end > printed.end;
    };
    for (std::uint32_t pos = 0; pos < text.size(); ++pos) {
        if (!text::is_digit(text[pos])) continue;
        const std::uint32_t begin = pos;
        while (pos < text.size() && text::is_digit(text[pos])) ++pos;
        const bool may_be_date = pos < text.size() && pos - begin <= 4 &&
                                 (text::is_multibyte(text[pos]) || text[pos] == '-' || text[pos] == '.');
        if (!may_be_date) continue;
        auto range = value::read_day_range(text, begin, profile_.lexicon);
        if (!range) range = read_bare_range(text, begin);
        bool other = false;
        text::Range printed;
        if (range) {
            printed = range->printed;
            other = !may_lie_within(range->start, own) || !may_lie_within(range->end, own);
        } else if (const auto date = value::read_date(text, begin, profile_.lexicon);
                   date && date->day != 0 && date->valid()) {
            printed = date->printed;
            other = !may_lie_within(*date, own);
        }
        if (other && !known(printed)) days_.push_back(printed);
        pos = std::max(pos, printed.end);
    }
}

/// Other issues, and weeks of a month that do not hold the report's days. Only a title names the report's own issue.
void ScopeFinder::add_other_issues(const Matches& matches, const value::DayRange* own) {
    std::int32_t own_number = 0;
    std::int32_t own_year = 0;
    const auto number_of = [&](const Match& match, SlotKind kind) {
        for (const Capture& capture : matches.captures_of(match)) {
            if (capture.slot.kind == kind) return static_cast<std::int32_t>(capture.value.micros() / Decimal::scale);
        }
        return 0;
    };
    for (const Match& match : matches.all) {
        const profile::Rule& rule = profile_.rules[match.rule];
        const bool title = rule.kind == profile::RuleKind::value && !rule.weak && !match.cut &&
                           normal_.is_line_start(match.range.begin);
        if (!title) continue;
        if (own_number == 0) own_number = number_of(match, SlotKind::issue_number);
        if (own_year == 0) own_year = number_of(match, SlotKind::issue_year);
    }
    std::uint32_t told = 0;  // "the 2nd week of May" holds "the 2nd week"
    for (const Match& match : matches.all) {
        if (match.cut || profile_.rules[match.rule].kind != profile::RuleKind::dated) continue;
        if (match.range.end <= told) continue;
        told = match.range.end;
        const std::int32_t before = number_before(normal_.text(), match.range.begin);
        const std::int32_t number = number_of(match, SlotKind::issue_number);
        bool other = false;
        if (number != 0) {
            const bool year = before >= 1900 && before <= 2199;
            other = (own_number != 0 && number != own_number) || (year && own_year != 0 && before != own_year);
        } else if (own != nullptr) {
            // No week of a month has a number that all agree on: the month, and the week of the first or last day.
            const std::int32_t week = number_of(match, SlotKind::figure);
            const auto fits = [&](const value::PartialDate& day) {
                return (before == 0 || before == day.month) && (week == 0 || week == (day.day + 6) / 7);
            };
            constexpr std::uint32_t nearest = 4;  // bytes: the days stand behind it, in a bracket
            const auto days = value::read_day_range(
                normal_.text(),
                std::min<std::uint32_t>(match.range.end + 1, static_cast<std::uint32_t>(normal_.text().size())),
                profile_.lexicon);
            const bool named =
                days && value::may_be_same(*days, *own) && days->printed.begin <= match.range.end + nearest;
            other = !named && !fits(own->start) && !fits(own->end);
        }
        if (other) times_.push_back(match.range);
    }
}

/// The first heading that begins at `pos` or behind it.
std::vector<ScopeFinder::Heading>::const_iterator ScopeFinder::heading_from(std::uint32_t pos) const {
    return std::lower_bound(headings_.begin(), headings_.end(), pos,
                            [](const Heading& heading, std::uint32_t at) { return heading.range.begin < at; });
}

bool ScopeFinder::any_within(std::uint32_t begin, std::uint32_t end) const {
    return begins_within(places_, begin, end) || begins_within(times_, begin, end) ||
           begins_within(last_period_, begin, end) || begins_within(days_, begin, end);
}

bool ScopeFinder::is_readable(const Match& match, const profile::Rule& rule) const {
    const auto after = std::upper_bound(headings_.begin(), headings_.end(), match.range.begin,
                                        [](std::uint32_t at, const Heading& other) { return at < other.range.end; });
    const profile::Rule* section = after == headings_.begin() ? nullptr : std::prev(after)->rule;
    if (!rule.only_in.empty()) return section != nullptr && section->section == rule.only_in;
    return section == nullptr || !section->ignored || (rule.timeless && !rule.weak);
}

/// Where the text behind headlines begins, from `begin` to `pos`: a line near the top that is much shorter than the
/// next one has not been wrapped: its "last week" is the writer's, and its places are the site's or the paper's. A line
/// that announces what follows ("last week:") is no headline.
std::uint32_t ScopeFinder::skip_headlines(std::uint32_t begin, std::uint32_t pos) const {
    constexpr std::size_t top_lines = 12;
    constexpr std::string_view announces = ",;:(";
    const std::vector<std::uint32_t>& starts = normal_.line_starts();
    for (std::size_t i = 0; i + 1 < std::min(starts.size(), top_lines) && starts[i + 1] <= pos; ++i) {
        if (starts[i] < begin) continue;
        std::uint32_t last = starts[i + 1];
        while (last > starts[i] && text::is_white(normal_.text()[last - 1])) --last;
        const std::uint32_t next =
            i + 2 < starts.size() ? starts[i + 2] : static_cast<std::uint32_t>(normal_.text().size());
        const bool much_shorter = (last - starts[i]) * 3 < (next - starts[i + 1]) * 2;
        const bool open = (last > starts[i] && announces.find(normal_.text()[last - 1]) != std::string_view::npos) ||
                          begins_within(announces_, starts[i], last);
        if (much_shorter && !open) begin = starts[i + 1];
    }
    return begin;
}

/// Begin of the sentence at `pos`, or of an earlier one with which it goes on.
std::uint32_t ScopeFinder::context_begin(std::uint32_t pos) const {
    constexpr int most_sentences = 3;
    std::uint32_t begin = text::sentence_begin(normal_.text(), pos);
    for (int i = 0; i < most_sentences && begin > 0; ++i) {
        const auto phrase = first_from(goes_on_, begin);
        if (phrase == goes_on_.end() || phrase->begin != begin) break;
        std::uint32_t before = begin;
        while (before > 0 && text::is_white(normal_.text()[before - 1])) --before;
        // to the sentence that ends here, and to its begin
        constexpr std::uint32_t longest_mark = 3;
        begin = text::sentence_begin(normal_.text(), before > longest_mark ? before - longest_mark : 0);
    }
    return begin;
}

bool ScopeFinder::time_before(const std::vector<text::Range>& times, std::uint32_t begin, std::uint32_t pos) const {
    if (!begins_within(times, begin, pos)) return false;
    const std::string_view text = normal_.text();
    // A time before the first comma sets the scene for all of the sentence, unless a value stands there, too.
    const std::size_t comma = text.substr(begin, pos - begin).find_first_of(",;");
    std::uint32_t scene = comma == std::string_view::npos ? pos : begin + static_cast<std::uint32_t>(comma);
    if (const auto value = first_from(values_, begin); value != values_.end()) scene = std::min(scene, value->begin);
    // The words of this period end what the clauses before them speak of.
    std::uint32_t ended = begin;
    const auto back = first_from(this_period_, pos);
    if (back != this_period_.begin() && std::prev(back)->begin > begin)
        ended = behind_last(text, ",;", begin, std::prev(back)->begin);
    const std::uint32_t part = behind_last(text, ";", begin, pos);
    for (auto phrase = first_from(times, begin); phrase != times.end() && phrase->begin < pos; ++phrase) {
        if (phrase->begin >= ended && (phrase->begin >= part || phrase->end <= scene)) return true;
    }
    return false;
}

bool ScopeFinder::other_before(std::uint32_t begin, std::uint32_t pos) const {
    if (time_before(times_, begin, pos)) return true;
    begin = skip_headlines(begin, pos);
    const bool place =
        begins_within(places_, begin, pos) && begins_within(places_, behind_last(normal_.text(), ";", begin, pos), pos);
    return place || time_before(last_period_, begin, pos) || time_before(days_, begin, pos);
}

/// An opener that starts the sentence or a clause, or is written with a capital letter, as if a heading had lost its
/// line's end before it.
bool ScopeFinder::opens_clause(std::uint32_t begin, std::uint32_t end) const {
    const std::string_view text = normal_.text();
    for (auto opener = first_from(openers_, begin); opener != openers_.end() && opener->begin < end; ++opener) {
        const std::uint32_t at = opener->begin;
        std::uint32_t before = at;
        while (before > begin && text::is_white(text[before - 1])) --before;
        constexpr std::string_view clause_marks = ",;:(\"";
        const bool starts = before == begin || clause_marks.find(text[before - 1]) != std::string_view::npos;
        if (starts || (text[at] >= 'A' && text[at] <= 'Z')) return true;
    }
    return false;
}

bool ScopeFinder::is_other_behind(const Match& match) const {
    const std::string_view text = normal_.text();
    auto limit = static_cast<std::uint32_t>(text.size());
    const auto heading = heading_from(match.range.end);
    if (heading != headings_.end()) limit = heading->range.begin;
    // A label's figure shares its line, so that nothing behind it matters.
    if (profile_.rules[match.rule].kind == profile::RuleKind::panel_label)
        limit = std::min(limit, normal_.next_line_start(match.range.end));
    const std::uint32_t behind = match.range.end;
    const std::uint32_t end = std::min(clause_end(text, behind), limit);
    if (any_within(behind, end)) return true;
    // Without spaces, an opener is one only where a clause starts: its characters are part of other words, too.
    const auto opener = first_from(openers_, behind);
    if (opener != openers_.end() && opener->begin < end && !text::is_multibyte(text[opener->begin])) return true;
    if (openers_.empty() || end >= limit || text[end] != ',') return false;
    const std::uint32_t next = std::min(value::skip_white(text, end + 1), limit);
    return any_within(next, next + 1) || begins_within(openers_, next, next + 1);
}

/// Whether something that may run on into a sentence ends at `pos`.
bool ScopeFinder::ends_known(std::uint32_t pos) const {
    constexpr std::uint32_t longest = 36;  // bytes
    const std::string_view text = normal_.text();
    const auto ends_here = [pos](text::Range range) { return range.end == pos; };
    const auto any_ends_here = [&](const std::vector<text::Range>& ranges) {
        const auto behind = first_from(ranges, pos);
        const auto nearest = behind - std::min<std::ptrdiff_t>(4, behind - ranges.begin());
        return std::any_of(nearest, behind, ends_here);
    };
    if (any_ends_here(values_) || any_ends_here(this_period_) || any_ends_here(goes_on_)) return true;
    const auto heading = heading_from(pos);
    if (heading != headings_.begin() && ends_here(std::prev(heading)->range)) return true;
    if (!profile_.leads.may_end(text, pos)) return false;
    const std::uint32_t lowest = pos > longest ? pos - longest : 0;
    for (std::uint32_t begin = pos; begin > lowest;) {
        begin = character_before(text, begin);
        const auto lead = profile_.leads.match(text, begin);
        if (lead.matched && lead.end == pos) return true;
    }
    return false;
}

/// Whether words that the profile does not know run on into the match.
bool ScopeFinder::runs_on_before(const Match& match) const {
    if (profile_.leads.empty()) return false;
    const std::string_view text = normal_.text();
    const std::uint32_t begin = match.range.begin;
    if (begin == 0 || !is_part_of_word(text, begin)) return false;
    const std::uint32_t before = character_before(text, begin);
    if (!is_part_of_word(text, before)) return false;
    if (normal_.is_line_start(begin)) {
        // A short line before is a heading; a long one has been wrapped.
        constexpr std::uint32_t shortest_wrapped = 60;  // bytes
        if (begin - line_begin(normal_, before) < shortest_wrapped) return false;
    }
    return !ends_known(begin);
}

/// Whether the match runs on into words that the profile does not know, or into a second figure.
bool ScopeFinder::runs_on_behind(const Match& match) const {
    if (profile_.tails.empty()) return false;
    const std::string_view text = normal_.text();
    const std::uint32_t end = match.range.end;
    if (end >= text.size() || normal_.is_line_start(end)) return false;
    if (text[end] == '/') return true;
    const auto range = profile_.lexicon.range_marks.match(text, end);
    if (range.matched && range.end < text.size() && text::is_digit(text[range.end])) return true;
    if (!is_part_of_word(text, character_before(text, end)) || !is_part_of_word(text, end)) return false;
    if (begins_within(values_, end, end + 1) || begins_within(this_period_, end, end + 1) ||
        begins_within(goes_on_, end, end + 1))
        return false;
    const auto next = heading_from(end);
    const bool heading = next != headings_.end() && next->range.begin == end;
    return !heading && !profile_.tails.match(text, end).matched;
}

/// Whether the sentence of the match says that its figures are none.
bool ScopeFinder::is_denied(const Match& match, std::uint32_t begin) const {
    if (denies_.empty()) return false;
    return begins_within(denies_, begin, text::sentence_end(normal_.text(), match.range.end));
}

bool ScopeFinder::is_other(const Match& match, std::span<const text::Range> gaps) const {
    if (profile_.rules[match.rule].kind != profile::RuleKind::panel_label &&
        (runs_on_before(match) || runs_on_behind(match)))
        return true;
    if (!any_within(0, UINT32_MAX) && openers_.empty() && denies_.empty()) return false;
    const auto undone = std::upper_bound(undone_.begin(), undone_.end(), match.range.begin,
                                         [](std::uint32_t at, text::Range range) { return at < range.end; });
    if (undone != undone_.end() && undone->begin <= match.range.begin) return true;
    const auto carried = first_from(carried_, match.range.begin + 1);
    if (carried != carried_.begin() && std::prev(carried)->end > match.range.begin) return true;
    // Nothing in reach: the sentences before and the clause behind are not looked for.
    constexpr std::uint32_t reach = 2600;  // bytes
    const std::uint32_t nearest = match.range.begin > reach ? match.range.begin - reach : 0;
    if (!any_within(nearest, match.range.end + reach) && !begins_within(openers_, nearest, match.range.end + reach) &&
        !begins_within(denies_, nearest, match.range.end + reach))
        return false;
    const std::string_view text = normal_.text();
    std::uint32_t begin = context_begin(match.range.begin);
    const auto heading = std::upper_bound(headings_.begin(), headings_.end(), match.range.begin,
                                          [](std::uint32_t at, const Heading& other) { return at < other.range.end; });
    if (heading != headings_.begin()) begin = std::max(begin, std::prev(heading)->range.end);
    const auto title = std::upper_bound(titles_.begin(), titles_.end(), match.range.begin);
    if (title != titles_.begin()) begin = std::max(begin, *std::prev(title));
    while (begin < match.range.begin && text::is_white(text[begin])) ++begin;
    if (profile_.rules[match.rule].kind == profile::RuleKind::panel_label) {
        // A time may be the caption of all labels; a place in another box is that box's.
        if (time_before(times_, begin, match.range.begin) || time_before(last_period_, begin, match.range.begin))
            return true;
        begin = std::max(begin, line_begin(normal_, match.range.begin));
    }
    if (is_denied(match, begin)) return true;
    if (begin < match.range.begin && other_before(begin, match.range.begin)) return true;
    if (begins_within(openers_, begin, match.range.begin) &&
        opens_clause(behind_last(text, ";", begin, match.range.begin), match.range.begin))
        return true;
    if (is_other_behind(match)) return true;
    return std::any_of(gaps.begin(), gaps.end(), [this](text::Range gap) { return any_within(gap.begin, gap.end); });
}

}  // namespace certdelta::extract
