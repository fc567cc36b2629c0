// Time grows as the document does, whatever the document. Shapes that made some step look at everything again for each
// thing it had found are kept here.
#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include "certdelta/json.h"
#include "certdelta/reader.h"
#include "embedded.h"
#include "json/node.h"

using namespace certdelta;

namespace {

constexpr std::string_view head = "Weekly Report of CNCERT\n\nIssue 43 2023 Oct.16 -Oct.22\n\nIncident Handling\n\n";

/// Whole units only, so that no character is cut.
std::string repeat(std::string_view unit, std::size_t bytes, std::string_view begin = head) {
    std::string text(begin);
    while (text.size() < bytes) text += unit;
    return text;
}

/// Processor time, not wall time: other programs run beside the tests.
double seconds_to_read(const Reader& reader, std::string_view document) {
    const std::clock_t start = std::clock();
    const auto explanation = reader.explain(document, {"hostile.md", InputFormat::markdown});
    const std::string json = explanation.ok() ? to_json(explanation.value().report) : std::string();
    const std::clock_t end = std::clock();
    CHECK_MESSAGE(explanation.ok(), (explanation.ok() ? "" : explanation.error().message));
    CHECK(!json.empty());
    return static_cast<double>(end - start) / CLOCKS_PER_SEC;
}

/// Four times the document may take ten times as long: caches fall short, and clocks are coarse. What is quadratic
/// takes sixteen times as long.
template <class Make>
void check_linear(std::string_view shape, Make make) {
    static const Reader reader;
    constexpr std::size_t small_size = 128 * 1024;
    constexpr double most = 10;
    constexpr double shortest = 0.002;  // of a second; less is noise
    constexpr int attempts = 4;
    const std::string small = make(small_size);
    const std::string large = make(4 * small_size);
    double small_time = 1e9;
    double large_time = 1e9;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        small_time = std::min(small_time, seconds_to_read(reader, small));
        large_time = std::min(large_time, seconds_to_read(reader, large));
        if (large_time <= most * std::max(small_time, shortest)) break;
    }
    CHECK_MESSAGE(large_time <= most * std::max(small_time, shortest), shape, ": ", small_time,
                  " s, four times as much ", large_time, " s");
}

void check_repetition(std::string_view unit) {
    check_linear(unit, [unit](std::size_t bytes) { return repeat(unit, bytes); });
}

/// All texts of a JSON value: a profile's templates, labels and phrases, each up to its first slot or option.
void collect_beginnings(const json::Node& node, std::string& out) {
    if (node.kind == json::Node::Kind::string) {
        out += std::string_view(node.text).substr(0, node.text.find_first_of("{[("));
        out += ' ';
    }
    for (const json::Node& item : node.items) collect_beginnings(item, out);
}

/// A word of small letters, another one for each number.
std::string word_of(std::size_t number) {
    std::string word = "Title ";
    for (int i = 0; i < 6; ++i, number /= 26) word += static_cast<char>('a' + number % 26);
    return word;
}

}  // namespace

TEST_CASE("time is linear in signs that stand for nothing") {
    for (const std::string_view unit :
         {"*",  "_",   "**a ", "*a",           "_a_ ",        "`",  "[", "]",  "](", "](a", "(", "\xEF\xBC\x88", "\"",
          "'",  "> ",  "\\",   "\\*",          "#",           "# ", "-", "- ", "=",  "|",   ".", ". ",           ",",
          "\n", " \n", " ",    "\xE2\x80\x8B", "\xE3\x80\x82"}) {
        check_repetition(unit);
    }
}

TEST_CASE("time is linear in letters and digits") {
    for (const std::string_view unit : {"a",
                                        "A",
                                        "aA",
                                        "1",
                                        "12 ",
                                        "1,",
                                        "1.",
                                        "1-",
                                        "1_",
                                        "A1-",
                                        "a1",
                                        "123,",
                                        "1*",
                                        "1. 1 ",
                                        "a. ",
                                        "a. 1 ",
                                        "a-\n",
                                        "Oct.",
                                        "Oct. 16 ",
                                        "2023-",
                                        "2023.1.",
                                        "5% ",
                                        "(1",
                                        "\xEF\xBC\x91",
                                        "more than about ",
                                        "\xEE\x83\xB0 5% "}) {
        check_repetition(unit);
    }
}

TEST_CASE("time is linear in lines") {
    for (const std::string_view unit :
         {"a\n", "1\n", "1. a\n", "    - a\n", "> > > a\n", "a\r\n", "- 2 -\n", "Page 1 of 2\n", "Key Findings\n",
          "Incident Handling\n1\n", "A line that is long enough to be one that was repeated\n",
          "Weekly Report of CNCERT 3\nand\n", "a line of a text that is as long as any other of a network\n2\n",
          "a line of a text that is as long as any other of it\nwww.cert.org.cn  2\n", "\xE7\xBD\x91\xE7\xAB\x99.",
          "Key FindingsThe "}) {
        check_repetition(unit);
    }
}

TEST_CASE("time is linear in the lines of a report") {
    for (const std::string_view unit : {"\xE7\x94\xB2\n", "Title\n", "In May\n", "In Japan\nand\n", "2022\n"}) {
        check_linear(unit, [unit](std::size_t bytes) {
            return "Weekly Report of CNCERT\nIssue 43 2023 Oct.16 -Oct.22\nIncident Handling\n" + repeat(unit, bytes);
        });
    }
}

