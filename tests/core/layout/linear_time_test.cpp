// Time grows as the pages do, whatever stands on them.
#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>
#include <string>

#include "certdelta/certdelta.h"
#include "layout/pages_builder.h"

using namespace certdelta;
using namespace certdelta::tests;

namespace {

double seconds_to_read(const std::string& json) {
    static const Reader reader;
    const std::clock_t start = std::clock();
    const bool ok = reader.read(json, {"hostile.pdf", InputFormat::pages}).ok();
    const std::clock_t end = std::clock();
    CHECK(ok);
    return static_cast<double>(end - start) / CLOCKS_PER_SEC;
}

/// As in tests/core/linear_time_test.cpp: four times as much may take ten times as long, quadratic is sixteen.
template <class Put>
void check_linear(const char* shape, Put put) {
    constexpr int small = 2000;
    const auto make = [&](int count) {
        PagesBuilder pages;
        pages.print("Weekly Report of CNCERT", 200, 20, 18);
        pages.print("Issue 43 2023 Oct.16 -Oct.22", 200, 50, 12);
        for (int i = 0; i < count; ++i) put(pages, i, count);
        return pages.json();
    };
    const std::string few = make(small);
    const std::string many = make(4 * small);
    double few_time = 1e9;
    double many_time = 1e9;
    for (int attempt = 0; attempt < 4; ++attempt) {
        few_time = std::min(few_time, seconds_to_read(few));
        many_time = std::min(many_time, seconds_to_read(many));
        if (many_time <= 10 * std::max(few_time, 0.004)) break;
    }
    CHECK_MESSAGE(many_time <= 10 * std::max(few_time, 0.004), shape, ": ", few_time, " s, four times as much ",
                  many_time, " s");
}

double spread(int i, int count, double from, double to) { return from + (to - from) * i / count; }

}  // namespace

TEST_CASE("pages: time is linear in runs, wherever they stand") {
    check_linear("all in one place", [](PagesBuilder& pages, int i, int) { pages.print(std::to_string(i), 50, 100); });
    check_linear("one row",
                 [](PagesBuilder& pages, int i, int count) { pages.print("1", spread(i, count, 0, 590), 100, 1); });
    check_linear("one column",
                 [](PagesBuilder& pages, int i, int count) { pages.print("12 a", 50, spread(i, count, 80, 800)); });
    check_linear("a slope", [](PagesBuilder& pages, int i, int count) {
        pages.print("1", spread(i, count, 0, 590), spread(i, count, 80, 800), 2);
    });
    check_linear("a grid", [](PagesBuilder& pages, int i, int count) {
        pages.print("7", 10 + 5 * (i % 100), spread(i / 100, count / 100, 80, 800), 2);
    });
    check_linear("ever larger",
                 [](PagesBuilder& pages, int i, int count) { pages.print("7 a", 50, 80, spread(i, count, 1, 500)); });
    check_linear("turned", [](PagesBuilder& pages, int i, int count) {
        pages.print("12", 50, spread(i, count, 80, 800));
        pages.last().angle = 90;
    });
}

TEST_CASE("pages: time is linear in labels, figures, frames and signs") {
    check_linear("labels", [](PagesBuilder& pages, int i, int count) {
        pages.print("New Vulnerabilities Collected by CNVD", 50, spread(i, count, 80, 800), 2);
        pages.print("253", 400, spread(i, count, 80, 800), 2);
    });
    check_linear("pages of panels", [](PagesBuilder& pages, int i, int) {
        pages.print("New Vulnerabilities Collected by CNVD", 50, 100);
        pages.print("253", 50, 114);
        if (i % 4 == 3) pages.end_page();
    });
    check_linear("frames", [](PagesBuilder& pages, int i, int count) {
        if (i == 0) pages.print("New Vulnerabilities Collected by CNVD", 50, 100);
        pages.frame({spread(i, count, 0, 40), 90, 400, 200});
    });
    check_linear("signs", [](PagesBuilder& pages, int i, int count) {
        if (i == 0) pages.print("New Vulnerabilities Collected by CNVD", 50, 100);
        pages.mark({true, {spread(i, count, 0, 40), 120, spread(i, count, 4, 44), 124}, {}});
    });
    check_linear("the same edges on every page", [](PagesBuilder& pages, int i, int) {
        pages.print("A header of this page", 50, 20);
        pages.print(std::to_string(i + 1), 290, 810);
        pages.end_page();
    });
}
