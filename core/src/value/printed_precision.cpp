#include "value/printed_precision.h"

#include "text/characters.h"
#include "text/normalise.h"
#include "value/number.h"
#include "wide.h"

namespace certdelta::value {
namespace {

/// What scales multiply by: thousand, ten thousand, million, a hundred million, billion.
constexpr std::int64_t kScales[] = {1, 1'000, 10'000, 1'000'000, 100'000'000, 1'000'000'000};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The factor that makes `number` the change's value; 0 when none does. Only numbers of things are scaled.
std::int64_t scale_of(const Number& number, const Change& change) {
    for (const std::int64_t scale : kScales) {
        if (Wide{number.value.micros()} * scale == change.value->micros()) return scale;
        if (change.kind != ChangeKind::absolute) break;
    }
    return 0;
}

/// One sentence may print several numbers that are equal. Where the change is in per cent, one with the sign behind it
/// is rather meant than one without.
struct Sightings {
    std::optional<Decimal> precision;
    bool contradict = false;

    void add(Decimal seen) {
        contradict = contradict || (precision && *precision != seen);
        precision = seen;
    }
    [[nodiscard]] std::optional<Decimal> result() const { return contradict ? std::nullopt : precision; }
};

std::optional<Decimal> find(const Change& change, std::string_view text) {
    Sightings with_sign;
    Sightings without;
    for (std::uint32_t pos = 0; pos < text.size();) {
        if (!is_digit(text[pos])) {
            ++pos;
            continue;
        }
        const std::optional<Number> number = read_number(text, pos);
        if (!number) {
            while (pos < text.size() && is_digit(text[pos])) ++pos;
            continue;
        }
        pos = number->printed.end;
        const std::int64_t scale = scale_of(*number, change);
        if (scale == 0) continue;
        const std::optional<Decimal> precision = decimal_from_micros(Wide{number->precision.micros()} * scale);
        if (!precision) continue;
        const std::uint32_t behind = text::skip_white(text, pos);
        const bool has_sign = behind < text.size() && text[behind] == '%';
        (has_sign && change.kind == ChangeKind::percent ? with_sign : without).add(*precision);
    }
    return with_sign.precision ? with_sign.result() : without.result();
}

/// Whether normalising changes nothing about its numbers: no full-width digit, point or per cent sign (U+FF05, U+FF0E,
/// U+FF10 to U+FF19), and no markup that may stand among digits. Most quotes are so, and a series reads millions.
bool numbers_are_plain(std::string_view quote) {
    for (std::size_t i = 0; i < quote.size(); ++i) {
        const char c = quote[i];
        if (c == '\\' || c == '*' || c == '_') return false;
        if (c != '\xEF' || i + 2 >= quote.size() || quote[i + 1] != '\xBC') continue;
        const auto last = static_cast<unsigned char>(quote[i + 2]);
        if (last == 0x85 || last == 0x8E || (last >= 0x90 && last <= 0x99)) return false;
    }
    return true;
}

}  // namespace

std::optional<Decimal> printed_precision(const Change& change, std::string_view quote) {
    if (!change.value) return std::nullopt;
    if (numbers_are_plain(quote)) return find(change, quote);
    const text::TextWords words;  // those of no language: figures alone are looked for
    return find(change, text::NormalText::of(quote, text::Markup::markdown, words).text());
}

Qualifier printed_qualifier(const Change& change, std::string_view quote, const Lexicon& lexicon) {
    if (!change.value) return Qualifier::none;
    const text::NormalText normal = text::NormalText::of(quote, text::Markup::markdown, *lexicon.text_words);
    const std::string_view text = normal.text();
    for (std::uint32_t pos = 0; pos < text.size(); ++pos) {
        if (!is_digit(text[pos])) continue;
        const std::optional<Number> number = read_number(text, pos);
        const std::optional<Figure> figure = read_figure(text, pos, lexicon);
        const std::uint32_t end = number ? number->printed.end : pos + 1;
        const bool same = number && figure && scale_of(*number, change) != 0 &&
                          figure->percent_sign == (change.kind == ChangeKind::percent);
        if (same) {
            if (figure->qualifier != Qualifier::none) return figure->qualifier;
            const auto before = qualifier_before(text, pos, lexicon);
            if (before && before->qualifier != Qualifier::none) return before->qualifier;
        }
        pos = end - 1;
    }
    return Qualifier::none;
}

Loosened loosened(Decimal value, Decimal precision, Qualifier qualifier) {
    if (qualifier == Qualifier::none) return {value, precision};
    const std::int64_t near = precision.micros() / 2;
    const std::int64_t far = precision.micros() * (value.micros() / 10 < precision.micros() ? 1 : 5);
    const std::int64_t below = qualifier == Qualifier::more_than ? near : far;
    const std::int64_t above = qualifier == Qualifier::nearly ? near : far;
    return {Decimal::from_micros(value.micros() + (above - below) / 2), Decimal::from_micros(above + below)};
}

}  // namespace certdelta::value
