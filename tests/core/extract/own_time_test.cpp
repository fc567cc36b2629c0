#include "extract/own_time.h"

#include <doctest/doctest.h>

#include <string>

#include "lexicons.h"
#include "value/date.h"

using namespace certdelta;

TEST_CASE("a quick look rules out no place where a date or a range of days begins") {
    for (const std::string language : {"en", "zh"}) {
        const value::Lexicon lexicon = test::lexicon(language);
        const std::string text =
            "Oct.16-22, 2023; 16th of October; 3 May 2,953 253 12.5% 5.4 2017 2017-01-02 1234 12 to 18 March "
            "2023\xE5\xB9\xB4 10 \xE6\x9C\x88 16\xE6\x97\xA5\xE8\x87\xB3 22\xE6\x97\xA5 253\xE5\xAE\xB6 12 "
            "\xE5\xAE\xB6 1st March 20230101 7";
        for (std::uint32_t pos = 0; pos < text.size(); ++pos) {
            CAPTURE(pos);
            const bool begins = value::read_date(text, pos, lexicon) || value::read_day_range(text, pos, lexicon);
            if (begins) CHECK(extract::may_begin_time(text, pos, lexicon));
        }
        CHECK_FALSE(extract::may_begin_time(text, static_cast<std::uint32_t>(text.find("253 ")), lexicon));
        CHECK_FALSE(extract::may_begin_time(text, static_cast<std::uint32_t>(text.find("12.5%")), lexicon));
        CHECK_FALSE(extract::may_begin_time(text, static_cast<std::uint32_t>(text.size()), lexicon));
    }
}
