// Pages in reading order, and the way back.
#include "layout/page_text.h"

#include <doctest/doctest.h>

#include <string>

#include "certdelta/certdelta.h"
#include "json/pages_reader.h"
#include "layout/pages_builder.h"
#include "lexicons.h"

using namespace certdelta;
using namespace certdelta::tests;

namespace {

layout::PageText arranged(PagesBuilder& pages) {
    const Result<layout::Pages> read = json::read_pages(pages.json(), "a.pdf");
    REQUIRE(read.ok());
    return layout::arrange(read.value(), test::text_words());
}

/// Where `part` stands.
layout::Place place_of(const layout::PageText& text, std::string_view part) {
    const std::size_t at = text.text.find(part);
    REQUIRE(at != std::string::npos);
    const auto place = text.place_of({at, at + part.size()});
    REQUIRE(place.has_value());
    return *place;
}

}  // namespace

TEST_CASE("layout: words of a line are joined, whatever their order and cut") {
    PagesBuilder pages;
    const double first = pages.print("handled", 50, 100);
    const double second = pages.print("25", first + 3, 100);
    pages.print("3", second, 100);
    pages.print("CNCERT has", 0, 100);
    pages.last().box = {0, 100, 47, 111.5};
    CHECK(arranged(pages).text == "CNCERT has handled 253");
}

TEST_CASE("layout: columns are read one after the other") {
    PagesBuilder pages;
    pages.print("A title over both columns of this page, which is wide", 50, 50, 14);
    for (int i = 0; i < 4; ++i) {
        pages.print("left column " + std::to_string(i), 50, 100 + 12 * i);
        pages.print("right column " + std::to_string(i), 300, 103 + 12 * i);
    }
    CHECK(arranged(pages).text ==
          "A title over both columns of this page, which is wide\n\n"
          "left column 0\nleft column 1\nleft column 2\nleft column 3\n\n"
          "right column 0\nright column 1\nright column 2\nright column 3");
}

TEST_CASE("layout: the gaps of justified text are no columns") {
    PagesBuilder pages;
    const double end = pages.print("CNCERT has handled", 50, 100);
    pages.print("network security incidents", end + 8, 100);
    pages.print("and the rest of this sentence goes on here", 50, 112);
    CHECK(arranged(pages).text ==
          "CNCERT has handled   network security incidents\nand the rest of this sentence goes on here");
}

TEST_CASE("layout: words of a justified line are one line, however far apart") {
    PagesBuilder pages;
    pages.print("CNCERT has coordinated domain registrars and", 50, 88);
    double x = 50;
    for (const char* word : {"the", "other", "organizations", "to", "handle", "123"})
        x = pages.print(word, x, 100) + 22;
    pages.print("phishing incidents.", 50, 112);
    CHECK(arranged(pages).text ==
          "CNCERT has coordinated domain registrars and\nthe other organizations to handle 123\nphishing incidents.");
}

TEST_CASE("layout: captions keep what stands beside them") {
    PagesBuilder pages;
    pages.print("Duty Editor:", 50, 100);
    pages.print("Liu Liwei", 200, 100);
    pages.print("Website:", 50, 114);
    pages.print("www.cert.org.cn", 200, 114);
    CHECK(arranged(pages).text == "Duty Editor:   Liu Liwei\nWebsite:   www.cert.org.cn");
}

TEST_CASE("layout: headers, footers and page numbers interrupt no sentence") {
    PagesBuilder pages;
    for (int number = 1; number <= 3; ++number) {
        pages.print("Weekly Report of CNCERT", 200, 20);
        pages.print(number == 1 ? "CNCERT has handled 253 network" : "security incidents, and more of", 50, 100);
        pages.print("- " + std::to_string(number) + " -", 290, 810);
        pages.end_page();
    }
    const layout::PageText text = arranged(pages);
    REQUIRE(text.furniture.size() == 5);
    const auto line = [&](std::size_t i) {
        const Span bytes = text.furniture[i].bytes;
        return text.text.substr(bytes.begin, bytes.end - bytes.begin);
    };
    CHECK(line(0) == "- 1 -");
    CHECK(line(1) == "Weekly Report of CNCERT");  // the first one is the title
    CHECK(!text.furniture[1].page_number);
    CHECK(line(4) == "- 3 -");
    const Result<Report> report = Reader().read(pages.json(), {"a.pdf", InputFormat::pages});
    REQUIRE(report.ok());
    CHECK(report.value().unassigned.empty());
    CHECK(report.value().find("incidents.handled.total")->status == Status::found);
}

