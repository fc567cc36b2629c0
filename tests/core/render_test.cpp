#include "certdelta/render.h"

#include <doctest/doctest.h>

#include <numeric>
#include <random>

#include "certdelta/json.h"
#include "records.h"
#include "render/table.h"
#include "render/width.h"
#include "words.h"

using namespace certdelta;
using namespace certdelta::test;

namespace {

constexpr Date kWeek43{2023, 10, 16};
constexpr Date kWeek44{2023, 10, 23};

// U+5947: one wide character.
constexpr const char* kWide = "\xE5\xA5\x87";

Field at_line(Field field, std::uint32_t line) {
    field.evidence.emplace_back().line = line;
    return field;
}

Report sample() {
    Field total =
        at_line(count("incidents.handled.total", "253", stated(ChangeKind::percent, Direction::up, "16.8", "0.1")), 23);
    total.qualifier = Qualifier::more_than;
    Field open_field = open("websites.defaced.total", Status::ambiguous);
    open_field.candidates = {{number("12"), std::nullopt, "conflict"}, {number("21"), std::nullopt, "conflict"}};
    Report report =
        weekly(43, kWeek43,
               {total, at_line(text("contact.duty_editor", "Liu Liwei"), 40), open_field, absent("mobile.providers")});
    report.unassigned.push_back({"69.6%", {}});
    report.unassigned.front().evidence.line = 13;
    report.diagnostics.push_back({Severity::warning, "arrow-lost", "", "the arrows were lost", std::nullopt});
    return report;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines{""};
    for (const char c : text) {
        if (c == '\n') {
            lines.emplace_back();
        } else {
            lines.back().push_back(c);
        }
    }
    return lines;
}

}  // namespace

TEST_CASE("table of a report: found fields as rows, the rest in lines below") {
    CHECK(to_table(sample()) ==
          "issue-43.md\n"
          "cncert-weekly.en, issue 43/2023, 2023-10-16 to 2023-10-22\n"
          "\n"
          "field                    value          unit       change    status     line\n"
          "incidents.handled.total  more than 253  incidents  up 16.8%               23\n"
          "contact.duty_editor      Liu Liwei                                        40\n"
          "websites.defaced.total   12 | 21                             ambiguous\n"
          "\n"
          "absent: mobile.providers\n"
          "unassigned: 69.6% (line 13)\n"
          "warning arrow-lost: the arrows were lost\n");
}

TEST_CASE("table of a report: a stranger is said to be one") {
    Report report;
    report.source.name = "letter.txt";
    CHECK(to_table(report) == "letter.txt\nno profile fits\n");
}

TEST_CASE("table: columns are aligned by display width") {
    render::Table table({{"a"}, {"b"}});
    table.add_row({std::string(kWide) + kWide, "1"});
    table.add_row({"xyz", "2"});
    CHECK(table.to_string() == "a     b\n" + std::string(kWide) + kWide + "  1\nxyz   2\n");
}

TEST_CASE("table: fits the terminal whatever it holds") {
    std::mt19937_64 random(100);
    for (int i = 0; i < 300; ++i) {
        render::Table table({{"one"}, {"two"}, {"three", render::Align::right}, {"four"}});
        for (int row = 0; row < 5; ++row) {
            std::vector<std::string> cells(4);
            for (std::string& cell : cells) {
                for (std::uint64_t length = random() % 90; length > 0; --length)
                    cell += random() % 2 == 0 ? kWide : "x";
            }
            table.add_row(cells);
        }
        for (const std::string& line : lines_of(table.to_string()))
            REQUIRE(render::display_width(line) <= render::kTerminalColumns);
    }
}

TEST_CASE("width: wide characters take two columns, combining ones none") {
    CHECK(render::display_width("abc") == 3);
    CHECK(render::display_width(std::string(kWide) + "a") == 3);
    CHECK(render::display_width("e\xCC\x81") == 1);  // U+0301
    CHECK(render::display_width("a\xE2\x80\x8B"
                                "b") == 2);                 // U+200B
    CHECK(render::display_width("\xEF\xBC\x85") == 2);      // U+FF05, full-width per cent sign
    CHECK(render::display_width("\xF0\xA0\x80\x80") == 2);  // U+20000
}

