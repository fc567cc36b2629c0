#include "certdelta/compare.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "certdelta/json.h"
#include "compare/stated_change.h"
#include "records.h"

using namespace certdelta;
using namespace certdelta::test;

namespace {

constexpr Date kWeek43{2023, 10, 16};
constexpr Date kWeek44{2023, 10, 23};
constexpr Date kWeek51{2023, 12, 11};

bool has_diagnostic(const Comparison& comparison, std::string_view code) {
    return std::any_of(comparison.diagnostics.begin(), comparison.diagnostics.end(),
                       [&](const Diagnostic& d) { return d.code == code; });
}

/// One field in two consecutive issues.
Comparison consecutive(Field before, Field after) {
    return compare(weekly(43, kWeek43, {std::move(before)}), weekly(44, kWeek44, {std::move(after)}));
}

std::string text_of(const std::optional<Decimal>& value) { return value ? value->to_string() : "none"; }

/// "agrees", "disagrees" or "unknown".
std::string verdict(Field before, Field after) {
    const Comparison comparison = consecutive(std::move(before), std::move(after));
    const std::optional<bool> agrees = comparison.fields.front().agrees;
    CHECK(has_diagnostic(comparison, "stated-change-disagrees") == (agrees == false));
    if (!agrees) return "unknown";
    return *agrees ? "agrees" : "disagrees";
}

Report chinese(Report report) {
    report.profile = ProfileId{"cncert-weekly.zh", 1};
    report.source.name = "zh.md";
    return report;
}

}  // namespace

TEST_CASE("editions: codes and dates are the same in every language, texts are not") {
    ProfileSummary profile;
    profile.id = {"cncert-weekly.zh", 1};
    for (const char* type : {"enumeration", "date", "text"}) {
        FieldSummary field;
        field.name = type;
        field.type = type;
        profile.fields.push_back(field);
    }
    const auto codes = [&](const char* name, const char* english, const char* other) {
        const Comparison comparison = compare(weekly(43, kWeek43, {text(name, english)}),
                                              chinese(weekly(43, kWeek43, {text(name, other)})), {&profile, 1});
        CHECK(has_findings(comparison));
        return has_diagnostic(comparison, "editions-disagree");
    };
    CHECK(codes("enumeration", "good", "poor"));
    CHECK(codes("date", "2002-09", "2003-09"));
    CHECK_FALSE(codes("date", "2002-09", "2002"));
    CHECK_FALSE(codes("text", "Chang Xia", "C"));
}

TEST_CASE("a year that is another one has changed, and is no figure that rose by per cent") {
    ProfileSummary profile;
    profile.id = {"cncert-weekly.en", 1};
    FieldSummary field;
    field.name = "as_of";
    field.type = "year";
    profile.fields.push_back(field);
    const Comparison comparison = compare(weekly(43, kWeek43, {found("as_of", number("2023"))}),
                                          weekly(44, kWeek44, {found("as_of", number("2024"))}), {&profile, 1});
    REQUIRE(comparison.fields.size() == 1);
    CHECK(comparison.fields[0].kind == FieldChangeKind::changed);
    CHECK_FALSE(comparison.fields[0].delta);
    CHECK_FALSE(comparison.fields[0].delta_pct);
}

TEST_CASE("copies: the same values printed in another way are no copies, and what differs is named") {
    const auto field = [] { return count("f", "18400"); };
    Report report = weekly(43, kWeek43, {field(), open("g", Status::ambiguous)});
    CHECK(compare(report, report).relation == Relation::identical);
    const auto revised = [&](const Report& other, const char* code) {
        const Comparison comparison = compare(report, other);
        CHECK(comparison.relation == Relation::revision);
        CHECK(has_diagnostic(comparison, code));
        CHECK(comparison.diagnostics.size() == 1);
    };
    Report other = report;
    other.fields[0].precision = number("100");
    revised(other, "reading-revised");
    other = report;
    other.fields[0].qualifier = Qualifier::about;
    revised(other, "reading-revised");
    other = report;
    other.fields[1].candidates.push_back({number("5"), std::nullopt, "conflict"});
    revised(other, "reading-revised");
    other = report;
    other.unassigned.push_back({"512", {}});
    revised(other, "unassigned-revised");

    // Places, diagnostics, names, and fields that are absent make no other content.
    other = report;
    other.source.name = "copy.txt";
    other.fields[0].evidence.emplace_back();
    other.diagnostics.emplace_back();
    other.fields.push_back(absent("h"));
    CHECK(compare(report, other).relation == Relation::identical);
}

