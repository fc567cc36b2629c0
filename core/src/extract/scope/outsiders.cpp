#include "extract/scope/outsiders.h"

#include <algorithm>

#include "extract/ranges.h"
#include "extract/scope/own_words.h"
#include "extract/scope/sentence_bounds.h"
#include "text/characters.h"
#include "text/utf8.h"
#include "text/words.h"

namespace certdelta::extract {
namespace {

/// Where the longest thing ends that begins at `pos` and that the profile knows, be it harmless or another scope's.
std::uint32_t judged_end(const Phrases& in, std::uint32_t pos) {
    if (text::is_digit(in.normal.text()[pos])) return pos + 1;
    std::uint32_t end = known_end(in, pos);
    for (const std::vector<text::Range>* const phrases :
         {&in.places, &in.times, &in.last_period, &in.days, &in.compared, &in.values}) {
        for (auto phrase = first_from(*phrases, pos); phrase != phrases->end() && phrase->begin == pos; ++phrase)
            end = std::max(end, phrase->end);
    }
    return end;
}

/// Whether the words, or what stands right behind them, end as a name does. One character does so only as their last.
bool ends_as_name(const Phrases& in, text::Range words) {
    constexpr std::uint32_t one_character = 3;  // bytes
    const std::string_view text = in.normal.text();
    // "new town", of which the profile knows the first word
    const bool one = words.begin > 0 && words.end - words.begin == one_character &&
                     text::is_ideograph(text, text::previous_character(text, words.begin));
    if (one && in.profile.outsiders.match(text, words.begin).end == words.end) return true;
    for (std::uint32_t at = words.begin; at < words.end && at < text.size();) {
        at = text::next_character(text, at);
        const auto ending = in.profile.outsiders.match(text, at);
        if (!ending.matched) continue;
        if (at >= words.end) return ending.end >= judged_end(in, at);
        if (ending.end == words.end || ending.end - at > one_character) return true;
    }
    return false;
}

/// The report's own body is named before the words in their clause, or acts with them ("had the registrars handle"), or
/// is named behind them ("by the ministry's words, the centre found").
bool is_of_own(const Phrases& in, text::Range words, text::Range range) {
    const std::string_view text = in.normal.text();
    const std::uint32_t clause = clause_begin(text, range.begin, words.begin);
    const std::size_t semicolon = text.substr(0, range.end).find(';', words.end);
    const std::uint32_t end = semicolon == std::string_view::npos ? range.end : static_cast<std::uint32_t>(semicolon);
    return begins_within(in.own_voices, clause, words.begin) || begins_within(in.acts, clause, words.begin) ||
           begins_within(in.own_voices, words.end, end);
}

/// Whether any name's end stands in the range, or right behind it: most sentences hold none.
bool may_hold_name(const Phrases& in, text::Range range) {
    for (std::uint32_t at = range.begin; at <= range.end; ++at) {
        if (in.profile.outsiders.match(in.normal.text(), at).matched) return true;
    }
    return false;
}

void add_outsiders(const Phrases& in, text::Range range, std::vector<text::Range>& outsiders) {
    const std::string_view text = in.normal.text();
    if (range.begin >= range.end || !may_hold_name(in, range)) return;
    // A sentence's begin that is too far away is any byte.
    while (range.begin < range.end && !text::is_character_start(text[range.begin])) ++range.begin;
    for (std::uint32_t at = range.begin; at < range.end;) {
        const std::uint32_t known = judged_end(in, at);
        if (known > at) {
            at = known;
            continue;
        }
        text::Range words{at, at};
        while (words.end < range.end && judged_end(in, words.end) == words.end)
            words.end = text::next_character(text, words.end);
        at = words.end;
        if (ends_as_name(in, words) && !is_of_own(in, words, range)) outsiders.push_back(words);
    }
}

/// Behind the last figure, which ends at `figure`, the words say of it whose it is: in its clause, behind "all by", or
/// before "says". Whom it hits, or who had better take care, is told of in clauses of their own.
bool tells_of(const Phrases& in, std::uint32_t figure, text::Range words) {
    const std::uint32_t clause = clause_begin(in.normal.text(), figure, words.begin);
    return clause == figure || in.profile.says_when.match(in.normal.text(), clause).matched ||
           begins_within(in.voices, words.end, in.marks.clause_end(words.end));
}

}  // namespace

std::vector<text::Range> find_outsiders(const Phrases& in) {
    constexpr std::uint32_t reach = 300;  // bytes behind a figure
    std::vector<text::Range> outsiders;
    if (in.profile.outsiders.empty()) return outsiders;
    std::uint32_t done = 0;
    for (auto value = in.timed_values.begin(); value != in.timed_values.end(); ++value) {
        if (value->begin < done) continue;
        const std::uint32_t sentence = behind_headings(in, in.marks.sentence_begin(value->begin), value->begin);
        const std::uint32_t begin = std::max({done, sentence, paragraph_begin(in, value->begin)});
        add_outsiders(in, {begin, value->begin}, outsiders);
        done = std::min({in.marks.sentence_end(value->end, reach), paragraph_end(in, value->end), value->end + reach});
        if (std::next(value) != in.timed_values.end()) done = std::min(done, std::next(value)->begin);
        const std::size_t first = outsiders.size();
        add_outsiders(in, {value->end, done}, outsiders);
        if (std::next(value) == in.timed_values.end() || std::next(value)->begin > done)
            outsiders.erase(std::remove_if(outsiders.begin() + static_cast<std::ptrdiff_t>(first), outsiders.end(),
                                           [&](text::Range words) { return !tells_of(in, value->end, words); }),
                            outsiders.end());
        done = std::max(done, value->end);
    }
    return outsiders;
}

}  // namespace certdelta::extract
