// A document as positioned text, as certdelta.pages/1 holds it. Lengths are PDF points, origin top left.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "certdelta/report.h"

namespace certdelta::layout {

struct Point {
    double x = 0;
    double y = 0;
};

/// A stretch of one font on one line, as the page draws it.
struct Run {
    std::uint32_t begin = 0;  ///< in Pages::text
    std::uint32_t length = 0;
    std::uint32_t first_edge = 0;  ///< in Pages::edges
    std::uint32_t edges = 0;       ///< one a code point, or none
    Box box;
    double size = 0;         ///< of the font; 0 where unknown
    double angle = 0;        ///< degrees, clockwise
    std::uint32_t font = 0;  ///< in Pages::fonts; 0 where unknown
    bool unmapped = false;   ///< the document does not say which characters these glyphs are
};

/// Something drawn: a subpath or an image.
struct Mark {
    enum class Kind : std::uint8_t { path, image };
    Kind kind = Kind::path;
    Box box;
    std::uint32_t first_point = 0;  ///< in Pages::points
    std::uint32_t points = 0;
};

struct Page {
    double width = 0;
    double height = 0;
    std::vector<Run> runs;  ///< in content order
    std::vector<Mark> marks;
};

struct Pages {
    std::string name;    ///< empty where the pages do not say
    std::string format;  ///< of the document that the pages are of: "pdf"
    std::uint64_t bytes = 0;
    std::vector<Page> pages;
    std::string text;  ///< of all runs, one behind the other; UTF-8
    std::vector<double> edges;
    std::vector<Point> points;
    std::vector<std::string> fonts{std::string()};  ///< names; the first is none

    [[nodiscard]] std::string_view text_of(const Run& run) const {
        return std::string_view(text).substr(run.begin, run.length);
    }
};

}  // namespace certdelta::layout