TEST_CASE("findings: what moved, what could not be compared, and what is no pair at all") {
    const Report report = weekly(43, kWeek43, {count("f", "5")});
    CHECK_FALSE(has_findings(compare(report, report)));
    CHECK_FALSE(has_findings(compare(report, weekly(44, kWeek44, {count("f", "5")}))));
    CHECK(has_findings(compare(report, weekly(44, kWeek44, {count("f", "6")}))));
    CHECK(has_findings(compare(report, weekly(44, kWeek44, {open("f", Status::rejected)}))));
    CHECK(has_findings(compare(report, weekly(44, kWeek44, {}))));
    Report stranger = weekly(44, kWeek44, {});
    stranger.profile.reset();
    CHECK(has_findings(compare(stranger, stranger)));
}

TEST_CASE("compare: figures move by a difference and per cent of the older one") {
    const Comparison comparison =
        compare(weekly(43, kWeek43, {count("handled", "253")}), weekly(51, kWeek51, {count("handled", "141")}));
    CHECK(comparison.relation == Relation::apart);
    CHECK(comparison.weeks_apart == 8);
    const FieldChange& field = comparison.fields.front();
    CHECK(field.kind == FieldChangeKind::changed);
    CHECK(field.unit == "incidents");
    CHECK(text_of(field.delta) == "-112");
    CHECK(text_of(field.delta_pct) == "-44.27");
    CHECK_FALSE(field.stated.has_value());
    CHECK_FALSE(field.computed.has_value());
    CHECK_FALSE(field.agrees.has_value());
    CHECK(comparison.diagnostics.empty());
}

TEST_CASE("compare: a figure that is not printed any more is removed, not zero") {
    const Comparison comparison = consecutive(count("mobile.providers", "12"), absent("mobile.providers"));
    const FieldChange& field = comparison.fields.front();
    CHECK(field.kind == FieldChangeKind::removed);
    CHECK(field.before == Value(number("12")));
    CHECK(field.after == Value());
    CHECK_FALSE(field.delta.has_value());
    CHECK_FALSE(field.delta_pct.has_value());
    CHECK(field.unit == "incidents");
}

TEST_CASE("compare: a figure that is printed for the first time keeps what it says about last week") {
    const Comparison comparison =
        consecutive(absent("handled"), count("handled", "110", stated(ChangeKind::percent, Direction::up, "10")));
    const FieldChange& field = comparison.fields.front();
    CHECK(field.kind == FieldChangeKind::added);
    CHECK_FALSE(field.delta.has_value());
    CHECK(field.stated.has_value());
    CHECK_FALSE(field.agrees.has_value());
    CHECK(text_of(field.implied_before) == "100");
}

TEST_CASE("compare: a rise from zero has no percentage") {
    const FieldChange field = consecutive(count("handled", "0"), count("handled", "5")).fields.front();
    CHECK(text_of(field.delta) == "5");
    CHECK_FALSE(field.delta_pct.has_value());
}

TEST_CASE("compare: percentages move in points") {
    const FieldChange field = consecutive(percentage("share", "3.2"), percentage("share", "2.8")).fields.front();
    CHECK(text_of(field.delta) == "-0.4");
    CHECK_FALSE(field.delta_pct.has_value());
}

TEST_CASE("compare: what no report prints is left out, and the order is that of the newer report") {
    const Comparison comparison = compare(weekly(43, kWeek43, {count("a", "1"), absent("b"), count("c", "1")}),
                                          weekly(44, kWeek44, {count("c", "1"), absent("b"), count("a", "1")}));
    REQUIRE(comparison.fields.size() == 2);
    CHECK(comparison.fields[0].name == "c");
    CHECK(comparison.fields[1].name == "a");
}

TEST_CASE("compare: fields that stay open are not compared") {
    const auto why = [](Field before, Field after) {
        const FieldChange field = consecutive(std::move(before), std::move(after)).fields.front();
        return field.kind == FieldChangeKind::not_comparable ? field.why : "comparable";
    };
    CHECK(why(open("f", Status::ambiguous), count("f", "1")) == "ambiguous-before");
    CHECK(why(open("f", Status::rejected), absent("f")) == "rejected-before");
    CHECK(why(count("f", "1"), open("f", Status::ambiguous)) == "ambiguous-after");
    CHECK(why(absent("f"), open("f", Status::rejected)) == "rejected-after");
    CHECK(why(count("f", "1"), text("f", "1")) == "different-type");
    CHECK(why(count("f", "1"), percentage("f", "1")) == "different-unit");
    CHECK(why(count("f", "1"), count("f", "2")) == "comparable");
}

TEST_CASE("compare: a field that one profile does not know is neither added nor removed") {
    const Comparison comparison =
        compare(weekly(43, kWeek43, {count("old", "1")}), weekly(44, kWeek44, {count("new", "1")}));
    REQUIRE(comparison.fields.size() == 2);
    CHECK(comparison.fields[0].name == "new");
    CHECK(comparison.fields[0].why == "not-in-profile-before");
    CHECK(comparison.fields[1].name == "old");
    CHECK(comparison.fields[1].why == "not-in-profile-after");
}

