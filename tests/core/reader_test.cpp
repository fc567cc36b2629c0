// Whole readings of small documents: evidence, states, scope, accounting.
#include "certdelta/reader.h"

#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

#include "certdelta/finding.h"
#include "certdelta/json.h"
#include "certdelta/render.h"

using namespace certdelta;

namespace {

constexpr std::string_view head = "Weekly Report of CNCERT\n\nIssue 43 2023 Oct.16 -Oct.22\n\nIncident Handling\n\n";

Report read(std::string_view body, std::string_view before = head) {
    static const Reader reader;
    auto report =
        reader.read(std::string(before) + std::string(body) + "\nThanks to all.\n", {"test.txt", InputFormat::text});
    REQUIRE(report.ok());
    return std::move(report).value();
}

const Field& field(const Report& report, std::string_view name) {
    const Field* found = report.find(name);
    REQUIRE(found != nullptr);
    return *found;
}

std::string value(const Report& report, std::string_view name) {
    const Field& found = field(report, name);
    if (found.status != Status::found) return "not found";
    if (const auto* number = std::get_if<Decimal>(&found.value)) return number->to_string();
    if (const auto* text = std::get_if<std::string>(&found.value)) return *text;
    return "list";
}

bool has(const Report& report, std::string_view code) {
    for (const Diagnostic& diagnostic : report.diagnostics) {
        if (diagnostic.code == code) return true;
    }
    return false;
}

std::string unassigned(const Report& report) {
    std::string texts;
    for (const Unassigned& figure : report.unassigned) texts += (texts.empty() ? "" : "|") + figure.text;
    return texts;
}

}  // namespace

TEST_CASE("a value carries the place it came from") {
    const Report report = read("CNCERT has handled 253 network security incidents, 59 of which were crossborder ones.");
    CHECK(report.issue == Issue{43, 2023});
    CHECK(report.period == Period{{2023, 10, 16}, {2023, 10, 22}});
    const Field& handled = field(report, "incidents.handled.total");
    REQUIRE(handled.evidence.size() == 1);
    const Evidence& evidence = handled.evidence.front();
    CHECK(evidence.text == "253");
    CHECK(evidence.bytes == Span{head.size() + 19, head.size() + 22});
    CHECK(evidence.line == 7);
    CHECK(evidence.rule == "incident-handling.handled");
    CHECK(evidence.quote == "CNCERT has handled 253 network security incidents, 59 of which were crossborder ones");
    CHECK(handled.unit == "incidents");
    CHECK(value(report, "incidents.handled.cross_border") == "59");
    CHECK(field(report, "incidents.handled.phishing").status == Status::absent);
}

TEST_CASE("UTF-16 offsets count code units") {
    const Report report = read("\xF0\x9F\x93\x88 \xE2\x80\x94 CNCERT has handled 253 network security incidents.");
    const Evidence& evidence = field(report, "incidents.handled.total").evidence.front();
    CHECK(evidence.bytes.begin - evidence.utf16.begin == 4);  // four bytes are two units, three are one
}

TEST_CASE("two values for one field are ambiguous, and both are shown") {
    const Report report =
        read("CNCERT has handled 253 network security incidents. CNCERT has handled 235 network security incidents.");
    const Field& handled = field(report, "incidents.handled.total");
    CHECK(handled.status == Status::ambiguous);
    CHECK(handled.candidates.size() == 2);
    CHECK(handled.evidence.empty());
    CHECK(has(report, "conflicting-values"));
    CHECK(unassigned(report) == "");
    CHECK(check_report(report).front().message ==
          "the report prints values that contradict each other: 253 (line 7), 235 (line 7)");
}

TEST_CASE("a value printed twice has two places") {
    const Report report =
        read("CNCERT has handled 253 network security incidents. CNCERT has handled 253 network security incidents.");
    CHECK(field(report, "incidents.handled.total").evidence.size() == 2);
}

