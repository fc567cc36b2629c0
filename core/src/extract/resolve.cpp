#include "extract/resolve.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "check/check.h"
#include "extract/arithmetic.h"
#include "value/date.h"

namespace certdelta::extract {
namespace {

using profile::FieldDefinition;
using profile::Profile;

bool overlap(text::Range a, text::Range b) { return a.begin < b.end && b.begin < a.end; }

bool is_number(const FieldCandidate& candidate) { return std::holds_alternative<Decimal>(candidate.value); }

/// The same change, but for a direction that is lost in one of the two places.
bool same_change(const Change& a, const Change& b) {
    const bool open = a.direction == Direction::unknown || b.direction == Direction::unknown;
    return a.kind == b.kind && a.value == b.value && (open || a.direction == b.direction);
}

/// What a field that stays open says of itself, by why its first candidate was not taken.
struct Reason {
    std::string_view why;
    Severity severity;
    std::string_view code;
    std::string_view message;
};

const Reason& reason_of(std::string_view why) {
    static constexpr Reason reasons[] = {
        {"claimed-twice", Severity::error, "claimed-twice", "one printed figure fits more than one field"},
        {"conflict", Severity::error, "conflicting-values", "the report prints values that contradict each other"},
        {"refuted", Severity::error, "labels-exchanged", "the shares fit only when two labels are exchanged"},
        {"cut-off", Severity::warning, "cut-off", "the text ends in the middle of what prints this value"},
        {"page-number", Severity::warning, "page-number",
         "the figure stands alone on its line and may be the page's number"},
        {"alternatives", Severity::warning, "alternatives", "the report leaves open which of two codes it means"},
        {"unknown-code", Severity::warning, "unknown-code",
         "the printed word is none of those that the field can have"},
        {"contradicted", Severity::error, "contradicted",
         "the figure that it is said to come from contradicts its stated change"},
        {"out-of-range", Severity::warning, "out-of-range", "a share of more than 100% cannot be"},
        {"interrupted", Severity::warning, "interrupted", "the end of a page stands inside the printed value"},
        {"damaged", Severity::warning, "damaged", "the printed value looks cut or damaged"},
    };
    const auto* const found =
        std::find_if(std::begin(reasons), std::end(reasons), [why](const Reason& reason) { return reason.why == why; });
    return found != std::end(reasons) ? *found : *std::prev(std::end(reasons));
}

/// Rule 1. A figure behind which the text ends says too little to be claimed twice: no field gets it.
void mark_double_claims(std::vector<FieldCandidate>& candidates) {
    std::vector<const FieldCandidate*> void_claims;
    std::vector<FieldCandidate*> numbers;
    for (FieldCandidate& candidate : candidates) {
        if (is_number(candidate)) numbers.push_back(&candidate);
    }
    std::sort(numbers.begin(), numbers.end(),
              [](const FieldCandidate* a, const FieldCandidate* b) { return a->printed.begin < b->printed.begin; });
    for (std::size_t i = 1; i < numbers.size(); ++i) {
        for (std::size_t j = i; j-- > 0 && overlap(numbers[j]->printed, numbers[i]->printed);) {
            if (numbers[i]->field == numbers[j]->field) continue;
            const bool cut_i = numbers[i]->why == "cut-off";
            const bool cut_j = numbers[j]->why == "cut-off";
            if (cut_i) void_claims.push_back(numbers[i]);
            if (cut_j) void_claims.push_back(numbers[j]);
            if (!cut_i && !cut_j) numbers[i]->why = numbers[j]->why = "claimed-twice";
        }
    }
    if (void_claims.empty()) return;
    std::erase_if(candidates, [&](const FieldCandidate& candidate) {
        return std::find(void_claims.begin(), void_claims.end(), &candidate) != void_claims.end();
    });
}

class Resolver {
public:
    Resolver(Candidates& candidates, const Profile& profile, const EvidenceMaker& evidence)
        : candidates_(candidates), profile_(profile), evidence_(evidence) {}