TEST_CASE("compare: texts and lists change or stay, without a difference") {
    const FieldChange editor = consecutive(text("editor", "Liu Liwei"), text("editor", "Chang Xia")).fields.front();
    CHECK(editor.kind == FieldChangeKind::changed);
    CHECK_FALSE(editor.delta.has_value());
    const std::vector<std::string> provinces{"A", "B", "C"};
    CHECK(consecutive(found("p", provinces), found("p", provinces)).fields.front().kind == FieldChangeKind::same);
    CHECK(consecutive(found("p", provinces), found("p", std::vector<std::string>{"B", "A", "C"})).fields.front().kind ==
          FieldChangeKind::changed);
}

TEST_CASE("relation: consecutive weeks across a year's boundary") {
    Report before = weekly(52, {2023, 12, 25}, {});
    Report after = weekly(1, {2024, 1, 1}, {});
    after.issue.year = 2024;
    const Comparison comparison = compare(before, after);
    CHECK(comparison.relation == Relation::consecutive);
    CHECK(comparison.weeks_apart == 1);
}

TEST_CASE("relation: reversed arguments count negative weeks") {
    const Comparison comparison = compare(weekly(51, kWeek51, {}), weekly(43, kWeek43, {}));
    CHECK(comparison.relation == Relation::reversed);
    CHECK(comparison.weeks_apart == -8);
}

TEST_CASE("relation: the same issue twice is identical or a revision") {
    const Report report = weekly(43, kWeek43, {count("a", "1"), absent("b")});
    CHECK(compare(report, report).relation == Relation::identical);
    CHECK(compare(report, weekly(43, kWeek43, {count("a", "2"), absent("b")})).relation == Relation::revision);
    CHECK(compare(report, weekly(43, kWeek43, {count("a", "1"), open("b", Status::rejected)})).relation ==
          Relation::revision);
    Report redated = report;
    redated.issue.year = 2024;
    CHECK(compare(report, redated).relation == Relation::revision);
    redated.issue.number.reset();
    CHECK(compare(report, redated).relation == Relation::revision);
    CHECK(compare(report, report).weeks_apart == 0);
    CHECK(compare(report, report).diagnostics.empty());
}

TEST_CASE("relation: two issue numbers on one week are no versions of one report, and both numbers are named") {
    const Report report = weekly(20, kWeek43, {count("a", "1", stated(ChangeKind::percent, Direction::up, "3"))});
    Report stale = weekly(21, kWeek43, {count("a", "1", stated(ChangeKind::percent, Direction::up, "4"))});
    const Comparison comparison = compare(report, stale);
    CHECK(comparison.relation == Relation::apart);
    CHECK(comparison.weeks_apart == 0);
    CHECK_FALSE(comparison.fields.front().agrees.has_value());
    REQUIRE(comparison.diagnostics.size() == 1);
    CHECK(comparison.diagnostics.front().code == "issue-numbers-differ");
    CHECK(comparison.diagnostics.front().severity == Severity::warning);
    CHECK(comparison.diagnostics.front().message.find("issue 20/2023 and issue 21/2023") != std::string::npos);
    // Nor are they copies where they say the same.
    stale.fields = report.fields;
    CHECK(compare(report, stale).relation == Relation::apart);
    const Comparison editions = compare(report, chinese(stale));
    CHECK(editions.relation == Relation::other_edition);
    CHECK(has_diagnostic(editions, "issue-numbers-differ"));
}

TEST_CASE("relation: one issue number on two weeks is named, whatever the order") {
    const Report report = weekly(43, kWeek43, {});
    Report stale = weekly(43, kWeek44, {});
    CHECK(compare(report, stale).relation == Relation::consecutive);
    CHECK(has_diagnostic(compare(report, stale), "issue-number-repeated"));
    CHECK(has_diagnostic(compare(stale, report), "issue-number-repeated"));
    stale.issue.year = 2024;
    CHECK(compare(report, stale).diagnostics.empty());
}

TEST_CASE("relation: two periodicals, or none, are unrelated and their fields are not compared") {
    Report other = weekly(44, kWeek44, {count("a", "1")});
    other.profile->id = "jpcert-weekly.en";
    const Report report = weekly(43, kWeek43, {count("a", "1")});
    Comparison comparison = compare(report, other);
    CHECK(comparison.relation == Relation::unrelated);
    CHECK(comparison.fields.front().kind == FieldChangeKind::not_comparable);
    CHECK(comparison.fields.front().why == "unrelated");
    CHECK(has_diagnostic(comparison, "unrelated"));
    other.profile.reset();
    CHECK(compare(report, other).relation == Relation::unrelated);
    CHECK(compare(other, other).relation == Relation::unrelated);
}

