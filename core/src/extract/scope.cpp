#include "extract/scope.h"

#include <algorithm>

#include "text/literal.h"
#include "text/sentence.h"

namespace certdelta::extract {
namespace {

/// End of the clause that goes on at `pos`: a comma, a semicolon, or the end of the sentence.
std::uint32_t clause_end(std::string_view text, std::uint32_t pos) {
    constexpr std::uint32_t farthest = 120;
    constexpr std::string_view ideographic_full_stop = "\xE3\x80\x82";
    const std::string_view before = text.substr(0, pos);
    const bool ended = before.ends_with(ideographic_full_stop) || (pos > 0 && text::ends_sentence(text, pos - 1));
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

bool names_issue(const Matches& matches, const Match& match) {
    const auto captures = matches.captures_of(match);
    return std::any_of(captures.begin(), captures.end(), [](const Capture& capture) {
        return capture.slot.kind == profile::SlotKind::issue_number || capture.slot.kind == profile::SlotKind::period;
    });
}

/// Some range begins within [begin, end). `ranges` is sorted.
bool any_begins(const std::vector<text::Range>& ranges, std::uint32_t begin, std::uint32_t end) {
    const auto first = std::lower_bound(ranges.begin(), ranges.end(), begin,
                                        [](text::Range range, std::uint32_t at) { return range.begin < at; });
    return first != ranges.end() && first->begin < end;
}

}  // namespace

ScopeFinder::ScopeFinder(const text::NormalText& normal, const profile::Profile& profile, const Matches& matches)
    : normal_(normal) {
    std::vector<text::Range> same;
    for (const profile::Rule& rule : profile.rules)
        panel_labels_.push_back(rule.kind == profile::RuleKind::panel_label);
    for (const Match& match : matches.all) {
        if (match.cut) continue;
        const profile::RuleKind kind = profile.rules[match.rule].kind;
        if (kind == profile::RuleKind::same_scope) same.push_back(match.range);
        if (kind == profile::RuleKind::heading && may_head(normal, match.range.begin))
            headings_.push_back({match.range, &profile.rules[match.rule]});
        if (kind == profile::RuleKind::value && normal.is_line_start(match.range.begin) && names_issue(matches, match))
            titles_.push_back(match.range.end);
    }
    // Of the phrases that begin before a match's end, the one that reaches farthest tells whether any overlaps the
    // match.
    for (std::size_t i = 1; i < same.size(); ++i) same[i].end = std::max(same[i].end, same[i - 1].end);
    for (const Match& match : matches.all) {
        const profile::RuleKind kind = profile.rules[match.rule].kind;
        const bool other = kind == profile::RuleKind::other_scope;
        if (match.cut || (!other && kind != profile::RuleKind::scope_opener)) continue;
        const auto behind = std::lower_bound(same.begin(), same.end(), match.range.end,
                                             [](text::Range range, std::uint32_t at) { return range.begin < at; });
        const bool harmless = behind != same.begin() && std::prev(behind)->end > match.range.begin;
        if (!harmless) (other ? others_ : openers_).push_back(match.range);
    }
}

bool ScopeFinder::any_within(std::uint32_t begin, std::uint32_t end) const { return any_begins(others_, begin, end); }

bool ScopeFinder::opens_within(std::uint32_t begin, std::uint32_t end) const {
    return any_begins(openers_, begin, end);
}

/// An opener that starts the sentence or a clause, or is written with a capital letter, as if a heading had lost its
/// line's end before it.
bool ScopeFinder::opens_clause_within(std::uint32_t begin, std::uint32_t end) const {
    const std::string_view text = normal_.text();
    auto opener = std::lower_bound(openers_.begin(), openers_.end(), begin,
                                   [](text::Range range, std::uint32_t at) { return range.begin < at; });
    for (; opener != openers_.end() && opener->begin < end; ++opener) {
        const std::uint32_t at = opener->begin;
        std::uint32_t before = at;
        while (before > begin && text::is_white(text[before - 1])) --before;
        constexpr std::string_view clause_marks = ",;:(\"";
        const bool starts = before == begin || clause_marks.find(text[before - 1]) != std::string_view::npos;
        if (starts || (text[at] >= 'A' && text[at] <= 'Z')) return true;
    }
    return false;
}

bool ScopeFinder::is_readable(const Match& match, const profile::Rule& rule) const {
    const auto after = std::upper_bound(headings_.begin(), headings_.end(), match.range.begin,
                                        [](std::uint32_t at, const Heading& other) { return at < other.range.end; });
    const profile::Rule* section = after == headings_.begin() ? nullptr : std::prev(after)->rule;
    if (!rule.only_in.empty()) return section != nullptr && section->section == rule.only_in;
    return section == nullptr || !section->ignored || rule.timeless;
}

bool ScopeFinder::is_other_before(const Match& match) const {
    const std::string_view text = normal_.text();
    std::uint32_t begin = text::sentence_begin(text, match.range.begin);
    for (std::uint32_t at = begin; at < match.range.begin; ++at) {
        if (text[at] == ';') begin = at + 1;
    }
    const auto heading = std::upper_bound(headings_.begin(), headings_.end(), match.range.begin,
                                          [](std::uint32_t at, const Heading& other) { return at < other.range.end; });
    if (heading != headings_.begin()) begin = std::max(begin, std::prev(heading)->range.end);
    const auto title = std::upper_bound(titles_.begin(), titles_.end(), match.range.begin);
    if (title != titles_.begin()) begin = std::max(begin, *std::prev(title));
    while (begin < match.range.begin && text::is_white(text[begin])) ++begin;
    return begin < match.range.begin &&
           (any_within(begin, match.range.begin) || opens_clause_within(begin, match.range.begin));
}

bool ScopeFinder::is_other_behind(const Match& match) const {
    const std::string_view text = normal_.text();
    std::uint32_t limit = static_cast<std::uint32_t>(text.size());
    const auto heading =
        std::lower_bound(headings_.begin(), headings_.end(), match.range.end,
                         [](const Heading& other, std::uint32_t at) { return other.range.begin < at; });
    if (heading != headings_.end()) limit = heading->range.begin;
    if (panel_labels_[match.rule]) limit = std::min(limit, normal_.next_line_start(match.range.end));
    const std::uint32_t end = std::min(clause_end(text, match.range.end), limit);
    if (any_within(match.range.end, end) || opens_within(match.range.end, end)) return true;
    if (end >= limit || text[end] != ',') return false;
    const std::uint32_t next = std::min(value::skip_white(text, end + 1), limit);
    return any_within(next, next + 1) || opens_within(next, next + 1);
}

bool ScopeFinder::is_other(const Match& match, std::span<const text::Range> gaps) const {
    if (others_.empty() && openers_.empty()) return false;
    return is_other_before(match) || is_other_behind(match) ||
           std::any_of(gaps.begin(), gaps.end(), [this](text::Range gap) { return any_within(gap.begin, gap.end); });
}

}  // namespace certdelta::extract
