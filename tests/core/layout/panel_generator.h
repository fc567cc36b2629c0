// Panels of boxes with their truth, from a seed: every place that a figure may have beside its label, every kind of
// arrow, and layouts that must not be read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "certdelta/report.h"

namespace certdelta::tests {

/// What goes wrong with a panel.
enum class Trouble : std::uint8_t {
    none,
    lost_figure,    ///< one box has no figure
    lost_label,     ///< one box has no label
    two_figures,    ///< one box has another figure beside or below its own
    equal_gaps,     ///< as far from a box to the next as from a label to its figure
    scale_below,    ///< a scale stands below a figure
    other_scope,    ///< a label goes on: "since January"
    same_signs,     ///< the legend gives one sign two meanings
    crossed_signs,  ///< the legend gives the signs the other's meaning
    torn_figure,    ///< all but the first digit of a figure is small, and raised or lowered
    struck_figure,  ///< one box has an old figure, struck out, before its own
    stray_figures,  ///< figures stand in the page's margins and between the boxes
    last
};

struct PanelTruth {
    std::string field;
    std::optional<std::int64_t> value;   ///< empty: the field must not be found
    std::optional<Direction> direction;  ///< empty: no change is printed
    bool sign_known = true;              ///< false: the direction must be unknown
};

struct Panel {
    std::string pages;  ///< JSON
    std::vector<PanelTruth> truth;
    std::string description;
    Trouble trouble = Trouble::none;
};

/// `edition` is the id of an embedded profile.
[[nodiscard]] Panel make_panel(std::uint64_t seed, std::string_view edition, Trouble trouble);

}  // namespace certdelta::tests
