// Words that every match of a pattern holds, and how far from them a match can reach: the rest of a text need not be
// searched.
#pragma once

#include <cstddef>
#include <cstdint>
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

    /// The first stretch of the text, from `from` on, that can hold matches; the next one begins behind its end. Empty
    /// when there is no further one. Every match in text[from..] lies in one such stretch.
    [[nodiscard]] text::Range next_stretch(std::string_view text, std::size_t from) const;
};

/// Looks at a pattern as RE2 has parsed it.
[[nodiscard]] RequiredWords required_words(const re2::RE2& pattern);

}  // namespace certdelta::profile
