#include "render/table.h"

#include <algorithm>
#include <numeric>

#include "render/width.h"

namespace certdelta::render {
namespace {

constexpr std::string_view kGap = "  ";
constexpr std::size_t kNarrowest = 12;  // below this a cut cell tells nothing

std::size_t total(const std::vector<std::size_t>& widths) {
    const auto shown =
        static_cast<std::size_t>(std::count_if(widths.begin(), widths.end(), [](std::size_t w) { return w > 0; }));
    return std::accumulate(widths.begin(), widths.end(), std::size_t{0}) + kGap.size() * (shown == 0 ? 0 : shown - 1);
}

}  // namespace

void Table::add_row(std::vector<std::string> cells) {
    for (std::string& cell : cells) cell = on_one_line(cell);
    cells.resize(columns_.size());
    rows_.push_back(std::move(cells));
}

std::vector<std::size_t> Table::widths() const {
    std::vector<std::size_t> widths(columns_.size(), 0);
    for (const std::vector<std::string>& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
    }
    for (std::size_t i = 0; i < widths.size(); ++i) {
        if (widths[i] > 0 || columns_[i].always) widths[i] = std::max(widths[i], display_width(columns_[i].title));
    }
    for (std::size_t wide = total(widths); wide > kTerminalColumns; wide = total(widths)) {
        auto widest = widths.end();
        for (auto it = widths.begin(); it != widths.end(); ++it) {
            if (columns_[static_cast<std::size_t>(it - widths.begin())].whole) continue;
            if (widest == widths.end() || *it > *widest) widest = it;
        }
        if (widest == widths.end() || *widest <= kNarrowest) break;
        // Down to the next widest at most, so that two long columns share the loss.
        std::size_t second = kNarrowest;
        for (auto it = widths.begin(); it != widths.end(); ++it) {
            if (it != widest && !columns_[static_cast<std::size_t>(it - widths.begin())].whole)
                second = std::max(second, *it);
        }
        const std::size_t excess = wide - kTerminalColumns;
        *widest -= second < *widest ? std::min(excess, *widest - second) : 1;
    }
    return widths;
}

void Table::append_row(std::string& out, const std::vector<std::string>& cells,
                       const std::vector<std::size_t>& widths) const {
    std::size_t pending = 0;  // spaces that are due only if more text follows on the line
    bool first = true;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (widths[i] == 0) continue;
        const std::string cell = cut(cells[i], widths[i]);
        const std::size_t padding = widths[i] - display_width(cell);
        if (!first) pending += kGap.size();
        first = false;
        if (columns_[i].align == Align::right) pending += padding;
        if (!cell.empty()) {
            out.append(pending, ' ');
            out += cell;
            pending = 0;
        }
        if (columns_[i].align == Align::left) pending += padding;
    }
    out.push_back('\n');
}

std::string Table::to_string() const {
    const std::vector<std::size_t> column_widths = widths();
    std::vector<std::string> titles;
    for (const Column& column : columns_) titles.push_back(column.title);
    std::string out;
    append_row(out, titles, column_widths);
    for (const std::vector<std::string>& row : rows_) append_row(out, row, column_widths);
    return out;
}

std::string wrapped_list(const Phrasebook& phrases, std::string_view title, const std::vector<std::string>& items) {
    std::string out = phrases.say("{0}: {1}", {phrases.say(title), ""});
    const std::string separator = phrases.say(", ");
    std::size_t column = display_width(out);
    for (std::size_t i = 0; i < items.size(); ++i) {
        const std::string item = on_one_line(items[i]) + (i + 1 < items.size() ? separator : std::string());
        const std::size_t width = display_width(item);
        if (i > 0 && column + width > kTerminalColumns) {
            while (out.back() == ' ') out.pop_back();
            out += "\n  ";
            column = 2;
        }
        out += item;
        column += width;
    }
    out.push_back('\n');
    return out;
}

}  // namespace certdelta::render
