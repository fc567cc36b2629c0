// Boxes of a panel that text extraction tore into two lines: the label's, and the figure's.
#pragma once

#include <vector>

#include "extract/candidates.h"

namespace certdelta::extract {

/// Adds the changes of boxes whose figure, with its change, has the line right below the label's for itself, or right
/// above it. Text extraction may have put another box's figure there, so this is read only where a sentence of the text
/// gives the field that very value, and where no label on the figure's other side is given it, too. `labels`: as
/// find_labels() has them.
void add_torn_boxes(const text::NormalText& normal, const profile::Profile& profile, const std::vector<Match>& labels,
                    Candidates& candidates);

}  // namespace certdelta::extract
