// Pages that lie askew, as scanners leave them, or on their side: put straight before anything is read from where
// things stand.
#pragma once

#include <optional>

#include "certdelta/report.h"
#include "layout/pages.h"

namespace certdelta::layout {

/// From a page that is put straight back to the page as it is shown.
struct Turn {
    double cosine = 1;
    double sine = 0;
    Point straight;  ///< middle of the straight page
    Point shown;     ///< middle of the page as it is shown

    [[nodiscard]] Point back(Point point) const;
    /// The upright box around the turned one.
    [[nodiscard]] Box back(const Box& box) const;
};

/// Turns the page so that most of its text runs from left to right: its runs, and its marks with their points in
/// `pages`. None where it does so already, or where no direction is that of most of its text.
std::optional<Turn> put_straight(Pages& pages, Page& page);

}  // namespace certdelta::layout
