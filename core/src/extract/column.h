// What heads the columns of a table, and what that makes of the figures in them.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "extract/matcher.h"
#include "extract/scope.h"
#include "text/normalise.h"
#include "value/lexicon.h"

namespace certdelta::extract {

/// A table without a head: its first row has one of the labels, or figures, as the others have.
[[nodiscard]] bool is_headless(std::string_view text, text::Range head, const std::vector<Match>& labels,
                               const value::Lexicon& lexicon);

/// What heads the column of `pos`, which stands in the line; empty where nothing does.
[[nodiscard]] text::Range column_heading(std::string_view text, text::Range head, text::Range line, std::uint32_t pos);

/// What heads a figure's column, if anything does, does not say that its figures are counts of this period.
[[nodiscard]] bool is_headed_otherwise(std::string_view text, text::Range heading, const ScopeFinder& scope,
                                       const value::Lexicon& lexicon);

/// Whether a count among them stands in a column of a table that is headed otherwise: "Average", "Last month".
[[nodiscard]] bool has_count_headed_otherwise(const text::NormalText& normal, std::span<const Capture> captures,
                                              const ScopeFinder& scope, const value::Lexicon& lexicon);

}  // namespace certdelta::extract
