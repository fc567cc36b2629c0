#include "profile/dispatch.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "text/literal.h"
#include "text/normalise.h"

using namespace certdelta;

namespace {

/// The numbers of the literals that may start at the beginning of `source`.
std::vector<std::uint32_t> starting(const std::vector<std::string>& literals, std::string_view source) {
    profile::Dispatch dispatch;
    for (std::size_t i = 0; i < literals.size(); ++i)
        dispatch.add(text::fold_phrase(literals[i]), static_cast<std::uint32_t>(i));
    dispatch.build();
    const text::NormalText normal = text::NormalText::of(source, text::Markup::none);
    std::vector<std::uint32_t> numbers;
    dispatch.each(normal.folded(), [&](std::uint32_t number) { numbers.push_back(number); });
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

TEST_CASE("dispatch misses no way in which a literal may be written") {
    const std::vector<std::string> literals = {"CNCERT/CC has handled"};
    for (const std::string_view source :
         {"CNCERT/CC has handled", "CNCERT /CC has handled", "CNCERT/ CC has handled", "CNCERT\n/\nCC has handled",
          "CNCERT\"/CC has handled", "CNCERT/\"CC\" has handled", "CNCERT/CC\nhas handled", "CNCERT/CC has hand-led"}) {
        CAPTURE(source);
        const text::NormalText normal = text::NormalText::of(source, text::Markup::none);
        REQUIRE(text::match_literal(normal.text(), 0, text::fold_phrase(literals[0])).matched);
        CHECK(starting(literals, source) == Numbers{0});
    }
    // among the first eight bytes, behind those that are fixed
    REQUIRE(text::match_literal("gov/c-n sites", 0, text::fold_phrase("gov/cn sites")).matched);
    CHECK(starting({"gov/cn sites"}, "gov/c-n sites") == Numbers{0});
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
        const text::NormalText normal = text::NormalText::of(source, text::Markup::none);
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
