#include "check/equation.h"

#include <algorithm>

namespace certdelta::check {
namespace {

using profile::CheckKind;
using Wide = __int128;  // products of two numbers in millionths

constexpr Wide hundred = Wide{100} * Decimal::scale;

/// Half a unit of the last printed digit, in millionths; nothing for a count printed in full.
Wide half_unit(const Quantity& quantity) {
    const bool count_in_full =
        quantity.exact && quantity.value.is_integer() && quantity.precision == Decimal::from_integer(1);
    return count_in_full ? 0 : quantity.precision.micros() / 2;
}

/// What a figure may stand for, in millionths, both ends included.
struct Interval {
    Wide low;
    Wide high;
};

Interval interval_of(const Quantity& quantity) {
    const Wide half = half_unit(quantity);
    return {quantity.value.micros() - half, quantity.value.micros() + half};
}

/// A percentage or a quotient is rounded even where it is printed as a whole number.
Interval rounded(const Quantity& quantity) {
    const Wide half = quantity.precision.micros() / 2;
    return {quantity.value.micros() - half, quantity.value.micros() + half};
}

bool le_fits(const Quantity& left, const Quantity& right) { return interval_of(left).low <= interval_of(right).high; }

/// How far the total is from the sum of its parts, in millionths.
Wide sum_difference(std::span<const Quantity> figures) {
    Wide difference = figures[0].value.micros();
    for (const Quantity& part : figures.subspan(1)) difference -= part.value.micros();
    return difference < 0 ? -difference : difference;
}

/// Within half a unit of the coarsest printed figure.
bool sum_fits(std::span<const Quantity> figures) {
    Decimal coarsest;
    for (const Quantity& figure : figures) coarsest = std::max(coarsest, figure.precision);
    return 2 * sum_difference(figures) <= Wide{coarsest.micros()};
}

/// quotient = dividend / divisor * factor, where the three intervals allow it.
std::optional<bool> division_fits(Interval quotient, const Quantity& dividend, const Quantity& divisor, Wide factor) {
    if (divisor.value <= Decimal{}) return std::nullopt;
    const Interval above = interval_of(dividend);
    const Interval below = interval_of(divisor);
    return quotient.low * below.low <= above.high * factor && above.low * factor <= quotient.high * below.high;
}

bool complement_fits(const Quantity& left, const Quantity& right) {
    return rounded(left).low + rounded(right).low <= hundred && hundred <= rounded(left).high + rounded(right).high;
}

}  // namespace

Quantity quantity_of(const Field& field) {
    return {*std::get_if<Decimal>(&field.value), field.precision.value_or(Decimal::from_integer(1)),
            field.qualifier == Qualifier::none};
}

std::optional<bool> figures_fit(CheckKind kind, std::span<const Quantity> figures) {
    switch (kind) {
        case CheckKind::le:
            return le_fits(figures[0], figures[1]);
        case CheckKind::sum:
            return sum_fits(figures);
        case CheckKind::ratio:
            return division_fits(rounded(figures[0]), figures[1], figures[2], hundred);
        case CheckKind::quotient:
            return division_fits(rounded(figures[0]), figures[1], figures[2], Decimal::scale);
        case CheckKind::complement:
            return complement_fits(figures[0], figures[1]);
        case CheckKind::change:
        case CheckKind::period:
            return std::nullopt;
    }
    return std::nullopt;
}

bool sum_may_be_rounding(std::span<const Quantity> figures) {
    Wide slack = 0;
    for (const Quantity& figure : figures) slack += half_unit(figure);
    return sum_difference(figures) <= slack;
}

std::optional<bool> has_whole_predecessor(const Quantity& after, const Change& change) {
    if (change.kind == ChangeKind::points || !change.value) return std::nullopt;
    if (change.direction != Direction::up && change.direction != Direction::down) return std::nullopt;
    const bool down = change.direction == Direction::down;
    const Wide half = after.precision > Decimal::from_integer(1) ? after.precision.micros() / 2 : 0;
    const Wide after_low = after.value.micros() - half;
    const Wide after_high = after.value.micros() + half;
    // More than there are cannot have been added: less than nothing would have been there before.
    if (change.kind == ChangeKind::absolute) return down || Wide{change.value->micros()} <= after_high;
    // Nothing can lose more than all of itself, and then nothing is left; to nothing, all of it is lost. From nothing
    // no percentage leads anywhere else.
    const Wide stated = change.value->micros();
    if (down && stated >= hundred) return stated == hundred && after_low <= 0;
    if (after_high <= 0) return stated == 0 || (down && stated + change.precision.micros() / 2 >= hundred);
    const Wide sign = down ? -1 : 1;
    const Wide a = hundred + sign * (stated - change.precision.micros() / 2);
    const Wide b = hundred + sign * (stated + change.precision.micros() / 2);
    const Wide factor_low = std::min(a, b);
    const Wide factor_high = std::max(a, b);
    if (factor_low <= 0) return true;
    // B in [after_low / factor_high, after_high / factor_low], both in counts; rounded up and down to whole ones
    const Wide low = (after_low * 100 + factor_high - 1) / factor_high;
    const Wide high = after_high * 100 / factor_low;
    return low <= high;
}

}  // namespace certdelta::check
