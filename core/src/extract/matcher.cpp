#include "extract/matcher.h"

#include <re2/re2.h>

#include <algorithm>
#include <vector>

#include "extract/machine.h"
#include "extract/ranges.h"
#include "text/utf8.h"

namespace certdelta::extract {
namespace {

using profile::Profile;
using profile::SlotKind;

constexpr std::uint32_t clause_gap = 75;  // bytes, of what is harmless where words have no spaces between them

/// Calls take(position, number, end) for every template that may start somewhere, by position. `end`: of the words that
/// it starts with.
template <class Take>
void each_start(const text::NormalText& normal, const profile::Dispatch& dispatch, Take take) {
    const std::string_view text = normal.text();
    const char* const folded = normal.folded();
    for (const std::uint32_t pos : normal.starts())
        dispatch.each(text, folded, pos, [&](std::uint32_t number, std::uint32_t end) { take(pos, number, end); });
}

/// Adds a match of a pattern: a slot a group.
void add_groups(const profile::PatternRule& rule, std::span<const absl::string_view> groups, const Machine& machine,
                text::Range range, Matches& matches) {
    std::vector<Capture> captures;
    std::vector<text::Range> gaps;
    for (std::size_t group = 0; group < rule.slots.size(); ++group) {
        const absl::string_view found = groups[group + 1];
        if (found.empty()) continue;
        const auto begin = range.begin + static_cast<std::uint32_t>(found.data() - groups[0].data());
        const std::uint32_t end = begin + static_cast<std::uint32_t>(found.size());
        if (rule.slots[group].kind == SlotKind::gap) {
            gaps.push_back({begin, end});
            continue;
        }
        const auto capture = machine.read(rule.slots[group], begin, end);
        if (capture) captures.push_back(*capture);
    }
    if (!range.empty()) matches.add({rule.rule, range}, captures, gaps);
}

/// The escape hatch: RE2 wherever in the text the pattern can match.
void find_patterns(const text::NormalText& normal, const Profile& profile, const Machine& machine, Matches& matches) {
    const std::string_view text = normal.text();
    for (const profile::PatternRule& rule : profile.patterns) {
        std::vector<absl::string_view> groups(rule.slots.size() + 1);
        const auto find = [&](std::size_t from, std::size_t to) {
            return from <= to && profile::find_pattern(*rule.pattern, rule.required.pieces, text, from, to, groups);
        };
        std::size_t from = 0;
        for (text::Range stretch = rule.required.next_stretch(text, from); !stretch.empty();
             stretch = rule.required.next_stretch(text, from)) {
            for (from = stretch.begin; find(from, stretch.end);) {
                const auto begin = static_cast<std::uint32_t>(groups[0].data() - text.data());
                const auto end = begin + static_cast<std::uint32_t>(groups[0].size());
                add_groups(rule, groups, machine, {begin, end}, matches);
                from = begin == end ? end + 1 : end;
            }
            from = stretch.end;
        }
    }
}

/// Where words have no spaces between them: whether another character than a counter's or a scale's runs on into `pos`
/// from the same line. No label of a panel stands there.
bool runs_on_into(const text::NormalText& normal, std::uint32_t pos, const value::Lexicon& lexicon) {
    constexpr std::uint32_t character = 3;  // bytes of an ideograph
    if (pos < character || !text::is_ideograph(normal.text(), pos - character) || normal.is_line_start(pos))
        return false;
    const std::uint32_t before = pos - character;
    const bool scale =
        before > 0 && text::is_digit(normal.text()[before - 1]) && lexicon.scales.match(normal.text(), before).matched;
    return !scale && !lexicon.counters.match(normal.text(), before).matched;
}

}  // namespace

void Matches::add(Match match, std::span<const Capture> read, std::span<const text::Range> skipped) {
    match.first_capture = static_cast<std::uint32_t>(captures.size());
    match.captures = static_cast<std::uint32_t>(read.size());
    match.first_gap = static_cast<std::uint32_t>(gaps.size());
    match.gaps = static_cast<std::uint32_t>(skipped.size());
    captures.insert(captures.end(), read.begin(), read.end());
    gaps.insert(gaps.end(), skipped.begin(), skipped.end());
    all.push_back(match);
}

std::vector<Match>::const_iterator Matches::from(std::uint32_t pos) const {
    return first_not(all, [pos](const Match& match) { return match.range.begin < pos; });
}

Matches find_matches(const text::NormalText& normal, const Profile& profile) {
    Matches matches;
    matches.all.reserve(64);
    matches.captures.reserve(64);
    const std::string_view text = normal.text();
    Machine machine(normal, profile);
    std::uint32_t last_rule = UINT32_MAX;
    std::uint32_t last_pos = 0;
    bool in_order = true;
    each_start(normal, profile.template_dispatch, [&](std::uint32_t pos, std::uint32_t number, std::uint32_t end) {
        const profile::RuleTemplate& candidate = profile.templates[number];
        if (candidate.rule == last_rule && pos == last_pos) return;
        if (profile.lexicon.unspaced) {
            const profile::RuleKind kind = profile.rules[candidate.rule].kind;
            if (kind == profile::RuleKind::panel_label && runs_on_into(normal, pos, profile.lexicon)) return;
            machine.limit_gaps(kind == profile::RuleKind::same_scope ? clause_gap : longest_gap);
        }
        const Machine::Outcome outcome = machine.run(candidate.compiled, pos, end);
        if (outcome.matched) {
            in_order = in_order && outcome.begin == pos;
            matches.add({candidate.rule, {outcome.begin, outcome.end}}, machine.captures(), machine.gaps());
            last_rule = candidate.rule;
            last_pos = pos;
        }
        if (outcome.cut) {
            const auto text_end = static_cast<std::uint32_t>(text.size());
            in_order = in_order && outcome.begin == pos;
            matches.add({candidate.rule, {outcome.begin, text_end}, true}, machine.cut_captures(), {});
        }
    });
    if (!profile.patterns.empty()) find_patterns(normal, profile, machine, matches);
    if (!profile.patterns.empty() || !in_order) {
        std::stable_sort(matches.all.begin(), matches.all.end(),
                         [](const Match& a, const Match& b) { return a.range.begin < b.range.begin; });
    }
    return matches;
}

std::vector<MarkMatch> find_marks(const text::NormalText& normal, const Profile& profile,
                                  const profile::MarkStarts& starts) {
    std::vector<MarkMatch> found;
    std::vector<std::uint8_t> done(profile.marks.size(), 0);
    Machine machine(normal, profile);
    const profile::Dispatch& dispatch = normal.has_ideographs() ? starts.any : starts.plain;
    each_start(normal, dispatch, [&](std::uint32_t pos, std::uint32_t number, std::uint32_t end) {
        if (done[number] != 0) return;
        const Machine::Outcome outcome = machine.match(profile.marks[number].compiled, pos, end);
        if (!outcome.matched) return;
        found.push_back({number, {outcome.begin, outcome.end}});
        done[number] = profile.marks[number].counts_once() ? 1 : 0;
    });
    return found;
}

}  // namespace certdelta::extract
