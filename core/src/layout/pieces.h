// From a page's fragments to the pieces of its lines.
#pragma once

#include <cstdint>
#include <vector>

#include "layout/fragments.h"

namespace certdelta::layout {

/// Fragments that stand on one line with no gap between them wider than between words.
struct Piece {
    std::vector<std::uint32_t> fragments;  ///< from left to right; index into PageFragments::level
    Box box;
    Box core;       ///< of its largest print
    double em = 0;  ///< of its largest print
};

struct PagePieces {
    std::vector<Piece> pieces;
    /// By fragment: it is printed right behind a figure, smaller or on another base line, and may be the rest of it or
    /// not.
    std::vector<bool> torn;
    std::vector<std::uint32_t>
        notes;  ///< fragments that are raised footnote numbers: no part of the figure before them
};

/// `rules` are abscissae of upright drawn lines that part what stands on either side of them.
struct UprightRule {
    double x = 0;
    double y0 = 0;
    double y1 = 0;
};
/// Time: n log n. Text that is printed twice over itself (bold made by overprinting, shadows) counts once.
[[nodiscard]] PagePieces pieces_of(const Pages& pages, const std::vector<Fragment>& fragments,
                                   std::vector<UprightRule> rules);

/// How far two stretches overlap; negative: how far they are apart.
[[nodiscard]] inline double overlap(double a0, double a1, double b0, double b1) {
    return (a1 < b1 ? a1 : b1) - (a0 > b0 ? a0 : b0);
}
[[nodiscard]] inline double overlap_x(const Box& a, const Box& b) { return overlap(a.x0, a.x1, b.x0, b.x1); }
[[nodiscard]] inline double overlap_y(const Box& a, const Box& b) { return overlap(a.y0, a.y1, b.y0, b.y1); }
[[nodiscard]] inline Box united(const Box& a, const Box& b) {
    return {a.x0 < b.x0 ? a.x0 : b.x0, a.y0 < b.y0 ? a.y0 : b.y0, a.x1 > b.x1 ? a.x1 : b.x1, a.y1 > b.y1 ? a.y1 : b.y1};
}

}  // namespace certdelta::layout
