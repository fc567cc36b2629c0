// Headings on pages: what they say of time, place and multiples governs the boxes of a panel.
#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

#include "certdelta/certdelta.h"
#include "layout/pages_builder.h"

using namespace certdelta;
using namespace certdelta::tests;

namespace {

const std::vector<std::string> labels = {
    "Infected Computers in Chinese Mainland", "Defaced Websites in Chinese Mainland",
    "Backdoored Websites in Chinese Mainland", "New Vulnerabilities Collected by CNVD"};
const std::vector<std::string> figures = {"511", "2,001", "311", "411"};
const std::vector<std::string> fields = {"malware.infected_hosts.total", "websites.defaced.total",
                                         "websites.backdoored.total", "vulnerabilities.new.total"};

using Print = std::function<void(PagesBuilder&)>;

std::string page_with(const Print& panel) {
    PagesBuilder page;
    page.print("Weekly Report of CNCERT", 72, 50, 18);
    page.print("Issue 43 2023 Oct.16 -Oct.22", 72, 76);
    page.print("Key Findings", 72, 100, 14);
    panel(page);
    page.print("Incident Handling", 72, 600, 14);
    page.print("CNCERT has handled 253 network security incidents, 59 of which were cross-border ones.", 72, 622);
    return page.json();
}

/// Two columns of boxes, each figure below its label.
void boxes(PagesBuilder& page) {
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const double x = 72 + 240 * static_cast<double>(i % 2);
        const double y = 160 + 60 * static_cast<double>(i / 2);
        page.print(labels[i], x, y);
        page.print(figures[i], x, y + 16, 14);
    }
}

/// A table: labels, figures to the right of them.
void table(PagesBuilder& page) {
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const double y = 170 + 24 * static_cast<double>(i);
        page.print(labels[i], 72, y);
        page.print(figures[i], 300, y);
    }
}

/// How many of the panel's figures were found; every other one has to be listed.
std::size_t count_found(const Print& panel) {
    static const Reader reader;
    const Result<Report> read = reader.read(page_with(panel), {"panel.pdf", InputFormat::pages});
    REQUIRE(read.ok());
    const Report& report = read.value();
    std::size_t found = 0;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (report.find(fields[i])->status == Status::found) {
            ++found;
            continue;
        }
        const bool listed = std::any_of(report.unassigned.begin(), report.unassigned.end(),
                                        [&](const auto& figure) { return figure.text == figures[i]; });
        CHECK_MESSAGE(listed, figures[i]);
    }
    return found;
}

}  // namespace

TEST_CASE("a panel's title that speaks of another time or place leaves its figures open") {
    for (const char* title : {"Last week", "Overseas", "Beijing Branch", "2022", "October 2023", "Week 42",
                              "Oct.9 - Oct.15", "Since January", "(Unit: thousand)", "Figures in millions"}) {
        CAPTURE(title);
        CHECK(count_found([&](PagesBuilder& page) {
                  page.print(title, 72, 130, 12);
                  boxes(page);
              }) == 0);
    }
}

TEST_CASE("a title of this period, a legend or a sentence above takes nothing away") {
    for (const char* title : {"This week", "Oct.16 - Oct.22", "Overview", "1. Overview",
                              "\u2191 increase from last week", "Overseas hosts are left aside in what follows."}) {
        CAPTURE(title);
        CHECK(count_found([&](PagesBuilder& page) {
                  page.print(title, 72, 130);
                  boxes(page);
              }) == fields.size());
    }
}

TEST_CASE("a heading holds for what is below it, not above") {
    const Print above = [](PagesBuilder& page) {
        boxes(page);
        page.print("Last week", 72, 300, 12);
    };
    CHECK(count_found(above) == fields.size());
}

TEST_CASE("a column's heading governs its figures") {
    for (const char* heading :
         {"Last week", "2022", "October 2023", "Oct.9 - Oct.15", "Since January", "Week 42", "Figure (thousand)", "(%)",
          "Overseas", "Previous", "Average", "Peak", "World", "Rank", "of which gov.cn", "September"}) {
        CAPTURE(heading);
        CHECK(count_found([&](PagesBuilder& page) {
                  page.print("Indicator", 72, 150);
                  page.print(heading, 300, 150);
                  table(page);
              }) == 0);
    }
    for (const char* heading : {"This week", "Number", "Oct.16 - Oct.22", "Number of cases", "Figures"}) {
        CAPTURE(heading);
        CHECK(count_found([&](PagesBuilder& page) {
                  page.print("Indicator", 72, 145);
                  page.print(heading, 300, 145);
                  table(page);
              }) >= fields.size() - 1);  // the first label is close to its heading
    }
}

TEST_CASE("what stands far above a column of figures heads another thing") {
    CHECK(count_found([](PagesBuilder& page) {
              page.print("Emergency Response Team", 300, 120);
              table(page);
          }) == fields.size());
}

