// Boxes of a panel that text extraction tore into two lines: the label's, and the figure's.
#pragma once

#include <vector>

#include "extract/candidates.h"

namespace certdelta::extract {

/// The stretches of the text, by position, in which labels and figures no longer stand on their boxes' lines. In lines
/// of a panel, right behind each other, a label alone has a figure alone as its neighbour, or a box lost its half: what
/// shares a line there may be of two boxes ("298 thousand Defaced Websites" between "Infected Computers" and "3,082").
[[nodiscard]] std::vector<text::Range> find_shifted_panels(const text::NormalText& normal,
                                                           const profile::Profile& profile, const Matches& matches);

/// Adds the changes of boxes whose figure, with its change, has the line right below the label's for itself, or right
/// above it. Text extraction may have put another box's figure there, so this is read only where a sentence of the text
/// gives the field that very value, and where no label on the figure's other side is given it, too. `labels`: as
/// find_labels() has them.
void add_torn_boxes(const text::NormalText& normal, const profile::Profile& profile, const std::vector<Match>& labels,
                    Candidates& candidates);

}  // namespace certdelta::extract
