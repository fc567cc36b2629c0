// Which of many phrases stands at a place of a text, and where none can.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/characters.h"

namespace certdelta::text {

/// A set of numbers below `count`. Takes memory, off the stack, once it holds one.
template <std::size_t count>
class NumberSet {
public:
    void add(std::size_t number) { words()[number / 64] |= std::uint64_t{1} << (number % 64); }
    void add_all() { words().assign(count / 64, ~std::uint64_t{0}); }
    [[nodiscard]] bool has(std::size_t number) const {
        return !words_.empty() && (words_[number / 64] >> (number % 64) & 1U) != 0;
    }

private:
    std::vector<std::uint64_t>& words() {
        if (words_.empty()) words_.resize(count / 64);
        return words_;
    }
    std::vector<std::uint64_t> words_;
};

/// With which characters any of some phrases starts: one look, and most places of a text need no other.
class BeginningSet {
public:
    /// `phrase` is from fold_phrase and not empty.
    void add(std::string_view phrase);
    /// False where no match of a phrase can start with the bytes `first`, `second`, `third`, in either case; behind the
    /// text's end, they are zero.
    [[nodiscard]] bool has(char first, char second, char third) const {
        return begins_.has(number(first, second, third));
    }

    /// A number below `count` for what some bytes start with: one for a three-byte character, one for a letter and the
    /// letter behind it, one for a byte with anything else behind it.
    static std::size_t number(char first, char second, char third) {
        return is_ideograph_lead(first) ? character(first, second, third) : pair(first, second);
    }
    static constexpr std::size_t count = 4096;
    static bool is_ideograph_lead(char c) { return static_cast<unsigned char>(c) >> 4U == 0xE; }

private:
    friend class EndingSet;
    /// A number for a three-byte character; few share one.
    static std::size_t character(char first, char second, char third) {
        const auto byte = [](char c) { return static_cast<unsigned>(static_cast<unsigned char>(c)); };
        return (byte(first) * 1009U + byte(second) * 64U + (byte(third) & 0x3FU)) % count;
    }
    /// Of a letter and what follows it. Of a character that is no letter, match_literal() may make nothing: they share
    /// one number.
    static std::size_t pair(char first, char second) {
        const unsigned low = is_word(second) ? static_cast<unsigned char>(lower(second)) & 0x7FU : 0U;
        return (static_cast<unsigned char>(lower(first)) * 61U + low) % count;
    }

    NumberSet<count> begins_;
};

/// With which character or two bytes any of some phrases ends, as BeginningSet tells with which ones it starts.
class EndingSet {
public:
    /// `phrase` is from fold_phrase and not empty.
    void add(std::string_view phrase);
    /// False where no match of a phrase can end with the bytes `third`, `second`, `last`, in either case.
    [[nodiscard]] bool has(char third, char second, char last) const { return ends_.has(place(third, second, last)); }

private:
    static std::size_t place(char third, char second, char last) {
        return BeginningSet::is_ideograph_lead(third) ? BeginningSet::character(third, second, last)
                                                      : BeginningSet::pair(last, second);
    }

    NumberSet<BeginningSet::count> ends_;
};

/// A set of phrases, each with a number of the owner's choice.
class PhraseSet {
public:
    struct Match {
        std::uint32_t end = 0;
        int payload = 0;
        bool matched = false;
    };
    void add(std::string_view phrase, int payload);
    /// The longest phrase that stands at `pos` and does not stop inside a word.
    [[nodiscard]] Match match(std::string_view text, std::uint32_t pos) const {
        const auto at = [&](std::size_t i) { return i < text.size() ? text[i] : '\0'; };
        if (pos >= text.size() || !may_start(text[pos]) || !begins_.has(text[pos], at(pos + 1), at(pos + 2))) return {};
        return longest_match(text, pos);
    }
    [[nodiscard]] bool empty() const { return phrases_.empty(); }
    /// Calls take(phrase) for each phrase, in lower case, in the order in which they were added.
    template <class Take>
    void each(Take take) const {
        for (const Phrase& phrase : phrases_) take(std::string_view(phrase.literal));
    }
    /// Whether a phrase starts with this character.
    [[nodiscard]] bool may_start(char c) const { return firsts_[static_cast<unsigned char>(lower(c))]; }
    /// False where no match ends at `end`, by the last bytes before it: a quick look before may_end().
    [[nodiscard]] bool may_end_so(std::string_view text, std::uint32_t end) const;
    /// False when no match can end at `end`, by the last characters before it.
    [[nodiscard]] bool may_end(std::string_view text, std::uint32_t end) const {
        return may_end_so(text, end) && has_tail(text, end);
    }

private:
    [[nodiscard]] Match longest_match(std::string_view text, std::uint32_t pos) const;
    [[nodiscard]] bool has_tail(std::string_view text, std::uint32_t end) const;

    struct Phrase {
        std::uint64_t head;   ///< the first eight bytes; zeros behind the end of a shorter one; little-endian
        std::uint64_t mask;   ///< 0xFF for each of them
        std::uint64_t words;  ///< word_bytes() of them
        std::string literal;
        int payload;
        std::uint32_t next;  ///< number of the next one of its chain, plus one; zero: none
    };
    static constexpr std::size_t chain_count = 64;
    static constexpr std::size_t longest_tail = 3;

    /// The chain of the phrases that start with a character, with two letters, or with a byte and no letter behind it.
    static std::size_t chain(char first, char second, char third) {
        const std::size_t number = BeginningSet::number(first, second, third);
        return (number ^ (number / chain_count)) % chain_count;
    }

    std::vector<Phrase> phrases_;  ///< in the order in which they were added
    BeginningSet begins_;
    std::bitset<256> firsts_;                          ///< the bytes with which phrases start
    std::array<std::uint32_t, chain_count> chains_{};  ///< number of the first phrase of each, plus one; zero: none
    EndingSet ends_;
    std::vector<std::string> tails_;  ///< the last three bytes of the phrases, or all of a shorter one; sorted
};

}  // namespace certdelta::text
