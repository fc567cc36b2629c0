#include "layout/neighbours.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "layout/pieces.h"

namespace certdelta::layout {
namespace {

constexpr double infinite = std::numeric_limits<double>::max();

bool is_upright(Side side) { return side == Side::above || side == Side::below; }

/// The nearest of a kind.
struct Nearest {
    std::int32_t first = -1;
    double gap = infinite;
    void add(std::uint32_t index, double distance) {
        if (distance >= gap) return;
        gap = distance;
        first = static_cast<std::int32_t>(index);
    }
};

/// What is nearest on one side.
struct View {
    Nearest owner;
    Nearest thing;
    double obstacle = infinite;
};
using Views = std::array<View, 4>;  ///< by Side

class Pairing {
public:
    explicit Pairing(const Scene& scene) : scene_(scene) {}

    std::vector<Pair> pair() {
        collect();
        std::vector<Pair> pairs = framed_pairs();
        const bool framed = !pairs.empty();
        if (framed) std::erase_if(candidates_, [this](const Pair& pair) { return crosses_frame(pair); });
        std::vector<Pair> clear = framed ? std::vector<Pair>() : complete_pattern();
        if (clear.empty()) {
            for (const Pair& pair : mutual_pairs()) {
                if (is_clear(pair)) clear.push_back(pair);
            }
        }
        keep_consistent(clear);
        pairs.insert(pairs.end(), clear.begin(), clear.end());
        drop_repeated(pairs);
        drop_followed(pairs);
        return pairs;
    }

private:
    [[nodiscard]] bool crosses_frame(const Pair& pair) const {
        return !scene_.frame_of_owner.empty() && scene_.frame_of_owner[pair.owner] != scene_.frame_of_thing[pair.thing];
    }

    /// Of frames that hold one owner and one thing.
    [[nodiscard]] std::vector<Pair> framed_pairs() const {
        std::vector<std::int32_t> held(scene_.owners.size(), -1);
        constexpr std::int32_t several = -2;
        for (std::uint32_t thing = 0; thing < scene_.things.size(); ++thing) {
            const std::int32_t owner = scene_.owner_of_thing[thing];
            if (owner < 0) continue;
            std::int32_t& slot = held[static_cast<std::size_t>(owner)];
            slot = slot == -1 ? static_cast<std::int32_t>(thing) : several;
        }
        std::vector<Pair> pairs;
        for (std::uint32_t owner = 0; owner < held.size(); ++owner) {
            if (held[owner] < 0) continue;
            Pair pair{owner, static_cast<std::uint32_t>(held[owner]), Side::right, 0};
            for (const Side side : all_sides) {
                if (const auto gap = gap_on(side, scene_.owners[owner], scene_.things[pair.thing]))
                    pair.side = side, pair.gap = *gap;
            }
            pairs.push_back(pair);
        }
        return pairs;
    }

    /// Beside or behind the thing stands another one that is nobody's: two columns of figures, of which none says which
    /// one it is.
    void drop_followed(std::vector<Pair>& pairs) const {
        std::vector<bool> taken(scene_.things.size(), false);
        for (const Pair& pair : pairs) taken[pair.thing] = true;
        std::erase_if(pairs, [&](const Pair& pair) { return has_rival(pair, taken); });
    }

    /// All mutual pairs of the one side that leaves no owner and no thing over; none when there is no such side, or
    /// when one strip of the page shows all of it: a figure lost at one end and a label at the other would look the
    /// same.
    [[nodiscard]] std::vector<Pair> complete_pattern() const {
        std::vector<bool> in_reach(scene_.things.size(), false);
        for (const Pair& pair : candidates_) in_reach[pair.thing] = true;
        const auto wanted_things = static_cast<std::size_t>(std::count(in_reach.begin(), in_reach.end(), true));
        const std::vector<Pair> mutual = mutual_pairs();
        for (const Side side : all_sides) {
            std::vector<Pair> pairs = mutual;
            std::erase_if(pairs, [side](const Pair& pair) { return pair.side != side; });
            if (pairs.size() != scene_.owners.size() || pairs.size() != wanted_things) continue;
            const bool shifted = is_upright(side) && std::any_of(pairs.begin(), pairs.end(), [&](const Pair& pair) {
                                     return is_nearer_to_other(pair);
                                 });
            if (!shifted && count_strips(pairs, is_upright(side)) >= 2) return pairs;
        }
        return {};
    }

