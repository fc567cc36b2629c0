#include "compare/stated_change.h"

#include <algorithm>

#include "wide.h"

namespace certdelta {
namespace {

/// Half a millionth: half of a Decimal's smallest step, so that half of a printed digit is exact.
constexpr Wide kUnit = Wide{2} * Decimal::scale;

/// Far beyond any figure of a report, and small enough for all products below to stay exact.
constexpr Decimal kLargest = Decimal::from_integer(1'000'000'000'000);

bool within_reach(Decimal value) { return value.abs() <= kLargest; }

Wide to_halves(Decimal value) { return Wide{value.micros()} * 2; }

/// A closed interval, in half millionths.
struct Interval {
    Wide low = 0;
    Wide high = 0;
};

bool meet(const Interval& a, const Interval& b) { return a.low <= b.high && b.low <= a.high; }

/// Of "more than 1,300", the zeros are rounded, too; two digits are always meant.
Decimal precision_of(const PrintedFigure& figure) {
    const std::int64_t value = figure.value.micros();
    std::int64_t step = figure.precision->micros();
    if (figure.qualifier == Qualifier::none || !figure.is_count || value == 0) return *figure.precision;
    while (step > 0 && value % (10 * step) == 0 && value / (10 * step) >= 10) step *= 10;
    return decimal_from_micros(step).value_or(*figure.precision);
}

/// The numbers that a printed figure may stand for. A count printed to the unit, without a qualifier, stands for
/// itself. "more than" and "nearly" may also have been cut at a digit instead of rounded, which adds the other half on
/// one side.
Interval interval_of(const PrintedFigure& figure) {
    const bool is_exact =
        figure.is_count && figure.precision == Decimal::from_integer(1) && figure.qualifier == Qualifier::none;
    const Wide half = figure.precision && !is_exact ? Wide{precision_of(figure).micros()} : 0;
    const Wide below = figure.qualifier == Qualifier::nearly ? 2 * half : half;
    const Wide above = figure.qualifier == Qualifier::more_than ? 2 * half : half;
    return {to_halves(figure.value) - below, to_halves(figure.value) + above};
}

/// The changes that a statement may stand for, with their sign.
Interval interval_of(const Change& stated, Direction direction) {
    const Wide value = stated.value ? to_halves(*stated.value) : 0;
    const Wide half = stated.value ? Wide{stated.precision.micros()} : 0;
    const Wide low = std::max(Wide{0}, value - half);
    const Wide high = value + half;
    switch (direction) {
        case Direction::up:
            return {low, high};
        case Direction::down:
            return {-high, -low};
        default:
            return {-half, half};
    }
}

Interval difference(const Interval& before, const Interval& after) {
    return {after.low - before.high, after.high - before.low};
}

/// Whether some after / before - 1 lies in `stated`, in per cent. Multiplied out instead of divided, so that nothing is
/// rounded; needs before.high > 0.
bool percent_meets(const Interval& before, const Interval& after, const Interval& stated) {
    const Wide hundred = 100 * kUnit;
    const bool lowest_fits = (after.low - before.high) * hundred <= stated.high * before.high;
    // An older figure that may be zero allows for any rise.
    const bool highest_fits = before.low <= 0 || (after.high - before.low) * hundred >= stated.low * before.low;
    return lowest_fits && highest_fits;
}

bool magnitude_meets(const Change& stated, const Interval& before, const Interval& after, Direction direction) {
    const Interval claim = interval_of(stated, direction);
    return stated.kind == ChangeKind::percent ? percent_meets(before, after, claim)
                                              : meet(difference(before, after), claim);
}

bool direction_meets(const Interval& before, const Interval& after, Direction direction) {
    const Interval moved = difference(before, after);
    switch (direction) {
        case Direction::up:
            return moved.high > 0;
        case Direction::down:
            return moved.low < 0;
        default:
            return true;
    }
}

/// The largest power of ten that is no wider than `width`, which is in half millionths; 1 where none is.
Wide step_within(Wide width) {
    Wide step = 1;
    while (10 * step * kUnit <= width && step < kLargest.micros()) step *= 10;
    return step;
}

/// numerator / denominator as a whole number of steps, half away from zero; both at least zero.
std::optional<Decimal> whole_quotient(Wide numerator, Wide denominator, Wide step) {
    const Wide divisor = denominator * step;
    const Wide quotient = (numerator + divisor / 2) / divisor * step;
    if (quotient * Decimal::scale > Wide{kLargest.micros()}) return std::nullopt;
    return Decimal::from_integer(static_cast<std::int64_t>(quotient));
}

bool within_reach(const PrintedFigure& figure) {
    return within_reach(figure.value) && within_reach(figure.precision.value_or(Decimal()));
}

bool within_reach(const Change& stated) {
    return within_reach(stated.value.value_or(Decimal())) && within_reach(stated.precision);
}

}  // namespace

PrintedFigure printed_figure(const Field& field) {
    return {*std::get_if<Decimal>(&field.value), field.precision, field.qualifier, field.unit != kPercentUnit};
}

std::optional<Decimal> compute_change(ChangeKind kind, Decimal before, Decimal after) {
    return kind == ChangeKind::percent ? percent_of(after - before, before, 2) : after - before;
}

std::optional<bool> agrees(const Change& stated, const PrintedFigure& before, const PrintedFigure& after) {
    if (!within_reach(stated) || !within_reach(before) || !within_reach(after)) return std::nullopt;
    const Interval was = interval_of(before);
    const Interval is = interval_of(after);
    const bool is_of_nothing = stated.kind == ChangeKind::percent && was.high <= 0;

    if (stated.direction == Direction::unknown) {
        if (!stated.value || is_of_nothing) return std::nullopt;
        const bool possible =
            magnitude_meets(stated, was, is, Direction::up) || magnitude_meets(stated, was, is, Direction::down);
        return possible ? std::nullopt : std::optional<bool>(false);
    }
    // "up 0.0%" may be a figure that has not moved.
    const bool of_nothing = stated.value == Decimal() && meet(difference(was, is), Interval{});
    if (!of_nothing && !direction_meets(was, is, stated.direction)) return false;
    const bool only_direction = !stated.value && stated.direction != Direction::same;
    if (only_direction) return true;
    if (!is_of_nothing) return magnitude_meets(stated, was, is, stated.direction);
    // Nothing has no per cent, but it is still clear whether it stayed nothing.
    if (stated.direction != Direction::same) return std::nullopt;
    return meet(difference(was, is), Interval{});
}

std::optional<Decimal> implied_before(const Change& stated, const PrintedFigure& figure) {
    const Decimal after = figure.value;
    if (!after.is_integer() || after < Decimal() || stated.kind == ChangeKind::points) return std::nullopt;
    if (!within_reach(stated) || !within_reach(figure)) return std::nullopt;
    if (stated.direction == Direction::same) return after;
    if (stated.direction == Direction::unknown || !stated.value) return std::nullopt;

    const bool up = stated.direction == Direction::up;
    const Interval is = interval_of(figure);
    const Interval moved = interval_of(stated, stated.direction);
    if (stated.kind == ChangeKind::absolute) {
        const Decimal before = up ? after - *stated.value : after + *stated.value;
        const bool is_count = before.is_integer() && before >= Decimal();
        const Wide width = std::max(is.high - is.low, moved.high - moved.low);
        return is_count ? whole_quotient(before.micros(), Decimal::scale, step_within(width)) : std::nullopt;
    }
    const Decimal hundred = Decimal::from_integer(100);
    const Decimal share =
        up ? hundred + *stated.value : hundred - *stated.value;  // what `after` is of `before`, in per cent
    const Wide hundred_per_cent = 100 * kUnit;
    const Wide least_share = hundred_per_cent + moved.low;
    if (share <= Decimal() || least_share <= 0) return std::nullopt;
    const Wide highest = is.high * hundred_per_cent / least_share;
    const Wide lowest = std::max(Wide{0}, is.low) * hundred_per_cent / (hundred_per_cent + moved.high);
    return whole_quotient(Wide{after.micros()} * 100, Wide{share.micros()}, step_within(highest - lowest));
}

}  // namespace certdelta
