#include "value/number.h"

#include <doctest/doctest.h>

#include <random>
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

Decimal decimal(std::string_view text) { return *Decimal::from_string(text); }

struct CountCase {
    std::string text;
    std::string value;
    std::string precision;
    Qualifier qualifier;
    std::string printed;
};

void check_counts(const value::Lexicon& lexicon, std::initializer_list<CountCase> cases) {
    for (const CountCase& test : cases) {
        CAPTURE(test.text);
        const auto figure = value::read_count(test.text, 0, lexicon);
        REQUIRE(figure);
        CHECK(figure->value == decimal(test.value));
        CHECK(figure->precision == decimal(test.precision));
        CHECK(figure->qualifier == test.qualifier);
        CHECK(test.text.substr(figure->printed.begin, figure->printed.end - figure->printed.begin) == test.printed);
        CHECK_FALSE(figure->damaged);
    }
}

}  // namespace

TEST_CASE("a look at a figure's first characters tells whether one may start") {
    for (const std::string_view text : {"253", "约253", "百分之五", "三成", "两万", "十起"}) {
        CAPTURE(text);
        CHECK(chinese().may_begin_figure(text, 0));
    }
    CHECK(!chinese().may_begin_figure("网站", 0));
    CHECK(english().may_begin_figure("about 253", 0));
    CHECK(english().may_begin_figure("Two incidents", 0));
    CHECK(!english().may_begin_figure("websites", 0));
}

TEST_CASE("counts as English reports print them") {
    check_counts(english(), {{"253 incidents", "253", "1", Qualifier::none, "253"},
                             {"5,087 sites", "5087", "1", Qualifier::none, "5,087"},
                             {"5 087 sites", "5087", "1", Qualifier::none, "5 087"},
                             {"1.15 million hosts", "1150000", "10000", Qualifier::none, "1.15 million"},
                             {"about 957 thousand hosts", "957000", "1000", Qualifier::about, "about 957 thousand"},
                             {"more than 1,200 hosts", "1200", "1", Qualifier::more_than, "more than 1,200"},
                             {"nearly\n300 hosts", "300", "1", Qualifier::nearly, "nearly\n300"},
                             {"253network", "253", "1", Qualifier::none, "253"}});
}

TEST_CASE("counts as Chinese reports print them") {
    check_counts(chinese(),
                 {{"18.4\xE4\xB8\x87\xE4\xB8\xAA", "184000", "1000", Qualifier::none, "18.4\xE4\xB8\x87"},
                  {"1.2\xE4\xBA\xBF\xE4\xB8\xAA", "120000000", "10000000", Qualifier::none, "1.2\xE4\xBA\xBF"},
                  {"\xE7\xBA\xA6"
                   "95.7\xE4\xB8\x87\xE4\xB8\xAA",
                   "957000", "1000", Qualifier::about,
                   "\xE7\xBA\xA6"
                   "95.7\xE4\xB8\x87"},
                  {"18\xE4\xB8\x87\xE4\xBD\x99\xE4\xB8\xAA", "180000", "10000", Qualifier::more_than,
                   "18\xE4\xB8\x87\xE4\xBD\x99"}});
}

TEST_CASE("what is no count is not read as one") {
    CHECK_FALSE(value::read_count("69.6% of", 0, english()));
    CHECK_FALSE(value::read_count("12.5 of", 0, english()));
    CHECK_FALSE(value::read_count("many", 0, english()));
    CHECK_FALSE(value::read_count("1234567890123456 hosts", 0, english()));
    CHECK_FALSE(value::read_count("999999999999999 million hosts", 0, english()));
}

TEST_CASE("a figure that may be part of another is marked damaged") {
    for (const std::string text :
         {"5,08 sites", "2** sites", "25? sites", "25", "1 08", "1.2.3 sites", "25\xE2\x96\xA1 sites"}) {
        CAPTURE(text);
        const auto number = value::read_number(text, 0);
        REQUIRE(number);
        CHECK(number->damaged);
    }
    CHECK(value::read_number("1253 x", 1)->damaged);
    // a digit behind the point is lost
    CHECK(value::goes_on("43.万，环比", 2, chinese()));
    CHECK(value::goes_on("43.% of", 2, english()));
    CHECK_FALSE(value::goes_on("43. Million", 2, english()));
}

TEST_CASE("percentages") {
    const auto figure = value::read_percentage("about 16.8% of", 0, english());
    REQUIRE(figure);
    CHECK(figure->value == decimal("16.8"));
    CHECK(figure->precision == decimal("0.1"));
    CHECK(figure->percent_sign);
    CHECK(figure->qualifier == Qualifier::about);
    CHECK_FALSE(value::read_percentage("16.8) of", 0, english())->percent_sign);
    CHECK_FALSE(value::read_percentage("16 thousand", 0, english()));
}

