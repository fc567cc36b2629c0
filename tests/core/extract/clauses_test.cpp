// Clauses whose every word a profile knows, seen in whole records.
#include "extract/clauses.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>
#include <string>

#include "certdelta/reader.h"
#include "lexicons.h"
#include "read_as.h"

using namespace certdelta;

namespace {

/// English words with what only Chinese has: "#" and "~" stand for two counters, "&" for the word behind a list whose
/// figures follow in the same order, "^" for the mark between items.
std::string in_chinese(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '#':
                out += "\xE4\xB8\xAA";
                break;
            case '~':
                out += "\xE5\x8F\xB0";
                break;
            case '&':
                out += "\xE5\x88\x86\xE5\x88\xAB";
                break;
            case '^':
                out += "\xE3\x80\x81";
                break;
            default:
                out += c;
        }
    }
    return out;
}

constexpr std::string_view boats = R"json({
  "schema": "certdelta.profile/1", "id": "boats.zh", "version": 1, "language": "zh",
  "title": { "en": "Boats Weekly", "zh": "Boats Weekly" },
  "identify": { "threshold": 3, "titles": ["Boats Weekly"] },
  "fields": [
    { "name": "sail", "type": "count", "label": { "en": "Sail", "zh": "Sail" } },
    { "name": "red", "type": "count", "label": { "en": "Red", "zh": "Red" } },
    { "name": "red_pct", "type": "percentage", "label": { "en": "Red", "zh": "Red" } },
    { "name": "motor", "type": "count", "label": { "en": "Motor", "zh": "Motor" } },
    { "name": "gulls", "type": "count", "label": { "en": "Gulls", "zh": "Gulls" } },
    { "name": "wind", "type": "enumeration", "label": { "en": "Wind", "zh": "Wind" },
      "codes": { "low": ["calm"], "high": ["gale"] } }
  ],
  "rules": [],
  "clauses": {
    "concepts": {
      "sail": ["sail", "sailing boats"], "red": ["scarlet"], "share": ["make up"], "motor": ["motor boats"],
      "gull": ["gulls"], "wind": ["the wind"], "calm": ["calm", "gale"], "yacht": ["yachts"]
    },
    "plain": ["in all", "this week", "there were", "the harbour", "of them"],
    "part": ["of which"],
    "from": ["from"],
    "to": ["to", "now"],
    "earlier": ["last week"],
    "figures": [
      { "field": "sail", "all": ["sail"], "may": ["yacht"], "counters": ["#"] },
      { "field": "red", "all": ["sail", "red"], "counters": ["#"] },
      { "field": "red", "all": ["red"], "of": ["sail"], "counters": ["#"] },
      { "field": "red_pct", "may": ["share"], "of": ["red"] },
      { "field": "motor", "all": ["motor"], "counters": ["#"] },
      { "field": "gulls", "all": ["gull"], "after": ["sail"], "counters": ["~"] },
      { "field": "wind", "all": ["wind"] }
    ]
  },
  "scope": { "other": ["abroad"], "same": ["on the whole"], "last_period": ["last week"], "this_period": ["this week"] }
})json";

/// "sail=12 (up 3), red=2; left 5": the fields that are not absent, and the unassigned figures.
std::string read(std::string_view text) {
    static const auto profile = profile::compile_profile(in_chinese(boats), "boats.json", test::lexicons());
    REQUIRE_MESSAGE(profile.ok(), (profile.ok() ? "" : profile.error().message));
    const auto reading = read_as(profile.value(), in_chinese(text) + "\n");
    REQUIRE(reading.ok());
    std::string out;
    for (const Field& field : reading.value().report.fields) {
        if (field.status == Status::absent) continue;
        out.append(out.empty() ? "" : ", ").append(field.name).append("=");
        if (field.status != Status::found)
            out += "open";
        else if (const auto* code = std::get_if<std::string>(&field.value))
            out += *code;
        else
            out += std::get<Decimal>(field.value).to_string();
        if (field.change)
            out.append(field.change->direction == Direction::up ? " up " : " down ")
                .append(field.change->value ? field.change->value->to_string() : "");
    }
    for (const auto& figure : reading.value().report.unassigned)
        out.append(out.empty() ? "" : "; ").append(figure.text);
    return out;
}

}  // namespace

