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

/// The nearest and the second nearest of a kind.
struct Nearest {
    std::int32_t first = -1;
    double gap = infinite;
    void add(std::uint32_t index, double distance) {
        if (distance >= gap) return;
        gap = distance;
        first = static_cast<std::int32_t>(index);
    }
};

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
            for (const Pair& pair : candidates_) {
                if (is_mutual(pair) && is_clear(pair)) clear.push_back(pair);
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
        std::erase_if(pairs, [&](const Pair& pair) {
            return std::any_of(all_sides.begin(), all_sides.end(),
                               [&](Side side) { return has_rival(pair, side, taken); });
        });
    }

    /// All mutual pairs of the one side that leaves no owner and no thing over; none when there is no such side, or
    /// when one strip of the page shows all of it: a figure lost at one end and a label at the other would look the
    /// same.
    [[nodiscard]] std::vector<Pair> complete_pattern() const {
        std::vector<bool> in_reach(scene_.things.size(), false);
        for (const Pair& pair : candidates_) in_reach[pair.thing] = true;
        const auto wanted_things = static_cast<std::size_t>(std::count(in_reach.begin(), in_reach.end(), true));
        for (const Side side : all_sides) {
            std::vector<Pair> pairs;
            for (const Pair& pair : candidates_) {
                if (pair.side == side && is_mutual(pair)) pairs.push_back(pair);
            }
            pairs.erase(std::unique(pairs.begin(), pairs.end(), same_pair), pairs.end());
            if (pairs.size() != scene_.owners.size() || pairs.size() != wanted_things) continue;
            if (count_strips(pairs, is_upright(side)) >= 2) return pairs;
        }
        return {};
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
            if (strips == 0 || from >= reach) ++strips;
            reach = strips == 0 ? to : std::max(reach, to);
        }
        return strips;
    }

    [[nodiscard]] static bool same_pair(const Pair& a, const Pair& b) {
        return a.owner == b.owner && a.thing == b.thing;
    }

    /// Words stand where other things have their owner.
    [[nodiscard]] bool is_of_words(const Thing& thing, Side side) const {
        constexpr double farthest = 4;  // em
        const double words = nearest_obstacle(thing, side);
        return words <= farthest * thing.em && words < nearest_of(scene_.owners, thing, side, nullptr).gap &&
               words < nearest_of(scene_.things, thing, side, &thing).gap;
    }

    [[nodiscard]] bool has_rival(const Pair& pair, Side side, const std::vector<bool>& taken) const {
        constexpr double beside = 5;  // em
        constexpr double above = 2.2;
        const Thing& thing = scene_.things[pair.thing];
        const Nearest next = nearest_of(scene_.things, thing, side, &thing);
        if (next.first < 0) return false;
        const auto rival = static_cast<std::size_t>(next.first);
        if (taken[rival] || scene_.owner_of_thing[pair.thing] != scene_.owner_of_thing[rival]) return false;
        const double em = std::min(thing.em, scene_.things[rival].em);
        // Both stand on that side of the owner.
        if (side != pair.side && gap_on(pair.side, scene_.owners[pair.owner], scene_.things[rival])) return true;
        if (next.gap > (is_upright(side) ? above : beside) * em && side != pair.side) return false;
        if (is_of_words(scene_.things[rival], opposite(pair.side))) return false;
        const double owner = nearest_of(scene_.owners, thing, side, nullptr).gap;
        return next.gap < std::min(owner, nearest_obstacle(thing, side));
    }

    /// How near the nearest obstacle or fellow on a side is.
    [[nodiscard]] double nearest_obstacle(const Thing& thing, Side side) const {
        double nearest = infinite;
        for (const Thing& obstacle : scene_.obstacles) {
            if (const auto gap = gap_on(side, thing, obstacle)) nearest = std::min(nearest, *gap);
        }
        return nearest;
    }

    [[nodiscard]] static Nearest nearest_of(const std::vector<Thing>& among, const Thing& thing, Side side,
                                            const Thing* self) {
        Nearest nearest;
        for (std::uint32_t i = 0; i < among.size(); ++i) {
            if (&among[i] == self) continue;
            if (const auto gap = gap_on(side, thing, among[i])) nearest.add(i, *gap);
        }
        return nearest;
    }

    /// All pairs of which one sees the other as the first on some side.
    void collect() {
        for (std::uint32_t owner = 0; owner < scene_.owners.size(); ++owner) {
            for (const Side side : all_sides) {
                const Thing& box = scene_.owners[owner];
                const Nearest thing = nearest_of(scene_.things, box, side, nullptr);
                if (thing.first < 0) continue;
                const double fellow = nearest_of(scene_.owners, box, side, &box).gap;
                if (std::min(fellow, nearest_obstacle(box, side)) < thing.gap) continue;
                add({owner, static_cast<std::uint32_t>(thing.first), side, thing.gap});
            }
        }
        for (std::uint32_t thing = 0; thing < scene_.things.size(); ++thing) {
            for (const Side side : all_sides) {
                const Thing& box = scene_.things[thing];
                const Nearest owner = nearest_of(scene_.owners, box, side, nullptr);
                if (owner.first < 0) continue;
                const double fellow = nearest_of(scene_.things, box, side, &box).gap;
                if (std::min(fellow, nearest_obstacle(box, side)) < owner.gap) continue;
                add({static_cast<std::uint32_t>(owner.first), thing, opposite(side), owner.gap});
            }
        }
        std::sort(candidates_.begin(), candidates_.end(), [](const Pair& a, const Pair& b) {
            if (a.owner != b.owner) return a.owner < b.owner;
            return a.thing != b.thing ? a.thing < b.thing : a.side < b.side;
        });
    }

    void add(const Pair& pair) {
        const std::int32_t frame = scene_.owner_of_thing[pair.thing];
        if (frame >= 0 && frame != static_cast<std::int32_t>(pair.owner)) return;
        candidates_.push_back(pair);
    }

    /// Both saw each other.
    [[nodiscard]] bool is_mutual(const Pair& pair) const {
        return std::count_if(candidates_.begin(), candidates_.end(), [&](const Pair& other) {
                   return other.owner == pair.owner && other.thing == pair.thing && other.side == pair.side;
               }) == 2;
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
        // A pair is in the list twice: each of the two saw the other.
        pairs.erase(std::unique(pairs.begin(), pairs.end(), same_pair), pairs.end());
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

    /// No other side gives as many owners a thing: between two columns of boxes, a figure can be nearer to the next
    /// box's label than to its own.
    [[nodiscard]] bool is_best_side(Side side) const {
        std::array<std::size_t, 4> counts{};
        for (std::size_t i = 1; i < candidates_.size(); ++i) {
            const Pair& a = candidates_[i - 1];
            const Pair& b = candidates_[i];
            const bool mutual = a.owner == b.owner && a.thing == b.thing && a.side == b.side;
            // Words that stand nearer to a thing than the owner does may be what it belongs to.
            const double words = mutual ? nearest_obstacle(scene_.things[a.thing], a.side) : 0;
            if (mutual && words > a.gap) ++counts[static_cast<std::size_t>(a.side)];
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
