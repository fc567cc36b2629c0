#include "extract/table.h"

#include <algorithm>

#include "extract/caption.h"
#include "text/characters.h"
#include "text/eight.h"

namespace certdelta::extract {

text::Range line_of(const text::NormalText& normal, text::Range label) {
    const std::vector<std::uint32_t>& starts = normal.line_starts();
    const auto after = std::upper_bound(starts.begin(), starts.end(), label.begin);
    const std::string_view text = normal.text();
    std::uint32_t begin = after == starts.begin() ? 0 : *std::prev(after);
    while (begin < label.begin && is_edge(text[begin])) ++begin;
    if (const std::uint32_t behind = skip_item_mark(normal, begin); behind <= label.begin) begin = behind;
    std::uint32_t end = normal.next_line_start(label.end);
    while (end > label.end && is_edge(text[end - 1])) --end;
    return {begin, end};
}

Cells cells_of(std::string_view text, text::Range line, std::size_t wanted) {
    Cells cells;
    std::uint32_t begin = line.begin;
    for (std::uint32_t pos = line.begin; pos <= line.end; ++pos) {
        const bool parts = pos < line.end && (text[pos] == '\t' || text[pos] == '|');
        if (!parts && pos < line.end) continue;
        if (cells.count == wanted + 1) cells.cell = {begin, pos};
        if (!parts) break;
        ++cells.count;
        // White space around the line of one part is no other part.
        while (pos + 1 < line.end && is_edge(text[pos + 1])) ++pos;
        begin = pos + 1;
    }
    cells.cell.end = text::skip_white_back(text, cells.cell.end, cells.cell.begin);
    return cells;
}

text::Range table_head(const text::NormalText& normal, text::Range line) {
    constexpr int most_rows = 64;
    const std::string_view text = normal.text();
    constexpr std::uint32_t longest_row = 2000;  // bytes: each figure of a longer one would look at all of it
    if (line.end - line.begin > longest_row) return {};
    if (text::find_any<'\t', '|'>(text.substr(0, line.end), line.begin) == line.end) return {};
    const std::size_t columns = cells_of(text, line, 0).count;
    if (columns < 2) return {};
    const auto same_table = [&](text::Range row) {
        return row.begin < row.end && row.end - row.begin <= longest_line && cells_of(text, row, 0).count == columns;
    };
    const std::vector<std::uint32_t>& starts = normal.line_starts();
    auto start = std::upper_bound(starts.begin(), starts.end(), line.begin);
    text::Range top = line;
    for (int row = 0; row < most_rows && start - starts.begin() > 1; ++row) {
        --start;
        std::uint32_t begin = *std::prev(start);
        while (begin + 1 < top.begin && is_edge(text[begin])) ++begin;
        const text::Range above = line_of(normal, {begin, begin + 1});
        // What parts the heading from the rows in Markdown is no row.
        const bool is_rule =
            text.substr(above.begin, above.end - above.begin).find_first_not_of("-: |\t") == std::string_view::npos;
        if (!is_rule && !same_table(above)) break;
        if (!is_rule) top = above;
    }
    return top.begin == line.begin ? text::Range{} : top;
}

}  // namespace certdelta::extract
