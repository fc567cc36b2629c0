// Tables in text: what heads a column of figures says what they are.
#include <doctest/doctest.h>

#include <string>

#include "certdelta/certdelta.h"

using namespace certdelta;

namespace {

/// How many of the table's two figures were found; the others have to be listed.
int count_found(const std::string& heading, bool markdown) {
    static const Reader reader;
    const std::string rows[][2] = {{"Indicator", heading},
                                   {"Infected Computers in Chinese Mainland", "511"},
                                   {"Defaced Websites in Chinese Mainland", "2,001"}};
    std::string text = "Weekly Report of CNCERT\n\nIssue 43 2023 Oct.16 -Oct.22\n\nKey Findings\n\n";
    for (const auto& row : rows) {
        text += markdown ? "| " + row[0] + " | " + row[1] + " |\n" : row[0] + '\t' + row[1] + '\n';
        if (markdown && row[0] == "Indicator") text += "|---|---|\n";
    }
    text += "\nIncident Handling\n";
    const Result<Report> read = reader.read(text, {"a.md", InputFormat::automatic});
    REQUIRE(read.ok());
    int found = 0;
    for (const auto& [field, figure] :
         {std::pair("malware.infected_hosts.total", "511"), std::pair("websites.defaced.total", "2,001")}) {
        const bool is_found = read.value().find(field)->status == Status::found;
        found += is_found ? 1 : 0;
        bool listed = false;
        for (const auto& other : read.value().unassigned) listed = listed || other.text == figure;
        CHECK(is_found != listed);
    }
    return found;
}

}  // namespace

TEST_CASE("a table's heading for other figures than this period's counts leaves them open") {
    for (const bool markdown : {false, true}) {
        for (const char* heading :
             {"Thousand", "in thousands", "Previous", "Average", "Overseas", "Last week", "Peak", "Share", "World"}) {
            CAPTURE(heading);
            CHECK(count_found(heading, markdown) == 0);
        }
        for (const char* heading : {"Number", "This week", "Total", "Oct.16 - Oct.22", "Figure", "Number of cases"}) {
            CAPTURE(heading);
            CHECK(count_found(heading, markdown) == 2);
        }
    }
}

TEST_CASE("a figure that is shown against the order of its characters is not read") {
    static const Reader reader;
    const auto status = [](const std::string& figure) {
        const Result<Report> read =
            reader.read("Weekly Report of CNCERT\n\nIssue 43 2023 Oct.16 -Oct.22\n\nCNCERT has handled " + figure +
                            " network security incidents, 59 of which were cross-border ones.\n",
                        {"a.txt", InputFormat::text});
        REQUIRE(read.ok());
        return read.value().find("incidents.handled.total")->status;
    };
    CHECK(status("\u202E352\u202C") != Status::found);
    CHECK(status("3\u202E25\u202C") != Status::found);
    CHECK(status("\u2066253\u2069") == Status::found);
    CHECK(status("\u200E253") == Status::found);
}
