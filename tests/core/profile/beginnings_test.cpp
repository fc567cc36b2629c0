#include "profile/beginnings.h"

#include <doctest/doctest.h>

#include <optional>
#include <string_view>

#include "lexicons.h"
#include "profile/template.h"
#include "text/normalise.h"

using namespace certdelta;

namespace {

/// Whether what follows "x" in the template can begin where `text` does.
bool may_follow_x(std::string_view rest, std::string_view text) {
    const auto compiled = profile::compile_template(std::string("xx") += rest, [](std::string_view, bool) {
        return std::optional<profile::Slot>(profile::Slot{});
    });
    REQUIRE(compiled.ok());
    // Letters around it keep the text's own white space.
    const text::NormalText normal =
        text::NormalText::of(std::string("xx") += text, text::Markup::none, test::text_words());
    return compiled.value().instructions[1].beginning.may_stand_at(normal.folded() + 2);
}

}  // namespace

TEST_CASE("a way that the text departs from at once is not tried") {
    CHECK(may_follow_x("[ overseas] ones{a}", " overseas ones"));
    CHECK(may_follow_x("[ overseas] ones{a}", " ones"));
    CHECK_FALSE(may_follow_x("[ overseas] ones{a}", " websites"));
    CHECK_FALSE(may_follow_x("[ overseas] ones{a}", ", ones"));
    CHECK(may_follow_x("( was| were) rated{a}", " Were rated"));
    CHECK_FALSE(may_follow_x("( was| were) rated{a}", " is rated"));
    CHECK(may_follow_x("[ [again|still]] rated{a}", " still rated"));
    CHECK_FALSE(may_follow_x("[ [again|still]] rated{a}", " never rated"));
}

TEST_CASE("no way is given up that a text may show in another form") {
    CHECK(may_follow_x("[ overseas] ones{a}", "overseas"));    // a space that is lost
    CHECK(may_follow_x("[ overseas] ones{a}", "\noverseas"));  // a line end for it
    CHECK(may_follow_x("[ overseas] ones{a}", "\"overseas"));  // a quotation mark
    CHECK(may_follow_x("[ overseas] ones{a}", " \"overseas"));
    CHECK(may_follow_x("[-border] ones", "border"));  // a hyphen that is lost
    CHECK(may_follow_x("[ \\(gov.cn\\)] ones", " ( gov.cn"));
    CHECK(may_follow_x("[ \\(gov.cn\\)] ones", "(gov.cn"));
    CHECK(may_follow_x("[ \"new\"] ones", " new"));       // a quotation mark that is lost
    CHECK(may_follow_x("[ ones] {a}", " 25"));            // a slot reads what it likes
    CHECK(may_follow_x("[ ones] ... more", " of them"));  // a gap takes anything
    CHECK(may_follow_x("[ ones] more", ""));              // cut off
    CHECK(may_follow_x("[ ones] more", " o"));
}

TEST_CASE("characters that share their first byte are told apart") {
    // \xE5\xA2\x83 \xE5\x86\x85 \xE5\x85\xB1 \xE5\x88\xB6: all of them begin with the same byte
    CHECK(may_follow_x("[\xE5\xA2\x83]\xE5\x86\x85{a}", "\xE5\xA2\x83\xE5\x86\x85"));
    CHECK(may_follow_x("[\xE5\xA2\x83]\xE5\x86\x85{a}", "\xE5\x86\x85"));
    CHECK_FALSE(may_follow_x("[\xE5\xA2\x83]\xE5\x86\x85{a}", "\xE5\x88\xB6"));
    CHECK(may_follow_x("[\xE5\xA2\x83]{a}", "\xE5\x88\xB6"));  // a slot reads what it likes
}
