// Words that every match of a pattern holds, and how far from them a match can reach: the rest of a text need not be
// searched, and what a match captures is read from the words on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "text/normalise.h"

namespace re2 {
class RE2;
}

namespace certdelta::profile {

struct RequiredWords {
    static constexpr std::size_t any = SIZE_MAX;

    std::string words;         ///< as they are in the text; empty: no words are known
    std::size_t before = any;  ///< most bytes of a match that stand before the words
    std::size_t behind = any;
    bool in_sentence = false;  ///< no match holds a Chinese full stop
    /// The pattern from the words on, where no group stands before them; else null.
    std::shared_ptr<const re2::RE2> rest;

    /// The first stretch of the text, from `from` on, that can hold matches; the next one begins behind its end. Empty
    /// when there is no further one. Every match in text[from..] lies in one such stretch.
    [[nodiscard]] text::Range next_stretch(std::string_view text, std::size_t from) const;
    /// The first place of the words that lies in the range; SIZE_MAX when there is none.
    [[nodiscard]] std::size_t find(std::string_view text, std::size_t from, std::size_t to) const;

private:
    /// What a match with the words at `found` can hold, of text[from..].
    [[nodiscard]] text::Range reach(std::string_view text, std::size_t from, std::size_t found) const;
};

/// Looks at a pattern as RE2 has parsed it.
[[nodiscard]] RequiredWords required_words(const re2::RE2& pattern);

/// What text[from..to] holds of `pattern`, whose words are `required`: the first match and its groups, as RE2's own
/// unanchored search gives them. `groups` has a place for the whole match and for each group.
///
/// RE2 finds where a long pattern matches in a few instructions a byte, and needs thousands of them a byte to find its
/// groups (it follows all ways through the pattern at once). Groups behind the words depend on how the words and the
/// rest match, and on nothing before them: where only one place of the words fits the match, the rest alone finds them.
[[nodiscard]] bool find_pattern(const re2::RE2& pattern, const RequiredWords& required, std::string_view text,
                                std::size_t from, std::size_t to, std::span<std::string_view> groups);

}  // namespace certdelta::profile
