#include "extract/scope/voice.h"

#include <algorithm>

#include "extract/caption.h"
#include "extract/ranges.h"
#include "extract/scope/own_words.h"
#include "extract/scope/sentence_bounds.h"
#include "text/characters.h"

namespace certdelta::extract {
namespace {

/// Words that all begin with a capital letter.
bool is_name(std::string_view words) {
    bool begins = true;
    for (const char c : words) {
        if (begins && text::is_letter(c) && (c < 'A' || c > 'Z')) return false;
        begins = c == ' ';
    }
    return !words.empty() && text::is_letter(words.front());
}

/// Where a quotation that the sentence at `begin` opens with ends, behind the match; 0 where there is none.
std::uint32_t quotation_end(const Phrases& in, std::uint32_t begin, const Match& match) {
    constexpr std::uint32_t longest = 400;  // bytes
    const std::string_view text = in.normal.text();
    while (begin < match.range.begin && text::is_white(text[begin])) ++begin;
    if (text[begin] != '"') return 0;
    const std::size_t close = text.substr(match.range.end, longest).find('"');
    if (close == std::string_view::npos) return 0;
    const std::uint32_t end = match.range.end + static_cast<std::uint32_t>(close);
    return text[end - 1] == ',' ? end - 1 : end;
}

/// "Somebody - ...", "(Somebody) ...": one name, or a bracket, with which the sentence at `begin` opens.
bool has_dateline(const Phrases& in, std::uint32_t begin, std::uint32_t pos) {
    const std::string_view text = in.normal.text();
    begin = skip_item_mark(in.normal, begin);
    if (begin >= pos || text[begin] < 'A' || text[begin] > 'Z') return false;
    std::uint32_t end = begin;
    while (end < pos && text::is_letter(text[end])) ++end;
    const bool bracket = begin > 0 && text[begin - 1] == '(' && text[end] == ')';
    const std::uint32_t mark = text::skip_white(text, end);
    const bool dash =
        mark > end && mark + 1 < pos && text[mark] == '-' && (text[mark + 1] == '-' || text[mark + 1] == ' ');
    return (bracket || dash) && !is_own(in, {begin, end});
}

/// Behind a sentence that ends at `pos`, the next clause, a bracket, or the rest of the line from "Source:" on names
/// who says it.
bool is_said_behind(const Phrases& in, std::uint32_t pos) {
    constexpr std::uint32_t longest = 80;  // bytes
    const std::string_view text = in.normal.text();
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
    const auto voice = first_from(in.voices, begin);
    const bool speaks = voice != in.voices.end() && voice->begin < begin + longest;
    if ((!speaks && !bracket) || begin >= text.size()) return false;
    const bool opens = text[begin] == '(' || text[begin] == '[';
    if (opens) begin = skip(begin, "([ ");
    std::uint32_t end = in.marks.clause_end(begin + 1);
    if (source) end = std::min(end, in.normal.next_line_start(begin));
    const std::size_t close = opens ? text.substr(begin, longest).find_first_of(")]") : std::string_view::npos;
    if (close != std::string_view::npos) end = std::min(end, begin + static_cast<std::uint32_t>(close));
    const std::string_view words = text.substr(begin, end - begin);
    if (words.size() > longest || words.find_first_of("0123456789") != std::string_view::npos) return false;
    if (speaks && voice->begin < end) {
        // "..., said somebody, an editor of the report"
        const std::uint32_t who = text::skip_white(text, std::min(end + 1, static_cast<std::uint32_t>(text.size())));
        const text::Range named{who, in.marks.clause_end(who)};
        const bool own = text.substr(end).starts_with(',') && begins_within(in.own_voices, named.begin, named.end) &&
                         is_own(in, named);
        if (voice->begin <= begin) return !own && !is_own(in, {std::min(voice->end, end), end});
        return !source && !is_own(in, {begin, voice->begin});
    }
    return bracket && is_name(words) && !is_own(in, {begin, end});
}

/// Who speaks where words have spaces between them: "Somebody said that ...", "Somebody - ..." before it, "...,
/// somebody said", "(Source: somebody)" behind it. A sentence that names the report's own body is retold, unless it is
/// somebody's own words: "Somebody says: ...", "'...', wrote somebody".
bool is_told_by_other(const Phrases& in, const Match& match, std::uint32_t begin) {
    const std::string_view text = in.normal.text();
    const bool retold = begins_within(in.own_voices, match.range.begin, match.range.end);
    const auto behind = first_from(in.voices, match.range.begin);
    if (behind != in.voices.begin() && std::prev(behind)->begin >= begin) {
        const text::Range voice = *std::prev(behind);
        const std::string_view between =
            text.substr(voice.end, match.range.begin - std::min(voice.end, match.range.begin));
        const bool own_words = between.find_first_of(":\"") != std::string_view::npos;
        // "..., the report said. In the same week, ...": what the sentence before ends with names who says it
        const bool ended = voice.begin < in.marks.sentence_begin(match.range.begin);
        const std::uint32_t subject = ended ? clause_begin(text, begin, voice.begin) : begin;
        const bool leads = text[voice.end - 1] == ':';  // "Symantec found:"
        const text::Range who{subject, voice.begin};
        if ((!retold || own_words) && (leads ? names_body(in, who) : !is_own(in, who))) return true;
    }
    if (!retold) return has_dateline(in, begin, match.range.begin) || is_said_behind(in, match.range.end);
    const std::uint32_t close = quotation_end(in, begin, match);
    return close != 0 && is_said_behind(in, close);
}

/// What may name the source of a figure that ends at `pos`: words in brackets, or the next clause, without figures. A
/// quotation may end before it.
text::Range source_behind(const Phrases& in, std::uint32_t pos) {
    constexpr std::uint32_t longest = 60;  // bytes
    const std::string_view text = in.normal.text();
    const std::uint32_t quote = text.substr(pos).starts_with(text::ideographic_full_stop) ? pos + 3 : pos;
    const bool quoted = quote < text.size() && text[quote] == '"';
    if (quoted) pos = quote + 1;
    if (pos >= text.size() || (!quoted && text[pos] != '(' && text[pos] != ',')) return {};
    const bool bracket = text[pos] == '(';
    const std::uint32_t begin = bracket || text[pos] == ',' ? text::skip_white(text, pos + 1) : pos;
    std::uint32_t end = in.marks.clause_end(begin + 1);
    if (bracket) end = std::min(end, static_cast<std::uint32_t>(std::min(text.find(')', begin), text.size())));
    const std::string_view words = text.substr(begin, end - begin);
    // A name may begin with figures: "source: 360".
    const bool named = bracket && words.find(':') != std::string_view::npos;
    const bool figures = !named && words.find_first_of("0123456789") != std::string_view::npos;
    // "source: ...", "..., somebody said."
    const auto behind = first_from(in.voices, end);
    const bool says = behind != in.voices.begin() && std::prev(behind)->begin > begin && std::prev(behind)->end >= end;
    const bool names_source = bracket || says || begins_within(in.voices, begin, begin + 1);
    return end - begin <= longest && !figures && names_source ? text::Range{begin, end} : text::Range{};
}

/// "(source: ...)" with which the sentence ends, or right behind its mark: of all its figures.
text::Range source_at_end(const Phrases& in, std::uint32_t pos) {
    constexpr std::uint32_t longest = 60;  // bytes
    const std::string_view text = in.normal.text();
    const std::uint32_t end = in.marks.sentence_end(pos);
    const bool apart = end < text.size() && text[end] == '(';
    const std::size_t last = text.substr(pos, end - pos).rfind('(');
    if (!apart && last == std::string_view::npos) return {};
    const std::uint32_t begin = (apart ? end : pos + static_cast<std::uint32_t>(last)) + 1;
    const std::string_view words = text.substr(begin, longest);
    const std::size_t close = words.find(')');
    if (close == std::string_view::npos || words.substr(0, close).find(':') == std::string_view::npos) return {};
    const text::Range source{begin, begin + static_cast<std::uint32_t>(close)};
    return apart || in.marks.sentence_mark(pos, end - pos) == source.end + 1 ? source : text::Range{};
}

}  // namespace

bool has_other_voice(const Phrases& in, const Match& match, std::uint32_t begin) {
    if (!in.profile.lexicon.unspaced) return !in.profile.tail_words.empty() && is_told_by_other(in, match, begin);
    if (in.voices.empty()) return false;
    const std::string_view text = in.normal.text();
    begin = std::max(begin, paragraph_begin(in, match.range.begin));
    const auto behind = first_from(in.voices, match.range.begin);
    if (behind != in.voices.begin() && std::prev(behind)->begin >= begin) {
        const std::uint32_t voice = std::prev(behind)->begin;
        if (!is_own(in, {clause_begin(text, begin, voice), voice})) return true;
    }
    for (const text::Range source : {source_behind(in, match.range.end), source_at_end(in, match.range.end)}) {
        // "..., both figures are this week's" names nobody.
        if (begins_within(in.voices, source.begin, source.end) && !is_own(in, source) &&
            !begins_within(in.this_period, source.begin, source.end))
            return true;
    }
    return false;
}

bool names_voice(const Phrases& in, std::uint32_t begin, std::uint32_t pos) {
    constexpr std::uint32_t longest = 32;         // bytes
    constexpr std::uint32_t longest_article = 3;  // bytes
    constexpr int most_words = 4;
    const std::string_view text = in.normal.text();
    if (in.profile.lexicon.unspaced || in.profile.tail_words.empty()) return false;
    if (text.substr(begin, std::min(longest, pos - begin)).find(':') == std::string_view::npos) return false;
    int words = 0;
    bool article = false;
    for (std::uint32_t at = begin; at < pos && at - begin < longest; ++at) {
        if (text[at] == ':') return article ? words == 2 : words > 1;
        if (!text::is_letter(text[at]) && text[at] != ' ') return false;
        if (!text::is_letter(text[at]) || (at > begin && text::is_letter(text[at - 1]))) continue;
        if (++words > most_words) return false;
        const std::uint32_t known = known_end(in, at) - at;
        if (known > longest_article) return false;
        article = article || (words == 1 && known > 0);
        if (!article && (text[at] < 'A' || text[at] > 'Z')) return false;
    }
    return false;
}

}  // namespace certdelta::extract