TEST_CASE("printing a count and reading it gives the count back") {
    std::mt19937 random(20231022);
    const auto grouped = [](std::int64_t value, char separator) {
        std::string digits = std::to_string(value);
        for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, separator);
        return digits;
    };
    for (int i = 0; i < 20000; ++i) {
        const auto value = static_cast<std::int64_t>(random() % 100000000U) >> (random() % 20U);
        const std::string texts[] = {std::to_string(value), grouped(value, ','), grouped(value, ' ')};
        for (const std::string& text : texts) {
            const auto figure = value::read_count(text + " incidents", 0, english());
            REQUIRE(figure);
            CHECK(figure->value == Decimal::from_integer(value));
            CHECK(figure->printed.end == text.size());
        }
        const std::int64_t tenths = value % 100000;
        const std::string scaled = std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " million hosts";
        CHECK(value::read_count(scaled, 0, english())->value == Decimal::from_integer(tenths * 100000));
    }
}

TEST_CASE("changes") {
    struct Case {
        std::string text;
        ChangeKind kind;
        std::string value;
        Direction direction;
    };
    const Case cases[] = {{"an increase of 5.2% from last week", ChangeKind::percent, "5.2", Direction::up},
                          {"decrease by 16.8% from last week", ChangeKind::percent, "16.8", Direction::down},
                          {"increased by 17 from last week", ChangeKind::absolute, "17", Direction::up},
                          {"increased by 1.2 percentage points", ChangeKind::points, "1.2", Direction::up},
                          {"\xE2\x86\x91 69.6%", ChangeKind::percent, "69.6", Direction::up},
                          {"\xE2\x86\x93"
                           "6.4%",
                           ChangeKind::percent, "6.4", Direction::down},
                          {"6.4% \xE2\x86\x93", ChangeKind::percent, "6.4", Direction::down},
                          {"\xE2\x80\xA0 6.4%", ChangeKind::percent, "6.4", Direction::unknown},
                          {"\xEE\x80\x81 6.4%", ChangeKind::percent, "6.4", Direction::unknown},
                          {"a 5% increase", ChangeKind::percent, "5", Direction::up}};
    for (const Case& test : cases) {
        CAPTURE(test.text);
        const std::uint32_t begin = test.text.starts_with("a 5") ? 2 : 0;
        const auto read = value::read_change(test.text, begin, english());
        REQUIRE(read);
        CHECK(read->change.kind == test.kind);
        CHECK(read->change.value == decimal(test.value));
        CHECK(read->change.direction == test.direction);
        CHECK_FALSE(read->against_last_year);
    }
    const auto same = value::read_change("= ", 0, english());
    REQUIRE(same);
    CHECK(same->change.direction == Direction::same);
    CHECK_FALSE(same->change.value);
    CHECK(value::read_change("increased by 5% from last year", 0, english())->against_last_year);
    CHECK(value::read_change("increased by 17 from last week", 0, english())->bare);
    CHECK_FALSE(value::read_change("increased by 1.7 from last week", 0, english())->bare);
    CHECK_FALSE(value::read_change("increased by 17 websites", 0, english())->bare);
    CHECK_FALSE(value::read_change("5% of them", 0, english()));
}

TEST_CASE("Chinese changes tell last week from last year") {
    const std::string week =
        "\xE8\xBE\x83\xE4\xB8\x8A\xE5\x91\xA8\xE7\x8E\xAF\xE6\xAF\x94\xE4\xB8\x8B\xE9\x99\x8D\xE4\xBA\x86"
        "5.2%";
    const auto read = value::read_change(week, 0, chinese());
    REQUIRE(read);
    CHECK(read->change.direction == Direction::down);
    CHECK(read->change.value == decimal("5.2"));
    CHECK_FALSE(read->against_last_year);
    const std::string year =
        "\xE5\x90\x8C\xE6\xAF\x94\xE4\xB8\x8A\xE5\x8D\x87"
        "5.2%";
    CHECK(value::read_change(year, 0, chinese())->against_last_year);
}

