#include "value/lexicon.h"

#include <doctest/doctest.h>

#include <string>

#include "lexicons.h"

using namespace certdelta;

namespace {

/// Each phrase of the set, in either case, begins with a byte that the lexicon knows for it.
void check_beginnings(const value::Lexicon& lexicon, const text::PhraseSet& set, std::uint32_t beginning) {
    set.each([&](std::string_view phrase) {
        CHECK_MESSAGE(lexicon.may_begin(beginning, phrase, 0), phrase);
        std::string capital(phrase);
        if (capital[0] >= 'a' && capital[0] <= 'z') capital[0] = static_cast<char>(capital[0] - 'a' + 'A');
        CHECK_MESSAGE(lexicon.may_begin(beginning, capital, 0), phrase);
    });
}

}  // namespace

TEST_CASE("a lexicon knows what the first bytes of its phrases may begin") {
    for (const std::string_view language : {"en", "zh"}) {
        const value::Lexicon lexicon = test::lexicon(language);
        check_beginnings(lexicon, lexicon.scales, value::begins_scale);
        check_beginnings(lexicon, lexicon.qualifiers_before, value::begins_qualifier);
        check_beginnings(lexicon, lexicon.qualifiers_after, value::begins_qualifier_behind);
        check_beginnings(lexicon, lexicon.qualifiers_inside, value::begins_qualifier_behind);
        check_beginnings(lexicon, lexicon.percent, value::begins_percent);
        check_beginnings(lexicon, lexicon.wholes, value::begins_part);
        check_beginnings(lexicon, lexicon.directions, value::begins_direction);
        check_beginnings(lexicon, lexicon.measured_against, value::begins_base);
        check_beginnings(lexicon, lexicon.months, value::begins_month);
        check_beginnings(lexicon, lexicon.day_marks, value::begins_date_mark);
        for (const text::PhraseSet* set : {&lexicon.numerals, &lexicon.number_words})
            set->each([&](std::string_view phrase) { CHECK(lexicon.may_begin_number(phrase, 0)); });
    }
}

TEST_CASE("most bytes begin nothing, and nothing begins behind the text's end") {
    const value::Lexicon english = test::lexicon("en");
    CHECK_FALSE(english.may_begin(value::begins_scale | value::begins_percent, "websites", 0));
    CHECK_FALSE(english.may_begin(value::begins_scale, "thousand", 8));
    CHECK_FALSE(value::Lexicon{}.may_begin(~0U, "thousand", 0));
}