TEST_CASE("clauses: what is counted stands before the count, behind it, or on both sides") {
    CHECK(read("Sailing boats: 12#.") == "sail=12");
    CHECK(read("This week there were 12# sailing boats.") == "sail=12");
    CHECK(read("Scarlet 2# sail, motor boats 30#.") == "red=2, motor=30");
    CHECK(read("12# sailing boats, 30# motor boats.") == "sail=12, motor=30");
}

TEST_CASE("clauses: one word that they do not know leaves the figure alone") {
    CHECK(read("Foreign sailing boats 12#.") == "12");
    CHECK(read("12# foreign sailing boats.") == "12");
    CHECK(read("Abroad: sailing boats 12#.") == "12");
    CHECK(read("12#.") == "12");
}

TEST_CASE("clauses: the concepts have to be those of one field, all of them and no other") {
    CHECK(read("Yachts 12#.") == "12");
    CHECK(read("Sail yachts 12#.") == "sail=12");
    CHECK(read("Sail^yachts 12#.") == "12");
    CHECK(read("Motor boats scarlet 12#.") == "12");
}

TEST_CASE("clauses: of two counts without a mark between them neither is read") {
    CHECK(read("12# sailing boats 30# motor boats.") == "12; 30");
    CHECK(read("Sailing boats: 12# | 30#.") == "12; 30");
    CHECK(read("Sailing boats 12# 30#.") == "12; 30");
}

TEST_CASE("clauses: a count needs a counter of its field, or nothing behind it") {
    CHECK(read("Sailing boats: 12~.") == "12");
    CHECK(read("Sailing boats: 12; there were gulls.") == "sail=12");
    CHECK(read("Sailing boats 12 foreign 30#.") == "12; 30");
    CHECK(read("12 sailing boats.") == "12");
    CHECK(read("Sailing boats: 1.2\xE4\xB8\x87.") == "sail=12000");
}

TEST_CASE("clauses: a part follows its whole, and what stands beside it no word for parts") {
    CHECK(read("Sailing boats: 12#, of which scarlet 2#.") == "sail=12, red=2");
    CHECK(read("Sailing boats: 12#, scarlet 2#.") == "sail=12, red=2");
    CHECK(read("Scarlet 2#.") == "2");
    CHECK(read("Sailing boats: 12#, foreign 5#, scarlet 2#.") == "sail=12; 5; 2");
    CHECK(read("Sailing boats: 12#, gulls 30~.") == "sail=12, gulls=30");
    CHECK(read("Sailing boats: 12#, of which gulls 30~.") == "sail=12; 30");
    CHECK(read("Motor boats: 30#, of which sailing boats 12#.") == "motor=30; 12");
}

TEST_CASE("clauses: the next sentence takes a part up with a word for parts only") {
    CHECK(read("Sailing boats: 12#. Of which scarlet 2#.") == "sail=12, red=2");
    CHECK(read("Sailing boats: 12#. Scarlet 2#.") == "sail=12; 2");
}

TEST_CASE("clauses: a share is one of the count before") {
    CHECK(read("Sailing boats: 12#, scarlet 2#, make up 16.7%.") == "sail=12, red=2, red_pct=16.7");
    CHECK(read("Sailing boats: 12#, make up 16.7%.") == "sail=12; 16.7%");
}

TEST_CASE("clauses: another week's words are for the scope to judge, of a share as of a count") {
    CHECK(read("This week there were sailing boats: 12#. Last week motor boats 30#.") == "sail=12; 30");
    CHECK(read("This week there were scarlet sail: 2#, last week make up 16.7%.") == "red=2; 16.7%");
}

TEST_CASE("clauses: a change is the count's behind which it stands, or which it leads to") {
    CHECK(read("Sailing boats: 12#, \xE2\x86\x91 20%.") == "sail=12 up 20");
    CHECK(read("Sailing boats \xE2\x86\x91 20% to 12#.") == "sail=12 up 20");
    CHECK(read("Sailing boats: 12#, scarlet 2#, \xE2\x86\x93 50%.") == "sail=12, red=2 down 50");
    CHECK(read("Sailing boats: 12#, foreign \xE2\x86\x91 20%.") == "sail=12; 20%");
    CHECK(read("Sailing boats: 12#. \xE2\x86\x91 20%.") == "sail=12; 20%");
}

