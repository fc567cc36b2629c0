#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>

#include "certdelta/finding.h"
#include "certdelta/render.h"
#include "position.h"
#include "source_files.h"

using namespace certdelta;

namespace {

/// A profile with one line a part, so that a finding's line tells the part: 2 identify, 3 sections, 4 fields, 5 rules,
/// 6 the rest.
struct Parts {
    std::string language = "en";
    std::string identify = R"({"threshold":4,"titles":["Harbour Weekly"],"marks":["gulls seen"]})";
    std::string sections = R"([{"id":"s","headings":["Reach us"]}])";
    std::string fields = R"([{"name":"a","type":"count","unit":"x","aggregate":"sum","label":{"en":"A","zh":"A"}},)"
                         R"({"name":"b","type":"count","unit":"x","aggregate":"sum","label":{"en":"B","zh":"B"}}])";
    std::string rules = R"([{"id":"ra","templates":["saw {a} gulls"]},{"id":"rb","templates":["met {b} cats"]}])";
    std::string rest = R"("examples":[{"text":"It saw 3 gulls, met 4 cats.","gives":{"a":3,"b":4}}])";

    [[nodiscard]] std::string json() const {
        return R"({"schema":"certdelta.profile/1","id":"t.x","version":1,"language":")" + language +
               R"(","title":{"en":"t","zh":"t"},)"
               "\n\"identify\":" +
               identify + ",\n\"sections\":" + sections + ",\n\"fields\":" + fields + ",\n\"rules\":" + rules + ",\n" +
               rest + "}";
    }
    [[nodiscard]] std::vector<Finding> lint() const { return lint_profile(json(), "t.json"); }
    /// "LINE code", one a finding, but for those in `without`.
    [[nodiscard]] std::string codes(std::initializer_list<std::string_view> without = {}) const {
        std::string out;
        for (const Finding& finding : lint()) {
            if (std::find(without.begin(), without.end(), finding.code) != without.end()) continue;
            out.append(out.empty() ? "" : ", ").append(std::to_string(*finding.line)).append(" ").append(finding.code);
        }
        return out;
    }
    /// What stands at the place of a finding.
    [[nodiscard]] std::string at(const Finding& finding, std::size_t length) const {
        const std::string text = json();
        PositionWalk walk(text);
        std::size_t offset = 0;
        while (walk.at(offset) != Position{finding.line.value_or(0), finding.column.value_or(0)}) ++offset;
        return text.substr(offset, length);
    }
};

std::string field(std::string_view name, std::string_view rest) {
    return R"({"name":")" + std::string(name) + R"(","label":{"en":"F","zh":"F"},)" + std::string(rest) + "}";
}

/// Without examples and with fewer rules than fields: not what these tests are about.
std::string codes_of_rules(std::string_view rules) {
    Parts parts;
    parts.rules = rules;
    parts.rest = R"("phrases":[])";
    return parts.codes({"no-example", "unfilled-field"});
}

std::string rule(std::string_view templates) { return R"([{"id":"r","templates":[)" + std::string(templates) + "]}]"; }

}  // namespace

TEST_CASE("lint: a sound profile has no finding") { CHECK(to_text(Parts{}.lint()) == ""); }

TEST_CASE("lint: what does not load is told in full, each with line and column") {
    Parts parts;
    parts.identify = R"({"threshold":3,"titles":["Harbour Weekly"],"makrs":[]})";
    parts.rules =
        R"([{"id":"ra","templates":["saw {a} gulls"]},{"id":"rb","section":"q","templates":["met {c} cats"]}])";
    CHECK(to_text(parts.lint()) ==
          "t.json:2:55: error: unknown key \"makrs\" (unknown-key)\n"
          "t.json:5:73: error: there is no section \"q\" (unknown-section)\n"
          "t.json:5:95: error: no field and no kind of figure is called \"c\" (unknown-field)\n");
    const auto findings = parts.lint();
    REQUIRE(findings.size() == 3);
    CHECK(parts.at(findings[0], 7) == "\"makrs\"");
    CHECK(parts.at(findings[1], 3) == "\"q\"");
    CHECK(parts.at(findings[2], 3) == "{c}");
    CHECK(to_text(lint_profile("{\n \"id\": }", "t.json")).starts_with("t.json:2:8: error: this is not JSON: "));
    CHECK(to_text(lint_profile("[]", "")) == "1:1: error: an object is expected (wrong-type)\n");
    CHECK(lint_profile("", "").size() == 1);
}

