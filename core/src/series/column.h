// One field over all weeks: the cells of each week made one, then judged and summed up.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "series/readings.h"

namespace certdelta::series {

/// What is known of a field of the periodical.
struct Column {
    std::string name;
    std::string unit;
    Aggregate aggregate = Aggregate::last;
    std::string type;        ///< as in FieldSummary
    bool is_figure = false;  ///< a count or a percentage
    enum class Holds : std::uint8_t { number, list, text } holds = Holds::text;
};

/// The cell of each week, absent ones too, parallel to the weeks.
using Cells = std::vector<Cell>;

/// The one cell of a week, from the cells of its editions, in the order of editions; no cell gives an absent one.
/// `disagree` is set when two editions print what editions_agree() says cannot be one value.
[[nodiscard]] Cell merge_editions(const Column& column, std::span<const Cell> editions, const Pool& pool,
                                  bool& disagree);

/// Points and summary of a column. `sundays` are those of the weeks, ascending.
[[nodiscard]] SeriesField describe(const Column& column, const Cells& cells, std::span<const std::int64_t> sundays,
                                   const Pool& pool);

/// Months, quarters or years from the first one with a report to the last one with a report. Those without any report
/// are there too, with no value and all weeks missing; only of an interruption of more than ten years, which is rather
/// a wrong date than a gap, they are left out.
[[nodiscard]] std::vector<Rollup> roll_up(const Column& column, const Cells& cells,
                                          std::span<const std::int64_t> sundays, const Pool& pool, SeriesBy by);

}  // namespace certdelta::series
