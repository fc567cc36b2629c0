// The median slope without all slopes. For a slope s, sort the points by y - s * t: two points stand in the order of
// their times where the slope between them is above s, and the other way round where it is not. So the number of slopes
// up to s is the number of inversions, which a merge sort counts; and the pairs whose slope lies between two cuts are
// the inversions between the two orders, which it can also list, or draw from.
#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "series/statistics.h"

namespace certdelta::series {
namespace {

/// As many pairs are made one by one; more are narrowed down first.
constexpr std::uint64_t kFewPairs = 1U << 18U;
/// Random pairs drawn to find where the wanted rank lies.
constexpr std::uint64_t kSample = 1U << 14U;

struct Slope {
    Wide rise = 0;  ///< in millionths
    Wide run = 1;   ///< in weeks, above zero
};

bool operator<(const Slope& a, const Slope& b) { return a.rise * b.run < b.rise * a.run; }
bool operator==(const Slope& a, const Slope& b) { return a.rise * b.run == b.rise * a.run; }

/// A place in the ascending row of all slopes: right before or right after every slope that equals `slope`.
struct Cut {
    Slope slope;
    bool after = false;
};

/// xorshift64* (S. Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled", 2016). The seed
/// is fixed: the same figures take the same steps everywhere.
class Random {
public:
    std::uint64_t below(std::uint64_t bound) {
        state_ ^= state_ >> 12U;
        state_ ^= state_ << 25U;
        state_ ^= state_ >> 27U;
        return state_ * 2'685'821'657'736'338'717U % bound;
    }

private:
    std::uint64_t state_ = 88'172'645'463'325'252U;
};

using Order = std::vector<std::uint32_t>;  ///< points, sorted; or ranks of points

class SlopeSelection {
public:
    /// Looks for the slopes of the ranks `first` and `second` (from 0), which are equal or neighbours.
    SlopeSelection(std::span<const TimedFigure> figures, std::uint64_t first, std::uint64_t second)
        : figures_(figures), first_(first), second_(second), low_(figures.size()), inside_(pairs(figures.size())) {
        // Below all slopes, the points stand in the order of their times; above all, the other way round.
        std::iota(low_.begin(), low_.end(), 0U);
        high_.assign(low_.rbegin(), low_.rend());
    }

    static constexpr std::uint64_t pairs(std::uint64_t n) { return n * (n - 1) / 2; }

    std::pair<Slope, Slope> run() {
        while (inside_ > kFewPairs) {
            const std::uint64_t before = inside_;
            std::vector<Slope> sample = slopes_inside(draw());
            std::sort(sample.begin(), sample.end());
            // Where the wanted rank lies in the sample is known up to a standard deviation of at most half the root of
            // the sample's size, 64: four of them to either side miss it once in ten thousand times, and cost one
            // round.
            const double share = static_cast<double>(first_ - below_) / static_cast<double>(inside_);
            const auto middle = static_cast<std::int64_t>(share * static_cast<double>(kSample));
            const auto at = [&](std::int64_t i) {
                return sample[static_cast<std::size_t>(std::clamp<std::int64_t>(i, 0, kSample - 1))];
            };
            if (!narrow({at(middle - 256), false}, {at(middle + 256), true})) return each_by_itself();
            // Many equal slopes keep the cuts apart. The middle one is then cut out, from both sides: it is the wanted
            // one, or none of its equals is in the way any more.
            const bool stuck = inside_ > before / 2 && !found_;
            if (stuck && !narrow({at(middle), false}, {at(middle), true})) return each_by_itself();
            if (found_) return {*found_, *found_};
        }
        std::vector<Slope> slopes = slopes_inside({});
        std::sort(slopes.begin(), slopes.end());
        return {slopes[first_ - below_], slopes[second_ - below_]};
    }

private:
    /// Where the wanted slopes lie, seen from a cut; `astride`: one on either side.
    enum class Side : std::uint8_t { below, above, astride };

    /// Keeps what lies between two cuts, or what lies outside when the wanted slopes are there. False when they lie
    /// astride of a cut.
    bool narrow(const Cut& lower, const Cut& upper) {
        const Side from_lower = cut_at(lower);
        if (from_lower != Side::above) return from_lower == Side::below;
        const Side from_upper = cut_at(upper);
        if (from_upper == Side::below && lower.slope == upper.slope) found_ = lower.slope;
        return from_upper != Side::astride;
    }

    /// The cut lies inside of what is left.
    Side cut_at(const Cut& cut) {
        Order order = order_at(cut);
        const std::uint64_t count = inversions(low_, order);
        if (second_ < below_ + count) {
            high_ = std::move(order);
            inside_ = count;
            return Side::below;
        }
        if (first_ >= below_ + count) {
            low_ = std::move(order);
            below_ += count;
            inside_ -= count;
            return Side::above;
        }
        return Side::astride;
    }

    [[nodiscard]] std::pair<Slope, Slope> each_by_itself() const {
        return {SlopeSelection(figures_, first_, first_).run().first,
                SlopeSelection(figures_, second_, second_).run().first};
    }

