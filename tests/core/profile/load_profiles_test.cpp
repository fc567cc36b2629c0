#include "profile/load_profiles.h"

#include <doctest/doctest.h>

#include <array>

using namespace certdelta;

TEST_CASE("all profiles that come with the library load") {
    const profile::LoadedProfiles loaded = profile::load_profiles(embedded::profiles(), embedded::lexicons());
    CHECK(loaded.profiles.size() == embedded::profiles().size());
    CHECK(!loaded.error);
}

TEST_CASE("a profile that does not load is told, and the others are there") {
    const embedded::File good = embedded::profiles().front();
    const std::array<embedded::File, 2> files = {embedded::File{"broken.json", R"({"schema": )"}, good};
    const profile::LoadedProfiles loaded = profile::load_profiles(files, embedded::lexicons());
    REQUIRE(loaded.profiles.size() == 1);
    REQUIRE(loaded.error);
    CHECK(loaded.error->code == ErrorCode::invalid_json);
    CHECK(loaded.error->source == "broken.json");
}
