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

}  // namespace

ScopeFinder::ScopeFinder(const text::NormalText& normal, const profile::Profile& profile, const Matches& matches)
    : normal_(normal) {
    std::vector<text::Range> same;
    for (const Match& match : matches.all) {
        if (match.cut) continue;
        const profile::RuleKind kind = profile.rules[match.rule].kind;
        if (kind == profile::RuleKind::same_scope) same.push_back(match.range);
        if (kind == profile::RuleKind::heading) headings_.push_back({match.range, &profile.rules[match.rule]});
    }
    // Of the phrases that begin before a match's end, the one that reaches farthest tells whether any overlaps the
    // match.
    for (std::size_t i = 1; i < same.size(); ++i) same[i].end = std::max(same[i].end, same[i - 1].end);
    for (const Match& match : matches.all) {
        if (match.cut || profile.rules[match.rule].kind != profile::RuleKind::other_scope) continue;
        const auto behind = std::lower_bound(same.begin(), same.end(), match.range.end,
                                             [](text::Range range, std::uint32_t at) { return range.begin < at; });
        const bool harmless = behind != same.begin() && std::prev(behind)->end > match.range.begin;
        if (!harmless) others_.push_back(match.range);
    }
}

bool ScopeFinder::any_within(std::uint32_t begin, std::uint32_t end) const {
    const auto first = std::lower_bound(others_.begin(), others_.end(), begin,
                                        [](text::Range range, std::uint32_t at) { return range.begin < at; });
    return first != others_.end() && first->begin < end;
}

bool ScopeFinder::is_readable(const Match& match, const profile::Rule& rule) const {
    const auto after = std::upper_bound(headings_.begin(), headings_.end(), match.range.begin,
                                        [](std::uint32_t at, const Heading& other) { return at < other.range.end; });
    const profile::Rule* section = after == headings_.begin() ? nullptr : std::prev(after)->rule;
    if (!rule.only_in.empty()) return section != nullptr && section->section == rule.only_in;
    return section == nullptr || !section->ignored || rule.timeless;
}

bool ScopeFinder::is_other(const Match& match, std::span<const text::Range> gaps) const {
    // Nothing in reach: the sentence before and the clause behind are not looked for.
    constexpr std::uint32_t reach = 640;  // bytes
    const std::uint32_t nearest = match.range.begin > reach ? match.range.begin - reach : 0;
    if (!any_within(nearest, match.range.end + reach)) return false;
    const std::string_view text = normal_.text();
    std::uint32_t begin = text::sentence_begin(text, match.range.begin);
    for (std::uint32_t at = begin; at < match.range.begin; ++at) {
        if (text[at] == ';') begin = at + 1;
    }
    const auto heading = std::upper_bound(headings_.begin(), headings_.end(), match.range.begin,
                                          [](std::uint32_t at, const Heading& other) { return at < other.range.end; });
    if (heading != headings_.begin()) begin = std::max(begin, std::prev(heading)->range.end);
    if (begin < match.range.begin && any_within(begin, match.range.begin)) return true;
    std::uint32_t end = clause_end(text, match.range.end);
    if (heading != headings_.end()) end = std::min(end, heading->range.begin);
    if (any_within(match.range.end, end)) return true;
    return std::any_of(gaps.begin(), gaps.end(), [this](text::Range gap) { return any_within(gap.begin, gap.end); });
}

}  // namespace certdelta::extract