TEST_CASE("lint: columns count characters, also inside of a template with escapes") {
    Parts parts;
    parts.rules =
        "[{\"id\":\"港湾\",\"templates\":[\"saw {a} gulls\"]},{\"id\":\"r\",\"templates\":[\"\\u6e2f湾 \\\"{c}\"]}]";
    const auto findings = parts.lint();
    REQUIRE_FALSE(findings.empty());
    CHECK(findings[0].code == "unknown-field");
    CHECK(findings[0].line == 5);
    CHECK(parts.at(findings[0], 3) == "{c}");
    CHECK(findings[0].place == "/rules/1/templates/0");
}

TEST_CASE("lint: a key that is there twice") {
    Parts parts;
    parts.identify = R"({"threshold":3,"titles":["Harbour Weekly"],"threshold":4})";
    CHECK(parts.codes() == "2 duplicate-key");
}

TEST_CASE("lint: a template that never wins") {
    CHECK(codes_of_rules(rule(R"("saw {a} gulls","saw {a} gulls")")) == "5 unreachable-template");
    CHECK(codes_of_rules(rule(R"("saw {a} gulls","saw {a} gulls and {b} cats")")) == "5 unreachable-template");
    CHECK(codes_of_rules(rule(R"("(saw|met) {a} [big] gulls","met {a} gulls")")) == "5 unreachable-template");
    CHECK(codes_of_rules(rule(R"("saw ... {a} gulls","saw from the pier {a} gulls")")) == "5 unreachable-template");
    CHECK(codes_of_rules(rule(R"("E-mail of {a} gulls","email of {a} gulls")")) == "5 unreachable-template");
}

TEST_CASE("lint: a template that wins somewhere") {
    CHECK(codes_of_rules(rule(R"("saw {a} gulls and {b} cats","saw {a} gulls")")) == "");
    CHECK(codes_of_rules(rule(R"("saw {a} gull","saw {a} gulls")")) == "");
    CHECK(codes_of_rules(rule(R"("saw {a} gulls","(saw|met) {a} gulls")")) == "");
    CHECK(codes_of_rules(rule(R"("saw ... {a} gulls","saw {b} cats from {a} gulls")")) == "");
}

TEST_CASE("lint: one sentence that two rules read into two fields") {
    const auto two = [](std::string_view first, std::string_view second) {
        return codes_of_rules(R"([{"id":"ra","templates":[")" + std::string(first) +
                              R"("]},{"id":"rb","templates":[")" + std::string(second) + R"("]}])");
    };
    CHECK(two("saw {a} gulls", "saw {b} gulls") == "5 shadowed-template");
    CHECK(two("the crew saw {a} gulls", "crew saw {b} gulls today") == "5 shadowed-template");
    CHECK(two("saw ... {a} gulls", "saw [as many as] {b} gulls") == "5 shadowed-template");
    CHECK(two("saw {a} gulls", "saw {b} cats") == "");
    CHECK(two("saw {a} gulls", "saw {a} gulls today") == "");
    CHECK(two("saw {a} gull", "saw {b} gulls") == "");
    CHECK(two("oversaw {a} gulls", "saw {b} gulls") == "");
    CHECK(two("crew ... {a} gulls", "saw {b} gulls") == "5 shadowed-template");  // an info
    CHECK(codes_of_rules(R"([{"id":"ra","section":"s","templates":["saw {a} gulls"]},)"
                         R"({"id":"rb","templates":["saw {b} gulls"]}])") == "5 shadowed-template");
}

TEST_CASE("lint: a group with nothing to choose from, where brackets are printed") {
    CHECK(codes_of_rules(rule(R"("saw {a} gulls[ ({b} cats)]")")) == "5 lone-group");
    CHECK(codes_of_rules(rule(R"("saw {a} (large) gulls")")) == "5 lone-group");
    CHECK(codes_of_rules(rule(R"("saw {a} gulls[ \\({b} cats\\)]")")).empty());
    CHECK(codes_of_rules(rule(R"("saw {a} (large|small) gulls[( and|, met) {b} cats]")")).empty());
}

TEST_CASE("lint: slots that cannot be told apart") {
    CHECK(codes_of_rules(rule(R"("saw {a} {b} gulls")")) == "5 ambiguous-slot");
    CHECK(codes_of_rules(rule(R"("saw {a}[ gulls][ or {b}]")")) == "");
    CHECK(codes_of_rules(rule(R"("saw {a}[ gulls] {b}")")) == "5 ambiguous-slot");
    CHECK(codes_of_rules(rule(R"("saw ({a}|{b}) gulls")")) == "5 ambiguous-slot");
    CHECK(codes_of_rules(rule(R"x("saw ({a} gulls|{b} cats)")x")) == "");
    CHECK(codes_of_rules(rule(R"("saw {a} ...")")) == "5 ambiguous-slot");
    CHECK(codes_of_rules(rule(R"("saw {a} {change of a}")")) == "");
}

