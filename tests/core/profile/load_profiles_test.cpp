#include "profile/load_profiles.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

using namespace certdelta;

TEST_CASE("all profiles that come with the library load") {
    const profile::LoadedProfiles loaded = profile::load_profiles(embedded::profiles(), embedded::lexicons());
    CHECK(loaded.profiles.size() == embedded::profiles().size());
    CHECK(!loaded.error);
    for (const auto& profile : loaded.profiles) {
        REQUIRE(profile->whole().profile != nullptr);
        CHECK(profile->whole().profile == profile->whole().profile);
        CHECK(profile->whole().error == nullptr);
    }
}

TEST_CASE("what a profile is known by needs none of its rules, and is the same with them") {
    const profile::LoadedProfiles loaded = profile::load_profiles(embedded::profiles(), embedded::lexicons());
    for (const auto& profile : loaded.profiles) {
        const profile::Profile& identity = profile->identity();
        const profile::Profile& whole = *profile->whole().profile;
        CHECK(identity.templates.empty());
        CHECK(identity.clauses.empty());
        CHECK(whole.templates.size() > 100);
        CHECK(identity.id == whole.id);
        CHECK(identity.marks.size() == whole.marks.size());
        CHECK(identity.threshold == whole.threshold);
        CHECK(identity.headings == whole.headings);
        CHECK(identity.fields.size() == whole.fields.size());
        CHECK(identity.checks.size() == whole.checks.size());
        const auto notices = [](const profile::Profile& of) {
            std::vector<std::string> codes;
            for (const profile::Rule& rule : of.rules)
                if (rule.kind == profile::RuleKind::notice) codes.push_back(rule.code);
            return codes;
        };
        CHECK(notices(identity) == notices(whole));
    }
}

TEST_CASE("rules that do not compile are an error where the profile is asked for them") {
    constexpr std::string_view broken =
        R"({"schema": "certdelta.profile/1", "id": "boats.en", "version": 1, "language": "en",
            "title": {"en": "Boats", "zh": "Boats"}, "identify": {"threshold": 1, "titles": ["Boats"]},
            "fields": [], "rules": [{"id": "boats", "templates": ["{boats} boats"]}]})";
    const std::array<embedded::File, 1> files = {embedded::File{"boats.json", broken}};
    const profile::LoadedProfiles loaded = profile::load_profiles(files, embedded::lexicons());
    REQUIRE(loaded.profiles.size() == 1);
    CHECK(!loaded.error);
    const profile::LazyProfile::Whole whole = loaded.profiles.front()->whole();
    CHECK(whole.profile == nullptr);
    REQUIRE(whole.error != nullptr);
    CHECK(whole.error->code == ErrorCode::invalid_profile);
    CHECK(whole.error->source == "boats.json");
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
