// The tutorial that certdelta.h opens with compiles, runs, and asserts what is so.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "certdelta/certdelta.h"

// What the tutorial asserts, this test checks.
#define assert(condition) CHECK(condition)

namespace {

/// Sets `finished` where the tutorial does not leave early.
void tutorial(bool& finished) {
    const std::string_view document =
        "Weekly Report of CNCERT\n"
        "Issue 12 2024 Mar.18 -Mar.24\n"
        "Incident Handling\n"
        "CNCERT has handled 300 network security incidents, 75 of which were cross-border ones.\n"
        "The press desk took 12 calls.\n";

    const certdelta::Reader reader;
    const certdelta::Result<certdelta::Report> result = reader.read(document, {.name = "issue-12.md"});
    if (!result) {
        const certdelta::Error& error = result.error();
        std::fprintf(stderr, "%s: %s\n", error.source.c_str(), error.message.c_str());
        return;
    }
    const certdelta::Report& report = result.value();

    assert(report.profile->id == "cncert-weekly.en");
    assert(report.issue.number == 12);
    assert(report.period->start.to_string() == "2024-03-18");

    const certdelta::Field* handled = report.find("incidents.handled.total");
    switch (handled->status) {
        case certdelta::Status::found:
            break;
        case certdelta::Status::absent:     // the document does not say: that is not zero
        case certdelta::Status::ambiguous:  // it says two things: see handled->candidates
        case certdelta::Status::rejected:   // what it says cannot be taken: see handled->candidates
            return;
    }
    assert(std::get<certdelta::Decimal>(handled->value) == certdelta::Decimal::from_integer(300));
    assert(handled->unit == "incidents");

    const certdelta::Evidence& place = handled->evidence.front();
    assert(document.substr(place.bytes.begin, place.bytes.end - place.bytes.begin) == "300");
    assert(place.line == 4);
    assert(place.quote.starts_with("CNCERT has handled 300 network security incidents"));
    assert(place.rule == "incident-handling.handled");

    assert(report.unassigned.size() == 1);
    assert(report.unassigned.front().text == "12");

    const std::string_view next =
        "Weekly Report of CNCERT\n"
        "Issue 13 2024 Mar.25 -Mar.31\n"
        "Incident Handling\n"
        "CNCERT has handled 240 network security incidents, a decrease of 20% from last week.\n"
        "Thanks to all partners.\n";
    const certdelta::Result<certdelta::Report> newer = reader.read(next, {.name = "issue-13.md"});
    if (!newer) return;
    const certdelta::Comparison comparison = certdelta::compare(report, newer.value());
    assert(comparison.relation == certdelta::Relation::consecutive);
    const certdelta::FieldChange& change = comparison.fields.front();
    assert(change.name == "incidents.handled.total");
    assert(change.kind == certdelta::FieldChangeKind::changed);
    assert(change.delta->to_string() == "-60");
    assert(change.agrees == true);  // with the 20% that the newer report states

    certdelta::SeriesBuilder builder(reader);
    for (const certdelta::Report* each : {&newer.value(), &report}) {
        if (const auto error = builder.add(*each)) std::fprintf(stderr, "%s\n", error->message.c_str());
    }
    const certdelta::Series series = builder.series(certdelta::SeriesBy::month);
    assert(series.weeks.size() == 2);
    assert(series.gaps.empty());
    assert(series.fields.front().name == "incidents.handled.total");
    assert(series.fields.front().summary.median->to_string() == "270");
    assert(series.fields.front().rollup.front().key == "2024-03");
    assert(series.fields.front().rollup.front().value == certdelta::Value(certdelta::Decimal::from_integer(540)));
    assert(series.fields.front().rollup.front().missing == 3);

    const std::string json = certdelta::to_json(report);
    assert(certdelta::report_from_json(json).value() == report);
    assert(certdelta::schema("report").ok());
    assert(certdelta::to_table(comparison).find("stated down 20% (agrees)") != std::string::npos);

    certdelta::Reader extended;
    const certdelta::Result<certdelta::ProfileId> added = extended.add_profile("{}", "mine.json");
    assert(added.error().message == "at the top: \"schema\" is missing");
    const std::vector<certdelta::Finding> findings = certdelta::lint_profile("{}", "mine.json");
    assert(findings.size() > 5);
    assert(certdelta::to_text(findings).starts_with("mine.json:1:1: error: \"schema\" is missing (missing-key)\n"));
    // That was the tutorial.
    finished = true;
}

using Lines = std::vector<std::string>;

Lines read_lines(const std::filesystem::path& path) {
    std::ifstream file(path);
    Lines lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

/// Lines of code without what surrounds them; nothing for empty ones. `margin` is what each line starts with.
Lines code_of(Lines::const_iterator begin, Lines::const_iterator end, std::string_view margin) {
    Lines code;
    for (auto line = begin; line != end; ++line) {
        if (line->size() > margin.size() && line->starts_with(margin)) code.push_back(line->substr(margin.size()));
    }
    return code;
}

}  // namespace

TEST_CASE("tutorial: what it asserts is so") {
    bool finished = false;
    tutorial(finished);
    CHECK(finished);
}

TEST_CASE("tutorial: the header shows the code that is tested") {
    const std::filesystem::path here = __FILE__;
    const Lines source = read_lines(here);
    const Lines header = read_lines(here.parent_path() / "../../core/include/certdelta/certdelta.h");
    const auto begin = std::find(source.begin(), source.end(), "void tutorial(bool& finished) {");
    const auto end = std::find(source.begin(), source.end(), "    // That was the tutorial.");
    REQUIRE(begin < end);
    const auto header_end = std::find(header.begin(), header.end(), "#pragma once");
    CHECK(code_of(header.begin(), header_end, "//     ") == code_of(begin + 1, end, "    "));
}
