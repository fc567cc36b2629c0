#include "extract/clause/change.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "text/characters.h"

namespace certdelta::extract {
namespace {

using Kind = ClauseTokenKind;

/// "12 sites were defaced. That was 4% more": a sentence that begins with the words that take up the count of the one
/// before.
bool is_said_again(const ClauseView& view, std::size_t begin, std::size_t change) {
    while (begin < change && view[begin].kind != Kind::stop) ++begin;
    if (begin >= change) return false;
    const std::string_view text = view.text();
    const auto words = view.profile().says_when.match(text, text::skip_white(text, view[begin].range.end));
    return words.matched && text::skip_white(text, words.end) == view.capture(change).printed.begin;
}

/// "12 sites. 4% more than last week.": a sentence of nothing but the change.
bool is_said_alone(const ClauseView& view, std::size_t begin, std::size_t change) {
    if (begin + 1 != change || view[begin].kind != Kind::stop) return false;
    const Kind next = view[change + 1].kind;
    return (ends_sentence(next) || next == Kind::comma) &&
           view.profile().lexicon.since_last_period.match(view.text(), view.capture(change).printed.begin).matched;
}

}  // namespace

bool is_of_last(const ClauseView& view, const Walk& walk, bool changing, std::size_t change) {
    if (!view.has_counters() && walk.line.joined_with != profile::no_field) return false;
    const std::size_t begin = change > walk.at.bracket_words_end
                                  ? std::max(walk.at.figure_end, walk.at.bracket_words_end)
                                  : walk.at.figure_end;
    if (!walk.last.crossed) return view.says_nothing(begin, change);
    // In a sentence of its own, it is that of the only count of the one before.
    if (walk.wholes.before != 1) return false;
    if (!view.has_counters()) return is_said_again(view, begin, change);
    return walk.last.field == walk.whole && (changing || walk.last.lacks_change) && is_said_alone(view, begin, change);
}

bool leads_to_count(const ClauseView& view, std::size_t clause, std::size_t change) {
    if (view.label(clause, change).said == 0) return false;
    const std::size_t begin = view.is(change + 1, Kind::comma) ? change + 2 : change + 1;
    const std::size_t next = view.known_words_end(begin);
    if (!view.is(next, Kind::count)) return false;
    const bool parted = next > begin || view.capture(next).qualifier != Qualifier::none;
    return parted && view.label(begin, next).said == 0;
}

}  // namespace certdelta::extract
