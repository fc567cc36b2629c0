#include "extract/scope/collect.h"

#include <algorithm>

#include "extract/ranges.h"
#include "extract/scope/aside.h"
#include "extract/scope/other_times.h"
#include "extract/scope/outsiders.h"
#include "extract/scope/sections.h"

namespace certdelta::extract {
namespace {

using profile::RuleKind;

/// Matches that a few questions are about, each by position.
struct Sorted {
    std::vector<const Match*> titles;   ///< is_title()
    std::vector<const Match*> dated;    ///< of dated rules
    std::vector<const Match*> periods;  ///< titles and other values with days
    std::vector<const Match*> labels;   ///< of rules that belong to one section
    std::vector<const Match*> in_year;  ///< of harmless words with a year
};

/// A heading's words inside a sentence, in small letters, are no heading ("new vulnerabilities").
bool may_head(const text::NormalText& normal, std::uint32_t begin) {
    const char first = normal.text()[begin];
    return normal.is_line_start(begin) || first < 'a' || first > 'z';
}

/// Makes one of ranges that follow each other directly.
void join(std::vector<text::Range>& ranges) {
    std::vector<text::Range> joined;
    for (const text::Range range : ranges) {
        if (!joined.empty() && joined.back().end == range.begin)
            joined.back().end = range.end;
        else
            joined.push_back(range);
    }
    ranges = std::move(joined);
}

/// Nothing but marks and a number stands beside the words on their line. Before the report has named itself, such a
/// line is part of the page that it stands on.
bool has_own_line(const text::NormalText& normal, text::Range words) {
    constexpr std::uint32_t longest_number = 12;  // bytes: an item's number in brackets, and its comma
    const std::uint32_t line = line_begin(normal, words.begin);
    const std::string_view behind = normal.text().substr(words.end, normal.next_line_start(words.end) - words.end);
    return words.begin - line <= longest_number && behind.find_first_not_of(" \t\n:#*),") == std::string_view::npos;
}

/// Not another issue than the report's own.
bool names_issue(const Matches& matches, const Match& match, const OwnTime& own) {
    const auto captures = matches.captures_of(match);
    return std::any_of(captures.begin(), captures.end(), [&](const Capture& capture) {
        if (capture.slot.kind == profile::SlotKind::issue_number)
            return own.issue && capture.value == Decimal::from_integer(*own.issue);
        return capture.slot.kind == profile::SlotKind::period;
    });
}

bool names_issue_or_days(const Phrases& in, const Match& match) {
    const auto captures = in.matches.captures_of(match);
    return std::any_of(captures.begin(), captures.end(), [](const Capture& capture) {
        return capture.slot.kind == profile::SlotKind::issue_number || capture.slot.kind == profile::SlotKind::period;
    });
}

/// The report's own issue, or its days.
bool is_own_identity(const Phrases& in, const Match& match) {
    const auto captures = in.matches.captures_of(match);
    return std::any_of(captures.begin(), captures.end(), [&](const Capture& capture) {
        if (capture.slot.kind == profile::SlotKind::issue_number)
            return in.own.issue && capture.value == Decimal::from_integer(*in.own.issue);
        return capture.slot.kind == profile::SlotKind::period && in.is_own_period(capture.days);
    });
}

void add_heading(Phrases& in, const Match& match, const profile::Rule& rule) {
    if (!may_head(in.normal, match.range.begin)) return;
    const bool named = !in.timed_values.empty() || (!rule.closing && !in.identity.empty());
    if (!rule.own_line || (named && has_own_line(in.normal, match.range))) in.headings.push_back({match.range, &rule});
}

/// What is harmless does not hold what other clauses say, unless a bracket holds all.
bool runs_over_clause(const Phrases& in, const Match& match) {
    const auto gaps = in.matches.gaps_of(match);
    return in.normal.text()[match.range.begin] != '(' && std::any_of(gaps.begin(), gaps.end(), [&in](text::Range gap) {
               return in.normal.text().substr(gap.begin, gap.end - gap.begin).find_first_of(",;:") !=
                      std::string_view::npos;
           });
}

void add_same_scope(Phrases& in, const Match& match) {
    if (match.gaps > 0 && runs_over_clause(in, match)) return;
    if (!in.profile.lexicon.unspaced || match.gaps == 0 || in.normal.text()[match.range.begin] == '(') {
        add(in.harmless, match.range);
        return;
    }
    // "with the help of ...": whom or what is named in it is looked at like any other words
    const auto gaps = in.matches.gaps_of(match);
    add(in.harmless, {match.range.begin, gaps.front().begin});
    add(in.harmless, {gaps.back().end, match.range.end});
}

/// The year in a match's slot for the issue's.
std::optional<Decimal> year_of(const Phrases& in, const Match& match) {
    for (const Capture& capture : in.matches.captures_of(match)) {
        if (capture.slot.kind == profile::SlotKind::issue_year) return capture.value;
    }
    return std::nullopt;
}

/// "the lowest in 2016" is harmless in the year that the first title names.
void add_in_year(Phrases& in, const Sorted& sorted) {
    std::optional<Decimal> own;
    for (const Match* const title : sorted.titles) {
        if (own = year_of(in, *title); own) break;
    }
    for (const Match* const match : sorted.in_year) {
        if (year_of(in, *match) == own) add_same_scope(in, *match);
    }
}

void sort_out_value(const Phrases& in, const Match& match, const profile::Rule& rule, Sorted& sorted) {
    if (!rule.only_in.empty()) sorted.labels.push_back(&match);
    const auto captures = in.matches.captures_of(match);
    const bool title = is_title(in.normal, rule, match);
    if (title) sorted.titles.push_back(&match);
    const bool days = std::any_of(captures.begin(), captures.end(), [](const Capture& capture) {
        return capture.slot.kind == profile::SlotKind::period;
    });
    if (title || days) sorted.periods.push_back(&match);
}

/// Where the matches of a rule are kept.
std::vector<text::Range>* ranges_of(Phrases& in, RuleKind kind) {
    switch (kind) {
        case RuleKind::this_period:
            return &in.this_period;
        case RuleKind::goes_on:
            return &in.goes_on;
        case RuleKind::announces:
            return &in.announces;
        case RuleKind::looks_back:
            return &in.looks_back;
        case RuleKind::sums_up:
            return &in.sums_up;
        case RuleKind::sourced:
            return &in.sourced;
        case RuleKind::denies:
            return &in.denies;
        case RuleKind::voice:
            return &in.voices;
        case RuleKind::act:
            return &in.acts;
        case RuleKind::other_actor:
            return &in.other_actors;
        case RuleKind::other_title:
            return &in.other_titles;
        case RuleKind::own_voice:
            return &in.own_voices;
        case RuleKind::other_scope:
            return &in.places;
        case RuleKind::scope_opener:
            return &in.openers;
        case RuleKind::other_time:
            return &in.times;
        case RuleKind::last_period:
            return &in.last_period;
        case RuleKind::value:
            return &in.values;
        default:
            return nullptr;
    }
}

void find_identity_lines(Phrases& in) {
    for (const text::Range range : in.identity) {
        if (!in.identity_lines.empty() && range.begin < in.identity_lines.back().end) continue;
        add(in.identity_lines, {line_begin(in.normal, range.begin), in.normal.next_line_start(range.begin + 1)});
    }
}

void find_others(Phrases& in) {
    for (const std::vector<text::Range>* const phrases :
         {&in.places, &in.times, &in.last_period, &in.days, &in.openers, &in.denies}) {
        in.others.insert(in.others.end(), phrases->begin(), phrases->end());
    }
    sort(in.others);
}

void find_marks(Phrases& in) {
    const std::string_view text = in.normal.text();
    in.asks = text.find('?') != std::string_view::npos;
    in.quotes = !in.profile.lexicon.unspaced && text.find("\"\n") != std::string_view::npos;
    for (std::size_t colon = text.find(':'); colon != std::string_view::npos; colon = text.find(':', colon + 1))
        in.colons.push_back(static_cast<std::uint32_t>(colon));
}

/// Puts the ranges of all matches into their lists.
Sorted sort_matches(Phrases& in) {
    Sorted sorted;
    for (const Match& match : in.matches.all) {
        const profile::Rule& rule = in.profile.rules[match.rule];
        if (match.cut) continue;
        if (rule.kind == RuleKind::heading) {
            add_heading(in, match, rule);
        } else if (rule.kind == RuleKind::same_scope) {
            if (year_of(in, match))
                sorted.in_year.push_back(&match);
            else
                add_same_scope(in, match);
        } else if (rule.kind == RuleKind::dated) {
            sorted.dated.push_back(&match);
        } else if (std::vector<text::Range>* const ranges = ranges_of(in, rule.kind)) {
            add(*ranges, match.range);
            if (rule.kind != RuleKind::value) continue;
            add(rule.timeless ? in.identity : in.timed_values, match.range);
            sort_out_value(in, match, rule, sorted);
        }
    }
    return sorted;
}

/// Of what names an issue or days, what a line names together with the report's own body: "The centre's weekly, issue
/// 46 of 2022: ...".
std::vector<const Match*> find_cited(const Phrases& in) {
    constexpr std::uint32_t farthest = 120;  // bytes from the body to the issue, either way
    std::vector<const Match*> cited;
    for (const Match& match : in.matches.all) {
        const profile::Rule& rule = in.profile.rules[match.rule];
        if (rule.kind != RuleKind::value || !rule.timeless || match.cut || !names_issue_or_days(in, match)) continue;
        const std::uint32_t line = line_begin(in.normal, match.range.begin);
        const std::uint32_t begin = std::max({line, in.marks.sentence_begin(match.range.begin),
                                              match.range.begin - std::min(match.range.begin, farthest)});
        const std::uint32_t end = std::min({in.normal.next_line_start(match.range.end),
                                            in.marks.sentence_end(match.range.end), match.range.end + farthest});
        if (begins_within(in.own_voices, begin, end)) cited.push_back(&match);
    }
    return cited;
}

/// Where the report's own body is named together with its own issue or days, a text begins to tell of the report,
/// whatever stands before.
void find_citations(Phrases& in, const std::vector<const Match*>& cited) {
    for (const Match* const match : cited) {
        if (!is_own_identity(in, *match)) continue;
        const std::uint32_t sentence = in.marks.sentence_begin(match->range.begin);
        in.citations.push_back(std::max(sentence, line_begin(in.normal, match->range.begin)));
    }
}

/// What the profile knows to be harmless is no phrase of another scope, nor the end of it a voice: "by and large, to
/// say it in short, ..." in Chinese.
void drop_harmless(Phrases& in) {
    std::erase_if(in.voices, [&in](text::Range voice) { return any_reaches_over(in.harmless, voice.begin); });
    if (in.profile.lexicon.unspaced) join(in.voices);  // who "monitors" stands before "monitoring finds"
    for (const text::Range week : in.last_period) {
        if (in.is_harmless(week)) in.compared.push_back(week);
    }
    for (std::vector<text::Range>* const phrases : {&in.places, &in.last_period, &in.openers, &in.denies})
        std::erase_if(*phrases, [&in](text::Range phrase) { return in.is_harmless(phrase); });
    // "in the week" is harmless, "in the week before" is not.
    std::erase_if(in.times,
                  [&in](text::Range time) { return in.is_harmless(time) && any_holds(in.harmless, time.end - 1); });
}

}  // namespace

Phrases collect_phrases(const text::NormalText& normal, const profile::Profile& profile, const Matches& matches) {
    Phrases in(normal, profile, matches);
    find_marks(in);
    const Sorted sorted = sort_matches(in);
    find_identity_lines(in);
    drop_columns(in);
    set_labels_apart(in, sorted.labels);
    add_in_year(in, sorted);
    sort(in.harmless);
    reach_over(in.harmless);
    drop_harmless(in);

    in.aside = find_aside(in, sorted.titles);
    const std::vector<PrintedPeriod> periods = printed_periods(in, sorted.periods);
    const std::vector<const Match*> cited = find_cited(in);
    in.own = find_own_time(profile, matches, sorted.titles.empty() ? cited : sorted.titles, periods);
    for (const Match* const title : sorted.titles) {
        if (names_issue(matches, *title, in.own)) in.titles.push_back(title->range.end);
    }
    find_citations(in, cited);
    drop_labels(in);
    add_periods(in, periods);
    add_other_times(in, sorted.dated);
    drop_comparisons(in);
    const std::vector<text::Range> outsiders = find_outsiders(in);
    in.places.insert(in.places.end(), outsiders.begin(), outsiders.end());
    sort(in.places);
    find_others(in);
    return in;
}

}  // namespace certdelta::extract
