#include "profile/required_words.h"

#include <doctest/doctest.h>
#include <re2/re2.h>

#include <string>
#include <vector>

using namespace certdelta;
using profile::RequiredWords;

namespace {

RequiredWords of(const char* pattern) { return profile::required_words(re2::RE2(pattern)); }

/// All matches of the pattern, searched stretch by stretch.
std::vector<std::string> matches(const char* pattern, std::string_view text) {
    const re2::RE2 compiled(pattern);
    const RequiredWords required = profile::required_words(compiled);
    std::vector<std::string> found;
    std::size_t from = 0;
    for (auto stretch = required.next_stretch(text, from); !stretch.empty();
         stretch = required.next_stretch(text, from)) {
        absl::string_view match;
        from = stretch.begin;
        while (compiled.Match(text, from, stretch.end, re2::RE2::UNANCHORED, &match, 1)) {
            found.emplace_back(match);
            from = static_cast<std::size_t>(match.data() - text.data()) + match.size();
        }
        from = stretch.end;
    }
    return found;
}

}  // namespace

TEST_CASE("a pattern's longest words, and how far a match reaches around them") {
    const RequiredWords words = of("(?:No |Nr )?(\\d{1,3}) of (\\d{4}) issues[.,]?");
    CHECK(words.words == " issues");
    CHECK(words.before == 3 * 4 + 3 * 4 + 4 * 4 + 4 * 4);
    CHECK(words.behind == 4);
    CHECK(of("(\\d+) issues").before == RequiredWords::any);
    CHECK(of("(\\d+) issues").behind == 0);
}

TEST_CASE("words that a match can do without are not required") {
    CHECK(of("(?:issues)?\\d").words.empty());
    CHECK(of("issue|number").words.empty());
    CHECK(of("(?i)issues \\d").words.empty());
    CHECK(of("(?:issues )*\\d").words.empty());
}

TEST_CASE("searching stretch by stretch finds what searching the whole text finds") {
    const std::string far(500, '.');
    const std::string text = "7 of 10" + far + "12 of 13 of 14, 15 of 16" + far + "of 3, 4 of" + far + "5 of 6";
    CHECK(matches("\\d{1,2} of \\d{1,2}", text) ==
          std::vector<std::string>{"7 of 10", "12 of 13", "15 of 16", "5 of 6"});
    CHECK(matches("\\d+ of \\d+", text) == std::vector<std::string>{"7 of 10", "12 of 13", "15 of 16", "5 of 6"});
    // A match that reaches over the end of the stretch before it.
    CHECK(matches("\\d{1,2} of \\d{1,2}", "1 of 2 33 of 44") == std::vector<std::string>{"1 of 2", "33 of 44"});
    CHECK(matches("[a-z]+", "no words at all") == std::vector<std::string>{"no", "words", "at", "all"});
    CHECK(matches("absent \\d", text).empty());
}

namespace {

using Groups = std::vector<std::string>;

/// The whole match and the groups of each match in the text, by a search.
template <class Find>
std::vector<Groups> groups_by(Find find, int groups, std::string_view text) {
    std::vector<Groups> all;
    std::vector<std::string_view> found(static_cast<std::size_t>(groups) + 1);
    for (std::size_t from = 0; find(text, from, found);) {
        all.emplace_back(found.begin(), found.end());
        from = static_cast<std::size_t>(found[0].data() - text.data()) + found[0].size();
    }
    return all;
}

/// Whether find_pattern() and RE2 give the same matches and groups. `count`: of the pattern's pieces.
bool agrees(const char* source, std::string_view text, std::size_t count) {
    const re2::RE2 pattern(source);
    const std::vector<profile::PatternPiece> pieces = profile::pieces_of(pattern);
    CHECK(pieces.size() == count);
    const int groups = pattern.NumberOfCapturingGroups();
    const auto by_us = [&](std::string_view in, std::size_t from, std::vector<std::string_view>& found) {
        return profile::find_pattern(pattern, pieces, in, from, in.size(), found);
    };
    const auto by_re2 = [&](std::string_view in, std::size_t from, std::vector<std::string_view>& found) {
        return pattern.Match(in, from, in.size(), re2::RE2::UNANCHORED, found.data(), groups + 1);
    };
    const auto all = groups_by(by_us, groups, text);
    CHECK_FALSE(all.empty());
    return all == groups_by(by_re2, groups, text);
}

}  // namespace

TEST_CASE("groups of a pattern's pieces are those that the whole pattern finds") {
    CHECK(agrees("(?:the|a)[ a-z]{0,20}? top are (\\w+)(?:, (\\w+))? and (\\w+)",
                 "the three at the top are x, y and z; a top are p and q.", 3));
    CHECK(agrees("(?i)no \\d+(?-i: of those )(\\d+)|never", "NO 3 of those 17, no 4 of those 5", 0));
    // The words stand in a match more than once: which of them the groups follow, only the whole pattern tells.
    CHECK(agrees("x[a-z ]* of ([a-z ]+)", "x one of two of three of four", 3));
    CHECK(agrees("x[a-z ]*? of ([a-z ]*)", "x one of two of three", 3));
    // A group before the words.
    CHECK(agrees("(\\d+) of those (\\d+)", "3 of those 17", 2));
    // What stands beside a match decides where it ends.
    CHECK(agrees("n[a-z ]{0,9} of (\\d+?)\\b", "n is of 123.", 3));
}

TEST_CASE("a full stop that only ends matches ends the stretch, too") {
    CHECK(of("x{2}ab[\u3002;]").in_sentence);
    CHECK_FALSE(of("x\u3002?ab").in_sentence);
    CHECK(matches("[^,\u3002]*ab[\u3002;]", "x\u3002yab\u3002zab;") == std::vector<std::string>{"yab\u3002", "zab;"});
}
