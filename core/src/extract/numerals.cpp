#include "extract/numerals.h"

#include <algorithm>
#include <array>

#include "text/characters.h"
#include "text/utf8.h"
#include "text/words.h"
#include "value/number.h"

namespace certdelta::extract {
namespace {

/// Digits of other scripts, fractions, superscripts, Roman numerals: no rule reads them, and they are figures all the
/// same. Ranges of code points with a numeric value (Unicode: Nd and No of the Basic Multilingual Plane, U+2160..2188).
bool is_other_numeral(char32_t c) {
    struct Block {
        char32_t first;
        char32_t last;
    };
    static constexpr Block blocks[] = {
        {0xB2, 0xB3},     {0xB9, 0xB9},     {0xBC, 0xBE},     {0x660, 0x669},   {0x6F0, 0x6F9},   {0x7C0, 0x7C9},
        {0x966, 0x96F},   {0x9E6, 0x9EF},   {0xA66, 0xA6F},   {0xAE6, 0xAEF},   {0xB66, 0xB6F},   {0xBE6, 0xBF2},
        {0xC66, 0xC6F},   {0xCE6, 0xCEF},   {0xD66, 0xD6F},   {0xDE6, 0xDEF},   {0xE50, 0xE59},   {0xED0, 0xED9},
        {0xF20, 0xF33},   {0x1040, 0x1049}, {0x1090, 0x1099}, {0x17E0, 0x17E9}, {0x1810, 0x1819}, {0x1946, 0x194F},
        {0x19D0, 0x19DA}, {0x1A80, 0x1A99}, {0x1B50, 0x1B59}, {0x1BB0, 0x1BB9}, {0x1C40, 0x1C59}, {0x2070, 0x2070},
        {0x2074, 0x2079}, {0x2080, 0x2089}, {0x2150, 0x2188}, {0xA620, 0xA629}, {0xA8D0, 0xA8D9}, {0xA900, 0xA909},
        {0xA9D0, 0xA9D9}, {0xAA50, 0xAA59}, {0xABF0, 0xABF9}};
    const auto* const behind = std::upper_bound(std::begin(blocks), std::end(blocks), c,
                                                [](char32_t at, const Block& block) { return at < block.first; });
    return behind != std::begin(blocks) && c <= std::prev(behind)->last;
}

/// By its first byte. No ideograph: none of those is looked at any closer.
bool may_be_other_numeral(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xC2 && (byte < 0xE3 || byte == 0xEA);
}

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// End of a word for as much again or for half at `pos`, behind its number or a direction ("three times", "doubled");
/// 0 where it is a part of other words.
std::uint32_t whole_end(std::string_view text, std::uint32_t begin, std::uint32_t pos, const value::Lexicon& lexicon) {
    const auto whole = lexicon.wholes.match(text, pos);
    if (!whole.matched) return 0;
    const bool amount = lexicon.directions.may_end(text, begin) || value::qualifier_before(text, begin, lexicon);
    if (const auto rest = lexicon.wholes.match(text, whole.end); rest.matched) return rest.end;  // "once and a half"
    const bool parted = begin < pos && !text::is_ideograph(text, whole.end);
    return parted || (amount && value::read_whole(text, pos, lexicon)) ? whole.end : 0;
}

/// End of the number in the language's own words or characters for one that begins at `pos`, where a word for what is
/// counted follows ("a hundred and twenty" in Chinese); `pos` where there is none. "One" alone is no count of a report,
/// and one ideograph is none behind what makes it an ordinal or a pronoun ("the third", "these two").
std::uint32_t counted_numeral_end(std::string_view text, std::uint32_t pos, const value::Lexicon& lexicon) {
    constexpr std::uint32_t longest = 60;           // bytes
    constexpr std::uint32_t longest_character = 3;  // bytes
    auto numeral = lexicon.numerals.match(text, pos);
    if (lexicon.numerals.may_end(text, pos)) return pos;
    if (pos > 0 && (text::is_digit(text[pos - 1]) || text[pos - 1] == '.')) return pos;
    if (const auto share = value::read_spelled_percentage(text, pos, lexicon)) {
        // "thirty in a hundred" is nothing else; the character for tenths begins many words
        const bool lead = lexicon.percent_leads.match(text, pos).matched;
        const auto qualifier = lexicon.qualifiers_after.match(text, share->printed.end);
        if (qualifier.matched) return qualifier.end;
        if (lead || !text::is_ideograph(text, share->printed.end) || value::qualifier_before(text, pos, lexicon))
            return share->printed.end;
        // "of which three tenths are": with "one", it is the end of a word ("one of which became")
        const bool several = share->value > Decimal::from_integer(10);
        if (several && lexicon.amounts_to.match(text, share->printed.end).matched) return share->printed.end;
    }
    std::uint32_t end = pos;
    std::uint32_t numerals = 0;
    for (; numeral.matched && !lexicon.wholes.match(text, end).matched && end - pos < longest; ++numerals) {
        end = numeral.end;
        numeral = lexicon.numerals.match(text, end);
        if (numeral.matched) continue;
        // "ninety-five and more myriads"
        const auto more = value::qualifier_behind(text, end, lexicon);
        if (more && lexicon.scales.match(text, more->end).matched) numeral = lexicon.numerals.match(text, more->end);
    }
    if (const std::uint32_t whole = whole_end(text, pos, end, lexicon); whole != 0) return whole;
    const auto numerals_end = [&](std::uint32_t at) {
        for (auto next = lexicon.numerals.match(text, at); next.matched; next = lexicon.numerals.match(text, at))
            at = next.end;
        return at;
    };
    if (const auto parts = lexicon.fractions.match(text, end); numerals > 0 && parts.matched) {
        if (const std::uint32_t fraction = numerals_end(parts.end); fraction != parts.end) return fraction;
    }
    if (numerals == 0 || lexicon.other_units.match(text, end).matched) return pos;  // "three months"
    if (numerals == 1 && text::is_ideograph(text, pos) && !lexicon.scales.match(text, pos).matched) {
        const auto digit = lexicon.digits.match(text, pos);
        const bool several = digit.matched ? digit.payload > 1 : lexicon.powers.match(text, pos).matched;
        if (!several || lexicon.determiners.may_end(text, pos)) return pos;
    }
    const std::uint32_t number = end;
    for (int i = 0; i < 2; ++i) {  // "more than"
        if (const auto qualifier = value::qualifier_behind(text, end, lexicon)) end = qualifier->end;
    }
    // The word for what is counted may be a part of the qualifier's phrase, and is not needed behind "amounts to
    // about".
    const bool counted = lexicon.counters.match(text, end).matched || end > number + longest_character;
    const bool amount = numerals > 1 && !text::is_ideograph(text, end) &&
                        (lexicon.amounts_to.may_end(text, pos) || value::qualifier_before(text, pos, lexicon));
    // "between 95 and 96 myriads": what is counted stands behind the second one
    const auto range = lexicon.range_marks.match(text, end);
    const bool bound = numerals > 1 && range.matched && lexicon.numerals.match(text, range.end).matched;
    return counted || amount || bound ? end : pos;
}

/// End of a number in words with spaces or hyphens between them ("one hundred and sixty-three") at `pos`; `pos` where
/// there is none. Words for small numbers alone are none, unless a sentence starts with them: they are words of other
/// sentences, too ("one", "no").
std::uint32_t spelled_numeral_end(std::string_view text, std::uint32_t pos, const value::Lexicon& lexicon) {
    constexpr std::uint32_t longest = 90;  // bytes
    if (pos > 0 && (text::is_word(text[pos - 1]) || text::is_digit(text[pos - 1]))) return pos;
    std::uint32_t end = pos;
    bool large = false;
    for (std::uint32_t at = pos; at < text.size() && at - pos < longest;) {
        const auto numeral = lexicon.numerals.match(text, at);
        const auto word = numeral.matched ? numeral : lexicon.number_words.match(text, at);
        if (word.matched) {
            end = word.end;
            large = large || numeral.matched || (at == pos && is_capital(text[pos]) && word.payload > 1);
        }
        if (!word.matched && end == pos) break;
        const auto next = word.matched ? word : lexicon.list_conjunctions.match(text, at);
        if (!next.matched) break;
        at = next.end;
        const std::uint32_t behind = at;
        while (at < text.size() && (text::is_white(text[at]) || text[at] == '-')) ++at;
        if (at == behind) break;
    }
    return large ? end : pos;
}

}  // namespace

std::uint32_t other_numerals_end(std::string_view text, std::uint32_t pos) {
    std::uint32_t end = pos;
    while (end < text.size() && may_be_other_numeral(text[end])) {
        const text::Decoded decoded = text::decode(text, end);
        if (!is_other_numeral(decoded.code_point)) break;
        end += decoded.length;
        while (end < text.size() && text::is_digit(text[end])) ++end;
    }
    return end;
}

std::uint32_t numeral_end(std::string_view text, std::uint32_t pos, const value::Lexicon& lexicon) {
    if (text::is_letter(text[pos]))
        return lexicon.may_begin_number(text, pos) ? spelled_numeral_end(text, pos, lexicon) : pos;
    if (!text::is_multibyte(text[pos])) return pos;
    if (may_be_other_numeral(text[pos])) {
        const std::uint32_t end = other_numerals_end(text, pos);
        if (end > pos) return end;
    }
    const bool numeral = lexicon.may_begin_number(text, pos) && lexicon.numerals.match(text, pos).matched;
    return numeral ? counted_numeral_end(text, pos, lexicon) : pos;
}

}  // namespace certdelta::extract
