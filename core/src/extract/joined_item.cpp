#include "extract/joined_item.h"

#include <algorithm>

#include "text/characters.h"

namespace certdelta::extract {
namespace {

constexpr std::uint32_t no_end = UINT32_MAX;

/// Behind what is counted, where the language has words for one of it.
std::uint32_t behind_counter(std::string_view text, std::uint32_t pos, const value::Lexicon& lexicon) {
    const auto counter = lexicon.counters.match(text, pos);
    return counter.matched ? counter.end : pos;
}

/// Where the mark between two items begins that the match begins with, or stands right behind; its begin where there
/// is none.
std::uint32_t item_mark(std::string_view text, std::uint32_t begin, const value::Lexicon& lexicon) {
    constexpr std::uint32_t longest = 6;  // bytes
    const auto is_mark = [&](std::uint32_t from, std::uint32_t to) {
        const auto separator = lexicon.list_separators.match(text, from);
        const auto conjunction = lexicon.list_conjunctions.match(text, from);
        return (separator.matched && (to == no_end || separator.end == to)) ||
               (conjunction.matched && (to == no_end || conjunction.end == to));
    };
    if (is_mark(begin, no_end)) return begin;
    std::uint32_t mark = no_end;
    for (std::uint32_t at = begin; at > 0 && begin - at < longest;) {
        if (is_mark(--at, begin)) mark = at;
    }
    return mark;
}

}  // namespace

std::uint32_t joined_item_end(std::string_view text, const value::Lexicon& lexicon, const Matches& matches,
                              const Match& match, const std::vector<FieldCandidate>& fields) {
    const auto captures = matches.captures_of(match);
    if (!lexicon.unspaced || captures.size() < 2 || captures.front().slot.kind != profile::SlotKind::count)
        return no_end;
    const std::uint32_t mark = item_mark(text, match.range.begin, lexicon);
    if (mark == no_end) return no_end;
    constexpr std::size_t near = 16;  // a list's item before stands among the last fields
    const auto last = fields.rbegin() + static_cast<std::ptrdiff_t>(std::min(near, fields.size()));
    const bool joined = std::any_of(fields.rbegin(), last, [&](const FieldCandidate& before) {
        return before.printed.end <= mark && behind_counter(text, before.printed.end, lexicon) == mark;
    });
    if (!joined) return no_end;
    const std::uint32_t end = behind_counter(text, captures.front().printed.end, lexicon);
    if (end >= text.size() || text[end] != '(') return end;
    const std::size_t close = text.substr(0, match.range.end).find(')', end);
    return close == std::string_view::npos ? no_end : static_cast<std::uint32_t>(close);
}

}  // namespace certdelta::extract