    Resolution resolve() {
        mark_double_claims(candidates_.fields);
        group();
        findings_ = settle_by_arithmetic(by_field_, profile_);
        out_.fields.resize(profile_.fields.size());
        for (std::size_t i = 0; i < profile_.fields.size(); ++i) resolve_field(i, out_.fields[i]);
        resolve_identity();
        return std::move(out_);
    }

private:
    void group() {
        by_field_.resize(profile_.fields.size());
        for (FieldCandidate& candidate : candidates_.fields)
            by_field_[static_cast<std::size_t>(candidate.field)].push_back(&candidate);
        // The same print read twice is one candidate; a good reading of it stands before a cut one.
        const auto before = [](const FieldCandidate* a, const FieldCandidate* b) {
            return std::tuple(a->printed.begin, a->printed.end, !a->why.empty()) <
                   std::tuple(b->printed.begin, b->printed.end, !b->why.empty());
        };
        const auto same_print = [](const FieldCandidate* a, const FieldCandidate* b) {
            return a->printed == b->printed;
        };
        for (std::vector<FieldCandidate*>& group : by_field_) {
            if (group.size() < 2) continue;
            if (!std::is_sorted(group.begin(), group.end(), before))
                std::stable_sort(group.begin(), group.end(), before);
            group.erase(std::unique(group.begin(), group.end(), same_print), group.end());
        }
    }

    Evidence evidence_of(const FieldCandidate& candidate) const {
        return evidence_.make(candidate.printed, candidate.quote, profile_.rules[candidate.rule].id);
    }

    void resolve_field(std::size_t index, Field& field) {
        const FieldDefinition& definition = profile_.fields[index];
        field.name = definition.name;
        const std::vector<FieldCandidate*>& group = by_field_[index];
        if (group.empty()) return;

        std::vector<FieldCandidate*>& good = good_;
        good.clear();
        for (FieldCandidate* candidate : group) {
            if (candidate->why.empty()) good.push_back(candidate);
        }
        if (good.empty()) {
            const bool claimed = std::any_of(group.begin(), group.end(), [](const FieldCandidate* candidate) {
                return candidate->why == "claimed-twice";
            });
            leave_open(field, group, claimed ? Status::ambiguous : Status::rejected, index);
            return;
        }
        const FieldCandidate* finest =
            *std::min_element(good.begin(), good.end(), [](const auto* a, const auto* b) { return is_finer(*a, *b); });
        const bool all_agree =
            std::all_of(good.begin(), good.end(), [&](const auto* other) { return agree(*finest, *other); });
        if (!all_agree) {
            for (FieldCandidate* candidate : good) candidate->why = "conflict";
            leave_open(field, group, Status::ambiguous, index);
            return;
        }
        field.status = Status::found;
        field.value = finest->value;
        field.unit = definition.unit;
        field.precision = finest->precision;
        field.qualifier = finest->qualifier;
        field.evidence.resize(good.size());
        for (std::size_t i = 0; i < good.size(); ++i) {
            const FieldCandidate* const candidate = good[i];
            Evidence& evidence = field.evidence[i];
            evidence_.fill(evidence, candidate->printed, candidate->quote, profile_.rules[candidate->rule].id);
            if (candidate->percent_sign_lost)
                report(Severity::info, "percent-sign-lost", field.name,
                       "no per cent sign is printed behind this percentage", evidence);
        }
        take_change(field, good, index);
        tell_findings(field, group, index);
        for (const FieldCandidate* candidate : group) {
            if (!candidate->why.empty() && candidate->why != "refuted")
                report(Severity::warning, "damaged-repetition", field.name,
                       "the value is also printed in a place that looks cut or damaged", evidence_of(*candidate));
        }
    }

