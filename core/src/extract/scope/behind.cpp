#include "extract/scope/behind.h"

#include <algorithm>

#include "extract/caption.h"
#include "extract/ranges.h"
#include "extract/scope/sentence_bounds.h"
#include "text/characters.h"
#include "text/utf8.h"

namespace certdelta::extract {
namespace {

/// A line that begins with a dash, a heading's bracket, or a sign that is no word, no figure and no other bracket or
/// quotation mark, is an item or a heading of its own.
bool begins_anew(std::string_view text, std::uint32_t line) {
    constexpr std::string_view open_lenticular = "\xE3\x80\x90";
    if (text.substr(line).starts_with(open_lenticular) || text.substr(line).starts_with("--")) return true;
    if (line >= text.size() || !text::is_multibyte(text[line])) return false;
    constexpr char32_t first_sign = 0x2022;  // bullets, arrows, boxes, stars: up to the dingbats
    constexpr char32_t last_sign = 0x27BF;
    const char32_t c = text::decode(text, line).code_point;
    return c >= first_sign && c <= last_sign && c != 0x2026;  // an ellipsis goes on
}

/// Where the item of a list ends that begins on the match's line: before the next item, and before a line that starts
/// with a capital letter, unless an opener leads to it ("in"). A line with a label is an item. Where words have no
/// spaces between them, any line ends before one that begins with a sign. The text's end where the match is in no item.
std::uint32_t item_end(const Phrases& in, const Match& match) {
    const std::string_view text = in.normal.text();
    const auto none = static_cast<std::uint32_t>(text.size());
    const auto is_item = [&](std::uint32_t line) {
        return !text::is_letter(text[line]) && skip_item_mark(in.normal, line) > line + 1;
    };
    const std::uint32_t next = in.normal.next_line_start(match.range.end);
    if (next >= none) return none;
    const bool below =
        in.profile.lexicon.unspaced && entry_begin(in, line_begin(in.normal, match.range.end), next) == next;
    if (in.profile.lexicon.unspaced && (below || begins_anew(text, next))) return next;
    const std::uint32_t line = line_begin(in.normal, match.range.begin);
    const bool labelled = !in.profile.lexicon.unspaced && is_labelled_line(in.normal, line);
    if (!labelled && !is_item(line)) return none;
    if (is_item(next) || (labelled && is_labelled_line(in.normal, next))) return next;
    if (text[next] < 'A' || text[next] > 'Z') return none;
    const std::uint32_t last = next - 1;
    const auto opener = first_from(in.openers, last);
    const bool leads = opener != in.openers.begin() && std::prev(opener)->end >= last;
    return leads ? none : next;
}

/// Where the words behind the match end, which may say something of it.
std::uint32_t limit_behind(const Phrases& in, const Match& match) {
    auto limit = static_cast<std::uint32_t>(in.normal.text().size());
    const auto heading = in.heading_from(match.range.end);
    if (heading != in.headings.end()) limit = heading->range.begin;
    // A quotation that ends with its line is no part of the sentence below.
    constexpr std::uint32_t longest_quotation = 300;  // bytes
    const std::string_view text = in.normal.text();
    const std::size_t close =
        in.quotes ? text.substr(match.range.end, longest_quotation).find('"') : std::string_view::npos;
    if (close != std::string_view::npos) {
        const std::uint32_t end = match.range.end + static_cast<std::uint32_t>(close) + 1;
        const std::uint32_t next = text::skip_white(text, end);
        const bool anew = next < text.size() && ((text[next] >= 'A' && text[next] <= 'Z') || text[next] == '[');
        if (anew && in.normal.is_line_start(next)) limit = std::min(limit, end);
    }
    limit = std::min(limit, item_end(in, match));
    // Nor is a line that a site sets below a title.
    constexpr std::uint32_t longest_rest = 60;  // bytes of a title behind the match
    const std::uint32_t below = in.profile.bylines.empty() ? limit : in.normal.next_line_start(match.range.end);
    if (below < limit && below - match.range.end <= longest_rest &&
        is_byline(in, {below, in.normal.next_line_start(below + 1)}))
        limit = below;
    // A label's figure shares its line, so that nothing behind it matters.
    if (in.profile.rules[match.rule].kind == profile::RuleKind::panel_label)
        limit = std::min(limit, in.normal.next_line_start(match.range.end));
    return limit;
}

/// "..., last week it was medium": a clause that says in words what another time's value was leaves this one's.
bool states_another(const Phrases& in, std::uint32_t pos) {
    if (!in.profile.lexicon.unspaced) return false;
    for (const std::vector<text::Range>* const times : {&in.times, &in.last_period}) {
        for (auto time = first_from(*times, pos); time != times->end() && time->begin == pos; ++time) {
            if (in.profile.lexicon.amounts_to.match(in.normal.text(), time->end).matched) return true;
        }
    }
    return false;
}

/// A clause speaks of another time, and does not compare with it: "the number of last week", not "more than last year".
bool names_time(const Phrases& in, std::uint32_t begin, std::uint32_t end) {
    const std::string_view text = in.normal.text();
    const value::Lexicon& lexicon = in.profile.lexicon;
    std::uint32_t phrase = end;
    for (const std::vector<text::Range>* const times : {&in.times, &in.last_period, &in.days}) {
        const auto first = first_from(*times, begin);
        if (first != times->end()) phrase = std::min(phrase, first->begin);
    }
    if (phrase >= end) return false;
    for (std::uint32_t at = begin; at < phrase; ++at) {
        if (at > begin && text::is_letter(text[at - 1])) continue;
        if (lexicon.directions.match(text, at).matched || lexicon.increase_nouns.match(text, at).matched) return false;
    }
    return true;
}

/// Clauses of the same sentence, from the comma on, that end in another time: "..., in September". A figure of a
/// clause's own ends what is said of this one.
bool is_other_further_on(const Phrases& in, std::uint32_t comma, std::uint32_t limit) {
    constexpr int most_clauses = 8;
    const std::string_view text = in.normal.text();
    for (int i = 0; i < most_clauses && comma < limit && text[comma] == ','; ++i) {
        const std::uint32_t next = std::min(text::skip_white(text, comma + 1), limit);
        const std::uint32_t close = std::min(in.marks.clause_end(next + 1), limit);
        if (in.has_count(next, close)) return false;
        if (begins_within(in.openers, next, next + 1) && names_time(in, next, close)) return true;
        comma = close;
    }
    return false;
}

/// "..., all by the ministry.", "..., the ministry says.": the clause that begins behind the last comma before `end`
/// has no figures and says where all before it are from, or who tells it.
bool is_told_before(const Phrases& in, std::uint32_t pos, std::uint32_t end) {
    constexpr std::uint32_t longest = 60;  // bytes
    const std::string_view text = in.normal.text();
    const std::uint32_t clause = clause_begin(text, pos, end);
    if (clause <= pos || text[clause - 1] != ',' || end - clause > longest || in.has_count(clause, end)) return false;
    const auto says = in.profile.says_when.match(text, clause);
    if (says.matched) return begins_within(in.places, says.end, end);
    return begins_within(in.places, clause, clause + 1) && begins_within(in.voices, clause, end);
}

/// So ends the sentence behind `pos`, or its part up to the next semicolon.
bool is_told_at_end(const Phrases& in, std::uint32_t pos) {
    constexpr std::uint32_t reach = 600;  // bytes
    if (!in.profile.lexicon.unspaced) return false;
    const std::uint32_t end = in.marks.sentence_mark(pos, reach);
    const std::size_t part = in.normal.text().substr(pos, end - pos).find(';');
    if (part != std::string_view::npos && is_told_before(in, pos, pos + static_cast<std::uint32_t>(part))) return true;
    return is_told_before(in, pos, end);
}

}  // namespace

bool is_other_behind(const Phrases& in, const Match& match) {
    const std::string_view text = in.normal.text();
    const std::uint32_t behind = match.range.end;
    constexpr std::uint32_t reach = 1500;  // bytes: more than the clauses have that are looked at
    if (in.next_other(behind) > in.marks.sentence_mark(behind, reach)) return false;
    if (is_told_at_end(in, behind)) return true;
    const std::uint32_t limit = limit_behind(in, match);
    const std::uint32_t clause = std::min(in.marks.clause_end(behind), limit);
    // A dash parts a comment from the figure as a comma does.
    const std::size_t dash =
        in.profile.lexicon.unspaced ? text.substr(behind, clause - behind).find("--") : std::string_view::npos;
    const bool dashed = dash != std::string_view::npos;
    const std::uint32_t end = dashed ? behind + static_cast<std::uint32_t>(dash) : clause;
    if (in.any_within(behind, end)) return true;
    // Without spaces, an opener is one only where a clause starts: its characters are part of other words, too.
    const auto opener = first_from(in.openers, behind);
    if (opener != in.openers.end() && opener->begin < end && !text::is_multibyte(text[opener->begin])) return true;
    if (end >= limit || (!dashed && text[end] != ',' && text[end] != ';')) return false;
    const std::uint32_t next = std::min(text::skip_white(text, end + (dashed ? 2 : 1)), limit);
    const bool opens = begins_within(in.openers, next, next + 1);
    // Behind a semicolon, what has a figure of its own is another statement.
    if (text[end] == ';') return opens && !in.has_count(next, std::min(in.marks.sentence_end(next), limit));
    if (opens) return true;
    const std::uint32_t close = std::min(in.marks.clause_end(next + 1), limit);
    if (in.has_count(next, close) || states_another(in, next)) return false;
    if (in.profile.lexicon.unspaced && in.profile.says_when.match(text, next).matched && in.any_within(next, close))
        return true;
    // "..., last year's": of a figure of its own, the clause says that this one is last year's.
    return in.any_within(next, next + 1) || names_time(in, next, close) || is_other_further_on(in, close, limit);
}

bool is_timed_behind(const Phrases& in, const Match& match) {
    constexpr std::uint32_t longest = 60;  // bytes
    const std::string_view text = in.normal.text();
    const std::uint32_t limit = limit_behind(in, match);
    const std::uint32_t open = text::skip_white(text, match.range.end);
    if (open >= limit) return false;
    std::uint32_t end = 0;
    if (text[open] == '(' || text[open] == '[') {
        const char closing = text[open] == '(' ? ')' : ']';
        const std::size_t length = text.substr(open, std::min(longest, limit - open)).find(closing);
        if (length == std::string_view::npos) return false;
        end = open + static_cast<std::uint32_t>(length);
    } else if (text[open] == ',') {
        end = std::min(in.marks.clause_end(text::skip_white(text, open + 1) + 1), limit);
    }
    if (end == 0) return false;
    const text::Range inside{text::skip_white(text, open + 1), end};
    if (!is_all_time(text, inside, in.profile.lexicon)) return false;
    const auto days = value::read_day_range(text, inside.begin, in.profile.lexicon);
    return !days || !in.is_own_period(*days);
}

bool is_compared(const Phrases& in, std::uint32_t pos) {
    const value::Lexicon& lexicon = in.profile.lexicon;
    const std::string_view text = in.normal.text();
    const auto more = lexicon.increase_nouns.match(text, text::skip_white(text, pos));
    return more.matched && lexicon.measured_against.match(text, text::skip_white(text, more.end)).matched;
}

bool is_asked(const Phrases& in, const Match& match) {
    if (!in.asks) return false;
    const std::string_view text = in.normal.text();
    const std::uint32_t limit = limit_behind(in, match);
    if (match.range.end >= limit) return false;
    constexpr std::uint32_t reach = 2600;  // bytes: longer than a sentence
    const std::uint32_t close = in.marks.sentence_end(match.range.end, reach);
    return close <= limit && text[close - 1] == '?' && (close == text.size() || text::is_white(text[close]));
}

}  // namespace certdelta::extract
