#include "text/sentence.h"

#include "text/characters.h"
#include "text/eight.h"

namespace certdelta::text {
namespace {

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// "Oct." or "No.": a short word with a capital letter before the full stop. Several, as "URLs" has, are a name.
bool ends_abbreviation(std::string_view text, std::uint32_t full_stop) {
    constexpr std::uint32_t longest = 5;
    std::uint32_t begin = full_stop;
    while (begin > 0 && full_stop - begin <= longest && is_letter(text[begin - 1])) --begin;
    const bool plural = full_stop - begin > 2 && is_capital(text[begin + 1]) && text[full_stop - 1] == 's';
    return begin < full_stop && full_stop - begin <= longest && is_capital(text[begin]) && !plural;
}

/// "fig. 3", "ca. 300": a word that is hardly ever the last of a sentence, and stands before figures.
bool is_before_figures(std::string_view text, std::uint32_t full_stop, const TextWords& words) {
    constexpr std::uint32_t longest = 6;
    std::uint32_t begin = full_stop;
    while (begin > 0 && full_stop - begin <= longest && is_letter(text[begin - 1])) --begin;
    return words.abbreviations.has(text.substr(begin, full_stop - begin));
}

}  // namespace

bool ends_sentence(std::string_view text, std::uint32_t pos, const TextWords& words) {
    const char c = text[pos];
    if (c == '!' || c == '?') return true;
    if (static_cast<unsigned char>(c) == 0xE3) return text.substr(pos, 3) == ideographic_full_stop;
    if (c != '.') return false;
    if (pos + 1 >= text.size()) return true;
    const char next = text[pos + 1];
    if (is_white(next)) {
        const char after = pos + 2 < text.size() ? text[pos + 2] : '\n';
        if (is_digit(after)) return !ends_abbreviation(text, pos) && !is_before_figures(text, pos, words);
        return !(after >= 'a' && after <= 'z');
    }
    if (next == '"' || next == ')') return true;
    const char before = pos > 0 ? text[pos - 1] : ' ';
    const bool after_word = (before >= 'a' && before <= 'z') || before == '%' || is_digit(before) || before == ')';
    return after_word && is_capital(next) && pos + 2 < text.size() && !is_digit(text[pos + 2]);
}

}  // namespace certdelta::text
