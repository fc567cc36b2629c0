// What has to hold inside one report.
#pragma once

#include <optional>
#include <vector>

#include "certdelta/report.h"
#include "profile/profile.h"

namespace certdelta::check {

/// Runs the profile's checks, and on every stated change the one that holds for any report: the change gives the count
/// of the period before back as a whole number. One diagnostic for each that fails; a check whose fields are not all
/// found says nothing. Tolerances come from the printed precision.
[[nodiscard]] std::vector<Diagnostic> run_checks(const profile::Profile& profile, const std::vector<Field>& fields,
                                                 const Issue& issue, const std::optional<Period>& period);

/// Whether `share` (per cent) is part / whole * 100 within what the print of all three allows. Empty when whole is
/// zero.
[[nodiscard]] std::optional<bool> ratio_holds(const Field& share, const Field& part, const Field& whole);

/// Whether some whole number B gives `after` when it changes by `change` (a percentage): B * (1 +- value / 100) =
/// after, within half a unit of the last printed digits of both. Empty where the question makes no sense (another kind
/// of change, no amount, unknown direction).
[[nodiscard]] std::optional<bool> has_whole_predecessor(Decimal after, Decimal after_precision, const Change& change);

}  // namespace certdelta::check