TEST_CASE("a figure of another time or place is neither taken nor lost") {
    for (const std::string_view sentence :
         {"Last year, CNCERT has handled 9,001 network security incidents.",
          "In 2022, CNCERT has handled 9,001 network security incidents.",
          "Since January, CNCERT has handled 9,001 network security incidents.",
          "CNCERT has handled 9,001 network security incidents since January.",
          "In Guangdong, CNCERT has handled 9,001 network security incidents.",
          "For comparison, CNCERT has handled 9,001 network security incidents last month."}) {
        CAPTURE(sentence);
        const Report report = read(sentence);
        CHECK(field(report, "incidents.handled.total").status == Status::absent);
        CHECK(unassigned(report).find("9,001") != std::string::npos);
        CHECK(has(report, "other-scope"));
    }
}

TEST_CASE("a period whose years contradict each other stays open, whatever their order") {
    constexpr std::string_view title = "Weekly Report of CNCERT\n\n";
    constexpr std::string_view issues[] = {"Issue 43 2023 Oct.16 -Oct.22\n\n",
                                           "Issue 43 2023 Oct.16, 2022 -Oct.22, 2022\n\n",
                                           "Issue 43 2023 Oct.16, 2023 -Oct.22, 2023\n\n"};
    const auto print = [&](int a, int b, int c) {
        return std::string(title) + std::string(issues[a]) + std::string(issues[b]) + std::string(issues[c]) +
               "Incident Handling\n\n";
    };
    for (const std::string& head_with_years : {print(0, 1, 2), print(0, 2, 1), print(1, 2, 0), print(2, 0, 1)}) {
        const Report report = read("Nothing new.", head_with_years);
        CHECK_FALSE(report.period.has_value());
        CHECK(has(report, "conflicting-identity"));
    }
}

TEST_CASE("a damaged figure is rejected, not guessed") {
    const Report report = read("CNCERT has handled 25* network security incidents.");
    const Field& handled = field(report, "incidents.handled.total");
    CHECK(handled.status == Status::rejected);
    REQUIRE(handled.candidates.size() == 1);
    CHECK(handled.candidates.front().why == "damaged");
}

TEST_CASE("a text that stops in the middle gives no value") {
    static const Reader reader;
    const std::string text = std::string(head) + "CNCERT has handled 253 network secur";
    const auto report = reader.read(text, {"cut.txt", InputFormat::text});
    REQUIRE(report.ok());
    const Field& handled = field(report.value(), "incidents.handled.total");
    REQUIRE(handled.status == Status::rejected);
    CHECK(handled.candidates.front().why == "cut-off");
    // Two sentences begin like this one: no field gets the figure.
    const auto shorter = reader.read(std::string(head) + "CNCERT has handled 25", {"cut.txt", InputFormat::text});
    REQUIRE(shorter.ok());
    CHECK(unassigned(shorter.value()) == "25");
}

TEST_CASE("figures without a rule are unassigned") {
    const Report report = read("A worm hit 69.6% of about 12 thousand hosts on Oct. 17, 2023, by CVE-2023-1234.");
    CHECK(unassigned(report) == "69.6%|about 12 thousand");
}

TEST_CASE("a panel's figure counts only beside its label") {
    const Report beside = read("Defaced Websites in Chinese Mainland 2,003 \xE2\x86\x91 3.5%");
    CHECK(value(beside, "websites.defaced.total") == "2003");
    CHECK(field(beside, "websites.defaced.total").change->direction == Direction::up);
    const Report below = read("Defaced Websites in Chinese Mainland\n\n2,003\n\n\xE2\x86\x91 3.5%");
    CHECK(value(below, "websites.defaced.total") == "not found");
    CHECK(unassigned(below) == "2,003|3.5%");
    const Report between = read("1,001 Defaced Websites in Chinese Mainland 2,003");
    CHECK(value(between, "websites.defaced.total") == "not found");
}

TEST_CASE("a lost arrow leaves the direction open and says so") {
    const Report report = read("Defaced Websites in Chinese Mainland 2,003 \xE2\x80\xA0 3.5%");
    CHECK(field(report, "websites.defaced.total").change->direction == Direction::unknown);
    CHECK(has(report, "arrow-lost"));
}