TEST_CASE("relation: without periods, the issue numbers of one year tell") {
    const auto relation = [](std::int32_t before, std::int32_t after) {
        Report undated = weekly(after, kWeek44, {});
        undated.period.reset();
        const Comparison comparison = compare(weekly(before, kWeek43, {}), undated);
        CHECK(has_diagnostic(comparison, "period-unknown"));
        CHECK_FALSE(comparison.weeks_apart.has_value());
        return comparison.relation;
    };
    CHECK(relation(43, 44) == Relation::consecutive);
    CHECK(relation(43, 45) == Relation::apart);
    CHECK(relation(43, 42) == Relation::reversed);
    CHECK(relation(43, 43) == Relation::revision);  // one of the two has a period
}

TEST_CASE("relation: without periods, numbers of two years tell nothing") {
    Report before = weekly(51, kWeek51, {});
    Report after = weekly(1, kWeek51, {});
    before.period.reset();
    after.issue.year = 2024;
    CHECK(compare(before, after).relation == Relation::apart);
    CHECK(has_diagnostic(compare(before, after), "period-unknown"));
    after.issue.year.reset();
    CHECK(compare(before, after).relation == Relation::apart);
}

TEST_CASE("relation: no whole number of weeks is said, not rounded") {
    const Comparison comparison = compare(weekly(43, kWeek43, {}), weekly(44, {2023, 10, 24}, {}));
    CHECK(comparison.relation == Relation::apart);
    CHECK_FALSE(comparison.weeks_apart.has_value());
    CHECK(has_diagnostic(comparison, "weeks-uneven"));
}

TEST_CASE("other edition: figures agree within half a unit of the coarser precision") {
    const auto kind = [](Field english, Field chinese_field) {
        const Comparison comparison = compare(weekly(43, kWeek43, {std::move(english)}),
                                              chinese(weekly(43, kWeek43, {std::move(chinese_field)})));
        CHECK(comparison.relation == Relation::other_edition);
        CHECK(has_diagnostic(comparison, "editions-disagree") ==
              (comparison.fields.front().kind == FieldChangeKind::changed));
        return comparison.fields.front().kind;
    };
    CHECK(kind(count("hosts", "184321"), count("hosts", "184000", "1000")) == FieldChangeKind::same);
    CHECK(kind(count("hosts", "184500"), count("hosts", "184000", "1000")) == FieldChangeKind::same);
    CHECK(kind(count("hosts", "184501"), count("hosts", "184000", "1000")) == FieldChangeKind::changed);
    CHECK(kind(count("hosts", "253"), count("hosts", "254")) == FieldChangeKind::changed);
    // Texts differ between languages by nature.
    const Comparison names = compare(weekly(43, kWeek43, {text("editor", "Liu Liwei")}),
                                     chinese(weekly(43, kWeek43, {text("editor", "L")})));
    CHECK_FALSE(has_diagnostic(names, "editions-disagree"));
}

TEST_CASE("other edition: words of two languages are not compared, what both print in Latin letters is") {
    const auto compared = [](const std::string& english, const std::string& translated) {
        return compare(weekly(43, kWeek43, {text("f", english)}), chinese(weekly(43, kWeek43, {text("f", translated)})))
            .fields.front();
    };
    CHECK(compared("Liu Liwei", "\u5218\u529b\u4f1f").kind == FieldChangeKind::not_comparable);
    CHECK(compared("Liu Liwei", "\u5218\u529b\u4f1f").why == "different-language");
    CHECK(compared("a@b.example", "c@b.example").kind == FieldChangeKind::changed);
    CHECK(compared("a@b.example", "a@b.example").kind == FieldChangeKind::same);
    const Comparison next = compare(weekly(43, kWeek43, {text("f", "Liu Liwei")}),
                                    chinese(weekly(44, kWeek44, {text("f", "\u5218\u529b\u4f1f")})));
    CHECK(next.fields.front().why == "different-language");
    // Between issues of one edition a name has changed.
    CHECK(consecutive(text("f", "Liu Liwei"), text("f", "\u5218\u529b\u4f1f")).fields.front().kind ==
          FieldChangeKind::changed);
}

TEST_CASE("between weeks, figures that differ within their precision have still changed") {
    CHECK(consecutive(count("hosts", "184000", "1000"), count("hosts", "184200", "100")).fields.front().kind ==
          FieldChangeKind::changed);
}

