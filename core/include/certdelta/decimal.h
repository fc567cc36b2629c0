// Exact decimal numbers, as reports print them.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace certdelta {

/// A decimal number held exactly, in millionths. Range: about +-9.2e12, far beyond any count that a report prints.
/// Binary floating point is avoided on purpose: 18.4 must stay 18.4, and sums must be exact.
class Decimal {
public:
    static constexpr std::int64_t scale = 1'000'000;

    constexpr Decimal() = default;
    [[nodiscard]] static constexpr Decimal from_micros(std::int64_t micros) {
        Decimal d;
        d.micros_ = micros;
        return d;
    }
    [[nodiscard]] static constexpr Decimal from_integer(std::int64_t value) { return from_micros(value * scale); }
    /// Reads "-12.5", "1e3" (JSON number syntax); decimals beyond the sixth are rounded half away from zero. Empty when
    /// it is not a number or does not fit.
    [[nodiscard]] static std::optional<Decimal> from_string(std::string_view text);

    [[nodiscard]] constexpr std::int64_t micros() const { return micros_; }
    [[nodiscard]] constexpr bool is_integer() const { return micros_ % scale == 0; }
    [[nodiscard]] constexpr double to_double() const {
        return static_cast<double>(micros_) / static_cast<double>(scale);
    }
    /// The shortest decimal that gives the value back: "253", "16.8", "-0.5". Never an exponent.
    [[nodiscard]] std::string to_string() const;
    void append_to(std::string& out) const;

    friend constexpr Decimal operator+(Decimal a, Decimal b) { return from_micros(a.micros_ + b.micros_); }
    friend constexpr Decimal operator-(Decimal a, Decimal b) { return from_micros(a.micros_ - b.micros_); }
    friend constexpr auto operator<=>(Decimal, Decimal) = default;
    [[nodiscard]] constexpr Decimal abs() const { return micros_ < 0 ? from_micros(-micros_) : *this; }

private:
    std::int64_t micros_ = 0;
};

/// (numerator / denominator) * 100, rounded half away from zero to `decimals` (0..6). Empty when the denominator is
/// zero or the result does not fit.
[[nodiscard]] std::optional<Decimal> percent_of(Decimal numerator, Decimal denominator, int decimals);

}  // namespace certdelta