TEST_CASE("wrapped: never wider than asked, never inside a figure or a character, and nothing is left out") {
    using Lines = std::vector<std::string>;
    CHECK(render::wrapped("abc def", 7) == Lines{"abc def"});
    CHECK(render::wrapped("more than 1,340,000", 12) == Lines{"more than", "1,340,000"});
    CHECK(render::wrapped("abcdef", 4) == Lines{"abcd", "ef"});
    CHECK(render::wrapped("", 4) == Lines{""});
    const std::string two = std::string(kWide) + kWide;
    CHECK(render::wrapped(two + two + kWide, 5) == Lines{two, two, kWide});
    CHECK(render::wrapped("3.8 " + two + two, 11) == Lines{"3.8", two + two});
    CHECK(render::widest_piece("more than 1,340,000") == 9);
    CHECK(render::widest_piece(two) == 4);
    CHECK(render::widest_piece(two + two + kWide) == 2);
}

TEST_CASE("table: a cell that does not fit is wrapped, and a row that does not, a block") {
    const std::vector<render::Table::Column> columns{{"field", render::Align::left, true}, {"value"}};
    render::Table wide(columns, 24);
    wide.add_row({"providers", "Alpha; Beta; Gamma; Delta"});
    CHECK(wide.to_string() ==
          "field      value\n"
          "providers  Alpha; Beta;\n"
          "           Gamma; Delta\n");
    render::Table narrow(columns, 20);
    narrow.add_row({"incidents.handled.total", "more than 1,340,000"});
    narrow.add_row({"a", "1"});
    CHECK(narrow.to_string() ==
          "field:\n"
          "  incidents.handled.\n"
          "  total\n"
          "  value: more than\n"
          "  1,340,000\n"
          "\n"
          "field: a\n"
          "  value: 1\n");
}

TEST_CASE("table: words are broken further before rows become blocks, figures are not") {
    const std::vector<render::Table::Column> columns{{"field", render::Align::left, true}, {"value"}};
    render::Table words(columns, 24);
    words.add_row({"incidents.handled.total", "1,340,000"});
    CHECK(words.to_string() ==
          "field          value\n"
          "incidents.han  1,340,000\n"
          "dled.total\n");
    render::Table figures(columns, 28);
    figures.add_row({"1,234,567,890,123", "1,340,000,000"});
    CHECK(figures.to_string() ==
          "field: 1,234,567,890,123\n"
          "  value: 1,340,000,000\n");
}

TEST_CASE("table: a block begins with what its row is about") {
    render::Table table({{"change", render::Align::left, true},
                         {"field", render::Align::left, true, false, true},
                         {"before", render::Align::right}},
                        20);
    table.add_row({"rose", "Incidents handled", "1,340,000"});
    table.add_row({"fell", "Phishing", "12"});
    CHECK(table.to_string() ==
          "field: Incidents\n"
          "  handled\n"
          "  change: rose\n"
          "  before: 1,340,000\n"
          "\n"
          "field: Phishing\n"
          "  change: fell\n"
          "  before: 12\n");
}

TEST_CASE("table of a report: no name of a list is left out, however narrow the terminal") {
    Report report = sample();
    Field names = text("mobile.providers", "");
    names.value =
        std::vector<std::string>{"Alpha Store",   "Beta Market", "Gamma Depot",  "Delta Mall",  "Epsilon Bazaar",
                                 "Zeta Exchange", "Eta Outlet",  "Theta Corner", "Iota Arcade", "Kappa Row"};
    report.fields.push_back(names);
    for (const std::size_t columns : {0, 100, 60, 30}) {
        const std::string table = to_table(report, {{}, "", columns});
        std::string words;
        for (const char c : table) {
            if (c != ' ' && c != '\n') words.push_back(c);
        }
        for (const char* const name : {"Alpha", "Epsilon", "Bazaar", "Kappa"})
            CHECK_MESSAGE(words.find(name) != std::string::npos, table);
        for (const std::string& line : lines_of(table)) {
            if (columns != 0) CHECK_MESSAGE(render::display_width(line) <= columns, table);
        }
    }
}

TEST_CASE("text from documents cannot steer a terminal") {
    CHECK(render::on_one_line("a\x1b[31mb\r\nc") == "a [31mb c");
    CHECK(render::on_one_line("a\xE2\x80\xAE"
                              "b") ==
          "a\xEF\xBF\xBD"
          "b");  // U+202E, right-to-left override
    CHECK(render::on_one_line("a\xFF"
                              "b") ==
          "a\xEF\xBF\xBD"
          "b");
    Report report = sample();
    report.source.name = "a\x1b]0;title\x07.md";
    report.fields.front().unit = "x\x1b[2J";
    CHECK(to_table(report).find('\x1b') == std::string::npos);
}