TEST_CASE("stated change: right, wrong, and wrong by the last digit") {
    const auto percent = [](std::string_view before, std::string_view after, Direction direction,
                            std::string_view value) {
        return verdict(count("f", before), count("f", after, stated(ChangeKind::percent, direction, value, "0.1")));
    };
    CHECK(percent("253", "141", Direction::down, "44.3") == "agrees");
    CHECK(percent("253", "141", Direction::down, "44.2") == "disagrees");
    CHECK(percent("253", "141", Direction::down, "44.4") == "disagrees");
    CHECK(percent("253", "141", Direction::up, "44.3") == "disagrees");
    CHECK(percent("141", "253", Direction::up, "79.4") == "agrees");
    CHECK(percent("8", "9", Direction::up, "12.5") == "agrees");
    CHECK(percent("400", "401", Direction::up, "0.3") ==
          "agrees");  // 0.25 rounds to 0.3, and also to 0.2 by halves to even
    CHECK(percent("400", "401", Direction::up, "0.2") == "agrees");
    CHECK(percent("400", "401", Direction::up, "0.4") == "disagrees");
    CHECK(percent("0", "5", Direction::up, "100") == "unknown");
    CHECK(percent("253", "253", Direction::up, "0.0") == "agrees");
    CHECK(percent("253", "253", Direction::down, "0.1") == "disagrees");
    CHECK(percent("253", "250", Direction::up, "0.0") == "disagrees");
}

TEST_CASE("stated change: a bound stands for what its zeros may hide, and for no more") {
    const auto bound = [](std::string_view before, std::string_view after, Qualifier qualifier) {
        Field newer = count("f", after);
        newer.qualifier = qualifier;
        newer.change = stated(ChangeKind::percent, Direction::same);
        return verdict(count("f", before), newer);
    };
    CHECK(bound("1324", "1300", Qualifier::more_than) == "agrees");
    CHECK(bound("1450", "1300", Qualifier::more_than) == "disagrees");
    CHECK(bound("1324", "1300", Qualifier::none) == "disagrees");
    // "more than a million" is no two million.
    CHECK(bound("1900000", "1000000", Qualifier::more_than) == "disagrees");
}

TEST_CASE("stated change: coarse figures leave room for what was rounded away") {
    const auto coarse = [](std::string_view stated_percent) {
        Field after = count("f", "184000", "1000");
        after.change = stated(ChangeKind::percent, Direction::up, stated_percent, "0.1");
        return verdict(count("f", "158000", "1000"), after);
    };
    // 183 500 / 158 500 gives 15.8, 184 500 / 157 500 gives 17.1.
    CHECK(coarse("15.7") == "disagrees");
    CHECK(coarse("15.8") == "agrees");
    CHECK(coarse("17.1") == "agrees");
    CHECK(coarse("17.3") == "disagrees");
}

TEST_CASE("stated change: absolute numbers and points") {
    const auto absolute = [](std::string_view after, std::string_view value) {
        return verdict(count("f", "100"), count("f", after, stated(ChangeKind::absolute, Direction::down, value)));
    };
    CHECK(absolute("83", "17") == "agrees");
    CHECK(absolute("83", "18") == "disagrees");
    Field share = percentage("share", "2.8");
    share.change = stated(ChangeKind::points, Direction::down, "0.4", "0.1");
    CHECK(verdict(percentage("share", "3.2"), share) == "agrees");
    share.change = stated(ChangeKind::points, Direction::down, "0.6", "0.1");
    CHECK(verdict(percentage("share", "3.2"), share) == "disagrees");
    // A whole percentage is rounded, too: 1.4% and 1.9% are printed 1% and 2%.
    const auto whole = [](std::string_view points) {
        Field before = percentage("share", "1");
        Field after = percentage("share", "2");
        before.precision = after.precision = number("1");
        after.change = stated(ChangeKind::points, Direction::up, points, "0.1");
        return verdict(before, after);
    };
    CHECK(whole("0.6") == "agrees");
    CHECK(whole("1.9") == "agrees");
    CHECK(whole("2.2") == "disagrees");
}

TEST_CASE("stated change: a direction alone is judged by the direction") {
    const auto only = [](std::string_view after, Direction direction) {
        return verdict(count("f", "100"), count("f", after, stated(ChangeKind::percent, direction)));
    };
    CHECK(only("101", Direction::up) == "agrees");
    CHECK(only("99", Direction::up) == "disagrees");
    CHECK(only("100", Direction::up) == "disagrees");
    CHECK(only("100", Direction::same) == "agrees");
    CHECK(only("101", Direction::same) == "disagrees");
    CHECK(only("101", Direction::unknown) == "unknown");
}

TEST_CASE("stated change: from nothing, the direction is judged, and only per cent cannot be told") {
    const auto from_nothing = [](std::string_view after, Direction direction, std::string_view value = {}) {
        return verdict(count("f", "0"), count("f", after, stated(ChangeKind::percent, direction, value)));
    };
    CHECK(from_nothing("5", Direction::same) == "disagrees");
    CHECK(from_nothing("0", Direction::same) == "agrees");
    CHECK(from_nothing("5", Direction::down, "20") == "disagrees");
    CHECK(from_nothing("0", Direction::up, "20") == "disagrees");
    CHECK(from_nothing("5", Direction::up) == "agrees");
    CHECK(from_nothing("5", Direction::up, "20") == "unknown");
    CHECK(from_nothing("5", Direction::unknown, "20") == "unknown");
}