TEST_CASE("lint: a list that nothing ends") {
    Parts parts;
    parts.fields = "[" + field("l", R"("type":"list")") + "]";
    parts.rest = R"("examples":[{"text":"Most came from the north and the east."}])";
    parts.rules = rule(R"("came from {l}")");
    CHECK(parts.codes() == "5 ambiguous-slot");
    parts.rules = rule(R"("came from {l}[.]")");
    CHECK(parts.codes() == "5 ambiguous-slot");
    parts.rules = rule(R"("came from {l}.")");
    CHECK(parts.codes() == "");
}

TEST_CASE("lint: patterns, with the place inside of them, and their groups") {
    CHECK(codes_of_rules(R"([{"id":"r","pattern":"(\\d+) gulls","groups":[]}])") == "5 group-count");
    CHECK(codes_of_rules(R"([{"id":"r","pattern":"(\\d+) gulls","groups":["c"]}])") == "5 unknown-field");
    Parts parts;
    parts.rules = R"([{"id":"r","pattern":"gulls \\d+ [z-a]","groups":[]}])";
    const auto findings = parts.lint();
    REQUIRE_FALSE(findings.empty());
    CHECK(findings[0].code == "invalid-pattern");
    CHECK(parts.at(findings[0], 3) == "z-a");
}

TEST_CASE("lint: patterns that read nothing") {
    for (const std::string pattern : {"()", "(gulls)?", "(g*)"}) {
        const std::string rules = R"j([{"id":"r","pattern":")j" + pattern + R"j(","groups":["a"]}])j";
        CHECK(codes_of_rules(rules).starts_with("5 invalid-pattern"));
    }
    Parts parts;
    parts.rules = R"j([{"id":"r","pattern":"[()]? gulls () (\\d+)","groups":[]}])j";
    const auto findings = parts.lint();
    REQUIRE_FALSE(findings.empty());
    CHECK(findings[0].code == "invalid-pattern");
    CHECK(parts.at(findings[0], 4) == "() (");
}

TEST_CASE("lint: words are no templates") {
    Parts parts;
    parts.rest += R"(,"words":{"birds":["gulls","{a} gulls"]})";
    parts.rules = rule(R"("saw {a} {birds}")");
    const auto findings = parts.lint();
    REQUIRE_FALSE(findings.empty());
    CHECK(findings[0].code == "invalid-value");
    CHECK(parts.at(findings[0], 3) == "{a}");
}

TEST_CASE("lint: a check that names a field twice") {
    Parts parts;
    parts.rest += R"(,"checks":[{"id":"s","kind":"sum","total":"a","parts":["a","b"],"message":"m"}])";
    CHECK(parts.codes() == "6 repeated-field");
}

TEST_CASE("lint: fields") {
    Parts parts;
    parts.rest = R"("phrases":[])";
    parts.rules = "[]";
    parts.fields = "[" + field("a", R"("type":"count")") + "]";
    CHECK(parts.codes() == "1 no-example, 4 missing-unit, 4 missing-aggregate, 4 unfilled-field");
    parts.fields = R"([{"name":"a","type":"date","label":{"en":"A"}},{"name":"a","type":"date","label":{}}])";
    CHECK(parts.codes() == "4 missing-label, 4 duplicate-field");
    parts.fields = "[" + field("a", R"("type":"enumeration","codes":{"x":["hi"],"y":["Hi"],"z":[]})") + "]";
    CHECK(parts.codes() == "1 no-example, 4 unused-code, 4 unused-code, 4 unfilled-field");
    parts.fields = "[" + field("a", R"("type":"date","pattern":"x","codes":{"x":["hi"]})") + "]";
    CHECK(parts.codes() == "1 no-example, 4 unused-key, 4 unused-key, 4 unfilled-field");
}

TEST_CASE("lint: checks of fields that have the wrong type") {
    Parts parts;
    parts.rest += R"(,"checks":[{"id":"c","kind":"ratio","share":"a","part":"b","whole":"b","message":"m"},)"
                  R"({"id":"c","kind":"le","left":"a","right":"q","message":"m"},)"
                  R"({"id":"d","kind":"complement","left":"a","right":"b","message":"m"}])";
    const std::string codes = parts.codes();
    CHECK(codes == "6 repeated-field, 6 wrong-field-type, 6 unknown-field, 6 wrong-field-type, 6 wrong-field-type");
}

