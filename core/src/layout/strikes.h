// Lines drawn through text: what they cross out, nobody is meant to read.
#pragma once

#include <cstdint>
#include <vector>

#include "layout/pages.h"

namespace certdelta::layout {

/// The strikes of one page. A strike is a thin path through the middle of level text, or a straight stroke across it,
/// that ends where the text that it crosses ends: a rule that goes on beyond it is a table's, a chart's or a frame's.
class Strikes {
public:
    /// Time: n log n in the number of runs and marks.
    explicit Strikes(const Page& page);

    /// Whether the middle of a character between `x0` and `x1` of that run is struck out.
    [[nodiscard]] bool cross(std::uint32_t run, double x0, double x1) const;

private:
    /// A stretch of one or several lines that go on from one another.
    struct Bar {
        double x0 = 0;
        double x1 = 0;
        double y = 0;       ///< of its middle
        double height = 0;  ///< of one line: how far it rises, or how thick it is
        bool level = true;
        double from = 0;  ///< of the text that it crosses
        double to = 0;
        double em = 0;  ///< largest of that text; 0: crosses none
    };
    struct Crossing {
        std::uint32_t run = 0;
        double x0 = 0;
        double x1 = 0;
    };

    void take_lines(const Page& page);
    void join_lines();
    /// Calls `take` with each bar that runs through the middle of the run.
    template <typename Take>
    void each_bar(const Run& run, Take take);

    std::vector<Bar> bars_;            ///< by height on the page
    std::vector<Crossing> crossings_;  ///< by run
};

}  // namespace certdelta::layout
