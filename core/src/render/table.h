// A plain-text table that fits a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "render/phrasebook.h"

namespace certdelta::render {

inline constexpr std::size_t kTerminalColumns = 100;

enum class Align : bool { left, right };

class Table {
public:
    struct Column {
        std::string title;
        Align align = Align::left;
        bool whole = false;   ///< never cut: a name, or a word that must not lose its end
        bool always = false;  ///< there without content, too
    };

    explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

    /// One cell a column. Cells become one line each.
    void add_row(std::vector<std::string> cells);
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    /// Header and rows; a column without content is left out unless it is always there, the widest of those that may be
    /// cut are cut until all fit kTerminalColumns.
    [[nodiscard]] std::string to_string() const;

private:
    [[nodiscard]] std::vector<std::size_t> widths() const;
    void append_row(std::string& out, const std::vector<std::string>& cells,
                    const std::vector<std::size_t>& widths) const;

    std::vector<Column> columns_;
    std::vector<std::vector<std::string>> rows_;
};

/// "TITLE: a, b, c", broken between items so that it fits kTerminalColumns; further lines are indented. Ends in a
/// newline. `title` is a form of the phrasebook.
[[nodiscard]] std::string wrapped_list(const Phrasebook& phrases, std::string_view title,
                                       const std::vector<std::string>& items);

}  // namespace certdelta::render