TEST_CASE("a figure that goes on is never taken for the whole") {
    for (const std::string_view figure :
         {"957k", "957 thousands", "957 hundred", "12 dozen", "957 to 1000 thousand", "957-960", "23 45", "23\n45",
          "957,\n000", "2'345", "18\n.4 million", "2~3", "253[1]", "2*", "1e5"}) {
        CAPTURE(figure);
        const Report report =
            read("The infected computers in Chinese Mainland amounted to " + std::string(figure) + ".");
        CHECK(field(report, "malware.infected_hosts.total").status != Status::found);
    }
}

TEST_CASE("cells of a table are not one number") {
    const Report report =
        read("| Defaced Websites in Chinese Mainland | 12 | 345 |\nDefaced Websites in Chinese Mainland 12   345");
    CHECK(field(report, "websites.defaced.total").status == Status::absent);
    CHECK(unassigned(report) == "12|345|12|345");
}

TEST_CASE("a number alone on its line may be the page's") {
    const Report report = read("CNCERT has handled\n\n3\n\nnetwork security incidents.");
    CHECK(field(report, "incidents.handled.total").status == Status::rejected);
}

TEST_CASE("two boxes with one label contradict each other, and are no page header") {
    const Report report = read(
        "Defaced Websites in Chinese Mainland 123\nNew Vulnerabilities Collected by CNVD 283\n"
        "Defaced Websites in Chinese Mainland 45\nincluding High-severity Vulnerabilities 33");
    CHECK(field(report, "websites.defaced.total").status == Status::ambiguous);
    CHECK(value(report, "vulnerabilities.new.total") == "283");
}

TEST_CASE("the site's own contacts are not the report's") {
    const Report report = read("Website: www.example.org\nTel: 400-123-4567");
    CHECK(field(report, "contact.website").status == Status::absent);
    CHECK(field(report, "contact.tel").status == Status::absent);
}

TEST_CASE("checks name what does not fit") {
    const Report report =
        read("CNCERT has handled 253 network security incidents, 259 of which were cross-border ones.");
    CHECK(has(report, "check.cross-border"));
    const Report fits = read("CNCERT has handled 253 network security incidents, 59 of which were cross-border ones.");
    CHECK_FALSE(has(fits, "check.cross-border"));
}

TEST_CASE("documents of another kind get no profile") {
    for (const std::string_view text :
         {"Monthly Report of CNCERT\n\nIssue 10 2023 Oct.1 -Oct.31\n\nIncident "
          "Handling\n\nCNCERT has handled 253 network security incidents.",
          "The weather in CNCERT's town was good this week; 253 people were out.",
          "Weekly Report of CNVD\n\nIncident Handling\n\nKey Findings\n",
          "Weekly Report of Jiangsu CNCERT\n\nIssue 4 2023 Jan.16 -Jan.22\n\nKey Findings\n\nIncident "
          "Handling\n\nAbout CNCERT\n",
          "Guangdong CNCERT Weekly Report\n\nKey Findings\n\nIncident Handling\n\nAbout CNCERT\n"}) {
        CAPTURE(text);
        static const Reader reader;
        const auto report = reader.read(text, {"other.txt", InputFormat::text});
        REQUIRE(report.ok());
        CHECK_FALSE(report.value().profile.has_value());
        CHECK(report.value().fields.empty());
        CHECK(has(report.value(), "no-profile"));
    }
}