TEST_CASE("layout: figures at a page's edge that do not count pages are text") {
    PagesBuilder pages;
    for (const char* figure : {"253", "141"}) {
        pages.print(figure, 290, 800);
        pages.print("some text", 50, 100);
        pages.end_page();
    }
    CHECK(arranged(pages).furniture.empty());
}

TEST_CASE("layout: bold by printing twice counts once, two equal figures twice") {
    PagesBuilder pages;
    pages.print("253", 50, 100);
    pages.print("253", 50.3, 100.2);
    pages.print("253", 120, 100);
    CHECK(arranged(pages).text == "253   253");
}

TEST_CASE("layout: a raised number is no part of the figure before it") {
    PagesBuilder pages;
    const double end = pages.print("handled 253", 50, 100);
    pages.print("1", end, 99, 6);
    pages.print("network incidents", end + 6, 100);
    CHECK(arranged(pages).text == "handled 253 network incidents\n\n1");
}

TEST_CASE("layout: a figure does not end where the rest of it is raised, lowered or small") {
    for (const std::string rest : {",087", ".3", "087", "0", "240"}) {
        for (const double shift : {-2.0, 0.0, 3.0, 5.0, 7.0}) {
            CAPTURE(rest);
            CAPTURE(shift);
            PagesBuilder pages;
            pages.print("Weekly Report of CNCERT", 200, 40, 18);
            pages.print("Issue 43 2023 Oct.16 -Oct.22", 200, 80, 12);
            pages.print("Key Findings", 50, 110, 14);
            pages.print("Defaced Websites in Chinese Mainland", 50, 140);
            const double panel = pages.print("5", 100, 156, 12);
            pages.print(rest, panel, 156 + shift, 7);
            const double end = pages.print("CNCERT has handled 5", 50, 250);
            const double on = pages.print(rest, end, 250 + shift, 6);
            pages.print("network security incidents, 2 of which were cross-border ones.", on + 3, 250);
            const Result<Report> report = Reader().read(pages.json());
            REQUIRE(report.ok());
            for (const std::string name : {"websites.defaced.total", "incidents.handled.total"}) {
                CAPTURE(name);
                const Field& field = *report.value().find(name);
                if (field.status == Status::found) CHECK(std::get<Decimal>(field.value).to_double() != 5);
            }
        }
    }
}

TEST_CASE("layout: digits are one number only in one size, on one line, side by side") {
    const auto after_253 = [](double shift, double size, double gap) {
        PagesBuilder pages;
        const double end = pages.print("253", 50, 100);
        pages.print("14", end + gap, 100 + shift, size);
        return arranged(pages).text;
    };
    CHECK(after_253(0, 10, 0) == "25314");
    for (const std::string& text : {after_253(0, 9, 0), after_253(4, 10, 0), after_253(-4, 10, 0), after_253(0, 10, 5)})
        CHECK(text.find("25314") == std::string::npos);
    CHECK(after_253(0, 10, 5).find("253 14") == std::string::npos);
}

TEST_CASE("layout: rotated text stands apart, text outside the page is left out and told") {
    PagesBuilder pages;
    pages.print("some text", 50, 100);
    pages.print("DRAFT 12", 500, 300);
    pages.last().angle = 90;
    pages.print("999", -50, 100);
    const layout::PageText text = arranged(pages);
    CHECK(text.text == "some text\n\nDRAFT 12");
    CHECK(text.off_page == 1);
    const Result<Report> report = Reader().read(pages.json());
    REQUIRE(report.ok());
    CHECK(report.value().diagnostics.back().code == "off-page");
}