    /// The thing stands nearer to the owner on its other side: rows of figures that slid by half a row, or figures
    /// whose first row and labels whose last row are lost.
    [[nodiscard]] bool is_nearer_to_other(const Pair& pair) const {
        const double em = std::min(scene_.owners[pair.owner].em, scene_.things[pair.thing].em);
        return std::any_of(candidates_.begin(), candidates_.end(), [&](const Pair& other) {
            return other.thing == pair.thing && other.side == opposite(pair.side) && other.gap < pair.gap - 0.1 * em;
        });
    }

    /// Rows, or columns, of owners.
    [[nodiscard]] std::size_t count_strips(const std::vector<Pair>& pairs, bool columns) const {
        std::vector<std::pair<double, double>> stretches;
        for (const Pair& pair : pairs) {
            const Box& box = scene_.owners[pair.owner].box;
            stretches.push_back(columns ? std::pair(box.x0, box.x1) : std::pair(box.y0, box.y1));
        }
        std::sort(stretches.begin(), stretches.end());
        std::size_t strips = 0;
        double reach = 0;
        for (const auto& [from, to] : stretches) {
            const bool first = strips == 0 || from >= reach;
            if (first) ++strips;
            reach = first ? to : std::max(reach, to);
        }
        return strips;
    }

    [[nodiscard]] static bool same_pair(const Pair& a, const Pair& b) {
        return a.owner == b.owner && a.thing == b.thing;
    }

    /// Words stand where other things have their owner.
    [[nodiscard]] bool is_of_words(std::uint32_t thing, Side side) const {
        constexpr double farthest = 4;  // em
        const View& view = view_of(thing_views_, thing, side);
        return view.obstacle <= farthest * scene_.things[thing].em && view.obstacle < view.owner.gap &&
               view.obstacle < view.thing.gap;
    }

    [[nodiscard]] bool has_rival(const Pair& pair, const std::vector<bool>& taken) const {
        const auto is_free = [&](std::uint32_t other) {
            return other != pair.thing && !taken[other] &&
                   scene_.owner_of_thing[pair.thing] == scene_.owner_of_thing[other] &&
                   !is_of_words(other, opposite(pair.side));
        };
        for (std::uint32_t other = 0; other < scene_.things.size(); ++other) {
            if (is_free(other) && is_before(pair, other)) return true;
        }
        return std::any_of(all_sides.begin(), all_sides.end(), [&](Side side) {
            const View& view = view_of(thing_views_, pair.thing, side);
            return view.thing.first >= 0 && is_free(static_cast<std::uint32_t>(view.thing.first)) &&
                   is_close(pair, side, view);
        });
    }

    /// The other thing stands before the pair's owner as well, on the same side, with nothing between but things.
    [[nodiscard]] bool is_before(const Pair& pair, std::uint32_t other) const {
        constexpr double farther = 6;  // em, above or below; in a row, any
        const View& view = view_of(thing_views_, other, opposite(pair.side));
        if (view.owner.first != static_cast<std::int32_t>(pair.owner) || view.obstacle < view.owner.gap) return false;
        return !is_upright(pair.side) || view.owner.gap - pair.gap <= farther * scene_.things[other].em;
    }

    [[nodiscard]] bool is_close(const Pair& pair, Side side, const View& view) const {
        constexpr double beside = 5;  // em
        constexpr double above = 2.2;
        const auto next = static_cast<std::size_t>(view.thing.first);
        const double em = std::min(scene_.things[pair.thing].em, scene_.things[next].em);
        if (view.thing.gap > (is_upright(side) ? above : beside) * em && side != pair.side) return false;
        return view.thing.gap < std::min(view.owner.gap, view.obstacle);
    }

    [[nodiscard]] static const View& view_of(const std::vector<Views>& views, std::uint32_t index, Side side) {
        return views[index][static_cast<std::size_t>(side)];
    }

    [[nodiscard]] static Nearest nearest_of(const std::vector<Thing>& among, const Thing& thing, Side side) {
        Nearest nearest;
        for (std::uint32_t i = 0; i < among.size(); ++i) {
            if (&among[i] == &thing) continue;
            if (const auto gap = gap_on(side, thing, among[i])) nearest.add(i, *gap);
        }
        return nearest;
    }

    [[nodiscard]] std::vector<Views> look_around(const std::vector<Thing>& from) const {
        std::vector<Views> views(from.size());
        for (std::size_t i = 0; i < from.size(); ++i) {
            for (const Side side : all_sides) {
                views[i][static_cast<std::size_t>(side)] = {nearest_of(scene_.owners, from[i], side),
                                                            nearest_of(scene_.things, from[i], side),
                                                            nearest_of(scene_.obstacles, from[i], side).gap};
            }
        }
        return views;
    }

