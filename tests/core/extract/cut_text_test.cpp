// Names and addresses at the end of a document that may have been cut there.
#include <doctest/doctest.h>

#include <string>

#include "certdelta/reader.h"

using namespace certdelta;

namespace {

const std::string head = "Weekly Report of CNCERT\nIssue 25 2016 Jun.13 -Jun.19\nKey Findings\nContact us\n";

const Field& field_of(const Report& report, std::string_view name) {
    for (const Field& field : report.fields) {
        if (field.name == name) return field;
    }
    FAIL("no such field");
    return report.fields.front();
}

}  // namespace

TEST_CASE("an address behind which the document stops is found whole or not at all") {
    const struct {
        std::string_view field;
        std::string label;
        std::string value;
        std::size_t shortest;  // bytes of it that look like a value
    } texts[] = {{"contact.duty_editor", "Duty Editor: ", "Jane Doe", 1},
                 {"contact.website", "Website: ", "www.cert.org.cn", 5},
                 {"contact.email", "Email: ", "desk@cert.org.cn", 11},
                 {"contact.tel", "Tel: ", "010-12345678", 3}};
    const Reader reader;
    for (const auto& text : texts) {
        for (std::size_t length = text.shortest; length <= text.value.size(); ++length) {
            const std::string part = text.value.substr(0, length);
            CAPTURE(part);
            const auto cut = reader.read(head + text.label + part);
            REQUIRE(cut);
            const Field& field = field_of(cut.value(), text.field);
            if (field.status == Status::found) CHECK(std::get<std::string>(field.value) == text.value);
            // What is cut is told, not lost.
            CHECK(field.status != Status::absent);
        }
        const auto closed = reader.read(head + text.label + text.value + "\n");
        REQUIRE(closed);
        CHECK(field_of(closed.value(), text.field).status == Status::found);
    }
}

TEST_CASE("a whole address needs no line's end, where the profile says what whole is") {
    const auto read = Reader().read(head + "Website: www.cert.org.cn\nTel: 010-12345678");
    REQUIRE(read);
    CHECK(field_of(read.value(), "contact.tel").status == Status::found);
    CHECK(field_of(read.value(), "contact.website").status == Status::found);
}
