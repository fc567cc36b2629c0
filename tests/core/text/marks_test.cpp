#include "text/marks.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "lexicons.h"
#include "text/characters.h"
#include "text/phrase_set.h"
#include "text/position_set.h"
#include "text/sentence.h"

using namespace certdelta;

TEST_CASE("positions of a set are found from either side, across its words") {
    text::PositionSet set(200);
    for (const std::uint32_t pos : {0U, 63U, 64U, 130U, 200U}) set.add(pos);
    CHECK(set.has(63));
    CHECK_FALSE(set.has(62));
    CHECK(set.first_from(0, 200) == 0);
    CHECK(set.first_from(1, 200) == 63);
    CHECK(set.first_from(65, 200) == 130);
    CHECK(set.first_from(65, 130) == 130);
    CHECK(set.first_from(65, 100) == 100);
    CHECK(set.last_before(200, 0) == 130);
    CHECK(set.last_before(64, 0) == 63);
    CHECK(set.last_before(63, 0) == 0);
    CHECK(set.last_before(63, 1) == text::PositionSet::none);
    CHECK(set.last_before(0, 0) == text::PositionSet::none);
}

namespace {

/// The same as a look at the text, byte by byte.
std::uint32_t sentence_begin(std::string_view text, std::uint32_t pos, std::uint32_t farthest = 600) {
    const std::uint32_t lowest = pos > farthest ? pos - farthest : 0;
    for (std::uint32_t at = pos; at > lowest; --at) {
        if (!text::ends_sentence(text, at - 1, test::text_words())) continue;
        std::uint32_t begin = text[at - 1] == '\xE3' ? at + 2 : at;
        while (begin < pos && text::is_white(text[begin])) ++begin;
        return std::min(begin, pos);
    }
    return lowest;
}

std::uint32_t sentence_end(std::string_view text, std::uint32_t pos, std::uint32_t farthest = 600) {
    const auto highest = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), std::size_t{pos} + farthest));
    for (std::uint32_t at = pos; at < highest; ++at) {
        if (text::ends_sentence(text, at, test::text_words()))
            return std::min<std::uint32_t>(highest, at + (text[at] == '\xE3' ? 3 : 1));
    }
    return highest;
}

std::uint32_t clause_end(std::string_view text, std::uint32_t pos, std::uint32_t farthest = 600) {
    const auto ends = [text](std::uint32_t at) {
        return text[at] == ',' || text[at] == ';' || text::ends_sentence(text, at, test::text_words());
    };
    if (pos > 0 && (ends(pos - 1) || text.substr(0, pos).ends_with("\xE3\x80\x82"))) return pos;
    const auto limit = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), std::size_t{pos} + farthest));
    while (pos < limit && !ends(pos)) ++pos;
    return pos;
}

}  // namespace

TEST_CASE("marks found once answer like a look at the text") {
    const std::string texts[] = {
        "",
        "No mark",
        "In Oct. 2022, 1,205 websites (see fig. 3) were defaced; 12.5% of them.Those of .gov fell! Why? Nobody knows",
        "2022\xE5\xB9\xB4\xEF\xBC\x8C\xE5\x85\xB1 253 \xE4\xBB\xB6\xE3\x80\x82 12 \xE5\x8F\xB0\xE3\x80\x81" +
            std::string(700, 'x') + ". Later, " + std::string(300, 'y') + "\xE3\x80\x82",
    };
    for (const std::string& text : texts) {
        const text::Marks marks(text, test::text_words());
        std::uint32_t digit = static_cast<std::uint32_t>(text.size());
        for (auto pos = static_cast<std::uint32_t>(text.size() + 1); pos-- > 0;) {
            CAPTURE(pos);
            CHECK(marks.sentence_begin(pos) == sentence_begin(text, pos));
            CHECK(marks.sentence_begin(pos, 20) == sentence_begin(text, pos, 20));
            CHECK(marks.sentence_end(pos) == sentence_end(text, pos));
            CHECK(marks.sentence_end(pos, 20) == sentence_end(text, pos, 20));
            if (pos == text.size()) continue;
            CHECK(marks.clause_end(pos) == clause_end(text, pos));
            CHECK(marks.clause_end(pos, 20) == clause_end(text, pos, 20));
            CHECK(marks.ends_sentence(pos) == text::ends_sentence(text, pos, test::text_words()));
            if (text::is_digit(text[pos])) digit = pos;
            CHECK(marks.digit(pos) == digit);
        }
    }
}

TEST_CASE("the last bytes rule a phrase out where none can end, and nowhere else") {
    text::PhraseSet phrases;
    phrases.add("the number of", 0);
    phrases.add("CNCERT/CC", 0);
    phrases.add("\xE5\x85\xB1", 0);
    const std::string text = "The Number  of CNCERT/cc off \xE5\x85\xB1\xE4\xBB\xB6 of";
    CHECK_FALSE(phrases.may_end_so(text, 0));
    for (std::uint32_t end = 1; end <= text.size(); ++end) {
        CAPTURE(end);
        for (std::uint32_t begin = 0; begin < end; ++begin) {
            const auto match = phrases.match(text, begin);
            if (match.matched && match.end == end) CHECK(phrases.may_end_so(text, end));
        }
    }
    CHECK(phrases.may_end_so(text, 14));
    CHECK_FALSE(phrases.may_end_so(text, 13));
    CHECK_FALSE(phrases.may_end_so(text, 28));
    CHECK_FALSE(phrases.may_end_so(text, 35));
}
