// What arithmetic decides between readings that contradict each other, seen in whole records.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "certdelta/reader.h"

using namespace certdelta;

namespace {

/// An invented weekly that counts two kinds of boats, each with the share that is red, and a sum.
constexpr std::string_view profile = R"json({
  "schema": "certdelta.profile/1", "id": "boats.en", "version": 1, "language": "en",
  "title": { "en": "Boats Weekly", "zh": "Boats Weekly" },
  "identify": { "threshold": 3, "titles": ["Boats Weekly"] },
  "fields": [
    { "name": "sail.total", "type": "count", "label": { "en": "Sail", "zh": "Sail" } },
    { "name": "sail.red", "type": "count", "label": { "en": "Red sail", "zh": "Red sail" } },
    { "name": "sail.red_pct", "type": "percentage", "label": { "en": "Red share", "zh": "Red share" } },
    { "name": "motor.total", "type": "count", "label": { "en": "Motor", "zh": "Motor" } },
    { "name": "motor.red", "type": "count", "label": { "en": "Red motor", "zh": "Red motor" } },
    { "name": "motor.red_pct", "type": "percentage", "label": { "en": "Red share", "zh": "Red share" } },
    { "name": "all", "type": "count", "label": { "en": "All", "zh": "All" } }
  ],
  "rules": [
    { "id": "sail", "templates": ["sailing boats: {sail.total}"] },
    { "id": "motor", "templates": ["motor boats: {motor.total}"] },
    { "id": "red-sail", "templates": ["scarlet yachts: {sail.red} \\({sail.red_pct}\\)"] },
    { "id": "red-motor", "templates": ["scarlet launches: {motor.red} \\({motor.red_pct}\\)"] },
    { "id": "all", "templates": ["boats in all: {all}"] }
  ],
  "checks": [
    { "id": "sail-share", "kind": "ratio", "share": "sail.red_pct", "part": "sail.red", "whole": "sail.total", "message": "no share" },
    { "id": "motor-share", "kind": "ratio", "share": "motor.red_pct", "part": "motor.red", "whole": "motor.total", "message": "no share" },
    { "id": "sum", "kind": "sum", "total": "all", "parts": ["sail.total", "motor.total"], "message": "no sum" }
  ]
})json";

Report read(std::string_view body) {
    static const Reader reader = [] {
        Reader boats;
        REQUIRE(boats.add_profile(profile).ok());
        return boats;
    }();
    auto report = reader.read("Boats Weekly\n\n" + std::string(body) + "\nAhoy.\n", {"boats.txt", InputFormat::text});
    REQUIRE(report.ok());
    REQUIRE(report.value().profile.has_value());
    return std::move(report).value();
}

/// "sail.red = 40", or the status of a field that was not found.
std::string reading(const Report& report, std::string_view name) {
    const Field* field = report.find(name);
    REQUIRE(field != nullptr);
    if (field->status == Status::found) return std::get<Decimal>(field->value).to_string();
    if (field->status == Status::absent) return "absent";
    return field->status == Status::ambiguous ? "ambiguous" : "rejected";
}

std::string unassigned(const Report& report) {
    std::string texts;
    for (const Unassigned& figure : report.unassigned) texts += (texts.empty() ? "" : "|") + figure.text;
    return texts;
}

bool told(const Report& report, std::string_view code, std::string_view field) {
    return std::any_of(report.diagnostics.begin(), report.diagnostics.end(),
                       [&](const Diagnostic& other) { return other.code == code && other.field == field; });
}

}  // namespace

TEST_CASE("a share decides between two prints of its whole, and the other one is told and unassigned") {
    const Report report = read("sailing boats: 400. scarlet yachts: 40 (10.0%). sailing boats: 600.");
    CHECK(reading(report, "sail.total") == "400");
    CHECK(report.find("sail.total")->evidence.size() == 1);
    CHECK(told(report, "refuted", "sail.total"));
    CHECK(unassigned(report) == "600");
}

