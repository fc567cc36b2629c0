#include "certdelta/decimal.h"

#include <charconv>
#include <limits>

#include "wide.h"

namespace certdelta {
namespace {

constexpr int kDecimals = 6;
constexpr std::int64_t kPowersOfTen[] = {1, 10, 100, 1'000, 10'000, 100'000, 1'000'000};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The parts of a JSON number (RFC 8259, section 6).
struct Number {
    bool negative = false;
    std::string_view whole;
    std::string_view fraction;
    int exponent = 0;
};

std::string_view take_digits(std::string_view& text) {
    std::size_t length = 0;
    while (length < text.size() && is_digit(text[length])) ++length;
    const std::string_view digits = text.substr(0, length);
    text.remove_prefix(length);
    return digits;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

/// Exponents outside +-1000 give no number that fits; clamping them keeps the arithmetic small.
int to_exponent(std::string_view digits, bool negative) {
    int value = 0;
    for (const char digit : digits) {
        if (value < 1000) value = value * 10 + (digit - '0');
    }
    return negative ? -value : value;
}

std::optional<Number> split(std::string_view text) {
    Number number;
    number.negative = take(text, '-');
    number.whole = take_digits(text);
    if (number.whole.empty() || (number.whole.size() > 1 && number.whole.front() == '0')) return std::nullopt;
    if (take(text, '.')) {
        number.fraction = take_digits(text);
        if (number.fraction.empty()) return std::nullopt;
    }
    if (take(text, 'e') || take(text, 'E')) {
        const bool negative = take(text, '-');
        if (!negative) take(text, '+');
        const std::string_view digits = take_digits(text);
        if (digits.empty()) return std::nullopt;
        number.exponent = to_exponent(digits, negative);
    }
    if (!text.empty()) return std::nullopt;
    return number;
}

}  // namespace

std::optional<Decimal> Decimal::from_string(std::string_view text) {
    const std::optional<Number> number = split(text);
    if (!number) return std::nullopt;

    // The digits of whole and fraction in one row; `point` of them stand before the decimal point of the result in
    // micros.
    const std::int64_t digits = static_cast<std::int64_t>(number->whole.size() + number->fraction.size());
    const std::int64_t point = static_cast<std::int64_t>(number->whole.size()) + number->exponent + kDecimals;
    const auto digit_at = [&](std::int64_t i) -> int {
        const auto at = static_cast<std::size_t>(i);
        const char c = at < number->whole.size() ? number->whole[at] : number->fraction[at - number->whole.size()];
        return c - '0';
    };

    constexpr std::int64_t limit = std::numeric_limits<std::int64_t>::max();
    std::int64_t micros = 0;
    for (std::int64_t i = 0; i < point; ++i) {
        if (i >= digits && micros == 0) break;
        const int digit = i < digits ? digit_at(i) : 0;
        if (micros > (limit - digit) / 10) return std::nullopt;
        micros = micros * 10 + digit;
    }
    const bool round_up = point >= 0 && point < digits && digit_at(point) >= 5;
    if (round_up) {
        if (micros == limit) return std::nullopt;
        ++micros;
    }
    return from_micros(number->negative ? -micros : micros);
}

void Decimal::append_to(std::string& out) const {
    const bool negative = micros_ < 0;
    // Negated as unsigned: the most negative value has no positive counterpart.
    const std::uint64_t magnitude =
        negative ? 0 - static_cast<std::uint64_t>(micros_) : static_cast<std::uint64_t>(micros_);
    const auto unit = static_cast<std::uint64_t>(scale);
    if (negative) out.push_back('-');

    char digits[24];
    const auto written = std::to_chars(digits, digits + sizeof digits, magnitude / unit);
    out.append(digits, static_cast<std::size_t>(written.ptr - digits));

    std::uint64_t fraction = magnitude % unit;
    if (fraction == 0) return;
    out.push_back('.');
    for (std::uint64_t place = unit / 10; fraction != 0; place /= 10) {
        out.push_back(static_cast<char>('0' + fraction / place));
        fraction %= place;
    }
}

std::string Decimal::to_string() const {
    std::string out;
    append_to(out);
    return out;
}

std::optional<Decimal> percent_of(Decimal numerator, Decimal denominator, int decimals) {
    if (denominator == Decimal() || decimals < 0 || decimals > kDecimals) return std::nullopt;
    const Wide units =
        divide_rounded(Wide{numerator.micros()} * 100 * kPowersOfTen[decimals], Wide{denominator.micros()});
    return decimal_from_micros(units * kPowersOfTen[kDecimals - decimals]);
}

}  // namespace certdelta
