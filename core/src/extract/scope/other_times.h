// Which of the printed times are the report's own, and which are others.
#pragma once

#include <span>
#include <vector>

#include "extract/scope/phrases.h"

namespace certdelta::extract {

/// `values`: matches that are titles or read days, by position.
[[nodiscard]] std::vector<PrintedPeriod> printed_periods(const Phrases& in, std::span<const Match* const> values);

/// "than last week (6 to 12 June)": the days are those that the report's own are compared with.
[[nodiscard]] bool is_compared_period(const Phrases& in, text::Range days);

// While phrases are collected, once the report's own time is known:

/// Ranges of days that are not the report's own, and "last week" where the report speaks of this week, are other times.
void add_periods(Phrases& in, const std::vector<PrintedPeriod>& periods);
/// Printed days, issues and weeks that are not the report's own. What the profile knows goes on behind a day: "on 10
/// May the centre published". `dated`: matches of the profile's dated phrases, by position.
void add_other_times(Phrases& in, std::span<const Match* const> dated);
/// "(last year 512)" behind a value says nothing of what stands around it.
void drop_comparisons(Phrases& in);

}  // namespace certdelta::extract
