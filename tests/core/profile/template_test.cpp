#include "profile/template.h"

#include <doctest/doctest.h>

#include "lexicons.h"
#include "profile/profile.h"

using namespace certdelta;

namespace {

std::string error_of(std::string_view source) {
    const auto resolve = [](std::string_view name, bool) -> std::optional<profile::Slot> {
        if (name == "known") return profile::Slot{profile::SlotKind::count, 0};
        return std::nullopt;
    };
    const auto compiled = profile::compile_template(source, resolve);
    return compiled.ok() ? "" : std::to_string(*compiled.error().column) + ": " + compiled.error().message;
}

bool needs_ideographs(std::string_view source) {
    const auto resolve = [](std::string_view, bool) { return profile::Slot{profile::SlotKind::count, 0}; };
    const auto compiled = profile::compile_template(source, resolve);
    REQUIRE(compiled.ok());
    return compiled.value().ideographs;
}

}  // namespace

TEST_CASE("templates that do not parse say where and why") {
    CHECK(error_of("handled {known} incidents") == "");
    CHECK(error_of("[had] handled {known}") == "");
    CHECK(error_of("handled {unknown}") == "9: no field and no kind of figure is called \"unknown\"");
    CHECK(error_of("handled {known") == "9: \"{\" is not closed");
    CHECK(error_of("handled (a|b") == "9: a bracket is not closed");
    CHECK(error_of("handled a|b") == "10: \"|\" stands outside of brackets");
    CHECK(error_of("handled ]") == "9: a bracket is closed that was not opened");
    CHECK(error_of("{known} incidents") == "");
    CHECK(error_of("{known} {known}") ==
          "1: words have to follow a template's first figure, two letters or one Chinese character at least");
    CHECK(error_of("[{known}] incidents") ==
          "1: a template has to start with a figure, a day whose month is named first, one of a list of words, or with "
          "words, two letters or one Chinese character at least");
    CHECK(error_of("... incidents") ==
          "1: a template has to start with a figure, a day whose month is named first, one of a list of words, or with "
          "words, two letters or one Chinese character at least");
    CHECK(error_of(std::string(40, '[') + "a" + std::string(40, ']')).find("nested too deeply") != std::string::npos);
}

TEST_CASE("a template knows whether each of its matches shows a Chinese character") {
    CHECK(needs_ideographs("处理{known}"));
    CHECK(needs_ideographs("CNCERT...周报"));
    CHECK(needs_ideographs("(CNCERT|中心)(周报|月报)"));
    CHECK(!needs_ideographs("(CNCERT|中心)..."));
    CHECK(!needs_ideographs("CNCERT[周报] {known}"));
    CHECK(!needs_ideographs("CNCERT weekly"));
}

TEST_CASE("a template may start with a slot whose first words are known") {
    const auto leading = [](std::vector<std::string> words) {
        const auto resolve = [](std::string_view, bool) { return profile::Slot{profile::SlotKind::period}; };
        const auto starts = [&](const profile::Slot&) { return profile::SlotStart{profile::any_beginning(), words}; };
        const auto compiled = profile::compile_template("{period}", resolve, starts);
        std::vector<std::string> found;
        if (!compiled.ok()) return found;
        for (const profile::Leading& way : compiled.value().leading) found.push_back(way.words);
        return found;
    };
    CHECK(leading({"june", "jun"}) == std::vector<std::string>{"jun", "june"});
    CHECK(leading({"june", "6"}).empty());
    CHECK(leading({}).empty());
}

