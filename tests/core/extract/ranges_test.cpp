#include "extract/ranges.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

using namespace certdelta;

TEST_CASE("ranges are found by position") {
    std::vector<text::Range> ranges;
    CHECK(extract::first_from(ranges, 0) == ranges.end());
    CHECK_FALSE(extract::any_holds(ranges, 0));
    for (const text::Range range : {text::Range{30, 35}, {4, 20}, {8, 12}, {8, 9}}) extract::add(ranges, range);
    extract::sort(ranges);
    extract::reach_over(ranges);
    for (std::uint32_t pos = 0; pos < 40; ++pos) {
        CAPTURE(pos);
        const auto behind =
            std::find_if(ranges.begin(), ranges.end(), [pos](text::Range range) { return range.begin >= pos; });
        CHECK(extract::first_from(ranges, pos) == behind);
        CHECK(extract::any_holds(ranges, pos) == ((pos >= 4 && pos < 20) || (pos >= 30 && pos < 35)));
        CHECK(extract::begins_within(ranges, pos, pos + 2) == (behind != ranges.end() && behind->begin < pos + 2));
    }
}
