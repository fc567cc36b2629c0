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
    const auto qualified = [&](ChangeKind kind, std::string_view value, std::string_view quote) {
        return value::is_qualified(stated(kind, Direction::up, value), quote, english);
    };
    CHECK(qualified(ChangeKind::percent, "5", "totaled 25, up by about 5% from last week"));
    CHECK(qualified(ChangeKind::percent, "5", "totaled 25, up more\nthan **5%**"));
    CHECK(qualified(ChangeKind::absolute, "17", "17 or more incidents more than last week"));
    CHECK_FALSE(qualified(ChangeKind::percent, "5", "totaled about 25, up by 5% from last week"));
    CHECK_FALSE(qualified(ChangeKind::percent, "5", "totaled about 5, up by 5% from last week"));
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
