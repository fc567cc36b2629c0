// Whether printed figures fit each other: pure arithmetic within what their print allows.
#pragma once

#include <optional>
#include <span>

#include "certdelta/report.h"
#include "profile/profile.h"

namespace certdelta::check {

/// A figure as printed.
struct Quantity {
    Decimal value;
    Decimal precision = Decimal::from_integer(1);  ///< size of the last printed digit
    bool exact = true;                             ///< printed without "about", "more than", "nearly"
};

/// Of a field that was found and holds a number.
[[nodiscard]] Quantity quantity_of(const Field& field);

/// Whether the figures of a check fit, in the order of profile::Check::fields. Each may be off by half a unit of its
/// last printed digit; a count printed in full is exact. Empty where nothing can be said: a division by zero, a check
/// of another kind.
[[nodiscard]] std::optional<bool> figures_fit(profile::CheckKind kind, std::span<const Quantity> figures);

/// Whether rounding of all figures explains a sum that does not hold. `figures`: total, parts...
[[nodiscard]] bool sum_may_be_rounding(std::span<const Quantity> figures);

/// Whether some whole number B gives `after` when it changes by `change`: B * (1 +- value / 100) = after, within half a
/// unit of the last printed digits of both, or B +- value = after. Empty where the question makes no sense (points, no
/// amount, unknown direction).
[[nodiscard]] std::optional<bool> has_whole_predecessor(const Quantity& after, const Change& change);

}  // namespace certdelta::check
