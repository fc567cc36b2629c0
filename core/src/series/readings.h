// What a series keeps of each report: the values it prints, sixteen bytes each.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "certdelta/series.h"
#include "compare/content.h"
#include "compare/stated_change.h"

namespace certdelta::series {

/// One field of one report that is not absent.
struct Cell {
    enum class Kind : std::uint8_t { none, number, other };

    std::int64_t content = 0;          ///< number: millionths; other: index into Pool's values
    std::uint32_t print = 0;           ///< index into Pool's prints
    std::uint32_t column : 24 = 0;     ///< of the series
    std::uint32_t state : 4 = 0;       ///< Status
    std::uint32_t content_is : 4 = 0;  ///< Kind

    [[nodiscard]] Status status() const { return static_cast<Status>(state); }
    [[nodiscard]] Kind kind() const { return static_cast<Kind>(content_is); }
    [[nodiscard]] Decimal number() const { return Decimal::from_micros(content); }
};

/// Values that are no numbers, and prints, each kept once: a series says the same few over and over.
class Pool {
public:
    Pool() : prints_(1) { print_index_.emplace(Print(), 0U); }

    [[nodiscard]] std::int64_t add(const Value& value);
    [[nodiscard]] std::uint32_t add(const Print& print);

    [[nodiscard]] Value value_of(const Cell& cell) const;
    /// Of a text that was added.
    [[nodiscard]] const std::string& text(std::int64_t index) const {
        return *std::get_if<std::string>(&values_[static_cast<std::size_t>(index)]);
    }
    [[nodiscard]] const Print& print_of(const Cell& cell) const { return prints_[cell.print]; }
    [[nodiscard]] PrintedFigure figure_of(const Cell& cell, std::string_view unit) const {
        const Print& print = print_of(cell);
        return {cell.number(), print.precision, print.qualifier, unit != kPercentUnit};
    }

    /// Whether two cells of one column say the same, as same_content() has it for fields.
    [[nodiscard]] bool same(const Cell& a, const Cell& b) const;

private:
    struct PrintHash {
        std::size_t operator()(const Print& print) const;
    };

    std::vector<Value> values_;
    std::unordered_map<std::string, std::int64_t> value_index_;
    std::vector<Print> prints_;
    std::unordered_map<Print, std::uint32_t, PrintHash> print_index_;
};

/// What one or several reports say about one week, the same in all of them as same_content() has it.
struct Reading {
    std::uint32_t edition = 0;  ///< rank of the profile's id among those of the periodical
    std::int32_t profile_version = 0;
    Issue issue;
    Period period;
    std::int64_t sunday = 0;
    std::int64_t unassigned = 0;       ///< figures that no rule explains: index of their key into Pool's values
    std::vector<Cell> cells;           ///< ascending in column
    std::vector<std::string> sources;  ///< by later_name(), the first one first and the last one last

    /// In constant time: what lies between the first and the last one is in no order.
    void add_source(const std::string& name);
};

/// Of what makes two readings the same, and nothing else.
[[nodiscard]] std::uint64_t hash_of(const Reading& reading, const Pool& pool);
[[nodiscard]] bool same_reading(const Reading& a, const Reading& b, const Pool& pool);

/// Whether `b` comes after `a` among names: extensions and folders aside, figures in names count as numbers. A total
/// order.
[[nodiscard]] bool later_name(const std::string& a, const std::string& b);

/// Whether names tell which of two versions of one issue is later: not where they differ in folders, extensions and
/// leading zeros only.
[[nodiscard]] bool names_tell(const Reading& a, const Reading& b);

/// Whether `b` is a later version than `a` of one issue. A total order, whatever the order of input; see SeriesBuilder.
[[nodiscard]] bool later_version(const Reading& a, const Reading& b, const Pool& pool);

}  // namespace certdelta::series
