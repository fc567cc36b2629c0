// Pages that lie askew or on their side say what they say when they lie straight.
#include "layout/turn.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "certdelta/certdelta.h"
#include "json/pages_reader.h"
#include "layout/page_text.h"
#include "layout/pages_builder.h"
#include "lexicons.h"

using namespace certdelta;
using namespace certdelta::tests;

namespace {

constexpr double angles[] = {-20, -8, -5, -2, -1, 0.3, 0.5, 1, 2, 3, 5, 8, 90, -90, 180};

struct PanelBox {
    const char* field;
    const char* label;
    const char* figure;
};
constexpr PanelBox panel[] = {
    {"malware.infected_hosts.total", "Infected Computers in Chinese Mainland", "511"},
    {"websites.defaced.total", "Defaced Websites in Chinese Mainland", "2,001"},
    {"websites.backdoored.total", "Backdoored Websites in Chinese Mainland", "311"},
    {"vulnerabilities.new.total", "New Vulnerabilities Collected by CNVD", "411"},
};

/// Two columns of boxes in the middle of a page; drawn arrows beside changes below the figures.
void print(PagesBuilder& page) {
    page.print("Weekly Report of CNCERT", 100, 250, 18);
    page.print("Issue 43 2023 Oct.16 -Oct.22", 100, 276);
    page.print("Key Findings", 100, 300, 14);
    for (int i = 0; i < 4; ++i) {
        const double x = 100 + 210 * (i % 2);
        const double y = 340 + 70.0 * (i / 2);
        page.print(panel[i].label, x, y);
        page.print(panel[i].figure, x, y + 16, 14);
        page.print("5.0%", x + 10, y + 34);
        page.mark({false, {x, y + 36, x + 6, y + 43}, {{x, y + 43}, {x + 6, y + 43}, {x + 3, y + 36}}});
    }
    page.print("Incident Handling", 100, 520, 14);
    page.print("CNCERT has handled 253 network security incidents, 59 of which were cross-border ones.", 100, 542);
}

}  // namespace

TEST_CASE("turn: a page that lies askew or on its side is read as a straight one") {
    static const Reader reader;
    for (const double angle : angles) {
        CAPTURE(angle);
        PagesBuilder page;
        print(page);
        page.turn(angle);
        const Result<Report> read = reader.read(page.json(), {"a.pdf", InputFormat::pages});
        REQUIRE(read.ok());
        for (const PanelBox& box : panel) {
            CAPTURE(box.field);
            const Field& field = *read.value().find(box.field);
            REQUIRE(field.status == Status::found);
            std::string figure(box.figure);
            std::erase(figure, ',');
            CHECK(std::get_if<Decimal>(&field.value)->to_string() == figure);
            REQUIRE(field.change.has_value());
            CHECK(field.change->direction == Direction::up);
        }
        CHECK(read.value().find("incidents.handled.total")->status == Status::found);
        CHECK(read.value().unassigned.empty());
    }
}

TEST_CASE("turn: evidence stands where the page shows it") {
    for (const double angle : angles) {
        CAPTURE(angle);
        PagesBuilder page;
        print(page);
        page.turn(angle);
        const Box shown = page.runs()[4].box;
        const Result<layout::Pages> read = json::read_pages(page.json(), "a.pdf");
        REQUIRE(read.ok());
        const layout::PageText text = layout::arrange(read.value(), test::text_words());
        const std::size_t at = text.text.find("511");
        REQUIRE(at != std::string::npos);
        const auto place = text.place_of({at, at + 3});
        REQUIRE(place.has_value());
        CHECK(place->box.x0 == doctest::Approx(shown.x0).epsilon(0.01));
        CHECK(place->box.y0 == doctest::Approx(shown.y0).epsilon(0.01));
        CHECK(place->box.x1 == doctest::Approx(shown.x1).epsilon(0.01));
        CHECK(place->box.y1 == doctest::Approx(shown.y1).epsilon(0.01));
    }
}

TEST_CASE("turn: words that are turned on a straight page leave the page as it is") {
    PagesBuilder page;
    print(page);
    page.print("KEY FIGURES OF THIS WEEK", 40, 150);
    page.last().box = {48, 150, 60, 400};
    page.last().angle = -90;
    const Result<layout::Pages> read = json::read_pages(page.json(), "a.pdf");
    REQUIRE(read.ok());
    layout::Pages pages = read.value();
    CHECK(!layout::put_straight(pages, pages.pages[0]).has_value());
    CHECK(pages.pages[0].runs.back().box.x0 == doctest::Approx(48));
}
