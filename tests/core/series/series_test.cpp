#include "certdelta/series.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>

#include "certdelta/json.h"
#include "records.h"
#include "series/calendar.h"
#include "series/column.h"
#include "series/readings.h"

using namespace certdelta;
using namespace certdelta::test;

namespace {

constexpr Date kWeek43{2023, 10, 16};
constexpr Date kWeek51{2023, 12, 11};
constexpr const char* kHandled = "incidents.handled.total";

Field handled(std::string_view value, std::string_view precision = "1") { return count(kHandled, value, precision); }

Field share(std::string_view value) { return percentage("websites.defaced.gov_share_pct", value); }

Report named(Report report, std::string name) {
    report.source.name = std::move(name);
    return report;
}

Report chinese(Report report) {
    report.profile = ProfileId{"cncert-weekly.zh", 1};
    report.source.name.insert(0, "zh-");
    return report;
}

Date monday(std::int64_t weeks_after) { return Date::from_days(kWeek43.to_days() + 7 * weeks_after); }

/// The report `weeks` after issue 43 of 2023, with one figure.
Report week(std::int64_t weeks, std::string_view value) {
    return weekly(43 + static_cast<std::int32_t>(weeks), monday(weeks), {handled(value)});
}

const Reader& reader() {
    static const Reader instance;
    return instance;
}

Series series_of(const std::vector<Report>& reports, SeriesBy by = SeriesBy::week) {
    SeriesBuilder builder(reader());
    for (const Report& report : reports) {
        const std::optional<Error> error = builder.add(report);
        CHECK_MESSAGE(!error, (error ? error->message : ""));
    }
    return builder.series(by);
}

const SeriesField& field_of(const Series& series, std::string_view name = kHandled) {
    static const SeriesField none;
    const auto found = std::find_if(series.fields.begin(), series.fields.end(),
                                    [&](const SeriesField& field) { return field.name == name; });
    REQUIRE(found != series.fields.end());
    return found == series.fields.end() ? none : *found;
}

std::string text_of(const std::optional<Decimal>& value) { return value ? value->to_string() : "none"; }

std::string text_of(const Value& value) {
    const auto* number = std::get_if<Decimal>(&value);
    return number != nullptr ? number->to_string() : "none";
}

std::vector<std::string> codes_of(const Series& series) {
    std::vector<std::string> codes;
    for (const Diagnostic& diagnostic : series.diagnostics) {
        if (diagnostic.code != "never-read") codes.push_back(diagnostic.code);
    }
    return codes;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("series: two reports, as in the design") {
    Series series = series_of({week(8, "141"), week(0, "253")}, SeriesBy::month);
    series.diagnostics.clear();
    CHECK(
        to_json(series) ==
        R"({"schema":"certdelta.series/1","periodical":"cncert-weekly","by":"month","reports":[)"
        R"({"source":"issue-43.md","issue":{"number":43,"year":2023},"period":{"start":"2023-10-16","end":"2023-10-22"}},)"
        R"({"source":"issue-51.md","issue":{"number":51,"year":2023},"period":{"start":"2023-12-11","end":"2023-12-17"}}],)"
        R"("gaps":[{"start":"2023-10-23","end":"2023-12-10","weeks":7}],"duplicates":[],"revisions":[],)"
        R"("fields":{"incidents.handled.total":{"unit":"incidents","aggregate":"sum","points":[)"
        R"({"start":"2023-10-16","end":"2023-10-22","value":253,"status":"found","z":0.67,"anomaly":false,"year_before_pct":null},)"
        R"({"start":"2023-12-11","end":"2023-12-17","value":141,"status":"found","z":-0.67,"anomaly":false,"year_before_pct":null}],)"
        R"("summary":{"count":2,"minimum":141,"maximum":253,"median":197,"mad":56,"slope_per_week":-14},"rollup":[)"
        R"({"key":"2023-10","value":253,"weeks":1,"missing":4},{"key":"2023-11","value":null,"weeks":0,"missing":4},)"
        R"({"key":"2023-12","value":141,"weeks":1,"missing":4}]}},"diagnostics":[]})");
}

TEST_CASE("series: handed over in pieces, it is the same text") {
    const Series series = series_of({week(0, "1"), week(1, "2")});
    std::string text;
    int pieces = 0;
    write_json(series, [&](std::string_view piece) {
        text += piece;
        ++pieces;
    });
    CHECK(text == to_json(series));
    CHECK(pieces > 1);
}

TEST_CASE("series: a field that is not printed is a point without a value, not a zero") {
    Report silent = week(1, "5");
    silent.fields = {absent(kHandled)};
    Report open_one = week(2, "5");
    open_one.fields = {open(kHandled, Status::rejected)};
    const Series series = series_of({week(0, "5"), silent, open_one});
    const SeriesField& field = field_of(series);
    REQUIRE(field.points.size() == 3);
    CHECK(field.points[1].status == Status::absent);
    CHECK(field.points[1].value == Value());
    CHECK(field.points[2].status == Status::rejected);
    CHECK(field.summary.count == 1);
    CHECK(text_of(field.summary.slope_per_week) == "none");
}

TEST_CASE("series: fields that no report prints are left out, and named") {
    const Series series = series_of({week(0, "5")});
    CHECK(series.fields.size() == 1);
    REQUIRE(series.diagnostics.size() == 1);
    CHECK(series.diagnostics.front().code == "never-read");
    CHECK(series.diagnostics.front().message.find("mobile.providers") != std::string::npos);
    CHECK(series.diagnostics.front().message.find(kHandled) == std::string::npos);
}

TEST_CASE("series: what only reports print that are left out is not called unread") {
    Report undated = named(week(1, "5"), "undated.md");
    undated.period.reset();
    undated.fields.push_back(text("contact.duty_editor", "A"));
    const Series series = series_of({week(0, "5"), undated});
    CHECK(series.only_left_out == Strings{"contact.duty_editor"});
    CHECK(std::count(series.never_read.begin(), series.never_read.end(), "contact.duty_editor") == 0);
    const auto said = [](const Series& of, const std::string& code) {
        for (const Diagnostic& diagnostic : of.diagnostics) {
            if (diagnostic.code == code) return diagnostic.message;
        }
        return std::string();
    };
    CHECK(said(series, "only-left-out") == "only reports that are left out print contact.duty_editor");
    CHECK_FALSE(said(series, "never-read").ends_with("may be theirs"));

    Report unexplained = week(0, "5");
    unexplained.unassigned.push_back({"512", {}});
    CHECK(said(series_of({unexplained}), "never-read").ends_with("; figures that no rule explains may be theirs"));
}

TEST_CASE("series: without any week, it has the language that all reports share") {
    const auto undated = [](const char* id, const char* language) {
        Report report = week(0, "5");
        report.period.reset();
        report.profile->id = id;
        report.source.language = language;
        return report;
    };
    const Report chinese = undated("cncert-weekly.zh", "zh");
    CHECK(series_of({chinese, chinese}).language == "zh");
    CHECK(series_of({chinese}).editions == Strings{"cncert-weekly.zh"});
    CHECK(series_of({chinese, undated("cncert-weekly.en", "en")}).language.empty());
    CHECK(series_of({chinese, week(0, "5")}).language == "en");
}

TEST_CASE("series: a point keeps what is printed beside its value") {
    Report report = week(0, "5000");
    report.fields[0].qualifier = Qualifier::more_than;
    CHECK(field_of(series_of({report})).points[0].qualifier == Qualifier::more_than);
}

TEST_CASE("series: texts have points without statistics") {
    Report report = week(0, "5");
    report.fields.push_back(text("contact.duty_editor", "Chang Xia"));
    report.fields.push_back(found("about.as_of_year", number("2023")));
    const Series series = series_of({report});
    CHECK_FALSE(field_of(series, "contact.duty_editor").is_figure);
    CHECK(field_of(series, "contact.duty_editor").points.front().value == Value(std::string("Chang Xia")));
    CHECK_FALSE(field_of(series, "about.as_of_year").is_figure);
    CHECK_FALSE(field_of(series, "about.as_of_year").summary.median.has_value());
}

TEST_CASE("gaps: weeks that no report covers, across a year's end too") {
    const Series series = series_of({week(0, "1"), week(1, "1"), week(12, "1")});
    REQUIRE(series.gaps.size() == 1);
    CHECK(series.gaps[0].start == Date{2023, 10, 30});
    CHECK(series.gaps[0].end == Date{2024, 1, 7});
    CHECK(series.gaps[0].weeks == 10);
    CHECK(series_of({week(0, "1"), week(1, "1")}).gaps.empty());
}

TEST_CASE("gaps: a period of another length covers what it says") {
    Report fortnight = week(1, "1");
    fortnight.period->end = Date::from_days(fortnight.period->start.to_days() + 13);
    CHECK(series_of({week(0, "1"), fortnight, week(3, "1")}).gaps.empty());
    // A misprinted day does not make a gap of six days, nor another week.
    Report short_one = week(1, "1");
    short_one.period->end = Date::from_days(short_one.period->start.to_days() + 5);
    CHECK(series_of({week(0, "1"), short_one, week(2, "1")}).gaps.empty());
}

TEST_CASE("duplicates: the same report under several names is one point") {
    const Series series = series_of({named(week(0, "5"), "b.md"), named(week(0, "5"), "c.md"),
                                     named(week(0, "5"), "a.md"), named(week(0, "5"), "aa.md")});
    CHECK(series.duplicates == std::vector<Strings>{{"a.md", "aa.md", "b.md", "c.md"}});
    CHECK(series.revisions.empty());
    REQUIRE(series.reports.size() == 1);
    CHECK(series.reports[0].source == "a.md");
    CHECK(field_of(series).summary.count == 1);
    CHECK(codes_of(series).empty());
}

TEST_CASE("revisions: the later one is kept, and the differing fields are named") {
    Report first = named(weekly(43, kWeek43, {handled("5"), share("1.0"), text("contact.duty_editor", "A")}), "i43.md");
    Report second =
        named(weekly(43, kWeek43, {handled("6"), share("1.0"), absent("contact.duty_editor")}), "i43-rev2.md");
    const Series series = series_of({second, first});
    REQUIRE(series.revisions.size() == 1);
    CHECK(series.revisions[0].sources == Strings{"i43.md", "i43-rev2.md"});
    CHECK(series.revisions[0].fields == Strings{kHandled, "contact.duty_editor"});
    CHECK(series.duplicates.empty());
    CHECK(text_of(field_of(series).points[0].value) == "6");
    CHECK(series.reports[0].source == "i43-rev2.md");
    CHECK(codes_of(series) == Strings{"revision-kept", "revision-lacks", "only-left-out"});
    const std::string& lacks = series.diagnostics[1].message;
    CHECK(lacks.find("i43-rev2.md, may be cut off") != std::string::npos);
    CHECK(lacks.find("not read in it, contact.duty_editor") != std::string::npos);
}

TEST_CASE("revisions: a later version that prints all that an earlier one does, and more, lacks nothing") {
    const Report first = named(weekly(43, kWeek43, {handled("5"), share("1.0")}), "i43.md");
    const Report second =
        named(weekly(43, kWeek43, {handled("6"), share("1.5"), absent("contact.duty_editor")}), "i43-rev2.md");
    CHECK(codes_of(series_of({second, first})) == Strings{"revision-kept"});
}

TEST_CASE("revisions: a difference between versions that are not kept is named too") {
    const Series series =
        series_of({named(week(0, "5"), "1.md"), named(week(0, "6"), "2.md"), named(week(0, "5"), "3.md")});
    REQUIRE(series.revisions.size() == 1);
    CHECK(series.revisions[0].fields == Strings{kHandled});
    // 1.md and 3.md say the same, and 3.md is the latest: it names what is kept.
    CHECK(series.revisions[0].sources == Strings{"2.md", "3.md"});
    CHECK(series.reports[0].source == "3.md");
    CHECK(series.diagnostics[0].message.ends_with("the later one is kept, 3.md"));
    CHECK(text_of(field_of(series).points[0].value) == "5");
    CHECK(series.duplicates == std::vector<Strings>{{"1.md", "3.md"}});
}

TEST_CASE("revisions: only the stated change, or only the issue, differs") {
    Report changed = named(week(0, "5"), "b.md");
    changed.fields[0].change = stated(ChangeKind::percent, Direction::up, "10");
    CHECK(series_of({named(week(0, "5"), "a.md"), changed}).revisions[0].fields == Strings{kHandled});
    Report renumbered = named(week(0, "5"), "b.md");
    renumbered.issue.year = 2024;
    CHECK(series_of({named(week(0, "5"), "a.md"), renumbered}).revisions[0].fields.empty());
}

TEST_CASE("one week under two issue numbers: the first is kept, and what is not kept is named") {
    Report first = named(week(0, "5"), "z.md");
    Report stale = named(week(0, "6"), "a.md");
    stale.issue.number = 44;
    const Report copy = named(stale, "b.md");
    const Series series = series_of({stale, first, copy});
    CHECK(codes_of(series) == Strings{"issue-numbers-differ"});
    CHECK(series.revisions.empty());
    REQUIRE(series.reports.size() == 1);
    CHECK(series.reports[0].source == "z.md");
    CHECK(text_of(field_of(series).points[0].value) == "5");
    const Diagnostic& told = series.diagnostics[0];
    CHECK(told.severity == Severity::warning);
    CHECK(told.message.find("z.md is issue 43, a.md, b.md issue 44") != std::string::npos);

    // The same values make no copy of it; a version without a number may only retell the first.
    stale.fields = first.fields;
    CHECK(series_of({first, stale}).duplicates.empty());
    CHECK(codes_of(series_of({first, stale})) == Strings{"issue-numbers-differ"});
    Report unnumbered = named(week(0, "7"), "zz.md");
    unnumbered.issue = {};
    const Series three = series_of({unnumbered, stale, first});
    CHECK(codes_of(three) == Strings{"issue-numbers-differ", "issue-not-named"});
    CHECK(three.reports[0].source == "z.md");
    CHECK(three.diagnostics[0].message.find(": z.md is issue 43") != std::string::npos);
    CHECK(three.diagnostics[1].message.find("z.md names its issue, zz.md does not") != std::string::npos);
    // By year before number, at the turn of the year.
    first.issue = {1, 2024};
    stale.issue = {53, 2023};
    CHECK(series_of({first, stale}).reports[0].source == "a.md");
    // Editions make one point all the same.
    const Series editions = series_of({week(0, "5"), chinese(stale)});
    CHECK(codes_of(editions) == Strings{"issue-numbers-differ"});
    CHECK(editions.reports.size() == 2);
}

TEST_CASE("one issue number on two weeks is named once, and both are kept") {
    Report stale = named(week(1, "6"), "stale.md");
    stale.issue.number = 43;
    const Series series = series_of({stale, week(0, "5")});
    CHECK(codes_of(series) == Strings{"issue-number-repeated"});
    CHECK(series.diagnostics[0].message.find("stale.md") != std::string::npos);
    CHECK(series.diagnostics[0].message.find("issue-43.md") != std::string::npos);
    CHECK(series.weeks.size() == 2);
    stale.issue.year = 2024;
    CHECK(codes_of(series_of({stale, week(0, "5")})).empty());
    stale.issue.year.reset();
    CHECK(codes_of(series_of({stale, week(0, "5")})).empty());
}

TEST_CASE("revisions: where nothing tells which is later, that is said") {
    const auto codes = [](const char* one, const char* other) {
        return codes_of(series_of({named(week(0, "5"), one), named(week(0, "6"), other)}));
    };
    const Strings undecided{"revision-kept", "revision-undecided"};
    CHECK(codes("a.md", "a.md") == undecided);
    CHECK(codes("a.md", "a.pdf") == undecided);
    CHECK(codes("old/a.md", "new/a.md") == undecided);
    CHECK(codes("old/a-rev2.md", "new/a.md") == Strings{"revision-kept"});
    const Series series = series_of({named(week(0, "5"), "new/a.md"), named(week(0, "6"), "old/a-rev2.md")});
    CHECK(series.reports[0].source == "old/a-rev2.md");
}

TEST_CASE("duplicates: what differs in print, in candidates or in figures without a rule is a revision") {
    const Report first = named(week(0, "5"), "a.md");
    const auto with = [&](auto change) {
        Report second = named(week(0, "5"), "b.md");
        change(second);
        const Series series = series_of({first, second});
        CHECK(series.duplicates.empty());
        CHECK(series.revisions.size() == 1);
        return series.revisions.empty() ? Strings{} : series.revisions[0].fields;
    };
    CHECK(with([](Report& report) { report.fields[0].precision = number("10"); }) == Strings{kHandled});
    CHECK(with([](Report& report) { report.fields[0].qualifier = Qualifier::about; }) == Strings{kHandled});
    CHECK(with([](Report& report) {
              report.fields[0].candidates.push_back({number("6"), std::nullopt, "conflict"});
          }) == Strings{kHandled});
    CHECK(with([](Report& report) { report.unassigned.push_back({"512", {}}); }).empty());
}

TEST_CASE("property: a series calls duplicates what a comparison calls identical") {
    std::mt19937_64 random(11);
    const auto report = [&] {
        Report made = week(0, std::to_string(5 + random() % 2));
        Field& field = made.fields[0];
        if (random() % 3 == 0) field.precision = number("10");
        if (random() % 3 == 0) field.qualifier = Qualifier::nearly;
        if (random() % 3 == 0) field.change = stated(ChangeKind::percent, Direction::up, "3");
        if (random() % 3 == 0) field.candidates.push_back({number("6"), std::nullopt, "conflict"});
        if (random() % 3 == 0) made.unassigned.push_back({"512", {}});
        if (random() % 3 == 0) made.fields.push_back(absent("websites.defaced.gov_share_pct"));
        if (random() % 5 == 0) made.issue.number = 44;
        return made;
    };
    for (int round = 0; round < 400; ++round) {
        const Report a = named(report(), "a.md");
        const Report b = named(report(), "b.md");
        CHECK((compare(a, b).relation == Relation::identical) == !series_of({a, b}).duplicates.empty());
    }
}

TEST_CASE("names: figures in them count as numbers, extensions come last") {
    using series::later_name;
    CHECK(later_name("issue-43.md", "issue-43-rev2.md"));
    CHECK(later_name("issue-43-rev2.md", "issue-43-rev10.md"));
    CHECK(later_name("issue-9.md", "issue-43.md"));
    CHECK(later_name("a.md", "a (1).md"));
    CHECK(later_name("a.md", "a.txt"));
    CHECK_FALSE(later_name("a.md", "a.md"));
    CHECK_FALSE(later_name("issue-043.md", "issue-42.md"));
}

TEST_CASE("editions of one week make one point: the finer figure, where they agree") {
    const Series series = series_of(
        {chinese(weekly(43, kWeek43, {count("incidents.handled.total", "184000", "1000")})), week(0, "184321")});
    CHECK(series.reports.size() == 2);
    REQUIRE(field_of(series).points.size() == 1);
    CHECK(text_of(field_of(series).points[0].value) == "184321");
    CHECK(series.duplicates.empty());
    CHECK(series.revisions.empty());
    CHECK(codes_of(series).empty());
}

TEST_CASE("editions of one week: figures that do not agree leave the point open") {
    const Series series = series_of({chinese(week(0, "254")), week(0, "253")});
    CHECK(field_of(series).points[0].status == Status::ambiguous);
    CHECK(field_of(series).points[0].value == Value());
    CHECK(codes_of(series) == Strings{"editions-disagree"});
    CHECK(series.diagnostics[0].field == kHandled);
}

TEST_CASE("editions of one week: codes that differ leave the point open, as they are the same in every language") {
    const auto rated = [](const char* code) { return weekly(43, kWeek43, {text("rating.overall", code)}); };
    const Series series = series_of({chinese(rated("good")), rated("poor")});
    CHECK(field_of(series, "rating.overall").points[0].status == Status::ambiguous);
    CHECK(field_of(series, "rating.overall").points[0].value == Value());
    CHECK(codes_of(series) == Strings{"editions-disagree"});
    const Series agreeing = series_of({chinese(rated("good")), rated("good")});
    CHECK(field_of(agreeing, "rating.overall").points[0].value == Value(std::string("good")));
    CHECK(codes_of(agreeing).empty());
}

TEST_CASE("editions of one week: dates that contradict each other leave the point open, the longer one is taken") {
    const auto founded = [](const char* date) { return weekly(43, kWeek43, {text("about.founded", date)}); };
    const Series agreeing = series_of({founded("2002"), chinese(founded("2002-09"))});
    CHECK(field_of(agreeing, "about.founded").points[0].value == Value(std::string("2002-09")));
    CHECK(codes_of(series_of({founded("2002-09"), chinese(founded("2003-09"))})) == Strings{"editions-disagree"});
}

TEST_CASE("editions of one week: what they print otherwise week after week is told once") {
    const auto founded = [](std::int64_t weeks, const char* date) {
        return weekly(43 + static_cast<std::int32_t>(weeks), monday(weeks), {text("about.founded", date)});
    };
    const Series series = series_of(
        {founded(0, "2002-09"), chinese(founded(0, "2003-09")), founded(1, "2002-09"), chinese(founded(1, "2003-09")),
         founded(2, "2002-09"), chinese(founded(2, "2001-09")), founded(3, "2002-09"), chinese(founded(3, "2003-09"))});
    REQUIRE(codes_of(series) == Strings{"editions-disagree", "editions-disagree"});
    CHECK(series.diagnostics[0].message.find("the editions print 2002-09 and 2003-09; later weeks with the same: 2") !=
          std::string::npos);
    CHECK(series.diagnostics[1].message.find("the editions print 2002-09 and 2001-09") != std::string::npos);
    CHECK(series.diagnostics[1].message.find("later weeks") == std::string::npos);
}

TEST_CASE("editions of one week: the change that each one states is judged") {
    const auto states = [](std::int64_t weeks, const char* value, const char* per_cent) {
        Report report = week(weeks, value);
        report.fields[0].change = stated(ChangeKind::percent, Direction::up, per_cent);
        return report;
    };
    const std::vector<Report> before{week(0, "200"), chinese(week(0, "200"))};
    const auto codes = [&](const Report& english, const Report& other) {
        std::vector<Report> reports = before;
        reports.push_back(english);
        reports.push_back(chinese(other));
        return codes_of(series_of(reports));
    };
    CHECK(codes(states(1, "300", "50"), states(1, "300", "50")).empty());
    // The second edition is wrong, and they cannot both be right.
    CHECK(codes(states(1, "300", "50"), states(1, "300", "10")) ==
          Strings{"editions-disagree", "stated-change-disagrees"});
    // Both are wrong in the same way: once.
    CHECK(codes(states(1, "300", "10"), states(1, "300", "10")) == Strings{"stated-change-disagrees"});
    // Only the second one states it.
    CHECK(codes(week(1, "300"), states(1, "300", "10")) == Strings{"stated-change-disagrees"});
}

TEST_CASE("without a spread, nothing is called usual or unusual") {
    std::vector<Report> reports;
    for (int i = 0; i < 9; ++i) reports.push_back(week(i, i == 8 ? "500" : "3"));
    const Series series = series_of(reports);
    const std::vector<SeriesPoint>& points = field_of(series).points;
    CHECK_FALSE(points[0].anomaly.has_value());
    CHECK_FALSE(points[8].anomaly.has_value());
    CHECK_FALSE(points[8].z.has_value());
    CHECK(to_json(series_of(reports)).find("\"z\":null,\"anomaly\":null") != std::string::npos);
    // That is said, but not where there is nothing to judge.
    CHECK(codes_of(series_of(reports)) == Strings{"anomalies-not-judged"});
    reports.pop_back();
    CHECK(codes_of(series_of(reports)).empty());
    CHECK(codes_of(series_of({week(0, "3"), week(1, "5"), week(2, "9")})).empty());
}

TEST_CASE("editions of one week: a figure of one edition stands for both, and texts are those of the first profile") {
    Report english = weekly(43, kWeek43, {absent(kHandled), text("contact.duty_editor", "Chang Xia")});
    Report other = chinese(weekly(43, kWeek43, {handled("7"), text("contact.duty_editor", "C")}));
    const Series series = series_of({other, english});
    CHECK(text_of(field_of(series).points[0].value) == "7");
    CHECK(field_of(series, "contact.duty_editor").points[0].value == Value(std::string("Chang Xia")));
}

TEST_CASE("change on the year: against 52 weeks before, and nothing else") {
    const Series series = series_of({week(0, "200"), week(1, "0"), week(52, "300"), week(53, "10"), week(60, "5")});
    const std::vector<SeriesPoint>& points = field_of(series).points;
    CHECK(text_of(points[0].year_before_pct) == "none");
    CHECK(text_of(points[2].year_before_pct) == "50");
    CHECK(text_of(points[3].year_before_pct) == "none");  // from zero
    CHECK(text_of(points[4].year_before_pct) == "none");  // no report 52 weeks before
    const Series shares = series_of({weekly(43, kWeek43, {share("1.0")}), weekly(43, monday(52), {share("2.0")})});
    CHECK(text_of(field_of(shares, "websites.defaced.gov_share_pct").points[1].year_before_pct) == "none");
}

TEST_CASE("roll-up: a week belongs to the month, quarter and year of its Sunday") {
    // 2023-12-25 to 2023-12-31, and 2024-01-01 to 2024-01-07; 2023-10-30 to 2023-11-05 is a week of November.
    const std::vector<Report> reports{week(2, "1"), week(10, "10"), week(11, "100")};
    const auto rollup = [&](SeriesBy by) {
        const Series series = series_of(reports, by);
        std::string text;
        for (const Rollup& entry : field_of(series).rollup) {
            text += entry.key + " " + text_of(entry.value) + " " + std::to_string(entry.weeks) + "+" +
                    std::to_string(entry.missing) + "; ";
        }
        return text;
    };
    CHECK(rollup(SeriesBy::month) == "2023-11 1 1+3; 2023-12 10 1+4; 2024-01 100 1+3; ");
    CHECK(rollup(SeriesBy::quarter) == "2023-Q4 11 2+12; 2024-Q1 100 1+12; ");
    CHECK(rollup(SeriesBy::year) == "2023 11 2+51; 2024 100 1+51; ");
    CHECK(rollup(SeriesBy::week).empty());
}

TEST_CASE("roll-up: each field as its profile says: sum, mean, last") {
    const auto report = [](std::int64_t weeks, std::string_view value) {
        Field hosts = count("malware.infected_hosts.total", value);
        hosts.unit = "hosts";
        Field provinces = count("about.provinces", value);
        provinces.unit = "provinces";
        return weekly(43, monday(weeks),
                      {handled(value), hosts, provinces, text("contact.duty_editor", std::string(value))});
    };
    const Series series = series_of({report(0, "1"), report(1, "2"), report(-1, "2")}, SeriesBy::year);
    CHECK(text_of(field_of(series).rollup[0].value) == "5");
    CHECK(text_of(field_of(series, "malware.infected_hosts.total").rollup[0].value) == "1.666667");
    CHECK(text_of(field_of(series, "about.provinces").rollup[0].value) == "2");
    CHECK(field_of(series, "contact.duty_editor").rollup[0].value == Value(std::string("2")));
}

TEST_CASE("roll-up: a wrong date does not make thousands of empty months") {
    const Series series = series_of({week(0, "1"), weekly(1, {9998, 1, 3}, {handled("1")})}, SeriesBy::month);
    CHECK(field_of(series).rollup.size() == 2);
}

TEST_CASE("calendar: the weeks of the intervals are all Sundays") {
    for (const SeriesBy by : {SeriesBy::month, SeriesBy::quarter, SeriesBy::year}) {
        std::int64_t weeks = 0;
        const std::int64_t first = series::interval_of(Date{2000, 1, 2}.to_days(), by);
        const std::int64_t last = series::interval_of(Date{2399, 12, 31}.to_days(), by);
        for (std::int64_t interval = first; interval <= last; ++interval)
            weeks += series::weeks_of_interval(interval, by);
        CHECK(weeks == 400 * 365 / 7 + 14);  // 400 years are 20 871 weeks
    }
    CHECK(series::interval_key(series::interval_of(Date{2023, 12, 31}.to_days(), SeriesBy::quarter),
                               SeriesBy::quarter) == "2023-Q4");
}

TEST_CASE("stated changes are judged between consecutive weeks") {
    Report wrong = week(1, "300");
    wrong.fields[0].change = stated(ChangeKind::percent, Direction::up, "10");
    Report right = week(2, "330");
    right.fields[0].change = stated(ChangeKind::percent, Direction::up, "10");
    const Series series = series_of({week(0, "200"), wrong, right});
    CHECK(codes_of(series) == Strings{"stated-change-disagrees"});
    CHECK(
        series.diagnostics[0].message ==
        "2023-10-23 to 2023-10-29: incidents.handled.total: the report states up 10%, but from 200 to 300 it is +50%");
    CHECK(codes_of(series_of({week(-1, "200"), wrong, right})).empty());
    // One that begins two days late is not judged against what is no week before.
    wrong.period->start = Date::from_days(wrong.period->start.to_days() + 2);
    wrong.period->end = Date::from_days(wrong.period->end.to_days() + 2);
    const Series uneven = series_of({week(0, "200"), wrong});
    CHECK(uneven.weeks.size() == 2);
    CHECK(codes_of(uneven).empty());
}

TEST_CASE("stated changes of whole percentages are judged as rounded figures, those of counts as exact ones") {
    const auto codes = [](const char* points) {
        Report before = week(0, "5");
        Report after = week(1, "5");
        before.fields = {share("1")};
        after.fields = {share("2")};
        before.fields[0].precision = after.fields[0].precision = number("1");
        after.fields[0].change = stated(ChangeKind::points, Direction::up, points, "0.1");
        return codes_of(series_of({before, after}));
    };
    CHECK(codes("0.6").empty());
    CHECK(codes("2.2") == Strings{"stated-change-disagrees"});
}

TEST_CASE("what has no place in a series is named") {
    Report stranger = named(week(0, "1"), "letter.txt");
    stranger.profile.reset();
    Report undated = named(week(0, "1"), "undated.md");
    undated.period.reset();
    Report odd = week(0, "1");
    odd.fields.push_back(count("no.such.field", "1"));
    const Series series = series_of({odd, undated, stranger});
    CHECK(codes_of(series) == Strings{"no-profile", "period-unknown", "unknown-field"});
    REQUIRE(series.reports.size() == 2);
    CHECK(series.reports[1].source == "undated.md");
    CHECK_FALSE(series.reports[1].period.has_value());
    CHECK(field_of(series).summary.count == 1);

    const Series nothing = series_of({stranger});
    CHECK(nothing.periodical.empty());
    CHECK(to_json(nothing).find("\"periodical\":null") != std::string::npos);
}

TEST_CASE("reports that cannot be part of the series are errors that say why, and leave it as it is") {
    SeriesBuilder builder(reader());
    const auto refusal = [&](const Report& report) {
        const std::optional<Error> error = builder.add(report);
        return error ? std::string(code_name(error->code)) + ": " + error->message : "taken";
    };
    Report unknown = week(0, "1");
    unknown.profile->id = "harbour-weekly.en";
    CHECK(refusal(unknown).starts_with("not-found: its profile \"harbour-weekly.en\" is not known here"));
    Report text_for_number = week(0, "1");
    text_for_number.fields[0] = text(kHandled, "many");
    CHECK(refusal(text_for_number) ==
          "invalid-record: its field \"incidents.handled.total\" holds a text, the profile has a number");
    Report other_unit = week(0, "1");
    other_unit.fields[0].unit = "thousand incidents";
    CHECK(refusal(other_unit).starts_with("invalid-record: its field \"incidents.handled.total\" has the unit"));
    CHECK(builder.series().periodical.empty());

    CHECK(refusal(week(0, "1")) == "taken");
    CHECK(builder.series().reports.size() == 1);
}

TEST_CASE("a series is of one periodical") {
    Reader extended;
    const std::string_view profile =
        R"({"schema":"certdelta.profile/1","id":"harbour-weekly.en","version":1,"language":"en",
        "title":{"en":"Harbour","zh":"Harbour"},"identify":{"threshold":4,"titles":["Harbour CERT Weekly"]},
        "fields":[{"name":"calls","type":"count","unit":"calls","label":{"en":"Calls","zh":"Calls"}}],
        "rules":[{"id":"calls","templates":["took {calls} calls"]}]})";
    REQUIRE(extended.add_profile(profile).ok());
    Report other = weekly(1, kWeek51, {found("calls", number("5"), "calls")});
    other.profile->id = "harbour-weekly.en";
    SeriesBuilder builder(extended);
    CHECK_FALSE(builder.add(week(0, "1")));
    const std::optional<Error> error = builder.add(other);
    REQUIRE(error.has_value());
    CHECK(error->message == "belongs to the periodical \"harbour-weekly\", the series is of \"cncert-weekly\"");
    SeriesBuilder harbour(extended);
    CHECK_FALSE(harbour.add(other));
    CHECK(harbour.series().periodical == "harbour-weekly");
}

