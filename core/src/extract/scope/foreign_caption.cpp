#include "extract/scope/foreign_caption.h"

#include <algorithm>

#include "extract/caption.h"
#include "extract/ranges.h"
#include "extract/scope/own_words.h"
#include "extract/scope/sentence_bounds.h"
#include "extract/scope/voice.h"
#include "text/characters.h"

namespace certdelta::extract {
namespace {

/// The count that the words are, and nothing else; no year.
std::optional<Decimal> count_alone(std::string_view text, text::Range words, const value::Lexicon& lexicon) {
    std::uint32_t begin = text::skip_white(text, words.begin);
    while (begin > 1 && text[begin - 1] == ',' && text::is_digit(text[begin - 2])) {
        for (--begin; begin > 0 && text::is_digit(text[begin - 1]);) --begin;  // a comma within the figure
    }
    const auto count = value::read_count(text, begin, lexicon);
    if (!count || count->damaged || value::read_year(text, begin)) return std::nullopt;
    std::uint32_t end = text::skip_white(text, count->printed.end);
    if (const auto counter = lexicon.counters.match(text, end); counter.matched) end = counter.end;
    if (text::skip_white(text, end) != words.end) return std::nullopt;
    return count->value;
}

/// "1,417: the number of phishing pages is 1,417": the caption is a figure that its sentence prints again.
bool repeats_count(const Phrases& in, text::Range caption) {
    const std::string_view text = in.normal.text();
    const auto count = count_alone(text, caption, in.profile.lexicon);
    const std::uint32_t end = std::min(in.normal.next_line_start(caption.end), in.marks.sentence_end(caption.end));
    for (std::uint32_t at = caption.end; count && at < end; ++at) {
        if (!text::is_digit(text[at]) || text::is_digit(text[at - 1])) continue;
        const auto again = value::read_count(text, at, in.profile.lexicon);
        if (again && again->value == *count) return true;
    }
    return false;
}

/// The numbers of a caption are the report's: its issue, or the days of its period.
bool has_own_numbers(const Phrases& in, text::Range caption) {
    const std::string_view text = in.normal.text();
    std::vector<std::int32_t> numbers;
    for (std::uint32_t at = caption.begin; at < caption.end; ++at) {
        if (!text::is_digit(text[at])) continue;
        std::int32_t number = 0;
        for (; at < caption.end && text::is_digit(text[at]) && number < 10000; ++at)
            number = number * 10 + (text[at] - '0');
        numbers.push_back(number);
    }
    const auto prints = [&](std::int32_t number) {
        return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
    };
    const auto all_of = [&](std::initializer_list<std::int32_t> own) {
        return std::all_of(numbers.begin(), numbers.end(),
                           [&](std::int32_t number) { return std::find(own.begin(), own.end(), number) != own.end(); });
    };
    const std::int32_t year = in.own.year.value_or(in.own.days ? in.own.days->end.year : 0);
    if (in.own.issue && prints(*in.own.issue) && all_of({*in.own.issue, year})) return true;
    if (!in.own.days) return false;
    const value::PartialDate& start = in.own.days->start;
    const value::PartialDate& end = in.own.days->end;
    return prints(start.day) && prints(end.day) && all_of({start.month, start.day, end.month, end.day, year});
}

}  // namespace

bool is_foreign_caption(const Phrases& in, std::uint32_t begin, std::uint32_t mark) {
    const std::string_view text = in.normal.text();
    const std::uint32_t from = clause_begin(text, std::max(begin, line_begin(in.normal, mark)), mark);
    if (from >= mark || mark - from > longest_caption || any_holds(in.harmless, mark)) return false;
    // Who helps the report's own body is harmless, but not as a caption.
    const auto actor = first_from(in.other_actors, from);
    if (actor != in.other_actors.end() && actor->begin == from && actor->end == mark) return true;
    const bool harmless = any_holds(in.harmless, from) && any_holds(in.harmless, mark - 1);
    return !harmless && !repeats_count(in, {from, mark}) && !is_own(in, {from, mark});
}

bool has_foreign_caption(const Phrases& in, const Match& match, std::uint32_t begin) {
    if (in.profile.topics.empty()) return false;
    const std::string_view text = in.normal.text();
    const std::uint32_t sentence = begin;
    begin = std::max(begin, line_begin(in.normal, match.range.begin));
    std::uint32_t at = text::skip_white_back(text, match.range.begin, begin);
    if (at > begin) {
        constexpr std::string_view open_lenticular = "\xE3\x80\x90";
        constexpr std::string_view close_lenticular = "\xE3\x80\x91";
        const char last = text[at - 1];
        const bool may_close = last == ')' || last == ']' || last == '-' || last == close_lenticular.back();
        const std::uint32_t from = may_close ? text::skip_white(text, clause_begin(text, begin, at)) : at;
        const std::string_view before = text.substr(from, at - from);
        const bool bracket = (before.starts_with('(') && before.ends_with(')')) ||
                             (before.starts_with('[') && before.ends_with(']')) ||
                             (before.starts_with(open_lenticular) && before.ends_with(close_lenticular));
        if ((bracket || before.ends_with("--")) && is_foreign_caption(in, begin, at)) return true;
    }
    // A template may begin with the caption's colon.
    const bool colon_first = in.profile.lexicon.unspaced && text[match.range.begin] == ':';
    const std::uint32_t end = colon_first ? match.range.begin + 1 : at;
    auto colon = std::lower_bound(in.colons.begin(), in.colons.end(), end);
    while (colon != in.colons.begin() && *--colon >= begin) {
        at = *colon + 1;
        const bool clock =
            at > begin + 1 && text::is_digit(text[at - 2]) && at < text.size() && text::is_digit(text[at]);
        if (clock) continue;
        if (in.profile.lexicon.unspaced && begins_within(in.own_voices, at, match.range.begin)) return false;
        const bool semicolon =
            text[match.range.begin] == ';' || text.substr(at, end - at).find(';') != std::string_view::npos;
        const bool governs = !semicolon || (clause_begin(text, sentence, at - 1) == sentence &&
                                            !begins_within(in.this_period, at, match.range.begin));
        return governs && is_foreign_caption(in, begin, at - 1);
    }
    return false;
}

bool opens_with_caption(const Phrases& in, std::uint32_t begin, std::uint32_t pos) {
    begin = skip_item_mark(in.normal, begin);
    if (begin >= pos) return false;
    if (const auto time = read_time_caption(in.normal, begin, pos, in.own, in.profile.lexicon)) {
        const std::string_view text = in.normal.text();
        std::uint32_t end = time->range.end;
        if (end < text.size() && (text[end] == ')' || text[end] == ']')) ++end;
        const bool line = in.normal.is_line_start(text::skip_white(text, end));
        return !line && time->other && time->range.end <= pos;
    }
    if (const auto number = read_numbered_caption(in.normal.text(), begin))
        return number->end <= pos && !has_own_numbers(in, *number);
    if (const auto name = read_name_caption(in.normal, begin)) return name->end <= pos && !in.is_harmless(*name);
    return names_voice(in, begin, pos);
}

}  // namespace certdelta::extract