TEST_CASE("stated change: with a lost direction, the size can refute but not confirm") {
    const auto lost = [](std::string_view after, std::string_view value) {
        return verdict(count("f", "100"), count("f", after, stated(ChangeKind::percent, Direction::unknown, value)));
    };
    CHECK(lost("110", "10") == "unknown");
    CHECK(lost("90", "10") == "unknown");
    CHECK(lost("130", "10") == "disagrees");
}

TEST_CASE("stated change: is judged between consecutive issues only, but always computed") {
    const Field after = count("f", "141", stated(ChangeKind::percent, Direction::up, "99.9", "0.1"));
    const Comparison comparison = compare(weekly(43, kWeek43, {count("f", "253")}), weekly(51, kWeek51, {after}));
    CHECK_FALSE(comparison.fields.front().agrees.has_value());
    CHECK(text_of(comparison.fields.front().computed) == "-44.27");
    CHECK_FALSE(has_diagnostic(comparison, "stated-change-disagrees"));
}

TEST_CASE("stated change: the diagnostic names field, stated and computed change") {
    const Comparison comparison = consecutive(
        count("handled", "253"), count("handled", "141", stated(ChangeKind::percent, Direction::up, "12.5", "0.1")));
    REQUIRE(comparison.diagnostics.size() == 1);
    CHECK(comparison.diagnostics[0].severity == Severity::warning);
    CHECK(comparison.diagnostics[0].field == "handled");
    CHECK(comparison.diagnostics[0].message ==
          "handled: the report states up 12.5%, but from 253 to 141 it is -44.27%; up 12.5% would mean 125 before");
}

TEST_CASE("implied figure: a whole count of last week, where there is one") {
    const auto implied = [](std::string_view after, const Change& change) {
        return text_of(implied_before(change, {number(after), Decimal::from_integer(1)}));
    };
    CHECK(implied("141", stated(ChangeKind::percent, Direction::down, "44.3", "0.1")) == "253");
    CHECK(implied("253", stated(ChangeKind::percent, Direction::up, "79.4", "0.1")) == "141");
    CHECK(implied("83", stated(ChangeKind::absolute, Direction::down, "17")) == "100");
    CHECK(implied("117", stated(ChangeKind::absolute, Direction::up, "17")) == "100");
    CHECK(implied("83", stated(ChangeKind::percent, Direction::same)) == "83");
    CHECK(implied("83", stated(ChangeKind::percent, Direction::down, "100")) == "none");
    CHECK(implied("10", stated(ChangeKind::absolute, Direction::up, "17")) == "none");
    CHECK(implied("83", stated(ChangeKind::percent, Direction::unknown, "17")) == "none");
    CHECK(implied("83", stated(ChangeKind::percent, Direction::up)) == "none");
    CHECK(implied("83", stated(ChangeKind::points, Direction::up, "1")) == "none");
    CHECK(implied("2.8", stated(ChangeKind::percent, Direction::up, "1")) == "none");
}

TEST_CASE("stated change: the older figure is implied no finer than what is printed allows") {
    const auto implied = [](const char* after, const char* precision, const Change& change) {
        return text_of(implied_before(change, {number(after), number(precision)}));
    };
    CHECK(implied("1060000", "10000", stated(ChangeKind::percent, Direction::down, "18", "1")) == "1290000");
    CHECK(implied("1060000", "1", stated(ChangeKind::percent, Direction::down, "18", "0.1")) == "1293000");
    CHECK(implied("1060000", "10000", stated(ChangeKind::absolute, Direction::up, "1234")) == "1060000");
    CHECK(implied("30", "1", stated(ChangeKind::percent, Direction::down, "10", "1")) == "33");
}