namespace {

/// What a template with a part reads: the fields of its slots, in their order.
std::vector<std::int32_t> fields_of(std::string_view source, std::string& error) {
    const auto resolve = [](std::string_view name, bool change) -> std::optional<profile::Slot> {
        const std::int32_t field = name == "one" ? 1 : name == "two" ? 2 : profile::no_field;
        if (field == profile::no_field) return std::nullopt;
        return profile::Slot{change ? profile::SlotKind::change : profile::SlotKind::count, field};
    };
    const auto part = [](std::string_view name) -> std::optional<std::string_view> {
        if (name == "count") return "[a total of] {field}[, {change of field}]";
        if (name == "counts") return "{count of field} (sites|hosts)";
        if (name == "open") return "({field}";
        if (name == "split") return "{field}|{field}";
        if (name == "itself") return "and {itself of field}";
        return std::nullopt;
    };
    const auto starts = [](const profile::Slot&) { return profile::SlotStart{}; };
    const auto compiled = profile::compile_template(source, resolve, starts, part);
    std::vector<std::int32_t> fields;
    error = compiled.ok() ? "" : std::to_string(*compiled.error().column) + ": " + compiled.error().message;
    if (!compiled.ok()) return fields;
    for (const profile::Slot& slot : compiled.value().slots) fields.push_back(slot.field);
    return fields;
}

}  // namespace

TEST_CASE("a part stands in templates for its text, of the field that they name") {
    using Fields = std::vector<std::int32_t>;
    std::string error;
    CHECK(fields_of("handled {count of one}", error) == Fields{1, 1});
    CHECK(fields_of("handled {counts of one} and {count of two}", error) == Fields{1, 1, 2, 2});
    CHECK(error == "");
}

TEST_CASE("what is wrong with a part is told where the template names it") {
    std::string error;
    CHECK(fields_of("handled {open of one}", error).empty());
    CHECK(error == "9: in the part \"open\", character 1: a bracket is not closed");
    CHECK(fields_of("handled {split of one}", error).empty());
    CHECK(error ==
          "9: in the part \"split\", character 8: a bracket is closed that was not opened, or \"|\" stands outside of "
          "brackets");
    CHECK(fields_of("handled {count of three}", error).empty());
    CHECK(error == "9: no field is called \"three\"");
    CHECK(fields_of("handled {count}", error).empty());
    CHECK(error.ends_with("a part with {field} is named with one: \"{part of field}\""));
    CHECK(fields_of("handled {itself of one}", error).empty());
    CHECK(error.ends_with("brackets are nested too deeply"));
    CHECK(fields_of("handled {field}", error).empty());
    CHECK(error == "9: no field and no kind of figure is called \"field\"");
}

TEST_CASE("the embedded profiles compile") {
    REQUIRE_FALSE(embedded::profiles().empty());
    for (const embedded::File& file : embedded::profiles()) {
        const auto compiled = profile::compile_profile(file.bytes, file.name, test::lexicons(), test::profiles());
        const std::string message = compiled.ok() ? "" : compiled.error().message;
        CAPTURE(file.name);
        CHECK(message == "");
    }
}

TEST_CASE("a profile that does not fit its schema is refused with the place") {
    const auto error = [](std::string_view json) {
        const auto compiled = profile::compile_profile(json, "mine.json", test::lexicons());
        return compiled.ok() ? "" : compiled.error().message;
    };
    CHECK(error("{").starts_with("is not valid JSON at line 1, column 2: "));
    CHECK(error(R"({"schema":"certdelta.profile/1","colour":1})") == "at the top: unknown key \"colour\"");
    CHECK(
        error(R"({"schema":"certdelta.profile/2","id":"a.b","version":1,"language":"en","title":{"en":"","zh":""}})") ==
        "at /schema: \"certdelta.profile/1\" is expected");
    constexpr std::string_view head =
        R"({"schema":"certdelta.profile/1","id":"a.b","version":1,"language":"en","title":{"en":"t","zh":"t"},)"
        R"("identify":{"threshold":1,"titles":["Bulletin"]},)";
    const auto with = [&](std::string_view rest) { return error(std::string(head) + std::string(rest)); };
    CHECK(with(R"("fields":[],"rules":[{"id":"r","templates":["we saw {cows}"]}]})") ==
          "at /rules/0/templates/0: character 8: no field and no kind of figure is called \"cows\"");
    CHECK(with(R"("fields":[{"name":"a","type":"cow","label":{"en":"","zh":""}}],"rules":[]})").find("not \"cow\"") !=
          std::string::npos);
    CHECK(with(R"("fields":[],"rules":[{"id":"r","pattern":"(","groups":[]}]})").find("this is no RE2 pattern") !=
          std::string::npos);
}