TEST_CASE("csv of a report: one row a field, also for what is absent") {
    Report report = sample();
    report.fields.front().evidence.front().page = 2;
    report.fields.front().evidence.front().quote = "has handled\n 253,\tup 16.8%";
    CHECK(csv_header() ==
          "issue,year,start,end,field,value,unit,precision,change,status,source,qualifier,profile,page,line,quote\r\n");
    CHECK(to_csv(report) ==
          "43,2023,2023-10-16,2023-10-22,incidents.handled.total,253,incidents,1,up "
          "16.8%,found,issue-43.md,more-than,cncert-weekly.en,2,23,\"has handled 253, up 16.8%\"\r\n"
          "43,2023,2023-10-16,2023-10-22,contact.duty_editor,Liu Liwei,,,,found,issue-43.md,,cncert-weekly.en,,40,\r\n"
          "43,2023,2023-10-16,2023-10-22,websites.defaced.total,,,,,ambiguous,issue-43.md,,cncert-weekly.en,,,\r\n"
          "43,2023,2023-10-16,2023-10-22,mobile.providers,,,,,absent,issue-43.md,,cncert-weekly.en,,,\r\n");
}

TEST_CASE("csv: quotes by RFC 4180 and disarms formulas") {
    Report report;
    report.fields = {text("a", "x, \"y\"\nz"), text("b", "=1+1"),   text("c", "@SUM(A1)"),
                     found("d", number("-5")), text("e", "+86 10"), found("f", std::vector<std::string>{"A", "B"})};
    CHECK(to_csv(report) ==
          ",,,,a,\"x, \"\"y\"\"\nz\",,,,found,,,,,,\r\n"
          ",,,,b,'=1+1,,,,found,,,,,,\r\n"
          ",,,,c,'@SUM(A1),,,,found,,,,,,\r\n"
          ",,,,d,-5,,,,found,,,,,,\r\n"
          ",,,,e,'+86 10,,,,found,,,,,,\r\n"
          ",,,,f,A; B,,,,found,,,,,,\r\n");
}

namespace {

Comparison sample_comparison() {
    return compare(
        weekly(
            43, kWeek43,
            {count("handled", "253"), count("phishing", "100"), text("editor", "Liu|Liwei"), count("providers", "12"),
             absent("stores"), open("defaced", Status::rejected), count("partners", "285")}),
        weekly(44, kWeek44,
               {count("handled", "141", stated(ChangeKind::percent, Direction::down, "44.3", "0.1")),
                count("phishing", "120", stated(ChangeKind::percent, Direction::up, "30")), text("editor", "Chang Xia"),
                absent("providers"), count("stores", "3"), count("defaced", "7"), count("partners", "285")}));
}

}  // namespace

TEST_CASE("table of a comparison: sorted by what happened") {
    CHECK(to_table(sample_comparison()) ==
          "issue-43.md: cncert-weekly.en, issue 43/2023, 2023-10-16 to 2023-10-22\n"
          "issue-44.md: cncert-weekly.en, issue 44/2023, 2023-10-23 to 2023-10-29\n"
          "consecutive weeks: 3 changed (1 rose, 1 fell), 1 added, 1 removed, 1 not comparable, 1 same\n"
          "\n"
          "change          field         before      after  delta        %  note\n"
          "rose            phishing         100        120    +20     +20%  stated up 30% (disagrees)\n"
          "fell            handled          253        141   -112  -44.27%  stated down 44.3% (agrees)\n"
          "changed         editor     Liu|Liwei  Chang Xia\n"
          "added           stores                        3\n"
          "removed         providers         12\n"
          "not comparable  defaced                       7                  rejected in the older report\n"
          "\n"
          "same: partners\n"
          "warning stated-change-disagrees: phishing: the report states up 30%, but from 100 to 120 it is +20%; "
          "up 30% would mean 92 before\n");
}

