#include "extract/scope/other_times.h"

#include <algorithm>

#include "extract/ranges.h"
#include "extract/scope/scene.h"
#include "extract/scope/sections.h"
#include "extract/scope/sentence_bounds.h"
#include "text/characters.h"

namespace certdelta::extract {
namespace {

/// The words that lead to the report's own days ("in the week from") are no other time, nor is what looks like one in
/// them. Gives the days with those words.
std::vector<text::Range> drop_own_periods(Phrases& in, std::vector<text::Range> own) {
    if (own.empty()) return own;
    constexpr std::uint32_t longest_lead = 40;  // bytes
    constexpr int most_leads = 4;
    for (text::Range& range : own) {
        for (int i = 0; i < most_leads; ++i) {
            const std::uint32_t begin = range.begin;
            const std::uint32_t lowest = begin > longest_lead ? begin - longest_lead : 0;
            for (const std::vector<text::Range>* phrases : {&in.places, &in.openers}) {
                for (auto phrase = first_from(*phrases, lowest); phrase != phrases->end() && phrase->begin < begin;
                     ++phrase) {
                    if (phrase->end + 1 >= begin) range.begin = std::min(range.begin, phrase->begin);
                }
            }
            if (range.begin == begin) break;
        }
    }
    sort(own);
    const auto is_own = [&own](text::Range phrase) { return any_overlap(own, phrase); };
    std::erase_if(in.places, is_own);
    std::erase_if(in.times, is_own);
    std::erase_if(in.openers, is_own);
    return own;
}

/// A later month in a bracket at the end of a line above the report's own days ("Bulletin (April 2021)") is when
/// somebody has written, and of no figure.
void drop_months_of_writing(Phrases& in) {
    if (!in.own.days || in.own.several) return;
    const std::string_view text = in.normal.text();
    std::erase_if(in.times, [&](text::Range time) {
        const std::uint32_t line = line_begin(in.normal, time.begin);
        const std::uint32_t end = text::skip_white_back(text, in.normal.next_line_start(time.begin + 1), line);
        if (time.begin >= in.own.days->printed.begin || end == line || text[end - 1] != ')') return false;
        const std::size_t open = text.rfind('(', end);
        if (open == std::string_view::npos || open < line || open > time.begin) return false;
        const auto month = value::read_date(text, static_cast<std::uint32_t>(open) + 1, in.profile.lexicon);
        return month && month->day == 0 && month->printed.end + 1 == end && order_behind(*month, in.own) > 0 &&
               !begins_within(in.timed_values, line, end);
    });
}

/// "Last week" right before `pos`; empty where something else stands there.
text::Range last_week_before(const Phrases& in, std::uint32_t pos) {
    constexpr std::uint32_t nearest = 4;  // bytes: a bracket, a comma
    for (const std::vector<text::Range>* const weeks : {&in.last_period, &in.compared}) {
        const auto behind = first_from(*weeks, pos);
        if (behind != weeks->begin() && pos - std::prev(behind)->end <= nearest) return *std::prev(behind);
    }
    return {};
}

}  // namespace

bool is_compared_period(const Phrases& in, text::Range days) {
    constexpr std::uint32_t longest_lead = 24;  // bytes
    const std::string_view text = in.normal.text();
    const value::Lexicon& lexicon = in.profile.lexicon;
    const text::Range week = last_week_before(in, days.begin);
    if (week.empty()) return false;
    for (std::uint32_t at = week.begin - std::min(week.begin, longest_lead); at < week.begin; ++at) {
        if (at > 0 && text::is_letter(text[at]) && text::is_letter(text[at - 1])) continue;
        if (lexicon.since_last_period.match(text, at).end >= week.end) return true;
        for (const text::PhraseSet* const words : {&lexicon.measured_against, &lexicon.comparatives}) {
            const auto word = words->match(text, at);
            if (word.matched && text::skip_white(text, word.end) == week.begin) return true;
        }
    }
    return false;
}

std::vector<PrintedPeriod> printed_periods(const Phrases& in, std::span<const Match* const> values) {
    std::vector<PrintedPeriod> periods;
    std::optional<Decimal> issue;  // the first title's
    const auto is_other_issue = [&](const Match& match) {
        const auto captures = in.matches.captures_of(match);
        const auto number = std::find_if(captures.begin(), captures.end(), [](const Capture& capture) {
            return capture.slot.kind == profile::SlotKind::issue_number;
        });
        if (number == captures.end()) return false;
        if (!issue) issue = number->value;
        return number->value != *issue;
    };
    for (const Match* const value : values) {
        const Match& match = *value;
        const profile::Rule& rule = in.profile.rules[match.rule];
        if (!is_readable(in, match, rule)) continue;
        const bool title = is_title(in.normal, rule, match);
        // A link to another issue prints that issue's days.
        const bool other = title && is_other_issue(match) && !in.timed_values.empty() &&
                           match.range.begin > in.timed_values.back().begin;
        for (const Capture& capture : in.matches.captures_of(match)) {
            if (capture.slot.kind == profile::SlotKind::period && !other && !is_compared_period(in, capture.printed))
                periods.push_back({capture.days, title});
        }
    }
    return periods;
}

void add_periods(Phrases& in, const std::vector<PrintedPeriod>& periods) {
    const auto same = [&](const PrintedPeriod& period) {
        return in.own.days && value::may_be_same(*in.own.days, period.days);
    };
    const profile::Check* check = in.profile.period_check();
    std::vector<text::Range> own_ranges;
    bool named = false;    // "last week (3 to 9 February)"
    bool figures = false;  // printed with the report's own days
    for (const PrintedPeriod& period : periods) {
        const text::Range printed = period.days.printed;
        // Three days are no week, either.
        const bool short_scene = !in.own.days && check != nullptr && in.profile.lexicon.unspaced &&
                                 !value::may_last(period.days, check->days) && sets_scene(in, printed, true);
        if (short_scene || (in.own.days && (in.own.several || !same(period)))) in.times.push_back(printed);
        if (!same(period)) continue;
        if (!in.own.several) own_ranges.push_back(printed);
        named = named || !last_week_before(in, printed.begin).empty();
        // Days at the end of a line that heads what follows stand with no figure.
        const std::uint32_t next = text::skip_white(in.normal.text(), printed.end);
        const bool heads = in.normal.is_line_start(next) && is_heading_line(in, printed.begin);
        figures =
            figures || (!heads && begins_within(in.timed_values, printed.end, in.marks.sentence_end(printed.end)));
    }
    drop_own_periods(in, own_ranges);
    // Where nothing is called this period's, "last week" is the report's own: its days, unless figures stand with them.
    const bool days_apart = in.own.days && (in.own.titled || in.own.several || figures);
    if (named || (in.this_period.empty() && !days_apart)) {
        in.this_period.insert(in.this_period.end(), in.last_period.begin(), in.last_period.end());
        in.last_period.clear();
    }
    in.this_period.insert(in.this_period.end(), own_ranges.begin(), own_ranges.end());
    sort(in.this_period);
    sort(in.times);
}

void add_other_times(Phrases& in, std::span<const Match* const> dated) {
    drop_months_of_writing(in);
    DatedWeeks weeks = dated_weeks(in.matches, dated, in.own);
    // "In the week ending October 22": the only week that a text names, where nothing else says which is its own
    const bool only = weeks.own.empty() && weeks.others.size() == 1 && !in.own.days && !in.own.issue;
    if (only && in.this_period.empty() && !in.profile.lexicon.unspaced) std::swap(weeks.own, weeks.others);
    in.times.insert(in.times.end(), weeks.others.begin(), weeks.others.end());
    if (!weeks.own.empty()) {
        const std::vector<text::Range> own = drop_own_periods(in, std::move(weeks.own));
        in.harmless.insert(in.harmless.end(), own.begin(), own.end());
        if (!in.profile.lexicon.unspaced) in.this_period.insert(in.this_period.end(), own.begin(), own.end());
        sort(in.this_period);
        sort(in.harmless);
        reach_over(in.harmless);
    }
    for (const text::Range issue : other_issues(in.normal.text(), in.profile.lexicon, in.matches, dated, in.own)) {
        // Of "this week" and a figure behind it, the profile knows the first part: it is no issue.
        const auto known = first_from(in.harmless, issue.begin);
        const std::uint32_t end = known == in.harmless.begin() ? 0 : std::prev(known)->end;
        if (end <= issue.begin || end >= issue.end) in.issues.push_back(issue);
    }
    in.times.insert(in.times.end(), in.issues.begin(), in.issues.end());
    sort(in.times);
    const bool known = in.own.days && !in.own.several;
    PrintedDays days = find_days(in.normal.text(), in.marks, in.profile.lexicon, known ? in.own.days : std::nullopt);
    // One day is no week: "on 18 October, 62 websites were defaced".
    if (in.profile.lexicon.unspaced) {
        for (const text::Range day : days.single) {
            if (sets_scene(in, day, true)) days.other.push_back(day);
        }
        sort(days.other);
    }
    in.days = std::move(days.other);
    std::erase_if(in.days, [&in](text::Range day) { return any_reaches_over(in.harmless, day.end); });
}

void drop_comparisons(Phrases& in) {
    constexpr std::uint32_t longest = 90;  // bytes
    const std::string_view text = in.normal.text();
    std::vector<text::Range> brackets;
    for (const text::Range value : in.values) {
        if (value.end >= text.size() || text[value.end] != '(') continue;
        const std::size_t close = text.substr(value.end, longest).find(')');
        if (close == std::string_view::npos) continue;
        const text::Range bracket{value.end, value.end + static_cast<std::uint32_t>(close)};
        if (!begins_within(in.values, bracket.begin, bracket.end)) brackets.push_back(bracket);
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
    for (const std::vector<text::Range>* phrases : {&in.times, &in.last_period}) {
        for (const text::Range phrase : *phrases) {
            if (compares(phrase))
                comparing.push_back(*std::prev(
                    std::upper_bound(brackets.begin(), brackets.end(), phrase.begin,
                                     [](std::uint32_t at, text::Range bracket) { return at < bracket.begin; })));
        }
    }
    sort(comparing);
    std::erase_if(in.times, compares);
    std::erase_if(in.last_period, compares);
    std::erase_if(in.openers, [&](text::Range opener) { return any_holds(comparing, opener.begin); });
}

}  // namespace certdelta::extract