    [[nodiscard]] Slope slope_between(std::uint32_t a, std::uint32_t b) const {
        const TimedFigure& from = figures_[std::min(a, b)];
        const TimedFigure& to = figures_[std::max(a, b)];
        return {Wide{to.value.micros()} - from.value.micros(), Wide{to.week} - from.week};
    }

    /// The points by y - slope * t. Equal ones are the pairs whose slope is this one: behind the cut, they have passed
    /// each other.
    [[nodiscard]] Order order_at(const Cut& cut) const {
        std::vector<std::pair<Wide, std::int64_t>> keyed;
        keyed.reserve(figures_.size());
        for (std::size_t i = 0; i < figures_.size(); ++i) {
            const auto index = static_cast<std::int64_t>(i);
            const Wide height = figures_[i].value.micros() * cut.slope.run - cut.slope.rise * figures_[i].week;
            keyed.emplace_back(height, cut.after ? -index : index);
        }
        std::sort(keyed.begin(), keyed.end());
        Order order;
        order.reserve(keyed.size());
        for (const auto& [height, index] : keyed)
            order.push_back(static_cast<std::uint32_t>(index < 0 ? -index : index));
        return order;
    }

    /// Numbers of slopes inside.
    std::vector<std::uint64_t> draw() {
        std::vector<std::uint64_t> numbers(kSample);
        for (std::uint64_t& number : numbers) number = random_.below(inside_);
        std::sort(numbers.begin(), numbers.end());
        return numbers;
    }

    /// Positions in `high`, in the order of `low`: every inversion is a pair whose slope lies between the two cuts.
    [[nodiscard]] static Order ranks(const Order& low, const Order& high) {
        Order rank(high.size());
        for (std::size_t i = 0; i < high.size(); ++i) rank[high[i]] = static_cast<std::uint32_t>(i);
        Order out;
        out.reserve(low.size());
        for (const std::uint32_t point : low) out.push_back(rank[point]);
        return out;
    }

    static std::uint64_t inversions(const Order& low, const Order& high) {
        Order row = ranks(low, high);
        return merge_sort(row, [](std::uint64_t, std::span<const std::uint32_t>, std::uint32_t) {});
    }

    /// The slopes inside that have these numbers (ascending, a repeated one is given as often), or all where there are
    /// no numbers.
    [[nodiscard]] std::vector<Slope> slopes_inside(const std::vector<std::uint64_t>& numbers) const {
        std::vector<Slope> slopes;
        slopes.reserve(numbers.empty() ? inside_ : numbers.size());
        auto next = numbers.begin();
        Order row = ranks(low_, high_);
        merge_sort(row, [&](std::uint64_t first, std::span<const std::uint32_t> larger, std::uint32_t smaller) {
            if (numbers.empty()) {
                for (const std::uint32_t rank : larger) slopes.push_back(slope_between(high_[rank], high_[smaller]));
                return;
            }
            for (; next != numbers.end() && *next < first + larger.size(); ++next)
                slopes.push_back(slope_between(high_[larger[*next - first]], high_[smaller]));
        });
        return slopes;
    }

    /// Sorts `row` and counts its inversions. Calls visit(number of the first one, larger elements, smaller element)
    /// for each element that stood behind larger ones.
    template <class Visit>
    static std::uint64_t merge_sort(Order& row, Visit visit) {
        Order other(row.size());
        std::uint64_t count = 0;
        for (std::size_t width = 1; width < row.size(); width *= 2) {
            for (std::size_t begin = 0; begin < row.size(); begin += 2 * width) {
                const std::size_t middle = std::min(begin + width, row.size());
                const std::size_t end = std::min(begin + 2 * width, row.size());
                std::size_t left = begin;
                std::size_t right = middle;
                for (std::size_t out = begin; out < end; ++out) {
                    if (right == end || (left < middle && row[left] < row[right])) {
                        other[out] = row[left++];
                        continue;
                    }
                    if (left < middle) {
                        visit(count, std::span<const std::uint32_t>(row).subspan(left, middle - left), row[right]);
                        count += middle - left;
                    }
                    other[out] = row[right++];
                }
            }
            std::swap(row, other);
        }
        return count;
    }

    std::span<const TimedFigure> figures_;
    std::uint64_t first_;
    std::uint64_t second_;
    Order low_;                ///< the points at the lower end of what is left
    Order high_;               ///< at its upper end
    std::uint64_t below_ = 0;  ///< slopes below what is left
    std::uint64_t inside_;     ///< slopes in what is left
    std::optional<Slope> found_;
    Random random_;
};

}  // namespace

std::optional<Decimal> theil_sen_slope(std::span<const TimedFigure> figures) {
    if (figures.size() < 2) return std::nullopt;
    const std::uint64_t pairs = SlopeSelection::pairs(figures.size());
    const auto [a, b] = SlopeSelection(figures, (pairs - 1) / 2, pairs / 2).run();
    return decimal_from_micros(divide_rounded(a.rise * b.run + b.rise * a.run, 2 * a.run * b.run));
}

}  // namespace certdelta::series