TEST_CASE("boxes under a word for another kind of figures are left open") {
    for (const char* title : {"Previous", "Average of four weeks", "Peak values", "Forecast"}) {
        CAPTURE(title);
        CHECK(count_found([&](PagesBuilder& page) {
                  page.print(title, 72, 130, 12);
                  boxes(page);
              }) == 0);
    }
}

TEST_CASE("a column beside the figures with their changes heads no figures") {
    CHECK(count_found([](PagesBuilder& page) {
              page.print("Indicator", 72, 145);
              page.print("This week", 300, 145);
              page.print("Against last week", 380, 145);
              table(page);
              for (std::size_t i = 0; i < labels.size(); ++i)
                  page.print("\u2191 5.0%", 380, 170 + 24 * static_cast<double>(i));
          }) >= fields.size() - 1);
}

TEST_CASE("what stands in a box's row governs it alone") {
    CHECK(count_found([](PagesBuilder& page) {
              table(page);
              page.print("thousand", 400, 170);
              page.print("websites", 400, 194);
              page.print("overseas", 400, 218);
          }) == 2);
}

TEST_CASE("a note below the panel governs it") {
    for (const char* note : {"Note: figures in thousands.", "* last week", "(Unit: million)"}) {
        CAPTURE(note);
        CHECK(count_found([&](PagesBuilder& page) {
                  boxes(page);
                  page.print(note, 72, 290, 8);
              }) == 0);
    }
    CHECK(count_found([](PagesBuilder& page) {
              boxes(page);
              page.print("\u2191 an increase from last week", 72, 290, 8);
          }) == fields.size());
}

TEST_CASE("a legend close below the panel is no part of its last row") {
    for (const char* legend : {"\u2191 marks an increase from last week", "= marks no change; \u2193 a decrease"}) {
        CAPTURE(legend);
        CHECK(count_found([&](PagesBuilder& page) {
                  boxes(page);
                  page.print(legend, 72, 254);
              }) == fields.size());
    }
}

TEST_CASE("rotated words beside a panel govern it") {
    const auto with_side_title = [](const char* words) {
        return [words](PagesBuilder& page) {
            boxes(page);
            page.print(words, 40, 150);
            page.last().box = {48, 150, 60, 260};
            page.last().angle = -90;
        };
    };
    CHECK(count_found(with_side_title("LAST WEEK")) == 0);
    CHECK(count_found(with_side_title("2022")) == 0);
    CHECK(count_found(with_side_title("KEY FIGURES")) == fields.size());
}

TEST_CASE("figures that slid half a row or half a box belong to nobody") {
    // Rows of labels and rows of figures, each figure nearer to the label below than to the one above.
    CHECK(count_found([](PagesBuilder& page) {
              for (std::size_t i = 0; i < labels.size(); ++i) {
                  const double x = 72 + 240 * static_cast<double>(i % 2);
                  const double y = 170 + 60 * static_cast<double>(i / 2);
                  page.print(labels[i], x, y);
                  page.print(figures[i], x, y + 32, 16);
              }
          }) == 0);
    CHECK(count_found([](PagesBuilder& page) {
              for (std::size_t i = 0; i < labels.size(); ++i) {
                  const double middle = 90 + 135 * static_cast<double>(i);
                  page.print(labels[i], middle - PagesBuilder::width_of(labels[i], 6) / 2, 170, 6);
                  const double off = middle + 60;
                  page.print(figures[i], off - PagesBuilder::width_of(figures[i], 12) / 2, 180, 12);
              }
          }) == 0);
}

TEST_CASE("a legend of drawn arrows that turns them around makes their directions unknown") {
    const auto with_legend = [](const char* first, const char* second) {
        PagesBuilder page;
        const auto triangle = [&page](double x, double y, bool up) {
            const double tip = up ? y : y + 6;
            const double base = up ? y + 6 : y;
            page.mark({false, {x, y, x + 6, y + 6}, {{x, base}, {x + 6, base}, {x + 3, tip}}});
        };
        page.print("Weekly Report of CNCERT", 72, 50, 18);
        page.print("Issue 43 2023 Oct.16 -Oct.22", 72, 76);
        page.print("Key Findings", 72, 100, 14);
        boxes(page);
        for (int i = 0; i < 4; ++i) {
            const double x = 118 + 240 * (i % 2);
            const double y = 179 + 60 * (i / 2);
            triangle(x, y, i % 2 == 0);
            page.print("16.8%", x + 9, y - 2, 10);
        }
        triangle(72, 300, true);
        page.print(first, 84, 298);
        triangle(300, 300, false);
        page.print(second, 312, 298);
        static const Reader reader;
        const Result<Report> read = reader.read(page.json(), {"panel.pdf", InputFormat::pages});
        REQUIRE(read.ok());
        const Field& field = *read.value().find(fields[0]);
        REQUIRE(field.status == Status::found);
        REQUIRE(field.change.has_value());
        return field.change->direction;
    };
    CHECK(with_legend("an increase from last week", "a decrease from last week") == Direction::up);
    CHECK(with_legend("a decrease from last week", "an increase from last week") == Direction::unknown);
}
