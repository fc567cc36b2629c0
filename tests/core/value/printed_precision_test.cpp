#include "value/printed_precision.h"

#include <doctest/doctest.h>

#include "certdelta/compare.h"
#include "certdelta/json.h"
#include "certdelta/reader.h"
#include "lexicons.h"
#include "records.h"

using namespace certdelta;
using namespace certdelta::test;
using value::printed_precision;

namespace {

std::string precision(ChangeKind kind, std::string_view value, std::string_view quote) {
    const std::optional<Decimal> printed = printed_precision(stated(kind, Direction::up, value), quote);
    return printed ? printed->to_string() : "none";
}

}  // namespace

TEST_CASE("printed precision: from the number in the quote that is the change's") {
    CHECK(precision(ChangeKind::percent, "17", "totaled 25 (1.2%), an increase of 17.0% from last week") == "0.1");
    CHECK(precision(ChangeKind::percent, "17", "up 17% from last week") == "1");
    CHECK(precision(ChangeKind::percent, "16.8", "up 16.80 %") == "0.01");
    CHECK(precision(ChangeKind::absolute, "17", "17 fewer than last week") == "1");
    CHECK(precision(ChangeKind::absolute, "12000", "1.20\xE4\xB8\x87") == "100");  // U+4E07, ten thousand
    CHECK(precision(ChangeKind::percent, "17", "\xEF\xBC\x91\xEF\xBC\x97.0\xEF\xBC\x85") == "0.1");  // full-width 17.0%
}

TEST_CASE("printed precision: a change may be printed with a qualifier") {
    const value::Lexicon english = lexicon("en");
    const auto qualifier = [&](ChangeKind kind, std::string_view value, std::string_view quote) {
        return value::printed_qualifier(stated(kind, Direction::up, value), quote, english);
    };
    CHECK(qualifier(ChangeKind::percent, "5", "totaled 25, up by about 5% from last week") == Qualifier::about);
    CHECK(qualifier(ChangeKind::percent, "5", "totaled 25, up more\nthan **5%**") == Qualifier::more_than);
    CHECK(qualifier(ChangeKind::percent, "5", "totaled 25, up by nearly 5% from last week") == Qualifier::nearly);
    CHECK(qualifier(ChangeKind::absolute, "17", "17 or more incidents more than last week") == Qualifier::more_than);
    CHECK(qualifier(ChangeKind::percent, "5", "totaled about 25, up by 5% from last week") == Qualifier::none);
    CHECK(qualifier(ChangeKind::percent, "5", "totaled about 5, up by 5% from last week") == Qualifier::none);
}

TEST_CASE("printed precision: a qualifier leaves the last digit open, on its side") {
    const auto spans = [](std::string_view value, std::string_view precision, Qualifier qualifier) {
        const value::Loosened open =
            value::loosened(*Decimal::from_string(value), *Decimal::from_string(precision), qualifier);
        const std::int64_t half = open.precision.micros() / 2;
        return Decimal::from_micros(open.value.micros() - half).to_string() + " to " +
               Decimal::from_micros(open.value.micros() + half).to_string();
    };
    CHECK(spans("16.8", "0.1", Qualifier::none) == "16.75 to 16.85");
    CHECK(spans("16.8", "0.1", Qualifier::about) == "16.3 to 17.3");
    CHECK(spans("16.8", "0.1", Qualifier::more_than) == "16.75 to 17.3");
    CHECK(spans("16.8", "0.1", Qualifier::nearly) == "16.3 to 16.85");
    CHECK(spans("5", "1", Qualifier::about) == "4 to 6");
    CHECK(spans("5", "1", Qualifier::nearly) == "4 to 5.5");
}

TEST_CASE("a stated change agrees within what its qualifier allows") {
    const Reader reader;
    const auto agrees = [&](const char* change) {
        const auto read = [&](const char* issue, std::string sentence) {
            return reader.read(
                std::string("Weekly Report of CNCERT\n\n") + issue + "\n\nWebsite Security\n\n" + sentence,
                {"a.md", InputFormat::markdown});
        };
        const auto before =
            read("Issue 20 2024 May.13 -May.19", "The defaced government (gov.cn) websites totaled 1000 (1.0%).\n");
        const auto after = read("Issue 21 2024 May.20 -May.26",
                                "The defaced government (gov.cn) websites totaled 1173 (1.2%), an increase of " +
                                    std::string(change) + " from last week.\n");
        REQUIRE(before.ok());
        REQUIRE(after.ok());
        const auto record = report_from_json(to_json(after.value()));
        REQUIRE(record.ok());
        const std::string json = to_json(compare(before.value(), record.value()));
        CHECK(json == to_json(compare(before.value(), after.value())));
        return json.find("\"agrees\":true") != std::string::npos;
    };
    CHECK_FALSE(agrees("17.0%"));
    CHECK(agrees("about 17.0%"));
    CHECK(agrees("over 17.0%"));
    CHECK_FALSE(agrees("nearly 17.0%"));
    CHECK(agrees("nearly 17.5%"));
    CHECK_FALSE(agrees("more than 17.5%"));
}

TEST_CASE("printed precision: nothing is guessed") {
    CHECK(precision(ChangeKind::percent, "17", "no number at all") == "none");
    CHECK(precision(ChangeKind::percent, "17", "up 16.9%, and 170%, and 0.17%") == "none");
    CHECK(precision(ChangeKind::percent, "25", "totaled 30 (25.0%), up 25% from last week") == "none");
    CHECK(precision(ChangeKind::percent, "25", "totaled 25 (6.3%), up 25.0% from last week") ==
          "0.1");  // 25 has no sign
    CHECK_FALSE(printed_precision(stated(ChangeKind::percent, Direction::up), "up 17%").has_value());
}

TEST_CASE("a record that is read back judges a stated change as its document does") {
    const Reader reader;
    const auto read = [&](const char* issue, const char* sentence) {
        return reader.read(std::string("Weekly Report of CNCERT\n\n") + issue + "\n\nWebsite Security\n\n" + sentence,
                           {"a.md", InputFormat::markdown});
    };
    const auto before = read("Issue 20 2024 May.13 -May.19",
                             "Among them, the defaced government (gov.cn) websites totaled 1000 (1.0%), an increase of "
                             "5.0% from last week.\n");
    const auto after = read("Issue 21 2024 May.20 -May.26",
                            "Among them, the defaced government (gov.cn) websites totaled 1173 (1.2%), an increase of "
                            "17.0% from last week.\n");
    REQUIRE(before.ok());
    REQUIRE(after.ok());
    const auto record = report_from_json(to_json(after.value()));
    REQUIRE(record.ok());
    CHECK(record.value() == after.value());
    // 17.3 is no 17.0; it could be a 17.
    CHECK(to_json(compare(before.value(), record.value())).find("\"agrees\":false") != std::string::npos);
}
