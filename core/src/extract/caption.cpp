#include "extract/caption.h"

#include "text/literal.h"
#include "value/number.h"

namespace certdelta::extract {
namespace {

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

bool is_apart(const text::NormalText& normal, std::uint32_t end, std::uint32_t sentence) {
    const std::string_view text = normal.text();
    const std::uint32_t next = value::skip_white(text, end);
    if (next >= text.size() || next == sentence || normal.is_line_start(next)) return true;
    constexpr std::string_view marks = ":,-(";
    return marks.find(text[next]) != std::string_view::npos;
}

}  // namespace

std::uint32_t skip_item_mark(const text::NormalText& normal, std::uint32_t pos) {
    const std::string_view text = normal.text();
    constexpr std::string_view marks = " \t\n-*(\"";
    const auto skip_marks = [&] {
        while (pos < text.size() && marks.find(text[pos]) != std::string_view::npos) ++pos;
    };
    skip_marks();
    std::uint32_t end = pos;
    while (end < text.size() && end < pos + 2 && text::is_digit(text[end])) ++end;
    constexpr std::string_view ideographic_comma = "\xE3\x80\x81";
    const bool comma = text.substr(end, ideographic_comma.size()) == ideographic_comma;
    const bool mark =
        comma || (end + 1 < text.size() && (text[end] == '.' || text[end] == ')') && !text::is_digit(text[end + 1]));
    if (end > pos && mark) {
        pos = comma ? end + static_cast<std::uint32_t>(ideographic_comma.size()) : end + 1;
        skip_marks();
    }
    return pos;
}

std::optional<TimeCaption> read_time_caption(const text::NormalText& normal, std::uint32_t pos, std::uint32_t sentence,
                                             const OwnTime& own, const value::Lexicon& lexicon) {
    const std::string_view text = normal.text();
    if (const auto days = value::read_day_range(text, pos, lexicon);
        days && is_apart(normal, days->printed.end, sentence))
        return TimeCaption{days->printed, own.days && !value::may_be_same(*own.days, *days), false, false};
    const auto date = value::read_date(text, pos, lexicon);
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

std::optional<text::Range> read_name_caption(const text::NormalText& normal, std::uint32_t pos) {
    const std::string_view text = normal.text();
    constexpr std::uint32_t longest = 24;  // bytes
    if (pos + 2 >= text.size() || !is_capital(text[pos]) || is_capital(text[pos + 1])) return std::nullopt;
    std::uint32_t end = pos;
    while (end < text.size() && end - pos < longest && text::is_letter(text[end])) ++end;
    if (end - pos < 3 || end >= text.size() || text[end] != ':') return std::nullopt;
    return text::Range{pos, end + 1};
}

}  // namespace certdelta::extract
