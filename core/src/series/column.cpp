#include "series/column.h"

#include <algorithm>

#include "compare/editions.h"
#include "series/calendar.h"
#include "series/statistics.h"

namespace certdelta::series {
namespace {

/// 52 weeks are the whole number of weeks that is nearest to a year, so that a week meets the one of the same season.
constexpr std::int64_t kDaysPerYear = 52 * kDaysPerWeek;
constexpr std::int64_t kLongestInterruption = 10 * 366;

bool is_found_number(const Cell& cell) { return cell.status() == Status::found && cell.kind() == Cell::Kind::number; }

/// Of two cells of one column, each with a value.
bool agree(const Column& column, const Cell& a, const Cell& b, const Pool& pool) {
    if (is_found_number(a) && is_found_number(b))
        return editions_agree(pool.figure_of(a, column.unit), pool.figure_of(b, column.unit));
    if (column.holds != Column::Holds::text) return true;
    return editions_agree(column.type, pool.text(a.content), pool.text(b.content));
}

Decimal precision_of(const Cell& cell, const Pool& pool) { return pool.print_of(cell).precision.value_or(Decimal()); }

/// Whether `a` says more exactly what `b` says: a finer figure, a date that goes further.
bool is_finer(const Column& column, const Cell& a, const Cell& b, const Pool& pool) {
    if (a.status() != Status::found || b.status() != Status::found) return false;
    if (is_found_number(a) && is_found_number(b)) return precision_of(a, pool) < precision_of(b, pool);
    return column.type == "date" && pool.text(a.content).size() > pool.text(b.content).size();
}

Cell open_cell(const Cell& cell, Status status) {
    Cell open = cell;
    open.state = static_cast<std::uint32_t>(status) & 0xFU;
    open.content_is = static_cast<std::uint32_t>(Cell::Kind::none) & 0xFU;
    open.content = 0;
    return open;
}

/// How much a status tells: a value, two values, a damaged one, nothing.
int rank_of(Status status) {
    switch (status) {
        case Status::found:
            return 3;
        case Status::ambiguous:
            return 2;
        case Status::rejected:
            return 1;
        case Status::absent:
            return 0;
    }
    return 0;
}

std::optional<Decimal> per_cent_of_last_year(const Cells& cells, std::span<const std::int64_t> sundays, std::size_t at,
                                             std::size_t& year_before) {
    while (sundays[year_before] < sundays[at] - kDaysPerYear) ++year_before;
    if (sundays[year_before] != sundays[at] - kDaysPerYear || !is_found_number(cells[year_before])) return std::nullopt;
    const Decimal before = cells[year_before].number();
    const std::optional<Decimal> moved = decimal_from_micros(Wide{cells[at].content} - before.micros());
    return moved ? percent_of(*moved, before, 2) : std::nullopt;
}

/// The values of one interval, taken in one after the other.
class Accumulator {
public:
    void add(const Cell& cell) {
        ++count_;
        last_ = cell;
        if (cell.kind() == Cell::Kind::number) sum_ += cell.content;
    }
    [[nodiscard]] std::int64_t count() const { return count_; }
    [[nodiscard]] Value value(Aggregate aggregate, const Pool& pool) const {
        if (count_ == 0) return {};
        if (aggregate == Aggregate::last || last_.kind() != Cell::Kind::number) return pool.value_of(last_);
        const Wide micros = aggregate == Aggregate::sum ? sum_ : divide_rounded(sum_, count_);
        const std::optional<Decimal> value = decimal_from_micros(micros);
        return value ? Value(*value) : Value();
    }

private:
    std::int64_t count_ = 0;
    Wide sum_ = 0;
    Cell last_;
};

}  // namespace

Cell merge_editions(const Column& column, std::span<const Cell> editions, const Pool& pool, bool& disagree) {
    Cell best;
    best.state = static_cast<std::uint32_t>(Status::absent) & 0xFU;
    for (const Cell& cell : editions) {
        const bool tells_more = rank_of(cell.status()) > rank_of(best.status());
        if (tells_more || is_finer(column, cell, best, pool)) best = cell;
    }
    for (const Cell& cell : editions) {
        if (cell.status() != Status::found || best.status() != Status::found) continue;
        if (!agree(column, cell, best, pool)) {
            disagree = true;
            return open_cell(best, Status::ambiguous);
        }
    }
    return best;
}

SeriesField describe(const Column& column, const Cells& cells, std::span<const std::int64_t> sundays,
                     const Pool& pool) {
    SeriesField field;
    field.name = column.name;
    field.unit = column.unit;
    field.aggregate = column.aggregate;
    field.is_figure = column.is_figure;

    std::vector<Decimal> figures;
    std::vector<TimedFigure> timed;
    field.points.reserve(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        SeriesPoint& point = field.points.emplace_back();
        point.status = cells[i].status();
        point.value = pool.value_of(cells[i]);
        if (point.status == Status::found) {
            ++field.summary.count;
            point.qualifier = pool.print_of(cells[i]).qualifier;
        }
        if (!column.is_figure || !is_found_number(cells[i])) continue;
        figures.push_back(cells[i].number());
        timed.push_back({(sundays[i] - sundays.front()) / kDaysPerWeek, cells[i].number()});
    }
    if (figures.empty()) return field;

    const Spread spread(figures);
    const auto [least, most] = std::minmax_element(figures.begin(), figures.end());
    field.summary.minimum = *least;
    field.summary.maximum = *most;
    field.summary.median = spread.median();
    field.summary.mad = spread.mad();
    field.summary.slope_per_week = theil_sen_slope(timed);
    const bool is_percentage = column.unit == kPercentUnit;
    std::size_t year_before = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (!is_found_number(cells[i])) continue;
        SeriesPoint& point = field.points[i];
        point.z = spread.z(cells[i].number());
        if (point.z) point.anomaly = spread.is_anomaly(cells[i].number());
        if (!is_percentage) point.year_before_pct = per_cent_of_last_year(cells, sundays, i, year_before);
    }
    return field;
}

std::vector<Rollup> roll_up(const Column& column, const Cells& cells, std::span<const std::int64_t> sundays,
                            const Pool& pool, SeriesBy by) {
    std::vector<Rollup> rollup;
    const auto add = [&](std::int64_t interval, const Accumulator& values) {
        const std::int64_t missing = weeks_of_interval(interval, by) - values.count();
        rollup.push_back({interval_key(interval, by), values.value(column.aggregate, pool), values.count(), missing});
    };
    for (std::size_t i = 0; i < cells.size();) {
        const std::int64_t interval = interval_of(sundays[i], by);
        Accumulator values;
        for (; i < cells.size() && interval_of(sundays[i], by) == interval; ++i) {
            if (cells[i].status() == Status::found) values.add(cells[i]);
        }
        add(interval, values);
        if (i == cells.size() || sundays[i] - sundays[i - 1] > kLongestInterruption) continue;
        for (std::int64_t empty = interval + 1; empty < interval_of(sundays[i], by); ++empty) add(empty, {});
    }
    return rollup;
}

}  // namespace certdelta::series