namespace {

/// "handled 253 251 network incidents", and a line from `x0` to `x1`, `y` of a line's height below its upper edge. 253
/// stands from 0 to 1.
std::string crossed(double x0, double x1, double y, double rise = 0) {
    PagesBuilder pages;
    const double from = pages.print("handled ", 50, 100);
    pages.print("253 251 network incidents", from, 100);
    const double wide = PagesBuilder::width_of("253", 10);
    const Box line{from + x0 * wide, 100 + 11.5 * y - rise / 2, from + x1 * wide, 100 + 11.5 * y + rise / 2};
    pages.mark({false, line, {{line.x0, line.y1}, {line.x1, line.y0}}});
    return arranged(pages).text;
}

}  // namespace

TEST_CASE("layout: what a line goes through is left out, and told where it has figures") {
    const std::string without = "handled   251 network incidents";
    const std::string whole = "handled 253 251 network incidents";
    for (const double y : {0.3, 0.4, 0.5, 0.6, 0.68}) CHECK(crossed(0, 1, y) == without);
    CHECK(crossed(-0.1, 1.1, 0.5, 0.8) == without);  // thick, and a little longer
    CHECK(crossed(0, 1, 0.5, 7) == without);         // slanted
    CHECK(crossed(0, 2.3, 0.5) == "handled   network incidents");
    SUBCASE("an underline, an overline, a rule that goes on and a block of colour strike nothing out") {
        for (const double y : {-0.1, 0.05, 0.15, 0.8, 0.9, 1.0, 1.1}) CHECK(crossed(0, 1, y) == whole);
        CHECK(crossed(-10, 30, 0.5) == whole);
        CHECK(crossed(0, 1, 0.5, 25) == whole);
    }
    SUBCASE("each run by itself, and lines that go on from one another") {
        PagesBuilder pages;
        const double end = pages.print("about 1", 50, 100);
        for (double x = 50; x + 4 < end; x += 4) pages.mark({false, {x, 106, x + 4.5, 106.5}, {}});
        pages.mark({false, {end - 6, 106, end, 106.5}, {}});
        pages.print("handled 25 network incidents", 50, 130);
        const Result<Report> report = Reader().read(pages.json());
        REQUIRE(report.ok());
        REQUIRE(report.value().diagnostics.back().code == "text-omitted");
        CHECK(report.value().diagnostics.back().message ==
              "a stretch of text with figures left out (struck-out): \"about 1\"");
    }
    SUBCASE("what replaces it is the value") {
        PagesBuilder pages;
        pages.print("Weekly Report of CNCERT", 200, 40, 18);
        pages.print("Issue 43 2023 Oct.16 -Oct.22", 200, 80, 12);
        const double from = pages.print("CNCERT has handled ", 50, 200);
        pages.print("253 251 network security incidents, 59 of which were cross-border ones.", from, 200);
        pages.mark({false, {from, 205.5, from + PagesBuilder::width_of("253", 10), 206}, {}});
        const Result<Report> report = Reader().read(pages.json());
        REQUIRE(report.ok());
        const Field& handled = *report.value().find("incidents.handled.total");
        REQUIRE(handled.status == Status::found);
        CHECK(std::get<Decimal>(handled.value).to_double() == 251);
    }
}

TEST_CASE("layout: glyphs of symbol fonts are what they show, never letters and digits") {
    PagesBuilder pages;
    const double end = pages.print("p", 50, 100, 10, "ABCDEF+Wingdings3");
    pages.print("3.5%", end + 2, 100);
    pages.print("1", 50, 140, 10, "Wingdings");
    CHECK(arranged(pages).text == "\xE2\x96\xB2 3.5%\n\n\xE2\x80\xA2");
}

TEST_CASE("layout: a hidden glyph of a figure's own font may be a digit") {
    PagesBuilder pages;
    const double end = pages.print("25", 50, 100, 10, "Arial");
    pages.print("x", end, 100, 10, "Arial");
    pages.last().unmapped = true;
    CHECK(arranged(pages).text == "25\xEF\xBF\xBD");
}

