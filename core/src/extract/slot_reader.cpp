#include "extract/slot_reader.h"

#include <re2/re2.h>

#include <algorithm>

#include "text/characters.h"
#include "text/literal.h"
#include "text/phrase_set.h"
#include "text/utf8.h"
#include "text/words.h"

namespace certdelta::extract {
namespace {

/// A mark of months follows the year, behind a character or two that are no number: "2001年B月".
bool hides_month(std::string_view text, std::uint32_t pos, const value::Lexicon& lexicon) {
    constexpr std::uint32_t longest = 2;
    for (std::uint32_t end = pos + 1; end <= pos + longest && end < text.size(); ++end) {
        if (text::is_white(text[end - 1]) || text::is_multibyte(text[end - 1])) return false;
        if (lexicon.month_marks.match(text, end).matched) return true;
    }
    return false;
}

}  // namespace

using profile::FieldDefinition;
using profile::Slot;
using profile::SlotKind;

inline void SlotReader::take(const value::Number& number, Capture& capture) {
    capture.value = number.value;
    capture.precision = number.precision;
    capture.printed = number.printed;
    capture.damaged = number.damaged;
}

inline bool SlotReader::take(const std::optional<value::Figure>& figure, Capture& capture) const {
    if (!figure) return false;
    capture.value = figure->value;
    capture.precision = figure->precision;
    capture.qualifier = figure->qualifier;
    capture.printed = figure->printed;
    capture.damaged = figure->damaged;
    capture.percent_sign_lost = !figure->percent_sign;
    return true;
}

void SlotReader::look_around(Capture& capture) const {
    constexpr std::uint32_t longest_character = 3;  // bytes
    const SlotKind kind = capture.slot.kind;
    if (kind != SlotKind::count && kind != SlotKind::percentage && kind != SlotKind::figure) return;
    if (value::goes_on(text_, capture.printed.end, profile_.lexicon)) capture.damaged = true;
    if (capture.qualifier != Qualifier::none) return;
    // The words of the template may hold the qualifier ("amounts to about {field}").
    const auto before = value::qualifier_before(text_, capture.printed.begin, profile_.lexicon);
    if (before) {
        capture.qualifier = before->qualifier;
        capture.printed.begin = before->begin;
        return;
    }
    // What is counted may stand between: "1,205 websites or so" in Chinese.
    const auto counter = profile_.lexicon.counters.match(text_, capture.printed.end);
    if (!counter.matched) return;
    const auto behind = profile_.lexicon.qualifiers_after.match(text_, counter.end);
    if (!behind.matched || behind.end <= counter.end + longest_character) return;
    capture.qualifier = static_cast<Qualifier>(behind.payload);
    capture.printed.end = behind.end;
}

std::uint32_t SlotReader::word_end(const Slot& slot, std::uint32_t pos) const {
    if (slot.kind == SlotKind::words) {
        const auto match = profile_.words[slot.words].second.match(text_, pos);
        return match.matched ? match.end : pos;
    }
    if (slot.kind == SlotKind::amounts_to) {
        const auto match = profile_.lexicon.amounts_to.match(text_, pos);
        return match.matched ? match.end : pos;
    }
    constexpr std::uint32_t longest_name = 40;  // bytes
    if (pos >= text_.size() || text_[pos] < 'A' || text_[pos] > 'Z' || !text::may_start_word(text_, pos)) return pos;
    std::uint32_t end = pos;
    while (end < text_.size() && end - pos < longest_name && text::is_letter(text_[end])) ++end;
    return end;
}

bool SlotReader::read_constant(const Slot& slot, std::string_view words, std::uint32_t pos, Capture& capture) const {
    const text::LiteralMatch match = text::match_literal(text_, pos, words);
    if (!match.matched) return false;
    capture.value = Decimal::from_integer(slot.constant);
    capture.precision = Decimal::from_integer(1);
    capture.printed = {pos, match.end};
    return true;
}

bool SlotReader::read(const Slot& slot, std::uint32_t pos, Capture& capture) const {
    const value::Lexicon& lexicon = profile_.lexicon;
    const bool figure =
        slot.kind == SlotKind::count || slot.kind == SlotKind::percentage || slot.kind == SlotKind::figure;
    if (figure && !lexicon.may_begin_figure(text_, pos)) return false;
    switch (slot.kind) {
        case SlotKind::count:
            return take(counts_.at(pos, [&](std::uint32_t at) { return value::read_count(text_, at, lexicon); }),
                        capture);
        case SlotKind::percentage:
            return take(value::read_percentage(text_, pos, lexicon), capture);
        case SlotKind::figure:
            return take(figures_.at(pos, [&](std::uint32_t at) { return value::read_figure(text_, at, lexicon); }),
                        capture) ||
                   take(value::read_spelled_count(text_, pos, lexicon), capture);
        case SlotKind::year:
        case SlotKind::issue_year: {
            const auto year = value::read_year(text_, pos);
            if (year) take(*year, capture);
            return year.has_value();
        }
        case SlotKind::issue_number: {
            const auto number = value::read_number(text_, pos);
            const bool fits = number && number->value.is_integer() && number->printed.end - pos <= 3;
            if (fits) take(*number, capture);
            return fits;
        }
        case SlotKind::date: {
            const auto date = value::read_date(text_, pos, lexicon);
            if (!date || !date->valid()) return false;
            // The day of a year that is not printed is no value; it may be a year that was cut ("Sep.20").
            if (slot.field != profile::no_field && date->year == 0) return false;
            capture.date = *date;
            capture.printed = date->printed;
            // "2001.8" cut behind the year
            capture.damaged = date->printed.end == text_.size() || text::is_digit(text_[date->printed.end]) ||
                              (date->month == 0 && hides_month(text_, date->printed.end, lexicon));
            return true;
        }
        case SlotKind::period: {
            auto days = value::read_day_range(text_, pos, lexicon);
            if (!days && lexicon.unspaced) days = read_bare_period(pos);
            if (!days) return false;
            capture.days = *days;
            capture.printed = days->printed;
            return true;
        }
        case SlotKind::change: {
            const auto& change =
                changes_.at(pos, [&](std::uint32_t at) { return value::read_change(text_, at, lexicon); });
            if (!change) return false;
            capture.change = change->change;
            capture.change_core = change->core;
            capture.printed = change->printed;
            capture.damaged = change->damaged;
            capture.bare = change->bare;
            capture.against_last_year = change->against_last_year;
            return true;
        }
        case SlotKind::enumeration:
            return read_code(slot, pos, capture);
        case SlotKind::text:
            return read_text(slot, pos, capture);
        case SlotKind::list:
        case SlotKind::constant:
        case SlotKind::name:
        case SlotKind::words:
        case SlotKind::amounts_to:
        case SlotKind::gap:
            return false;  // read by the machine itself
    }
    return false;
}

inline bool SlotReader::read_code(const Slot& slot, std::uint32_t pos, Capture& capture) const {
    if (slot.field == profile::no_field) return false;
    constexpr std::string_view lenticular = "\xE3\x80\x90";
    std::uint32_t begin = pos;
    if (text_[pos] == '"' || text_[pos] == '\'') begin = pos + 1;
    if (text_.substr(pos, lenticular.size()) == lenticular) begin = pos + static_cast<std::uint32_t>(lenticular.size());
    const text::PhraseSet& codes = profile_.fields[static_cast<std::size_t>(slot.field)].code_words;
    const auto match = codes.match(text_, begin);
    const bool goes_on = match.matched && code_goes_on(match.end);
    if (match.matched && (!goes_on || leads_to_code(codes, match.end))) {
        capture.code = match.payload;
        capture.damaged = goes_on;
        capture.printed = {begin, match.end};
        return true;
    }
    const std::uint32_t end = unknown_code_end(begin);
    if (end == begin || (match.matched && end <= match.end)) return false;
    if (!match.matched && !profile_.lexicon.unspaced && !is_last_word(begin, end)) return false;
    capture.code = Capture::unknown_code;
    capture.printed = {begin, end};
    return true;
}

/// "Medium or high", written without a space.
bool SlotReader::leads_to_code(const text::PhraseSet& codes, std::uint32_t pos) const {
    const auto link = profile_.lexicon.alternatives.match(text_, pos);
    return link.matched && codes.match(text_, link.end).matched;
}

/// End of a word that stands where a code is expected, and is none; `pos` where more than a word stands there.
std::uint32_t SlotReader::unknown_code_end(std::uint32_t pos) const {
    constexpr std::uint32_t longest = 15;  // bytes: five Chinese characters
    std::uint32_t end = pos;
    while (end < text_.size() && end - pos <= longest && !normal_.is_line_start(end)) {
        const bool mark = text_[end] == '-' || text_[end] == '+';
        if (!mark && !text::is_letter(text_[end]) && !text::is_ideograph(text_, end)) break;
        end = text::next_character(text_, end);
    }
    const bool parted = end < text_.size() || !normal_.ends_open();
    return end - pos <= longest && parted ? end : pos;
}

/// Where words have spaces between them, one that nothing but a clause's mark follows is said of what the template
/// names: "the level remained guarded."
bool SlotReader::is_last_word(std::uint32_t begin, std::uint32_t end) const {
    constexpr std::uint32_t shortest = 4;  // bytes: no "it", "so", "yet"
    constexpr std::string_view marks = ".,;\"";
    if (end - begin < shortest || text_[begin] < 'a' || text_[begin] > 'z' || end >= text_.size()) return false;
    return text::is_letter(text_[end - 1]) && marks.find(text_[end]) != std::string_view::npos;
}

/// Whether the word of a code is the beginning of a longer one: "medium-high", or a Chinese character behind
/// another. A line's end between them parts them.
bool SlotReader::code_goes_on(std::uint32_t end) const {
    if (end + 1 >= text_.size() || normal_.is_line_start(end)) return false;
    if (text_[end] == '-') return text::is_letter(text_[end + 1]);
    return text_[end] == '+' || (text::is_multibyte(text_[end - 1]) && text::is_ideograph(text_, end));
}

/// A text ends with its line, with the label of another text, or where the field's pattern ends.
inline bool SlotReader::read_text(const Slot& slot, std::uint32_t pos, Capture& capture) const {
    if (text_[pos] == '<') ++pos;  // an address in angle brackets
    const FieldDefinition* field =
        slot.field == profile::no_field ? nullptr : &profile_.fields[static_cast<std::size_t>(slot.field)];
    const std::uint32_t stop = text_stop(pos, field != nullptr && field->pattern != nullptr);
    std::uint32_t end = stop;
    if (field != nullptr && field->pattern != nullptr) {
        const absl::string_view window(text_.data() + pos, stop - pos);
        absl::string_view whole;
        if (!field->pattern->Match(window, 0, window.size(), re2::RE2::ANCHOR_START, &whole, 1)) return false;
        end = pos + static_cast<std::uint32_t>(whole.size());
        // Two spaces may stand in a name; in a row of cells they part it from the next one, unless that has a colon.
        const std::size_t cell = text_.substr(pos, end - pos).find('\t');
        const std::uint32_t next = std::min(normal_.next_line_start(end), stop + longest_text);
        if (cell != std::string_view::npos && end < text_.size() && text_[end] == '\t' &&
            text_.substr(end, next - end).find(':') == std::string_view::npos)
            end = pos + static_cast<std::uint32_t>(cell);
    }
    end = text::skip_white_back(text_, end, pos);
    if (profile_.lexicon.unspaced && end < text_.size() && text_[end] == ':') end = label_begin(pos, end);
    if (end == pos) return false;
    capture.printed = {pos, end};
    // an address or number that a wrap divided
    const char next = end < text_.size() ? text_[end] : ' ';
    const bool divided =
        next == '-' || next == '@' || (next == '.' && end + 1 < text_.size() && text_[end + 1] == '\n');
    capture.damaged = text_[end - 1] == '-' || divided || may_go_on(field, pos, end);
    return true;
}

/// Where the label that ends at `end` begins; `pos` where the profile knows none: what a colon ends is no value.
std::uint32_t SlotReader::label_begin(std::uint32_t pos, std::uint32_t end) const {
    for (std::uint32_t at = pos; at < end; at = text::next_character(text_, at)) {
        const auto label = profile_.bylines.match(text_, at);
        if (label.matched && label.end == end) return at;
    }
    return pos;
}

/// Digits on the next line, or a letter that stands for one ("8299O315"), may be the rest of a number that is not a
/// complete one yet.
bool SlotReader::may_go_on(const FieldDefinition* field, std::uint32_t pos, std::uint32_t end) const {
    if (field == nullptr || field->complete == nullptr || end + 1 >= text_.size()) return false;
    const bool below = text_[end] == '\n' && text::is_digit(text_[end + 1]);
    const bool letter = text::is_letter(text_[end]) && text::is_digit(text_[end + 1]);
    if (!text::is_digit(text_[end - 1]) || (!below && !letter)) return false;
    return !re2::RE2::FullMatch(absl::string_view(text_.data() + pos, end - pos), *field->complete);
}

/// Where a text that starts at `pos` has to end. A pattern may go on over a line end that is white space; a text
/// without one stays on its line.
std::uint32_t SlotReader::text_stop(std::uint32_t pos, bool over_lines) const {
    auto limit = static_cast<std::uint32_t>(std::min<std::size_t>(text_.size(), std::size_t{pos} + longest_text));
    while (limit < text_.size() && !text::is_character_start(text_[limit])) --limit;
    std::uint32_t line = normal_.next_line_start(pos + 1);
    while (over_lines && line < limit && text_[line - 1] == '\n') line = normal_.next_line_start(line + 1);
    limit = std::min(limit, line);
    for (std::uint32_t at = pos; at < limit; at = text::next_character(text_, at)) {
        if (!text::may_start_word(text_, at)) continue;
        for (std::size_t i = 0; i < profile_.stops.size(); ++i) {
            if (text::match_literal(text_, normal_.folded(), at, profile_.stops[i]).matched) return at;
        }
    }
    return limit;
}

/// "6.13-6.19": figures that are as many days as a period has, and may else be anything.
std::optional<value::DayRange> SlotReader::read_bare_period(std::uint32_t pos) const {
    const profile::Check* const check = profile_.period_check();
    const auto days = value::read_bare_day_range(text_, pos);
    return days && check != nullptr && value::may_last(*days, check->days) ? days : std::nullopt;
}

}  // namespace certdelta::extract