    /// All pairs of which one sees the other as the first on some side, and those of which both do.
    void collect() {
        owner_views_ = look_around(scene_.owners);
        thing_views_ = look_around(scene_.things);
        for (std::uint32_t owner = 0; owner < scene_.owners.size(); ++owner) {
            for (const Side side : all_sides) {
                const View& view = view_of(owner_views_, owner, side);
                if (view.thing.first < 0 || std::min(view.owner.gap, view.obstacle) < view.thing.gap) continue;
                add({owner, static_cast<std::uint32_t>(view.thing.first), side, view.thing.gap});
            }
        }
        for (std::uint32_t thing = 0; thing < scene_.things.size(); ++thing) {
            for (const Side side : all_sides) {
                const View& view = view_of(thing_views_, thing, side);
                if (view.owner.first < 0 || std::min(view.thing.gap, view.obstacle) < view.owner.gap) continue;
                add({static_cast<std::uint32_t>(view.owner.first), thing, opposite(side), view.owner.gap});
            }
        }
        std::sort(candidates_.begin(), candidates_.end(), [](const Pair& a, const Pair& b) {
            if (a.owner != b.owner) return a.owner < b.owner;
            return a.thing != b.thing ? a.thing < b.thing : a.side < b.side;
        });
    }

    /// The candidates that are there twice: both saw each other.
    [[nodiscard]] std::vector<Pair> mutual_pairs() const {
        std::vector<Pair> pairs;
        for (std::size_t i = 1; i < candidates_.size(); ++i) {
            if (same_pair(candidates_[i - 1], candidates_[i]) && candidates_[i - 1].side == candidates_[i].side)
                pairs.push_back(candidates_[i]);
        }
        return pairs;
    }

    void add(const Pair& pair) {
        const std::int32_t frame = scene_.owner_of_thing[pair.thing];
        if (frame >= 0 && frame != static_cast<std::int32_t>(pair.owner)) return;
        candidates_.push_back(pair);
    }

    [[nodiscard]] bool is_clear(const Pair& pair) const {
        const double em = std::min(scene_.owners[pair.owner].em, scene_.things[pair.thing].em);
        const double least = 1.5 * std::max(0.0, pair.gap) + 0.5 * em;
        return std::all_of(candidates_.begin(), candidates_.end(), [&](const Pair& other) {
            const bool rival = (other.owner == pair.owner) != (other.thing == pair.thing);
            return !rival || other.gap >= least;
        });
    }

    void keep_consistent(std::vector<Pair>& pairs) const {
        std::array<std::size_t, 4> counts{};
        for (const Pair& pair : pairs) ++counts[static_cast<std::size_t>(pair.side)];
        const auto most = std::max_element(counts.begin(), counts.end());
        if (*most * 3 < pairs.size() * 2) {
            pairs.clear();
            return;
        }
        const auto side = static_cast<Side>(most - counts.begin());
        if (!is_best_side(side)) {
            pairs.clear();
            return;
        }
        std::erase_if(pairs, [side](const Pair& pair) { return pair.side != side; });
        if (is_upright(side)) drop_misaligned(pairs);
        if (pairs.empty()) return;
        std::vector<double> gaps;
        for (const Pair& pair : pairs) gaps.push_back(std::max(0.0, pair.gap));
        std::nth_element(gaps.begin(), gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2), gaps.end());
        const double median = gaps[gaps.size() / 2];
        const std::vector<Pair> all = pairs;
        std::erase_if(pairs, [&](const Pair& pair) {
            const double em = scene_.owners[pair.owner].em;
            if (scene_.farthest > 0 && pair.gap > scene_.farthest * em) return true;
            if (all.size() == 1) return pair.gap > 2 * em;
            const bool like = pair.gap <= 2 * median + em && pair.gap >= median / 2 - em;
            return !like && !is_in_line(pair, all);
        });
    }

    /// A thing above or below its owner has a side or the middle in common with it, or stands within it. Where a third
    /// of them have not, all of them slid sideways.
    void drop_misaligned(std::vector<Pair>& pairs) const {
        const std::size_t all = pairs.size();
        std::erase_if(pairs, [this](const Pair& pair) { return !is_aligned(pair); });
        if ((all - pairs.size()) * 3 >= all) pairs.clear();
    }