    /// How arithmetic settled a field that was found.
    void tell_findings(const Field& field, const std::vector<FieldCandidate*>& group, std::size_t index) {
        const Finding* finding = finding_of(index);
        if (finding == nullptr) return;
        const std::string check = "check." + finding->check->id;
        if (finding->kind == Finding::Kind::relabelled) {
            report(Severity::error, "label-refuted", field.name,
                   "printed under the label of " + name_of(finding->other) + ", which " + check + " refutes",
                   field.evidence.front());
            return;
        }
        for (const FieldCandidate* candidate : group) {
            if (candidate->why == "refuted")
                report(Severity::error, "refuted", field.name,
                       "another value is printed here; of all printed ones, " + check + " fits only with " +
                           field.evidence.front().text,
                       evidence_of(*candidate));
        }
    }

    [[nodiscard]] const Finding* finding_of(std::size_t index) const {
        const auto found = std::find_if(findings_.begin(), findings_.end(), [index](const Finding& finding) {
            return finding.field == static_cast<std::int32_t>(index);
        });
        return found == findings_.end() ? nullptr : &*found;
    }

    [[nodiscard]] const std::string& name_of(std::int32_t field) const {
        return profile_.fields[static_cast<std::size_t>(field)].name;
    }

    void leave_open(Field& field, const std::vector<FieldCandidate*>& group, Status status, std::size_t index) {
        field.status = status;
        for (const FieldCandidate* candidate : group)
            field.candidates.push_back({candidate->value, evidence_of(*candidate), std::string(candidate->why)});
        // Of an ambiguous field the good candidates tell, not a damaged one beside them.
        const auto telling = std::find_if(group.begin(), group.end(), [status](const FieldCandidate* candidate) {
            return status != Status::ambiguous || candidate->why == "conflict" || candidate->why == "claimed-twice";
        });
        const Reason& reason = reason_of(telling == group.end() ? group.front()->why : (*telling)->why);
        std::string message(reason.message);
        if (const Finding* finding = finding_of(index))
            message += ": " + name_of(finding->field) + " and " + name_of(finding->other);
        report(reason.severity, std::string(reason.code), field.name, std::move(message),
               field.candidates.front().evidence);
    }

    void take_change(Field& field, const std::vector<FieldCandidate*>& good, std::size_t index) {
        std::vector<const StatedChange*>& stated = stated_;
        stated.clear();
        for (const FieldCandidate* candidate : good) {
            if (candidate->change) stated.push_back(&*candidate->change);
        }
        for (const LooseChange& loose : candidates_.loose_changes) {
            if (loose.field == static_cast<std::int32_t>(index)) stated.push_back(&loose.stated);
        }
        if (stated.empty()) return;
        const auto known = std::find_if(stated.begin(), stated.end(), [](const StatedChange* other) {
            return other->change.direction != Direction::unknown;
        });
        const Change& fullest = known == stated.end() ? stated.front()->change : (*known)->change;
        if (std::all_of(stated.begin(), stated.end(),
                        [&](const StatedChange* other) { return same_change(other->change, fullest); })) {
            field.change = fullest;
            return;
        }
        report(Severity::error, "conflicting-changes", field.name,
               "the report prints changes that contradict each other",
               evidence_.make(stated.front()->printed, stated.front()->quote, profile_.rules[stated.front()->rule].id));
    }

