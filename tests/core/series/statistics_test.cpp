#include "series/statistics.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>
#include <random>
#include <vector>

#include "records.h"

using namespace certdelta;
using namespace certdelta::test;
using series::Spread;
using series::theil_sen_slope;
using series::TimedFigure;

namespace {

std::vector<Decimal> figures(std::initializer_list<std::string_view> texts) {
    std::vector<Decimal> out;
    for (const std::string_view text : texts) out.push_back(number(text));
    return out;
}

std::string text_of(const std::optional<Decimal>& value) { return value ? value->to_string() : "none"; }

/// By the definition: all slopes, in the middle. Needs figures whose products stay exact in a double.
double slope_by_definition(const std::vector<TimedFigure>& row) {
    std::vector<double> slopes;
    for (std::size_t i = 0; i < row.size(); ++i) {
        for (std::size_t j = i + 1; j < row.size(); ++j) {
            slopes.push_back((row[j].value.to_double() - row[i].value.to_double()) /
                             static_cast<double>(row[j].week - row[i].week));
        }
    }
    std::sort(slopes.begin(), slopes.end());
    return (slopes[(slopes.size() - 1) / 2] + slopes[slopes.size() / 2]) / 2;
}

}  // namespace

TEST_CASE("median and MAD: the middle, and halfway between two middles") {
    const Spread two(figures({"253", "141"}));
    CHECK(two.median().to_string() == "197");
    CHECK(two.mad().to_string() == "56");
    CHECK(text_of(two.z(number("253"))) == "0.67");
    CHECK(text_of(two.z(number("141"))) == "-0.67");

    const Spread four(figures({"1", "2", "4", "9"}));
    CHECK(four.median().to_string() == "3");
    CHECK(four.mad().to_string() == "1.5");

    CHECK(Spread(figures({"0.1", "0.2"})).median().to_string() == "0.15");
    CHECK(Spread(figures({"5"})).median().to_string() == "5");
    CHECK(Spread(figures({"5"})).mad().to_string() == "0");
}

TEST_CASE("modified z-score: an anomaly is beyond 3.5 before rounding, on either side") {
    // Median 0, MAD 0.6745: the score of x is x itself.
    const Spread spread(figures({"-0.6745", "0.6745", "0", "-0.6745", "0.6745"}));
    CHECK(spread.mad().to_string() == "0.6745");
    CHECK_FALSE(spread.is_anomaly(number("3.5")));
    CHECK(spread.is_anomaly(number("3.500001")));
    CHECK(spread.is_anomaly(number("-3.500001")));
    CHECK(text_of(spread.z(number("3.500001"))) == "3.5");
    CHECK(text_of(spread.z(number("-1.005"))) == "-1.01");
}

TEST_CASE("modified z-score: without a spread there is no score and no anomaly") {
    const Spread spread(figures({"31", "31", "31", "32"}));
    CHECK(spread.mad().to_string() == "0");
    CHECK_FALSE(spread.z(number("32")).has_value());
    CHECK_FALSE(spread.is_anomaly(number("3200")));
}

TEST_CASE("statistics: the largest figures do no harm") {
    const Decimal most = Decimal::from_micros(INT64_MAX);
    const Decimal least = Decimal::from_micros(-INT64_MAX);
    const Spread spread(std::vector{most, least, Decimal()});
    CHECK(spread.median() == Decimal());
    CHECK(spread.mad() == most);
    CHECK(text_of(spread.z(most)) == "0.67");
    CHECK_FALSE(theil_sen_slope(std::vector<TimedFigure>{{0, least}, {1, most}}).has_value());
}

TEST_CASE("Theil-Sen slope: the middle of all slopes") {
    CHECK(text_of(theil_sen_slope(std::vector<TimedFigure>{{0, number("253")}, {8, number("141")}})) == "-14");
    CHECK(text_of(theil_sen_slope(std::vector<TimedFigure>{{0, number("1")}, {1, number("2")}, {3, number("40")}})) ==
          "13");
    CHECK(text_of(theil_sen_slope(std::vector<TimedFigure>{{5, number("1")}})) == "none");
    CHECK(text_of(theil_sen_slope({})) == "none");
}

TEST_CASE("Theil-Sen slope: as by the definition, for any shape of figures, small and large") {
    std::mt19937_64 random(4);
    const auto row_of = [&](std::size_t n, std::uint64_t values, std::int64_t trend, std::uint64_t longest_gap) {
        std::vector<TimedFigure> row;
        std::int64_t week = static_cast<std::int64_t>(random() % 3000);
        for (std::size_t i = 0; i < n; ++i) {
            const std::int64_t noise = static_cast<std::int64_t>(random() % values);
            row.push_back({week, Decimal::from_integer(noise + trend * week)});
            week += 1 + static_cast<std::int64_t>(random() % longest_gap);
        }
        return row;
    };
    const auto check = [](const std::vector<TimedFigure>& row) {
        const std::optional<Decimal> slope = theil_sen_slope(row);
        REQUIRE(slope.has_value());
        CHECK(slope->to_double() == doctest::Approx(slope_by_definition(row)).epsilon(1e-6));
    };
    for (std::size_t n = 2; n < 40; ++n) {
        check(row_of(n, 1000, 3, 4));
        check(row_of(n, 2, 0, 1));
    }
    // Beyond 725 points the slopes are narrowed down before they are made.
    for (const std::size_t n : {800U, 1501U, 2600U}) {
        check(row_of(n, 1'000'000, 7, 3));
        check(row_of(n, 3, 0, 1));   // nearly all slopes equal a few
        check(row_of(n, 1, 0, 1));   // all equal
        check(row_of(n, 1, -5, 9));  // all equal, not zero
        check(row_of(n, 2, 1, 1));
        std::vector<TimedFigure> step = row_of(n, 1, 0, 1);
        for (std::size_t i = n / 2; i < n; ++i) step[i].value = number("1");
        check(step);
        for (std::size_t i = 0; i < n; ++i) step[i].value = Decimal::from_integer(static_cast<std::int64_t>(i % 2));
        check(step);
    }
}

TEST_CASE("Theil-Sen slope: a hundred thousand points take seconds at most, not hours") {
    std::mt19937_64 random(5);
    std::vector<TimedFigure> row;
    for (std::int64_t week = 0; week < 100'000; ++week)
        row.push_back({week, Decimal::from_integer(week / 2 + static_cast<std::int64_t>(random() % 20'000))});
    const std::clock_t start = std::clock();
    const std::optional<Decimal> slope = theil_sen_slope(row);
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    REQUIRE(slope.has_value());
    CHECK(slope->to_double() == doctest::Approx(0.5).epsilon(0.01));
    MESSAGE("100 000 points: ", seconds, " s");
    CHECK(seconds < 10);
}
