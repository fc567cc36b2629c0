#include "layout/strikes.h"

#include <algorithm>
#include <cmath>

#include "layout/pieces.h"

namespace certdelta::layout {
namespace {

constexpr double thickest = 4;  // points; and of the text's height, see below
constexpr double thick_part = 0.2;
constexpr double shortest = 1.5;  // points
// Of a run's height, from above: what is drawn between the two goes through figures and letters. Underlines and
// overlines are outside.
constexpr double highest = 0.15;
constexpr double lowest = 0.72;
constexpr double beyond = 0.7;      // em that a strike may reach beyond the text
constexpr std::size_t most = 4000;  // lines of a page
constexpr int most_through = 64;    // lines at the height of one run

double em_of(const Run& run) { return std::max(run.box.y1 - run.box.y0, 1.0); }

}  // namespace

Strikes::Strikes(const Page& page) {
    take_lines(page);
    if (bars_.empty()) return;
    join_lines();
    for (const Run& run : page.runs) {
        each_bar(run, [&](Bar& bar) {
            bar.from = bar.em > 0 ? std::min(bar.from, run.box.x0) : run.box.x0;
            bar.to = bar.em > 0 ? std::max(bar.to, run.box.x1) : run.box.x1;
            bar.em = std::max(bar.em, em_of(run));
        });
    }
    std::erase_if(bars_, [](const Bar& bar) {
        return bar.em <= 0 || bar.x0 < bar.from - beyond * bar.em || bar.x1 > bar.to + beyond * bar.em;
    });
    for (std::uint32_t run = 0; run < page.runs.size(); ++run)
        each_bar(page.runs[run], [&](const Bar& bar) { crossings_.push_back({run, bar.x0, bar.x1}); });
}

bool Strikes::cross(std::uint32_t run, double x0, double x1) const {
    auto crossing = std::lower_bound(crossings_.begin(), crossings_.end(), run,
                                     [](const Crossing& known, std::uint32_t wanted) { return known.run < wanted; });
    const double middle = (x0 + x1) / 2;
    for (; crossing != crossings_.end() && crossing->run == run; ++crossing) {
        if (crossing->x0 <= middle && middle <= crossing->x1) return true;
    }
    return false;
}

void Strikes::take_lines(const Page& page) {
    constexpr double highest_stroke = 30;  // points that a slanted stroke may rise
    for (const Mark& mark : page.marks) {
        if (mark.kind != Mark::Kind::path || bars_.size() == most) continue;
        const double width = mark.box.x1 - mark.box.x0;
        const double height = mark.box.y1 - mark.box.y0;
        if (width < shortest) continue;
        Bar bar{mark.box.x0, mark.box.x1, (mark.box.y0 + mark.box.y1) / 2, height, true, 0, 0, 0};
        if (height <= thickest && width > 2 * height) {
            bars_.push_back(bar);
        } else if (mark.points == 2 && height <= highest_stroke && width > 0.4 * height) {
            bar.level = false;
            bars_.push_back(bar);
        }
    }
}

void Strikes::join_lines() {
    constexpr double one_height = 0.3;  // points
    constexpr double widest_gap = 2;
    const auto before = [](const Bar& a, const Bar& b) { return a.y != b.y ? a.y < b.y : a.x0 < b.x0; };
    std::sort(bars_.begin(), bars_.end(), before);
    // Words are often struck out one by one, and the spaces between them by lines of their own.
    std::vector<Bar> joined;
    for (std::size_t first = 0; first < bars_.size();) {
        std::size_t end = first + 1;
        while (end < bars_.size() && bars_[end].y - bars_[first].y <= one_height) ++end;
        std::sort(bars_.begin() + static_cast<std::ptrdiff_t>(first), bars_.begin() + static_cast<std::ptrdiff_t>(end),
                  [](const Bar& a, const Bar& b) { return a.x0 < b.x0; });
        for (std::size_t i = first; i < end; ++i) {
            const bool goes_on =
                i > first && bars_[i].level && joined.back().level && bars_[i].x0 - joined.back().x1 <= widest_gap;
            if (!goes_on) {
                joined.push_back(bars_[i]);
                continue;
            }
            joined.back().x1 = std::max(joined.back().x1, bars_[i].x1);
            joined.back().height = std::max(joined.back().height, bars_[i].height);
        }
        first = end;
    }
    bars_ = std::move(joined);
    std::sort(bars_.begin(), bars_.end(), before);
}

template <typename Take>
void Strikes::each_bar(const Run& run, Take take) {
    if (std::abs(std::remainder(run.angle, 360)) > 1) return;
    const double em = em_of(run);
    auto bar = std::lower_bound(bars_.begin(), bars_.end(), run.box.y0 + highest * em,
                                [](const Bar& known, double y) { return known.y < y; });
    for (int i = 0; i < most_through && bar != bars_.end() && bar->y <= run.box.y0 + lowest * em; ++i, ++bar) {
        const double common = overlap(bar->x0, bar->x1, run.box.x0, run.box.x1);
        if (common > 0 && bar->height <= (bar->level ? thick_part : 1.3) * em) take(*bar);
    }
}

}  // namespace certdelta::layout
