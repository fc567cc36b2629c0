#include "compare/relation.h"

#include <string>

#include "compare/content.h"
#include "words.h"

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
        return "no profile fits " + named(stranger.source.name) + ", so its fields are unknown";
    }
    if (before.profile->periodical() == after.profile->periodical()) return {};
    return "the reports belong to two periodicals, " + std::string(before.profile->periodical()) + " and " +
           std::string(after.profile->periodical());
}

/// For two reports on one week. Two numbers are two issues, whatever week they print: a wrong date must not make one
/// the revision of the other.
void relate_same_week(const Report& before, const Report& after, Standing& standing) {
    const bool are_editions = before.profile->id != after.profile->id;
    const bool differ = numbers_differ(before.issue, after.issue);
    if (differ) {
        standing.diagnostics.push_back(diagnose(Severity::warning, "issue-numbers-differ",
                                                "the reports print one week, but " + words_for(before.issue) + " and " +
                                                    words_for(after.issue) + ": a date or a number may be wrong"));
    }
    if (are_editions) {
        standing.relation = Relation::other_edition;
    } else if (differ) {
        standing.relation = Relation::apart;
    } else {
        standing.relation = same_content(before, after) ? Relation::identical : Relation::revision;
    }
}

/// For reports on different weeks.
void doubt_number(const Report& before, const Report& after, Standing& standing) {
    if (!same_number(before.issue, after.issue)) return;
    standing.diagnostics.push_back(diagnose(Severity::warning, "issue-number-repeated",
                                            "the reports print different weeks, but both are " +
                                                words_for(after.issue) + ": a date or the number may be wrong"));
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
    if (days <= -kDaysPerWeek || days >= kDaysPerWeek) doubt_number(before, after, standing);
    if (days == 0) {
        relate_same_week(before, after, standing);
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
    const std::string message = named(undated.source.name) + " does not say which period it covers";
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
        relate_same_week(before, after, standing);
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