TEST_CASE("lint: identification that cannot succeed or cannot fail") {
    Parts parts;
    parts.identify = R"({"threshold":4,"titles":["Harbour Weekly"],"against":["Harbour Monthly"]})";
    CHECK(parts.codes() == "2 unreachable-threshold");
    parts.identify = R"({"threshold":0,"titles":["Harbour Weekly"]})";
    CHECK(parts.codes() == "2 unreachable-threshold");
    parts.identify = R"({"threshold":1,"titles":["Harbour Weekly"]})";
    CHECK(parts.codes() == "2 low-threshold");
    parts.identify = R"({"threshold":3,"titles":["Harbour Weekly"],"marks":["gulls seen"]})";
    CHECK(parts.codes() == "2 low-threshold");
}

TEST_CASE("lint: patterns that RE2 writes out") {
    Parts parts;
    const auto rules = [](const std::string& pattern) {
        return R"([{"id":"p","pattern":"open (\\d+) )" + pattern + R"(closed","groups":["a"]}])";
    };
    parts.rules = rules("[^.]*");
    CHECK(parts.codes().find("large-pattern") == std::string::npos);
    parts.rules = rules("[^.]{0,400}");
    CHECK(parts.codes().find("5 large-pattern") != std::string::npos);
}

namespace {

/// A profile whose only rule is its clauses, on line 6: two counts, a and b, and a share, p.
struct Clauses {
    std::string concepts = R"("gull":["gulls"],"cat":["cats"],"grey":["grey"])";
    std::string figures = R"({"field":"a","all":["gull"],"may":["grey"]},{"field":"b","all":["cat"],"of":["a"]},)"
                          R"({"field":"p","all":["grey"],"of":["b"]})";
    std::string language = "en";

    [[nodiscard]] Parts parts() const {
        Parts parts;
        parts.language = language;
        parts.rules = "[]";
        parts.fields.insert(parts.fields.size() - 1,
                            "," + field("p", R"("type":"percentage","unit":"%","aggregate":"mean")"));
        parts.fields.insert(parts.fields.size() - 1, "," + field("w", R"("type":"enumeration","codes":{"x":["hi"]})"));
        parts.rest = R"("clauses":{"concepts":{)" + concepts + R"(},"plain":["in all"],"figures":[)" + figures + "]}";
        return parts;
    }
    /// But for what these tests are not about.
    [[nodiscard]] std::string codes() const { return parts().codes({"no-example", "unfilled-field"}); }
};

}  // namespace

TEST_CASE("lint: fields that only clauses fill are filled") {
    CHECK(Clauses{}.codes() == "");
    CHECK(Clauses{}.parts().codes({"no-example"}) == "4 unfilled-field");  // the enumeration, which has no figure
}

TEST_CASE("lint: clauses that no example exercises") {
    Parts parts;
    parts.rest += R"(,"clauses":{"concepts":{"dog":["dogs"]},"figures":[{"field":"b","all":["dog"]}]})";
    CHECK(to_text(parts.lint()) == "t.json:6:85: warning: no example exercises \"clauses\" (no-example)\n");
}

TEST_CASE("lint: concepts that nothing says, or asks for") {
    Clauses clauses;
    clauses.concepts += R"(,"dog":[],"owl":["owls"])";
    clauses.figures += R"(,{"field":"b","all":["dog"]})";
    CHECK(clauses.codes() == "6 unused-concept, 6 unused-concept");
    const auto findings = clauses.parts().lint();
    const auto unused = [&](std::string_view message) {
        return std::count_if(findings.begin(), findings.end(), [&](const Finding& finding) {
            return finding.code == "unused-concept" && finding.message.find(message) != std::string::npos;
        });
    };
    CHECK(unused("no words say the concept \"dog\"") == 1);
    CHECK(unused("no figure asks for the concept \"owl\"") == 1);
    for (const Finding& finding : findings) {
        if (finding.place == "/clauses/concepts/dog") CHECK(clauses.parts().at(finding, 2) == "[]");
    }
}

TEST_CASE("lint: names that clauses do not have, and words that they have twice") {
    Clauses clauses;
    clauses.concepts += R"(,"dog":["gulls"])";
    clauses.figures = R"({"field":"a","all":["gull","owl"]},{"field":"q","all":["cat"]},{"field":"b","may":["cat"]})";
    CHECK(clauses.codes() == "6 duplicate-word, 6 unknown-concept, 6 unknown-field, 6 ambiguous-figure");
}

