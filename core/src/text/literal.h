// Comparing a phrase of a profile or lexicon with the normal form of a document.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/characters.h"
#include "text/eight.h"

namespace certdelta::text {

/// The normal form of a phrase in lower case: what match_literal takes.
[[nodiscard]] std::string fold_phrase(std::string_view phrase);

struct LiteralMatch {
    std::uint32_t end = 0;
    bool matched = false;
    bool ran_out = false;  ///< the text ended while it still agreed with the literal
};

/// Compares `literal` (from fold_phrase) with `text` (normal form) at `pos`. Case is ignored, and so is what wrapping
/// and typing do to a phrase: a line end for a space, white space beside punctuation or a figure, hyphens and quotation
/// marks there or not.
[[nodiscard]] LiteralMatch match_literal(std::string_view text, std::uint32_t pos, std::string_view literal);

/// The same, from the place in text and literal up to which the two agree byte for byte (in lower case).
[[nodiscard]] LiteralMatch match_literal_from(std::string_view text, std::uint32_t pos, std::string_view literal,
                                              std::size_t agreed);

/// A folded phrase of a LiteralPool, which owns its bytes.
class Literal {
public:
    [[nodiscard]] std::string_view view() const { return {bytes_, size_}; }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] char operator[](std::size_t i) const { return bytes_[i]; }
    /// How many bytes agree with those at `folded`, of which eight can be read behind the first that differs.
    [[nodiscard]] std::size_t agreement(const char* folded) const {
        for (std::size_t i = 0; i < size_; i += 8) {
            const std::uint64_t differences = eight_at(folded + i) ^ eight_at(bytes_ + i);
            if (differences != 0)
                return std::min(size_, i + static_cast<std::size_t>(std::countr_zero(differences)) / 8);
        }
        return size_;
    }

private:
    friend class LiteralPool;
    Literal(const char* bytes, std::size_t size) : bytes_(bytes), size_(size) {}
    const char* bytes_;  ///< eight can be read behind them
    std::size_t size_;
};

/// Phrases that are compared often, side by side in memory.
class LiteralPool {
public:
    /// `folded` is from fold_phrase.
    void add(std::string_view folded) {
        places_.push_back({static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(folded.size())});
        bytes_.insert(bytes_.end(), folded.begin(), folded.end());
        bytes_.insert(bytes_.end(), 8, '\0');
    }
    [[nodiscard]] std::size_t size() const { return places_.size(); }
    [[nodiscard]] Literal operator[](std::size_t i) const {
        return {bytes_.data() + places_[i].begin, places_[i].size};
    }

private:
    struct Place {
        std::uint32_t begin;
        std::uint32_t size;
    };
    std::vector<Place> places_;
    std::vector<char> bytes_;
};

/// Whether match_literal() can let a text differ from a literal where it shows `have` for `wanted`. `before`: the
/// character before, which agreed; zero where the literal begins. True at the text's end.
[[nodiscard]] constexpr bool may_differ(char before, char have, char wanted) {
    if (is_word(have) && is_word(wanted)) return false;
    if (wanted == ' ') return before == '\0' || !is_word(before) || !is_word(have);
    if (have == ' ') return wanted == '-' || wanted == '"' || (before != '\0' && !(is_word(before) && is_word(wanted)));
    return have == '\0' || have == '-' || have == '"' || wanted == '-' || wanted == '"';
}

/// False where a text departs from the literal in a way that match_literal() lets pass nowhere. `folded` is a place in
/// a text from NormalText::folded().
[[nodiscard]] inline bool may_begin(const char* folded, Literal literal) {
    const std::size_t i = literal.agreement(folded);
    return i == literal.size() || may_differ(i == 0 ? '\0' : literal[i - 1], folded[i], literal[i]);
}

/// The same as match_literal, fast where the text shows the literal as it is, or something else altogether. `folded` is
/// the text from NormalText::folded(), which has zero bytes behind its end.
[[nodiscard]] inline LiteralMatch match_literal(std::string_view text, const char* folded, std::uint32_t pos,
                                                Literal literal) {
    const char* const at = folded + pos;
    const std::size_t i = literal.agreement(at);
    const auto end = static_cast<std::uint32_t>(pos + i);
    if (i == literal.size()) return {end, true, false};
    if (!may_differ(i == 0 ? '\0' : literal[i - 1], at[i], literal[i])) return {end, false, false};
    return match_literal_from(text, pos, literal.view(), i);
}

}  // namespace certdelta::text
