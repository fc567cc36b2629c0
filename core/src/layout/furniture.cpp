#include "layout/furniture.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <string_view>

namespace certdelta::layout {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The line in small letters, each number as one '#'; the numbers themselves go into `numbers`.
std::string key_of(std::string_view text, std::vector<int>& numbers) {
    constexpr int most_number = 1'000'000;
    std::string key;
    for (std::size_t pos = 0; pos < text.size();) {
        const char c = text[pos];
        if (is_digit(c)) {
            int number = 0;
            for (; pos < text.size() && is_digit(text[pos]); ++pos)
                number = std::min(most_number, number * 10 + (text[pos] - '0'));
            numbers.push_back(number);
            key += '#';
            continue;
        }
        if (c != ' ') key += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
        ++pos;
    }
    return key;
}

struct Known {
    std::size_t line = 0;
    std::vector<int> numbers;
};

/// How far the line is from its edge of the page.
double edge_distance(const EdgeLine& line) { return line.at_top ? line.box.y0 : line.page_height - line.box.y1; }

/// "3", "- 3 -", "3/5", "page 3 of 5": a number and nothing that is news.
bool is_number_only(std::string_view key, const text::PageNumberForms& forms) {
    const std::vector<std::string>& words = forms.words().all();
    std::string rest;
    for (std::size_t pos = 0; pos < key.size();) {
        std::size_t longest = 0;
        for (const std::string& word : words) {
            if (key.substr(pos).starts_with(word)) longest = std::max(longest, word.size());
        }
        pos += longest;
        if (longest > 0) continue;
        if (static_cast<unsigned char>(key[pos]) >= 0x80) return false;
        rest += key[pos++];
    }
    std::erase_if(rest, [](char c) { return c == '-' || c == '/' || c == '|' || c == '.'; });
    return rest == "#" || rest == "##";
}

/// Every number is the same on both pages, or counts with them.
bool counts_with_pages(const Known& a, const Known& b, const std::vector<EdgeLine>& lines) {
    const int pages = static_cast<int>(lines[b.line].page) - static_cast<int>(lines[a.line].page);
    for (std::size_t i = 0; i < a.numbers.size(); ++i) {
        const int step = b.numbers[i] - a.numbers[i];
        if (step != 0 && step != pages) return false;
    }
    return true;
}

}  // namespace

std::vector<EdgeKind> sort_edge_lines(const std::vector<EdgeLine>& lines, std::uint32_t pages,
                                      const text::PageNumberForms& forms) {
    constexpr double same_height = 4;  // points
    std::vector<EdgeKind> kinds(lines.size(), EdgeKind::text);
    std::map<std::string, std::vector<Known>> by_key;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        Known known{i, {}};
        std::string key = key_of(lines[i].text, known.numbers);
        key += lines[i].at_top ? 't' : 'b';
        by_key[std::move(key)].push_back(std::move(known));
    }
    for (auto& [marked_key, group] : by_key) {
        const std::string_view key = std::string_view(marked_key).substr(0, marked_key.size() - 1);
        const bool number_only = is_number_only(key, forms);
        bool any = false;
        for (std::size_t i = 1; i < group.size(); ++i) {
            const Known& before = group[i - 1];
            const Known& here = group[i];
            const bool same_place =
                lines[before.line].page < lines[here.line].page &&
                std::abs(edge_distance(lines[before.line]) - edge_distance(lines[here.line])) <= same_height;
            if (!same_place || !counts_with_pages(before, here, lines)) continue;
            if (number_only && before.numbers == here.numbers) continue;  // a figure that is printed twice
            kinds[here.line] = number_only ? EdgeKind::page_number : EdgeKind::header;
            if (number_only) kinds[before.line] = EdgeKind::page_number;
            any = true;
        }
        // The only page that has one: "1" at the foot of page 1.
        if (any || !number_only || group.size() != 1 || pages > 2) continue;
        const EdgeLine& line = lines[group.front().line];
        const bool own_number = group.front().numbers.front() == static_cast<int>(line.page) + 1;
        const double middle = (line.box.x0 + line.box.x1) / 2 / line.page_width;
        const bool centred = std::abs(middle - 0.5) < 0.05;
        if (own_number && !line.at_top && centred && line.box.y0 > 0.9 * line.page_height)
            kinds[group.front().line] = EdgeKind::page_number;
    }
    return kinds;
}

}  // namespace certdelta::layout
