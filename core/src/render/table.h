// A plain-text table that fits a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "render/phrasebook.h"

namespace certdelta::render {

inline constexpr std::size_t kTerminalColumns = 100;
inline constexpr std::size_t kNarrowestTerminal = 20;

enum class Align : bool { left, right };

class Table {
public:
    struct Column {
        std::string title;
        Align align = Align::left;
        bool whole = false;   ///< wrapped only where wrapping the others does not do: a name, a word
        bool always = false;  ///< there without content, too
        bool leads = false;   ///< what a row is about, and what its block begins with; else the first column is
    };

    /// `terminal`: how many columns of characters a line may take; 0, where nobody knows: kTerminalColumns, or more for
    /// what is `whole`.
    explicit Table(std::vector<Column> columns, std::size_t terminal = 0);

    /// One cell a column. Cells become one line each.
    void add_row(std::vector<std::string> cells);
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    /// Header and rows; a column without content is left out unless it is always there. Cells are wrapped, the widest
    /// ones first, until all fit the terminal; words of more than 16 columns are broken, and where that does not do,
    /// those of more than 12, but no figures. Where even that does not do, each row is a block of lines instead, a cell
    /// with its title on each, and an empty line between blocks. Nothing is cut off.
    [[nodiscard]] std::string to_string() const;

private:
    using Widths = std::vector<std::size_t>;
    [[nodiscard]] Widths natural_widths() const;
    /// What no cell can be wrapped below, where longer words are broken; in cells with figures, those of more than 16
    /// columns only.
    [[nodiscard]] Widths least_widths(const Widths& natural, std::size_t longest_word) const;
    /// Takes columns down, the widest first, until the sum fits or all are at their `least`.
    void shrink(Widths& widths, const Widths& least, bool whole_ones) const;
    void append_row(std::string& out, const std::vector<std::string>& cells, const Widths& widths) const;
    void append_block(std::string& out, const std::vector<std::string>& cells) const;

    std::vector<Column> columns_;
    std::vector<std::vector<std::string>> rows_;
    std::size_t terminal_;
    bool may_exceed_;
};

/// "TITLE: a, b, c", broken between items so that it fits the terminal; further lines are indented. Ends in a
/// newline. `title` is a form of the phrasebook, `terminal` as for a table.
[[nodiscard]] std::string wrapped_list(const Phrasebook& phrases, std::string_view title,
                                       const std::vector<std::string>& items, std::size_t terminal);

/// A line that is no table, broken between words where the terminal is narrower; further lines are indented. As it is
/// where nobody knows the terminal: 0. Ends in a newline.
[[nodiscard]] std::string wrapped_line(std::string_view line, std::size_t terminal);

}  // namespace certdelta::render
