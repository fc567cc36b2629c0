#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>

#include "certdelta/reader.h"

using namespace certdelta;

namespace {

Report read(const std::string& text) {
    static const Reader reader;
    auto report = reader.read("网络安全信息与动态周报2016年第25期（6月13日—6月19日）\n\n" + text,
                              {"test.txt", InputFormat::text});
    REQUIRE(report);
    return std::move(report).value();
}

}  // namespace

// Where a sentence begins too far away, a byte inside of a character stood for its begin, and nothing ended.
TEST_CASE("outsiders: a long sentence without an end is looked at from a character's begin") {
    const std::string clause = "某单位负责人介绍情况，";
    std::string text;
    for (int i = 0; i < 30; ++i) {
        for (const std::string_view shift : {"", "a", "ab"}) {
            CAPTURE(i);
            CHECK(read(std::string(shift) + text + "被篡改网站59个。\n").profile.has_value());
        }
        text += clause;
    }
}
