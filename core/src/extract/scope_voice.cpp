#include <algorithm>

#include "extract/caption.h"
#include "extract/ranges.h"
#include "extract/scope.h"
#include "text/literal.h"
#include "text/sentence.h"
#include "text/utf8.h"

// Who counts, and what a caption names. Neither can be told by a list of all the world's bodies and subjects: what the
// profile does not know is another's.
namespace certdelta::extract {
namespace {

constexpr std::uint32_t longest_caption = 36;  // bytes: twelve characters

/// Words that all begin with a capital letter.
bool is_name(std::string_view words) {
    bool begins = true;
    for (const char c : words) {
        if (begins && text::is_letter(c) && (c < 'A' || c > 'Z')) return false;
        begins = c == ' ';
    }
    return !words.empty() && text::is_letter(words.front());
}

/// Behind the last of the marks that part clauses, between `begin` and `end`; the ends of lines may be such, too.
std::uint32_t clause_begin(std::string_view text, std::uint32_t begin, std::uint32_t end, bool lines = true) {
    constexpr std::string_view ideographic_full_stop = "\xE3\x80\x82";
    for (std::uint32_t at = end; at > begin; --at) {
        const char c = text[at - 1];
        if (c == ideographic_full_stop.back() && text.substr(0, at).ends_with(ideographic_full_stop)) return at;
        if (text::is_multibyte(c)) continue;
        if (c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || (c == '\n' && lines)) return at;
    }
    return begin;
}

/// The count that the words are, and nothing else; no year.
std::optional<Decimal> count_alone(std::string_view text, text::Range words, const value::Lexicon& lexicon) {
    std::uint32_t begin = value::skip_white(text, words.begin);
    while (begin > 1 && text[begin - 1] == ',' && text::is_digit(text[begin - 2])) {
        for (--begin; begin > 0 && text::is_digit(text[begin - 1]);) --begin;  // a comma within the figure
    }
    const auto count = value::read_count(text, begin, lexicon);
    if (!count || count->damaged || value::read_year(text, begin)) return std::nullopt;
    std::uint32_t end = value::skip_white(text, count->printed.end);
    if (const auto counter = lexicon.counters.match(text, end); counter.matched) end = counter.end;
    if (value::skip_white(text, end) != words.end) return std::nullopt;
    return count->value;
}

}  // namespace

/// Where the longest thing that the profile knows to be harmless, and that begins at `pos`, ends; `pos` where there is
/// none. Marks and spaces say nothing.
std::uint32_t ScopeFinder::known_end(std::uint32_t pos) const {
    const std::string_view text = normal_.text();
    std::uint32_t end = pos;
    for (const text::PhraseSet* const words : {&profile_.leads, &profile_.topics, &profile_.lead_words}) {
        const auto word = words->match(text, pos);
        const bool inside = word.matched && word.end < text.size() && text::is_letter(text[word.end - 1]) &&
                            text::is_letter(text[word.end]);
        if (word.matched && !inside) end = std::max(end, word.end);
    }
    for (const std::vector<text::Range>* const ranges : {&same_, &this_period_, &own_voices_, &goes_on_, &identity_}) {
        for (auto range = first_from(*ranges, pos); range != ranges->end() && range->begin == pos; ++range)
            end = std::max(end, range->end);
    }
    const auto heading = heading_from(pos);
    if (heading != headings_.end() && heading->range.begin == pos) end = std::max(end, heading->range.end);
    if (end > pos) return end;
    if (text::is_letter(text[pos]) || text::is_digit(text[pos]) || text::is_ideograph(text, pos)) return pos;
    return pos + text::decode(text, pos).length;
}

/// Whether the words are all known to be harmless, or name the report's own body.
bool ScopeFinder::is_own(text::Range words) const {
    // Of several figures of a sentence, who counts is asked again and again. The lists that answer no longer change.
    OwnWords& known = own_words_[words.begin % own_words_.size()];
    if (known.words != words) known = {words, names_own(words)};
    return known.own;
}

bool ScopeFinder::names_own(text::Range words) const {
    if (begins_within(own_voices_, words.begin, words.end)) return true;
    std::uint32_t pos = skip_item_mark(normal_, words.begin);
    while (pos < words.end) {
        const std::uint32_t end = known_end(pos);
        if (end == pos) return false;
        pos = end;
    }
    return true;
}

/// What stands before `mark` on its line, from the last mark on, is a caption that names something else. A phrase that
/// the profile knows to be harmless may end with the mark, whatever stands before it ("a paper's report:").
bool ScopeFinder::is_other_caption(std::uint32_t begin, std::uint32_t mark) const {
    const std::string_view text = normal_.text();
    const std::uint32_t from = clause_begin(text, std::max(begin, line_begin(normal_, mark)), mark);
    if (from >= mark || mark - from > longest_caption || any_holds(same_, mark)) return false;
    const bool harmless = any_holds(same_, from) && any_holds(same_, mark - 1);
    return !harmless && !repeats_count({from, mark}) && !is_own({from, mark});
}

/// "1,417: the number of phishing pages is 1,417": the caption is a figure that its line prints again.
bool ScopeFinder::repeats_count(text::Range caption) const {
    const std::string_view text = normal_.text();
    const auto count = count_alone(text, caption, profile_.lexicon);
    const std::uint32_t end = normal_.next_line_start(caption.end);
    for (std::uint32_t at = caption.end; count && at < end; ++at) {
        if (!text::is_digit(text[at]) || text::is_digit(text[at - 1])) continue;
        const auto again = value::read_count(text, at, profile_.lexicon);
        if (again && again->value == *count) return true;
    }
    return false;
}

/// "Education: ...", "[Education] ...", "Telecom -- ..." before the match, on its line. The next caption ends what one
/// governs, and so does a semicolon, unless the caption begins the sentence.
bool ScopeFinder::has_foreign_caption(const Match& match, std::uint32_t begin) const {
    if (profile_.topics.empty()) return false;
    const std::string_view text = normal_.text();
    const std::uint32_t sentence = begin;
    begin = std::max(begin, line_begin(normal_, match.range.begin));
    std::uint32_t at = match.range.begin;
    while (at > begin && text::is_white(text[at - 1])) --at;
    if (at > begin) {
        constexpr std::string_view open_lenticular = "\xE3\x80\x90";
        constexpr std::string_view close_lenticular = "\xE3\x80\x91";
        const char last = text[at - 1];
        const bool may_close = last == ')' || last == ']' || last == '-' || last == close_lenticular.back();
        const std::uint32_t from = may_close ? value::skip_white(text, clause_begin(text, begin, at)) : at;
        const std::string_view before = text.substr(from, at - from);
        const bool bracket = (before.starts_with('(') && before.ends_with(')')) ||
                             (before.starts_with('[') && before.ends_with(']')) ||
                             (before.starts_with(open_lenticular) && before.ends_with(close_lenticular));
        if ((bracket || before.ends_with("--")) && is_other_caption(begin, at)) return true;
    }
    const std::uint32_t end = at;
    auto colon = std::lower_bound(colons_.begin(), colons_.end(), end);
    while (colon != colons_.begin() && *--colon >= begin) {
        at = *colon + 1;
        const bool clock =
            at > begin + 1 && text::is_digit(text[at - 2]) && at < text.size() && text::is_digit(text[at]);
        if (clock) continue;
        const bool semicolon = text.substr(at, end - at).find(';') != std::string_view::npos;
        const bool governs = !semicolon || (clause_begin(text, sentence, at - 1) == sentence &&
                                            !begins_within(this_period_, at, match.range.begin));
        return governs && is_other_caption(begin, at - 1);
    }
    return false;
}

/// Where the paragraph of `pos` begins, as far as lines show it: a short line before has not been wrapped.
std::uint32_t ScopeFinder::paragraph_begin(std::uint32_t pos) const {
    constexpr std::uint32_t shortest_wrapped = 60;  // bytes
    constexpr int most_lines = 6;
    std::uint32_t begin = line_begin(normal_, pos);
    for (int i = 0; i < most_lines && begin > 0; ++i) {
        const std::uint32_t before = line_begin(normal_, begin - 1);
        const std::string_view line = normal_.text().substr(before, begin - before);
        if (line.size() < shortest_wrapped && !std::all_of(line.begin(), line.end(), text::is_white)) break;
        begin = before;
    }
    return begin;
}

/// Another body than the report's own counts: the last that speaks before the match ("the alliance reports that ..."),
/// or in brackets behind it.
bool ScopeFinder::has_other_voice(const Match& match, std::uint32_t begin) const {
    if (!profile_.lexicon.unspaced) return !profile_.tail_words.empty() && has_other_speaker(match, begin);
    if (voices_.empty()) return false;
    const std::string_view text = normal_.text();
    begin = std::max(begin, paragraph_begin(match.range.begin));
    const auto behind = first_from(voices_, match.range.begin);
    if (behind != voices_.begin() && std::prev(behind)->begin >= begin) {
        const std::uint32_t voice = std::prev(behind)->begin;
        if (!is_own({clause_begin(text, begin, voice), voice})) return true;
    }
    const text::Range source = source_behind(match.range.end);
    return begins_within(voices_, source.begin, source.end) && !is_own(source);
}

/// The same where words have spaces between them: "Somebody said that ...", "Somebody - ..." before it, "..., somebody
/// said", "(Source: somebody)" behind it. A sentence that names the report's own body is retold, unless it is
/// somebody's own words: "Somebody says: ...", "'...', wrote somebody".
bool ScopeFinder::has_other_speaker(const Match& match, std::uint32_t begin) const {
    const std::string_view text = normal_.text();
    const bool retold = begins_within(own_voices_, match.range.begin, match.range.end);
    const auto behind = first_from(voices_, match.range.begin);
    if (behind != voices_.begin() && std::prev(behind)->begin >= begin) {
        const text::Range voice = *std::prev(behind);
        const std::string_view between =
            text.substr(voice.end, match.range.begin - std::min(voice.end, match.range.begin));
        const bool own_words = between.find_first_of(":\"") != std::string_view::npos;
        if ((!retold || own_words) && !is_own({begin, voice.begin})) return true;
    }
    if (!retold) return has_dateline(begin, match.range.begin) || is_said_behind(match.range.end);
    const std::uint32_t close = quotation_end(begin, match);
    return close != 0 && is_said_behind(close);
}

/// "John Smith: ...", "A reader: ...": up to four words before a colon name who writes what follows. They begin with
/// capital letters, or are one behind an article, and the profile knows none of them.
bool ScopeFinder::is_speaker(std::uint32_t begin, std::uint32_t pos) const {
    constexpr std::uint32_t longest = 32;         // bytes
    constexpr std::uint32_t longest_article = 3;  // bytes
    constexpr int most_words = 4;
    const std::string_view text = normal_.text();
    if (profile_.lexicon.unspaced || profile_.tail_words.empty()) return false;
    if (text.substr(begin, std::min(longest, pos - begin)).find(':') == std::string_view::npos) return false;
    int words = 0;
    bool article = false;
    for (std::uint32_t at = begin; at < pos && at - begin < longest; ++at) {
        if (text[at] == ':') return article ? words == 2 : words > 1;
        if (!text::is_letter(text[at]) && text[at] != ' ') return false;
        if (!text::is_letter(text[at]) || (at > begin && text::is_letter(text[at - 1]))) continue;
        if (++words > most_words) return false;
        const std::uint32_t known = known_end(at) - at;
        if (known > longest_article) return false;
        article = article || (words == 1 && known > 0);
        if (!article && (text[at] < 'A' || text[at] > 'Z')) return false;
    }
    return false;
}

/// Where a quotation that the sentence at `begin` opens with ends, behind the match; 0 where there is none.
std::uint32_t ScopeFinder::quotation_end(std::uint32_t begin, const Match& match) const {
    constexpr std::uint32_t longest = 400;  // bytes
    const std::string_view text = normal_.text();
    while (begin < match.range.begin && text::is_white(text[begin])) ++begin;
    if (text[begin] != '"') return 0;
    const std::size_t close = text.substr(match.range.end, longest).find('"');
    if (close == std::string_view::npos) return 0;
    const std::uint32_t end = match.range.end + static_cast<std::uint32_t>(close);
    return text[end - 1] == ',' ? end - 1 : end;
}

/// "Somebody - ...", "(Somebody) ...": one name, or a bracket, with which the sentence at `begin` opens.
bool ScopeFinder::has_dateline(std::uint32_t begin, std::uint32_t pos) const {
    const std::string_view text = normal_.text();
    begin = skip_item_mark(normal_, begin);
    if (begin >= pos || text[begin] < 'A' || text[begin] > 'Z') return false;
    std::uint32_t end = begin;
    while (end < pos && text::is_letter(text[end])) ++end;
    const bool bracket = begin > 0 && text[begin - 1] == '(' && text[end] == ')';
    const std::uint32_t mark = value::skip_white(text, end);
    const bool dash =
        mark > end && mark + 1 < pos && text[mark] == '-' && (text[mark + 1] == '-' || text[mark + 1] == ' ');
    return (bracket || dash) && !is_own({begin, end});
}

/// Behind a sentence that ends at `pos`, the next clause, a bracket, or the rest of the line from "Source:" on names
/// who says it.
bool ScopeFinder::is_said_behind(std::uint32_t pos) const {
    constexpr std::uint32_t longest = 80;  // bytes
    const std::string_view text = normal_.text();
    const auto skip = [&](std::uint32_t at, std::string_view marks) {
        while (at < text.size() && marks.find(text[at]) != std::string_view::npos) ++at;
        return at;
    };
    const std::uint32_t mark = skip(pos, " \"'");
    if (mark >= text.size()) return false;
    const bool bracket = text[mark] == '(' || text[mark] == '[';
    const bool source = text[mark] == '.';
    if (!bracket && !source && text[mark] != ',') return false;
    std::uint32_t begin = bracket ? mark : skip(mark + 1, " \"'");
    const auto voice = first_from(voices_, begin);
    const bool speaks = voice != voices_.end() && voice->begin < begin + longest;
    if ((!speaks && !bracket) || begin >= text.size()) return false;
    const bool opens = text[begin] == '(' || text[begin] == '[';
    if (opens) begin = skip(begin, "([ ");
    std::uint32_t end = marks_.clause_end(begin + 1);
    if (source) end = std::min(end, normal_.next_line_start(begin));
    const std::size_t close = opens ? text.substr(begin, longest).find_first_of(")]") : std::string_view::npos;
    if (close != std::string_view::npos) end = std::min(end, begin + static_cast<std::uint32_t>(close));
    const std::string_view words = text.substr(begin, end - begin);
    if (words.size() > longest || words.find_first_of("0123456789") != std::string_view::npos) return false;
    if (speaks && voice->begin < end) {
        if (voice->begin <= begin) return !is_own({std::min(voice->end, end), end});
        return !source && !is_own({begin, voice->begin});
    }
    return bracket && is_name(words) && !is_own({begin, end});
}

/// Where the line of `pos` begins, if the line before ends with a field's figure: an entry of a list that no mark ends.
std::uint32_t ScopeFinder::behind_figure_lines(std::uint32_t pos) const {
    const std::uint32_t line = line_begin(normal_, pos);
    std::uint32_t end = line;
    while (end > 0 && text::is_white(normal_.text()[end - 1])) --end;
    const auto behind = first_from(figures_, line);
    return behind != figures_.begin() && std::prev(behind)->end >= end ? line : 0;
}

/// Another body than the report's own acted: "the branches handled 253 incidents". Of several acts in a clause, the
/// first tells who did them: "the centre coordinated with the branches and handled ...". A clause that names nobody
/// goes on with the one before.
bool ScopeFinder::has_other_actor(const Match& match, std::uint32_t begin) const {
    const std::uint32_t pos = match.range.begin;
    if (!begins_within(acts_, begin, pos + 1)) return false;
    begin = std::max(begin, behind_figure_lines(pos));
    const auto in_name = [this](std::uint32_t at) {
        const auto behind = first_from(own_voices_, at + 1);
        return behind != own_voices_.begin() && std::prev(behind)->end > at;
    };
    for (std::uint32_t end = pos; end > begin;) {
        const std::uint32_t clause = clause_begin(normal_.text(), begin, end, false);
        // "With the help of all members, ..." tells nobody who acted.
        if (end < pos && any_holds(same_, value::skip_white(normal_.text(), clause)) && any_holds(same_, end - 1)) {
            end = clause > begin ? clause - 1 : begin;
            continue;
        }
        auto act = first_from(acts_, clause);
        const std::uint32_t last = end == pos ? end : end - 1;
        while (act != acts_.end() && act->begin <= last && in_name(act->begin)) ++act;
        const bool acts = act != acts_.end() && act->begin <= last;
        const std::uint32_t actor = acts ? act->begin : end;
        // "All members helped, and handled ...": the clause's first words may name who did what follows.
        constexpr std::uint32_t first_words = 7;  // bytes
        const auto other = first_from(other_actors_, clause);
        const bool others =
            other != other_actors_.end() && other->begin < (acts ? actor : std::min(clause + first_words, end));
        const auto own = first_from(own_voices_, clause);
        const bool owns = own != own_voices_.end() && own->begin < actor;
        // "The centre and its branches", but not "the centre's branches"
        if (owns && others && own->begin < other->begin && other->begin > value::skip_white(normal_.text(), own->end))
            return false;
        if (others) return true;
        if (owns) return false;
        if (acts && !is_own({clause, actor})) return true;
        end = clause > begin ? clause - 1 : begin;
    }
    return false;
}

/// "The alliance reports that 903 websites were defaced. 120 pages ...": the next sentence is told by the same
/// body, until the report's own speaks.
void ScopeFinder::carry_voices() {
    constexpr std::uint32_t longest_lead = 60;  // bytes
    if (!profile_.lexicon.unspaced) return;
    const std::string_view text = normal_.text();
    for (const text::Range voice : voices_) {
        const std::uint32_t begin = behind_headings(marks_.sentence_begin(voice.begin), voice.begin);
        if (voice.begin - begin > longest_lead || begins_within(figures_, begin, voice.begin)) continue;
        if (is_own({clause_begin(text, begin, voice.begin), voice.begin})) continue;
        // "The ministry said that the centre found ..."
        const auto figure = first_from(figures_, voice.end);
        if (figure == figures_.end() || begins_within(own_voices_, voice.end, figure->begin)) continue;
        carry_from({voice.begin, marks_.sentence_end(voice.end)});
    }
    // "The alliance: ..."
    for (const std::uint32_t mark : colons_) {
        const auto value = first_from(figures_, mark);
        if (value == figures_.end()) break;
        if (value->begin - mark > longest_lead) continue;
        const std::uint32_t begin = behind_headings(marks_.sentence_begin(mark), mark);
        if (mark - begin > longest_caption || begins_within(figures_, begin, mark)) continue;
        if (is_other_caption(begin, mark)) carry_from({mark, marks_.sentence_end(mark)});
    }
}

bool ScopeFinder::is_other_publication(std::uint32_t pos) const {
    constexpr std::size_t top_lines = 12;
    constexpr std::uint32_t longest = 110;  // bytes of a heading
    if (other_titles_.empty()) return false;
    const std::string_view text = normal_.text();
    const std::vector<std::uint32_t>& starts = normal_.line_starts();
    const std::uint32_t top = starts.size() > top_lines ? starts[top_lines] : static_cast<std::uint32_t>(text.size());
    const auto heading_of = [&](std::uint32_t at) {
        constexpr std::string_view ideographic_full_stop = "\xE3\x80\x82";
        const text::Range line{line_begin(normal_, at), normal_.next_line_start(at + 1)};
        const std::string_view words = text.substr(line.begin, line.end - line.begin);
        const bool sentence = words.find(',') != std::string_view::npos || words.find(';') != std::string_view::npos ||
                              words.find(ideographic_full_stop) != std::string_view::npos;
        return at >= top || sentence || words.size() > longest ? text::Range{} : line;
    };
    if (heading_of(pos).empty()) return false;
    return std::any_of(other_titles_.begin(), other_titles_.end(), [&](text::Range title) {
        const text::Range line = heading_of(title.begin);
        return !line.empty() && !any_holds(same_, title.begin) && !begins_within(own_voices_, line.begin, line.end);
    });
}

/// What may name the source of a figure that ends at `pos`: words in brackets, or the next clause, without figures. A
/// quotation may end before it.
text::Range ScopeFinder::source_behind(std::uint32_t pos) const {
    constexpr std::uint32_t longest = 60;  // bytes
    constexpr std::string_view ideographic_full_stop = "\xE3\x80\x82";
    const std::string_view text = normal_.text();
    const std::uint32_t quote = text.substr(pos).starts_with(ideographic_full_stop) ? pos + 3 : pos;
    const bool quoted = quote < text.size() && text[quote] == '"';
    if (quoted) pos = quote + 1;
    if (pos >= text.size() || (!quoted && text[pos] != '(' && text[pos] != ',')) return {};
    const bool bracket = text[pos] == '(';
    const std::uint32_t begin = bracket || text[pos] == ',' ? value::skip_white(text, pos + 1) : pos;
    std::uint32_t end = marks_.clause_end(begin + 1);
    if (bracket) end = std::min(end, static_cast<std::uint32_t>(std::min(text.find(')', begin), text.size())));
    const std::string_view words = text.substr(begin, end - begin);
    const bool figures = words.find_first_of("0123456789") != std::string_view::npos;
    // "source: ...", "..., somebody said."
    const auto behind = first_from(voices_, end);
    const bool says = behind != voices_.begin() && std::prev(behind)->begin > begin && std::prev(behind)->end >= end;
    const bool names_source = bracket || says || begins_within(voices_, begin, begin + 1);
    return end - begin <= longest && !figures && names_source ? text::Range{begin, end} : text::Range{};
}

}  // namespace certdelta::extract
