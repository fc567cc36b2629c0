// Pages for tests, written as their JSON.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "certdelta/report.h"
#include "layout/fragments.h"
#include "layout/pages.h"
#include "text/utf8.h"

namespace certdelta::tests {

struct TestRun {
    std::string text;
    Box box;
    double size = 10;
    std::string font = "Arial";
    bool unmapped = false;
    double angle = 0;
};

struct TestMark {
    bool image = false;
    Box box;
    std::vector<layout::Point> points;
};

/// One page after the other.
class PagesBuilder {
public:
    static constexpr double width = 595;
    static constexpr double height = 842;
    static constexpr double line = 1.15;  // a line's height, em

    static double width_of(std::string_view text, double size) {
        double advance = 0;
        for (std::size_t pos = 0; pos < text.size();) {
            const text::Decoded decoded = text::decode(text, pos);
            advance += layout::usual_advance(decoded.code_point);
            pos += decoded.length;
        }
        return advance * size;
    }

    /// Its left upper corner at x, y. Gives the right side of what it printed.
    double print(std::string_view text, double x, double y, double size = 10, std::string font = "Arial") {
        TestRun run;
        run.text = text;
        run.size = size;
        run.font = std::move(font);
        run.box = {x, y, x + width_of(text, size), y + line * size};
        runs_.push_back(run);
        return run.box.x1;
    }
    TestRun& last() { return runs_.back(); }
    std::vector<TestRun>& runs() { return runs_; }
    void mark(TestMark mark) { marks_.push_back(std::move(mark)); }
    void frame(const Box& box) {
        mark({false, box, {{box.x0, box.y0}, {box.x1, box.y0}, {box.x1, box.y1}, {box.x0, box.y1}}});
    }

    /// Puts the open page askew, clockwise around its middle, as a scanner leaves it: each run gets the upright hull of
    /// its box, and marks of points their turned points.
    void turn(double degrees) {
        const double radians = degrees * 3.14159265358979 / 180;
        const double cosine = std::cos(radians);
        const double sine = std::sin(radians);
        const auto turned = [&](layout::Point point) {
            const double x = point.x - width / 2;
            const double y = point.y - height / 2;
            return layout::Point{width / 2 + x * cosine - y * sine, height / 2 + x * sine + y * cosine};
        };
        const auto hull_of = [](const std::vector<layout::Point>& points) {
            Box hull{points[0].x, points[0].y, points[0].x, points[0].y};
            for (const layout::Point& at : points)
                hull = {std::min(hull.x0, at.x), std::min(hull.y0, at.y), std::max(hull.x1, at.x),
                        std::max(hull.y1, at.y)};
            return hull;
        };
        for (TestRun& run : runs_) {
            const Box& box = run.box;
            run.box = hull_of({turned({box.x0, box.y0}), turned({box.x1, box.y0}), turned({box.x1, box.y1}),
                               turned({box.x0, box.y1})});
            run.angle += degrees;
        }
        for (TestMark& mark : marks_) {
            for (layout::Point& point : mark.points) point = turned(point);
            if (!mark.points.empty()) mark.box = hull_of(mark.points);
        }
    }

    void end_page() {
        std::string page = R"({"width":595,"height":842,"runs":[)";
        for (const TestRun& run : runs_) {
            if (&run != &runs_.front()) page += ',';
            page += R"({"text":)" + quoted(run.text) + R"(,"box":)" + box(run.box) + R"(,"size":)" + number(run.size);
            if (!run.font.empty()) page += R"(,"font":)" + quoted(run.font);
            if (run.unmapped) page += R"(,"unmapped":true)";
            if (run.angle != 0) page += R"(,"angle":)" + number(run.angle);
            page += '}';
        }
        page += R"(],"marks":[)";
        for (const TestMark& mark : marks_) {
            if (&mark != &marks_.front()) page += ',';
            page +=
                std::string(R"({"kind":)") + (mark.image ? R"("image")" : R"("path")") + R"(,"box":)" + box(mark.box);
            if (!mark.points.empty()) page += R"(,"points":)" + points(mark.points);
            page += '}';
        }
        page += "]}";
        if (!pages_.empty()) pages_ += ',';
        pages_ += page;
        runs_.clear();
        marks_.clear();
    }

    /// Ends the page that is open.
    std::string json() {
        if (!runs_.empty() || !marks_.empty()) end_page();
        return R"({"schema":"certdelta.pages/1","source":{"format":"pdf","bytes":1000},"pages":[)" + pages_ + "]}";
    }

private:
    static std::string number(double value) {
        char digits[40];
        std::snprintf(digits, sizeof digits, "%.2f", value);
        return digits;
    }
    static std::string box(const Box& box) {
        return "[" + number(box.x0) + "," + number(box.y0) + "," + number(box.x1) + "," + number(box.y1) + "]";
    }
    static std::string points(const std::vector<layout::Point>& points) {
        std::string out = "[";
        for (const layout::Point& point : points)
            out += (out.size() > 1 ? ",[" : "[") + number(point.x) + "," + number(point.y) + "]";
        return out + "]";
    }
    static std::string quoted(std::string_view text) {
        std::string out = "\"";
        for (const char c : text) {
            if (c == '"' || c == '\\') out += '\\';
            out += c;
        }
        return out + '"';
    }

    std::string pages_;
    std::vector<TestRun> runs_;
    std::vector<TestMark> marks_;
};

}  // namespace certdelta::tests