TEST_CASE("clauses: what a count was before is no value") {
    CHECK(read("Sailing boats from 10# to 12#.") == "sail=12; 10");
    CHECK(read("Sailing boats 10#, now 12#.") == "sail=12; 10");
    CHECK(read("Sailing boats 12#, last week 10#.") == "sail=12; 10");
}

TEST_CASE("clauses: the words of a caption hold for its sentence") {
    CHECK(read("In all sail: scarlet 2#, yachts 12#.") == "sail=12, red=2");
    CHECK(read("In all sail: scarlet 2#. Yachts 12#.") == "red=2; 12");
    CHECK(read("Sail^motor boats: 12#.") == "12");
}

TEST_CASE("clauses: words of the clauses before add what the count's own lack, up to a figure") {
    CHECK(read("The harbour, sail, 12# scarlet.") == "red=12");
    CHECK(read("Foreign sail, scarlet 12#.") == "12");
    CHECK(read("Sail; scarlet 12#.") == "12");
}

TEST_CASE("clauses: as many figures as things, in their order") {
    CHECK(read("Sailing boats^motor boats & 12#^30#.") == "sail=12, motor=30");
    CHECK(read("Sailing boats^motor boats & 12#, 30#.") == "sail=12, motor=30");
    CHECK(read("Sailing boats^motor boats & 12#.") == "12");
    CHECK(read("Sailing boats^motor boats & 12#, 30#^5#.") == "12; 30; 5");
    CHECK(read("Sailing boats^foreign boats & 12#^30#.") == "12; 30");
    CHECK(read("Sailing boats^motor boats 12#.") == "12");
    CHECK(read("In all sail: yachts^scarlet & 12#^2#.") == "sail=12, red=2");
}

TEST_CASE("clauses: the first line of a list takes the words of the line above it") {
    CHECK(read("In all sail:\n- scarlet 2#\n- yachts 12#\n") == "red=2; 12");
    CHECK(read("Sailing boats: 12#\n- scarlet 2#\n") == "sail=12, red=2");
    CHECK(read("1. Sailing boats 12#\n2. Motor boats 30#\n") == "sail=12, motor=30");
}

TEST_CASE("clauses: a word for a code stands behind what names its field, and before a mark") {
    CHECK(read("The wind: gale. Gulls: 7.") == "wind=high; 7");
    CHECK(read("This week the wind calm, sailing boats 12#.") == "sail=12, wind=low");
    CHECK(read("Foreign, the wind gale, yes. Gulls: 7.") == "wind=high; 7");
    CHECK(read("Foreign the wind: gale. Gulls: 7.") == "7");
    CHECK(read("Gale. Gulls: 7.") == "7");
    CHECK(read("The wind: 12# gale.") == "12");
}

TEST_CASE("clauses: time is linear in the text") {
    const auto seconds = [](std::string_view unit, std::size_t bytes) {
        std::string text;
        while (text.size() < bytes) text += unit;
        const std::clock_t start = std::clock();
        CHECK_FALSE(read(text) == "sail=1");
        return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    };
    // Four times the text may take ten times as long, as in linear_time_test.cpp.
    constexpr std::size_t small = 64 * 1024;
    for (const std::string_view unit : {"sail ",
                                        "12# ",
                                        "sail scarlet 12# ",
                                        "sail scarlet gulls 12# yachts 30 ",
                                        "foreign ",
                                        "sail, ",
                                        "12#, ",
                                        "\xE2\x86\x91 20% ",
                                        "sail \xE2\x86\x91 20% ",
                                        "12# , , \xE2\x86\x91 20% foreign ",
                                        "sail^",
                                        "& ",
                                        "sail^gulls & 12#, ",
                                        "from 12# to ",
                                        "now ",
                                        "Sail: ",
                                        "(",
                                        "- sail 2#\n",
                                        "sail\n",
                                        "1. "}) {
        CAPTURE(unit);
        double once = 1e9;
        double fourfold = 1e9;
        for (int attempt = 0; attempt < 4 && fourfold > 10 * std::max(once, 0.002); ++attempt) {
            once = std::min(once, seconds(unit, small));
            fourfold = std::min(fourfold, seconds(unit, 4 * small));
        }
        CHECK(fourfold <= 10 * std::max(once, 0.002));
    }
}
