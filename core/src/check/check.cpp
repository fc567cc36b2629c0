#include "check/check.h"

#include <algorithm>
#include <span>
#include <string>

#include "check/equation.h"
#include "value/printed_precision.h"
#include "words.h"

namespace certdelta::check {
namespace {

using profile::Check;
using profile::CheckKind;

bool has_number(const Field& field) {
    return field.status == Status::found && std::holds_alternative<Decimal>(field.value);
}

std::string printed(const Field& field) {
    return field.name + " = " + figure_in_words(quantity_of(field).value, field.unit);
}

std::optional<Evidence> place_of(const Field& field) {
    return field.evidence.empty() ? std::nullopt : std::optional<Evidence>(field.evidence.front());
}

Diagnostic failure(const Check& check, std::span<const Field* const> fields) {
    std::string message = check.message.en + ": ";
    for (std::size_t i = 0; i < fields.size(); ++i) message += (i == 0 ? "" : ", ") + printed(*fields[i]);
    return {check.severity, "check." + check.id, fields.front()->name, std::move(message), place_of(*fields.front())};
}

void check_period(const Check& check, const Issue& issue, const Period& period, std::vector<Diagnostic>& out) {
    const std::int64_t days = period.end.to_days() - period.start.to_days() + 1;
    if (days != check.days || (check.first_weekday && period.start.weekday() != *check.first_weekday)) {
        out.push_back({check.severity, "check." + check.id, "",
                       check.message.en + ": " + period.start.to_string() + " to " + period.end.to_string(),
                       std::nullopt});
        return;
    }
    if (!check.numbered_by_last_day || !issue.number) return;
    const std::int32_t ordinal = number_by_last_day(period);
    if (ordinal != *issue.number)
        out.push_back({Severity::info, "check." + check.id + "-number", "",
                       "by its last day this would be issue " + std::to_string(ordinal) + " of " +
                           std::to_string(period.end.year) + ", not " + std::to_string(*issue.number),
                       std::nullopt});
}

/// The first qualifier with which one of the field's places prints its change.
Qualifier qualifier_of_change(const Field& field, const value::Lexicon& lexicon) {
    for (const Evidence& place : field.evidence) {
        const Qualifier qualifier = value::printed_qualifier(*field.change, place.quote, lexicon);
        if (qualifier != Qualifier::none) return qualifier;
    }
    return Qualifier::none;
}

/// Whether some whole number, changed as stated, gives the count; figures with a qualifier are only so near.
std::optional<bool> may_have_changed(const Field& field, const value::Lexicon& lexicon) {
    Quantity count = quantity_of(field);
    Change change = *field.change;
    const std::optional<bool> fits = has_whole_predecessor(count, change);
    if (fits != false) return fits;
    const Qualifier qualifier = qualifier_of_change(field, lexicon);
    if (qualifier == Qualifier::none && field.qualifier == Qualifier::none) return fits;
    const value::Loosened stated = value::loosened(*change.value, change.precision, qualifier);
    const value::Loosened counted = value::loosened(count.value, count.precision, field.qualifier);
    change.value = stated.value;
    change.precision = stated.precision;
    count.value = counted.value;
    count.precision = counted.precision;
    return has_whole_predecessor(count, change);
}

/// On every stated change, or on those of the named fields: it gives the count of the period before back as a whole
/// number. Percentages and dates have no predecessor to count.
void check_changes(const Check& check, const profile::Profile& profile, const std::vector<Field>& fields,
                   std::vector<Diagnostic>& out) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const Field& field = fields[i];
        const bool named = check.fields.empty() || std::find(check.fields.begin(), check.fields.end(),
                                                             static_cast<std::int32_t>(i)) != check.fields.end();
        if (!named || profile.fields[i].type != profile::FieldType::count || !field.change || !has_number(field))
            continue;
        if (may_have_changed(field, profile.lexicon) != false) continue;
        out.push_back({check.severity, "check." + check.id, field.name,
                       check.message.en + ": " + printed(field) + ", " + words_for(*field.change), place_of(field)});
    }
}

}  // namespace

std::int32_t number_by_last_day(const Period& period) {
    const Date first_of_year{period.end.year, 1, 1};
    return static_cast<std::int32_t>((period.end.to_days() - first_of_year.to_days()) / 7) + 1;
}

std::vector<Diagnostic> run_checks(const profile::Profile& profile, const std::vector<Field>& fields,
                                   const Issue& issue, const std::optional<Period>& period) {
    std::vector<Diagnostic> out;
    std::vector<const Field*> involved;
    std::vector<Quantity> figures;
    for (const Check& check : profile.checks) {
        if (check.kind == CheckKind::period) {
            if (period) check_period(check, issue, *period, out);
            continue;
        }
        if (check.kind == CheckKind::change) {
            check_changes(check, profile, fields, out);
            continue;
        }
        involved.clear();
        for (const std::int32_t index : check.fields) involved.push_back(&fields[static_cast<std::size_t>(index)]);
        if (!std::all_of(involved.begin(), involved.end(), [](const Field* field) { return has_number(*field); }))
            continue;
        figures.clear();
        for (const Field* field : involved) figures.push_back(quantity_of(*field));
        if (figures_fit(check.kind, figures) != false) continue;
        out.push_back(failure(check, involved));
        if (check.kind == CheckKind::sum && sum_may_be_rounding(figures)) {
            out.back().severity = Severity::info;
            out.back().message += " (rounding may explain it)";
        }
    }
    return out;
}

}  // namespace certdelta::check
