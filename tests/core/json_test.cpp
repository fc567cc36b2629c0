#include "certdelta/json.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "json/record_stream.h"
#include "records.h"

using namespace certdelta;
using namespace certdelta::test;

namespace {

Evidence evidence_of(std::string text) {
    Evidence evidence;
    evidence.bytes = {148, 148 + text.size()};
    evidence.utf16 = {140, 140 + text.size()};
    evidence.line = 23;
    evidence.text = std::move(text);
    return evidence;
}

/// A record that uses every member of the schema.
Report complete_report() {
    Field total = count("incidents.handled.total", "184000", "1000");
    total.qualifier = Qualifier::more_than;
    total.change = stated(ChangeKind::percent, Direction::up, "16.8", "0.1");
    total.evidence.push_back(evidence_of("184 thousand"));
    total.evidence.front().quote = "handled more than 184 thousand network security incidents";
    total.evidence.front().rule = "incident-handling.handled";
    total.evidence.front().page = 2;
    total.evidence.front().box = Box{72, 310.5, 520, 322};
    total.evidence.front().boxes = {{480, 310.5, 520, 314}, {72, 316, 90, 322}};

    Field list = found("malware.top_provinces", std::vector<std::string>{"A", "B"});
    list.evidence.push_back(evidence_of("A, B"));

    Field ambiguous = open("websites.defaced.total", Status::ambiguous);
    ambiguous.unit = "websites";
    ambiguous.candidates = {{number("12"), evidence_of("12"), "conflict"}, {number("21"), std::nullopt, "conflict"}};

    Report report = weekly(43, {2023, 10, 16}, {total, list, ambiguous, absent("mobile.providers")});
    report.unassigned.push_back({"69.6%", evidence_of("69.6%")});
    report.diagnostics.push_back({Severity::warning, "arrow-lost", "", "the arrows were lost", evidence_of("x")});
    report.diagnostics.push_back({Severity::error, "sum", "incidents.handled.total", "does not add up", std::nullopt});
    return report;
}

std::string error_of(std::string_view json) {
    const Result<Report> report = report_from_json(json, "r.json");
    return report ? "no error" : std::string(code_name(report.error().code)) + ": " + report.error().message;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("report: prints the members of the schema in its order") {
    CHECK(
        to_json(complete_report()) ==
        R"({"schema":"certdelta.report/1",)"
        R"("source":{"name":"issue-43.md","format":"markdown","bytes":2000,"language":"en"},)"
        R"("profile":{"id":"cncert-weekly.en","version":1},)"
        R"("issue":{"number":43,"year":2023},)"
        R"("period":{"start":"2023-10-16","end":"2023-10-22"},)"
        R"("fields":{"incidents.handled.total":{"status":"found","value":184000,"unit":"incidents","precision":1000,)"
        R"("qualifier":"more-than","change":{"kind":"percent","value":16.8,"direction":"up"},)"
        R"("evidence":[{"bytes":[148,160],"utf16":[140,152],"line":23,"text":"184 thousand",)"
        R"("quote":"handled more than 184 thousand network security incidents","rule":"incident-handling.handled",)"
        R"("page":2,"box":[72,310.5,520,322],"boxes":[[480,310.5,520,314],[72,316,90,322]]}]},)"
        R"("malware.top_provinces":{"status":"found","value":["A","B"],)"
        R"("evidence":[{"bytes":[148,152],"utf16":[140,144],"line":23,"text":"A, B"}]},)"
        R"("websites.defaced.total":{"status":"ambiguous","value":null,"unit":"websites","evidence":[],"candidates":[)"
        R"({"value":12,"evidence":{"bytes":[148,150],"utf16":[140,142],"line":23,"text":"12"},"why":"conflict"},)"
        R"({"value":21,"why":"conflict"}]},)"
        R"("mobile.providers":{"status":"absent"}},)"
        R"("unassigned":[{"text":"69.6%","evidence":{"bytes":[148,153],"utf16":[140,145],"line":23,"text":"69.6%"}}],)"
        R"("diagnostics":[{"severity":"warning","code":"arrow-lost","field":null,"message":"the arrows were lost",)"
        R"("evidence":{"bytes":[148,149],"utf16":[140,141],"line":23,"text":"x"}},)"
        R"({"severity":"error","code":"sum","field":"incidents.handled.total","message":"does not add up"}]})");
}

TEST_CASE("report: what the document does not say is null") {
    CHECK(to_json(Report()) ==
          R"({"schema":"certdelta.report/1","source":{"name":"","format":"","bytes":0,"language":null},)"
          R"("profile":null,"issue":{"number":null,"year":null},"period":null,"fields":{},)"
          R"("unassigned":[],"diagnostics":[]})");
}

TEST_CASE("report: a change without a size has no value") {
    Field field = count("f", "5", stated(ChangeKind::percent, Direction::down));
    const std::string json = to_json(weekly(1, {2023, 1, 2}, {field}));
    CHECK(json.find(R"("change":{"kind":"percent","direction":"down"})") != std::string::npos);
}

TEST_CASE("report: strings are escaped as RFC 8259 asks, and no further") {
    Report report;
    report.source.name = "a\"b\\c\n\t\x01\x1f\x7f\xC3\xA9/";
    CHECK(to_json(report).find("\"name\":\"a\\\"b\\\\c\\n\\t\\u0001\\u001f\x7f\xC3\xA9/\"") != std::string::npos);
    CHECK(report_from_json(to_json(report)).value().source.name == report.source.name);
}

TEST_CASE("report: reads back what was printed") {
    const Report report = complete_report();
    const Result<Report> again = report_from_json(to_json(report));
    REQUIRE(again.ok());
    CHECK(again.value() == report);
    CHECK(report_from_json(pretty_json(to_json(report))).value() == report);
    CHECK(report_from_json(to_json(Report())).value() == Report());
}

TEST_CASE("report: any record reads back as it was") {
    std::mt19937_64 random(43);
    const auto below = [&](std::uint64_t limit) { return random() % limit; };
    const auto some_text = [&] {
        std::string text;
        for (std::uint64_t i = below(12); i > 0; --i) text.push_back(static_cast<char>(1 + below(0x7E)));
        return text;
    };
    for (int i = 0; i < 500; ++i) {
        Report report = complete_report();
        report.source.name = some_text();
        report.source.bytes = below(1'000'000'000);
        report.issue.number = below(2) == 0 ? std::nullopt : std::optional(static_cast<std::int32_t>(below(60)));
        if (below(3) == 0) report.period.reset();
        if (below(3) == 0) report.profile.reset();
        Field& field = report.fields.front();
        field.name += some_text();
        field.value = Decimal::from_micros(static_cast<std::int64_t>(below(1'000'000'000'000)));
        field.qualifier = static_cast<Qualifier>(below(4));
        field.change->value = Decimal::from_micros(static_cast<std::int64_t>(below(1'000)) * 100'000);
        field.change->precision = field.change->value->is_integer() ? number("1") : number("0.1");
        field.change->direction = static_cast<Direction>(below(4));
        field.evidence.front().quote = some_text();
        report.unassigned.front().text = some_text();
        report.diagnostics.front().message = some_text();
        const Result<Report> again = report_from_json(to_json(report));
        REQUIRE(again.ok());
        REQUIRE(again.value() == report);
    }
}

TEST_CASE("report_from_json: members may come in any order, fields keep theirs") {
    const std::string json = replaced(to_json(complete_report()), R"({"schema":"certdelta.report/1",)", "{");
    const std::string moved = json.substr(0, json.size() - 1) + R"(,"schema":"certdelta.report/1"})";
    REQUIRE(report_from_json(moved).ok());
    CHECK(report_from_json(moved).value() == complete_report());
}

TEST_CASE("report_from_json: names the place of what does not fit") {
    const std::string json = to_json(complete_report());
    const auto after = [&](std::string_view from, std::string_view to) { return error_of(replaced(json, from, to)); };
    const std::string prefix = "invalid-record: is not a certdelta.report/1 record: ";

    CHECK(error_of("[]") == prefix + "the whole document: has to be an object");
    CHECK(after("certdelta.report/1", "certdelta.error/1") ==
          prefix + R"(/schema: is "certdelta.error/1", not "certdelta.report/1")");
    CHECK(after(R"("bytes":2000,)", "") == prefix + R"(/source: lacks the key "bytes")");
    CHECK(after(R"("bytes":2000)", R"("bytes":-1)") == prefix + "/source/bytes: is out of range");
    CHECK(after(R"("bytes":2000)", R"("bytes":1.5)") == prefix + "/source/bytes: has to be a whole number");
    CHECK(after(R"("number":43)", R"("number":"43")") == prefix + "/issue/number: has to be a whole number");
    CHECK(after("2023-10-16", "2023-02-30") == prefix + R"(/period/start: has to be a date such as "2023-10-16")");
    CHECK(after("2023-10-22", "2023-10-15") == prefix + "/period: ends before it starts");
    CHECK(after(R"("precision":1000)", R"("precision":0)") ==
          prefix + "/fields/incidents.handled.total/precision: has to be more than 0");
    CHECK(after(R"("precision":1000)", R"("precision":-1)") ==
          prefix + "/fields/incidents.handled.total/precision: has to be more than 0");
    CHECK(after(R"("version":1)", R"("version":1,"extra":2)") == prefix + "/profile/extra: is not a known key here");
    CHECK(after(R"("version":1)", R"("version":1,"version":1)") == prefix + "/profile/version: is there twice");
    CHECK(after("[148,160]", "[160,148]") ==
          prefix + "/fields/incidents.handled.total/evidence/0/bytes: has to be [begin, end]");
    CHECK(after(R"("value":184000)", R"("value":1e99)") ==
          prefix + "/fields/incidents.handled.total/value: is out of range");
    CHECK(after(R"("value":184000)", R"("value":null)") ==
          prefix + R"(/fields/incidents.handled.total: has to have a value if, and only if, its status is "found")");
    CHECK(after(R"("value":["A","B"])", R"("value":["A",2])") ==
          prefix + "/fields/malware.top_provinces/value/1: has to be a string");
    CHECK(after(R"("direction":"up")", R"("direction":"left")") ==
          prefix +
              R"(/fields/incidents.handled.total/change/direction: has to be one of "up" "down" "same" "unknown")");
    CHECK(after(R"("value":16.8)", R"("value":-16.8)") ==
          prefix + "/fields/incidents.handled.total/change: has a value with a sign");
    CHECK(after(R"({"status":"absent"})", R"({"status":"absent","value":0})") ==
          prefix + "/fields/mobile.providers/value: is not a known key here");
    CHECK(after("mobile.providers", "malware.top_provinces") ==
          prefix + R"(/fields: holds the field "malware.top_provinces" twice)");
    CHECK(after("mobile.providers", "a/b~c\":1,\"x") == prefix + "/fields/a~1b~0c: has to be an object");
}

TEST_CASE("report_from_json: tells where JSON breaks off") {
    const Result<Report> report = report_from_json("{\n  \"schema\": certdelta\n}", "r.json");
    REQUIRE_FALSE(report.ok());
    const Error& error = report.error();
    CHECK(code_name(error.code) == "invalid-json");
    CHECK(error.source == "r.json");
    CHECK(error.line == 2);
    CHECK(error.column == 13);
    CHECK(error.offset == 14);
    CHECK(error.message.starts_with("is not valid JSON at line 2, column 13: "));
}

TEST_CASE("report_from_json: messages hold no bytes of a text that is not UTF-8") {
    const std::string message = error_of("{\"schema\": \"\xFF\xFE\"}");
    CHECK(message.starts_with("invalid-json: "));
    CHECK(std::all_of(message.begin(), message.end(), [](char c) { return c >= 0x20 && c < 0x7F; }));
}

TEST_CASE("report_from_json: depth and size are bounded") {
    CHECK(error_of(std::string(100'000, '[')).find("nested more than") != std::string::npos);
    std::string many = "[0";
    for (int i = 0; i < 1'000'000; ++i) many += ",0";
    CHECK(error_of(many + "]").find("more than 1000000 values") != std::string::npos);
}

TEST_CASE("report_from_json: a record that is cut off anywhere is an error") {
    const std::string json = to_json(complete_report());
    for (std::size_t length = 0; length < json.size(); ++length) {
        CAPTURE(length);
        REQUIRE_FALSE(report_from_json(std::string_view(json).substr(0, length)).ok());
    }
}

TEST_CASE("read_document_or_record: a record is given back as it is") {
    const Reader reader;
    const Report report = complete_report();
    ReadOptions options;
    options.name = "other.json";
    CHECK(read_document_or_record(reader, "\xEF\xBB\xBF \n" + pretty_json(to_json(report)), options).value() == report);
}

TEST_CASE("read_document_or_record: another kind of record is refused, not read as a text") {
    const Reader reader;
    ReadOptions options;
    options.name = "e.json";
    Error error;
    error.message = "no such file";
    const Result<Report> report = read_document_or_record(reader, to_json(error), options);
    REQUIRE_FALSE(report.ok());
    CHECK(code_name(report.error().code) == "invalid-record");
    CHECK(report.error().source == "e.json");
}

TEST_CASE("read_document_or_record: several records are refused, not read as a text or as the first of them") {
    const Reader reader;
    ReadOptions options;
    options.name = "all.json";
    const std::string record = to_json(complete_report());
    for (const std::string& several : {record + "\n" + record + "\n", "[" + record + ", " + record + "]",
                                       pretty_json("[" + record + "," + record + "]")}) {
        const Result<Report> report = read_document_or_record(reader, several, options);
        REQUIRE(!report.ok());
        CHECK(report.error().code == ErrorCode::invalid_record);
        CHECK(report.error().message == "holds 2 records; parse takes one");
        CHECK(json::read_one(reader, several, options, "compare").error().message ==
              "holds 2 records; compare takes one");
        CHECK(report.error().source == "all.json");
    }
}

TEST_CASE("each_item: every one of several records, or the one document") {
    const Reader reader;
    ReadOptions options;
    options.name = "all.json";
    const auto items_of = [&](const std::string& input) {
        std::vector<std::string> items;
        json::each_item(reader, input, options, [&](const Result<Report>& report) {
            items.push_back(report ? to_json(report.value()) : report.error().message);
        });
        return items;
    };
    const std::string record = to_json(complete_report());
    using Items = std::vector<std::string>;
    CHECK(items_of(record + "\n" + record + "\n") == Items{record, record});
    CHECK(items_of(pretty_json("[" + record + "," + record + "]")) == Items{record, record});
    CHECK(items_of(pretty_json(record) + "\n" + pretty_json(record)) == Items{record, record});
    CHECK(items_of(record) == Items{record});
    CHECK(items_of("CNCERT has handled 253 network security incidents.").size() == 1);
    const Items broken = items_of(record + "\n" + record.substr(0, 200) + "\n" + record);
    REQUIRE(broken.size() == 3);
    CHECK(broken[1].starts_with("record 2: "));
    CHECK(broken[2] == record);
}

TEST_CASE("read_document_or_record: other braces are text") {
    const Reader reader;
    CHECK(read_document_or_record(reader, "{draft} Some text without figures.", {}).ok());
}

TEST_CASE("error: prints what is known of the place") {
    Error error;
    error.code = ErrorCode::not_found;
    error.message = "no such file";
    CHECK(to_json(error) ==
          R"({"schema":"certdelta.error/1","source":null,"code":"not-found","message":"no such file"})");
    error.code = ErrorCode::invalid_utf8;
    error.source = "a.md";
    error.offset = 7;
    error.line = 2;
    error.column = 3;
    CHECK(to_json(error) ==
          R"({"schema":"certdelta.error/1","source":"a.md","code":"invalid-utf8","message":"no such file",)"
          R"("offset":7,"line":2,"column":3})");
}

TEST_CASE("pretty_json: two columns a level, empty brackets stay together") {
    CHECK(pretty_json(R"({"a":[1,16.80],"b":{},"c":[],"d":"{[,:\"]}"})") ==
          "{\n  \"a\": [\n    1,\n    16.80\n  ],\n  \"b\": {},\n  \"c\": [],\n  \"d\": \"{[,:\\\"]}\"\n}");
    CHECK(pretty_json("{ \"a\" : [ ] }") == "{\n  \"a\": []\n}");
    CHECK(pretty_json("not JSON") == "not JSON");
}

TEST_CASE("schema: gives the embedded schemas by name") {
    const std::vector<std::string_view> names = schema_names();
    for (const std::string_view name : {"report", "comparison", "error", "pages"}) {
        CAPTURE(name);
        CHECK(std::find(names.begin(), names.end(), name) != names.end());
        REQUIRE(schema(name).ok());
        CHECK(schema(name).value().find("urn:certdelta:" + std::string(name) + ":1") != std::string_view::npos);
    }
}

TEST_CASE("schema: an unknown name is answered with the known ones") {
    const Result<std::string_view> unknown = schema("reports");
    REQUIRE_FALSE(unknown.ok());
    CHECK(code_name(unknown.error().code) == "not-found");
    CHECK(unknown.error().message.find("comparison, error") != std::string::npos);
    CHECK(unknown.error().source == "reports");
}
