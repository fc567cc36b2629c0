#include <doctest/doctest.h>

#include "certdelta/finding.h"
#include "certdelta/json.h"
#include "certdelta/render.h"
#include "embedded.h"
#include "json/node.h"
#include "source_files.h"

using namespace certdelta;

namespace {

/// A profile with the given examples, which reads "saw N gulls[, CHANGE]", "of which N were white", "rated X".
ProfileTest run(const std::string& examples) {
    return test_profile(
        R"({"schema":"certdelta.profile/1","id":"t.x","version":1,"language":"en","title":{"en":"t","zh":"t"},)"
        R"("identify":{"threshold":3,"titles":["Harbour Weekly"]},"scope":{"other":["since"],"same":[]},"fields":[)"
        R"({"name":"gulls","type":"count","label":{"en":"A","zh":"A"}},)"
        R"({"name":"white","type":"count","label":{"en":"B","zh":"B"}},)"
        R"({"name":"rating","type":"enumeration","label":{"en":"C","zh":"C"},"codes":{"good":["fine"]}}],"rules":[)"
        R"({"id":"gulls","templates":["saw {gulls} gulls[, {change of gulls}]"]},)"
        R"({"id":"white","templates":["of which {white} were white"]},)"
        R"({"id":"rating","templates":["rated {rating}"]},)"
        R"({"id":"issue","templates":["number {issue.number} of {issue.year}, {period}"]}],)"
        "\n\"examples\":[" +
            examples + "]}",
        "t.json");
}

std::string differences(const std::string& examples) {
    std::string out;
    for (const Finding& finding : run(examples).findings) out += finding.message + "\n";
    return out;
}

}  // namespace

TEST_CASE("examples: what they say holds") {
    const ProfileTest test = run(
        R"({"text":"It saw about 12 gulls, up 3%, of which 4 were white.",)"
        R"("gives":{"gulls":{"value":12,"qualifier":"about","change":"up 3%","precision":1},"white":4}},)"
        R"({"text":"Since May it saw 12 gulls.","unassigned":["12"]},)"
        R"({"text":"It saw 12 gulls. It saw 21 gulls.","gives":{"gulls":{"status":"ambiguous"}}},)"
        R"({"text":"Number 12 of 2026, 16 March to 22 March. Rated fine.","gives":{"rating":"good"},)"
        R"("issue":{"number":12,"year":2026},"period":{"start":"2026-03-16","end":"2026-03-22"},"diagnostics":[]})");
    CHECK(to_text(test.findings) == "");
    CHECK(test.examples == 4);
    CHECK(test.failed == 0);
    CHECK(summary(test, "t.json") == "t.json: 4 examples, all as expected");
}

TEST_CASE("examples: each difference is told at its place") {
    const ProfileTest test =
        run(R"({"title":"two","text":"It saw 12 gulls, of which 4 were white.","gives":{"gulls":13,"white":4}})");
    CHECK(to_text(test.findings) == "t.json:2:94: error: \"two\": \"gulls\": expected 13, read 12 (example-differs)\n");
    CHECK(test.failed == 1);
    CHECK(summary(test, "t.json") == "t.json: 1 example, 1 not as expected");
}

TEST_CASE("examples: nothing may be read that they do not name") {
    CHECK(differences(R"({"text":"It saw 12 gulls, up 3%, of which 4 were white; 9 cats.","gives":{"gulls":12}})") ==
          "\"white\": expected absent, read 4\n"
          "expected unassigned: none; left unassigned: 9\n"
          "\"gulls\": expected 12, read 12, up 3%\n");
    CHECK(differences(R"({"text":"Number 12 of 2026, 16 March to 22 March."})") ==
          "expected no issue, read issue 12/2026\n"
          "expected no period, read the period 2026-03-16 to 2026-03-22\n");
    CHECK(differences(R"({"text":"It saw about 12 gulls.","gives":{"gulls":12}})") ==
          "\"gulls\": expected 12, read about 12\n");
    CHECK(differences(R"({"text":"It saw 1.2 thousand gulls.","gives":{"gulls":{"value":1200,"precision":1}}})") ==
          "\"gulls\": expected a precision of 1, read 100\n");
    CHECK(differences(R"({"text":"It saw gulls.","gives":{"gulls":12}})") == "\"gulls\": expected 12, read absent\n");
    CHECK(differences(R"({"text":"It saw 12 gulls. It saw 21 gulls.","gives":{"gulls":12}})") ==
          "\"gulls\": expected 12, read ambiguous (conflict)\n");
    CHECK(differences(R"({"text":"Since May it saw 12 gulls.","unassigned":["12"],"diagnostics":[]})") ==
          "expected diagnostics: none; found: other-scope\n");
    CHECK(differences(R"({"text":""})") == "there is no text in it\n");
}

TEST_CASE("examples: one that is not understood keeps the profile from loading") {
    CHECK(differences(R"({"text":"x","gives":{"goals":1}})") == "there is no field \"goals\"\n");
    CHECK(differences(R"({"text":"x","gives":{"gulls":{"value":1,"status":"absent"}}})") == "unknown key \"value\"\n");
    CHECK(differences(R"({"text":"x","gives":{"gulls":{"change":"up"}}})") == "\"value\" is missing\n");
    CHECK(differences(R"({"text":"x","gives":{"gulls":true}})") ==
          "a number, a text, a list of texts or an object is expected\n");
    CHECK(differences(R"({"text":"x","period":{"start":"16 March","end":"2026-03-22"}})") ==
          "a day is written YYYY-MM-DD\n");
    const ProfileTest test = run(R"({"texts":"x"})");
    CHECK(summary(test, "t.json") == "t.json: 0 examples run: the profile does not load");
    CHECK(has_errors(test.findings));
}

TEST_CASE("examples: those of the repository's profiles hold") {
    for (const std::string name :
         {"cncert-weekly.en.json", "cncert-weekly.zh.json", "examples/harbour-weekly.en.json"}) {
        const ProfileTest test = test_profile(test::source_file("core/profiles/" + name), name);
        CHECK(to_text(test.findings) == "");
        CHECK(test.examples > 0);
    }
}

TEST_CASE("examples: the build leaves them out of the embedded profiles, and nothing else") {
    const auto keys_of = [](std::string_view text) {
        const auto tree = json::parse(text);
        REQUIRE(tree.ok());
        return tree.value().keys;
    };
    for (const embedded::File& file : embedded::profiles()) {
        std::vector<std::string> keys = keys_of(test::source_file("core/profiles/" + std::string(file.name)));
        REQUIRE(keys.back() == "examples");
        keys.pop_back();
        CHECK(keys_of(file.bytes) == keys);
    }
}
