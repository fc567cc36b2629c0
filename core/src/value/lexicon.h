// What a language says around figures: scales, qualifiers, directions, months; and what tells its lines and sentences
// apart. Data, read from core/lexicon.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "certdelta/report.h"
#include "text/phrase_set.h"
#include "text/text_words.h"

namespace certdelta::value {

/// What a byte of a text may begin, by the phrases of a Lexicon. Bits, to be combined.
enum Beginning : std::uint32_t {
    begins_scale = 1U << 0U,
    begins_qualifier = 1U << 1U,         ///< before a figure
    begins_qualifier_behind = 1U << 2U,  ///< behind one; also what stands inside
    begins_percent = 1U << 3U,
    begins_points = 1U << 4U,
    begins_percent_lead = 1U << 5U,
    begins_digit = 1U << 6U,  ///< in characters
    begins_part = 1U << 7U,   ///< tenths, wholes
    begins_power = 1U << 8U,
    begins_numeral = 1U << 9U,
    begins_number_word = 1U << 10U,
    begins_counter = 1U << 11U,
    begins_other_unit = 1U << 12U,
    begins_range_mark = 1U << 13U,
    begins_direction = 1U << 14U,
    begins_increase_noun = 1U << 15U,
    begins_change_lead = 1U << 16U,
    begins_change_filler = 1U << 17U,
    begins_change_link = 1U << 18U,
    begins_base = 1U << 19U,  ///< what a change is measured against
    begins_month = 1U << 20U,
    begins_date_mark = 1U << 21U,
    begins_conjunction = 1U << 22U,
    begins_figure = begins_qualifier | begins_percent_lead | begins_digit | begins_power | begins_number_word,
};

/// The payload of each set is given beside it.
struct Lexicon {
    std::string language;
    bool unspaced = false;              ///< no spaces stand between words
    std::vector<std::int64_t> factors;  ///< of the scales
    text::PhraseSet scales;             ///< index into factors
    text::PhraseSet qualifiers_before;  ///< Qualifier; none for words that say nothing of the figure ("only")
    text::PhraseSet qualifiers_after;   ///< Qualifier
    text::PhraseSet counters;           ///< 0; words for one of what is counted: no count goes without one
    text::PhraseSet determiners;        ///< 0; a small number behind one counts nothing ("these two", "the third")
    text::PhraseSet numerals;           ///< 0; characters of numbers that are written without digits
    text::PhraseSet other_units;        ///< 0; behind a figure they make it another number ("2 dozen")
    text::PhraseSet qualifiers_inside;  ///< Qualifier; behind a number, before what is counted or a scale only
    text::PhraseSet multiples;          ///< 0; in a heading, what each one of the figures below stands for ("thousand")
    text::PhraseSet figure_headings;    ///< 0; a column of this period's counts may begin its heading so ("number")
    text::PhraseSet change_headings;    ///< 0; a column of changes since the last period holds one in its heading
    text::PhraseSet other_headings;     ///< 0; a heading that begins so is of another time or kind ("average")
    text::PhraseSet amounts_to;         ///< 0; between what is counted and the figure ("amounted to")
    text::PhraseSet percent;            ///< 0
    text::PhraseSet percent_leads;      ///< 0; before the number of a percentage, in place of a sign behind it
    text::PhraseSet tenths;             ///< 0; behind a digit: so many tenths of all
    text::PhraseSet fractions;          ///< 0; between the two numbers of a fraction: "of four parts one" in Chinese
    text::PhraseSet digits;             ///< 0..9; characters of percentages and tenths that are written without digits
    text::PhraseSet powers;             ///< 10, 100, 1000; the same
    text::PhraseSet decimal_points;     ///< 0; the same
    text::PhraseSet wholes;             ///< per cent that one of them is: as much again, half
    text::PhraseSet points;             ///< 0
    text::PhraseSet directions;         ///< Direction; stands before the amount (or alone, for same)
    text::PhraseSet increase_nouns;     ///< Direction; stands after the amount ("a 5% increase")
    text::PhraseSet number_words;       ///< the number; "two of which"
    text::PhraseSet change_leads;       ///< 0; may stand before a change ("which was")
    text::PhraseSet change_fillers;     ///< 0; beside a direction, saying nothing of it ("a sharp")
    text::PhraseSet change_links;       ///< 0; between a direction and its amount ("by")
    text::PhraseSet measured_against;   ///< 0; behind a change, what it is measured against follows ("from")
    text::PhraseSet last_period;        ///< 0; behind measured_against: the period before
    text::PhraseSet comparatives;       ///< 0; before what another figure is compared with ("than" in Chinese)
    text::PhraseSet attributives;       ///< 0; a change before one is said of what follows ("of" in Chinese)
    text::PhraseSet since_last_period;  ///< 0
    text::PhraseSet since_last_year;    ///< 0
    text::PhraseSet months;             ///< 1..12
    text::PhraseSet month_leads;        ///< 0; lead to a month, never to a day of it ("in")
    text::PhraseSet year_marks;         ///< 0
    text::PhraseSet month_marks;        ///< 0
    text::PhraseSet day_marks;          ///< 0
    text::PhraseSet range_marks;        ///< 0
    text::PhraseSet range_leads;        ///< 0; before two days that a conjunction links to a range ("between")
    text::PhraseSet list_separators;    ///< 0; between any two names
    text::PhraseSet list_conjunctions;  ///< 0; between the last two
    text::PhraseSet alternatives;       ///< 0; between two codes of which the report means one ("or")
    std::vector<std::string>
        distributives;  ///< before a list whose items are said one of each figure ("each" in Chinese)
    std::vector<std::string> distributives_after;  ///< the same behind the list ("respectively")
    std::vector<std::string> ordinals;             ///< right behind the digits of a number that counts nothing ("th")
    std::vector<std::string> figure_labels;        ///< before the number of a picture or a table ("Fig.")
    std::vector<std::string> month_links;          ///< between a day and the month behind it ("of")
    /// What tells lines and sentences apart; never null.
    std::shared_ptr<const text::TextWords> text_words = std::make_shared<const text::TextWords>();