TEST_CASE("comparison for people: of unrelated reports the reason, and no rows") {
    Report letter;
    letter.source.name = "letter.txt";
    const Comparison comparison = compare(weekly(43, kWeek43, {count("handled", "253"), count("stores", "3")}), letter);
    CHECK(to_table(comparison) ==
          "issue-43.md: cncert-weekly.en, issue 43/2023, 2023-10-16 to 2023-10-22\n"
          "letter.txt: no profile fits\n"
          "unrelated: 2 not comparable\n"
          "\n"
          "warning unrelated: no profile fits letter.txt, so its fields are unknown\n");
    const std::string markdown = to_markdown(comparison);
    CHECK(markdown.find("- relation: unrelated\n- fields: 2 not comparable\n\n## Remarks\n") != std::string::npos);
    CHECK(markdown.find('|') == std::string::npos);
    CHECK(to_csv(comparison).find("handled,not_comparable,unrelated") != std::string::npos);
}

TEST_CASE("comparison for people: how far the reports are apart, or that nobody knows") {
    const auto line_of = [](const Report& before, const Report& after) {
        return lines_of(to_table(compare(before, after)))[2];
    };
    Report undated = weekly(43, kWeek43, {count("handled", "253")});
    undated.period.reset();
    undated.issue = {};
    const Report dated = weekly(44, kWeek44, {count("handled", "253")});
    CHECK(line_of(undated, dated) == "an unknown number of weeks apart: 1 same");
    CHECK(line_of(undated, undated) == "an unknown number of weeks apart: 1 same");
    CHECK(line_of(weekly(43, kWeek44, {count("handled", "253")}), dated) == "one week, but two issue numbers: 1 same");
    CHECK(line_of(weekly(42, {2023, 10, 13}, {count("handled", "253")}), dated) ==
          "no whole number of weeks apart: 1 same");
    CHECK(line_of(weekly(43, {2023, 10, 9}, {count("handled", "253")}), dated) == "2 weeks apart: 1 same");
}

TEST_CASE("markdown of a comparison: a section for each thing that happened, text as text") {
    const std::string markdown = to_markdown(sample_comparison());
    CHECK(markdown.starts_with("# issue-44.md against issue-43.md\n"));
    CHECK(markdown.find("## Rose\n\n| field | before | after | change | % | stated |\n") != std::string::npos);
    CHECK(markdown.find("| phishing | 100 | 120 | +20 | +20% | up 30% (disagrees) |\n") != std::string::npos);
    CHECK(markdown.find("| editor | Liu\\|Liwei | Chang Xia |  |\n") != std::string::npos);
    CHECK(markdown.find("## Removed\n\nNot read in issue-44.md, which does not make them zero.\n\n| field | "
                        "before |\n| :-- | :-- |\n| providers | 12 |\n") != std::string::npos);
    CHECK(
        markdown.find("## What the publisher got wrong\n\n- phishing: the report states up 30%, but from 100 to 120 it "
                      "is +20%; up 30% would mean 92 before\n") != std::string::npos);
    CHECK(markdown.find("## Same\n\npartners\n") != std::string::npos);
}

TEST_CASE("labels: what people call the fields, in the language of the report or the wanted one") {
    ProfileSummary english;
    english.id = {"cncert-weekly.en", 1};
    english.language = "en";
    const auto field = [](const char* name, const char* label, const char* label_zh) {
        FieldSummary summary;
        summary.name = name;
        summary.label_en = label;
        summary.label_zh = label_zh;
        return summary;
    };
    english.fields = {field("handled", "Incidents handled", "H-zh"), field("phishing", "Pages", "P-zh"),
                      field("stores", "Pages", "S-zh")};
    const Labels labels{{english}, ""};
    const std::string table = to_table(sample_comparison(), labels);
    CHECK(table.find("fell            Incidents handled  ") != std::string::npos);
    CHECK(table.find("rose            Pages (phishing)  ") != std::string::npos);  // two fields have this label
    CHECK(table.find("disagrees: Pages (phishing): the report states") != std::string::npos);
    CHECK(table.find("removed         providers") != std::string::npos);  // without a label
    CHECK(to_table(sample_comparison(), {{english}, "zh"}).find("\n\u4E0A\u5347      P-zh  ") != std::string::npos);
    CHECK(to_markdown(sample_comparison(), labels).find("| Incidents handled | 253 | 141 |") != std::string::npos);
    CHECK(to_csv(sample_comparison()).find("Incidents handled") == std::string::npos);

    SUBCASE("of two editions, the newer one's") {
        ProfileSummary chinese = english;
        chinese.id.id = "cncert-weekly.zh";
        chinese.language = "zh";
        Comparison mixed = sample_comparison();
        const auto has = [&](const char* language, const char* label) {
            return to_table(mixed, {{english, chinese}, language}).find(label) != std::string::npos;
        };
        CHECK(has("", "Incidents handled"));
        mixed.after.profile = chinese.id;
        CHECK(has("", "H-zh"));
        CHECK(has("en", "Incidents handled"));
        std::swap(mixed.before.profile, mixed.after.profile);
        CHECK(has("", "Incidents handled"));
    }
    SUBCASE("of one report, its own") {
        Report report = weekly(43, kWeek43, {count("handled", "253"), absent("phishing")});
        const std::string own = to_table(report, labels);
        CHECK(own.find("Incidents handled  253") != std::string::npos);
        CHECK(own.find("absent: Pages (phishing)") != std::string::npos);
        CHECK(to_table(report, {{english}, "zh"}).find("H-zh ") != std::string::npos);
        CHECK(to_table(report).find("handled  253") != std::string::npos);
    }
}