TEST_CASE("percentages in characters, and tenths") {
    const auto read = [](const std::string& text) {
        const auto figure = value::read_percentage(text, 0, chinese());
        return figure ? figure->value.to_string() + "/" + figure->precision.to_string() : std::string("none");
    };
    CHECK(read("百分之十二。") == "12/1");
    CHECK(read("百分之12.5。") == "12.5/0.1");
    CHECK(read("百分之二十。") == "20/1");
    CHECK(read("百分之一百零五。") == "105/1");
    CHECK(read("百分之零点五。") == "0.5/0.1");
    CHECK(read("百分之三十二点一。") == "32.1/0.1");
    CHECK(read("近百分之三十。") == "30/1");
    CHECK(read("百分之一二。") == "none");  // 1 or 2, or 12
    CHECK(read("百分之十几。") == "none");
    CHECK(read("百分之二千。") == "2000/1");
    CHECK(read("千分之五。") == "none");
    CHECK(read("三成五。") == "35/1");
    CHECK(read("3成5。") == "none");
    const auto tenths = value::read_figure("近三成。", 0, chinese());
    REQUIRE(tenths);
    CHECK(tenths->value == Decimal::from_integer(30));
    CHECK(tenths->precision == Decimal::from_integer(10));
    CHECK(tenths->qualifier == Qualifier::nearly);
    CHECK(tenths->percent_sign);
    CHECK(!value::read_figure("三四成。", 0, chinese()));
    CHECK(!value::read_figure("数成。", 0, chinese()));
    CHECK(!value::read_figure("十成。", 0, chinese()));
    CHECK(!value::read_count("三成。", 0, chinese()));
    CHECK(value::goes_on("三成至四成。", static_cast<std::uint32_t>(std::string_view("三成").size()), chinese()));
}

TEST_CASE("counts in characters") {
    const auto read = [](const std::string& text) {
        const auto figure = value::read_count(text, 0, chinese());
        return figure ? figure->value.to_string() : std::string("none");
    };
    CHECK(read("两个。") == "2");
    CHECK(read("三家。") == "3");
    CHECK(read("十四个。") == "14");
    CHECK(read("一百零五起。") == "105");
    CHECK(read("两个以上。") == "2");
    CHECK(read("零。") == "0");
    CHECK(read("两网站。") == "none");  // nothing that is counted
    CHECK(read("三五个。") == "none");
    CHECK(read("十几个。") == "none");
    CHECK(read("五百余起。") == "500");
    CHECK(read("一千二百六十二个。") == "1262");
    CHECK(read("一千零五个。") == "1005");
    CHECK(read("一千零五十个。") == "1050");
    CHECK(read("九十五万七千个。") == "957000");
    CHECK(read("九十五点七万。") == "957000");
    CHECK(read("九十五余万个。") == "950000");
    CHECK(read("一亿二千万个。") == "120000000");
    CHECK(read("二十来家。") == "20");
    CHECK(read("一百二个。") == "none");  // 102 or 120
    CHECK(read("三万五个。") == "none");
    CHECK(read("一千零二百个。") == "none");
    CHECK(read("一百零。") == "none");
    CHECK(read("一两百起。") == "none");
    CHECK(read("零日漏洞。") == "none");
    const auto precision = [](const std::string& text) {
        const auto figure = value::read_count(text, 0, chinese());
        return figure ? figure->precision.to_string() : std::string("none");
    };
    CHECK(precision("三百起。") == "1");
    CHECK(precision("近三百起。") == "100");
    CHECK(precision("二百五十余起。") == "10");
    CHECK(precision("九十五万七千个。") == "1000");
    CHECK(precision("九十五点七万。") == "1000");
    CHECK(!value::read_count("数十个。", static_cast<std::uint32_t>(std::string_view("数").size()), chinese()));
}

TEST_CASE("as much again, and half") {
    const auto read = [](const std::string& text) {
        const auto change = value::read_change(text, 0, chinese());
        if (!change || !change->change.value) return std::string("none");
        return std::string(change->change.direction == Direction::up ? "up " : "down ") +
               change->change.value->to_string() + "/" + change->change.precision.to_string();
    };
    CHECK(read("较上周增加一倍。") == "up 100/100");
    CHECK(read("较上周增长了1倍。") == "up 100/100");
    CHECK(read("较上周翻番。") == "up 100/100");
    CHECK(read("较上周翻了一番。") == "up 100/100");
    CHECK(read("较上周减少一半。") == "down 50/50");
    CHECK(read("较上周减少一倍。") == "none");  // to half, to a third, or to nothing
    CHECK(read("较上周减少1倍。") == "none");
    CHECK(read("较上周的1262个减少57个。") == "down 57/1");
    CHECK(read("较上周1262个,下降4.5%。") == "down 4.5/0.1");
    CHECK(read("同比上升3.2%,环比下降4.5%。") == "down 4.5/0.1");
    CHECK(read("同比上升3.2%。") == "up 3.2/0.1");
    CHECK(read("较上周减半。") == "down 50/50");
    CHECK(read("较上周增长两倍。") == "none");  // twice or three times as much
    CHECK(read("较上周增长1.5倍。") == "none");
    CHECK(read("较上周增长一倍半。") == "none");
    CHECK(read("较上周下降半个百分点。") == "none");
    CHECK(read("较上周减少十二个。") == "down 12/1");
}
