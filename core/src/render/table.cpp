#include "render/table.h"

#include <algorithm>
#include <numeric>

#include "render/width.h"

namespace certdelta::render {
namespace {

constexpr std::string_view kGap = "  ";
constexpr std::size_t kNarrowest = 12;    // below this a wrapped cell is tiresome, and so is a broken word
constexpr std::size_t kLongestWord = 16;  // a longer one is broken rather than taken for what a column needs

std::size_t total(const std::vector<std::size_t>& widths) {
    const auto shown =
        static_cast<std::size_t>(std::count_if(widths.begin(), widths.end(), [](std::size_t w) { return w > 0; }));
    return std::accumulate(widths.begin(), widths.end(), std::size_t{0}) + kGap.size() * (shown == 0 ? 0 : shown - 1);
}

bool has_figure(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::size_t columns_of(std::size_t terminal) {
    return terminal == 0 ? kTerminalColumns : std::max(terminal, kNarrowestTerminal);
}

}  // namespace

Table::Table(std::vector<Column> columns, std::size_t terminal)
    : columns_(std::move(columns)), terminal_(columns_of(terminal)), may_exceed_(terminal == 0) {}

void Table::add_row(std::vector<std::string> cells) {
    for (std::string& cell : cells) cell = on_one_line(cell);
    cells.resize(columns_.size());
    rows_.push_back(std::move(cells));
}

Table::Widths Table::natural_widths() const {
    Widths widths(columns_.size(), 0);
    for (const std::vector<std::string>& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
    }
    for (std::size_t i = 0; i < widths.size(); ++i) {
        if (widths[i] > 0 || columns_[i].always) widths[i] = std::max(widths[i], display_width(columns_[i].title));
    }
    return widths;
}

Table::Widths Table::least_widths(const Widths& natural, std::size_t longest_word) const {
    Widths least(columns_.size(), 0);
    const auto need = [&](std::size_t column, std::string_view text) {
        const std::size_t longest = has_figure(text) ? kLongestWord : longest_word;
        least[column] = std::max(least[column], std::min(widest_piece(text), longest));
    };
    for (const std::vector<std::string>& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) need(i, row[i]);
    }
    for (std::size_t i = 0; i < least.size(); ++i) {
        if (natural[i] > 0) need(i, columns_[i].title);
    }
    return least;
}

void Table::shrink(Widths& widths, const Widths& least, bool whole_ones) const {
    for (std::size_t wide = total(widths); wide > terminal_; --wide) {
        std::size_t widest = widths.size();
        for (std::size_t i = 0; i < widths.size(); ++i) {
            const std::size_t floor = whole_ones ? least[i] : std::max(least[i], kNarrowest);
            if (widths[i] <= floor || (columns_[i].whole && !whole_ones)) continue;
            if (widest == widths.size() || widths[i] > widths[widest]) widest = i;
        }
        if (widest == widths.size()) return;
        --widths[widest];
    }
}

void Table::append_row(std::string& out, const std::vector<std::string>& cells, const Widths& widths) const {
    std::vector<std::vector<std::string>> lines(cells.size());
    std::size_t height = 1;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (widths[i] > 0) lines[i] = wrapped(cells[i], widths[i]);
        height = std::max(height, lines[i].size());
    }
    for (std::size_t line = 0; line < height; ++line) {
        std::size_t pending = 0;  // spaces that are due only if more text follows on the line
        bool first = true;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (widths[i] == 0) continue;
            const std::string cell = line < lines[i].size() ? lines[i][line] : std::string();
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
}

void Table::append_block(std::string& out, const std::vector<std::string>& cells) const {
    std::string_view indent;
    const auto append_cell = [&](std::size_t i) {
        if (cells[i].empty()) return;
        for (const std::string& line : wrapped(columns_[i].title + ": " + cells[i], terminal_ - kGap.size())) {
            out.append(indent).append(line).push_back('\n');
            indent = kGap;
        }
    };
    const auto leading = std::find_if(columns_.begin(), columns_.end(), [](const Column& each) { return each.leads; });
    const auto first = leading == columns_.end() ? 0 : static_cast<std::size_t>(leading - columns_.begin());
    if (!out.empty()) out.push_back('\n');
    append_cell(first);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i != first) append_cell(i);
    }
}

std::string Table::to_string() const {
    Widths widths = natural_widths();
    shrink(widths, least_widths(widths, kLongestWord), false);
    if (!may_exceed_) {
        shrink(widths, least_widths(widths, kLongestWord), true);
        shrink(widths, least_widths(widths, kNarrowest), true);
    }
    std::string out;
    if (total(widths) > terminal_ && !may_exceed_) {
        for (const std::vector<std::string>& row : rows_) append_block(out, row);
        return out;
    }
    std::vector<std::string> titles;
    for (const Column& column : columns_) titles.push_back(column.title);
    append_row(out, titles, widths);
    for (const std::vector<std::string>& row : rows_) append_row(out, row, widths);
    return out;
}

std::string wrapped_line(std::string_view line, std::size_t terminal) {
    if (terminal == 0 || display_width(line) <= columns_of(terminal)) return std::string(line) + "\n";
    std::string out;
    for (const std::string& piece : wrapped(line, columns_of(terminal) - kGap.size()))
        out.append(out.empty() ? "" : kGap).append(piece).push_back('\n');
    return out;
}

std::string wrapped_list(const Phrasebook& phrases, std::string_view title, const std::vector<std::string>& items,
                         std::size_t terminal) {
    std::string out = phrases.say("{0}: {1}", {phrases.say(title), ""});
    const std::string separator = phrases.say(", ");
    std::size_t column = display_width(out);
    for (std::size_t i = 0; i < items.size(); ++i) {
        const std::string item = on_one_line(items[i]) + (i + 1 < items.size() ? separator : std::string());
        const std::size_t width = display_width(item);
        if (i > 0 && column + width > columns_of(terminal)) {
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
