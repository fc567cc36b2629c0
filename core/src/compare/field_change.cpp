#include "compare/field_change.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "compare/editions.h"
#include "compare/stated_change.h"

namespace certdelta {
namespace {

bool has_value(const Value& value) { return !std::holds_alternative<std::monostate>(value); }

const Decimal* number_of(const Value& value) { return std::get_if<Decimal>(&value); }

std::optional<Decimal> subtract(Decimal a, Decimal b) {
    std::int64_t micros = 0;
    if (__builtin_sub_overflow(a.micros(), b.micros(), &micros)) return std::nullopt;
    return Decimal::from_micros(micros);
}

/// No word of it is in another script; numbers, dates and codes are in none.
bool is_latin(const Value& value) {
    constexpr auto is_ascii = [](std::string_view words) {
        return std::all_of(words.begin(), words.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    };
    if (const auto* const words = std::get_if<std::string>(&value)) return is_ascii(*words);
    const auto* const list = std::get_if<std::vector<std::string>>(&value);
    return list == nullptr || std::all_of(list->begin(), list->end(), is_ascii);
}

/// Why the field cannot be compared at all; empty when it can.
std::string_view obstacle(const Field* before, const Field* after, Relation relation, bool translated) {
    if (relation == Relation::unrelated) return "unrelated";
    if (before == nullptr) return "not-in-profile-before";
    if (after == nullptr) return "not-in-profile-after";
    if (before->status == Status::ambiguous) return "ambiguous-before";
    if (before->status == Status::rejected) return "rejected-before";
    if (after->status == Status::ambiguous) return "ambiguous-after";
    if (after->status == Status::rejected) return "rejected-after";
    if (before->status == Status::absent || after->status == Status::absent) return {};
    if (before->value.index() != after->value.index()) return "different-type";
    if (before->unit != after->unit) return "different-unit";
    if (translated && is_latin(before->value) != is_latin(after->value)) return "different-language";
    return {};
}

bool equal(const Field& before, const Field& after, Relation relation) {
    if (before.value == after.value) return true;
    const bool are_figures = number_of(before.value) != nullptr && number_of(after.value) != nullptr;
    return relation == Relation::other_edition && are_figures &&
           editions_agree(printed_figure(before), printed_figure(after));
}

FieldChangeKind kind_of(const Field& before, const Field& after, Relation relation) {
    if (before.status == Status::absent) return FieldChangeKind::added;
    if (after.status == Status::absent) return FieldChangeKind::removed;
    return equal(before, after, relation) ? FieldChangeKind::same : FieldChangeKind::changed;
}

void measure(FieldChange& change, const Field& before, const Field& after, Relation relation) {
    const Decimal was = *number_of(before.value);
    const Decimal is = *number_of(after.value);
    change.delta = subtract(is, was);
    if (!change.delta) return;
    // The movement of a percentage is in points: per cent of per cent would be read as points.
    if (change.unit != kPercentUnit) change.delta_pct = percent_of(*change.delta, was, 2);
    if (!change.stated) return;
    change.computed = compute_change(change.stated->kind, was, is);
    if (relation == Relation::consecutive)
        change.agrees = agrees(*change.stated, printed_figure(before), printed_figure(after));
}

}  // namespace

std::optional<FieldChange> compare_field(const Field* before, const Field* after, Relation relation,
                                         std::string_view type, bool translated) {
    const bool printed_before = before != nullptr && before->status != Status::absent;
    const bool printed_after = after != nullptr && after->status != Status::absent;
    if (!printed_before && !printed_after) return std::nullopt;

    FieldChange change;
    change.name = after != nullptr ? after->name : before->name;
    if (printed_before) change.before = before->value;
    if (printed_after) change.after = after->value;
    if (has_value(change.before)) change.before_qualifier = before->qualifier;
    if (has_value(change.after)) change.after_qualifier = after->qualifier;
    change.unit = printed_after ? after->unit : before->unit;

    const Decimal* latest = number_of(change.after);
    if (latest != nullptr && after->change) {
        change.stated = after->change;
        if (change.unit != kPercentUnit) change.implied_before = implied_before(*change.stated, printed_figure(*after));
    }

    if (const std::string_view why = obstacle(before, after, relation, translated); !why.empty()) {
        change.kind = FieldChangeKind::not_comparable;
        change.why = why;
        return change;
    }
    change.kind = kind_of(*before, *after, relation);
    // From 2023 to 2024 nothing has risen, by no per cent.
    if (type == "year") return change;
    if (number_of(change.before) != nullptr && latest != nullptr) measure(change, *before, *after, relation);
    return change;
}

}  // namespace certdelta
