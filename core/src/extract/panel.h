// Figures that stand beside a label, as in a panel of boxes that came out as text.
#pragma once

#include "extract/candidates.h"
#include "extract/scope.h"

namespace certdelta::extract {

/// Reads labels that share a line with one figure and nothing else, in either order, a change behind the figure
/// allowed. What stands on another line belongs to no label: text extraction tears boxes apart, and the nearest figure
/// may be a neighbour's. A label at which a sentence template matches, too, is no label. A figure that goes on in the
/// next line is not read.
void collect_panel(const text::NormalText& normal, const profile::Profile& profile, const Matches& matches,
                   const ScopeFinder& scope, Candidates& candidates);

}  // namespace certdelta::extract
