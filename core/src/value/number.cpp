#include "value/number.h"

#include <algorithm>
#include <limits>

#include "text/characters.h"
#include "text/utf8.h"

namespace certdelta::value {
namespace {

using text::is_digit;

constexpr std::uint32_t most_digits = 15;

std::uint32_t count_digits(std::string_view text, std::size_t pos) {
    std::uint32_t count = 0;
    while (pos + count < text.size() && is_digit(text[pos + count])) ++count;
    return count;
}

/// Length of a mark that stands where a digit may have been; 0 when there is none.
std::uint32_t hidden_digit(std::string_view text, std::size_t pos) {
    if (pos >= text.size()) return 0;
    const char c = text[pos];
    if (c == '*' || c == '?' || c == '#' || c == '_') return 1;
    if (c != '\xE2' && c != '\xEF') return 0;  // first bytes of U+2000..U+2FFF, U+F000..U+FFFF
    const text::Decoded decoded = text::decode(text, pos);
    const char32_t code = decoded.code_point;
    // geometric shapes, block elements, the replacement character, an ellipsis
    const bool mark = (code >= 0x2580 && code <= 0x25A7) || code == 0x25AF || code == 0xFFFD || code == 0x2026;
    return mark ? decoded.length : 0;
}

bool digit_before(std::string_view text, std::size_t pos) {
    if (pos == 0) return false;
    if (is_digit(text[pos - 1])) return true;
    return pos >= 2 && (text[pos - 1] == '.' || text[pos - 1] == ',') && is_digit(text[pos - 2]);
}

bool is_separator(char c) { return c == ',' || c == '.'; }

/// A letter that a scan has for a digit, alone: "57.l", "5,O87".
bool is_misread_digit(std::string_view text, std::size_t pos) {
    constexpr std::string_view letters = "lIiOoSsBZz|";
    if (pos >= text.size() || letters.find(text[pos]) == std::string_view::npos) return false;
    return pos + 1 == text.size() || !text::is_letter(text[pos + 1]);
}

Decimal times(Decimal value, std::int64_t factor, bool& overflow) {
    std::int64_t product = 0;
    if (__builtin_mul_overflow(value.micros(), factor, &product)) overflow = true;
    return Decimal::from_micros(product);
}

/// "> " that begins a line is the mark of a mail's quotation, and no "more than".
bool is_quotation_mark(std::string_view text, std::uint32_t pos) {
    if (text[pos] != '>' || pos + 1 >= text.size() || text[pos + 1] != ' ') return false;
    while (pos > 0 && (text[pos - 1] == ' ' || text[pos - 1] == '>')) --pos;
    return pos > 0 && text[pos - 1] == '\n';
}

struct Qualified {
    Qualifier qualifier = Qualifier::none;
    std::uint32_t end = 0;
    std::uint32_t begin = 0;  ///< of the print: behind words that say nothing of the figure ("only")
};

Qualified read_qualifier(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    Qualified read{Qualifier::none, pos, pos};
    for (int i = 0; i < 2; ++i) {  // "more than about"
        if (!lexicon.may_begin(begins_qualifier, text, read.end)) break;
        const auto match = Lexicon::match(lexicon.qualifiers_before, text, read.end);
        if (!match.matched) break;
        if (is_quotation_mark(text, read.end)) {
            read.end = text::skip_white(text, match.end);
            continue;
        }
        const auto qualifier = static_cast<Qualifier>(match.payload);
        if (qualifier != Qualifier::none) read.qualifier = qualifier;
        read.end = text::skip_white(text, match.end);
        if (read.qualifier == Qualifier::none) read.begin = read.end;
    }
    return read;
}

/// "two", but not the beginning of "two and a half" or "twenty-two".
std::optional<Figure> read_number_word(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    if (!lexicon.may_begin(begins_number_word, text, pos)) return std::nullopt;
    const auto word = Lexicon::match(lexicon.number_words, text, pos);
    if (!word.matched) return std::nullopt;
    Figure figure;
    figure.value = Decimal::from_integer(word.payload);
    figure.precision = Decimal::from_integer(1);
    figure.printed = {pos, word.end};
    std::uint32_t next = word.end;
    while (next < text.size() && (text::is_white(text[next]) || text[next] == '-')) ++next;
    figure.damaged =
        word.end == text.size() || text[word.end] == '-' || Lexicon::match(lexicon.number_words, text, next).matched;
    return figure;
}

/// A number that goes on behind white space after the separator at `pos`: a wrap there; or three digits behind a comma
/// ("1, 205"); or digits behind a point that have a scale or a sign of their own ("57. 8 thousand").
bool goes_on_behind_separator(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    if (pos + 2 >= text.size() || !text::is_white(text[pos + 1])) return false;
    const std::uint32_t digits = count_digits(text, pos + 2);
    if (digits == 0) return false;
    if (text[pos + 1] == '\n') return true;
    if (text[pos] == ',') return digits == 3;
    const std::uint32_t behind = text::skip_white(text, pos + 2 + digits);
    return behind < text.size() && (Lexicon::match(lexicon.scales, text, behind).matched || text[behind] == '%');
}

}  // namespace

std::optional<Number> read_number(std::string_view text, std::uint32_t pos) {
    const std::size_t size = text.size();
    const auto digit_at = [&](std::size_t at) { return at < size && is_digit(text[at]); };
    std::int64_t integer = 0;
    std::size_t end = pos;
    for (; digit_at(end); ++end) {
        if (end - pos == most_digits) return std::nullopt;
        integer = integer * 10 + (text[end] - '0');
    }
    const std::size_t first = end - pos;
    if (first == 0) return std::nullopt;
    Number number;
    number.damaged = digit_before(text, pos) || (first > 1 && text[pos] == '0');  // "027": of a longer one

    if (first <= 3 && end < size && (text[end] == ',' || text[end] == ' ')) {
        // Groups of three, after one to three digits: all behind the same separator.
        const char separator = text[end];
        std::size_t digits = first;
        while (end < size && text[end] == separator && digit_at(end + 1) && digit_at(end + 2) && digit_at(end + 3) &&
               !digit_at(end + 4)) {
            digits += 3;
            if (digits > most_digits) return std::nullopt;
            for (std::size_t i = end + 1; i < end + 4; ++i) integer = integer * 10 + (text[i] - '0');
            end += 4;
        }
        // "1 08" or "1,08" at the very end of the text is a number whose last group was cut off.
        const bool separated = end < size && (text[end] == ',' || text[end] == ' ');
        if (separated && size - end <= 3 && digit_at(end + 1) && (end + 2 == size || digit_at(end + 2))) {
            number.damaged = true;
            end = size;
        }
    }
    std::int64_t micros = 0;
    if (__builtin_mul_overflow(integer, Decimal::scale, &micros)) return std::nullopt;
    std::int64_t precision = Decimal::scale;
    if (end + 1 < text.size() && text[end] == '.' && is_digit(text[end + 1])) {
        const std::uint32_t decimals = count_digits(text, end + 1);
        for (std::uint32_t i = 0; i < decimals && precision > 1; ++i) {
            precision /= 10;
            micros += precision * (text[end + 1 + i] - '0');
        }
        if (decimals > 6) number.damaged = true;
        end += 1 + decimals;
        if (end + 1 < text.size() && text[end] == '.' && is_digit(text[end + 1])) number.damaged = true;  // 1.2.3
    }
    if (end + 1 < text.size() && text[end] == ',' && is_digit(text[end + 1])) number.damaged = true;  // 5,08
    if (end + 1 < text.size() && is_separator(text[end]) &&
        (is_misread_digit(text, end + 1) || hidden_digit(text, end + 1) != 0)) {
        number.damaged = true;
        end += 1 + std::max(1U, hidden_digit(text, end + 1));
        while (digit_at(end)) ++end;
    }
    const bool separator_last = end + 1 == text.size() && (text[end] == '.' || text[end] == ',');
    if (end == text.size() || separator_last || (pos > 0 && hidden_digit(text, pos - 1) != 0)) number.damaged = true;
    while (const std::uint32_t length = hidden_digit(text, end)) {
        number.damaged = true;
        end += length;
    }
    number.value = Decimal::from_micros(micros);
    number.precision = Decimal::from_micros(precision);
    number.printed = {pos, static_cast<std::uint32_t>(end)};
    return number;
}

namespace {

/// A number in characters, as far as it is read.
struct Spelled {
    std::int64_t micros = 0;
    std::int64_t place = Decimal::scale;  ///< micros: what the last character counts
    std::uint32_t end = 0;
};

/// A number below 10 000 in characters: digits before powers of ten, from the greatest on, a zero where some are left
/// out. A last digit right behind a hundred or a thousand may count tens or hundreds: there is none.
std::optional<Spelled> read_spelled_group(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    int power = 10000;
    bool gap = false;
    Spelled read{0, Decimal::scale, pos};
    while (power > 1) {
        const auto digit = Lexicon::match(lexicon.digits, text, read.end);
        const auto next = Lexicon::match(lexicon.powers, text, digit.matched ? digit.end : read.end);
        if (next.matched && next.payload < power && (digit.matched ? digit.payload > 0 : read.end == pos)) {
            power = next.payload;
            read.place = std::int64_t{power} * Decimal::scale;
            read.micros += read.place * (digit.matched ? digit.payload : 1);
            read.end = next.end;
            gap = false;
            continue;
        }
        if (!digit.matched) break;
        const bool above_tens = read.end != pos && power > 10;
        read.end = digit.end;
        if (digit.payload == 0 && above_tens && !gap) {
            gap = true;
            power /= 10;
            continue;
        }
        if (above_tens && !gap) return std::nullopt;
        read.micros += digit.payload * Decimal::scale;
        read.place = Decimal::scale;
        power = 1;
        gap = false;
    }
    return read.end == pos || gap ? std::nullopt : std::optional(read);
}

/// The same with decimals behind a point.
std::optional<Spelled> read_spelled_decimal(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    std::optional<Spelled> read = read_spelled_group(text, pos, lexicon);
    if (!read) return read;
    const auto point = Lexicon::match(lexicon.decimal_points, text, read->end);
    std::int64_t place = Decimal::scale;
    for (std::uint32_t at = point.end; point.matched && place > 1;) {
        const auto digit = Lexicon::match(lexicon.digits, text, at);
        if (!digit.matched) break;
        place /= 10;
        read->micros += place * digit.payload;
        read->end = at = digit.end;
        read->place = place;
    }
    return read;
}

std::optional<Number> read_spelled_number(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    const std::optional<Spelled> read = read_spelled_decimal(text, pos, lexicon);
    if (!read || Lexicon::match(lexicon.numerals, text, read->end).matched)  // "one two": neither 3 nor 12 for certain
        return std::nullopt;
    Number number;
    number.value = Decimal::from_micros(read->micros);
    number.precision = Decimal::from_micros(std::min(read->place, Decimal::scale));
    number.printed = {pos, read->end};
    return number;
}

/// Scales of ten thousand and more behind a number in characters, each with what it leaves out behind it: "ninety-five
/// myriads and seven thousand". A word for "more" may stand before one. False where it is no number for certain.
bool take_spelled_scales(std::string_view text, const Lexicon& lexicon, Spelled& read, Qualifier& qualifier) {
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    std::int64_t whole = 0;
    while (true) {
        const auto more = qualifier_behind(text, read.end, lexicon);
        const auto scale = Lexicon::match(lexicon.scales, text, more ? more->end : read.end);
        if (!scale.matched) break;
        const std::int64_t factor = lexicon.factors[static_cast<std::size_t>(scale.payload)];
        if (factor < 10000 || factor >= least) return false;
        least = factor;
        bool overflow = false;
        whole += times(Decimal::from_micros(read.micros), factor, overflow).micros();
        read = {0, times(Decimal::from_micros(read.place), factor, overflow).micros(), scale.end};
        if (overflow) return false;
        if (more) qualifier = more->qualifier;
        const auto zero = Lexicon::match(lexicon.digits, text, read.end);
        const bool gap = zero.matched && zero.payload == 0;
        const auto rest = more ? std::nullopt : read_spelled_group(text, gap ? zero.end : read.end, lexicon);
        if (!rest) {
            if (gap) return false;
            break;
        }
        // "three myriads five": 35 000 or 30 005
        if (!gap && rest->micros < 10 * Decimal::scale) return false;
        read = *rest;
    }
    read.micros += whole;
    return !Lexicon::match(lexicon.numerals, text, read.end).matched;
}

/// One digit, and the word for tenths behind it; half a tenth and the like may follow.
std::optional<Figure> read_tenths(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    std::uint32_t end = pos;
    std::int64_t tenths = 0;
    if (const auto digit = Lexicon::match(lexicon.digits, text, pos); digit.matched) {
        tenths = digit.payload;
        end = digit.end;
    } else if (is_digit(text[pos]) && !digit_before(text, pos)) {
        tenths = text[pos] - '0';
        end = pos + 1;
    }
    const auto word = Lexicon::match(lexicon.tenths, text, end);
    if (tenths == 0 || !word.matched) return std::nullopt;
    Figure figure;
    figure.value = Decimal::from_integer(tenths * 10);
    figure.precision = Decimal::from_integer(10);
    figure.printed = {pos, word.end};
    if (const auto rest = Lexicon::match(lexicon.digits, text, word.end); rest.matched && rest.payload > 0) {
        figure.value = Decimal::from_integer(tenths * 10 + rest.payload);
        figure.precision = Decimal::from_integer(1);
        figure.printed.end = rest.end;
    } else if (const auto half = Lexicon::match(lexicon.wholes, text, word.end); half.matched && half.payload == 50) {
        figure.value = Decimal::from_integer(tenths * 10 + 5);
        figure.precision = Decimal::from_integer(5);
        figure.printed.end = half.end;
    }
    if (Lexicon::match(lexicon.numerals, text, figure.printed.end).matched) return std::nullopt;
    return figure;
}

/// One of the words for as much again or for half, with what may stand behind it: not a part of another word.
std::optional<Figure> read_one_whole(std::string_view text, std::uint32_t pos, std::uint32_t begin,
                                     const Lexicon& lexicon) {
    const auto word = Lexicon::match(lexicon.wholes, text, pos);
    if (!word.matched) return std::nullopt;
    const auto suffix = Lexicon::match(lexicon.qualifiers_after, text, word.end);
    const std::uint32_t end = suffix.matched ? suffix.end : word.end;
    const bool parted =
        end == text.size() || !text::is_ideograph(text, end) || Lexicon::match(lexicon.amounts_to, text, end).matched;
    if (!parted) return std::nullopt;
    Figure figure;
    figure.value = figure.precision = Decimal::from_integer(word.payload);
    figure.printed = {begin, word.end};
    figure.percent_sign = true;
    return figure;
}

/// "One time" more is as much again, and "one half" is half. "Two times" more may be twice or three times as much.
std::optional<Figure> read_wholes(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    if (const auto digit = Lexicon::match(lexicon.digits, text, pos); digit.matched)
        return digit.payload == 1 ? read_one_whole(text, digit.end, pos, lexicon) : std::nullopt;
    return text[pos] == '1' && !digit_before(text, pos) ? read_one_whole(text, pos + 1, pos, lexicon) : std::nullopt;
}

/// A quick look: it begins with its lead, or with a digit that tenths or wholes may follow.
bool may_begin_spelled_percentage(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    if (lexicon.may_begin(begins_percent_lead | begins_digit, text[pos])) return true;
    return is_digit(text[pos]) && lexicon.may_begin(begins_part, text, pos + std::size_t{1});
}

}  // namespace

std::optional<Figure> read_spelled_percentage(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    if (pos >= text.size() || !may_begin_spelled_percentage(text, pos, lexicon)) return std::nullopt;
    std::optional<Figure> figure;
    if (const auto lead = Lexicon::match(lexicon.percent_leads, text, pos); lead.matched) {
        const std::uint32_t at = text::skip_white(text, lead.end);
        std::optional<Number> number = read_number(text, at);
        if (!number) number = read_spelled_number(text, at, lexicon);
        if (!number) return std::nullopt;
        figure.emplace();
        figure->value = number->value;
        figure->precision = number->precision;
        figure->damaged = number->damaged;
        figure->printed = {pos, number->printed.end};
    } else if (!lexicon.tenths.empty()) {
        figure = read_tenths(text, pos, lexicon);
        if (!figure) figure = read_wholes(text, pos, lexicon);
    }
    if (figure) figure->percent_sign = true;
    return figure;
}

std::optional<Figure> read_spelled_count(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    if (pos >= text.size() || !lexicon.may_begin_figure(text, pos) || lexicon.powers.empty()) return std::nullopt;
    Qualified qualified{Qualifier::none, pos, pos};
    if (lexicon.may_begin(begins_qualifier, text[pos])) qualified = read_qualifier(text, pos, lexicon);
    if (!lexicon.may_begin(begins_digit | begins_power, text, qualified.end)) return std::nullopt;
    std::optional<Spelled> read = read_spelled_decimal(text, qualified.end, lexicon);
    if (!read || lexicon.numerals.may_end(text, qualified.end)) return std::nullopt;  // "some" before "ten"
    Figure figure;
    figure.qualifier = qualified.qualifier;
    const std::uint32_t unscaled = read->end;
    if (!take_spelled_scales(text, lexicon, *read, figure.qualifier)) return std::nullopt;
    const bool scaled = read->end != unscaled;
    std::uint32_t end = read->end;
    figure.value = Decimal::from_micros(read->micros);
    if (!figure.value.is_integer()) return std::nullopt;
    bool counted = Lexicon::match(lexicon.counters, text, end).matched;
    if (const auto suffix = qualifier_behind(text, end, lexicon)) {
        figure.qualifier = suffix->qualifier;
        end = suffix->end;
        counted = counted || Lexicon::match(lexicon.counters, text, end).matched;
    }
    // Zero needs nothing to count, nor does a number that has a scale.
    const bool parted = end == text.size() || !text::is_ideograph(text, end) ||
                        Lexicon::match(lexicon.list_conjunctions, text, end).matched;
    if ((scaled || figure.value == Decimal{}) && parted) counted = true;
    // "One" tells of one: "an incident was handled at once".
    if (!counted || figure.value == Decimal::from_integer(1)) return std::nullopt;
    // What is about so much, or has a scale, is rounded to what its last character counts.
    const bool rounded =
        scaled || figure.qualifier != Qualifier::none || qualifier_before(text, pos, lexicon).has_value();
    figure.precision = rounded ? Decimal::from_micros(read->place) : Decimal::from_integer(1);
    figure.printed = {pos, end};
    return figure;
}

std::optional<Figure> read_whole(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    if (!lexicon.may_begin(begins_qualifier | begins_part, text, pos)) return std::nullopt;
    const Qualified qualified = read_qualifier(text, pos, lexicon);
    auto figure = read_one_whole(text, qualified.end, pos, lexicon);
    if (figure) figure->qualifier = qualified.qualifier;
    return figure;
}

std::optional<Figure> read_figure(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    if (pos >= text.size() || !lexicon.may_begin_figure(text, pos)) return std::nullopt;
    Qualified qualified{Qualifier::none, pos, pos};
    if (lexicon.may_begin(begins_qualifier, text[pos])) qualified = read_qualifier(text, pos, lexicon);
    const bool may_be_spelled =
        qualified.end < text.size() && may_begin_spelled_percentage(text, qualified.end, lexicon);
    if (auto spelled = may_be_spelled ? read_spelled_percentage(text, qualified.end, lexicon) : std::nullopt) {
        spelled->qualifier = qualified.qualifier;
        const auto suffix = Lexicon::match(lexicon.qualifiers_after, text, spelled->printed.end);
        if (suffix.matched) spelled->qualifier = static_cast<Qualifier>(suffix.payload);
        spelled->printed = {pos, suffix.matched ? suffix.end : spelled->printed.end};
        return spelled;
    }
    const std::optional<Number> number = read_number(text, qualified.end);
    if (!number) return std::nullopt;
    std::optional<Figure> read(std::in_place);
    Figure& figure = *read;
    figure.value = number->value;
    figure.precision = number->precision;
    figure.qualifier = qualified.qualifier;
    figure.damaged = number->damaged;
    std::uint32_t end = number->printed.end;

    const auto take_suffix = [&] {
        // "or more", but not the sign of "253 + 17"
        const std::uint32_t next = text::skip_white(text, end);
        const bool words = next > end && next < text.size() && text::is_letter(text[next]);
        const std::uint32_t at = words ? next : end;
        if (!lexicon.may_begin(begins_qualifier_behind, text, at)) return;
        const auto suffix = Lexicon::match(lexicon.qualifiers_after, text, at);
        if (!suffix.matched || (words && suffix.end < text.size() && text::is_letter(text[suffix.end]))) return;
        figure.qualifier = static_cast<Qualifier>(suffix.payload);
        end = suffix.end;
    };
    const std::uint32_t before_suffix = end;
    take_suffix();
    const auto take_inside = [&](std::uint32_t before) {
        const auto inside = end == before ? qualifier_behind(text, end, lexicon) : std::nullopt;
        if (!inside) return;
        figure.qualifier = inside->qualifier;
        end = inside->end;
    };
    take_inside(before_suffix);
    const std::uint32_t next = text::skip_white(text, end);
    if (lexicon.may_begin(begins_scale | begins_percent, text, next)) {
        const auto scale = Lexicon::match(lexicon.scales, text, next);
        if (scale.matched) {
            const std::int64_t factor = lexicon.factors[static_cast<std::size_t>(scale.payload)];
            bool overflow = false;
            figure.value = times(figure.value, factor, overflow);
            figure.precision = times(figure.precision, factor, overflow);
            if (overflow) return std::nullopt;
            end = scale.end;
            take_suffix();
            take_inside(scale.end);
        } else if (end == before_suffix) {
            const auto percent = Lexicon::match(lexicon.percent, text, next);
            // "percent points" are no per cent
            if (percent.matched && Lexicon::match(lexicon.points, text, next).end <= percent.end) {
                figure.percent_sign = true;
                end = percent.end;
                take_suffix();
            }
        }
    }
    figure.printed = {qualified.begin, end};
    return read;
}

namespace {

/// "per cent" ends at `end`.
bool ends_in_percent(std::string_view text, std::uint32_t end, const Lexicon& lexicon) {
    constexpr std::uint32_t longest = 10;  // bytes
    for (std::uint32_t begin = end > longest ? end - longest : 0; begin < end; ++begin) {
        const auto percent = Lexicon::match(lexicon.percent, text, begin);
        if (percent.matched && percent.end == end) return true;
    }
    return false;
}

/// A range goes on at `pos`, behind its first figure, which ends at `end`: what is counted and "or so" may stand before
/// its mark. "Fell 4% to 12" is none.
bool begins_range(std::string_view text, std::uint32_t end, std::uint32_t pos, const Lexicon& lexicon) {
    if (!lexicon.may_begin(begins_counter | begins_qualifier_behind | begins_range_mark, text, pos)) return false;
    const auto skip = [&](const text::PhraseSet& phrases) {
        if (const auto match = phrases.match(text, pos); match.matched) pos = text::skip_white(text, match.end);
    };
    const std::uint32_t first = pos;
    skip(lexicon.counters);
    const bool counted = pos != first;
    skip(lexicon.qualifiers_after);
    const auto mark = Lexicon::match(lexicon.range_marks, text, pos);
    if (!mark.matched) return false;
    if (counted) {  // "1,677 websites -3.1%": a change
        const auto share = read_figure(text, text::skip_white(text, mark.end), lexicon);
        if (share && share->percent_sign) return false;
    }
    const Qualified second = read_qualifier(text, text::skip_white(text, mark.end), lexicon);
    if (text::is_letter(text[pos]) && ends_in_percent(text, end, lexicon)) {
        const auto count = read_figure(text, second.end, lexicon);
        if (count && !count->percent_sign && count->value > Decimal::from_integer(100)) return false;
    }
    return second.end < text.size() &&
           (is_digit(text[second.end]) || Lexicon::match(lexicon.digits, text, second.end).matched ||
            Lexicon::match(lexicon.percent_leads, text, second.end).matched);
}

/// "2.", "2)" or "2" with an ideographic comma, and words behind: what stands before an item of a list, on a line that
/// was joined to the one before.
bool is_item_number(std::string_view text, std::uint32_t pos) {
    const std::uint32_t end = pos + count_digits(text, pos);
    if (end - pos > 2 || end >= text.size()) return false;
    const bool comma = text.substr(end, text::ideographic_comma.size()) == text::ideographic_comma;
    if (!comma && text[end] != '.' && text[end] != ')') return false;
    const std::uint32_t next = end + (comma ? static_cast<std::uint32_t>(text::ideographic_comma.size()) : 1U);
    return text::is_ideograph(text, text::skip_white(text, next));
}

/// "4.3%", and on the next line "2. ...": the sign has ended the print.
bool is_item_below(std::string_view text, std::uint32_t end, std::uint32_t next) {
    return text.substr(end, next - end).find('\n') != std::string_view::npos && is_item_number(text, next);
}

}  // namespace

bool goes_on(std::string_view text, std::uint32_t end, const Lexicon& lexicon) {
    const auto digit_at = [&](std::size_t at) { return at < text.size() && is_digit(text[at]); };
    const std::uint32_t next = text::skip_white(text, end);
    if (digit_at(next)) return text[end - 1] != '%' || !is_item_below(text, end, next);
    if (end >= text.size()) return false;
    const bool bracket = next < text.size() && (text[next] == '(' || text[next] == '[');  // "957 (thousand)"
    const std::uint32_t unit = bracket ? text::skip_white(text, next + 1) : next;
    if (lexicon.may_begin(begins_scale, text, unit) && Lexicon::match(lexicon.scales, text, unit).matched) return true;
    if (lexicon.may_begin(begins_other_unit, text, next) && Lexicon::match(lexicon.other_units, text, next).matched)
        return true;
    // A letter or two are a unit; more are a word that lost its space.
    std::size_t letters = end;
    while (letters < text.size() && text::is_letter(text[letters])) ++letters;
    if (letters > end && letters - end <= 2) return true;
    // "95 . 7 thousand", "1 , 205"
    const bool apart = next > end && next + 1 < text.size() && text[end - 1] != '%' && is_separator(text[next]) &&
                       text[next + 1] == ' ';
    if (apart && goes_on_behind_separator(text, next, lexicon)) return true;
    // Behind a per cent sign the print has ended.
    switch (text[end - 1] == '%' ? ' ' : text[end]) {
        case '~':
        case '[':
        case '\'':
            return true;
        case ',':
        case '.':
            if (digit_at(end + 1) || goes_on_behind_separator(text, static_cast<std::uint32_t>(end), lexicon))
                return true;
            // "43.万": a digit behind the point is lost
            if (text[end] == '.' && end + 1 < text.size() &&
                (text[end + 1] == '%' || Lexicon::match(lexicon.scales, text, end + 1).matched))
                return true;
            break;
        case '-':
            // divided in the middle of a word, as it were: "18-" and ".4"
            if (end + 2 < text.size() && text::is_white(text[end + 1]) && is_separator(text[end + 2]) &&
                digit_at(end + 3))
                return true;
            break;
        case '\xE3': {
            const std::string_view mark = text.substr(end, 3);
            if ((mark == text::ideographic_full_stop || mark == text::ideographic_comma) && digit_at(end + 3) &&
                !is_item_number(text, end + 3))
                return true;
            break;
        }
        default:
            break;
    }
    // the rest of a number that a wrap or a space divided before its separator
    if (next > end && next < text.size() && is_separator(text[next]) && digit_at(next + 1)) return true;
    return begins_range(text, static_cast<std::uint32_t>(end), next, lexicon);
}

std::optional<QualifierBehind> qualifier_behind(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    if (!lexicon.may_begin(begins_qualifier_behind, text, pos)) return std::nullopt;
    auto match = Lexicon::match(lexicon.qualifiers_after, text, pos);
    if (!match.matched) {
        match = Lexicon::match(lexicon.qualifiers_inside, text, pos);
        if (!match.matched || !(Lexicon::match(lexicon.counters, text, match.end).matched ||
                                Lexicon::match(lexicon.scales, text, match.end).matched))
            return std::nullopt;
    }
    return QualifierBehind{static_cast<Qualifier>(match.payload), match.end};
}

std::optional<QualifierBefore> qualifier_before(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    constexpr std::uint32_t longest_qualifier = 24;  // bytes
    const bool white = pos > 0 && text::is_white(text[pos - 1]);
    if (!lexicon.qualifiers_before.may_end(text, pos) && !(white && lexicon.qualifiers_before.may_end(text, pos - 1)))
        return std::nullopt;
    const std::uint32_t lowest = pos > longest_qualifier ? pos - longest_qualifier : 0;
    for (std::uint32_t begin = lowest; begin < pos; ++begin) {
        if (!lexicon.may_begin(begins_qualifier, text[begin])) continue;
        const bool inside_word = begin > 0 && text::is_letter(text[begin]) && text::is_letter(text[begin - 1]);
        if (inside_word) continue;
        const auto match = Lexicon::match(lexicon.qualifiers_before, text, begin);
        const bool says_nothing = match.matched && static_cast<Qualifier>(match.payload) == Qualifier::none;
        if (match.matched && !says_nothing && text::skip_white(text, match.end) == pos &&
            !is_quotation_mark(text, begin))
            return QualifierBefore{static_cast<Qualifier>(match.payload), begin};
    }
    return std::nullopt;
}

std::optional<Figure> read_count(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    std::optional<Figure> figure = read_figure(text, pos, lexicon);
    if (!figure) figure = read_number_word(text, pos, lexicon);
    if (!figure) figure = read_spelled_count(text, pos, lexicon);
    if (!figure) return std::nullopt;
    if (figure->percent_sign || !figure->value.is_integer()) return std::nullopt;
    return figure;
}

std::optional<Figure> read_percentage(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    std::optional<Figure> figure = read_figure(text, pos, lexicon);
    if (!figure || figure->precision > Decimal::from_integer(1)) return std::nullopt;
    return figure;
}

std::optional<Number> read_year(std::string_view text, std::uint32_t pos) {
    if (count_digits(text, pos) != 4 || digit_before(text, pos)) return std::nullopt;
    std::int64_t year = 0;
    for (std::uint32_t i = 0; i < 4; ++i) year = year * 10 + (text[pos + i] - '0');
    if (year < 1900 || year > 2199) return std::nullopt;
    Number number;
    number.value = Decimal::from_integer(year);
    number.precision = Decimal::from_integer(1);
    number.printed = {pos, pos + 4};
    number.damaged = pos + 4 == text.size() || hidden_digit(text, pos + 4) != 0;
    return number;
}

}  // namespace certdelta::value
