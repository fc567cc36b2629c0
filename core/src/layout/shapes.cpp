#include "layout/shapes.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace certdelta::layout {
namespace {

/// Extent in x of the points within a band of heights.
struct Extent {
    double from = std::numeric_limits<double>::max();
    double to = std::numeric_limits<double>::lowest();
    void add(double x) {
        from = std::min(from, x);
        to = std::max(to, x);
    }
    [[nodiscard]] double width() const { return std::max(0.0, to - from); }
    [[nodiscard]] double middle() const { return (from + to) / 2; }
};

}  // namespace

Direction direction_of(std::span<const Point> points, const Box& box) {
    constexpr double same_height = 0.08;  // of the shape's height
    constexpr double pointed = 0.22;      // of its width: an end narrower than this is a tip
    constexpr double blunt = 0.28;        // an end wider than this is none; between the two, nothing is said
    constexpr double off_middle = 0.15;
    const double width = box.x1 - box.x0;
    const double height = box.y1 - box.y0;
    if (points.size() < 3 || !(width > 0) || !(height > 0)) return Direction::unknown;
    if (width > 4 * height || height > 8 * width) return Direction::unknown;

    Extent top;
    Extent bottom;
    for (const Point& point : points) {
        if (point.y - box.y0 <= same_height * height) top.add(point.x);
        if (box.y1 - point.y <= same_height * height) bottom.add(point.x);
    }
    const double middle = (box.x0 + box.x1) / 2;
    const auto is_tip = [&](const Extent& end) {
        return end.width() <= pointed * width && std::abs(end.middle() - middle) <= off_middle * width;
    };
    const auto is_blunt = [&](const Extent& end) { return end.width() >= blunt * width; };
    // Where the outermost points lie, from 0 (top) to 1 (bottom), at the left and at the right.
    double left = 0;
    double right = 0;
    double leftmost = std::numeric_limits<double>::max();
    double rightmost = std::numeric_limits<double>::lowest();
    for (const Point& point : points) {
        const double at = (point.y - box.y0) / height;
        if (point.x < leftmost) leftmost = point.x, left = at;
        if (point.x > rightmost) rightmost = point.x, right = at;
    }
    if (std::abs(left - right) > 0.2) return Direction::unknown;  // askew
    if (leftmost - box.x0 > 0.1 * width || box.x1 - rightmost > 0.1 * width) return Direction::unknown;
    const double widest = (left + right) / 2;

    const bool tip_above = is_tip(top);
    const bool tip_below = is_tip(bottom);
    if (tip_above && tip_below) {  // a stem drawn as one line
        if (widest <= 0.4) return Direction::up;
        return widest >= 0.6 ? Direction::down : Direction::unknown;
    }
    // An arrow is widest near its tip, a triangle at its other end.
    if (tip_above && is_blunt(bottom)) {
        const bool triangle = bottom.width() >= 0.8 * width;
        return triangle || widest <= 0.65 ? Direction::up : Direction::unknown;
    }
    if (tip_below && is_blunt(top)) {
        const bool triangle = top.width() >= 0.8 * width;
        return triangle || widest >= 0.35 ? Direction::down : Direction::unknown;
    }
    return Direction::unknown;
}

bool is_rectangle(std::span<const Point> points, const Box& box) {
    if (points.size() < 4 || points.size() > 6) return false;
    const double tolerance = 0.01 * std::max(box.x1 - box.x0, box.y1 - box.y0) + 0.1;
    unsigned corners = 0;
    for (const Point& point : points) {
        const bool at_left = std::abs(point.x - box.x0) <= tolerance;
        const bool at_right = std::abs(point.x - box.x1) <= tolerance;
        const bool at_top = std::abs(point.y - box.y0) <= tolerance;
        const bool at_bottom = std::abs(point.y - box.y1) <= tolerance;
        if (!(at_left || at_right) || !(at_top || at_bottom)) return false;
        corners |= 1U << ((at_right ? 1U : 0U) + (at_bottom ? 2U : 0U));
    }
    return corners == 0xF;
}

}  // namespace certdelta::layout
