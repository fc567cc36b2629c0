// Whole numbers of 128 bits, for products that must not be rounded before the end.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include "certdelta/decimal.h"

namespace certdelta {

__extension__ using Wide = __int128;

constexpr Wide magnitude(Wide value) { return value < 0 ? -value : value; }

/// numerator / denominator, half away from zero; the denominator is not zero.
constexpr Wide divide_rounded(Wide numerator, Wide denominator) {
    const bool negative = (numerator < 0) != (denominator < 0);
    const Wide n = magnitude(numerator);
    const Wide d = magnitude(denominator);
    // The remainder is doubled, not the divisor halved: half of an odd divisor is no whole number.
    const Wide quotient = n / d + (n % d >= d - n % d ? 1 : 0);
    return negative ? -quotient : quotient;
}

/// Empty when it does not fit.
constexpr std::optional<Decimal> decimal_from_micros(Wide micros) {
    constexpr Wide limit = std::numeric_limits<std::int64_t>::max();
    if (micros > limit || micros < -limit) return std::nullopt;
    return Decimal::from_micros(static_cast<std::int64_t>(micros));
}

}  // namespace certdelta