TEST_CASE("that no profile fits is told with words of the document") {
    static const Reader reader;
    const auto report = reader.read("CNCERT has handled 253 network security incidents.", {"other.txt"});
    REQUIRE(report.ok());
    CHECK(report.value().diagnostics.front().message.starts_with(
        "no profile fits; seen of cncert-weekly.en: \"CNCERT has handled 253 network security incidents\""));
    const auto tells = [](std::string_view text, std::string_view lack) {
        const auto refused = reader.read(text, {"other.txt"});
        REQUIRE(refused.ok());
        REQUIRE_FALSE(refused.value().profile.has_value());
        return refused.value().diagnostics.front().message.find(lack) != std::string::npos;
    };
    CHECK(tells("CNVD recorded 253 new vulnerabilities.", "(weight 1, the threshold is 4)"));
    CHECK(tells("Key Findings\n\nIncident Handling\n\nAbout CNCERT\n\nDuty Editor: A\n",
                "(no title, and none of \"requires\")"));
    CHECK(tells(
        "\u672C\u5468\uFF1A\u611F\u67D3\u75C5\u6BD2\u4E3B\u673A23\u53F0\uFF0C\u88AB\u7BE1\u6539\u7F51\u7AD91\u4E2A"
        "\uFF0C"
        "\u88AB\u690D\u5165\u540E\u95E8\u7F51\u7AD92\u4E2A\u3002",
        "(no title, no publisher, and none of \"home\")"));
}

TEST_CASE("a change without a figure is marked, too") {
    static const Reader reader;
    const std::string document =
        std::string(head) + "CNVD recorded 12 new vulnerabilities, unchanged from last week.\n";
    const auto explanation = reader.explain(document, {});
    REQUIRE(explanation.ok());
    const auto& marks = explanation.value().marks;
    CHECK(std::any_of(marks.begin(), marks.end(), [&](const Mark& mark) {
        return mark.name == "vulnerabilities.new.total change" &&
               std::string_view(document).substr(mark.bytes.begin, mark.bytes.end - mark.bytes.begin) ==
                   "unchanged from last week";
    }));
}

TEST_CASE("the page around a republished report does not hide its title") {
    const Report report =
        read("CNCERT has handled 253 network security incidents.",
             "Home > Weekly Report > Monthly Report > Annual Report\n\nThe Centre Weekly Report of CNCERT\n\n"
             "Weekly Report of CNCERT\n\nIssue 43 2023 Oct.16 -Oct.22\n\nKey Findings\n\n");
    CHECK(report.profile.has_value());
    CHECK(value(report, "incidents.handled.total") == "253");
}

TEST_CASE("input that is no text gives a typed error") {
    static const Reader reader;
    const auto code = [](std::string_view bytes, std::uint64_t max = 1000) {
        const auto report = reader.read(bytes, {"x", InputFormat::automatic, max});
        return report.ok() ? std::string("ok") : std::string(code_name(report.error().code));
    };
    CHECK(code("") == "empty-input");
    CHECK(code(" \n\t ") == "empty-input");
    CHECK(code(std::string_view("a\0b", 3)) == "binary-input");
    CHECK(code("%PDF-1.7\n") == "unsupported-input");
    CHECK(code("PK\x03\x04") == "unsupported-input");
    CHECK(code("\xFF\xFEh") == "unsupported-input");
    CHECK(code("ok so far\n\xC3\x28") == "invalid-utf8");
    CHECK(code("12345", 4) == "too-large");
    const auto report = reader.read("ok so far\n\xC3\x28", {"x", InputFormat::automatic});
    CHECK(report.error().line == 2);
    CHECK(report.error().column == 1);
    CHECK(report.error().offset == 10);
}

TEST_CASE("a profile added at run time reads its own periodical") {
    Reader reader;
    const auto added = reader.add_profile(R"({
        "schema": "certdelta.profile/1", "id": "island-cert.en", "version": 3, "language": "en",
        "title": {"en": "Island CERT weekly", "zh": "Island CERT weekly"},
        "identify": {"threshold": 3, "titles": ["Island CERT weekly"]},
        "fields": [{"name": "boats.lost", "type": "count", "unit": "boats", "label": {"en": "Boats", "zh": "Boats"}}],
        "rules": [{"id": "boats", "pattern": "lost (\\d+) boats", "groups": ["boats.lost"]}]})");
    REQUIRE(added.ok());
    const auto report = reader.read("Island CERT weekly\n\nThe islanders lost 12 boats to ransomware.\n", {"i.txt"});
    REQUIRE(report.ok());
    CHECK(report.value().profile == ProfileId{"island-cert.en", 3});
    CHECK(value(report.value(), "boats.lost") == "12");
}

