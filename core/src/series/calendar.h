// Weeks and what they belong to. A week is known by its Sunday, in days since 1970-01-01.
#pragma once

#include <cstdint>
#include <string>

#include "certdelta/report.h"
#include "certdelta/series.h"

namespace certdelta::series {

inline constexpr std::int64_t kDaysPerWeek = 7;

/// The last Sunday in the period; the next one behind its start where it has none.
[[nodiscard]] std::int64_t sunday_of(const Period& period);
/// The first Sunday on or behind the first day.
[[nodiscard]] std::int64_t first_sunday_of(const Period& period);

/// The months, quarters or years, counted from the year 0: the week of a Sunday belongs to the one that the Sunday lies
/// in. `by` is not SeriesBy::week.
[[nodiscard]] std::int64_t interval_of(std::int64_t sunday, SeriesBy by);
/// "2023-10", "2023-Q4", "2023".
[[nodiscard]] std::string interval_key(std::int64_t interval, SeriesBy by);
/// How many weeks belong to it.
[[nodiscard]] std::int64_t weeks_of_interval(std::int64_t interval, SeriesBy by);

}  // namespace certdelta::series
