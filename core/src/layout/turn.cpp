#include "layout/turn.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>
#include <vector>

namespace certdelta::layout {
namespace {

constexpr double least = 0.05;  // degrees: less is level
constexpr double alike = 1.5;   // degrees between two directions that are one
constexpr double most_of = 0.6;
constexpr double quarter = 90;

/// From -180 to 180.
double whole_turn(double degrees) { return std::remainder(degrees, 360); }

/// The angle of most of the page's text; 0 where there is none.
double direction_of_text(const Page& page) {
    struct Weighed {
        double angle = 0;
        double weight = 0;
    };
    std::array<std::vector<Weighed>, 4> by_quarter;  // angles from each quarter turn
    std::array<double, 4> weights{};
    double all = 0;
    for (const Run& run : page.runs) {
        const double angle = whole_turn(run.angle);
        const double nearest = std::round(angle / quarter);
        const auto which = static_cast<std::size_t>(static_cast<int>(nearest) + 4) % 4;
        const double weight = run.length;
        by_quarter[which].push_back({angle - nearest * quarter, weight});
        weights[which] += weight;
        all += weight;
    }
    const auto best = static_cast<std::size_t>(std::max_element(weights.begin(), weights.end()) - weights.begin());
    std::vector<Weighed>& angles = by_quarter[best];
    if (angles.empty()) return 0;
    std::sort(angles.begin(), angles.end(), [](const Weighed& a, const Weighed& b) { return a.angle < b.angle; });
    double before = 0;
    double median = 0;
    for (const Weighed& each : angles) {
        median = each.angle;
        before += each.weight;
        if (before >= weights[best] / 2) break;
    }
    double same = 0;
    for (const Weighed& each : angles) {
        if (std::abs(each.angle - median) <= alike) same += each.weight;
    }
    return same >= most_of * all ? whole_turn(median + quarter * static_cast<double>(best)) : 0;
}

Point middle_of(const Box& box) { return {(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2}; }

Box box_around(Point middle, double width, double height) {
    return {middle.x - width / 2, middle.y - height / 2, middle.x + width / 2, middle.y + height / 2};
}

struct Size {
    double width = 0;
    double height = 0;
};

/// The rectangle at that angle of which `box` is the upright hull; its hull's size where that says nothing.
Size size_at(double degrees, const Box& box) {
    const double radians = degrees * std::numbers::pi / 180;
    const double cosine = std::abs(std::cos(radians));
    const double sine = std::abs(std::sin(radians));
    const double width = box.x1 - box.x0;
    const double height = box.y1 - box.y0;
    const double scale = cosine * cosine - sine * sine;
    if (std::abs(scale) < 0.5) return {width, height};
    return {std::max(0.0, (width * cosine - height * sine) / scale),
            std::max(0.0, (height * cosine - width * sine) / scale)};
}

/// Turns things of one page.
class Straightener {
public:
    Straightener(double angle, const Turn& turn) : angle_(angle), turn_(turn) {}

    [[nodiscard]] Point point(Point point) const {
        const double x = point.x - turn_.shown.x;
        const double y = point.y - turn_.shown.y;
        return {turn_.straight.x + x * turn_.cosine + y * turn_.sine,
                turn_.straight.y - x * turn_.sine + y * turn_.cosine};
    }

    void straighten(Run& run) const {
        const double rest = whole_turn(run.angle - angle_);
        Size size = size_at(run.angle, run.box);
        if (std::abs(rest) > alike) {  // it stands askew on the straight page, too: the hull of it there
            const double radians = rest * std::numbers::pi / 180;
            const double cosine = std::abs(std::cos(radians));
            const double sine = std::abs(std::sin(radians));
            size = {size.width * cosine + size.height * sine, size.width * sine + size.height * cosine};
        }
        run.box = box_around(point(middle_of(run.box)), size.width, size.height);
        run.angle = std::abs(rest) > alike ? rest : 0;
        run.edges = 0;
    }

    void straighten(Mark& mark, Pages& pages) const {
        const Size size = size_at(angle_, mark.box);
        mark.box = box_around(point(middle_of(mark.box)), size.width, size.height);
        if (mark.points == 0) return;
        constexpr double most = std::numeric_limits<double>::max();
        mark.box = {most, most, -most, -most};
        for (std::uint32_t i = mark.first_point; i < mark.first_point + mark.points; ++i) {
            Point& at = pages.points[i];
            at = point(at);
            mark.box = {std::min(mark.box.x0, at.x), std::min(mark.box.y0, at.y), std::max(mark.box.x1, at.x),
                        std::max(mark.box.y1, at.y)};
        }
    }

private:
    double angle_ = 0;
    const Turn& turn_;
};

}  // namespace

Point Turn::back(Point point) const {
    const double x = point.x - straight.x;
    const double y = point.y - straight.y;
    return {shown.x + x * cosine - y * sine, shown.y + x * sine + y * cosine};
}

Box Turn::back(const Box& box) const {
    const Point first = back(Point{box.x0, box.y0});
    Box hull{first.x, first.y, first.x, first.y};
    for (const Point corner : {Point{box.x1, box.y0}, Point{box.x0, box.y1}, Point{box.x1, box.y1}}) {
        const Point at = back(corner);
        hull = {std::min(hull.x0, at.x), std::min(hull.y0, at.y), std::max(hull.x1, at.x), std::max(hull.y1, at.y)};
    }
    return hull;
}

std::optional<Turn> put_straight(Pages& pages, Page& page) {
    const double angle = direction_of_text(page);
    if (std::abs(angle) < least) return std::nullopt;
    const bool on_side = std::lround(std::abs(angle) / quarter) % 2 == 1;
    const double radians = angle * std::numbers::pi / 180;
    Turn turn{std::cos(radians), std::sin(radians), {}, {page.width / 2, page.height / 2}};
    if (on_side) std::swap(page.width, page.height);
    turn.straight = {page.width / 2, page.height / 2};
    const Straightener straightener(angle, turn);
    for (Run& run : page.runs) straightener.straighten(run);
    for (Mark& mark : page.marks) straightener.straighten(mark, pages);
    return turn;
}

}  // namespace certdelta::layout
