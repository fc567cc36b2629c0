#include "render/remarks.h"

#include <doctest/doctest.h>

#include "certdelta/reader.h"
#include "render/field_labels.h"

using namespace certdelta;

namespace {

std::string said(std::string code, std::string field, std::string message, std::string language = "zh") {
    static const Reader reader;
    const render::FieldLabels labels({reader.profiles(), std::move(language)}, "cncert-weekly", "en");
    return render::remark({Severity::warning, std::move(code), std::move(field), std::move(message), std::nullopt},
                          labels);
}

}  // namespace

TEST_CASE("remarks: a check says its profile's sentence, and what it compared by labels") {
    const std::string message =
        "the total of infected hosts is not the sum of its parts: malware.infected_hosts.total = 1,340,000, "
        "malware.infected_hosts.trojan_botnet = 1,200,000, malware.infected_hosts.conficker = 148,000";
    const std::string rounding = " (rounding may explain it)";
    CHECK(said("check.infected-hosts-sum", "malware.infected_hosts.total", message) ==
          "感染主机总数不等于各部分之和：感染网络病毒的主机 = 1,340,000、被木马或僵尸程序控制的主机 = 1,200,000、"
          "感染飞客蠕虫的主机 = 148,000");
    CHECK(said("check.infected-hosts-sum", "malware.infected_hosts.total", message + rounding)
              .ends_with("感染飞客蠕虫的主机 = 148,000（可能出于四舍五入）"));
    CHECK(said("check.infected-hosts-sum", "malware.infected_hosts.total", message + rounding, "en") ==
          "the total of infected hosts is not the sum of its parts: Infected hosts = 1,340,000, Hosts controlled by "
          "trojans or botnets = 1,200,000, Hosts infected by Conficker = 148,000 (rounding may explain it)");
}

TEST_CASE("remarks: changes, periods, issues and lists of fields are said in Chinese, names as they are") {
    CHECK(said("check.change", "incidents.handled.total",
               "no whole number of the week before becomes this figure by the stated change: "
               "incidents.handled.total = 30, down 10%") == "所述变化推不出上周的整数值：处理事件 = 30、下降 10%");
    CHECK(said("check.period", "", "the period is not Monday to Sunday: 2024-05-20 to 2024-05-27") ==
          "时段不是周一至周日：2024-05-20 至 2024-05-27");
    CHECK(said("check.period-number", "", "by its last day this would be issue 21 of 2024, not 12") ==
          "按末日推算应为 2024 年第 21 期，而不是第 12 期");
    CHECK(said("issue-numbers-differ", "",
               "the reports print one week, but issue 21/2024 and issue 22: a date or a number may be wrong") ==
          "两份报告为同一周，期号却是 2024 年第 21 期与 第 22 期，日期或期号可能有误");
    CHECK(
        said("issue-not-named", "",
             "2024-05-20 to 2024-05-26: a.md names its issue, b.md does not and may only retell it; only a.md is kept, "
             "the figures of b.md are not part of the series") ==
        "2024-05-20 至 2024-05-26：a.md 印有期号，b.md 没有，可能只是转述；只保留 a.md，b.md 的数字未计入序列");
    CHECK(said("never-read", "", "in no report was read: mobile.urls, rating.overall") ==
          "所有报告中都未读到：mobile.urls、整体评价");
    CHECK(
        said("never-read", "", "in no report was read: rating.overall; figures that no rule explains may be theirs") ==
        "所有报告中都未读到：整体评价；没有规则解释的数字可能属于这些字段");
    CHECK(said("only-left-out", "", "only reports that are left out print rating.overall") ==
          "仅见于未计入的报告：整体评价");
    CHECK(said("stated-change-disagrees", "incidents.handled.total",
               "incidents.handled.total: the report states up 5%, but from about 3,134 to more than 1,000,000 it is "
               "+31808.1%") == "处理事件：报告称上升 5%，由 约 3,134 到 逾 1,000,000 应为 +31808.1%");
    CHECK(said("stated-change-revised", "incidents.handled.total",
               "incidents.handled.total: the stated change was 1.2 points, direction unknown, now it is none") ==
          "处理事件：所述变化原为1.2 个百分点，方向不详，现为未述");
    const std::string name = "a} is {b} $& issue 3.md";
    CHECK(said("no-profile", "", "no profile fits " + name + ", so it is not part of the series") ==
          "没有适用于 " + name + " 的模板，未计入序列");
}

TEST_CASE("remarks: of an unknown form the summary of the code is said, of an unknown code the message") {
    CHECK(said("conflicting-values", "incidents.handled.total", "whatever") == "处理事件：报告中的数值相互矛盾");
    CHECK(said("conflicting-values", "incidents.handled.total",
               "the report prints values that contradict each other: 1,300 (line 3), 311 (line 9)") ==
          "处理事件：报告中的数值相互矛盾：1,300（第 3 行）、311（第 9 行）");
    CHECK(said("no-profile", "", "no profile fits a report without a name, so it is not part of the series") ==
          "没有适用于 一份无名的报告 的模板，未计入序列");
    CHECK(said("no-profile", "", "another publication, by its heading \"CNVD Weekly\"") ==
          "是另一种刊物，其标题为“CNVD Weekly”");
    CHECK(said("no-profile", "", "another publication: its period has 30 days") == "是另一种刊物：其时段长达 30 天");
    CHECK(said("no-profile", "", "whatever") == "没有适用于该文档的模板");
    CHECK(said("user.code", "incidents.handled.total", "incidents.handled.total: whatever") == "处理事件: whatever");
    CHECK(said("check.own", "", "whatever: incidents.handled.total = 1") == "whatever: 处理事件 = 1");
}
