#include "certdelta/decimal.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

using certdelta::Decimal;
using certdelta::percent_of;

namespace {

std::string reprinted(std::string_view text) {
    const std::optional<Decimal> value = Decimal::from_string(text);
    return value ? value->to_string() : "none";
}

}  // namespace

TEST_CASE("Decimal: prints the shortest decimal that gives the value back") {
    CHECK(reprinted("253") == "253");
    CHECK(reprinted("16.8") == "16.8");
    CHECK(reprinted("-0.5") == "-0.5");
    CHECK(reprinted("16.800") == "16.8");
    CHECK(reprinted("0.000001") == "0.000001");
    CHECK(reprinted("-0") == "0");
    CHECK(Decimal::from_integer(184'000).to_string() == "184000");
}

TEST_CASE("Decimal: reads exponents") {
    CHECK(reprinted("1e3") == "1000");
    CHECK(reprinted("1.5E+2") == "150");
    CHECK(reprinted("25e-1") == "2.5");
    CHECK(reprinted("0e999999999999") == "0");
    CHECK(reprinted("1e-999999999999") == "0");
}

TEST_CASE("Decimal: rounds the seventh decimal half away from zero") {
    CHECK(reprinted("0.0000005") == "0.000001");
    CHECK(reprinted("-0.0000005") == "-0.000001");
    CHECK(reprinted("0.00000049999") == "0");
    CHECK(reprinted("9.9999999") == "10");
}

TEST_CASE("Decimal: refuses what is no JSON number") {
    for (const char* text :
         {"", "-", "+1", ".5", "5.", "01", "1e", "1e+", "1,000", " 1", "1 ", "0x10", "nan", "1.2.3"}) {
        CAPTURE(text);
        CHECK_FALSE(Decimal::from_string(text).has_value());
    }
}

TEST_CASE("Decimal: refuses what does not fit") {
    CHECK(reprinted("9223372036854.775807") == "9223372036854.775807");
    CHECK(reprinted("-9223372036854.775807") == "-9223372036854.775807");
    CHECK(reprinted("9223372036854.775808") == "none");
    CHECK(reprinted("9223372036854.7758075") == "none");
    CHECK(reprinted("1e300") == "none");
}

TEST_CASE("Decimal: prints even the smallest value") {
    CHECK(Decimal::from_micros(std::numeric_limits<std::int64_t>::min()).to_string() == "-9223372036854.775808");
}

TEST_CASE("Decimal: any value survives printing and reading") {
    std::mt19937_64 random(20231016);
    for (int i = 0; i < 20'000; ++i) {
        const auto micros = static_cast<std::int64_t>(random() >> (random() % 63U)) / 2;
        const Decimal value = Decimal::from_micros(i % 2 == 0 ? micros : -micros);
        CAPTURE(value.micros());
        CHECK(Decimal::from_string(value.to_string()) == value);
    }
}

TEST_CASE("percent_of: rounds half away from zero at the asked decimals") {
    const auto percent = [](std::int64_t part, std::int64_t whole, int decimals) {
        return percent_of(Decimal::from_integer(part), Decimal::from_integer(whole), decimals)->to_string();
    };
    CHECK(percent(-112, 253, 2) == "-44.27");
    CHECK(percent(1, 3, 6) == "33.333333");
    CHECK(percent(2, 3, 0) == "67");
    CHECK(percent(1, 200, 0) == "1");
    CHECK(percent(-1, 200, 0) == "-1");
    CHECK(percent(1, -8, 1) == "-12.5");
}

TEST_CASE("percent_of: nothing to divide by, nothing that fits") {
    CHECK_FALSE(percent_of(Decimal::from_integer(5), Decimal(), 2).has_value());
    CHECK_FALSE(percent_of(Decimal::from_integer(1'000'000'000'000), Decimal::from_micros(1), 2).has_value());
    CHECK_FALSE(percent_of(Decimal::from_integer(1), Decimal::from_integer(2), 7).has_value());
}

TEST_CASE("percent_of: is never further than half a digit from the true quotient") {
    std::mt19937_64 random(51);
    std::uniform_int_distribution<std::int64_t> count(1, 5'000'000);
    for (int i = 0; i < 20'000; ++i) {
        const std::int64_t part = count(random);
        const std::int64_t whole = count(random);
        const long double exact = 100.0L * static_cast<long double>(part) / static_cast<long double>(whole);
        const Decimal rounded = *percent_of(Decimal::from_integer(part), Decimal::from_integer(whole), 2);
        CAPTURE(part);
        CAPTURE(whole);
        CHECK(std::abs(static_cast<long double>(rounded.micros()) / Decimal::scale - exact) <= 0.005L + 1e-9L);
    }
}
