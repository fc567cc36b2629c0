#include "extract/scope/closing_words.h"

#include <algorithm>

#include "extract/ranges.h"
#include "extract/scope/own_words.h"
#include "extract/scope/sentence_bounds.h"
#include "text/characters.h"
#include "text/sentence.h"

namespace certdelta::extract {
namespace {

constexpr std::uint32_t longest_rest = 60;  // bytes behind the words

/// Where the clause that goes on at `pos` ends; a bracket's with it.
std::uint32_t closing_end(const Phrases& in, std::uint32_t pos) {
    const std::uint32_t end = in.marks.clause_end(pos, longest_rest);
    const std::size_t bracket = in.normal.text().substr(pos, end - pos).find_first_of(")]");
    return bracket == std::string_view::npos ? end : pos + static_cast<std::uint32_t>(bracket);
}

/// Behind the marks, where words begin that the phrase may start with.
std::uint32_t behind_marks(std::string_view text, text::Range words) {
    std::uint32_t begin = words.begin;
    while (begin < words.end && (text[begin] == ',' || text[begin] == ';' || text[begin] == '(' || text[begin] == ' '))
        ++begin;
    if (text.substr(begin).starts_with(text::ideographic_full_stop))
        begin += static_cast<std::uint32_t>(text::ideographic_full_stop.size());
    return begin;
}

/// The sentence whose figures the words at `begin` speak of, up to them: their own where they begin a clause, the one
/// before where they begin a sentence of its paragraph; empty where they do neither.
text::Range closed_by(const Phrases& in, std::uint32_t begin) {
    const std::string_view text = in.normal.text();
    const std::uint32_t before = text::skip_white_back(text, begin);
    if (before == 0) return {};
    const bool parted = std::string_view(",;([").find(text[before - 1]) != std::string_view::npos;
    const std::uint32_t last = text::previous_character(text, before);
    if (!parted && !in.marks.ends_sentence(last)) return {};
    if (!parted && (in.normal.is_line_start(begin) || begin == last)) return {};
    return {behind_headings(in, in.marks.sentence_begin(last), last), begin};
}

/// Behind the time that is not the report's own and begins at `begin`; 0 where none does.
std::uint32_t other_time_end(const Phrases& in, std::uint32_t begin) {
    const std::string_view text = in.normal.text();
    if (any_holds(in.harmless, begin)) return 0;
    std::uint32_t end = 0;
    for (const std::vector<text::Range>* const others : {&in.times, &in.last_period, &in.days}) {
        for (auto time = first_from(*others, begin); time != others->end() && time->begin == begin; ++time)
            end = std::max(end, time->end);
    }
    if (end != 0) return end;
    if (const auto date = value::read_date(text, begin, in.profile.lexicon))
        return may_hold(*date, in.own) ? 0 : date->printed.end;
    const auto month = in.profile.lexicon.months.match(text, begin);
    value::PartialDate named;
    named.month = month.payload;
    return month.matched && !may_hold(named, in.own) ? month.end : 0;
}

/// "last year's figures", "of last year": a time, and what the profile knows to be harmless. "Both are last year's
/// lows", "the highest since January" compare.
bool is_other_time(const Phrases& in, text::Range words) {
    constexpr std::string_view possessive = "'s";
    if (words.empty()) return false;
    std::uint32_t end = other_time_end(in, words.begin);
    if (end == 0 || end > words.end) return false;
    const std::string_view text = in.normal.text();
    if (text.substr(end).starts_with(possessive)) end += static_cast<std::uint32_t>(possessive.size());
    if (const auto of = in.profile.lexicon.attributives.match(text, end); of.matched) end = of.end;
    return end >= words.end || is_own(in, {end, words.end});
}

/// Whom the words name is not the report's own body. Where words have spaces between them,
/// a name's begin with capital letters: "Symantec", not "a different story".
bool is_other_body(const Phrases& in, text::Range words) {
    if (words.empty() || is_own(in, words)) return false;
    const std::string_view name = in.normal.text().substr(words.begin, words.end - words.begin);
    if (in.profile.lexicon.unspaced) return true;
    bool begins = true;
    for (const char c : name) {
        if (begins && text::is_letter(c) && (c < 'A' || c > 'Z')) return false;
        begins = c == ' ';
    }
    return true;
}

}  // namespace

std::vector<text::Range> find_closed(const Phrases& in) {
    std::vector<text::Range> closed;
    const std::string_view text = in.normal.text();
    const auto add_closed = [&](text::Range words, auto is_others) {
        const text::Range sentence = closed_by(in, behind_marks(text, words));
        if (sentence.empty() || !begins_within(in.timed_values, sentence.begin, sentence.end)) return;
        const std::uint32_t end = closing_end(in, words.end);
        if (in.has_count(words.end, in.marks.sentence_mark(words.end, longest_rest)) ||
            begins_within(in.this_period, words.begin, end))
            return;
        if (is_others({std::min(text::skip_white(text, words.end), end), end})) closed.push_back(sentence);
    };
    for (const text::Range words : in.sums_up)
        add_closed(words, [&](text::Range rest) { return is_other_time(in, rest); });
    for (const text::Range words : in.sourced)
        add_closed(words, [&](text::Range rest) { return is_other_body(in, rest); });
    return closed;
}

}  // namespace certdelta::extract