TEST_CASE("two files that define one profile are an error that names both; a newer version of one replaces it") {
    const auto profile = [](const std::string& id, int version) {
        return R"({"schema": "certdelta.profile/1", "id": ")" + id + R"(", "version": )" + std::to_string(version) +
               R"(, "language": "en", "title": {"en": "Fjord weekly", "zh": "Fjord weekly"},
            "identify": {"threshold": 3, "titles": ["Fjord weekly"]},
            "fields": [{"name": "boats", "type": "count", "unit": "boats", "label": {"en": "Boats", "zh": "Boats"}}],
            "rules": [{"id": "boats", "pattern": "lost (\\d+) boats", "groups": ["boats"]}]})";
    };
    Reader reader;
    const auto version = [&] {
        const auto report = reader.read("Fjord weekly\n\nThe islanders lost 12 boats.\n");
        return report.value().profile ? report.value().profile->version : 0;
    };
    REQUIRE(reader.add_profile(profile("fjord-weekly.en", 1), "a.json").ok());
    const auto second = reader.add_profile(profile("fjord-weekly.en", 2), "b.json");
    REQUIRE_FALSE(second.ok());
    CHECK(second.error().code == ErrorCode::invalid_profile);
    CHECK(second.error().message == "a.json and b.json both define fjord-weekly.en");
    CHECK(second.error().source == "b.json");
    CHECK(version() == 1);

    CHECK(reader.add_profile(profile("fjord-weekly.en", 1), "copy/a.json").ok());
    CHECK(reader.add_profile(profile("fjord-weekly.en", 3), "copy/a.json").ok());
    CHECK(version() == 3);
    CHECK(reader.add_profile(profile("fjord-weekly.en", 4)).ok());
    CHECK(version() == 4);
    CHECK(reader.add_profile(profile("cncert-weekly.en", 9), "own.json").ok());
}

TEST_CASE("what is neither text nor what it is named is damaged") {
    const Reader reader;
    const auto message = [&](std::string_view bytes, const char* name) {
        const auto report = reader.read(bytes, {name});
        return report ? std::string() : report.error().message;
    };
    const std::string_view nul("%P\0", 3);
    CHECK(message(nul, "issue.PDF") ==
          "is named as a PDF, but its contents are none: damaged, or not downloaded to the end");
    CHECK(message("x\xFF", "issue.docx") ==
          "is named as a DOCX, but its contents are none: damaged, or not downloaded to the end");
    CHECK(message(nul, "issue.md") == "byte 2 is NUL: this is binary data, no text");
    CHECK(message("%PDF-1.7", "issue.pdf").starts_with("this is a PDF document"));
    CHECK(message("Some text.", "issue.pdf").empty());
}

TEST_CASE("records survive the way through JSON") {
    const Report report = read(
        "CNCERT has handled 253 network security incidents, 59 of which were crossborder ones. It cost 69.6% more.");
    const std::string json = to_json(report);
    const auto again = report_from_json(json);
    REQUIRE(again.ok());
    CHECK(to_json(again.value()) == json);
}

TEST_CASE("a figure that white space divides at its separator is not read by halves") {
    for (const char* printed : {"1 ,205", "1, 205", "57 .8 thousand", "57. 8 thousand", "18-\n.4 thousand"}) {
        CAPTURE(printed);
        const Report report = read("CNCERT has handled " + std::string(printed) + " network security incidents.");
        CHECK(field(report, "incidents.handled.total").status != Status::found);
        // Nothing of the sentence stands behind the figure to tell.
        const Report last =
            read("The infected hosts in Mainland China amounted to " + std::string(printed) + ".\nThanks.");
        CHECK(field(last, "malware.infected_hosts.total").status != Status::found);
    }
}

TEST_CASE("a day without a year is no date of a field") {
    for (const char* printed : {"Sep.2 002", "Sep.20\n02", "September 12th"}) {
        CAPTURE(printed);
        const Report report = read("About CNCERT\nSince its foundation in " + std::string(printed) + ", it has grown.");
        CHECK(field(report, "about.founded").status != Status::found);
    }
}

