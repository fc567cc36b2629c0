// What has to hold inside one report.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "certdelta/report.h"
#include "profile/profile.h"

namespace certdelta::check {

/// Runs the profile's checks. One diagnostic for each that fails; a check whose fields are not all found says nothing.
/// Tolerances come from the printed precision.
[[nodiscard]] std::vector<Diagnostic> run_checks(const profile::Profile& profile, const std::vector<Field>& fields,
                                                 const Issue& issue, const std::optional<Period>& period);

/// The number of the weekly issue that covers these days, where issue N ends on the N-th such weekday of its year.
[[nodiscard]] std::int32_t number_by_last_day(const Period& period);

}  // namespace certdelta::check