    /// To be called when the sets are complete.
    void find_beginnings();
    /// False where no phrase of the sets that `beginnings` names starts with `c`.
    [[nodiscard]] bool may_begin(std::uint32_t beginnings, char c) const {
        return (beginnings_[static_cast<unsigned char>(c)] & beginnings) != 0;
    }
    /// The same for the byte at `pos`; false behind the text's end.
    [[nodiscard]] bool may_begin(std::uint32_t beginnings, std::string_view text, std::size_t pos) const {
        return pos < text.size() && may_begin(beginnings, text[pos]);
    }

    /// False where neither of `numerals` nor of `number_words` a phrase starts at `pos`, which is inside the text.
    [[nodiscard]] bool may_begin_number(std::string_view text, std::size_t pos) const {
        const auto at = [&](std::size_t i) { return i < text.size() ? text[i] : '\0'; };
        return may_begin(begins_numeral | begins_number_word, text[pos]) &&
               number_beginnings_.has(text[pos], at(pos + 1), at(pos + 2));
    }

    /// False where no figure, in digits or in characters, starts at `pos`, which is inside the text.
    [[nodiscard]] bool may_begin_figure(std::string_view text, std::size_t pos) const {
        const auto at = [&](std::size_t i) { return i < text.size() ? text[i] : '\0'; };
        return text::is_digit(text[pos]) ||
               (may_begin(begins_figure, text[pos]) && figure_beginnings_.has(text[pos], at(pos + 1), at(pos + 2)));
    }

    /// set.match(text, pos), for places where may_begin() says yes.
    [[nodiscard]] static text::PhraseSet::Match match(const text::PhraseSet& set, std::string_view text,
                                                      std::uint32_t pos);

private:
    std::array<std::uint32_t, 256> beginnings_{};  ///< by byte, bits of Beginning
    text::BeginningSet number_beginnings_;
    text::BeginningSet figure_beginnings_;  ///< of the sets that begins_figure names
};

/// Behind the first of `words` that stands at `pos`, whatever follows it; `pos` itself where none does.
[[nodiscard]] inline std::uint32_t behind_any(const std::vector<std::string>& words, std::string_view text,
                                              std::uint32_t pos) {
    const char first = pos < text.size() ? text[pos] : '\0';
    for (const std::string& word : words) {
        if (word[0] == first && text.substr(pos).starts_with(word))
            return pos + static_cast<std::uint32_t>(word.size());
    }
    return pos;
}

}  // namespace certdelta::value
