// Words that every match of a pattern holds, and how far from them a match can reach: the rest of a text need not be
// searched, and what a match captures is read piece by piece between the words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/normalise.h"

namespace re2 {
class RE2;
}

namespace certdelta::profile {

/// A part of a pattern that is a sequence: words, and what follows them up to the next ones.
struct PatternPiece {
    std::string words;                      ///< empty: the pattern's beginning
    std::shared_ptr<const re2::RE2> after;  ///< null: nothing follows the words
};

struct RequiredWords {
    static constexpr std::size_t any = SIZE_MAX;

    std::string words;         ///< as they are in the text; empty: no words are known
    std::size_t before = any;  ///< most bytes of a match that stand before the words
    std::size_t behind = any;
    bool in_sentence = false;          ///< no match holds a Chinese full stop, but perhaps as its last character
    std::vector<PatternPiece> pieces;  ///< of a long pattern with groups; else none

    /// The first stretch of the text, from `from` on, that can hold matches; the next one begins behind its end. Empty
    /// when there is no further one. Every match in text[from..] lies in one such stretch.
    [[nodiscard]] text::Range next_stretch(std::string_view text, std::size_t from) const;

private:
    /// What a match with the words at `found` can hold, of text[from..].
    [[nodiscard]] text::Range reach(std::string_view text, std::size_t from, std::size_t found) const;
};

/// Looks at a pattern as RE2 has parsed it.
[[nodiscard]] RequiredWords required_words(const re2::RE2& pattern);

/// The pattern cut before all words of its sequence. None where it is no sequence, or where it holds no words.
[[nodiscard]] std::vector<PatternPiece> pieces_of(const re2::RE2& pattern);

/// What text[from..to] holds of a pattern with these pieces: the first match and its groups, as RE2's own unanchored
/// search gives them. `groups` has a place for the whole match and for each group.
///
/// RE2 finds where a long pattern matches in a few instructions a byte, and needs thousands of them a byte to find its
/// groups (it follows all ways through the pattern at once). Where the words of the pieces stand in a match in one way
/// only, each piece alone finds its groups.
[[nodiscard]] bool find_pattern(const re2::RE2& pattern, std::span<const PatternPiece> pieces, std::string_view text,
                                std::size_t from, std::size_t to, std::span<std::string_view> groups);

}  // namespace certdelta::profile
