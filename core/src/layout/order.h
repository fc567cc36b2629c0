// The order in which a reader takes the pieces of a page: rows from top to bottom; where rows are parted by a common
// gutter, column after column.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "layout/pieces.h"

namespace certdelta::layout {

/// One line of the text.
struct OrderedLine {
    std::vector<std::uint32_t> pieces;  ///< from left to right
    bool apart = false;                 ///< a wide gap or another column lies before it
};

/// What the order needs to know of a piece.
struct Placed {
    Box box;
    double em = 0;
    bool ends_in_colon = false;  ///< a caption: what stands beside it belongs to it
};

/// Time: n log n for each level of columns within columns, of which there are a dozen at most.
[[nodiscard]] std::vector<OrderedLine> reading_order(const std::vector<Placed>& pieces);

/// Pieces in rows: those whose heights overlap, from top to bottom.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> rows_of(const std::vector<Placed>& pieces,
                                                              std::vector<std::uint32_t> which);

}  // namespace certdelta::layout
