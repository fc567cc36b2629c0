#include "extract/change_reader.h"

#include <algorithm>
#include <cmath>

#include "check/equation.h"
#include "extract/doubt.h"
#include "text/characters.h"
#include "text/utf8.h"
#include "text/words.h"

namespace certdelta::extract {
namespace {

using profile::SlotKind;

/// Whether a change without a sign counts: signs have come through in this text, and no other change has one, beside
/// which it would look like a percentage that lost its own.
bool prints_bare_changes(const text::NormalText& normal, const Matches& matches) {
    const auto percentage = [](const Capture& capture) {
        if (capture.slot.kind == SlotKind::percentage) return capture.percent_sign_lost;
        if (capture.slot.kind != SlotKind::change || !capture.change.value) return false;
        return capture.change.kind == ChangeKind::percent || (capture.damaged && !capture.bare);
    };
    return normal.text().find('%') != std::string_view::npos &&
           std::none_of(matches.captures.begin(), matches.captures.end(), percentage);
}

/// No count rises by more than it is, nor is its change printed finer than itself.
bool may_move(Decimal count, Decimal precision, const Change& change) {
    return precision == Decimal::from_integer(1) && (change.direction == Direction::down || *change.value <= count);
}

/// Whether some whole number, changed by so many per cent, rounded to whole ones, gives the count.
bool may_be_percentage(Decimal count, const Change& change) {
    constexpr std::int64_t all = 1000;  // thousandths: five are half a per cent
    const std::int64_t after = count.micros() / Decimal::scale;
    const std::int64_t percent = change.value->micros() / Decimal::scale;
    constexpr std::int64_t largest = 1'000'000'000'000;
    if (after > largest || percent > largest) return false;
    const std::int64_t factor = all + (change.direction == Direction::down ? -10 : 10) * percent;
    if (factor <= 5) return factor > 0;
    return (after * all + factor + 4) / (factor + 5) <= after * all / (factor - 5);
}

/// Whether the figure behind a count is what the stated change makes of the period before; where none is stated,
/// nothing shows that it is.
bool may_be_before(Decimal figure, const FieldCandidate& field) {
    const Decimal* const value = std::get_if<Decimal>(&field.value);
    if (value == nullptr || !field.change || !field.change->change.value) return false;
    const Change& change = field.change->change;
    const std::int64_t before = figure.micros();
    const std::int64_t difference = value->micros() - before;
    if (before <= 0 || (difference > 0 && change.direction == Direction::down) ||
        (difference < 0 && change.direction == Direction::up))
        return false;
    const double moved = std::abs(static_cast<double>(difference));
    const double stated = static_cast<double>(change.value->micros());
    if (change.kind == ChangeKind::absolute) return moved == stated;
    constexpr double half_a_per_cent = 0.5;
    constexpr double half_a_tenth = 0.051;
    const bool whole = change.value->micros() % Decimal::scale == 0;
    const double percent = 100.0 * moved / static_cast<double>(before);
    return std::abs(percent - stated / static_cast<double>(Decimal::scale)) <= (whole ? half_a_per_cent : half_a_tenth);
}

/// Whether one of the bare changes can be no percentage that lost its sign. A report prints all of them in one way.
bool prints_sure_counts(const Matches& matches) {
    return std::any_of(matches.all.begin(), matches.all.end(), [&matches](const Match& match) {
        const auto captures = matches.captures_of(match);
        return !match.cut && std::any_of(captures.begin(), captures.end(), [&](const Capture& change) {
            if (change.slot.kind != SlotKind::change || !change.bare || change.against_last_year) return false;
            return std::any_of(captures.begin(), captures.end(), [&](const Capture& count) {
                return count.slot.kind == SlotKind::count && count.slot.field == change.slot.field &&
                       may_move(count.value, count.precision, change.change) &&
                       !may_be_percentage(count.value, change.change);
            });
        });
    });
}

/// Nothing but a counter, a comma and a word for "amounts to" stands between two figures: "from 2,146 to 2,050".
bool leads_to(std::string_view text, text::Range figure, text::Range count, const value::Lexicon& lexicon) {
    std::uint32_t at = text::skip_white(text, figure.end);
    if (const auto counter = lexicon.counters.match(text, at); counter.matched) at = counter.end;
    if (at < text.size() && text[at] == ',') ++at;
    at = text::skip_white(text, at);
    const auto verb = lexicon.amounts_to.match(text, at);
    return verb.matched && text::skip_white(text, verb.end) == count.begin;
}

}  // namespace

ChangeReader::ChangeReader(const text::NormalText& normal, const profile::Profile& profile, const Matches& matches)
    : normal_(normal),
      profile_(profile),
      matches_(matches),
      bare_changes_count_(prints_bare_changes(normal, matches)),
      sure_counts_(bare_changes_count_ && prints_sure_counts(matches)) {}

void ChangeReader::attach(const Capture& capture, const Match& match, std::size_t first, Candidates& out) const {
    const StatedChange stated{capture.change, capture.printed, match.range, match.rule};
    if (is_of_another(capture, match)) return;
    const bool broken = capture.damaged && !(capture.bare && may_count(capture, first, out));
    if (broken || match.cut || is_interrupted(normal_, capture.change_core)) return;
    if (capture.change.value && may_be_page_number(normal_, capture.change_core, match)) return;
    if (capture.change.direction == Direction::unknown) out.lost_arrows.push_back(capture.printed);
    for (std::size_t i = first; i < out.fields.size(); ++i) {
        if (out.fields[i].field == capture.slot.field) {
            if (i > first && goes_past_part(capture, out.fields[first], out.fields[i])) return;
            out.fields[i].change = stated;
            leave_out_other_value(capture, out.fields[i]);
            return;
        }
    }
    out.loose_changes.push_back({capture.slot.field, stated});
}

void ChangeReader::reject_contradicted(const Match& match, std::size_t first, Candidates& out) const {
    const auto captures = matches_.captures_of(match);
    for (std::size_t i = 0; i + 1 < captures.size(); ++i) {
        const Capture& before = captures[i];
        const Capture& after = captures[i + 1];
        if (before.slot.kind != SlotKind::figure || after.slot.kind != SlotKind::count ||
            !leads_to(normal_.text(), before.printed, after.printed, profile_.lexicon))
            continue;
        for (std::size_t j = first; j < out.fields.size(); ++j) {
            FieldCandidate& field = out.fields[j];
            if (field.field != after.slot.field || !field.change || !field.why.empty()) continue;
            const Direction stated = field.change->change.direction;
            if ((stated == Direction::up && after.value < before.value) ||
                (stated == Direction::down && after.value > before.value))
                field.why = "contradicted";
        }
    }
}

/// "12 sites, those that fell by 4% are ..." in Chinese: the change is said of what follows; "20 sites, than the 12
/// pages 8 more": it is the other figure's, which this one is compared with.
bool ChangeReader::is_of_another(const Capture& capture, const Match& match) const {
    constexpr std::uint32_t longest = 8;  // bytes
    const std::string_view text = normal_.text();
    const auto captures = matches_.captures_of(match);
    const value::Lexicon& lexicon = profile_.lexicon;
    const bool behind = !captures.empty() && captures.front().printed.begin < capture.printed.begin;
    if (behind && lexicon.attributives.match(text, capture.printed.end).matched) return true;
    const std::uint32_t begin = match.range.begin;
    if (const auto word = lexicon.comparatives.match(text, begin); word.matched)
        return lexicon.since_last_period.match(text, begin).end <= word.end;
    if (lexicon.comparatives.empty()) return false;
    for (std::uint32_t at = begin; at > 0 && begin - at < longest;) {
        at = text::previous_character(text, at);
        const auto word = lexicon.comparatives.match(text, at);
        if (word.matched && word.end == begin)
            return at == 0 || !text::is_ideograph(text, text::previous_character(text, at));
    }
    return false;
}

/// "50 of which ..., up 25% from 200 last week", "... 50, than last week's 200 up 25%" in Chinese: the figure beside
/// the change is not what the change makes of this one.
bool ChangeReader::contradicts_former(const Capture& capture, FieldCandidate part) const {
    if (!capture.change.value) return false;  // "the same as 50 last week"
    const std::string_view text = normal_.text();
    part.change = StatedChange{capture.change, capture.printed, capture.printed, 0};
    std::uint32_t begin = capture.printed.begin;
    for (std::uint32_t at = part.printed.end; at < begin; at = text::next_character(text, at)) {
        const std::uint32_t week = profile_.lexicon.since_last_period.match(text, at).end;
        if (week > at && week < begin && text::is_digit(text[week])) begin = at;
    }
    for (std::uint32_t at = begin; at < capture.printed.end; ++at) {
        if (!text::is_digit(text[at]) || capture.change_core.contains(at)) continue;
        const auto figure = value::read_count(text, at, profile_.lexicon);
        return figure && !may_be_before(figure->value, part);
    }
    return false;
}

/// "253 incidents, 59 of which crossed a border, up 5%", "... That is up 5%.": behind a mark, what is said behind a
/// part may be said of the whole. It is where a sentence ends before it, or where no whole number rises by that to the
/// part and one does to the whole. `whole`: what the match reads first.
bool ChangeReader::goes_past_part(const Capture& capture, const FieldCandidate& whole,
                                  const FieldCandidate& part) const {
    if (whole.change || capture.printed.begin < part.printed.end || part.printed.begin < whole.printed.end)
        return false;
    const std::string_view between = normal_.text().substr(part.printed.end, capture.printed.begin - part.printed.end);
    if (between.find(". ") != std::string_view::npos) return true;
    if (contradicts_former(capture, part)) return true;
    if (between.find(',') == std::string_view::npos) return false;
    const auto quantity = [](const FieldCandidate& field) -> std::optional<check::Quantity> {
        const Decimal* const value = std::get_if<Decimal>(&field.value);
        if (value == nullptr || !field.precision) return std::nullopt;
        return check::Quantity{*value, *field.precision, field.qualifier == Qualifier::none};
    };
    const auto of_whole = quantity(whole);
    const auto of_part = quantity(part);
    return of_whole && of_part && of_part->value <= of_whole->value &&
           check::has_whole_predecessor(*of_part, capture.change) == false &&
           check::has_whole_predecessor(*of_whole, capture.change) == true;
}

/// "an increase of 17" counts what its field counts, where it can be no percentage that lost its sign: no whole
/// number rises by 17% to the count, or to the count of another such change.
bool ChangeReader::may_count(const Capture& capture, std::size_t first, const Candidates& out) const {
    if (!bare_changes_count_) return false;
    const auto field =
        std::find_if(out.fields.begin() + static_cast<std::ptrdiff_t>(first), out.fields.end(),
                     [&](const FieldCandidate& candidate) { return candidate.field == capture.slot.field; });
    if (field == out.fields.end() || !field->precision) return false;
    const Decimal* const value = std::get_if<Decimal>(&field->value);
    return value != nullptr && may_move(*value, *field->precision, capture.change) &&
           (sure_counts_ || !may_be_percentage(*value, capture.change));
}

/// "up 5% from 300 last week": a value of the period before that the change does not give is no part of it.
void ChangeReader::leave_out_other_value(const Capture& capture, FieldCandidate& field) const {
    const std::string_view text = normal_.text();
    std::uint32_t at = capture.change_core.end;
    while (at < capture.printed.end && !text::is_digit(text[at])) ++at;
    const auto figure = value::read_count(text, at, profile_.lexicon);
    if (at < capture.printed.end && figure && !may_be_before(figure->value, field)) field.change->printed.end = at;
}

}  // namespace certdelta::extract
