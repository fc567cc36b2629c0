#include "layout/order.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace certdelta::layout {
namespace {

constexpr int most_levels = 12;
constexpr std::size_t most_gutters = 24;  // a row with more is no row of columns

using Row = std::vector<std::uint32_t>;

struct Stretch {
    double from = 0;
    double to = 0;
    [[nodiscard]] double width() const { return to - from; }
};

class Orderer {
public:
    explicit Orderer(const std::vector<Placed>& pieces) : pieces_(pieces) {}

    std::vector<OrderedLine> order() {
        Row all(pieces_.size());
        for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
        take(std::move(all), 0);
        return std::move(out_);
    }

private:
    [[nodiscard]] const Box& box(std::uint32_t piece) const { return pieces_[piece].box; }

    [[nodiscard]] Box box_of(const Row& row) const {
        Box all = box(row.front());
        for (const std::uint32_t piece : row) all = united(all, box(piece));
        return all;
    }
    [[nodiscard]] double smallest_em(const Row& row) const {
        double em = std::numeric_limits<double>::max();
        for (const std::uint32_t piece : row) em = std::min(em, pieces_[piece].em);
        return em;
    }

    /// What the row covers from left to right, without what overlaps.
    [[nodiscard]] std::vector<Stretch> coverage(const Row& row) const {
        std::vector<Stretch> parts;
        for (const std::uint32_t piece : row) parts.push_back({box(piece).x0, box(piece).x1});
        std::sort(parts.begin(), parts.end(), [](Stretch a, Stretch b) { return a.from < b.from; });
        std::vector<Stretch> merged;
        for (const Stretch part : parts) {
            if (!merged.empty() && part.from <= merged.back().to)
                merged.back().to = std::max(merged.back().to, part.to);
            else
                merged.push_back(part);
        }
        return merged;
    }

    static std::vector<Stretch> gaps_between(const std::vector<Stretch>& covered) {
        std::vector<Stretch> gaps;
        for (std::size_t i = 1; i < covered.size(); ++i) gaps.push_back({covered[i - 1].to, covered[i].from});
        return gaps;
    }

    /// What remains of the gutters where a further row is covered.
    static std::vector<Stretch> without(const std::vector<Stretch>& gutters, const std::vector<Stretch>& covered,
                                        double narrowest) {
        std::vector<Stretch> left;
        std::size_t next = 0;
        for (const Stretch gutter : gutters) {
            double from = gutter.from;
            while (next < covered.size() && covered[next].to <= from) ++next;
            std::size_t at = next;
            for (; at < covered.size() && covered[at].from < gutter.to; ++at) {
                if (covered[at].from - from >= narrowest) left.push_back({from, covered[at].from});
                from = std::max(from, covered[at].to);
            }
            if (gutter.to - from >= narrowest) left.push_back({from, gutter.to});
        }
        return left;
    }

    static bool spans(const std::vector<Stretch>& covered, const std::vector<Stretch>& gutters) {
        return std::any_of(gutters.begin(), gutters.end(), [&](Stretch gutter) {
            return covered.front().to <= gutter.from + 0.01 && covered.back().from >= gutter.to - 0.01;
        });
    }

    void take(Row which, int level) {
        const std::vector<Row> rows = rows_of(pieces_, std::move(which));
        for (std::size_t first = 0; first < rows.size();) {
            std::vector<Stretch> gutters;
            const std::size_t end = band_end(rows, first, gutters);
            take_band(
                {rows.begin() + static_cast<std::ptrdiff_t>(first), rows.begin() + static_cast<std::ptrdiff_t>(end)},
                std::move(gutters), level);
            first = end;
        }
    }

    /// Rows from `first` on that leave some gutter free together.
    [[nodiscard]] std::size_t band_end(const std::vector<Row>& rows, std::size_t first,
                                       std::vector<Stretch>& gutters) const {
        constexpr double farthest = 3;     // em between rows that have both columns
        constexpr double one_sided = 0.9;  // em before a row that has but one of them
        gutters = gaps_between(coverage(rows[first]));
        std::size_t end = first + 1;
        if (gutters.size() > most_gutters) gutters.clear();
        if (gutters.empty()) return end;
        double bottom = box_of(rows[first]).y1;
        double em = smallest_em(rows[first]);
        for (; end < rows.size(); ++end) {
            const std::vector<Stretch> covered = coverage(rows[end]);
            em = std::min(em, smallest_em(rows[end]));
            std::vector<Stretch> left = without(gutters, covered, 0.5 * em);
            if (left.empty()) break;
            const Box row = box_of(rows[end]);
            if (row.y0 - bottom > (spans(covered, left) ? farthest : one_sided) * em) break;
            bottom = std::max(bottom, row.y1);
            gutters = std::move(left);
        }
        return end;
    }

    void take_band(const std::vector<Row>& rows, std::vector<Stretch> gutters, int level) {
        std::erase_if(gutters, [&](Stretch gutter) { return !is_gutter(rows, gutter); });
        if (gutters.empty() && rows.size() > 1) {
            for (const Row& row : rows) {
                std::vector<Stretch> own = gaps_between(coverage(row));
                if (own.size() > most_gutters) own.clear();
                take_band({row}, std::move(own), level);
            }
            return;
        }
        const bool lines_only = rows.size() == 1 && !has_stacked(rows.front(), gutters);
        if (gutters.empty() || level == most_levels || lines_only || is_captioned(rows, gutters)) {
            for (const Row& row : rows) take_row(row);
            return;
        }
        std::vector<Row> columns(gutters.size() + 1);
        for (const Row& row : rows) {
            for (const std::uint32_t piece : row) columns[column_of(piece, gutters)].push_back(piece);
        }
        for (Row& column : columns) {
            if (column.empty()) continue;
            apart_ = true;
            take(std::move(column), level + 1);
        }
        apart_ = true;
    }