TEST_CASE("csv: full-width signs start a formula too") {
    Report report;
    report.fields = {text("a",
                          "\xEF\xBC\x9D"
                          "1"),
                     text("b",
                          "\xEF\xBC\x8B"
                          "1"),
                     text("c",
                          "\xEF\xBC\x8D"
                          "1"),
                     text("d",
                          "\xEF\xBC\xA0"
                          "1"),
                     text("e", "\t=1"),
                     text("f", "\r=1"),
                     text("g",
                          "\xEF\xBC\x9A"
                          "1")};
    CHECK(to_csv(report) ==
          ",,,,a,'\xEF\xBC\x9D"
          "1,,,,found,,,,,,\r\n"
          ",,,,b,'\xEF\xBC\x8B"
          "1,,,,found,,,,,,\r\n"
          ",,,,c,'\xEF\xBC\x8D"
          "1,,,,found,,,,,,\r\n"
          ",,,,d,'\xEF\xBC\xA0"
          "1,,,,found,,,,,,\r\n"
          ",,,,e,'\t=1,,,,found,,,,,,\r\n"
          ",,,,f,\"'\r=1\",,,,found,,,,,,\r\n"
          ",,,,g,\xEF\xBC\x9A"
          "1,,,,found,,,,,,\r\n");
}

TEST_CASE("roll-up for people: every interval is there, also where no field has a value") {
    Series series;
    series.periodical = "cncert-weekly";
    series.by = SeriesBy::month;
    SeriesField field;
    field.name = "handled";
    field.is_figure = true;
    for (int month = 1; month <= 12; ++month) {
        Rollup rollup;
        rollup.key = "2023-" + std::string(month < 10 ? "0" : "") + std::to_string(month);
        if (month != 5) rollup.value = number(std::to_string(month));
        rollup.weeks = month == 5 ? 0 : 4;
        field.rollup.push_back(rollup);
    }
    field.points.emplace_back();
    series.weeks.push_back({kWeek43, kWeek43});
    series.fields.push_back(field);
    for (const std::string& text : {to_table(series), to_markdown(series)}) {
        for (const Rollup& rollup : field.rollup) CHECK_MESSAGE(text.find(rollup.key) != std::string::npos, rollup.key);
    }
}

TEST_CASE("a comparison for people of reports that have no names") {
    Comparison comparison = sample_comparison();
    comparison.before.source.clear();
    comparison.after.source.clear();
    const std::string markdown = to_markdown(comparison);
    CHECK(markdown.starts_with("# the newer report against the older report\n"));
    CHECK(markdown.find("Not read in the newer report, which") != std::string::npos);
    CHECK(to_table(comparison).starts_with("the older report: cncert-weekly.en, issue 43/2023"));
}

