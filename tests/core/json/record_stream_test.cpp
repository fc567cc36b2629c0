#include "json/record_stream.h"

#include <doctest/doctest.h>

#include <random>

#include "records.h"

using namespace certdelta;
using namespace certdelta::test;

namespace {

/// The items of a text that comes in pieces of `size` bytes; "!" for one that is too large.
std::vector<std::string> items_of(std::string_view text, std::size_t size, std::uint64_t max_bytes = 1000) {
    std::vector<std::string> items;
    json::RecordStream stream(
        max_bytes, [&](std::string_view item, std::uint64_t) { items.emplace_back(item); },
        [&](std::uint64_t) { items.emplace_back("!"); });
    for (std::size_t i = 0; i < text.size(); i += size) stream.feed(text.substr(i, size));
    stream.finish();
    return items;
}

using Strings = std::vector<std::string>;

void check_any_pieces(std::string_view text, const Strings& wanted, std::uint64_t max_bytes = 1000) {
    for (const std::size_t size : {1U, 2U, 3U, 7U, 64U, 4096U}) CHECK(items_of(text, size, max_bytes) == wanted);
}

}  // namespace

TEST_CASE("record stream: one a line, several lines each, an array") {
    check_any_pieces("{\"a\":1}\n{\"b\":{}}\r\n\n{\"c\":[1,2]}", {"{\"a\":1}", "{\"b\":{}}", "{\"c\":[1,2]}"});
    check_any_pieces("{\n  \"a\": {\n  }\n}\n{\"b\":1}\n", {"{\n  \"a\": {\n  }\n}", "{\"b\":1}"});
    check_any_pieces("[\n  {\"a\":1},\n  {\"b\":1}\n]\n", {"{\"a\":1}", "{\"b\":1}"});
    check_any_pieces("\xEF\xBB\xBF{\"a\":1}", {"{\"a\":1}"});
    check_any_pieces("", {});
}

TEST_CASE("record stream: brackets and quotes inside of strings are text") {
    check_any_pieces(R"({"a":"}{][\"}","b":"\\"}{"c":1})", {R"({"a":"}{][\"}","b":"\\"})", R"({"c":1})"});
}

TEST_CASE("record stream: what breaks off does not take the next record with it") {
    const std::string whole = R"({"schema":"certdelta.report/1","x":"y"})";
    for (std::size_t length = 1; length < whole.size(); ++length) {
        const std::string broken = whole.substr(0, length);
        check_any_pieces(broken + "\n" + whole + "\n" + whole, {broken + "\n", whole, whole});
    }
    check_any_pieces("some words\n" + whole, {"some words", whole});
    check_any_pieces(whole.substr(0, 20), {whole.substr(0, 20)});
}

TEST_CASE("record stream: the next record may have any keys and spaces") {
    const std::string spaced = R"({ "schema" : "certdelta.report/1", "x": {"y": [1, 2]}})";
    const std::string document = R"({"name":"a.md","document":"w"})";
    const std::string lines = "{\n  \"schema\": \"certdelta.report/1\",\n  \"x\": [\n    {\n    }\n  ]\n}";
    for (const std::string& whole : {spaced, document}) {
        for (std::size_t length = 1; length < whole.size(); ++length) {
            const std::string broken = whole.substr(0, length);
            for (const std::string& next : {spaced, document, lines})
                check_any_pieces(broken + "\n" + next + "\n" + whole, {broken + "\n", next, whole});
        }
    }
    for (std::size_t length = 1; length < lines.size(); ++length) {
        const std::string broken = lines.substr(0, length);
        check_any_pieces(broken + "\n" + spaced + "\n" + lines, {broken + "\n", spaced, lines});
        check_any_pieces(broken + "\n" + lines + "\n" + spaced, {broken + "\n", lines, spaced});
    }
}

TEST_CASE("record stream: objects at the beginnings of lines within a record are part of it") {
    const std::string flat = "{\n\"schema\": \"certdelta.report/1\",\n\"x\": [\n{\n\"y\": 1\n},\n{\n}\n]\n}";
    check_any_pieces(flat + "\n" + flat, {flat, flat});
}

TEST_CASE("record stream: an object that is too large is left out, and said to be") {
    const std::string large = "{\"a\":\"" + std::string(200, 'x') + "\"}";
    check_any_pieces("{\"b\":1}\n" + large + "\n{\"c\":1}", {"{\"b\":1}", "!", "{\"c\":1}"}, 100);
    check_any_pieces(std::string(300, 'x') + "\n{\"c\":1}", {"!", "{\"c\":1}"}, 100);
    const std::string record = R"({"schema":"certdelta.report/1"})";
    for (std::size_t length = 50; length < 150; ++length) {
        const std::string broken = "{\n\"a\":" + std::string(length, ' ') + "[\n";
        CHECK(items_of(broken + record, 7, 100).back() == record);
    }
}

TEST_CASE("record stream: any bytes give items, and no more of them than were given") {
    std::mt19937_64 random(8);
    for (int i = 0; i < 2000; ++i) {
        std::string text;
        for (std::uint64_t length = random() % 60; length > 0; --length) text += "{}[]\"\\,:a\n \x80"[random() % 12];
        const Strings items = items_of(text, 1 + random() % 5);
        std::size_t total = 0;
        for (const std::string& item : items) total += item.size();
        REQUIRE(total <= text.size());
        REQUIRE(items == items_of(text, 1000));
    }
}

TEST_CASE("beginnings: records, and documents that only look like them") {
    CHECK(json::begins_as_records("{\"schema\":\"certdelta.report/1\""));
    CHECK(json::begins_as_records(" \n[ {\n  \"schema\": \"certdelta.error/1\""));
    CHECK(json::begins_as_records("{\"document\":\"Weekly\"}"));
    CHECK(json::begins_as_records("found\"}}\n{ \"schema\": \"certdelta.report/1\""));
    CHECK_FALSE(json::begins_as_records("Weekly\n{\"title\":\"certdelta.\"}"));
    CHECK_FALSE(json::begins_as_records("{\"title\":\"Weekly\"}"));
    CHECK_FALSE(json::begins_as_records("Weekly Report of CNCERT \"certdelta."));
    CHECK_FALSE(json::begins_as_records(""));
}

TEST_CASE("items: a report, a document that is still to be read, the error of an error record") {
    const Reader reader;
    const Report report = weekly(43, {2023, 10, 16}, {count("incidents.handled.total", "5")});
    CHECK(json::read_item(reader, to_json(report), {}).value() == report);

    const auto read = json::read_item(
        reader, R"({"name":"i.md","document":"Weekly Report of CNCERT\n\nIssue 43 2023 Oct.16 -Oct.22\n"})", {});
    REQUIRE(read.ok());
    CHECK(read.value().source.name == "i.md");
    CHECK(read.value().issue.number == 43);

    Error error;
    error.code = ErrorCode::empty_input;
    error.message = "there is no text in it";
    error.source = "empty.md";
    const auto told = json::read_item(reader, to_json(error), {});
    REQUIRE_FALSE(told.ok());
    CHECK(told.error().code == ErrorCode::empty_input);
    CHECK(told.error().message == "empty.md could not be read: there is no text in it");

    CHECK(json::read_item(reader, "{\"document\":1}", {}).error().code == ErrorCode::invalid_record);
    CHECK(json::read_item(reader, "{\"schema\":\"certdelta.error/1\"}", {}).error().code == ErrorCode::invalid_record);
    CHECK(json::read_item(reader, "{\"document\":", {}).error().code == ErrorCode::invalid_json);
    CHECK(json::read_item(reader, "words", {}).error().code == ErrorCode::invalid_json);
}
