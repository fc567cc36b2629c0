#include "value/date.h"

#include <doctest/doctest.h>

#include <string>

#include "lexicons.h"

using namespace certdelta;

namespace {

const value::Lexicon& english() {
    static const value::Lexicon lexicon = test::lexicon("en");
    return lexicon;
}

const value::Lexicon& chinese() {
    static const value::Lexicon lexicon = test::lexicon("zh");
    return lexicon;
}

std::string period_of(const std::string& text, const value::Lexicon& lexicon, std::optional<std::int32_t> year,
                      std::optional<int> weekday = 1) {
    const auto range = value::read_day_range(text, 0, lexicon);
    if (!range) return "no range";
    const auto resolved = value::resolve_period(*range, year, weekday);
    if (!resolved) return "no period";
    return resolved->period.start.to_string() + "/" + resolved->period.end.to_string();
}

}  // namespace

TEST_CASE("dates as far as they are printed") {
    const auto iso = [](const std::string& text, const value::Lexicon& lexicon) {
        const auto date = value::read_date(text, 0, lexicon);
        return date ? date->to_string() : std::string("none");
    };
    CHECK(iso("Sep.2002,", english()) == "2002-09");
    CHECK(iso("September 2002", english()) == "2002-09");
    CHECK(iso("Oct. 16, 2023", english()) == "2023-10-16");
    CHECK(iso("16 October 2023", english()) == "2023-10-16");
    CHECK(iso("2014.02.03", english()) == "2014-02-03");
    CHECK(iso("2002 ", english()) == "2002");
    CHECK(iso("2001\xE5\xB9\xB4"
              "8\xE6\x9C\x88",
              chinese()) == "2001-08");
    CHECK(iso("2001\xE5\xB9\xB4"
              "8\xE6\x9C\x88"
              "3\xE6\x97\xA5",
              chinese()) == "2001-08-03");
    CHECK(iso("Oct. 16,2023", english()) == "2023-10-16");
    CHECK(iso("Oct. 2,811 websites", english()) == "none");
    CHECK(iso("words", english()) == "none");
}

TEST_CASE("ranges of days") {
    CHECK(period_of("Oct.16 -Oct.22", english(), 2023) == "2023-10-16/2023-10-22");
    CHECK(period_of("Oct.16-22", english(), 2023) == "2023-10-16/2023-10-22");
    CHECK(period_of("2014.02.03\xE8\x87\xB3"
                    "2014.02.09",
                    chinese(), std::nullopt) == "2014-02-03/2014-02-09");
    CHECK(period_of("10\xE6\x9C\x88"
                    "16\xE6\x97\xA5-10\xE6\x9C\x88"
                    "22\xE6\x97\xA5",
                    chinese(), 2023) == "2023-10-16/2023-10-22");
    CHECK(period_of("10\xE6\x9C\x88"
                    "16\xE6\x97\xA5\xE8\x87\xB3"
                    "22\xE6\x97\xA5",
                    chinese(), 2023) == "2023-10-16/2023-10-22");
}

TEST_CASE("an item's dash, and a number that goes on in letters, end no range of days") {
    CHECK(period_of("Jun.13 -Jun.19\n\n- 25", english(), 2016) == period_of("Jun.13 -Jun.19", english(), 2016));
    CHECK(period_of("Jun.13\n- 19 websites", english(), 2016) == "no range");
    CHECK(period_of("Jun.13 -\n19", english(), 2016) == period_of("Jun.13-19", english(), 2016));
    CHECK(period_of("Jun.13 -2Q16", english(), 2016) == "no range");
    CHECK(period_of("Jun.13-19th", english(), 2016) == period_of("Jun.13-19", english(), 2016));
}

TEST_CASE("a period is never guessed") {
    CHECK(period_of("Oct.16 -Oct.22", english(), std::nullopt) == "no period");
    CHECK(period_of("Oct.30 -Oct.32", english(), 2023) == "no range");
    CHECK(period_of("Feb.27 -Feb.30", english(), 2023) == "no period");
    CHECK(period_of("Oct.22 -Oct.16", english(), 2023) == "no period");
}

TEST_CASE("a week across New Year takes its year from the issue's Sunday") {
    CHECK(period_of("Dec.26 -Jan.1", english(), 2023) == "2022-12-26/2023-01-01");
    // by its weekdays the printed year is the Monday's here
    CHECK(period_of("Dec.26 -Jan.1", english(), 2022) == "2022-12-26/2023-01-01");
    // no weekday known: the year is the last day's
    CHECK(period_of("Dec.26 -Jan.1", english(), 2022, std::nullopt) == "2021-12-26/2022-01-01");
}