TEST_CASE("a sum decides between two prints of its total") {
    const Report report = read("boats in all: 700. sailing boats: 400. motor boats: 200. boats in all: 600.");
    CHECK(reading(report, "all") == "600");
    CHECK(unassigned(report) == "700");
}

TEST_CASE("a count and its share are judged together") {
    // 60 of 600 would be 10%, too, but no sentence prints 60 beside 10%.
    const Report report = read("sailing boats: 600. scarlet yachts: 90 (15.0%). scarlet yachts: 60 (20.0%).");
    CHECK(reading(report, "sail.red") == "90");
    CHECK(reading(report, "sail.red_pct") == "15");
    CHECK(unassigned(report) == "60|20.0%");
}

TEST_CASE("what arithmetic does not decide stays ambiguous") {
    // 10.0% of 400 fits no more than 10.0% of 401
    const Report report = read("sailing boats: 400. scarlet yachts: 40 (10.0%). sailing boats: 401.");
    CHECK(reading(report, "sail.total") == "ambiguous");
    const Report neither = read("sailing boats: 500. scarlet yachts: 40 (10.0%). sailing boats: 600.");
    CHECK(reading(neither, "sail.total") == "ambiguous");
}

TEST_CASE("checks that want different values decide nothing") {
    const Report report = read(
        "sailing boats: 400. sailing boats: 500. scarlet yachts: 40 (10.0%). motor boats: 200. boats in all: 700.");
    CHECK(reading(report, "sail.total") == "ambiguous");
}

TEST_CASE("of one label printed twice, the share tells which is whose") {
    const Report report =
        read("sailing boats: 400. motor boats: 200. scarlet yachts: 40 (10.0%). scarlet yachts: 50 (25.0%).");
    CHECK(reading(report, "sail.red") == "40");
    CHECK(reading(report, "sail.red_pct") == "10");
    CHECK(reading(report, "motor.red") == "50");
    CHECK(reading(report, "motor.red_pct") == "25");
    CHECK(told(report, "label-refuted", "motor.red"));
    CHECK(told(report, "label-refuted", "motor.red_pct"));
    CHECK(unassigned(report).empty());
}

TEST_CASE("one label twice is left open where the second figure fits both wholes") {
    const Report report =
        read("sailing boats: 400. motor boats: 400. scarlet yachts: 40 (10.0%). scarlet yachts: 80 (20.0%).");
    CHECK(reading(report, "sail.red") == "ambiguous");
    CHECK(reading(report, "motor.red") == "absent");
}

TEST_CASE("a sister that prints figures of its own is given no others") {
    const Report report = read(
        "sailing boats: 400. motor boats: 200. scarlet yachts: 40 (10.0%). scarlet yachts: 50 (25.0%). scarlet "
        "launches: 30 (15.0%).");
    CHECK(reading(report, "sail.red") == "40");
    CHECK(reading(report, "motor.red") == "30");
    CHECK(unassigned(report) == "50|25.0%");
}

TEST_CASE("exchanged labels leave everything open that may be meant") {
    const Report report =
        read("sailing boats: 200. motor boats: 400. scarlet yachts: 40 (10.0%). scarlet launches: 50 (25.0%).");
    for (const char* name : {"sail.total", "sail.red", "sail.red_pct", "motor.total", "motor.red", "motor.red_pct"}) {
        CHECK(reading(report, name) == "rejected");
        CHECK(told(report, "labels-exchanged", name));
    }
    CHECK(report.find("sail.total")->candidates.front().why == "refuted");
}

TEST_CASE("a single share that does not fit is told, and everything stays as printed") {
    const Report report =
        read("sailing boats: 400. motor boats: 200. scarlet yachts: 40 (11.0%). scarlet launches: 50 (25.0%).");
    CHECK(reading(report, "sail.red_pct") == "11");
    CHECK(told(report, "check.sail-share", "sail.red_pct"));
}
