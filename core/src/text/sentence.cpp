#include "text/sentence.h"

#include <algorithm>
#include <iterator>

#include "text/eight.h"
#include "text/literal.h"

namespace certdelta::text {
namespace {

constexpr std::string_view ideographic_full_stop = "\xE3\x80\x82";

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// "Oct." or "No.": a short word with a capital letter before the full stop.
bool ends_abbreviation(std::string_view text, std::uint32_t full_stop) {
    constexpr std::uint32_t longest = 5;
    std::uint32_t begin = full_stop;
    while (begin > 0 && full_stop - begin <= longest && is_letter(text[begin - 1])) --begin;
    return begin < full_stop && full_stop - begin <= longest && is_capital(text[begin]);
}

/// "fig. 3", "ca. 300": a word that is hardly ever the last of a sentence, and stands before figures.
bool is_before_figures(std::string_view text, std::uint32_t full_stop) {
    constexpr std::string_view words[] = {"no", "nos", "fig", "figs", "ca", "approx", "vs", "p",   "pp",  "vol", "sec",
                                          "ch", "tab", "eq",  "ref",  "cf", "c",      "v",  "est", "max", "min", "avg"};
    constexpr std::uint32_t longest = 6;
    std::uint32_t begin = full_stop;
    while (begin > 0 && full_stop - begin <= longest && is_letter(text[begin - 1])) --begin;
    const std::string_view word = text.substr(begin, full_stop - begin);
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

/// Whether any of the eight bytes before `pos` may end a sentence.
bool any_may_end_before(std::string_view text, std::uint32_t pos) {
    const std::uint64_t word = eight_at(text.data() + pos - 8);
    return any_equals(word, '.') || any_equals(word, '!') || any_equals(word, '?') || any_equals(word, '\xE3');
}

}  // namespace

bool ends_sentence(std::string_view text, std::uint32_t pos) {
    const char c = text[pos];
    if (c == '!' || c == '?') return true;
    if (static_cast<unsigned char>(c) == 0xE3) return text.substr(pos, 3) == ideographic_full_stop;
    if (c != '.') return false;
    if (pos + 1 >= text.size()) return true;
    const char next = text[pos + 1];
    if (is_white(next)) {
        const char after = pos + 2 < text.size() ? text[pos + 2] : '\n';
        if (is_digit(after)) return !ends_abbreviation(text, pos) && !is_before_figures(text, pos);
        return !(after >= 'a' && after <= 'z');
    }
    if (next == '"' || next == ')') return true;
    const char before = pos > 0 ? text[pos - 1] : ' ';
    const bool after_word = (before >= 'a' && before <= 'z') || before == '%' || is_digit(before) || before == ')';
    return after_word && is_capital(next) && pos + 2 < text.size() && !is_digit(text[pos + 2]);
}

std::uint32_t sentence_begin(std::string_view text, std::uint32_t pos, std::uint32_t farthest) {
    const std::uint32_t lowest = pos > farthest ? pos - farthest : 0;
    for (std::uint32_t at = pos; at > lowest; --at) {
        while (at >= lowest + 8 && !any_may_end_before(text, at)) at -= 8;
        if (at == lowest) break;
        if (may_end_sentence(text[at - 1]) && ends_sentence(text, at - 1)) {
            // step over the rest of a multi-byte mark and white space
            std::uint32_t begin = static_cast<unsigned char>(text[at - 1]) == 0xE3 ? at + 2 : at;
            while (begin < pos && is_white(text[begin])) ++begin;
            return std::min(begin, pos);
        }
    }
    return lowest;
}

std::uint32_t sentence_end(std::string_view text, std::uint32_t pos, std::uint32_t farthest) {
    const auto highest = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), std::size_t{pos} + farthest));
    const std::string_view reach = text.substr(0, highest);
    for (std::size_t next = pos; (next = find_any<'.', '!', '?', '\xE3'>(reach, next)) < highest; ++next) {
        const auto at = static_cast<std::uint32_t>(next);
        if (ends_sentence(text, at)) {
            const bool wide = static_cast<unsigned char>(text[at]) == 0xE3;
            return std::min<std::uint32_t>(highest, at + (wide ? 3 : 1));
        }
    }
    return highest;
}

std::uint32_t clause_end(std::string_view text, std::uint32_t pos) {
    constexpr std::uint32_t farthest = 120;
    const std::string_view before = text.substr(0, pos);
    const bool ended = before.ends_with(ideographic_full_stop) || before.ends_with(',') || before.ends_with(';') ||
                       (pos > 0 && ends_sentence(text, pos - 1));
    if (ended) return pos;
    const auto limit = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), std::size_t{pos} + farthest));
    while (pos < limit && text[pos] != ',' && text[pos] != ';' && !ends_sentence(text, pos)) ++pos;
    return pos;
}

}  // namespace certdelta::text
