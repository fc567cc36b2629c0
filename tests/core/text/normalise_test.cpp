#include "text/normalise.h"

#include <doctest/doctest.h>

#include <string>

using certdelta::Span;
using certdelta::text::Markup;
using certdelta::text::NormalText;

namespace {

std::string normal(std::string_view source, Markup markup = Markup::none) {
    return std::string(NormalText::of(source, markup).text());
}

/// The source bytes that `part` of the normal form stands for.
std::string source_of(std::string_view source, std::string_view part, Markup markup = Markup::none) {
    const NormalText text = NormalText::of(source, markup);
    const auto at = static_cast<std::uint32_t>(text.text().find(part));
    const Span span = text.to_source({at, at + static_cast<std::uint32_t>(part.size())});
    return std::string(source.substr(span.begin, span.end - span.begin));
}

}  // namespace

TEST_CASE("white space of any kind is one space, a wide gap one tab, a line end one line end") {
    CHECK(normal("  a b\xC2\xA0"
                 "c\n\n\n d\r\n") == "a b c\nd");
    CHECK(normal("a \t b   c") == "a\tb\tc");
    CHECK(normal("\xEF\xBB\xBFIssue 43\r\n2023") == "Issue 43\n2023");
}

TEST_CASE("white space beside a Chinese character means nothing") {
    CHECK(normal("\xE5\xA4\x84 \xE7\x90\x86\n5460 \xE4\xB8\xAA") ==
          "\xE5\xA4\x84\xE7\x90\x86"
          "5460\xE4\xB8\xAA");
}

TEST_CASE("a wrap inside Chinese text leaves a line start") {
    const NormalText text = NormalText::of("\xE5\xA4\x84\n\xE7\x90\x86", Markup::none);
    CHECK(text.is_line_start(3));
    CHECK_FALSE(text.is_line_start(0 + 1));
}

TEST_CASE("compatibility characters are plain, and map back to the caller's bytes") {
    CHECK(normal("\xEF\xBC\x92\xEF\xBC\x95\xEF\xBC\x93\xEF\xBC\x85") == "253%");
    CHECK(source_of("a \xEF\xBC\x92\xEF\xBC\x95\xEF\xBC\x93 b", "253") == "\xEF\xBC\x92\xEF\xBC\x95\xEF\xBC\x93");
    CHECK(normal("\xEF\xAC\x81nd") == "find");
    CHECK(normal("\xE2\xBD\xB9") == "\xE7\xBD\x91");
    CHECK(normal("2\xE2\x80\x8B"
                 "53") == "253");
    CHECK(source_of("x 2\xE2\x80\x8B"
                    "53 y",
                    "253") ==
          "2\xE2\x80\x8B"
          "53");
}

TEST_CASE("Markdown's marks are no text") {
    CHECK(normal("## **Incident Handling**", Markup::markdown) == "Incident Handling");
    CHECK(normal("cncert\\_report@cert.org.cn", Markup::markdown) == "cncert_report@cert.org.cn");
    CHECK(source_of("Email: cncert\\_report@x", "cncert_report", Markup::markdown) == "cncert\\_report");
    CHECK(source_of("handled **253** incidents", "253", Markup::markdown) == "253");
    CHECK(normal("see [the site](https://example.org/1) now", Markup::markdown) == "see the site now");
}

TEST_CASE("marks of mails that are quoted are no text") {
    for (const Markup markup : {Markup::none, Markup::markdown}) {
        CHECK(normal("> Issue 43\n>\n> > 253", markup) == "Issue 43\n253");
        CHECK(normal(">> Issue 43", markup) == "Issue 43");
        CHECK(NormalText::of("> Issue 43\nnow", markup).quoted().size() == 1);
    }
    CHECK(normal(">100 websites") == ">100 websites");
    CHECK(NormalText::of(">100 websites", Markup::none).quoted().empty());
    CHECK(source_of("a\n> 253 b", "253") == "253");
}

TEST_CASE("an asterisk without a partner stays: a censored figure must not look whole") {
    CHECK(normal("handled 2** incidents in 5** cases", Markup::markdown) == "handled 2** incidents in 5** cases");
    CHECK(normal("handled *** incidents", Markup::markdown) == "handled *** incidents");
}

TEST_CASE("page numbers and running headers that interrupt a sentence are left out") {
    CHECK(normal("CNCERT has handled\n\n- 3 -\n\n253 incidents") == "CNCERT has handled\n253 incidents");
    CHECK(normal("Weekly Report 1\nCNCERT has\nWeekly Report 2\nhandled 253") ==
          "Weekly Report 1\nCNCERT has\nhandled 253");
    CHECK(normal("a figure\n253\nalone") == "a figure\n253\nalone");
}

TEST_CASE("every range of the normal form maps to bytes of the source, in order") {
    const std::string source =
        "\xEF\xBB\xBF## **A**\\_b \xEF\xBC\x91\xE3\x80\x80\xE5\xA4\x84\n\n\xE7\x90\x86\xE2\x80\x94x\tyz\n";
    const NormalText text = NormalText::of(source, Markup::markdown);
    const auto size = static_cast<std::uint32_t>(text.text().size());
    for (std::uint32_t begin = 0; begin < size; ++begin) {
        for (std::uint32_t end = begin + 1; end <= size; ++end) {
            const Span span = text.to_source({begin, end});
            CHECK(span.begin < span.end);
            CHECK(span.end <= source.size());
        }
    }
}