TEST_CASE("a code that goes on is another word") {
    CHECK(value(read("Its overall vulnerability severity was evaluated as medium-high."), "vulnerabilities.severity") ==
          "not found");
    CHECK(value(read("Its overall vulnerability severity was evaluated as medium-sized."),
                "vulnerabilities.severity") == "not found");
    CHECK(value(read("Its overall vulnerability severity was evaluated as medium."), "vulnerabilities.severity") ==
          "medium");
}

TEST_CASE("days that are not the report's own are another time") {
    const std::string sentence = "CNCERT has handled 310 network security incidents.";
    CHECK(value(read("Oct.9 -Oct.15: " + sentence), "incidents.handled.total") == "not found");
    CHECK(value(read(sentence), "incidents.handled.total") == "310");
}

TEST_CASE("one label twice in one list leaves its field open") {
    const Report report = read(
        "CNCERT monitored 1,190 defaced websites, 4,988 defaced websites and 1,400 phishing web pages targeting "
        "websites in mainland China.");
    CHECK(field(report, "websites.defaced.total").status == Status::ambiguous);
}

TEST_CASE("a whole HTML page is refused, a tag in Markdown is not") {
    const Reader reader;
    const auto page = reader.read("<!DOCTYPE html><p>CNCERT has handled 253 network security incidents.</p>", {});
    REQUIRE_FALSE(page.ok());
    CHECK(page.error().code == ErrorCode::unsupported_input);
    CHECK(reader.read("<br>\nWeekly Report of CNCERT\n", {}).ok());
}

TEST_CASE("rows that were written are no document, whatever they quote") {
    const Reader reader;
    const auto report =
        reader.read(csv_header() + "1,2,,,a,1,,,,found,a.md,,p,,1,\"has handled 253\"\r\n", {"rows.csv"});
    REQUIRE(!report.ok());
    CHECK(report.error().code == ErrorCode::unsupported_input);
    CHECK(reader.read("issue,year: a list\n").ok());
}

TEST_CASE("explain: a record is no document") {
    const Reader reader;
    const std::string record = to_json(reader.read("253 incidents were handled.", {}).value());
    const Result<Explanation> explanation = reader.explain(record, {});
    REQUIRE(!explanation.ok());
    CHECK(explanation.error().code == ErrorCode::unsupported_input);
    ReadOptions as_text;
    as_text.input = InputFormat::text;
    CHECK(reader.explain(record, as_text).ok());
}

TEST_CASE("text in GB 18030 is refused by that name, damaged UTF-8 and Western text are not called so") {
    const Reader reader;
    const auto message = [&](std::string_view document) { return reader.read(document, {}).error().message; };
    const std::string chinese =
        "\xCD\xF8\xC2\xE7\xB0\xB2\xC8\xAB"
        "2016\n";
    CHECK(message(chinese).find("GB 18030") != std::string::npos);
    CHECK(message("\xE7\xBD\x91\xE7\xBB").find("GB 18030") == std::string::npos);
    CHECK(message("the \x93Weekly Report\x94 of CNCERT").find("GB 18030") == std::string::npos);
}

TEST_CASE("one reader serves many threads from its first documents on") {
    const std::string documents[] = {
        std::string(head) + "CNCERT has handled 253 network security incidents.\n",
        "网络安全信息与动态周报2016年第25期（6月13日—6月19日）\n\n境内被篡改网站数量为1205个。\n"};
    const auto read_all = [&](const Reader& reader) {
        std::string records;
        for (const std::string& document : documents) {
            const auto report = reader.read(document, {"test.txt", InputFormat::text});
            if (report.ok()) records += to_json(report.value());
        }
        return records;
    };
    const std::string wanted = read_all(Reader());
    REQUIRE(wanted.find("253") != std::string::npos);
    REQUIRE(wanted.find("1205") != std::string::npos);
    constexpr std::size_t readers = 8;  // of a Reader that has compiled no profile yet
    const Reader shared;
    std::vector<std::string> records(readers);
    std::vector<std::thread> threads;
    for (std::string& out : records) threads.emplace_back([&] { out = read_all(shared); });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& out : records) CHECK(out == wanted);
}