TEST_CASE("time is linear in what goes on with one caption") {
    check_repetition("Defaced websites: total 1,262 in mainland China. Of these, 31 were government websites. ");
    // The weekly's title and "Websites: defaced 1184, defaced 1184, ..." in Chinese
    constexpr std::string_view title =
        "\xE7\xBD\x91\xE7\xBB\x9C\xE5\xAE\x89\xE5\x85\xA8\xE4\xBF\xA1\xE6\x81\xAF\xE4\xB8\x8E\xE5\x8A\xA8\xE6\x80\x81"
        "\xE5\x91\xA8\xE6\x8A\xA5"
        "2016\xE5\xB9\xB4\xE7\xAC\xAC"
        "25\xE6\x9C\x9F\n\n\xE7\xBD\x91\xE7\xAB\x99\xEF\xBC\x9A";
    check_linear("captioned", [&](std::size_t bytes) {
        return repeat(
            "\xE8\xA2\xAB\xE7\xAF\xA1\xE6\x94\xB9"
            "1184\xE4\xB8\xAA\xEF\xBC\x8C",
            bytes, title);
    });
}

TEST_CASE("time is linear in templates and labels") {
    for (const std::string_view unit :
         {"CNCERT has coordinated ",
          "CNCERT",
          "CNCERT has handled \"\"\"\"",
          "CNCERT has handled 253 network security incidents. ",
          "CNCERT has handled 253 network security incidents. CNCERT has handled 254 network security incidents. ",
          "CNCERT has handled 25** network security incidents. ",
          "CNCERT has handled 253 network security incidents\n- 2 -\n",
          "CNCERT has handled 253 network\n- 2 -\nsecurity incidents. ",
          "since January, CNCERT has handled 253 network security incidents, ",
          "Since last year compared with last year ",
          "weekly report released ",
          "data of\n\n",
          "figures from ",
          "Defaced Websites in Chinese Mainland ",
          "Defaced Websites in Chinese Mainland\n",
          "Defaced Websites in Chinese Mainland 12\n",
          "Defaced Websites in Chinese Mainland 12 \xEE\x83\xB0 5%\n",
          "Issue 43 2023 Oct.16 -Oct.22 ",
          "Issue 44 2023 Oct.23 -Oct.29\n",
          "Duty Editor: ",
          "Email: a",
          "Duty Editor: Ann Website: "}) {
        check_repetition(unit);
    }
}

TEST_CASE("time is linear in lists of labels, and in one row of a table") {
    for (const std::string_view unit : {"Incidents handled: 389\n  of which cross-border: 78\nWebsites defaced: 1655\n",
                                        "Defaced Websites in Chinese Mainland|2146|4300",
                                        "\u5883\u5185\u88ab\u7be1\u6539\u7f51\u7ad9\u603b\u6570|2146\u4e2a|"}) {
        check_repetition(unit);
    }
}

TEST_CASE("time is linear in sentences without an end, on one line") {
    for (const std::string_view unit :
         {"It was so in 2015. 2,811 websites in mainland China were defaced ",
          "From June 13 to 19, 2016, 2,533 websites were defaced ",
          "\u7f51\u7edc\u5b89\u5168\u4fe1\u606f\u4e0e\u52a8\u6001\u5468\u62a5\u5883\u5185\u88ab\u7be1"
          "\u6539\u7f51\u7ad9\u6570\u91cf\u4e3a903\u4e2a"}) {
        check_repetition(unit);
    }
}

TEST_CASE("a record grows as its document does") {
    const Reader reader;
    const auto size_of = [&reader](int figures) {
        std::string document = "Weekly Report of CNCERT\n\nIssue 43 2023 Oct.16 -Oct.22\n\nSites: ";
        for (int i = 0; i < figures; ++i) document += "1,184 were defaced, 1,185 had backdoors, ";
        const auto report = reader.read(document);
        REQUIRE(report.ok());
        return to_json(report.value()).size();
    };
    CHECK(size_of(2000) < 5 * size_of(500));
}

TEST_CASE("time is linear in all that a profile knows") {
    for (const embedded::File& file : embedded::profiles()) {
        const auto profile = json::parse(file.bytes);
        REQUIRE(profile.ok());
        std::string beginnings;
        collect_beginnings(profile.value(), beginnings);
        check_repetition(beginnings);
    }
}

TEST_CASE("time is linear in lines that stand twice, in another order") {
    check_linear("titles", [](std::size_t bytes) {
        const std::size_t half = bytes / 2 / (word_of(0).size() + 1);
        std::string text(head);
        for (std::size_t i = 0; i < half; ++i) text += word_of(i) + "\n";
        for (std::size_t i = 0; i < half; ++i) text += word_of(i * 7919 % half) + "\n";
        return text;
    });
}

TEST_CASE("time is linear in one long figure, one long word and one long link") {
    for (const char filler : {'1', 'a', 'A', '"', '*', '_', ' '}) {
        check_linear(std::string(1, filler), [filler](std::size_t bytes) {
            std::string text(head);
            for (std::size_t i = 0; i < 100; ++i) text += "CNCERT has handled ";
            text.append(bytes, filler);
            return text + ". 12 CNCERT has handled 253 network security incidents [a](" + std::string(bytes, 'x');
        });
    }
}
