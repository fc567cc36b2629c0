#include "check/check.h"

#include <algorithm>
#include <span>
#include <string>

namespace certdelta::check {
namespace {

using profile::Check;
using profile::CheckKind;
using Wide = __int128;  // products of two numbers in millionths

Decimal number(const Field& field) { return *std::get_if<Decimal>(&field.value); }
Decimal precision(const Field& field) { return field.precision.value_or(Decimal::from_integer(1)); }
bool exact(const Field& field) {
    return precision(field) <= Decimal::from_integer(1) && field.qualifier == Qualifier::none;
}

/// Half a unit of the last printed digit, in millionths; nothing for a count printed in full.
Wide half_unit(const Field& field) {
    const bool count_in_full =
        exact(field) && number(field).is_integer() && precision(field) == Decimal::from_integer(1);
    return count_in_full ? 0 : precision(field).micros() / 2;
}

bool le_holds(const Field& left, const Field& right) {
    return Wide{number(left).micros()} <= Wide{number(right).micros()} + half_unit(left) + half_unit(right);
}

/// How far the total is from the sum of its parts, in millionths.
Wide sum_difference(std::span<const Field* const> fields) {
    Wide difference = number(*fields[0]).micros();
    for (const Field* part : fields.subspan(1)) difference -= number(*part).micros();
    return difference < 0 ? -difference : difference;
}

/// Within half a unit of the coarsest printed figure.
bool sum_holds(std::span<const Field* const> fields) {
    Decimal coarsest;
    for (const Field* field : fields) coarsest = std::max(coarsest, precision(*field));
    return 2 * sum_difference(fields) <= Wide{coarsest.micros()};
}

/// Whether rounding of all figures explains a sum that does not hold: each may be off by half a unit of its own.
bool sum_may_be_rounding(std::span<const Field* const> fields) {
    Wide slack = 0;
    for (const Field* field : fields) slack += half_unit(*field);
    return sum_difference(fields) <= slack;
}

/// value = numerator / denominator, rounded to what is printed.
std::optional<bool> quotient_holds(const Field& value, const Field& numerator, const Field& denominator) {
    if (number(denominator) <= Decimal{}) return std::nullopt;
    const Wide low = Wide{number(value).micros()} - precision(value).micros() / 2;
    const Wide high = Wide{number(value).micros()} + precision(value).micros() / 2;
    const Wide divisor = number(denominator).micros();
    const Wide dividend = number(numerator).micros();
    return low * (divisor - half_unit(denominator)) <= (dividend + half_unit(numerator)) * Decimal::scale &&
           (dividend - half_unit(numerator)) * Decimal::scale <= high * (divisor + half_unit(denominator));
}

bool complement_holds(const Field& left, const Field& right) {
    const Wide sum = Wide{number(left).micros()} + number(right).micros();
    const Wide difference = sum - Decimal::from_integer(100).micros();
    const Wide tolerance = precision(left).micros() / 2 + precision(right).micros() / 2;
    return (difference < 0 ? -difference : difference) <= tolerance;
}

std::optional<bool> holds(const Check& check, std::span<const Field* const> fields) {
    switch (check.kind) {
        case CheckKind::le:
            return le_holds(*fields[0], *fields[1]);
        case CheckKind::sum:
            return sum_holds(fields);
        case CheckKind::ratio:
            return ratio_holds(*fields[0], *fields[1], *fields[2]);
        case CheckKind::quotient:
            return quotient_holds(*fields[0], *fields[1], *fields[2]);
        case CheckKind::complement:
            return complement_holds(*fields[0], *fields[1]);
        case CheckKind::period:
            return std::nullopt;
    }
    return std::nullopt;
}

std::string printed(const Field& field) { return field.name + " = " + number(field).to_string(); }

Diagnostic failure(const Check& check, std::span<const Field* const> fields) {
    std::string message = check.message + ": ";
    for (std::size_t i = 0; i < fields.size(); ++i) message += (i == 0 ? "" : ", ") + printed(*fields[i]);
    std::optional<Evidence> evidence;
    if (!fields.front()->evidence.empty()) evidence = fields.front()->evidence.front();
    return {check.severity, "check." + check.id, fields.front()->name, std::move(message), std::move(evidence)};
}

void check_period(const Check& check, const Issue& issue, const Period& period, std::vector<Diagnostic>& out) {
    const std::int64_t days = period.end.to_days() - period.start.to_days() + 1;
    if (days != check.days || (check.first_weekday && period.start.weekday() != *check.first_weekday)) {
        out.push_back({check.severity, "check." + check.id, "",
                       check.message + ": " + period.start.to_string() + " to " + period.end.to_string(),
                       std::nullopt});
        return;
    }
    if (!check.numbered_by_last_day || !issue.number) return;
    const Date first_of_year{period.end.year, 1, 1};
    const std::int32_t ordinal = static_cast<std::int32_t>((period.end.to_days() - first_of_year.to_days()) / 7) + 1;
    if (ordinal != *issue.number)
        out.push_back({Severity::info, "check." + check.id + "-number", "",
                       "by its last day this would be issue " + std::to_string(ordinal) + " of " +
                           std::to_string(period.end.year) + ", not " + std::to_string(*issue.number),
                       std::nullopt});
}

}  // namespace

std::optional<bool> ratio_holds(const Field& share, const Field& part, const Field& whole) {
    if (number(whole) <= Decimal{}) return std::nullopt;
    // share lies in [part_low / whole_high, part_high / whole_low] * 100, each widened by half a unit of its print
    const Wide share_low = Wide{number(share).micros()} - precision(share).micros() / 2;
    const Wide share_high = Wide{number(share).micros()} + precision(share).micros() / 2;
    const Wide part_low = Wide{number(part).micros()} - half_unit(part);
    const Wide part_high = Wide{number(part).micros()} + half_unit(part);
    const Wide whole_low = Wide{number(whole).micros()} - half_unit(whole);
    const Wide whole_high = Wide{number(whole).micros()} + half_unit(whole);
    return share_low * whole_low <= part_high * 100 * Decimal::scale &&
           part_low * 100 * Decimal::scale <= share_high * whole_high;
}

std::optional<bool> has_whole_predecessor(Decimal after, Decimal after_precision, const Change& change) {
    if (change.kind != ChangeKind::percent || !change.value) return std::nullopt;
    if (change.direction != Direction::up && change.direction != Direction::down) return std::nullopt;
    const Wide unit = Decimal::scale;
    const Wide half_after = after_precision > Decimal::from_integer(1) ? after_precision.micros() / 2 : 0;
    const Wide after_low = after.micros() - half_after;
    const Wide after_high = after.micros() + half_after;
    const Wide hundred = 100 * unit;
    const Wide sign = change.direction == Direction::up ? 1 : -1;
    const Wide a = hundred + sign * (Wide{change.value->micros()} - change.precision.micros() / 2);
    const Wide b = hundred + sign * (Wide{change.value->micros()} + change.precision.micros() / 2);
    const Wide factor_low = std::min(a, b);
    const Wide factor_high = std::max(a, b);
    if (factor_high <= 0) return after_low <= 0;
    // B in [after_low / factor_high, after_high / factor_low], both in counts
    const Wide low = (after_low * 100 + factor_high - 1) / factor_high;  // rounded up; after in millionths, factor too
    if (factor_low <= 0) return true;
    const Wide high = after_high * 100 / factor_low;
    return low <= high;
}

std::vector<Diagnostic> run_checks(const profile::Profile& profile, const std::vector<Field>& fields,
                                   const Issue& issue, const std::optional<Period>& period) {
    std::vector<Diagnostic> out;
    std::vector<const Field*> involved;
    for (const Check& check : profile.checks) {
        if (check.kind == CheckKind::period) {
            if (period) check_period(check, issue, *period, out);
            continue;
        }
        involved.clear();
        for (const std::int32_t index : check.fields) involved.push_back(&fields[static_cast<std::size_t>(index)]);
        const bool all_found = std::all_of(involved.begin(), involved.end(), [](const Field* field) {
            return field->status == Status::found && std::holds_alternative<Decimal>(field->value);
        });
        if (!all_found) continue;
        if (holds(check, involved) != false) continue;
        out.push_back(failure(check, involved));
        if (check.kind == CheckKind::sum && sum_may_be_rounding(involved)) {
            out.back().severity = Severity::info;
            out.back().message += " (rounding may explain it)";
        }
    }
    for (const Field& field : fields) {
        if (field.status != Status::found || !field.change || !std::holds_alternative<Decimal>(field.value) ||
            !field.precision)
            continue;
        if (has_whole_predecessor(number(field), *field.precision, *field.change) == false)
            out.push_back({Severity::warning, "change-without-predecessor", field.name,
                           "no whole number of the period before becomes " + number(field).to_string() +
                               " by the stated change of " + field.change->value->to_string() + "%",
                           field.evidence.empty() ? std::nullopt : std::optional<Evidence>(field.evidence.front())});
    }
    return out;
}

}  // namespace certdelta::check
