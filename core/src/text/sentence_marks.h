// Where all sentences and clauses of a text end, found once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/literal.h"
#include "text/sentence.h"

namespace certdelta::text {

/// Answers as the functions of text/sentence.h do, for one text that is asked about often. Time: linear in the text to
/// make it; each answer looks at one word of 64 positions after another.
class SentenceMarks {
public:
    /// `text` outlives this object.
    explicit SentenceMarks(std::string_view text);

    /// Start of the sentence that holds `pos`, looking back at most `farthest` bytes.
    [[nodiscard]] std::uint32_t sentence_begin(std::uint32_t pos, std::uint32_t farthest = 600) const {
        const std::uint32_t lowest = pos > farthest ? pos - farthest : 0;
        const std::uint32_t mark = last_before(sentences_, pos, lowest);
        if (mark == none) return lowest;
        std::uint32_t begin = behind(mark);
        while (begin < pos && is_white(text_[begin])) ++begin;
        return begin < pos ? begin : pos;
    }
    /// End of the sentence that holds `pos`, behind its mark, looking ahead at most `farthest` bytes.
    [[nodiscard]] std::uint32_t sentence_end(std::uint32_t pos, std::uint32_t farthest = 600) const {
        const std::uint32_t highest = limit(pos, farthest);
        const std::uint32_t mark = first_from(sentences_, pos, highest);
        return mark < highest && behind(mark) < highest ? behind(mark) : highest;
    }
    /// End of the clause that goes on at `pos`.
    [[nodiscard]] std::uint32_t clause_end(std::uint32_t pos) const;
    /// Whether the character at `pos` closes a sentence.
    [[nodiscard]] bool ends_sentence(std::uint32_t pos) const { return (sentences_[pos / 64] >> (pos % 64) & 1U) != 0; }
    /// The first mark that closes a sentence from `pos` on; the text's size where there is none.
    [[nodiscard]] std::uint32_t sentence_mark(std::uint32_t pos) const {
        return first_from(sentences_, pos, static_cast<std::uint32_t>(text_.size()));
    }

private:
    using Bits = std::vector<std::uint64_t>;
    static constexpr std::uint32_t none = UINT32_MAX;

    [[nodiscard]] static std::uint32_t last_before(const Bits& bits, std::uint32_t pos, std::uint32_t lowest);
    [[nodiscard]] static std::uint32_t first_from(const Bits& bits, std::uint32_t pos, std::uint32_t limit);
    [[nodiscard]] std::uint32_t behind(std::uint32_t mark) const { return mark + (is_multibyte(text_[mark]) ? 3 : 1); }
    [[nodiscard]] std::uint32_t limit(std::uint32_t pos, std::uint32_t farthest) const {
        return static_cast<std::uint32_t>(std::min<std::size_t>(text_.size(), std::size_t{pos} + farthest));
    }

    std::string_view text_;
    Bits sentences_;  ///< a bit for each position: it closes a sentence
    Bits clauses_;    ///< the same, or is a comma or a semicolon
};

}  // namespace certdelta::text
