#include "profile/dispatch.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "lexicons.h"
#include "text/literal.h"
#include "text/normalise.h"

using namespace certdelta;

namespace {

/// The numbers of the literals that may start at the beginning of `source`, with `behind` behind them.
std::vector<std::uint32_t> starting(const std::vector<std::string>& literals, std::string_view source,
                                    const profile::Beginning& behind = profile::any_beginning()) {
    profile::Dispatch dispatch;
    for (std::size_t i = 0; i < literals.size(); ++i)
        dispatch.add({text::fold_phrase(literals[i]), behind}, static_cast<std::uint32_t>(i));
    dispatch.build();
    const text::NormalText normal = text::NormalText::of(source, text::Markup::none, test::text_words());
    std::vector<std::uint32_t> numbers;
    dispatch.each(normal.text(), normal.folded(), 0,
                  [&](std::uint32_t number, std::uint32_t) { numbers.push_back(number); });
    return numbers;
}

using Numbers = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("dispatch names what can start at a place, once and in order") {
    const std::vector<std::string> literals = {"CNCERT has handled", "CNCERT", "CNCERT/CC has", "CNCERT has monitored",
                                               "CNCERT"};
    CHECK(starting(literals, "CNCERT has handled 253 incidents") == Numbers{0, 1, 4});
    CHECK(starting(literals, "cncert HAS monitored") == Numbers{1, 3, 4});
    CHECK(starting(literals, "CNCERT/CC has done") == Numbers{1, 2, 4});
    CHECK(starting(literals, "Nothing of this kind").empty());
}

TEST_CASE("dispatch looks at what follows the words") {
    profile::Beginning digits;
    digits.first.add('5');
    const profile::Beginning figure = profile::beginning_behind_white(digits);
    CHECK(starting({"handled"}, "handled 253 incidents", figure) == Numbers{0});
    CHECK(starting({"handled"}, "handled by others", figure).empty());
}

TEST_CASE("dispatch parts words that begin alike") {
    const std::vector<std::string> literals = {"phishing pages", "phishing", "phishing page numbers", "phone", "p-1"};
    CHECK(starting(literals, "phishing pages") == Numbers{0, 1});
    CHECK(starting(literals, "phishing page numbers") == Numbers{1, 2});
    CHECK(starting(literals, "phish-ing pages") == Numbers{0, 1});
    CHECK(starting(literals, "phishings") == Numbers{1});
    CHECK(starting(literals, "phone") == Numbers{3});
    CHECK(starting(literals, "p1") == Numbers{4});
    CHECK(starting({"境内主机", "境内", "境外"}, "境内\"主机\"数量") == Numbers{0, 1});
}

TEST_CASE("dispatch misses no way in which a literal may be written") {
    const std::vector<std::string> literals = {"CNCERT/CC has handled"};
    for (const std::string_view source :
         {"CNCERT/CC has handled", "CNCERT /CC has handled", "CNCERT/ CC has handled", "CNCERT\n/\nCC has handled",
          "CNCERT\"/CC has handled", "CNCERT/\"CC\" has handled", "CNCERT/CC\nhas handled", "CNCERT/CC has hand-led"}) {
        CAPTURE(source);
        const text::NormalText normal = text::NormalText::of(source, text::Markup::none, test::text_words());
        REQUIRE(text::match_literal(normal.text(), 0, text::fold_phrase(literals[0])).matched);
        CHECK(starting(literals, source) == Numbers{0});
    }
    REQUIRE(text::match_literal("gov/c-n sites", 0, text::fold_phrase("gov/cn sites")).matched);
    CHECK(starting({"gov/cn sites"}, "gov/c-n sites") == Numbers{0});
}

TEST_CASE("dispatch looks at three bytes first, and at fewer where a literal may be written without them") {
    const std::vector<std::string> literals = {"of", "o'clock", "p-1", "a \"b\"", "in 2015", ", 境内", "10 x", "境内"};
    const std::vector<std::string> sources = {"of",     "off", "o'clock", "p1",       "p-1",    "pb",     "a b",
                                              "a\"b\"", "ab",  "in 2015", "in2015",   "int",    ",境内",  ", 境内",
                                              "10 x",   "10x", "1 0 x",   "境\"内\"", "境外内", "o clock"};
    for (const std::string& source : sources) {
        CAPTURE(source);
        const text::NormalText normal = text::NormalText::of(source, text::Markup::none, test::text_words());
        Numbers wanted;
        for (std::size_t i = 0; i < literals.size(); ++i)
            if (text::match_literal(normal.text(), 0, text::fold_phrase(literals[i])).matched)
                wanted.push_back(static_cast<std::uint32_t>(i));
        CHECK(starting(literals, source) == wanted);
    }
}

TEST_CASE("dispatch parts many words that go on with different bytes") {
    const std::vector<std::string> literals = {"weeks", "weeka", "week!", "weekb", "weekc", "week1"};
    for (std::size_t i = 0; i < literals.size(); ++i)
        CHECK(starting(literals, literals[i]) == Numbers{static_cast<std::uint32_t>(i)});
    CHECK(starting({"weeks", "weeka", "weekb", "weekc"}, "weekz").empty());
    CHECK(starting({"weeks", "weeka", "weekb", "weekc"}, "week!").empty());
    CHECK(starting({"weeks", "weeka", "weekb", "weekc"}, "weekc") == Numbers{3});
}

TEST_CASE("dispatch follows a space before punctuation, though others go on with a space") {
    const std::vector<std::string> literals = {"CNCERT/CC has", "CNCERT has"};
    CHECK(starting(literals, "CNCERT /CC has handled") == Numbers{0});
    CHECK(starting(literals, "CNCERT has handled") == Numbers{1});
}

TEST_CASE("the quick comparison of a literal says what the thorough one says") {
    const std::vector<std::string> literals = {"handled {",         "cross-border ones", "a \"b\" c",
                                               "(gov.cn) websites", " of which",         "end "};
    const std::vector<std::string> texts = {"handled {",
                                            "cross border ones",
                                            "crossborder ones",
                                            "a b c",
                                            "a \"b\"c",
                                            "( gov.cn)\nwebsites",
                                            "(gov.cn)web",
                                            " of wh-ich",
                                            ", of",
                                            "end",
                                            "end.",
                                            "Cross-Border ones",
                                            "handled",
                                            "cross-"};
    for (const std::string& source : texts) {
        const text::NormalText normal = text::NormalText::of(source, text::Markup::none, test::text_words());
        for (const std::string& words : literals) {
            const std::string literal = text::fold_phrase(words);
            text::LiteralPool pool;
            pool.add(literal);
            for (std::uint32_t pos = 0; pos <= normal.text().size(); ++pos) {
                CAPTURE(source);
                CAPTURE(words);
                CAPTURE(pos);
                const auto quick = text::match_literal(normal.text(), normal.folded(), pos, pool[0]);
                const auto thorough = text::match_literal(normal.text(), pos, literal);
                CHECK(quick.matched == thorough.matched);
                CHECK(quick.ran_out == thorough.ran_out);
                CHECK(quick.end == thorough.end);
            }
        }
    }
}