TEST_CASE("stated change: what a careful publisher prints always agrees") {
    std::mt19937_64 random(2023);
    std::uniform_int_distribution<std::int64_t> some_count(1, 3'000'000);
    const std::int64_t precisions[] = {1, 100, 1000, 10'000};
    for (int i = 0; i < 20'000; ++i) {
        const std::int64_t true_before = some_count(random);
        const std::int64_t true_after =
            std::max<std::int64_t>(1, true_before * static_cast<std::int64_t>(50 + random() % 100) / 100);
        const std::int64_t unit = precisions[random() % 4];
        const auto printed = [&](std::int64_t value) { return (value + unit / 2) / unit * unit; };
        const auto figure = [&](std::int64_t value) {
            Field field = found("f", Decimal::from_integer(printed(value)));
            field.precision = Decimal::from_integer(unit);
            return field;
        };
        const Field before = figure(true_before);
        Field after = figure(true_after);
        const Decimal change =
            *percent_of(Decimal::from_integer(true_after - true_before), Decimal::from_integer(true_before), 1);
        if (change == Decimal() || printed(true_before) == 0) continue;
        const Direction direction = change > Decimal() ? Direction::up : Direction::down;
        CAPTURE(true_before);
        CAPTURE(true_after);
        CAPTURE(unit);
        const Change right = stated(ChangeKind::percent, direction, change.abs().to_string(), "0.1");
        REQUIRE(agrees(right, printed_figure(before), printed_figure(after)) == true);
        if (unit != 1) continue;  // coarse figures leave room for more than one change
        const Change wrong = stated(ChangeKind::percent, direction, (change.abs() + number("0.2")).to_string(), "0.1");
        REQUIRE(agrees(wrong, printed_figure(before), printed_figure(after)) == false);
    }
}

TEST_CASE("compare: figures beyond all reason are compared without overflow") {
    const Field huge = count("f", "9223372036854", stated(ChangeKind::percent, Direction::up, "9223372036854"));
    const FieldChange field = consecutive(count("f", "-9223372036854"), huge).fields.front();
    CHECK_FALSE(field.delta.has_value());
    CHECK_FALSE(field.agrees.has_value());
    CHECK_FALSE(field.implied_before.has_value());
}

TEST_CASE("comparison: prints the members of the schema in its order") {
    const Comparison comparison =
        compare(weekly(43, kWeek43,
                       {count("handled", "253"), text("editor", "Liu Liwei"), count("gone", "1"), absent("new"),
                        open("open", Status::rejected)}),
                weekly(44, kWeek44,
                       {count("handled", "141", stated(ChangeKind::percent, Direction::down, "44.3", "0.1")),
                        text("editor", "Chang Xia"), absent("gone"), text("new", "x"), absent("open")}));
    CHECK(
        to_json(comparison) ==
        R"({"schema":"certdelta.comparison/1",)"
        R"("before":{"source":"issue-43.md","profile":{"id":"cncert-weekly.en","version":1},"issue":{"number":43,"year":2023},)"
        R"("period":{"start":"2023-10-16","end":"2023-10-22"}},)"
        R"("after":{"source":"issue-44.md","profile":{"id":"cncert-weekly.en","version":1},"issue":{"number":44,"year":2023},)"
        R"("period":{"start":"2023-10-23","end":"2023-10-29"}},)"
        R"("relation":"consecutive","weeks_apart":1,"fields":{)"
        R"("handled":{"kind":"changed","before":253,"after":141,"unit":"incidents","delta":-112,"delta_pct":-44.27,)"
        R"("stated":{"kind":"percent","value":44.3,"direction":"down"},"computed":-44.27,"agrees":true,"implied_before":253},)"
        R"("editor":{"kind":"changed","before":"Liu Liwei","after":"Chang Xia"},)"
        R"("gone":{"kind":"removed","before":1,"after":null,"unit":"incidents","delta":null,"delta_pct":null,)"
        R"("stated":null,"computed":null,"agrees":null,"implied_before":null},)"
        R"("new":{"kind":"added","before":null,"after":"x"},)"
        R"("open":{"kind":"not_comparable","why":"rejected-before","before":null,"after":null}},)"
        R"("diagnostics":[]})");
}

TEST_CASE("other edition: changes that cannot be one are named") {
    const auto codes = [](const Change& english, const Change& other) {
        const Comparison comparison = compare(weekly(43, kWeek43, {count("f", "5", english)}),
                                              chinese(weekly(43, kWeek43, {count("f", "5", other)})));
        return has_diagnostic(comparison, "editions-disagree");
    };
    const Change up = stated(ChangeKind::percent, Direction::up, "16.8", "0.1");
    CHECK_FALSE(codes(up, up));
    CHECK_FALSE(codes(up, stated(ChangeKind::percent, Direction::up, "17")));
    CHECK_FALSE(codes(up, stated(ChangeKind::absolute, Direction::up, "3")));
    CHECK_FALSE(codes(up, stated(ChangeKind::percent, Direction::unknown, "16.8", "0.1")));
    CHECK(codes(up, stated(ChangeKind::percent, Direction::down, "16.8", "0.1")));
    CHECK(codes(up, stated(ChangeKind::percent, Direction::up, "16.9", "0.1")));
    CHECK(codes(up, stated(ChangeKind::percent, Direction::up, "16")));
}

TEST_CASE("other edition: a coarse figure behind \"more than\" or \"nearly\" may have been cut") {
    const auto kind = [](std::string_view fine, Qualifier qualifier) {
        Field coarse = count("f", "184000", "1000");
        coarse.qualifier = qualifier;
        return compare(weekly(43, kWeek43, {count("f", fine)}), chinese(weekly(43, kWeek43, {coarse}))).fields[0].kind;
    };
    CHECK(kind("184900", Qualifier::none) == FieldChangeKind::changed);
    CHECK(kind("184900", Qualifier::more_than) == FieldChangeKind::same);
    CHECK(kind("185001", Qualifier::more_than) == FieldChangeKind::changed);
    CHECK(kind("183100", Qualifier::nearly) == FieldChangeKind::same);
    CHECK(kind("183100", Qualifier::more_than) == FieldChangeKind::changed);
}

TEST_CASE("revision: a stated change that is all that differs is told") {
    Report before = weekly(43, kWeek43, {count("f", "5", stated(ChangeKind::percent, Direction::up, "10"))});
    Report after = weekly(43, kWeek43, {count("f", "5")});
    const Comparison comparison = compare(before, after);
    CHECK(comparison.relation == Relation::revision);
    CHECK(comparison.fields[0].kind == FieldChangeKind::same);
    REQUIRE(comparison.diagnostics.size() == 1);
    CHECK(comparison.diagnostics[0].code == "stated-change-revised");
    CHECK(comparison.diagnostics[0].message == "f: the stated change was up 10%, now it is none");
}

namespace {

Field any_field(const std::string& name, std::mt19937_64& random) {
    switch (random() % 7) {
        case 0:
            return absent(name);
        case 1:
            return open(name, random() % 2 == 0 ? Status::ambiguous : Status::rejected);
        case 2:
            return text(name, random() % 2 == 0 ? "x" : "y");
        case 3:
            return count(name, std::to_string(random() % 3 * 1000), "1000");
        default:
            return count(name, std::to_string(random() % 4),
                         stated(random() % 2 == 0 ? ChangeKind::percent : ChangeKind::absolute,
                                random() % 2 == 0 ? Direction::up : Direction::down, std::to_string(random() % 50)));
    }
}

Report any_report(std::mt19937_64& random) {
    Report report = weekly(43, Date::from_days(kWeek43.to_days() + 7 * static_cast<std::int64_t>(random() % 3)), {});
    for (const char* name : {"a", "b", "c", "d", "e"}) {
        if (random() % 8 != 0) report.fields.push_back(any_field(name, random));
    }
    if (random() % 4 == 0) report = chinese(report);
    if (random() % 12 == 0) report.profile.reset();
    if (random() % 12 == 0) report.period.reset();
    return report;
}

const FieldChange* find_field(const Comparison& comparison, const std::string& name) {
    for (const FieldChange& field : comparison.fields) {
        if (field.name == name) return &field;
    }
    return nullptr;
}

FieldChangeKind mirrored(FieldChangeKind kind) {
    if (kind == FieldChangeKind::added) return FieldChangeKind::removed;
    return kind == FieldChangeKind::removed ? FieldChangeKind::added : kind;
}

bool mirrored_relation(Relation there, Relation back) {
    const bool ahead = there == Relation::consecutive || there == Relation::apart;
    if (ahead) return back == Relation::reversed || (there == Relation::apart && back == Relation::apart);
    return there == back || (there == Relation::reversed && (back == Relation::consecutive || back == Relation::apart));
}

}  // namespace

TEST_CASE("property: comparing a with b mirrors comparing b with a") {
    std::mt19937_64 random(9);
    for (int i = 0; i < 3000; ++i) {
        const Report a = any_report(random);
        const Report b = any_report(random);
        const Comparison there = compare(a, b);
        const Comparison back = compare(b, a);
        REQUIRE(mirrored_relation(there.relation, back.relation));
        REQUIRE(there.weeks_apart.has_value() == back.weeks_apart.has_value());
        if (there.weeks_apart) REQUIRE(*there.weeks_apart == -*back.weeks_apart);
        REQUIRE(there.fields.size() == back.fields.size());
        for (const FieldChange& field : there.fields) {
            const FieldChange* mirror = find_field(back, field.name);
            REQUIRE(mirror != nullptr);
            REQUIRE(mirror->kind == mirrored(field.kind));
            REQUIRE(mirror->before == field.after);
            REQUIRE(mirror->after == field.before);
            REQUIRE(mirror->delta.has_value() == field.delta.has_value());
            if (field.delta) REQUIRE(*mirror->delta + *field.delta == Decimal());
        }
    }
}

TEST_CASE("property: a report against itself has no change") {
    std::mt19937_64 random(10);
    for (int i = 0; i < 1000; ++i) {
        const Report report = any_report(random);
        const Comparison comparison = compare(report, report);
        if (report.profile) REQUIRE(comparison.relation != Relation::revision);
        for (const FieldChange& field : comparison.fields) {
            REQUIRE((field.kind == FieldChangeKind::same || field.kind == FieldChangeKind::not_comparable));
            if (field.delta) REQUIRE(*field.delta == Decimal());
        }
        REQUIRE_FALSE(has_diagnostic(comparison, "stated-change-revised"));
        REQUIRE_FALSE(has_diagnostic(comparison, "editions-disagree"));
    }
}
