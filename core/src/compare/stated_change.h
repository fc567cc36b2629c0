// The change against last week that a report prints, judged by the figures of both weeks.
#pragma once

#include <optional>
#include <string_view>

#include "certdelta/report.h"

namespace certdelta {

/// The unit of percentages.
inline constexpr std::string_view kPercentUnit = "%";

/// A figure as it is printed.
struct PrintedFigure {
    Decimal value;
    std::optional<Decimal> precision;  ///< size of the last printed digit; empty: nothing was rounded
    Qualifier qualifier = Qualifier::none;
    bool is_count = true;  ///< else a percentage, which is rounded even where it is whole
};

/// Of a field whose value is a number.
[[nodiscard]] PrintedFigure printed_figure(const Field& field);

/// What the change would be according to both figures, in the change's kind: per cent with two decimals, or the
/// difference. Empty for per cent of nothing.
[[nodiscard]] std::optional<Decimal> compute_change(ChangeKind kind, Decimal before, Decimal after);

/// Whether the printed change can be true. A printed figure stands for the interval of all numbers that round to it,
/// and so does the printed change; they agree when the change of some two numbers from both intervals lies in the
/// change's interval. Without a direction the magnitudes alone can refute a change, but not confirm it. Empty when
/// nothing can be told.
[[nodiscard]] std::optional<bool> agrees(const Change& stated, const PrintedFigure& before, const PrintedFigure& after);

/// The older figure, as the newer figure and its stated change make it: a whole count, and no finer than their print
/// allows: 1,060,000 that is 18% less may be anything from 1,279,000 to 1,307,000, which is 1,290,000. Empty when there
/// is no such count, when the direction is unknown, and for figures that are no counts.
[[nodiscard]] std::optional<Decimal> implied_before(const Change& stated, const PrintedFigure& after);

}  // namespace certdelta
