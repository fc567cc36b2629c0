#include "extract/caption.h"

#include <algorithm>
#include <iterator>

#include "text/characters.h"

namespace certdelta::extract {
namespace {

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// Bytes of the bullet at `pos`, 0 where there is none: a dot, square, diamond, circle, star, pointer or warning sign.
std::uint32_t bullet_length(std::string_view text, std::uint32_t pos) {
    constexpr std::string_view bullets[] = {"\u2022", "\u258C", "\u25A0", "\u25A1", "\u25AA",
                                            "\u25B6", "\u25B8", "\u25C6", "\u25C7", "\u25CB",
                                            "\u25CF", "\u2605", "\u2606", "\u26A0", "\u27A4"};
    if (text[pos] != '\xE2') return 0;
    const bool found = std::find(std::begin(bullets), std::end(bullets), text.substr(pos, 3)) != std::end(bullets);
    return found ? 3 : 0;
}

bool is_apart(const text::NormalText& normal, std::uint32_t end, std::uint32_t sentence) {
    const std::string_view text = normal.text();
    const std::uint32_t next = text::skip_white(text, end);
    if (next >= text.size() || next == sentence || normal.is_line_start(next)) return true;
    constexpr std::string_view marks = ":,-()]";
    return marks.find(text[next]) != std::string_view::npos;
}

}  // namespace

std::uint32_t skip_item_mark(const text::NormalText& normal, std::uint32_t pos) {
    const std::string_view text = normal.text();
    const auto is_mark = [](char c) { return text::is_white(c) || c == '-' || c == '*' || c == '(' || c == '"'; };
    const auto skip_marks = [&] {
        while (pos < text.size()) {
            const std::uint32_t length = is_mark(text[pos]) ? 1 : bullet_length(text, pos);
            if (length == 0) break;
            pos += length;
        }
    };
    skip_marks();
    std::uint32_t end = pos;
    while (end < text.size() && end < pos + 2 && text::is_digit(text[end])) ++end;
    const bool comma = text.substr(end, text::ideographic_comma.size()) == text::ideographic_comma;
    const bool mark =
        comma || (end + 1 < text.size() && (text[end] == '.' || text[end] == ')') && !text::is_digit(text[end + 1]));
    if (end > pos && mark) {
        pos = comma ? end + static_cast<std::uint32_t>(text::ideographic_comma.size()) : end + 1;
        skip_marks();
    }
    return pos;
}

std::optional<TimeCaption> read_time_caption(const text::NormalText& normal, std::uint32_t pos, std::uint32_t sentence,
                                             const OwnTime& own, const value::Lexicon& lexicon) {
    const std::string_view text = normal.text();
    if (!may_begin_time(text, pos, lexicon)) return std::nullopt;
    if (const auto days = value::read_day_range(text, pos, lexicon);
        days && is_apart(normal, days->printed.end, sentence))
        return TimeCaption{days->printed, own.days && !value::may_be_same(*own.days, *days), false, false};
    auto date = value::read_date(text, pos, lexicon);
    if (const auto month = lexicon.months.match(text, pos); !date && month.matched && is_capital(text[pos]))
        date = value::PartialDate{0, month.payload, 0, {pos, month.end}};
    if (!date || !date->valid() || !is_apart(normal, date->printed.end, sentence)) return std::nullopt;
    TimeCaption caption{date->printed, true, false, false};
    if (date->day == 0) {
        caption.holds_own = may_hold(*date, own);
    } else if (!own.days) {
        caption.other = false;
    } else {
        const int order = order_behind(*date, own);
        caption.other = order <= 0;
        caption.is_last_day = order == 0;
    }
    return caption;
}

std::optional<text::Range> read_any_time(std::string_view text, std::uint32_t pos, const value::Lexicon& lexicon) {
    if (const auto days = value::read_day_range(text, pos, lexicon)) return days->printed;
    if (const auto date = value::read_date(text, pos, lexicon); date && date->valid()) return date->printed;
    const auto month = lexicon.months.match(text, pos);
    if (!month.matched || (month.end < text.size() && text::is_letter(text[month.end]))) return std::nullopt;
    return text::Range{pos, month.end};
}

bool is_all_time(std::string_view text, text::Range range, const value::Lexicon& lexicon) {
    constexpr std::string_view marks = " \t\n.,-/";
    std::uint32_t pos = range.begin;
    bool found = false;
    while (pos < range.end) {
        if (marks.find(text[pos]) != std::string_view::npos) {
            ++pos;
        } else if (const auto time = read_any_time(text, pos, lexicon); time && time->end <= range.end) {
            found = true;
            pos = time->end;
        } else {
            auto link = lexicon.range_marks.match(text, pos);
            if (!link.matched) link = lexicon.list_conjunctions.match(text, pos);
            if (!link.matched || link.end > range.end) return false;
            pos = link.end;
        }
    }
    return found;
}

std::optional<text::Range> read_numbered_caption(std::string_view text, std::uint32_t pos) {
    constexpr std::uint32_t longest = 24;         // bytes
    constexpr std::uint32_t longest_letters = 3;  // of an abbreviation
    constexpr std::string_view marks = " .-/~";
    std::uint32_t end = pos;
    std::uint32_t letters = 0;
    std::uint32_t digits = 0;
    for (; end < text.size() && end - pos < longest && text[end] != ':'; ++end) {
        const bool letter = text::is_letter(text[end]);
        letters = letter ? letters + 1 : 0;
        if (text::is_digit(text[end])) ++digits;
        const bool fits = letter || text::is_digit(text[end]) || marks.find(text[end]) != std::string_view::npos;
        if (!fits || letters > longest_letters) return std::nullopt;
    }
    const bool closed = end + 1 < text.size() && text[end] == ':' && text::is_white(text[end + 1]);
    if (!closed || digits == 0 || (digits == end - pos && digits < 3)) return std::nullopt;
    return text::Range{pos, end + 1};
}

std::optional<text::Range> read_name_caption(const text::NormalText& normal, std::uint32_t pos) {
    const std::string_view text = normal.text();
    constexpr std::uint32_t longest = 24;  // bytes
    if (pos + 2 >= text.size() || !is_capital(text[pos]) || is_capital(text[pos + 1])) return std::nullopt;
    std::uint32_t end = pos;
    while (end < text.size() && end - pos < longest && text::is_letter(text[end])) ++end;
    if (end - pos < 3 || end >= text.size() || text[end] != ':') return std::nullopt;
    return text::Range{pos, end + 1};
}

bool is_labelled_line(const text::NormalText& normal, std::uint32_t pos) {
    constexpr std::size_t longest_qualifier = 12;  // bytes
    const std::string_view line = normal.text().substr(pos, normal.next_line_start(pos + 1) - pos);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return false;
    const auto has_digit = [](std::string_view words) {
        return std::any_of(words.begin(), words.end(), text::is_digit);
    };
    return has_digit(line.substr(colon, longest_qualifier + 1)) && !has_digit(line.substr(0, colon));
}

}  // namespace certdelta::extract