TEST_CASE("figures for people: thousands apart, percentages with their sign, a year as it is") {
    CHECK(words_for(number("1234567"), "hosts") == "1,234,567");
    CHECK(words_for(number("123456"), "hosts") == "123,456");
    CHECK(words_for(number("999"), "hosts") == "999");
    CHECK(words_for(number("-1000.25"), "hosts") == "-1,000.25");
    CHECK(words_for(number("-100"), "hosts") == "-100");
    CHECK(words_for(number("1.2"), "%") == "1.2%");
    CHECK(words_for(number("2002"), "") == "2002");
    CHECK(words_for(Value("Liu Liwei"), "hosts") == "Liu Liwei");
    CHECK(difference_in_words(number("1200"), "hosts") == "+1,200");
    CHECK(difference_in_words(number("-0.2"), "%") == "-0.2 points");

    const Comparison comparison =
        compare(weekly(43, kWeek43, {count("hosts", "957000"), percentage("share", "1")}),
                weekly(44, kWeek44,
                       {count("hosts", "1200000", stated(ChangeKind::percent, Direction::down, "4")),
                        percentage("share", "1.2")}));
    const std::string markdown = to_markdown(comparison);
    CHECK(markdown.find("| hosts | 957,000 | 1,200,000 | +243,000 | +25.39% | down 4% (disagrees) |\n") !=
          std::string::npos);
    CHECK(markdown.find("| share | 1% | 1.2% | +0.2 points |  |  |\n") != std::string::npos);
    CHECK(markdown.find("from 957,000 to 1,200,000 it is +25.39%; down 4% would mean 1,250,000 before\n") !=
          std::string::npos);
    const std::string table = to_table(weekly(43, kWeek43, {count("hosts", "957000"), percentage("share", "1.2")}));
    CHECK(table.find("hosts  957,000  incidents") != std::string::npos);
    CHECK(table.find("share  1.2%\n") != std::string::npos);
}

TEST_CASE("reports for people are of a periodical by its title, in the language of the labels") {
    ProfileSummary english;
    english.id = {"cncert-weekly.en", 1};
    english.language = "en";
    english.title_en = "The weekly";
    english.title_zh = kWide;
    CHECK(to_markdown(sample_comparison(), {{english}, ""})
              .find("- before: The weekly, issue 43/2023, 2023-10-16 to 2023-10-22\n") != std::string::npos);
    CHECK(to_table(sample_comparison(), {{english}, "zh"})
              .starts_with("issue-43.md\uFF1A" + std::string(kWide) + "\uFF0C2023 \u5E74\u7B2C 43 \u671F\uFF0C"));
    CHECK(to_table(sample(), {{english}, ""}).starts_with("issue-43.md\nThe weekly, issue 43/2023"));
    CHECK(to_table(sample()).starts_with("issue-43.md\ncncert-weekly.en, issue 43/2023"));
}

namespace {

SeriesPoint point(std::string_view value) {
    SeriesPoint point;
    point.status = Status::found;
    point.value = number(value);
    return point;
}

SeriesPoint point(Status status) {
    SeriesPoint point;
    point.status = status;
    return point;
}

SeriesField figure(std::string name, std::vector<SeriesPoint> points) {
    SeriesField field;
    field.name = std::move(name);
    field.unit = "hosts";
    field.is_figure = true;
    field.points = std::move(points);
    return field;
}

/// Weeks that begin so many weeks behind the first one.
Series series_on(const std::vector<int>& weeks, std::vector<SeriesField> fields) {
    Series series;
    series.periodical = "cncert-weekly";
    for (const int week : weeks) {
        const std::int64_t monday = kWeek43.to_days() + 7 * week;
        series.weeks.push_back({Date::from_days(monday), Date::from_days(monday + 6)});
    }
    series.fields = std::move(fields);
    return series;
}

}  // namespace

TEST_CASE("series for people: a change over more weeks than one says so") {
    const Series series =
        series_on({0, 1, 5, 6}, {figure("a", {point("1000"), point("1200"), point("1300"), point("1310")}),
                                 figure("b", {point("1000"), point("1200"), point(Status::absent), point("900")})});
    const std::string markdown = to_markdown(series);
    CHECK(markdown.find("| a | 1,310 | +10 |") != std::string::npos);
    CHECK(markdown.find("| b | 900 | -300 in 5 weeks |") != std::string::npos);
    CHECK(to_table(series).find("-300 in 5 weeks") != std::string::npos);
}

TEST_CASE("table of a series: names the unusual weeks and their figures, the latest ones first") {
    std::vector<SeriesPoint> points(12, point("1000"));
    for (SeriesPoint& each : points) each.anomaly = true;
    points.back() = point("1200");
    std::vector<int> weeks(12);
    std::iota(weeks.begin(), weeks.end(), 0);
    const Series series = series_on(weeks, {figure("a", points), figure("b", std::vector(12, point("1")))});
    const std::string last = series.weeks[10].start.to_string();
    const std::string fourth = series.weeks[3].start.to_string();
    const std::string table = to_table(series);
    CHECK(table.find("\nunusual, a: " + last + " (1,000), ") != std::string::npos);
    CHECK(table.find(fourth + " (1,000), 3 earlier ones\n") != std::string::npos);
    CHECK(table.find("unusual, b") == std::string::npos);
}