    void resolve_identity() {
        auto& identities = candidates_.identities;
        const auto names = [](const IdentityCandidate& identity) { return !identity.weak; };
        if (std::none_of(identities.begin(), identities.end(), names)) take_marked_titles();
        const bool titled = std::any_of(identities.begin(), identities.end(), names);
        if (titled) drop_weak();
        if (titled) drop_links();
        // Each part from all places that print it; places that disagree leave it open.
        const auto pick = [&](auto member, std::string_view name, auto equal) -> const IdentityCandidate* {
            const IdentityCandidate* first = nullptr;
            for (const IdentityCandidate& identity : identities) {
                if (!(identity.*member)) continue;
                if (first == nullptr) {
                    first = &identity;
                } else if (!equal(*(first->*member), *(identity.*member))) {
                    report(Severity::error, "conflicting-identity", "",
                           "the report prints more than one " + std::string(name),
                           evidence_.make(identity.range, identity.range));
                    return nullptr;
                }
            }
            return first;
        };
        const auto plain = [](std::int32_t a, std::int32_t b) { return a == b; };
        if (const auto* identity = pick(&IdentityCandidate::number, "issue number", plain))
            out_.issue.number = identity->number;
        if (const auto* identity = pick(&IdentityCandidate::year, "issue year", plain))
            out_.issue.year = identity->year;

        const profile::Check* check = profile_.period_check();
        const std::optional<int> weekday = check != nullptr ? check->first_weekday : std::nullopt;
        drop_other_ranges(check);
        const IdentityCandidate* identity = pick(&IdentityCandidate::days, "period", value::may_be_same);
        if (identity == nullptr) return;
        const auto not_in_calendar = [&] {
            report(Severity::warning, "period-invalid", "", "the printed period is no range of days in the calendar",
                   evidence_.make(identity->days->printed, identity->range));
        };
        if (titled && ends_before_it_starts(*identity->days)) return not_in_calendar();
        out_.days = value::days_in(*identity->days);
        // Of places that agree, one that prints the year says more; years that contradict each other say nothing.
        const auto has_year = [](const value::DayRange& days) { return days.start.year != 0 || days.end.year != 0; };
        for (const IdentityCandidate& other : identities) {
            if (!other.days || !has_year(*other.days)) continue;
            if (!has_year(*identity->days)) {
                identity = &other;
            } else if (!value::may_be_same(*identity->days, *other.days)) {
                report(Severity::error, "conflicting-identity", "", "the report prints more than one period",
                       evidence_.make(other.range, other.range));
                return;
            }
        }
        const auto resolved = value::resolve_period(*identity->days, out_.issue.year, weekday);
        if (!resolved) {
            const bool no_year = identity->days->start.year == 0 && identity->days->end.year == 0 && !out_.issue.year;
            if (!no_year) return not_in_calendar();
            report(Severity::warning, "period-without-year", "",
                   "the period is printed without a year, and the report names no year of the issue",
                   evidence_.make(identity->days->printed, identity->range));
            return;
        }
        out_.period = resolved->period;
        if (resolved->year_source == value::YearSource::issue_shifted)
            report(Severity::warning, "period-year", "",
                   "the week goes across New Year; by its weekdays the issue's year is the year of its first day",
                   evidence_.make(identity->days->printed, identity->range));
    }

    /// "13 June to 19 May", without years: a week that goes across New Year is a few days long.
    static bool ends_before_it_starts(const value::DayRange& days) {
        constexpr std::int64_t longest = 31;
        return days.start.year == 0 && days.end.year == 0 && days.start.month > days.end.month &&
               value::days_in(days) > longest;
    }

    /// A title counts alone. Where it prints no days, those of the text may be another week's: that is said.
    void drop_weak() {
        auto& identities = candidates_.identities;
        const auto prints_days = [](bool weak) {
            return [weak](const IdentityCandidate& identity) { return identity.weak == weak && identity.days; };
        };
        if (std::none_of(identities.begin(), identities.end(), prints_days(false))) take_days_below_title();
        const auto days = std::find_if(identities.begin(), identities.end(), prints_days(true));
        if (days != identities.end() && std::none_of(identities.begin(), identities.end(), prints_days(false)))
            report(Severity::warning, "period-not-titled", "",
                   "the title names no days, and those in the text are not taken for the period",
                   evidence_.make(days->days->printed, days->range));
        std::erase_if(identities, [](const IdentityCandidate& identity) { return identity.weak; });
    }

    /// Where no title stands at a line's start, bullets and brackets may stand before it: it is the first place that
    /// names an issue, and no sentence names another one.
    void take_marked_titles() {
        auto& identities = candidates_.identities;
        const auto title = std::find_if(identities.begin(), identities.end(),
                                        [](const auto& identity) { return identity.number.has_value(); });
        if (title == identities.end() || !title->marked) return;
        const bool contradicted = std::any_of(identities.begin(), identities.end(), [&](const auto& identity) {
            return !identity.marked && identity.number && identity.number != title->number;
        });
        if (contradicted) return;
        for (IdentityCandidate& identity : identities) identity.weak = !identity.marked;
    }

