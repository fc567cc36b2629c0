#include "text/normalise.h"

#include <doctest/doctest.h>

#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "lexicons.h"

using certdelta::Span;
using certdelta::test::text_words;
using certdelta::text::Markup;
using certdelta::text::NormalText;

namespace {

std::string normal(std::string_view source, Markup markup = Markup::none) {
    return std::string(NormalText::of(source, markup, text_words()).text());
}

/// The source bytes that `part` of the normal form stands for.
std::string source_of(std::string_view source, std::string_view part, Markup markup = Markup::none) {
    const NormalText text = NormalText::of(source, markup, text_words());
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
    const NormalText text = NormalText::of("\xE5\xA4\x84\n\xE7\x90\x86", Markup::none, text_words());
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
        CHECK(NormalText::of("> Issue 43\nnow", markup, text_words()).quoted().size() == 1);
    }
    CHECK(normal(">100 websites") == ">100 websites");
    CHECK(NormalText::of(">100 websites", Markup::none, text_words()).quoted().empty());
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

TEST_CASE("a page's number inside of a sentence is left out where no number goes with the words beside it") {
    const std::string counted = "We saw the networks handle\n12\nincidents, and they will handle incidents again.";
    CHECK(normal(counted).find("handle\n12\nincidents") != std::string::npos);
    const std::string relative =
        "This week, CNCERT has handled 418 network security incidents, 160 of\n2\nwhich were ours.";
    CHECK(normal(relative).find("of\nwhich") != std::string::npos);
    REQUIRE(NormalText::of(relative, Markup::none, text_words()).omissions().size() == 1);
    CHECK(NormalText::of(relative, Markup::none, text_words()).omissions()[0].kind ==
          certdelta::text::OmittedLine::page_number);
}

TEST_CASE("a figure that a wrap cut from its words is no page's number") {
    for (const std::string_view text :
         {"This week, the infected computers in mainland China amounted to about\n57\nthousand, as of now.",
          "This week, CNCERT and its partners in mainland China have handled\n18\nphishing incidents.",
          "This week, the web pages that CNCERT and its partners found total\n12\nweb pages in all.",
          "Defaced Websites in Chinese Mainland\n12\nincluding Government Websites\n3\nof all", "a figure\n2\nalone"})
        CHECK(normal(text) == text);
}

TEST_CASE("bare numbers that count on are pages', but for one that its sentence counts with") {
    const std::string lines = "and this is a line of the long text that goes on and on\n";
    std::string text;
    for (const char page : {'1', '2', '3'}) {
        for (int i = 0; i < 6; ++i) text += lines;
        text += std::string(1, page) + "\n";
    }
    CHECK(normal(text + lines).find_first_of("123") == std::string::npos);
    CHECK(normal(text + "thousand of them are a part of the long text that goes on").find_first_of("123") !=
          std::string::npos);
}

TEST_CASE("lines of the document's head and a footer inside of a sentence are left out") {
    const std::string head = "Weekly Report of CNCERT\nIssue 12 2015 Mar.16 -Mar.22\n";
    const std::string begin = "This week, CNCERT has handled 418 network security incidents, 160 of\n";
    const std::string end = "which were cross-border ones.";
    for (const std::string_view between :
         {"Issue 12 2015 Mar.16 -Mar.22\n", "Issue 12 2015 Mar.16 -Mar.22  2\n", "www.cert.org.cn  2\n",
          "Weekly Report of CNCERT\nIssue 12 2015 Mar.16 -Mar.22\n2\n"})
        CHECK(normal(head + begin + std::string(between) + end) == head + begin + end);
    // another issue's line is none of the head's
    const std::string other = head + begin + "Issue 13 2015 Mar.23 -Mar.29\n" + end;
    CHECK(normal(other) == other);
}

TEST_CASE("a full stop of ASCII behind a Chinese word ends its sentence") {
    const std::string stop = "\xE3\x80\x82";
    const std::string word = "\xE7\xBD\x91\xE7\xAB\x99\xE4\xB8\xAA";
    CHECK(normal(word + "." + word + ".") == word + stop + word + stop);
    CHECK(normal(word + ".CNCERT") == word + stop + "CNCERT");
    for (const std::string& other : {word + ".com", word + ".COM", word + ".5", word + "..." + word, "1." + word})
        CHECK(normal(other) == other);
}

TEST_CASE("a heading that lost the line end behind it is a line of its own") {
    const std::vector<std::string_view> headings{"Website Security", "About CNCERT"};
    const auto of = [&](std::string_view text) {
        return std::string(NormalText::of(text, Markup::none, text_words(), headings).text());
    };
    CHECK(of("Website SecurityThis week") == "Website Security\nThis week");
    CHECK(of("About CNCERTSince 2002") == "About CNCERT\nSince 2002");
    for (const std::string_view text : {"Website Securityless", "About CNCERTCC", "the Website SecurityThis week"})
        CHECK(of(text) == text);
}

TEST_CASE("every range of the normal form maps to bytes of the source, in order") {
    const std::string source =
        "\xEF\xBB\xBF## **A**\\_b \xEF\xBC\x91\xE3\x80\x80\xE5\xA4\x84\n\n\xE7\x90\x86\xE2\x80\x94x\tyz\n";
    const NormalText text = NormalText::of(source, Markup::markdown, text_words());
    const auto size = static_cast<std::uint32_t>(text.text().size());
    for (std::uint32_t begin = 0; begin < size; ++begin) {
        for (std::uint32_t end = begin + 1; end <= size; ++end) {
            const Span span = text.to_source({begin, end});
            CHECK(span.begin < span.end);
            CHECK(span.end <= source.size());
        }
    }
}

TEST_CASE("what stands before a text does not change its normal form") {
    // Steps of eight bytes fall differently over the text each time.
    constexpr std::string_view parts[] = {
        "a", "Word", "12",           ",",        ";",        "(",  ")",    " ",    "  ",   "\t", "[x]",         "*",
        "_", "`",    "\xE4\xB8\xAD", "\xC3\xA9", "\xC2\xA0", "\\", "\x7F", "\x01", "gov.", "%",  "\xEF\xBC\x8C"};
    std::mt19937 engine(7);
    for (int round = 0; round < 300; ++round) {
        std::string tail;
        for (int i = 0; i < 12; ++i) tail += parts[engine() % std::size(parts)];
        const std::string alone = normal("x" + tail);
        for (std::size_t before = 1; before <= 9; ++before) {
            const std::string lead(before, 'x');
            CHECK(normal(lead + tail) == std::string(before - 1, 'x') + alone);
        }
    }
}

TEST_CASE("phrases may start at words, at signs, and at capitals behind small letters") {
    constexpr std::string_view parts[] = {"a", "B", "cd", "EF", "7", "-", " ", "\n", "\xE4\xB8\xAD", "\xC3\xA9", "."};
    std::mt19937 engine(11);
    for (int round = 0; round < 300; ++round) {
        std::string source = "x";
        for (int i = 0; i < 40; ++i) source += parts[engine() % std::size(parts)];
        const NormalText text = NormalText::of(source, Markup::none, text_words());
        const std::string_view shown = text.text();
        const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
        const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
        std::vector<std::uint32_t> wanted;
        std::string folded;
        for (std::size_t i = 0; i < shown.size(); ++i) {
            const char c = shown[i];
            const char before = i == 0 ? ' ' : shown[i - 1];
            const bool inside = (small(c) && (small(before) || capital(before))) || (capital(c) && capital(before));
            const bool continuation = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
            if (c != ' ' && c != '\n' && c != '\t' && !inside && !continuation)
                wanted.push_back(static_cast<std::uint32_t>(i));
            folded += capital(c) ? static_cast<char>(c - 'A' + 'a') : c == '\n' || c == '\t' ? ' ' : c;
        }
        CHECK(std::vector<std::uint32_t>(text.starts().begin(), text.starts().end()) == wanted);
        CHECK(std::string_view(text.folded(), shown.size()) == folded);
        CHECK(std::memcmp(text.folded() + shown.size(), "\0\0\0\0\0\0\0\0", 8) == 0);
    }
}

TEST_CASE("every place maps back to its bytes, however many pieces the normal form has") {
    std::string source;
    for (int i = 0; i < 60; ++i) source += i % 3 == 0 ? "\xEF\xBC\x92" : i % 3 == 1 ? "word" : "\xE4\xB8\xAD";
    const NormalText text = NormalText::of(source, Markup::none, text_words());
    std::uint64_t behind = 0;
    for (std::uint32_t pos = 0; pos < text.text().size(); ++pos) {
        const Span span = text.to_source({pos, pos + 1});
        CHECK(span.begin >= behind);
        CHECK(span.end > span.begin);
        behind = span.begin;
    }
    CHECK(text.to_source({0, static_cast<std::uint32_t>(text.text().size())}) == Span{0, source.size()});
}

TEST_CASE("two lines that differ in a letter are no repetition, whatever stands in brackets") {
    const std::string head = "The number of infected computers reached ";
    CHECK(normal(head + "A to.\n" + head + "B to.") == head + "A to.\n" + head + "B to.");
    const std::string plain = "\xE4\xB8\xAD\xE5\x9B\xBD\xE4\xB8\xAD\xE5\x9B\xBD\xE4\xB8\xAD\xE5\x9B\xBD";
    const std::string one = plain + "\xE4\xBF\xA1(x\xC3\xACn)" + plain;
    const std::string other = plain + "\xE4\xBF\xA1(y\xC3\xACn)" + plain;
    CHECK(normal(one + "\n" + other) == normal(one));
}
