#include <algorithm>
#include <iterator>

#include "text/characters.h"
#include "text/utf8.h"
#include "value/number.h"

namespace certdelta::value {
namespace {

/// A glyph of an icon font without a Unicode meaning: an arrow was there, and which one is lost.
std::uint32_t lost_glyph_end(std::string_view text, std::uint32_t pos) {
    if (pos >= text.size() || (text[pos] != '\xEE' && text[pos] != '\xEF')) return pos;
    const text::Decoded decoded = text::decode(text, pos);
    const bool private_use = decoded.code_point >= 0xE000 && decoded.code_point <= 0xF8FF;
    return private_use ? pos + decoded.length : pos;
}

struct ReadDirection {
    Direction direction = Direction::unknown;
    std::uint32_t end = 0;
    bool found = false;
};

ReadDirection read_direction(std::string_view text, std::uint32_t pos, const text::PhraseSet& phrases) {
    const auto match = phrases.match(text, pos);
    if (match.matched) return {static_cast<Direction>(match.payload), match.end, true};
    const std::uint32_t lost = lost_glyph_end(text, pos);
    if (lost != pos) return {Direction::unknown, lost, true};
    return {};
}

/// Behind the words at `pos` that say nothing of a direction beside them, two phrases at most.
std::uint32_t skip_fillers(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    for (int i = 0; i < 2; ++i) {
        if (!lexicon.may_begin(begins_change_filler, text, pos)) break;
        const auto match = Lexicon::match(lexicon.change_fillers, text, pos);
        if (!match.matched) break;
        pos = text::skip_white(text, match.end);
    }
    return pos;
}

/// "+4.2%", "-4.2%" as a thing of its own: between two figures a dash makes a range of them, and where words have
/// spaces between them, one behind a word may part clauses, while a bracket or a comma before it shows a sign. Behind
/// what the change is measured against (`based`), words may follow.
bool is_sign(std::string_view text, std::uint32_t pos, bool based, const Lexicon& lexicon) {
    if (pos >= text.size() || (text[pos] != '+' && text[pos] != '-')) return false;
    if (!lexicon.unspaced && (pos == 0 || (text[pos - 1] != '(' && !text::is_white(text[pos - 1])))) return false;
    if (!lexicon.unspaced && text[pos] == '-' && text[pos - 1] != '(') {
        const std::uint32_t before = text::skip_white_back(text, pos);
        if (before == 0 || (text[before - 1] != ',' && text[before - 1] != ':' && text[before - 1] != '|'))
            return false;
    }
    if (pos > 0 && (text::is_digit(text[pos - 1]) || text::is_letter(text[pos - 1]))) return false;
    const auto percentage = read_percentage(text, pos + 1, lexicon);
    if (!percentage || !percentage->percent_sign || !text::is_digit(text[pos + 1])) return false;
    const std::uint32_t end = percentage->printed.end;
    std::uint32_t behind = text::skip_white(text, end);
    // "(+4.2% vs 2015)": with other words behind it, nothing tells which period it is measured against.
    if (!lexicon.unspaced && behind < text.size() && text::is_word(text[behind])) {
        const auto against = lexicon.measured_against.match(text, behind);
        const bool last_period =
            against.matched && lexicon.last_period.match(text, text::skip_white(text, against.end)).matched;
        if (!last_period && !lexicon.since_last_period.match(text, behind).matched) return false;
    }
    if (behind < text.size() && (text[behind] == '(' || text[behind] == ','))
        behind = text::skip_white(text, behind + 1);
    if (lexicon.since_last_year.match(text, behind).matched) return false;  // "-4.2% (year on year)"
    return based || end == text.size() || !text::is_word(text[end]) ||
           text.substr(end).starts_with(text::ideographic_full_stop);
}

/// "increased", "a sharp increase of", "rose slightly by": a direction with what may stand around it.
ReadDirection read_direction_phrase(std::string_view text, std::uint32_t pos, const Lexicon& lexicon,
                                    bool based = false) {
    const std::uint32_t begin = skip_fillers(text, pos, lexicon);
    if (is_sign(text, begin, based, lexicon))
        return {text[begin] == '+' ? Direction::up : Direction::down, begin + 1, true};
    if (!lexicon.may_begin(begins_direction, text, begin)) {
        const std::uint32_t lost = lost_glyph_end(text, begin);
        if (lost == begin) return {};
    }
    ReadDirection read = read_direction(text, begin, lexicon.directions);
    if (!read.found || read.direction == Direction::same) return read;
    std::uint32_t end = skip_fillers(text, text::skip_white(text, read.end), lexicon);
    if (lexicon.may_begin(begins_change_link, text, end)) {
        const auto link = Lexicon::match(lexicon.change_links, text, end);
        if (link.matched) end = link.end;
    }
    if (end != text::skip_white(text, read.end)) read.end = end;
    return read;
}

/// Whether what is counted stands at `pos`: one of the language's counters; where it has none, a word that is not what
/// the change is measured against, nor what goes on behind it ("17 websites").
bool counts_things(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    if (!lexicon.counters.empty()) return Lexicon::match(lexicon.counters, text, pos).matched;
    if (pos >= text.size() || !text::is_letter(text[pos])) return false;
    const text::PhraseSet* const others[] = {&lexicon.measured_against, &lexicon.since_last_period,
                                             &lexicon.since_last_year,  &lexicon.directions,
                                             &lexicon.change_leads,     &lexicon.list_conjunctions};
    return std::none_of(std::begin(others), std::end(others),
                        [&](const text::PhraseSet* set) { return set->match(text, pos).matched; });
}

/// Whether an amount without a per cent sign is an absolute change. A number alone may have lost the sign, and part of
/// an incident is no change at all. What is counted shows one, or a last digit that stands for more than 1; and, where
/// a count goes without a counter, a number that is too large for a percentage.
bool is_absolute(const Figure& amount, std::string_view text, std::uint32_t counted, const Lexicon& lexicon) {
    const Decimal one = Decimal::from_integer(1);
    if (amount.precision != one) return amount.precision > one;
    if (lexicon.counters.empty() && amount.value >= Decimal::from_integer(1000)) return true;
    return counts_things(text, text::skip_white(text, counted), lexicon);
}

/// What a change is measured against, at `pos`.
struct Base {
    std::uint32_t end = 0;  ///< 0 where it is not known, or where nothing is said
    bool other = false;     ///< not the period before
};

/// Behind "217 in", where the count of the period before is printed with its time: "from 217 in the previous week".
std::uint32_t behind_former_value(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    if (pos >= text.size() || text[pos] < '0' || text[pos] > '9') return pos;
    const std::optional<Figure> former = read_figure(text, pos, lexicon);
    if (!former || former->percent_sign || former->damaged) return pos;
    const std::uint32_t end = text::skip_white(text, former->printed.end);
    const auto lead = Lexicon::match(lexicon.month_leads, text, end);
    return lead.matched ? text::skip_white(text, lead.end) : end;
}

Base read_base(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    if (!lexicon.may_begin(begins_base, text, pos)) return {};
    const auto year = Lexicon::match(lexicon.since_last_year, text, pos);
    const auto week = Lexicon::match(lexicon.since_last_period, text, pos);
    Base base{std::max(year.end, week.end), year.matched && year.end >= week.end};
    const auto against = Lexicon::match(lexicon.measured_against, text, pos);
    if (!against.matched) return base;
    const std::uint32_t behind = text::skip_white(text, against.end);
    auto period = Lexicon::match(lexicon.last_period, text, behind);
    if (!period.matched) period = Lexicon::match(lexicon.last_period, text, behind_former_value(text, behind, lexicon));
    if (period.matched && period.end > base.end) return {period.end, false};
    if (base.end == 0) base.other = true;
    return base;
}

/// "4.5% and 3.2%", "4.5% and down 3.2%": of which figure the first one is said, the end of the sentence tells.
bool begins_list_of_changes(std::string_view text, std::uint32_t end, const Lexicon& lexicon) {
    const std::uint32_t next_word = text::skip_white(text, end);
    if (!lexicon.may_begin(begins_conjunction, text, next_word)) return false;
    const auto link = Lexicon::match(lexicon.list_conjunctions, text, next_word);
    if (!link.matched) return false;
    std::uint32_t at = text::skip_white(text, link.end);
    if (const ReadDirection direction = read_direction_phrase(text, at, lexicon); direction.found) at = direction.end;
    const std::optional<Figure> next = read_figure(text, text::skip_white(text, at), lexicon);
    return next && next->percent_sign;
}

/// Behind the value of the period before, which a change goes on from: "than last week's 1,262 down by 4.5%" in
/// Chinese. `pos` where there is none.
std::uint32_t behind_last_value(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    if (lexicon.counters.empty()) return pos;
    const std::optional<Figure> last = read_figure(text, pos, lexicon);
    if (!last || last->percent_sign) return pos;
    std::uint32_t end = text::skip_white(text, last->printed.end);
    if (const auto counter = Lexicon::match(lexicon.counters, text, end); counter.matched) end = counter.end;
    if (end < text.size() && text[end] == ',') ++end;
    end = text::skip_white(text, end);
    const ReadDirection direction = read_direction_phrase(text, end, lexicon);
    return direction.found && direction.direction != Direction::same ? end : pos;
}

/// Nothing falls by as much as it was, or by more: in words, half may be meant, or a third.
bool is_impossible_decrease(const Figure& amount, std::string_view text) {
    const std::string_view printed = text.substr(amount.printed.begin, amount.printed.end - amount.printed.begin);
    return amount.percent_sign && amount.value >= Decimal::from_integer(100) &&
           printed.find('%') == std::string_view::npos;
}

/// Behind an amount in tenths, which ends at `end`, the same amount in per cent: "by about three tenths (29.7%)", "by
/// nearly three tenths, a fall of 29.7%" in Chinese.
struct ExactAmount {
    Figure figure;
    std::uint32_t end = 0;
};
std::optional<ExactAmount> read_exact(std::string_view text, std::uint32_t end, const ReadChange& rough,
                                      const Lexicon& lexicon) {
    const Decimal nearest = Decimal::from_integer(5);  // half a tenth
    const std::string_view printed = text.substr(rough.core.begin, rough.core.end - rough.core.begin);
    const std::uint32_t mark = text::skip_white(text, end);
    if (rough.change.kind != ChangeKind::percent || printed.find('%') != std::string_view::npos ||
        mark >= text.size() || (text[mark] != '(' && text[mark] != ','))
        return std::nullopt;
    std::uint32_t at = text::skip_white(text, mark + 1);
    if (text[mark] == ',') {
        const ReadDirection again = read_direction_phrase(text, at, lexicon);
        if (!again.found || again.direction != rough.change.direction) return std::nullopt;
        at = text::skip_white(text, again.end);
    }
    std::optional<Figure> figure = read_figure(text, at, lexicon);
    if (!figure || !figure->percent_sign || figure->damaged) return std::nullopt;
    const Decimal value = *rough.change.value;
    if (figure->value > value + nearest || value > figure->value + nearest) return std::nullopt;
    at = figure->printed.end;
    if (text[mark] == '(') {
        if (at >= text.size() || text[at] != ')') return std::nullopt;
        ++at;
    }
    return ExactAmount{*figure, at};
}

/// The change against the period before that the next clause states: "than last year ..., than last week ...".
std::optional<ReadChange> read_next_change(std::string_view text, std::uint32_t end, const Lexicon& lexicon) {
    std::uint32_t next = end;
    if (const auto separator = Lexicon::match(lexicon.list_separators, text, end); separator.matched)
        next = separator.end;
    else if (end < text.size() && (text[end] == ',' || text[end] == ';'))
        next = text::skip_white(text, end + 1);
    if (next == end || !Lexicon::match(lexicon.since_last_period, text, next).matched) return std::nullopt;
    std::optional<ReadChange> change = read_change(text, next, lexicon);
    return change && !change->against_last_year ? change : std::nullopt;
}

/// read_change(); as an item of a list of them, another one may follow.
std::optional<ReadChange> read_change_at(std::string_view text, std::uint32_t pos, const Lexicon& lexicon, bool item) {
    ReadChange read;
    if (lexicon.may_begin(begins_change_lead, text, pos)) {
        if (const auto lead = Lexicon::match(lexicon.change_leads, text, pos); lead.matched)
            pos = text::skip_white(text, lead.end);
    }
    std::uint32_t at = pos;
    const auto take_base = [&] {
        const Base base = read_base(text, at, lexicon);
        if (base.other) read.against_last_year = true;
        if (base.end == 0) return false;
        at = text::skip_white(text, base.end);
        if (at < text.size() && text[at] == ',') at = text::skip_white(text, at + 1);
        return true;
    };
    const bool based = take_base();
    if (!based)
        read.against_last_year = false;  // "on par with ..."
    else if (const std::uint32_t behind = behind_last_value(text, at, lexicon); behind != at)
        pos = at = behind;

    const ReadDirection before = read_direction_phrase(text, at, lexicon, based);
    std::uint32_t end = before.found ? before.end : skip_fillers(text, at, lexicon);
    if (before.found && before.direction == Direction::same) {
        read.change.direction = Direction::same;
        read.core = {pos, end};
    } else {
        std::optional<Figure> amount = read_figure(text, text::skip_white(text, end), lexicon);
        if (!amount && before.found) amount = read_whole(text, end, lexicon);
        if (amount && before.direction == Direction::down && is_impossible_decrease(*amount, text)) return std::nullopt;
        if (!amount && before.found) amount = read_spelled_count(text, text::skip_white(text, end), lexicon);
        if (!amount) return std::nullopt;
        end = amount->printed.end;
        read.core = amount->printed;
        read.damaged = amount->damaged;
        read.change.value = amount->value;
        read.change.precision = amount->precision;
        read.change.kind = amount->percent_sign ? ChangeKind::percent : ChangeKind::absolute;
        if (const std::uint32_t unit = text::skip_white(text, end);
            !amount->percent_sign && lexicon.may_begin(begins_points, text, unit)) {
            const auto points = Lexicon::match(lexicon.points, text, unit);
            if (points.matched) {
                read.change.kind = ChangeKind::points;
                end = points.end;
            }
        }
        if (goes_on(text, end, lexicon)) return std::nullopt;  // "2.5 times"
        if (!item && begins_list_of_changes(text, end, lexicon)) return std::nullopt;
        std::uint32_t counted = end;
        read.change.direction = before.direction;
        if (!before.found) {
            const std::uint32_t next = skip_fillers(text, text::skip_white(text, end), lexicon);
            if (!lexicon.may_begin(begins_increase_noun | begins_direction, text, next) &&
                lost_glyph_end(text, next) == next)
                return std::nullopt;
            ReadDirection after = read_direction(text, next, lexicon.increase_nouns);
            if (!after.found) after = read_direction(text, next, lexicon.directions);
            if (!after.found) return std::nullopt;
            read.change.direction = after.direction;
            end = counted = after.end;
        }
        if (const auto exact = read_exact(text, end, read, lexicon)) {
            read.change.value = exact->figure.value;
            read.change.precision = exact->figure.precision;
            read.core = exact->figure.printed;
            end = counted = exact->end;
        }
        if (read.change.kind == ChangeKind::absolute && !is_absolute(*amount, text, counted, lexicon)) {
            const bool whole = amount->precision == Decimal::from_integer(1);
            read.bare = whole && !amount->damaged && lexicon.counters.empty();
            read.damaged = true;
        }
    }
    // "... from last week" belongs to the change's print; "from last year" makes it another change.
    at = text::skip_white(text, end);
    if (take_base()) {
        while (at > end && (text::is_white(text[at - 1]) || text[at - 1] == ',')) --at;
        end = at;
    }
    read.printed = {pos, end};
    if (read.against_last_year && !item) {
        if (auto since_last_period = read_next_change(text, end, lexicon)) return since_last_period;
    }
    return read;
}

/// An amount at `pos` that goes on with what the change before it says of its direction: ", 3.2%" behind "down 5.2%".
std::optional<ReadChange> read_same_direction(std::string_view text, std::uint32_t pos, const ReadChange& before,
                                              const Lexicon& lexicon) {
    const std::optional<Figure> amount = read_figure(text, pos, lexicon);
    const bool percent = before.change.kind == ChangeKind::percent;
    if (!amount || !before.change.value || amount->percent_sign != percent) return std::nullopt;
    std::uint32_t end = amount->printed.end;
    if (!percent) {
        const auto counter = Lexicon::match(lexicon.counters, text, end);
        if (!counter.matched || before.change.kind != ChangeKind::absolute) return std::nullopt;
        end = counter.end;
    }
    ReadChange read = before;
    read.change.value = amount->value;
    read.change.precision = amount->precision;
    read.core = amount->printed;
    read.printed = {pos, end};
    read.damaged = amount->damaged;
    return read;
}

/// Behind what parts two items of a list; `pos` where nothing does.
std::uint32_t behind_list_link(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    std::uint32_t at = text::skip_white(text, pos);
    if (const auto separator = lexicon.list_separators.match(text, at); separator.matched)
        at = separator.end;
    else if (at < text.size() && text[at] == ',')
        ++at;
    at = text::skip_white(text, at);
    if (const auto link = lexicon.list_conjunctions.match(text, at); link.matched)
        at = text::skip_white(text, link.end);
    return at == text::skip_white(text, pos) ? pos : at;
}

}  // namespace

std::optional<ReadChange> read_change(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    return read_change_at(text, pos, lexicon, false);
}

std::vector<ReadChange> read_changes(std::string_view text, std::uint32_t pos, const Lexicon& lexicon) {
    std::vector<ReadChange> changes;
    for (std::uint32_t at = pos;;) {
        std::optional<ReadChange> next = read_change_at(text, at, lexicon, true);
        if (!next && !changes.empty()) next = read_same_direction(text, at, changes.back(), lexicon);
        if (!next) break;
        changes.push_back(*next);
        at = behind_list_link(text, next->printed.end, lexicon);
        if (at == next->printed.end) break;
    }
    return changes;
}

}  // namespace certdelta::value
