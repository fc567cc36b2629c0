#include "value/lexicon.h"

namespace certdelta::value {

void Lexicon::find_beginnings() {
    beginnings_.fill(0);
    const struct {
        const text::PhraseSet* set;
        Beginning beginning;
    } sets[] = {
        {&scales, begins_scale},
        {&qualifiers_before, begins_qualifier},
        {&qualifiers_after, begins_qualifier_behind},
        {&qualifiers_inside, begins_qualifier_behind},
        {&percent, begins_percent},
        {&points, begins_points},
        {&percent_leads, begins_percent_lead},
        {&digits, begins_digit},
        {&tenths, begins_part},
        {&wholes, begins_part},
        {&powers, begins_power},
        {&numerals, begins_numeral},
        {&number_words, begins_number_word},
        {&counters, begins_counter},
        {&other_units, begins_other_unit},
        {&range_marks, begins_range_mark},
        {&directions, begins_direction},
        {&increase_nouns, begins_increase_noun},
        {&change_leads, begins_change_lead},
        {&change_fillers, begins_change_filler},
        {&change_links, begins_change_link},
        {&since_last_year, begins_base},
        {&since_last_period, begins_base},
        {&measured_against, begins_base},
        {&months, begins_month},
        {&year_marks, begins_date_mark},
        {&month_marks, begins_date_mark},
        {&day_marks, begins_date_mark},
        {&list_conjunctions, begins_conjunction},
    };
    for (const auto& [set, beginning] : sets) {
        for (std::size_t byte = 0; byte < beginnings_.size(); ++byte) {
            if (set->may_start(static_cast<char>(static_cast<unsigned char>(byte)))) beginnings_[byte] |= beginning;
        }
    }
    number_beginnings_ = {};
    for (const text::PhraseSet* const set : {&numerals, &number_words})
        set->each([this](std::string_view phrase) { number_beginnings_.add(phrase); });
    figure_beginnings_ = {};
    for (const text::PhraseSet* const set : {&qualifiers_before, &percent_leads, &digits, &powers, &number_words})
        set->each([this](std::string_view phrase) { figure_beginnings_.add(phrase); });
}

text::PhraseSet::Match Lexicon::match(const text::PhraseSet& set, std::string_view text, std::uint32_t pos) {
    return set.match(text, pos);
}

}  // namespace certdelta::value
