#include "extract/ranges.h"

#include "text/characters.h"
#include "text/utf8.h"

namespace certdelta::extract {

std::vector<text::Range>::const_iterator first_from(const std::vector<text::Range>& ranges, std::uint32_t pos) {
    return first_not(ranges, [pos](text::Range range) { return range.begin < pos; });
}

bool begins_within(const std::vector<text::Range>& ranges, std::uint32_t begin, std::uint32_t end) {
    const auto first = first_from(ranges, begin);
    return first != ranges.end() && first->begin < end;
}

bool any_holds(const std::vector<text::Range>& ranges, std::uint32_t pos) {
    const auto behind = first_from(ranges, pos + 1);
    return behind != ranges.begin() && std::prev(behind)->end > pos;
}

bool any_reaches_over(const std::vector<text::Range>& ranges, std::uint32_t pos) {
    return any_overlap(ranges, {pos, pos});
}

bool any_overlap(const std::vector<text::Range>& ranges, text::Range wanted) {
    const auto behind = first_from(ranges, wanted.end);
    return behind != ranges.begin() && std::prev(behind)->end > wanted.begin;
}

bool any_ends_at(const std::vector<text::Range>& ranges, std::uint32_t pos) {
    constexpr std::ptrdiff_t most = 4;
    const auto behind = first_from(ranges, pos);
    const auto nearest = behind - std::min(most, behind - ranges.begin());
    return std::any_of(nearest, behind, [pos](text::Range range) { return range.end == pos; });
}

void add(std::vector<text::Range>& ranges, text::Range range) {
    constexpr std::size_t most = 16;
    if (ranges.empty()) ranges.reserve(most);
    ranges.push_back(range);
}

void sort(std::vector<text::Range>& ranges) {
    std::sort(ranges.begin(), ranges.end(), [](text::Range a, text::Range b) { return a.begin < b.begin; });
}

std::uint32_t line_begin(const text::NormalText& normal, std::uint32_t pos) {
    const std::vector<std::uint32_t>& starts = normal.line_starts();
    const auto after = first_not(starts, [pos](std::uint32_t start) { return start <= pos; });
    return after == starts.begin() ? 0 : *std::prev(after);
}

bool is_behind_signs(const text::NormalText& normal, std::uint32_t pos) {
    constexpr std::uint32_t longest = 12;  // bytes
    constexpr std::string_view plain = " \t-*#>[(<.";
    const std::string_view text = normal.text();
    std::uint32_t at = line_begin(normal, pos);
    if (pos - at > longest) return false;
    while (at < pos) {
        const text::Decoded sign = text::decode(text, at);
        const char32_t c = sign.code_point;
        const bool shape = c == 0xB7 || (c >= 0x2010 && c <= 0x2BFF) || (c >= 0x3003 && c <= 0x301F);
        if (!shape && (c >= 0x80 || plain.find(static_cast<char>(c)) == std::string_view::npos)) return false;
        at += std::max(1U, static_cast<std::uint32_t>(sign.length));
    }
    return true;
}

text::Range trim(std::string_view text, text::Range range) {
    while (range.begin < range.end && text::is_white(text[range.begin])) ++range.begin;
    range.end = text::skip_white_back(text, range.end, range.begin);
    return range;
}

}  // namespace certdelta::extract