TEST_CASE("markdown of a series: no column without content") {
    const std::string markdown = to_markdown(series_on({0, 1}, {figure("a", {point("1000"), point("1200")})}));
    CHECK(markdown.find("| field | value | change | % |\n| :-- | --: | --: | --: |\n| a | 1,200 | +200 | +20% |\n") !=
          std::string::npos);
}

TEST_CASE("series for people: what has no value in the latest week is called by its status") {
    const Series series = series_on(
        {0, 1}, {figure("a", {point("1"), point(Status::ambiguous)}),
                 figure("b", {point("1"), point(Status::rejected)}), figure("c", {point("1"), point(Status::absent)})});
    const std::string table = to_table(series);
    CHECK(table.find("\nambiguous  a ") != std::string::npos);
    CHECK(table.find("\nrejected   b ") != std::string::npos);
    CHECK(table.find("\nnot read   c ") != std::string::npos);
}

TEST_CASE("series for people: a first value has stayed the same as nothing") {
    const std::string one = to_markdown(series_on({0}, {figure("a", {point("1200")})}));
    CHECK(one.find("## First value\n") != std::string::npos);
    CHECK(one.find("## Same\n") == std::string::npos);
    CHECK(to_table(series_on({0}, {figure("a", {point("1200")})})).find("first value  a ") != std::string::npos);
}

TEST_CASE("what is printed beside a figure is there wherever the figure is") {
    const auto qualified = [](const char* name, const char* value, Qualifier qualifier) {
        Field field = count(name, value);
        field.qualifier = qualifier;
        return field;
    };
    const Report older = weekly(43, kWeek43,
                                {qualified("risen", "3000", Qualifier::about),
                                 qualified("gone", "1000000", Qualifier::more_than), count("held", "3134")});
    const Report newer = weekly(
        44, kWeek44,
        {qualified("risen", "3134", Qualifier::nearly), absent("gone"), qualified("held", "3134", Qualifier::about)});
    const Comparison comparison = compare(older, newer);
    const std::string table = to_table(comparison);
    CHECK(table.find("about 3,000  nearly 3,134   +134") != std::string::npos);
    CHECK(table.find("more than 1,000,000") != std::string::npos);
    CHECK(table.find("same: held (3,134, now about 3,134)\n") != std::string::npos);
    const std::string markdown = to_markdown(comparison);
    CHECK(markdown.find("| risen | about 3,000 | nearly 3,134 | +134 |") != std::string::npos);
    CHECK(markdown.find("| gone | more than 1,000,000 |") != std::string::npos);
    CHECK(markdown.find("held (3,134, now about 3,134)") != std::string::npos);
    CHECK(to_json(comparison)
              .find(R"("before":3000,"after":3134,"before_qualifier":"about","after_qualifier":"nearly",)") !=
          std::string::npos);
    CHECK(to_csv(comparison).find("issue-43.md,issue-44.md,about,nearly\r\n") != std::string::npos);
}

TEST_CASE("series for people: a value stands with what is printed beside it") {
    SeriesField field = figure("a", {point("3000"), point("3134")});
    field.points.back().qualifier = Qualifier::about;
    const Series series = series_on({0, 1}, {field});
    CHECK(to_table(series).find("about 3,134") != std::string::npos);
    CHECK(to_markdown(series).find("| a | about 3,134 | +134 |") != std::string::npos);
    CHECK(to_json(series).find(R"("value":3134,"qualifier":"about","status":"found")") != std::string::npos);
    CHECK(to_csv(series).find(",about\r\n") != std::string::npos);
}

TEST_CASE("series for people: titled by what the editions that were read are called") {
    ProfileSummary profile;
    profile.id = {"cncert-weekly.zh", 1};
    profile.language = "zh";
    profile.title_en = "Harbour weekly (Chinese edition)";
    profile.title_zh = "ZH";
    Series series = series_on({0}, {figure("a", {point("1200")})});
    series.editions = {"cncert-weekly.zh"};
    CHECK(to_table(series, {{profile}, "en"}).starts_with("Harbour weekly (Chinese edition): 1 week"));
    CHECK(to_markdown(series, {{profile}, "zh"}).starts_with("# ZH"));
    CHECK(to_table(series).starts_with("cncert-weekly.zh: 1 week"));
}

