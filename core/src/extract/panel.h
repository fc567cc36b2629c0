// Figures that stand beside a label, as in a panel of boxes that came out as text.
#pragma once

#include <optional>
#include <string_view>

#include "extract/candidates.h"
#include "extract/scope.h"
#include "value/number.h"

namespace certdelta::extract {

struct BoxFigure {
    value::Figure figure;
    std::optional<value::ReadChange> change;
};

/// A count and at most one change, which a comma may part, filling the range exactly. A change in per cent with its
/// arrow may stand before the count. A bare percentage behind the count is its change; the arrow before it was lost.
[[nodiscard]] std::optional<BoxFigure> read_box(std::string_view text, text::Range range,
                                                const value::Lexicon& lexicon);

/// The labels of panels, by position: not those at which a sentence template matches, too, nor those that speak of
/// another time or place, nor, where `lines` is given, those that a sentence goes on behind on their line.
[[nodiscard]] std::vector<Match> find_labels(const profile::Profile& profile, const Matches& matches,
                                             const ScopeFinder& scope, const text::NormalText* lines = nullptr);

/// Reads labels that share a line with one figure and nothing else, in either order, a change behind the figure
/// allowed; several may share a line where each has its figure behind it. Nothing is read in a table of contents, nor
/// where a line of the section says that its figures are multiples. What stands on another line belongs to no label
/// (but see torn_box.h): text extraction tears boxes apart, and the nearest figure may be a neighbour's. A label at
/// which a sentence template matches, too, is no label. A figure that goes on in the next line is not read, nor one in
/// a table's column whose heading says something else than that these are counts of this period.
void collect_panel(const text::NormalText& normal, const profile::Profile& profile, const std::vector<Match>& labels,
                   const ScopeFinder& scope, Candidates& candidates);

}  // namespace certdelta::extract
