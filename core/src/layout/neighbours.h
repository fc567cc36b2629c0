// Which things of a page stand beside which: the geometry of a panel of boxes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "certdelta/report.h"

namespace certdelta::layout {

enum class Side : std::uint8_t { left, right, above, below };
constexpr std::array<Side, 4> all_sides = {Side::left, Side::right, Side::above, Side::below};
[[nodiscard]] Side opposite(Side side);

/// Something that stands on a page by itself.
struct Thing {
    Box box;
    double em = 0;  ///< size of its print, points
};

/// How far `other` is from `thing` on that side, where it faces it: their heights (or widths) overlap by a good part.
[[nodiscard]] std::optional<double> gap_on(Side side, const Thing& thing, const Thing& other);

/// A thing taken for one owner's.
struct Pair {
    std::uint32_t owner = 0;
    std::uint32_t thing = 0;
    Side side = Side::left;  ///< of the owner, on which the thing stands
    double gap = 0;          ///< points
};

/// What the pairing looks at.
struct Scene {
    std::vector<Thing> owners;
    std::vector<Thing> things;
    std::vector<Thing> obstacles;              ///< neither: they hide what lies behind them
    std::vector<std::int32_t> owner_of_thing;  ///< the owner that a drawn frame gives a thing; -1: none
    std::vector<std::int32_t> frame_of_owner;  ///< which frame it stands in, by a number; -1, or no list: none
    std::vector<std::int32_t> frame_of_thing;
    double farthest = 0;  ///< em between an owner and its thing; 0: any
};

/// Pairs of owners and things that geometry decides, each in one pair at most:
///  - nothing stands between the two;
///  - for both, the other is clearly nearer than any other that faces it (half as far again, and half an em);
///  - all pairs of the scene stand on the same side (two thirds at least; the others are dropped), at a like distance
///    or in line with another pair's, and no other side would give as many owners a thing, however far;
///  - no thing that is nobody's stands beside it, or behind it: which of the two is meant?
///  - a single pair stands close.
/// Distance need not decide where the pattern does: in two rows (columns) or more, each owner has a thing on one side
/// of it, and no thing is left over. A frame that holds one owner and one thing decides by itself, and where one does,
/// no pair crosses a frame. What is not decided is in no pair. Time: (owners + things) * (owners + things + obstacles).
[[nodiscard]] std::vector<Pair> pair_up(const Scene& scene);

}  // namespace certdelta::layout