    /// A masthead may part the title from its days: those right below it, before any figure, are a period of its year
    /// by length and weekday and the issue's number, and the only days there, and no other issue is named there.
    void take_days_below_title() {
        constexpr std::uint32_t reach = 240;  // bytes
        const profile::Check* const check = profile_.period_check();
        auto& identities = candidates_.identities;
        const auto title = std::find_if(identities.begin(), identities.end(),
                                        [](const auto& identity) { return !identity.weak && identity.number; });
        if (check == nullptr || !check->first_weekday || title == identities.end()) return;
        std::uint32_t end = title->range.end + reach;
        for (const FieldCandidate& field : candidates_.fields) {
            if (field.printed.begin > title->range.end) end = std::min(end, field.printed.begin);
        }
        IdentityCandidate* below = nullptr;
        for (IdentityCandidate& identity : identities) {
            if (identity.range.begin < title->range.end || identity.range.begin > end) continue;
            if (identity.number && identity.number != title->number) return;
            if (!identity.weak || !identity.days) continue;
            if (below != nullptr && !value::may_be_same(*below->days, *identity.days)) return;
            below = &identity;
        }
        if (below == nullptr || !value::may_last(*below->days, check->days)) return;
        const auto resolved = value::resolve_period(*below->days, title->year, check->first_weekday);
        if (!resolved || resolved->period.start.weekday() != *check->first_weekday) return;
        // "Last issue (6 to 12 June)", a campaign's week
        const bool another =
            check->numbered_by_last_day && check::number_by_last_day(resolved->period) != *title->number;
        if (!another) below->weak = false;
    }

    /// Behind the last figure, a title with another number than the first title's leads to another issue.
    void drop_links() {
        auto& identities = candidates_.identities;
        const auto named = std::find_if(identities.begin(), identities.end(),
                                        [](const IdentityCandidate& identity) { return identity.number.has_value(); });
        if (named == identities.end()) return;
        std::uint32_t figure = named->range.begin;
        for (const FieldCandidate& candidate : candidates_.fields) figure = std::max(figure, candidate.printed.end);
        const IdentityCandidate own = *named;
        if (figure == own.range.begin) return;
        std::erase_if(identities, [&](const IdentityCandidate& other) {
            return other.range.begin > figure && other.number && other.number != own.number;
        });
    }

    /// Outside of titles any range of days may be meant: one as long as a period tells more than the others, and in a
    /// text that speaks of this period the others tell nothing.
    void drop_other_ranges(const profile::Check* check) {
        if (check == nullptr) return;
        auto& identities = candidates_.identities;
        const auto fits = [check](const IdentityCandidate& identity) {
            return identity.days && (!identity.weak || value::may_last(*identity.days, check->days));
        };
        if (!candidates_.this_period && std::none_of(identities.begin(), identities.end(), fits)) return;
        for (IdentityCandidate& identity : identities) {
            if (!fits(identity)) identity.days.reset();
        }
    }

    void report(Severity severity, std::string code, std::string field, std::string message,
                std::optional<Evidence> evidence) {
        out_.diagnostics.push_back(
            {severity, std::move(code), std::move(field), std::move(message), std::move(evidence)});
    }

    Candidates& candidates_;
    const Profile& profile_;
    const EvidenceMaker& evidence_;
    CandidateGroups by_field_;
    std::vector<Finding> findings_;
    std::vector<FieldCandidate*> good_;        ///< scratch memory: of the field at hand
    std::vector<const StatedChange*> stated_;  ///< the same
    Resolution out_;
};

}  // namespace

Resolution resolve(Candidates& candidates, const Profile& profile, const EvidenceMaker& evidence) {
    return Resolver(candidates, profile, evidence).resolve();
}

}  // namespace certdelta::extract