TEST_CASE("a builder may go on after it has given a series") {
    SeriesBuilder builder(reader());
    CHECK_FALSE(builder.add(week(0, "1")));
    CHECK(builder.series().weeks.size() == 1);
    CHECK_FALSE(builder.add(week(1, "1")));
    CHECK(builder.series().weeks.size() == 2);
}

TEST_CASE("property: the order in which reports are given never matters") {
    std::mt19937_64 random(6);
    for (int round = 0; round < 60; ++round) {
        std::vector<Report> reports;
        for (int i = 0; i < 25; ++i) {
            const auto weeks = static_cast<std::int64_t>(random() % 8);
            Report report = weekly(43, monday(weeks), {handled(std::to_string(random() % 3)), share("1.5")});
            if (random() % 4 == 0) report.fields[1] = absent("websites.defaced.gov_share_pct");
            if (random() % 5 == 0) report.fields[0].change = stated(ChangeKind::percent, Direction::up, "3");
            if (random() % 9 == 0) report.period.reset();
            if (random() % 9 == 0) report.issue.number = 7;
            report.profile->version = 1 + static_cast<std::int32_t>(random() % 2);
            report.source.name = std::to_string(random() % 4) + ".md";  // names repeat, too
            reports.push_back(random() % 3 == 0 ? chinese(report) : report);
        }
        const std::string expected = to_json(series_of(reports, SeriesBy::month));
        for (int i = 0; i < 5; ++i) {
            std::shuffle(reports.begin(), reports.end(), random);
            REQUIRE(to_json(series_of(reports, SeriesBy::month)) == expected);
        }
    }
}

