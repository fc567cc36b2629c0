#include "text/literal.h"

#include <array>

#include "text/normalise.h"

namespace certdelta::text {
namespace {

constexpr std::array<char, 256> make_lower_table() {
    std::array<char, 256> table{};
    for (std::size_t i = 0; i < 256; ++i) table[i] = lower(static_cast<char>(static_cast<unsigned char>(i)));
    return table;
}
constexpr std::array<char, 256> lower_table = make_lower_table();

char folded(char c) { return lower_table[static_cast<unsigned char>(c)]; }

}  // namespace

std::string fold_phrase(std::string_view phrase) {
    std::string folded_phrase = normalise_phrase(phrase);
    for (char& c : folded_phrase) c = is_white(c) ? ' ' : folded(c);
    return folded_phrase;
}

LiteralMatch match_literal(std::string_view text, std::uint32_t pos, std::string_view literal) {
    return match_literal_from(text, pos, literal, 0);
}

LiteralMatch match_literal_from(std::string_view text, std::uint32_t pos, std::string_view literal,
                                std::size_t agreed) {
    std::size_t i = agreed;
    std::size_t p = pos + agreed;
    while (i < literal.size()) {
        if (p < text.size() && folded(text[p]) == literal[i]) {
            ++i, ++p;
            continue;
        }
        const char wanted = literal[i];
        const char before = p > 0 ? text[p - 1] : ' ';
        if (p == text.size()) {
            if (wanted == ' ' && i + 1 == literal.size() && !is_word(before))
                return {static_cast<std::uint32_t>(p), true, false};
            return {static_cast<std::uint32_t>(p), false, p > pos};
        }
        const char have = text[p];
        if (wanted == ' ' && is_white(have)) {
            ++i, ++p;  // a line end for a space
        } else if (wanted == '-') {
            ++i;
            if (is_white(have)) ++p;
        } else if (have == '-' && p > pos && is_letter(before) && p + 1 < text.size() && is_letter(text[p + 1])) {
            ++p;
            if (wanted == ' ') ++i;
        } else if (wanted == ' ') {
            const bool after_word = is_word(before);
            const bool before_word = is_word(have);
            if (after_word && before_word && p > pos) return {static_cast<std::uint32_t>(p), false, false};
            ++i;  // white space lost beside punctuation or a figure
        } else if (is_white(have) && p > pos && (!is_word(before) || !is_word(wanted)) &&
                   !(is_digit(before) && is_digit(wanted))) {
            ++p;
        } else if (wanted == '"') {
            ++i;
        } else if (have == '"' && before != '"') {
            ++p;
        } else {
            return {static_cast<std::uint32_t>(p), false, false};
        }
    }
    return {static_cast<std::uint32_t>(p), true, false};
}

}  // namespace certdelta::text