    [[nodiscard]] std::size_t column_of(std::uint32_t piece, const std::vector<Stretch>& gutters) const {
        const auto behind = std::lower_bound(gutters.begin(), gutters.end(), box(piece).x1 - 0.01,
                                             [](Stretch gutter, double x) { return gutter.from < x; });
        return static_cast<std::size_t>(behind - gutters.begin());
    }

    /// Wide, or between columns that begin or lie at one place in all rows: the gaps of justified text do neither.
    [[nodiscard]] bool is_gutter(const std::vector<Row>& rows, Stretch gutter) const {
        constexpr double surely = 1.5;  // em
        constexpr double least = 0.5;
        constexpr double aligned = 0.3;
        Row all;
        for (const Row& row : rows) all.insert(all.end(), row.begin(), row.end());
        const double em = smallest_em(all);
        if (gutter.width() >= surely * em) return true;
        if (gutter.width() < least * em) return false;
        Stretch starts{std::numeric_limits<double>::max(), std::numeric_limits<double>::lowest()};
        Stretch middles = starts;
        for (const Row& row : rows) {
            const std::uint32_t* nearest = nullptr;
            for (const std::uint32_t& piece : row) {
                if (box(piece).x0 >= gutter.to - 0.01 && (nearest == nullptr || box(piece).x0 < box(*nearest).x0))
                    nearest = &piece;
            }
            if (nearest == nullptr) continue;
            const double middle = (box(*nearest).x0 + box(*nearest).x1) / 2;
            starts = {std::min(starts.from, box(*nearest).x0), std::max(starts.to, box(*nearest).x0)};
            middles = {std::min(middles.from, middle), std::max(middles.to, middle)};
        }
        return starts.width() <= aligned * em || middles.width() <= aligned * em;
    }

    /// One of the columns has pieces one above the other.
    [[nodiscard]] bool has_stacked(const Row& row, const std::vector<Stretch>& gutters) const {
        std::vector<Row> columns(gutters.size() + 1);
        for (const std::uint32_t piece : row) columns[column_of(piece, gutters)].push_back(piece);
        return std::any_of(columns.begin(), columns.end(), [this](const Row& column) {
            return column.size() > 1 && rows_of(pieces_, column).size() > 1;
        });
    }

    /// Captions with what belongs to each beside it are read row by row.
    [[nodiscard]] bool is_captioned(const std::vector<Row>& rows, const std::vector<Stretch>& gutters) const {
        std::size_t captions = 0;
        std::size_t others = 0;
        for (const Row& row : rows) {
            for (const std::uint32_t piece : row) {
                if (!gutters.empty() && column_of(piece, gutters) == 0)
                    ++(pieces_[piece].ends_in_colon ? captions : others);
            }
        }
        return captions > others;
    }

    /// Lines of one row: usually one.
    void take_row(const Row& row) {
        Row pieces = row;
        const auto middle = [this](std::uint32_t piece) { return (box(piece).y0 + box(piece).y1) / 2; };
        std::stable_sort(pieces.begin(), pieces.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return middle(a) < middle(b); });
        for (std::size_t first = 0; first < pieces.size();) {
            std::size_t end = first + 1;
            const double within = 0.5 * (box(pieces[first]).y1 - box(pieces[first]).y0);
            while (end < pieces.size() && middle(pieces[end]) - middle(pieces[first]) <= within) ++end;
            OrderedLine line;
            line.pieces.assign(pieces.begin() + static_cast<std::ptrdiff_t>(first),
                               pieces.begin() + static_cast<std::ptrdiff_t>(end));
            std::stable_sort(line.pieces.begin(), line.pieces.end(),
                             [this](std::uint32_t a, std::uint32_t b) { return box(a).x0 < box(b).x0; });
            add(std::move(line));
            first = end;
        }
    }

    void add(OrderedLine line) {
        constexpr double paragraph = 0.9;  // em between lines
        const Box lines = box_of(line.pieces);
        line.apart = apart_ || lines.y0 - bottom_ > paragraph * smallest_em(line.pieces);
        apart_ = false;
        bottom_ = lines.y1;
        out_.push_back(std::move(line));
    }

    const std::vector<Placed>& pieces_;
    std::vector<OrderedLine> out_;
    bool apart_ = true;
    double bottom_ = 0;
};

}  // namespace

std::vector<std::vector<std::uint32_t>> rows_of(const std::vector<Placed>& pieces, std::vector<std::uint32_t> which) {
    constexpr double edge = 0.12;  // of a piece's height, above and below, may reach into another row
    const auto top = [&](std::uint32_t piece) {
        const Box& box = pieces[piece].box;
        return box.y0 + edge * (box.y1 - box.y0);
    };
    const auto bottom = [&](std::uint32_t piece) {
        const Box& box = pieces[piece].box;
        return box.y1 - edge * (box.y1 - box.y0);
    };
    std::stable_sort(which.begin(), which.end(), [&](std::uint32_t a, std::uint32_t b) { return top(a) < top(b); });
    std::vector<std::vector<std::uint32_t>> rows;
    double reach = 0;
    for (const std::uint32_t piece : which) {
        if (rows.empty() || top(piece) >= reach) {
            rows.emplace_back();
            reach = bottom(piece);
        }
        rows.back().push_back(piece);
        reach = std::max(reach, bottom(piece));
    }
    return rows;
}

std::vector<OrderedLine> reading_order(const std::vector<Placed>& pieces) { return Orderer(pieces).order(); }

}  // namespace certdelta::layout
