// Where the sentences and clauses of a text end, and where its digits stand, found once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/characters.h"
#include "text/position_set.h"
#include "text/sentence.h"

namespace certdelta::text {

/// For one text that is asked about often. Time: linear in the text to
/// make it; each answer looks at one word of 64 positions after another.
class Marks {
public:
    /// `text` outlives this object.
    Marks(std::string_view text, const TextWords& words);

    /// Start of the sentence that holds `pos`, looking back at most `farthest` bytes.
    [[nodiscard]] std::uint32_t sentence_begin(std::uint32_t pos, std::uint32_t farthest = 600) const {
        const std::uint32_t lowest = pos > farthest ? pos - farthest : 0;
        const std::uint32_t mark = sentences_.last_before(pos, lowest);
        if (mark == PositionSet::none) return lowest;
        std::uint32_t begin = behind(mark);
        while (begin < pos && is_white(text_[begin])) ++begin;
        return begin < pos ? begin : pos;
    }
    /// End of the sentence that holds `pos`, behind its mark, looking ahead at most `farthest` bytes.
    [[nodiscard]] std::uint32_t sentence_end(std::uint32_t pos, std::uint32_t farthest = 600) const {
        const std::uint32_t highest = limit(pos, farthest);
        const std::uint32_t mark = sentences_.first_from(pos, highest);
        return mark < highest && behind(mark) < highest ? behind(mark) : highest;
    }
    /// End of the clause that goes on at `pos`: a comma, a semicolon, or what closes a sentence; or, where none is, the
    /// place `farthest` bytes ahead.
    [[nodiscard]] std::uint32_t clause_end(std::uint32_t pos, std::uint32_t farthest = 600) const;
    /// Whether the character at `pos` closes a sentence.
    [[nodiscard]] bool ends_sentence(std::uint32_t pos) const { return sentences_.has(pos); }
    /// The first mark that closes a sentence from `pos` on, or the position `farthest` bytes ahead.
    [[nodiscard]] std::uint32_t sentence_mark(std::uint32_t pos, std::uint32_t farthest) const {
        return sentences_.first_from(pos, limit(pos, farthest));
    }

    /// The first digit from `pos` on; the text's size where there is none.
    [[nodiscard]] std::uint32_t digit(std::uint32_t pos) const {
        return digits_.first_from(pos, static_cast<std::uint32_t>(text_.size()));
    }

private:
    inline void add(std::uint32_t pos, std::uint64_t eight, const TextWords& words);
    [[nodiscard]] std::uint32_t behind(std::uint32_t mark) const { return mark + (is_multibyte(text_[mark]) ? 3 : 1); }
    [[nodiscard]] std::uint32_t limit(std::uint32_t pos, std::uint32_t farthest) const {
        return static_cast<std::uint32_t>(std::min<std::size_t>(text_.size(), std::size_t{pos} + farthest));
    }

    std::string_view text_;
    PositionSet sentences_;  ///< what closes a sentence
    PositionSet clauses_;    ///< that, commas and semicolons
    PositionSet digits_;
};

}  // namespace certdelta::text