TEST_CASE("findings of a report are said in the language that is asked for, and by the labels of its fields") {
    const Reader reader;
    Report report = weekly(43, kWeek43, {count("incidents.handled.total", "30")});
    Diagnostic diagnostic;
    diagnostic.severity = Severity::error;
    diagnostic.code = "check.change";
    diagnostic.field = "incidents.handled.total";
    diagnostic.message =
        "no whole number of the week before becomes this figure by the stated change: incidents.handled.total = 30, "
        "down 10%";
    report.diagnostics.push_back(diagnostic);
    const std::vector<Finding> findings = check_report(report);
    CHECK(to_text(findings, report, {reader.profiles(), "en"}) ==
          "issue-43.md: error: no whole number of the week before becomes this figure by the stated change: Incidents "
          "handled = 30, down 10% (check.change)\n");
    CHECK(to_text(findings, report, {reader.profiles(), "zh"}) ==
          "issue-43.md: 错误：所述变化推不出上周的整数值：处理事件 = 30、下降 10%（check.change）\n");
    CHECK(to_text(findings, report, {reader.profiles(), ""}) == to_text(findings, report, {reader.profiles(), "en"}));
}

TEST_CASE("remarks in English name fields by their labels, and no other words") {
    const Reader reader;
    Report report = weekly(43, kWeek43, {count("incidents.handled.total", "30")});
    report.diagnostics.push_back(
        {Severity::info, "other-scope", "",
         "this sentence reads like incidents.handled.total, websites.defaced.total, but speaks of www.cert.org.cn.",
         std::nullopt});
    const std::string table = to_table(report, {reader.profiles(), "en"});
    CHECK(table.find("reads like Incidents handled, Defaced websites, but speaks of www.cert.org.cn.") !=
          std::string::npos);
}

TEST_CASE("table of a report: units are words") {
    Field ips = count("incidents.handled.total", "30");
    ips.unit = "ips";
    const std::string table = to_table(weekly(43, kWeek43, {ips}));
    CHECK(table.find("IP addresses") != std::string::npos);
}

TEST_CASE("csv of a comparison: a header and one row a field") {
    const std::string csv = to_csv(sample_comparison());
    CHECK(
        csv.starts_with("field,kind,why,before,after,unit,delta,delta_pct,stated,computed,agrees,implied_before,before_"
                        "source,after_source,before_qualifier,after_qualifier\r\n"));
    CHECK(csv.find("handled,changed,,253,141,incidents,-112,-44.27,down "
                   "44.3%,-44.27,true,253,issue-43.md,issue-44.md,,\r\n") != std::string::npos);
    CHECK(csv.find("defaced,not_comparable,rejected-before,,7,incidents,,,,,,,issue-43.md,issue-44.md,,\r\n") !=
          std::string::npos);
}

TEST_CASE("text of an explanation: every figure is marked in its place") {
    const std::string document = "Issue 43 2023: handled 253, 12 or 21, 69.6%";
    const auto mark = [&](std::string_view figure, Mark::Kind kind, std::string name, Status status = Status::found) {
        const std::size_t begin = document.find(figure);
        Mark result;
        result.kind = kind;
        result.bytes = {begin, begin + figure.size()};
        result.name = std::move(name);
        result.status = status;
        return result;
    };
    Explanation explanation;
    explanation.marks = {mark("43", Mark::Kind::phrase, "issue"), mark("253", Mark::Kind::field, "handled"),
                         mark("12", Mark::Kind::field, "defaced", Status::ambiguous),
                         mark("69.6%", Mark::Kind::unassigned, "")};
    CHECK(to_text(explanation, document) ==
          "Issue [43 : issue] 2023: handled [253 = handled], [12 = defaced (ambiguous)] or 21, [69.6% ?]");
}

TEST_CASE("text of an explanation: lines stay, terminal sequences do not") {
    CHECK(to_text({}, "a\r\n\tb\x1b[31m\n") == "a\r\n\tb\xEF\xBF\xBD[31m\n");
}

TEST_CASE("text of an explanation: overlapping marks and marks outside the document do no harm") {
    Explanation explanation;
    explanation.marks.resize(3);
    explanation.marks[0].bytes = {0, 3};
    explanation.marks[1].bytes = {1, 2};
    explanation.marks[2].bytes = {3, 99};
    CHECK(to_text(explanation, "2533") == "[253 ?]3");
}
