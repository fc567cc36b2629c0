#include "text/utf8.h"

#include <doctest/doctest.h>

#include <string>

#include "text/eight.h"

using namespace certdelta;

TEST_CASE("UTF-16 units and lines are counted alike at every offset") {
    // One, two, three and four bytes a character, at every alignment to eight bytes.
    const std::string piece = "a\xC3\xA9\xE4\xBD\xA0\xF0\x9F\x98\x80 \n";
    for (std::size_t shift = 0; shift < 9; ++shift) {
        std::string text(shift, 'x');
        for (int i = 0; i < 20; ++i) text += piece;
        REQUIRE_FALSE(text::find_invalid_utf8(text).has_value());
        const text::PositionIndex index(text);
        std::uint64_t units = 0;
        std::uint32_t line = 1;
        for (std::size_t pos = 0; pos < text.size();) {
            CHECK(index.utf16(pos) == units);
            CHECK(index.line(pos) == line);
            const text::Decoded decoded = text::decode(text, pos);
            units += decoded.code_point >= 0x10000 ? 2 : 1;
            line += decoded.code_point == '\n' ? 1 : 0;
            pos += decoded.length;
        }
        CHECK(index.utf16(text.size()) == units);
    }
}

TEST_CASE("what is not UTF-8 is found wherever it stands") {
    for (const std::string_view bad : {"\x80", "\xC0\xAF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xE4\xBD",
                                       "\xF5\x80\x80\x80", "\xEF\xBF\x7F", "\xF4\x90\x80\x80"}) {
        for (std::size_t before = 0; before < 18; ++before) {
            const std::string text = std::string(before, 'a') + std::string(bad) + std::string(9, 'a');
            CAPTURE(before);
            CHECK(text::find_invalid_utf8(text) == before);
            CHECK(text::find_invalid_utf8(std::string(before, 'a') + std::string(bad)) == before);
        }
    }
}

TEST_CASE("the first of some characters is found, eight bytes at a time or not") {
    for (std::size_t length = 0; length < 20; ++length) {
        for (std::size_t at = 0; at <= length; ++at) {
            std::string text(length, '\xE3');
            if (at < length) text[at] = '#';
            CHECK(text::find_any<'*', '#'>(text, 0) == at);
            CHECK(text::any_below(text::eight_at("12345678"), '2') == true);
            CHECK(text::any_below(text::eight_at("\xFF\x80zzzzzz"), ' ') == false);
        }
    }
}
