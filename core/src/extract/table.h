// Tables as lines: tabs or upright lines part the cells of a row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/characters.h"
#include "text/normalise.h"

namespace certdelta::extract {

constexpr std::uint32_t longest_line = 400;  // bytes

/// White space, or what a row begins and ends with.
[[nodiscard]] inline bool is_edge(char c) { return text::is_white(c) || c == '|'; }

/// The label's line, without the mark of a list's item before it, and without those at the ends of a table's row.
[[nodiscard]] text::Range line_of(const text::NormalText& normal, text::Range label);

struct Cells {
    std::size_t count = 1;
    text::Range cell;  ///< the wanted one
};

/// The cells of a table's row, which tabs or upright lines part; `wanted` counts from 0.
[[nodiscard]] Cells cells_of(std::string_view text, text::Range line, std::size_t wanted);

/// The first row of the table that the line is a row of; empty where it is in none, or the first row itself. No row of
/// a table is longer than 2000 bytes.
[[nodiscard]] text::Range table_head(const text::NormalText& normal, text::Range line);

}  // namespace certdelta::extract
