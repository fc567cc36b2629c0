#include "extract/place_memo.h"

#include <doctest/doctest.h>

using certdelta::extract::PlaceMemo;

TEST_CASE("what stands at a place is read once, where nothing stands, too") {
    PlaceMemo<int> memo;
    int reads = 0;
    const auto at = [&](std::uint32_t place) {
        return memo.at(place, [&](std::uint32_t asked) {
            ++reads;
            return asked % 2 == 0 ? std::optional<int>(static_cast<int>(asked) * 10) : std::nullopt;
        });
    };
    CHECK(at(0) == 0);
    CHECK(at(4) == 40);
    CHECK(at(5) == std::nullopt);
    CHECK(reads == 3);
    CHECK(at(0) == 0);
    CHECK(at(4) == 40);
    CHECK(at(5) == std::nullopt);
    CHECK(reads == 3);
}

TEST_CASE("far places do not answer for one another") {
    PlaceMemo<std::uint32_t> memo;
    const auto same = [](std::uint32_t place) { return std::optional<std::uint32_t>(place); };
    for (int round = 0; round < 2; ++round) {
        for (std::uint32_t place = 0; place < 5000; place += 7) CHECK(memo.at(place, same) == place);
    }
}