TEST_CASE("lint: figures of clauses that are never chosen") {
    const auto codes = [](std::string_view figures) {
        Clauses clauses;
        clauses.concepts = R"("gull":["gulls"],"grey":["grey"])";
        clauses.figures = figures;
        return clauses.codes();
    };
    // Of two that ask for the same, one is told.
    CHECK(codes(R"({"field":"a","all":["gull","grey"]},{"field":"b","all":["gull","grey"]})") ==
          "6 unreachable-figure");
    CHECK(codes(R"({"field":"a","all":["gull","grey"]},{"field":"b","all":["gull"],"may":["grey"]})") ==
          "6 unreachable-figure");
    CHECK(codes(R"({"field":"a","all":["gull"],"may":["grey"]},{"field":"b","all":["gull"],"after":["a"]})") == "");
    CHECK(codes(R"({"field":"a","all":["gull"],"of":["b"]},{"field":"b","all":["gull"],"of":["b","a"]})") ==
          "6 unused-concept, 6 unreachable-figure");
    CHECK(codes(R"({"field":"a","all":["gull","grey"]},{"field":"b","all":["grey"]})") == "");
    CHECK(codes(R"({"field":"a","all":["gull"],"may":["grey"]},{"field":"a","all":["gull","grey"]})") == "");
    CHECK(codes(R"({"field":"a","all":["gull","grey"]},{"field":"b","all":["grey"],"of":["a"]})") == "");
    CHECK(codes(R"({"field":"a","all":["gull"],"may":["grey"]},{"field":"b","all":["gull"],"of":["a"]})") == "");
    CHECK(codes(R"({"field":"a","all":["gull","grey"]},{"field":"p","all":["gull","grey"]})") == "");
    CHECK(codes(R"({"field":"a","all":["grey","gull"]},{"field":"a","all":["gull"],"of":["b"]},)"
                R"({"field":"b","all":["gull"],"of":["a"]})") == "");
}

TEST_CASE("lint: figures of clauses follow counts") {
    Clauses clauses;
    clauses.figures += R"(,{"field":"a","all":["cat","gull"],"of":["p"],"after":["w"]})";
    CHECK(clauses.codes() == "6 wrong-field-type, 6 wrong-field-type");
    clauses.figures = R"({"field":"a","all":["gull","cat"]},{"field":"w","all":["grey"],"of":["a"]})";
    CHECK(clauses.codes() == "6 unused-key");
}

TEST_CASE("lint: counters of clauses") {
    Clauses clauses;
    clauses.figures = R"({"field":"a","all":["gull"],"counters":["pieces"]},{"field":"b","all":["cat"]},)"
                      R"({"field":"p","all":["grey"],"counters":["pieces"]})";
    CHECK(clauses.codes() == "6 unused-counter, 6 unused-key");
    clauses.language = "zh";  // which has counters
    CHECK(clauses.codes() == "6 unused-counter, 6 missing-counters, 6 unused-key");
}

TEST_CASE("lint: ids that are there twice, sections without a heading, rules without an example") {
    Parts parts;
    parts.sections = R"([{"id":"s","headings":[]}])";
    CHECK(parts.codes() == "3 unused-section");
    parts = {};
    parts.rules = R"([{"id":"ra","templates":["saw {a} gulls"]},{"id":"ra","templates":["met {b} cats"]}])";
    CHECK(parts.codes() == "5 duplicate-id");
    parts = {};
    parts.rest = R"("examples":[{"text":"It saw 3 gulls.","gives":{"a":3}}])";
    CHECK(parts.codes() == "5 no-example");
    CHECK(to_text(parts.lint()) == "t.json:5:58: warning: no example exercises \"rb\" (no-example)\n");
}

TEST_CASE("lint: the profiles of the repository are sound") {
    for (const std::string name : {"cncert-weekly.en.json", "cncert-weekly.zh.json", "examples/harbour-weekly.en.json",
                                   "examples/harbour-weekly.zh.json"}) {
        std::vector<Finding> findings = lint_profile(test::source_file("core/profiles/" + name), name);
        std::erase_if(findings, [](const Finding& finding) { return finding.severity == Severity::info; });
        CHECK(to_text(findings) == "");
    }
}

TEST_CASE("lint: takes bounded time for a hostile profile") {
    const auto start = std::chrono::steady_clock::now();
    Parts parts;
    std::string templates;
    for (int i = 0; i < 3000; ++i)
        templates += std::string(i == 0 ? "" : ",") + R"("saw [a][b][c][d][e][f][g] ... {a} gulls [a][b][c]")";
    parts.rules = rule(templates);
    CHECK_FALSE(parts.lint().empty());
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(60));
}
