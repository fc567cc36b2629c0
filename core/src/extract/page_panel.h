// A panel of boxes on a page: its labels and figures by where they stand.
#pragma once

#include "extract/candidates.h"
#include "extract/scope.h"
#include "layout/page_text.h"

namespace certdelta::extract {

/// Reads the figures and changes of the profile's panels from the geometry of their pages (layout/neighbours.h). A
/// label has its lines for itself, but for its figure. A figure that words stand close to is left alone: they may make
/// it another one ("thousand", "last year"). The direction of a change is that of the sign in or beside it; a sign
/// without a meaning, or one that the page's legend gives two meanings, leaves it unknown.
void collect_page_panel(const text::NormalText& normal, const layout::PageText& pages, const profile::Profile& profile,
                        const Matches& matches, const ScopeFinder& scope, Candidates& candidates);

}  // namespace certdelta::extract
