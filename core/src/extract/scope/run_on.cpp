#include "extract/scope/run_on.h"

#include <algorithm>

#include "extract/ranges.h"
#include "extract/scope/actor.h"
#include "extract/scope/sentence_bounds.h"
#include "text/characters.h"
#include "text/phrase_set.h"
#include "text/utf8.h"
#include "text/words.h"

namespace certdelta::extract {
namespace {

/// A Chinese character, or a letter or digit: what words are made of.
bool is_part_of_word(std::string_view text, std::uint32_t pos) {
    if (pos >= text.size()) return false;
    return text::is_letter(text[pos]) || text::is_digit(text[pos]) || text::is_ideograph(text, pos);
}

/// Where the phrase of the set that ends at `end` begins; `end` where there is none.
std::uint32_t phrase_before(std::string_view text, std::uint32_t end, const text::PhraseSet& phrases) {
    constexpr std::uint32_t longest = 24;  // bytes
    if (!phrases.may_end_so(text, end)) return end;
    const std::uint32_t lowest = end > longest ? end - longest : 0;
    for (std::uint32_t begin = end; begin > lowest;) {
        --begin;
        if (begin > 0 && text::is_word(text[begin - 1])) continue;
        const auto phrase = phrases.match(text, begin);
        if (phrase.matched && phrase.end == end) return begin;
    }
    return end;
}

/// What parts two items of a list, at `pos`: a comma, or a word for "and".
text::PhraseSet::Match list_mark_at(std::string_view text, std::uint32_t pos, const value::Lexicon& lexicon) {
    const auto separator = lexicon.list_separators.match(text, pos);
    return separator.matched ? separator : lexicon.list_conjunctions.match(text, pos);
}

/// Whether something that may run on into a sentence ends at `pos`.
bool ends_known(const Phrases& in, std::uint32_t pos) {
    constexpr std::uint32_t longest = 36;  // bytes
    const std::string_view text = in.normal.text();
    if (any_ends_at(in.values, pos) || any_ends_at(in.this_period, pos) || any_ends_at(in.goes_on, pos) ||
        in.heading_ends_at(pos))
        return true;
    if (!in.profile.leads.may_end_so(text, pos)) return false;
    const std::uint32_t lowest = pos > longest ? pos - longest : 0;
    for (std::uint32_t begin = pos; begin > lowest;) {
        begin = text::previous_character(text, begin);
        const auto lead = in.profile.leads.match(text, begin);
        if (lead.matched && lead.end == pos) return true;
    }
    return false;
}

/// Where the longest phrase that may lead to a sentence and ends at `end` begins; `end` where there is none.
std::uint32_t lead_before(const Phrases& in, std::uint32_t end) {
    constexpr std::uint32_t longest = 36;  // bytes
    const std::string_view text = in.normal.text();
    if (!in.profile.lead_words.may_end_so(text, end)) return end;
    const std::uint32_t lowest = end > longest ? end - longest : 0;
    for (std::uint32_t begin = lowest; begin < end; ++begin) {
        if (begin > 0 && text::is_word(text[begin - 1])) continue;
        const auto lead = in.profile.lead_words.match(text, begin);
        if (lead.matched && lead.end == end) return begin;
    }
    return end;
}

/// "the government's (gov.cn) sites": the words before a bracket run on behind it. Where the bracket that ends at `end`
/// begins; `end` where none does, or where it holds a figure or a name of the report's own body.
std::uint32_t before_bracket(const Phrases& in, std::uint32_t end) {
    constexpr std::uint32_t longest = 36;  // bytes
    const std::string_view text = in.normal.text();
    if (end == 0 || text[end - 1] != ')') return end;
    const std::uint32_t lowest = end > longest ? end - longest : 0;
    for (std::uint32_t pos = end - 1; pos > lowest; --pos) {
        if (text::is_digit(text[pos - 1]) || text[pos - 1] == ')') return end;
        if (text[pos - 1] == '(') return begins_within(in.own_voices, pos, end) ? end : pos - 1;
    }
    return end;
}

/// Where words have spaces between them: whether what stands before `begin` runs on into it. Words that may lead to a
/// sentence stand before it one after another, from where the clause begins, or from behind something that the profile
/// knows. `figure`: the match starts with one, which another figure before it may be part of.
bool words_run_on_before(const Phrases& in, std::uint32_t begin, bool figure) {
    constexpr int most_leads = 8;
    const std::string_view text = in.normal.text();
    for (int i = 0; i < most_leads; ++i) {
        const bool joined = begin > 1 && text[begin - 1] == '-' && text::is_letter(text[begin - 2]);
        if (joined) return true;
        std::uint32_t end = text::skip_white_back(text, begin);
        // A capital letter at a line's start, or on a word that leads, begins a sentence.
        const bool small = text[begin] >= 'a' && text[begin] <= 'z';
        const bool digit = text::is_digit(text[begin]);
        if (!small && !digit && (i > 0 || in.normal.is_line_start(begin))) return false;
        // "between 10 and 20 websites", "in 2016 20 websites"
        if (figure && end > 0 && text::is_digit(text[end - 1])) return !any_ends_at(in.values, end);
        // "see fig. 3 websites"
        if (figure && end > 0 && text[end - 1] == '.' && !in.marks.ends_sentence(end - 1)) return true;
        if (!figure) end = text::skip_white_back(text, before_bracket(in, end));
        // "the schools' websites"
        const bool plural = end > 1 && text[end - 1] == '\'' && text[end - 2] == 's' && !figure;
        if (end == 0 || (!text::is_letter(text[end - 1]) && !plural)) return false;
        if (any_ends_at(in.values, end) || any_ends_at(in.this_period, end) || any_ends_at(in.goes_on, end) ||
            any_ends_at(in.harmless, end) || std::binary_search(in.titles.begin(), in.titles.end(), end) ||
            in.heading_ends_at(end))
            return false;
        begin = lead_before(in, end);
        if (begin == end) return true;
    }
    return true;
}

/// Whether the match ends with a number in words, and words follow that the profile does not know: "no exception", "one
/// of its peaks" are no figures.
bool counts_nothing(const Phrases& in, const Match& match) {
    const std::string_view text = in.normal.text();
    const auto captures = in.matches.captures_of(match);
    const auto ends_in_words = [&](const Capture& capture) {
        const std::string_view printed =
            text.substr(capture.printed.begin, capture.printed.end - capture.printed.begin);
        return capture.slot.kind == profile::SlotKind::count && capture.printed.end == match.range.end &&
               printed.find_first_of("0123456789") == std::string_view::npos;
    };
    if (in.profile.lexicon.unspaced || std::none_of(captures.begin(), captures.end(), ends_in_words)) return false;
    const std::uint32_t next = text::skip_white(text, match.range.end);
    if (next >= text.size() || !text::is_letter(text[next]) || in.normal.is_line_start(next)) return false;
    return !begins_within(in.this_period, next, next + 1) && !begins_within(in.harmless, next, next + 1) &&
           !begins_within(in.goes_on, next, next + 1);
}

/// Where words have spaces between them, whether the match runs on: "handled by CNCERT partners", "infected with one
/// worm" are a part, or another's. A capital letter may begin a sentence whose mark was lost.
bool words_run_on_behind(const Phrases& in, const Match& match) {
    const std::string_view text = in.normal.text();
    const std::uint32_t end = match.range.end;
    const auto captures = in.matches.captures_of(match);
    // "17 more websites than last week": what its change counts stands behind it
    if (!captures.empty() && captures.back().slot.kind == profile::SlotKind::change) return false;
    if (end == 0 || end + 1 >= text.size() || !(text::is_letter(text[end - 1]) || text::is_digit(text[end - 1])))
        return false;
    if (text[end] == '-') return text::is_letter(text[end + 1]);
    const std::uint32_t next = text::skip_white(text, end);
    if (next == end || next >= text.size() || text[next] < 'a' || text[next] > 'z') return false;
    for (const std::vector<text::Range>* const ranges :
         {&in.harmless, &in.this_period, &in.goes_on, &in.values, &in.openers, &in.last_period}) {
        if (begins_within(*ranges, next, next + 1)) return false;
    }
    // "during", "from": what leads to the report's own days
    const std::uint32_t lead = static_cast<std::uint32_t>(std::min(text.find(' ', next), text.size()));
    const std::uint32_t days = text::skip_white(text, lead);
    if (begins_within(in.harmless, days, days + 1) || begins_within(in.identity, days, days + 1)) return false;
    const value::Lexicon& lexicon = in.profile.lexicon;
    // "253 incidents or more": said of a figure that does not stand right before it
    if (lexicon.qualifiers_after.match(text, next).matched) return true;
    for (const text::PhraseSet* const words :
         {&in.profile.tail_words, &lexicon.directions, &lexicon.increase_nouns, &lexicon.change_fillers,
          &lexicon.measured_against, &lexicon.since_last_period, &lexicon.since_last_year, &lexicon.alternatives}) {
        const auto word = words->match(text, next);
        if (word.matched && (word.end >= text.size() || !text::is_letter(text[word.end]))) return false;
    }
    return true;
}

/// "1,205 (1,262) websites": of two counts, nothing says which is which. A single digit may be a note's.
bool has_second_figure(const Phrases& in, const Match& match) {
    const std::string_view text = in.normal.text();
    const auto captures = in.matches.captures_of(match);
    const std::uint32_t open = text::skip_white(text, match.range.end);
    if (open >= text.size() || (text[open] != '(' && text[open] != '[') || captures.empty() ||
        captures.back().slot.kind != profile::SlotKind::count)
        return false;
    const value::Lexicon& lexicon = in.profile.lexicon;
    const auto figure = value::read_count(text, text::skip_white(text, open + 1), lexicon);
    if (!figure || figure->value < Decimal::from_integer(10)) return false;
    std::uint32_t end = figure->printed.end;
    if (const auto counter = lexicon.counters.match(text, end); counter.matched) end = counter.end;
    end = text::skip_white(text, end);
    return end < text.size() && (text[end] == ')' || text[end] == ']');
}

/// "12 sites, now 59", "12 -> 59": the last figure that the match reads is what another one behind it comes from.
bool has_become_another(const Phrases& in, const Match& match) {
    const std::string_view text = in.normal.text();
    const auto captures = in.matches.captures_of(match);
    if (captures.empty() || captures.back().slot.kind != profile::SlotKind::count) return false;
    std::uint32_t at = match.range.end;
    if (const auto counter = in.profile.lexicon.counters.match(text, at); counter.matched) at = counter.end;
    at = text::skip_white(text, at);
    if (at < text.size() && text[at] == ',') at = text::skip_white(text, at + 1);
    const auto to = in.profile.clauses.words.match(text, at);
    return to.matched && to.payload == static_cast<int>(profile::ClauseRole::to) &&
           value::read_count(text, text::skip_white(text, to.end), in.profile.lexicon).has_value();
}

/// "... handled by the centre's partners", "by the centre and another one": whose act it is goes on behind the report's
/// own body, with which the match ends.
bool names_others_behind(const Phrases& in, const Match& match) {
    const std::string_view text = in.normal.text();
    const std::uint32_t end = match.range.end;
    if (in.profile.lexicon.unspaced || end >= text.size() || (text[end] != '\'' && text[end] != ' ')) return false;
    const auto behind = first_from(in.own_voices, end);
    if (behind == in.own_voices.begin() || std::prev(behind)->end != end) return false;
    if (text[end] == '\'') return true;
    const auto joins = in.profile.lexicon.list_conjunctions.match(text, end + 1);
    const std::uint32_t next = joins.end + 1;
    if (!joins.matched || next >= text.size() || text[joins.end] != ' ') return false;
    return text[next] >= 'A' && text[next] <= 'Z' && !begins_within(in.own_voices, next, next + 1);
}

/// Whether words that the profile does not know run on into the match.
bool runs_on_before(const Phrases& in, const Match& match) {
    const std::string_view text = in.normal.text();
    const std::uint32_t begin = match.range.begin;
    if (begin == 0 || !is_part_of_word(text, begin)) return false;
    const auto captures = in.matches.captures_of(match);
    const bool figure = !captures.empty() && captures.front().printed.begin == begin;
    if (!in.profile.lead_words.empty() && words_run_on_before(in, begin, figure)) return true;
    if (in.profile.leads.empty()) return false;
    const std::uint32_t before = text::previous_character(text, begin);
    if (!is_part_of_word(text, before)) return false;
    if (in.normal.is_line_start(begin)) {
        // A short line before is a heading, a site's line is none of the text; a long one has been wrapped.
        const std::uint32_t line = line_begin(in.normal, before);
        if (begin - line < shortest_wrapped || is_byline(in, {line, begin})) return false;
    }
    return !ends_known(in, begin) && !follows_partner(in, match);
}

/// Whether the match runs on into words that the profile does not know, or into a second figure.
bool runs_on_behind(const Phrases& in, const Match& match) {
    if (counts_nothing(in, match)) return true;
    if (names_others_behind(in, match) || has_second_figure(in, match)) return true;
    if (!in.profile.tail_words.empty() && words_run_on_behind(in, match)) return true;
    if (in.profile.tails.empty()) return false;
    const std::string_view text = in.normal.text();
    const std::uint32_t end = match.range.end;
    if (end >= text.size() || in.normal.is_line_start(end)) return false;
    const auto captures = in.matches.captures_of(match);
    // A figure that goes on is a broken one of this report, and rejected as that.
    if (std::any_of(captures.begin(), captures.end(), [](const Capture& capture) { return capture.damaged; }))
        return false;
    if (text[end] == '/' || has_become_another(in, match)) return true;
    const auto range = in.profile.lexicon.range_marks.match(text, end);
    if (range.matched && range.end < text.size() && text::is_digit(text[range.end])) return true;
    if (!is_part_of_word(text, text::previous_character(text, end)) || !is_part_of_word(text, end)) return false;
    if (begins_within(in.values, end, end + 1) || begins_within(in.this_period, end, end + 1) ||
        begins_within(in.goes_on, end, end + 1))
        return false;
    const auto next = in.heading_from(end);
    const bool heading = next != in.headings.end() && next->range.begin == end;
    return !heading && !in.profile.tails.match(text, end).matched;
}

/// The mark behind an item's number in Chinese numerals: "2. defaced websites were ...".
bool ends_item_number(const Phrases& in, std::uint32_t mark) {
    constexpr int most_numerals = 3;
    const std::string_view text = in.normal.text();
    std::uint32_t begin = mark;
    for (int i = 0; i < most_numerals && begin > 0; ++i) {
        const std::uint32_t before = text::previous_character(text, begin);
        const auto numeral = in.profile.lexicon.numerals.match(text, before);
        if (!numeral.matched || numeral.end < begin) break;
        begin = before;
    }
    if (begin == mark) return false;
    return begin == 0 || in.normal.is_line_start(begin) ||
           !is_part_of_word(text, text::previous_character(text, begin));
}

/// "A and B in all 12": B ends a list of names, whose figure is not its own. In a list of figures, one stands before
/// the mark. What `harmless` knows ("received and handled") is no list.
bool ends_list(const Phrases& in, const Match& match) {
    if (!in.profile.lexicon.unspaced) return false;
    constexpr std::uint32_t reach = 120;  // bytes
    const std::string_view text = in.normal.text();
    const value::Lexicon& lexicon = in.profile.lexicon;
    std::uint32_t mark = match.range.begin;
    if (!list_mark_at(text, mark, lexicon).matched) {
        const std::uint32_t lowest = mark > 6 ? mark - 6 : 0;
        // The longest mark: a conjunction may hold another one.
        for (std::uint32_t at = mark; at > lowest;) {
            at = text::previous_character(text, at);
            const auto found = list_mark_at(text, at, lexicon);
            if (found.matched && found.end == match.range.begin) mark = at;
        }
        if (mark == match.range.begin) return false;
    }
    if (mark == 0 || any_holds(in.harmless, mark) || !is_part_of_word(text, text::previous_character(text, mark)))
        return false;
    if (in.normal.is_line_start(mark)) return false;
    if (ends_item_number(in, mark)) return false;
    const auto behind = first_from(in.values, mark);
    if (behind != in.values.begin() && std::prev(behind)->end >= mark) return false;
    constexpr std::string_view clause_marks = ",;:(";
    const std::uint32_t sentence = std::max(in.marks.sentence_begin(mark), paragraph_begin(in, mark));
    const std::uint32_t begin = behind_headings(in, sentence, mark);
    for (std::uint32_t pos = mark; pos > begin && mark - pos < reach;) {
        pos = text::previous_character(text, pos);
        if (text::is_digit(text[pos])) return false;
        if (clause_marks.find(text[pos]) != std::string_view::npos) break;
    }
    return true;
}

/// A list of names where words have spaces between them: "A, B, and C were 12", "A as well as B were 12". The items
/// before the last one have no figure, and are no clauses with a verb of their own.
bool ends_list_of_words(const Phrases& in, const Match& match) {
    constexpr int most_leads = 4;
    constexpr std::uint32_t reach = 200;  // bytes
    const auto captures = in.matches.captures_of(match);
    if (in.profile.lexicon.unspaced || captures.empty()) return false;
    const std::string_view text = in.normal.text();
    const value::Lexicon& lexicon = in.profile.lexicon;
    const std::uint32_t predicate = text::skip_white_back(text, captures.front().printed.begin);
    if (predicate <= match.range.begin || phrase_before(text, predicate, lexicon.amounts_to) == predicate) return false;
    std::uint32_t mark = text::skip_white_back(text, match.range.begin);
    bool conjunction = false;
    for (int i = 0; i < most_leads && !conjunction; ++i) {
        const std::uint32_t before = phrase_before(text, mark, lexicon.list_conjunctions);
        conjunction = before != mark;
        const std::uint32_t lead = conjunction ? before : lead_before(in, mark);
        if (lead == mark) break;
        mark = text::skip_white_back(text, lead);
    }
    const auto is_item_end = [&](std::uint32_t pos) { return pos > 0 && text[pos - 1] == ','; };
    if (!conjunction || !is_item_end(mark)) return false;
    constexpr std::string_view clause_marks = ";:(";
    bool several = false;
    for (std::uint32_t pos = mark - 1; pos > 0 && mark - pos < reach; --pos) {
        const char c = text[pos - 1];
        const bool begins = in.normal.is_line_start(pos) && text[pos] >= 'A' && text[pos] <= 'Z';
        if (begins) break;
        if (text::is_digit(c)) return false;
        if (clause_marks.find(c) != std::string_view::npos || in.marks.ends_sentence(pos - 1)) break;
        several = several || c == ',';
        if (text::is_word(c) || !text::is_letter(text[pos])) continue;
        if (lexicon.amounts_to.match(text, pos).matched || lexicon.directions.match(text, pos).matched) return false;
    }
    return several;
}

/// "were 91, 82 and 73": several figures behind one thing are those of a list, of which the match has read the end.
bool lists_figures(const Phrases& in, const Match& match) {
    const auto captures = in.matches.captures_of(match);
    if (in.profile.lexicon.unspaced || captures.empty()) return false;
    const Capture& last = captures.back();
    if (last.slot.kind != profile::SlotKind::count || last.printed.end != match.range.end) return false;
    const std::string_view text = in.normal.text();
    const value::Lexicon& lexicon = in.profile.lexicon;
    std::uint32_t at = text::skip_white(text, match.range.end);
    const auto mark = list_mark_at(text, at, lexicon);
    if (!mark.matched) return false;
    at = text::skip_white(text, mark.end);
    if (const auto link = lexicon.list_conjunctions.match(text, at); link.matched)
        at = text::skip_white(text, link.end);
    if (at >= text.size() || !text::is_digit(text[at])) return false;
    const auto figure = value::read_count(text, at, lexicon);
    if (!figure) return false;
    const std::uint32_t next = text::skip_white(text, figure->printed.end);
    if (next >= text.size() || in.normal.is_line_start(next) || text[next] == ';') return true;
    return list_mark_at(text, next, lexicon).matched || in.marks.ends_sentence(next);
}

}  // namespace

bool runs_on(const Phrases& in, const Match& match) {
    return runs_on_before(in, match) || runs_on_behind(in, match) || ends_list(in, match) ||
           ends_list_of_words(in, match) || lists_figures(in, match);
}

}  // namespace certdelta::extract