    [[nodiscard]] bool is_aligned(const Pair& pair) const {
        const Box& owner = scene_.owners[pair.owner].box;
        const Box& thing = scene_.things[pair.thing].box;
        const double off = std::min(scene_.owners[pair.owner].em, scene_.things[pair.thing].em);
        const bool within = owner.x0 - off <= thing.x0 && thing.x1 <= owner.x1 + off;
        const bool around = thing.x0 - off <= owner.x0 && owner.x1 <= thing.x1 + off;
        return within || around || std::abs(thing.x0 - owner.x0) <= off || std::abs(thing.x1 - owner.x1) <= off ||
               std::abs(thing.x0 + thing.x1 - owner.x0 - owner.x1) / 2 <= off;
    }

    /// No other side gives as many owners a thing: between two columns of boxes, a figure can be nearer to the next
    /// box's label than to its own.
    [[nodiscard]] bool is_best_side(Side side) const {
        std::array<std::size_t, 4> counts{};
        for (const Pair& pair : mutual_pairs()) {
            // Words that stand nearer to a thing than the owner does may be what it belongs to.
            if (view_of(thing_views_, pair.thing, pair.side).obstacle > pair.gap)
                ++counts[static_cast<std::size_t>(pair.side)];
        }
        const std::size_t best = counts[static_cast<std::size_t>(side)];
        return std::count_if(counts.begin(), counts.end(), [best](std::size_t count) { return count >= best; }) == 1;
    }

    /// The thing is aligned with another pair's: in one row where things stand above or below, in one column otherwise.
    [[nodiscard]] bool is_in_line(const Pair& pair, const std::vector<Pair>& all) const {
        const Thing& thing = scene_.things[pair.thing];
        const double off = 0.4 * thing.em;
        return std::any_of(all.begin(), all.end(), [&](const Pair& other) {
            if (other.thing == pair.thing) return false;
            const Box& a = thing.box;
            const Box& b = scene_.things[other.thing].box;
            if (is_upright(pair.side)) return std::abs(a.y1 - b.y1) <= off || std::abs(a.y0 - b.y0) <= off;
            return std::abs(a.x0 - b.x0) <= off || std::abs(a.x1 - b.x1) <= off ||
                   std::abs(a.x0 + a.x1 - b.x0 - b.x1) / 2 <= off;
        });
    }

    /// Nothing belongs to two.
    static void drop_repeated(std::vector<Pair>& pairs) {
        pairs.erase(std::unique(pairs.begin(), pairs.end(), same_pair), pairs.end());
        const std::vector<Pair> all = pairs;
        std::erase_if(pairs, [&](const Pair& pair) {
            return std::any_of(all.begin(), all.end(), [&](const Pair& other) {
                return (other.owner == pair.owner) != (other.thing == pair.thing);
            });
        });
    }

    const Scene& scene_;
    std::vector<Views> owner_views_;
    std::vector<Views> thing_views_;
    std::vector<Pair> candidates_;
};

}  // namespace

Side opposite(Side side) {
    switch (side) {
        case Side::left:
            return Side::right;
        case Side::right:
            return Side::left;
        case Side::above:
            return Side::below;
        case Side::below:
            return Side::above;
    }
    return side;
}

std::optional<double> gap_on(Side side, const Thing& thing, const Thing& other) {
    const Box& a = thing.box;
    const Box& b = other.box;
    const double em = std::min(thing.em, other.em);
    if (is_upright(side)) {
        constexpr double common = 0.3;  // of the narrower one's width
        if (overlap_x(a, b) < common * std::min(a.x1 - a.x0, b.x1 - b.x0)) return std::nullopt;
        const double gap = side == Side::below ? b.y0 - a.y1 : a.y0 - b.y1;
        const bool in_order = side == Side::below ? b.y0 + b.y1 > a.y0 + a.y1 : b.y0 + b.y1 < a.y0 + a.y1;
        const double most_common = -0.35 * std::min(a.y1 - a.y0, b.y1 - b.y0) - 0.01;
        if (!in_order || gap < most_common) return std::nullopt;
        return gap;
    }
    constexpr double common = 0.5;  // of the lower one's height
    if (overlap_y(a, b) < common * std::min(a.y1 - a.y0, b.y1 - b.y0)) return std::nullopt;
    const double gap = side == Side::right ? b.x0 - a.x1 : a.x0 - b.x1;
    const bool in_order = side == Side::right ? b.x0 + b.x1 > a.x0 + a.x1 : b.x0 + b.x1 < a.x0 + a.x1;
    if (!in_order || gap < -0.3 * em) return std::nullopt;
    return gap;
}

std::vector<Pair> pair_up(const Scene& scene) { return Pairing(scene).pair(); }

}  // namespace certdelta::layout
