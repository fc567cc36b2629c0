#include "certdelta/report.h"

#include <doctest/doctest.h>

using certdelta::Date;
using certdelta::Field;
using certdelta::ProfileId;
using certdelta::Report;

TEST_CASE("Date: counts days from 1970-01-01") {
    CHECK(Date{1970, 1, 1}.to_days() == 0);
    CHECK(Date{1969, 12, 31}.to_days() == -1);
    CHECK(Date{2000, 2, 29}.to_days() == 11016);
    CHECK(Date{2023, 10, 16}.to_days() == 19646);
}

TEST_CASE("Date: every day of eight centuries follows the one before") {
    Date yesterday{1599, 12, 31};
    const std::int64_t first = yesterday.to_days() + 1;
    for (std::int64_t days = first; days < first + 800 * 366; ++days) {
        const Date today = Date::from_days(days);
        const bool next_day =
            today.year == yesterday.year && today.month == yesterday.month && today.day == yesterday.day + 1;
        const bool next_month = today.year == yesterday.year && today.month == yesterday.month + 1 && today.day == 1;
        const bool next_year = today.year == yesterday.year + 1 && today.month == 1 && today.day == 1;
        REQUIRE((next_day || next_month || next_year));
        REQUIRE(today.valid());
        REQUIRE(today.to_days() == days);
        REQUIRE(today.weekday() == (yesterday.weekday() + 1) % 7);
        yesterday = today;
    }
}

TEST_CASE("Date: knows the day of the week") {
    CHECK(Date{2023, 10, 16}.weekday() == 1);
    CHECK(Date{2023, 10, 22}.weekday() == 0);
    CHECK(Date{1900, 1, 1}.weekday() == 1);
}

TEST_CASE("Date: leap days exist in leap years only") {
    CHECK(Date{2024, 2, 29}.valid());
    CHECK(Date{2000, 2, 29}.valid());
    CHECK_FALSE(Date{2023, 2, 29}.valid());
    CHECK_FALSE(Date{1900, 2, 29}.valid());
    CHECK_FALSE(Date{2023, 4, 31}.valid());
    CHECK_FALSE(Date{2023, 13, 1}.valid());
    CHECK_FALSE(Date{2023, 0, 1}.valid());
    CHECK_FALSE(Date{2023, 1, 0}.valid());
}

TEST_CASE("Date: reads and prints ISO 8601 and nothing else") {
    CHECK(Date{2023, 1, 2}.to_string() == "2023-01-02");
    CHECK(Date{812, 1, 2}.to_string() == "0812-01-02");
    CHECK(Date::from_string("2023-10-16") == Date{2023, 10, 16});
    for (const char* text :
         {"", "2023-10-1", "2023/10/16", "2023-10-16 ", "2023-02-29", "0000-01-01", "20 3-10-16", "2023-1O-16"}) {
        CAPTURE(text);
        CHECK_FALSE(Date::from_string(text).has_value());
    }
}

TEST_CASE("ProfileId: the periodical is the id up to its last dot") {
    CHECK(ProfileId{"cncert-weekly.en", 1}.periodical() == "cncert-weekly");
    CHECK(ProfileId{"a.b.zh", 1}.periodical() == "a.b");
    CHECK(ProfileId{"plain", 1}.periodical() == "plain");
}

TEST_CASE("Report: finds fields by their whole name") {
    Report report;
    report.fields.resize(2);
    report.fields[0].name = "incidents.handled.total";
    report.fields[1].name = "incidents.handled";
    CHECK(report.find("incidents.handled") == &report.fields[1]);
    CHECK(report.find("incidents") == nullptr);
}
