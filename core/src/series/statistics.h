// Robust statistics of one field's figures. All of it is computed in whole numbers and rounded once, at the end, so
// that every platform gives the same digits.
#pragma once

#include <optional>
#include <span>

#include "certdelta/decimal.h"
#include "wide.h"

namespace certdelta::series {

/// Median and median absolute deviation (MAD) of a set of figures, and how far a figure lies from them.
///
/// The modified z-score is 0.6745 * (x - median) / MAD, and a figure whose score is beyond 3.5 on either side is an
/// anomaly (B. Iglewicz, D. C. Hoaglin, "How to Detect and Handle Outliers", ASQC Quality Press 1993, section 3.3;
/// 0.6745 is the 0.75 quantile of the standard normal distribution, so that the score estimates standard deviations).
class Spread {
public:
    /// `figures` are not empty. Linear in their number on average.
    explicit Spread(std::span<const Decimal> figures);

    /// The middle figure, or halfway between the two middle ones. Rounded half away from zero to a millionth, which
    /// matters only when two figures in millionths have no middle in millionths.
    [[nodiscard]] Decimal median() const;
    /// The median of the distances to the (unrounded) median. Not scaled to a standard deviation. Rounded like it.
    [[nodiscard]] Decimal mad() const;
    /// Two decimals, half away from zero. Empty when the MAD is zero, that is, when more than half of the figures are
    /// equal: the set then shows no spread to measure by.
    [[nodiscard]] std::optional<Decimal> z(Decimal figure) const;
    /// Judged before rounding. False when the MAD is zero: there is no score to judge by, and a caller should say so.
    /// The mean absolute deviation, which some put in the place of a MAD of zero, is no robust measure: its breakdown
    /// point is zero, so that the very figure in question decides how far off it is (P. J. Huber, "Robust Statistics",
    /// Wiley 1981, section 1.2).
    [[nodiscard]] bool is_anomaly(Decimal figure) const;

private:
    [[nodiscard]] Wide deviation(Decimal figure) const { return Wide{figure.micros()} * 2 - median_; }

    Wide median_ = 0;  ///< in half millionths
    Wide mad_ = 0;     ///< in quarter millionths
};

/// One figure at its time, in whole weeks from any start.
struct TimedFigure {
    std::int64_t week = 0;
    Decimal value;
};

/// The Theil-Sen estimate of the change in a week: the median of the slopes between all pairs (H. Theil, "A
/// rank-invariant method of linear and polynomial regression analysis", 1950; P. K. Sen, "Estimates of the regression
/// coefficient based on Kendall's tau", JASA 63, 1968). Of an even number of pairs, halfway between the two middle
/// slopes. Rounded half away from zero to a millionth.
///
/// `figures` are ascending in `week`, no week twice. Empty for fewer than two, or when the slope does not fit.
///
/// Exact for any number of figures: the slope of the wanted rank is found by randomised selection in expected
/// O(n log n) time and O(n) memory, without making all n (n - 1) / 2 slopes (J. Matousek, "Randomized optimal algorithm
/// for slope selection", Information Processing Letters 39, 1991; M. B. Dillencourt, D. M. Mount, N. S. Netanyahu, "A
/// randomized algorithm for slope selection", Int. J. Comput. Geometry Appl. 2, 1992). Chance decides how fast it is,
/// never what it finds.
[[nodiscard]] std::optional<Decimal> theil_sen_slope(std::span<const TimedFigure> figures);

}  // namespace certdelta::series