TEST_CASE("layout: a part of the text has its page and box") {
    PagesBuilder pages;
    pages.print("first page", 50, 100);
    pages.end_page();
    pages.print("handled 253 incidents", 50, 200);
    const layout::PageText text = arranged(pages);
    const layout::Place place = place_of(text, "253");
    CHECK(place.page == 1);
    CHECK(place.box.x0 == doctest::Approx(50 + PagesBuilder::width_of("handled ", 10)).epsilon(0.001));
    CHECK(place.box.x1 == doctest::Approx(50 + PagesBuilder::width_of("handled 253", 10)).epsilon(0.001));
    CHECK(place.box.y0 == 200);
}

TEST_CASE("layout: a part of the text that stands on two lines has a box for each") {
    PagesBuilder pages;
    pages.print("amounted to about", 50, 100);
    pages.print("428 thousand, of which 241", 50, 114);
    const layout::PageText text = arranged(pages);
    const std::size_t about = text.text.find("about");
    const std::size_t end = text.text.find(", of which");
    REQUIRE(about < end);
    const std::vector<Box> lines = text.lines_of({about, end});
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].y0 == 100);
    CHECK(lines[0].x0 == doctest::Approx(50 + PagesBuilder::width_of("amounted to ", 10)).epsilon(0.001));
    CHECK(lines[1].y0 == 114);
    CHECK(lines[1].x0 == 50);
    CHECK(lines[1].x1 == doctest::Approx(50 + PagesBuilder::width_of("428 thousand", 10)).epsilon(0.001));
    CHECK(text.lines_of({about, about + 5}).empty());
    CHECK(text.lines_of({text.text.size(), text.text.size() + 5}).empty());
}

TEST_CASE("layout: a run's own edges say where its characters stand") {
    const std::string json =
        R"({"schema":"certdelta.pages/1","source":{"format":"pdf","bytes":1},"pages":[{"width":500,"height":500,"runs":)"
        R"([{"text":"a 25","box":[10,10,100,20],"edges":[40,50,70,100]}]}]})";
    const Result<layout::Pages> pages = json::read_pages(json, "");
    REQUIRE(pages.ok());
    const layout::PageText text = layout::arrange(pages.value(), test::text_words());
    CHECK(place_of(text, "25").box == Box{50, 10, 100, 20});
    CHECK(place_of(text, "5").box == Box{70, 10, 100, 20});
}

TEST_CASE("pages: a record's spans index the text that comes with it") {
    PagesBuilder pages;
    pages.print("Weekly Report of CNCERT", 200, 40, 18);
    pages.print("Issue 43 2023 Oct.16 -Oct.22", 200, 80, 12);
    pages.print("CNCERT has handled 253 network security incidents, 59 of which were cross-border ones.", 50, 200);
    const Reader reader;
    const Result<ReportWithText> read = reader.read_with_text(pages.json(), {"a.pdf"});
    REQUIRE(read.ok());
    CHECK(read.value().report.source.format == "pdf");
    CHECK(read.value().report.source.bytes == 1000);
    const Field& handled = *read.value().report.find("incidents.handled.total");
    REQUIRE(handled.status == Status::found);
    const Evidence& evidence = handled.evidence.front();
    CHECK(read.value().text.substr(evidence.bytes.begin, 3) == "253");
    CHECK(evidence.page == 1);
    REQUIRE(evidence.box.has_value());
    CHECK(evidence.box->y0 == 200);
    const Result<Report> back = report_from_json(to_json(read.value().report));
    REQUIRE(back.ok());
    CHECK(back.value().source == read.value().report.source);
}

TEST_CASE("pages: without text, an error says so") {
    PagesBuilder pages;
    pages.frame({10, 10, 100, 100});
    const Result<Report> report = Reader().read(pages.json(), {"scan.pdf"});
    REQUIRE(!report.ok());
    CHECK(report.error().code == ErrorCode::empty_input);
    CHECK(report.error().source == "scan.pdf");
}