TEST_CASE("700 weeks with planted gaps, duplicates, revisions, anomalies and a trend: all found, nothing else") {
    std::mt19937_64 random(7);
    const std::set<std::int64_t> missing{17, 100, 101, 102, 350, 351, 512};
    const std::set<std::int64_t> copied{3, 99, 400};
    const std::set<std::int64_t> revised{50, 250, 600};
    const std::set<std::int64_t> unusual{30, 222, 444, 655};
    std::vector<Report> reports;
    for (std::int64_t i = 0; i < 700; ++i) {
        if (missing.contains(i)) continue;
        // A trend of a half a week, and noise of 100 on either side.
        std::int64_t value = 1000 + i / 2 + static_cast<std::int64_t>(random() % 201) - 100;
        if (unusual.contains(i)) value = i % 4 == 0 ? 9000 + i : 3;
        const Report report = named(week(i, std::to_string(value)), "issue-" + std::to_string(i) + ".md");
        reports.push_back(report);
        if (copied.contains(i)) reports.push_back(named(report, std::string("copy-of-").append(report.source.name)));
        if (revised.contains(i)) {
            Report revision = named(week(i, std::to_string(value + 1)), report.source.name);
            revision.source.name.insert(revision.source.name.find('.'), "-corrected");
            reports.push_back(revision);
        }
    }
    std::shuffle(reports.begin(), reports.end(), random);
    const Series series = series_of(reports);
    CHECK(series.weeks.size() == 700 - missing.size());
    std::vector<std::pair<Date, std::int64_t>> gaps;
    for (const Gap& gap : series.gaps) gaps.emplace_back(gap.start, gap.weeks);
    CHECK(gaps == std::vector<std::pair<Date, std::int64_t>>{
                      {monday(17), 1}, {monday(100), 3}, {monday(350), 2}, {monday(512), 1}});
    CHECK(series.duplicates == std::vector<Strings>{{"copy-of-issue-3.md", "issue-3.md"},
                                                    {"copy-of-issue-99.md", "issue-99.md"},
                                                    {"copy-of-issue-400.md", "issue-400.md"}});
    REQUIRE(series.revisions.size() == revised.size());
    for (const Revision& revision : series.revisions) {
        CHECK(revision.sources.back().find("-corrected") != std::string::npos);
        CHECK(revision.fields == Strings{kHandled});
    }
    std::set<std::int64_t> found_unusual;
    const SeriesField& field = field_of(series);
    for (std::size_t i = 0; i < field.points.size(); ++i) {
        if (field.points[i].anomaly == true)
            found_unusual.insert((series.weeks[i].start.to_days() - kWeek43.to_days()) / 7);
    }
    CHECK(found_unusual == unusual);
    CHECK(field.summary.slope_per_week->to_double() == doctest::Approx(0.5).epsilon(0.05));
    CHECK(codes_of(series) == Strings{"revision-kept", "revision-kept", "revision-kept"});
}
