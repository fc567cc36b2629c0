// What drawn paths look like: arrows, frames, rules.
#pragma once

#include <span>

#include "certdelta/report.h"
#include "layout/pages.h"

namespace certdelta::layout {

/// Where a triangle, an arrow or an angle points: up, down, or unknown for anything else. `points` in drawing order,
/// outlines of one subpath. Decided by its silhouette: an end that runs to a point in the middle, and where the shape
/// is widest.
[[nodiscard]] Direction direction_of(std::span<const Point> points, const Box& box);

/// A rectangle with sides along the axes.
[[nodiscard]] bool is_rectangle(std::span<const Point> points, const Box& box);

}  // namespace certdelta::layout
