#include "compare/relation.h"

#include <string>

#include "compare/content.h"

namespace certdelta {
namespace {

constexpr std::int64_t kDaysPerWeek = 7;

Diagnostic diagnose(Severity severity, std::string code, std::string message) {
    Diagnostic diagnostic;
    diagnostic.severity = severity;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    return diagnostic;
}

/// "unrelated" in words; empty when the reports belong to one periodical.
std::string why_unrelated(const Report& before, const Report& after) {
    if (!before.profile || !after.profile) {
        const Report& stranger = before.profile ? after : before;
        return "no profile fits " + stranger.source.name + ", so its fields are unknown";
    }
    if (before.profile->periodical() == after.profile->periodical()) return {};
    return "the reports belong to two periodicals, " + std::string(before.profile->periodical()) + " and " +
           std::string(after.profile->periodical());
}

/// For two reports on one week.
Relation relate_same_week(const Report& before, const Report& after) {
    if (before.profile->id != after.profile->id) return Relation::other_edition;
    return same_content(before, after) ? Relation::identical : Relation::revision;
}

Standing relate_by_period(const Report& before, const Report& after) {
    Standing standing;
    const std::int64_t days = after.period->start.to_days() - before.period->start.to_days();
    if (days % kDaysPerWeek == 0) {
        standing.weeks_apart = days / kDaysPerWeek;
    } else {
        standing.diagnostics.push_back(
            diagnose(Severity::warning, "weeks-uneven",
                     "the reports begin " + std::to_string(days) + " days apart, which is no whole number of weeks"));
    }
    if (days == 0) {
        standing.relation = relate_same_week(before, after);
    } else if (days < 0) {
        standing.relation = Relation::reversed;
    } else {
        standing.relation = days == kDaysPerWeek ? Relation::consecutive : Relation::apart;
    }
    return standing;
}

/// Issue numbers count up within a year; across years they say nothing.
Standing relate_by_issue(const Report& before, const Report& after) {
    Standing standing;
    const Report& undated = before.period ? after : before;
    const std::string message = undated.source.name + " does not say which period it covers";
    const bool comparable =
        before.issue.number && after.issue.number && before.issue.year && before.issue.year == after.issue.year;
    if (!comparable) {
        standing.relation = Relation::apart;
        standing.diagnostics.push_back(diagnose(Severity::warning, "period-unknown", message));
        return standing;
    }
    standing.diagnostics.push_back(diagnose(Severity::info, "period-unknown",
                                            message + "; the issue numbers tell how the reports stand to each other"));
    const std::int64_t issues = std::int64_t{*after.issue.number} - *before.issue.number;
    if (issues == 0) {
        standing.relation = relate_same_week(before, after);
    } else if (issues < 0) {
        standing.relation = Relation::reversed;
    } else {
        standing.relation = issues == 1 ? Relation::consecutive : Relation::apart;
    }
    return standing;
}

}  // namespace

Standing relate(const Report& before, const Report& after) {
    if (std::string why = why_unrelated(before, after); !why.empty()) {
        Standing standing;
        standing.diagnostics.push_back(diagnose(Severity::warning, "unrelated", std::move(why)));
        return standing;
    }
    return before.period && after.period ? relate_by_period(before, after) : relate_by_issue(before, after);
}

}  // namespace certdelta
