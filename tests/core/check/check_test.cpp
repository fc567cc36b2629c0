#include "check/check.h"

#include <doctest/doctest.h>

#include <array>

#include "check/equation.h"
#include "lexicons.h"
#include "records.h"

using namespace certdelta;
using namespace certdelta::test;

namespace {

Field counted(std::string name, std::string_view value, std::string_view precision = "1") {
    Field field = found(std::move(name), number(value));
    field.precision = number(precision);
    return field;
}

profile::Profile with_sum() {
    profile::Profile profile;
    profile::Check check;
    check.id = "sum";
    check.kind = profile::CheckKind::sum;
    check.fields = {0, 1, 2};
    check.message.en = "no sum";
    profile.checks.push_back(check);
    return profile;
}

std::vector<Diagnostic> check_sum(std::vector<Field> fields) {
    return check::run_checks(with_sum(), fields, {}, std::nullopt);
}

}  // namespace

TEST_CASE("a sum has to hold within half a unit of the coarsest figure") {
    CHECK(check_sum(
              {counted("total", "1340000", "10000"), counted("a", "1200000", "10000"), counted("b", "144000", "1000")})
              .empty());
    CHECK(check_sum({counted("total", "10"), counted("a", "4"), counted("b", "6")}).empty());
    const auto wrong = check_sum({counted("total", "11"), counted("a", "4"), counted("b", "6")});
    REQUIRE(wrong.size() == 1);
    CHECK(wrong.front().severity == Severity::error);
}

TEST_CASE("a sum that rounding explains is told, but is no error") {
    const auto rounded = check_sum(
        {counted("total", "1340000", "10000"), counted("a", "1200000", "10000"), counted("b", "148000", "1000")});
    REQUIRE(rounded.size() == 1);
    CHECK(rounded.front().severity == Severity::info);
    const auto wrong = check_sum(
        {counted("total", "1340000", "10000"), counted("a", "1200000", "10000"), counted("b", "158000", "1000")});
    REQUIRE(wrong.size() == 1);
    CHECK(wrong.front().severity == Severity::error);
}

TEST_CASE("what a check has compared is said as figures for people") {
    Field total = counted("total", "1340000", "10000");
    total.unit = "hosts";
    Field share = counted("a", "58.1", "0.1");
    share.unit = "%";
    const auto wrong = check_sum({total, share, counted("b", "2024")});
    REQUIRE(wrong.size() == 1);
    CHECK(wrong.front().message == "no sum: total = 1,340,000, a = 58.1%, b = 2024");
}

TEST_CASE("a check says nothing where a field is missing") {
    Field absent;
    absent.name = "b";
    CHECK(check_sum({counted("total", "11"), counted("a", "4"), absent}).empty());
}

TEST_CASE("a share fits its counts within its printed digits") {
    const auto fits = [](const Field& share, std::string_view part, std::string_view whole) {
        return check::figures_fit(profile::CheckKind::ratio,
                                  std::array{check::quantity_of(share), check::quantity_of(counted("part", part)),
                                             check::quantity_of(counted("whole", whole))});
    };
    CHECK(fits(counted("share", "2.3", "0.1"), "73", "3134") == true);
    CHECK(fits(counted("share", "2.4", "0.1"), "73", "3134") == false);
    CHECK_FALSE(fits(counted("share", "2.3", "0.1"), "73", "0").has_value());
}

TEST_CASE("a stated percentage gives a whole count of the period before") {
    const auto whole = [](std::string_view after, Direction direction, std::string_view value,
                          std::string_view precision) {
        return check::has_whole_predecessor({number(after)}, stated(ChangeKind::percent, direction, value, precision));
    };
    CHECK(whole("3", Direction::up, "50.0", "0.1") == true);
    CHECK(whole("3", Direction::up, "40.0", "0.1") == false);
    CHECK(whole("141", Direction::down, "44.3", "0.1") == true);
    CHECK_FALSE(whole("3", Direction::unknown, "50.0", "0.1").has_value());
    CHECK_FALSE(
        check::has_whole_predecessor({number("3")}, stated(ChangeKind::points, Direction::up, "1")).has_value());
}

TEST_CASE("nothing can lose more than all of itself, and from nothing no percentage leads") {
    const auto fits = [](std::string_view after, Direction direction, std::string_view value) {
        return check::has_whole_predecessor({number(after)}, stated(ChangeKind::percent, direction, value, "0.1"));
    };
    CHECK(fits("25", Direction::down, "100.0") == false);
    CHECK(fits("25", Direction::down, "120.0") == false);
    CHECK(fits("0", Direction::down, "120.0") == false);
    CHECK(fits("0", Direction::down, "100.0") == true);
    CHECK(fits("0", Direction::down, "50.0") == false);
    CHECK(fits("0", Direction::up, "50.0") == false);
    CHECK(fits("0", Direction::up, "0.0") == true);
    CHECK(fits("1", Direction::down, "99.9") == true);
    CHECK(fits("1", Direction::up, "150.0") == false);
}

TEST_CASE("no more can have been added than there are") {
    const auto fits = [](std::string_view after, Direction direction, std::string_view value) {
        return check::has_whole_predecessor({number(after)}, stated(ChangeKind::absolute, direction, value));
    };
    CHECK(fits("25", Direction::up, "25") == true);
    CHECK(fits("25", Direction::up, "26") == false);
    CHECK(fits("25", Direction::down, "26") == true);
}

TEST_CASE("a change with a qualifier is only so near") {
    profile::Profile profile;
    profile.lexicon = lexicon("en");
    profile.fields.emplace_back();
    profile::Check check;
    check.id = "change";
    check.kind = profile::CheckKind::change;
    profile.checks.push_back(check);
    const auto told = [&](std::string_view after, std::string_view percent, std::string_view quote) {
        Field field = counted("counted", after);
        field.change = stated(ChangeKind::percent, Direction::up, percent);
        field.evidence.emplace_back();
        field.evidence.back().quote = quote;
        return check::run_checks(profile, {field}, {}, std::nullopt).size();
    };
    CHECK(told("11", "11", "11 incidents, up by 11%") == 1);
    CHECK(told("11", "11", "11 incidents, up by about 11%") == 0);
    CHECK(told("3", "90", "3 incidents, up by about 90%") == 1);
}

TEST_CASE("a profile says of which counts the stated change is looked at") {
    profile::Profile profile;
    for (const char* name : {"counted", "rated"}) {
        profile::FieldDefinition field;
        field.name = name;
        profile.fields.push_back(field);
    }
    Field counts = counted("counted", "3");
    counts.change = stated(ChangeKind::percent, Direction::up, "40.0", "0.1");
    Field other = counts;
    other.name = "rated";
    const auto told = [&] { return check::run_checks(profile, {counts, other}, {}, std::nullopt); };
    CHECK(told().empty());
    profile::Check check;
    check.id = "change";
    check.kind = profile::CheckKind::change;
    check.message.en = "no whole number";
    profile.checks.push_back(check);
    CHECK(told().size() == 2);
    profile.checks.front().fields = {1};
    REQUIRE(told().size() == 1);
    CHECK(told().front().message == "no whole number: rated = 3, up 40%");
    profile.fields[1].type = profile::FieldType::percentage;  // what has no predecessor to count
    CHECK(told().empty());
}
