// Which templates can start at a place of a text: one walk down a tree of their first words.
#pragma once

#include <array>
#include <bit>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <vector>

#include "profile/leading.h"
#include "text/characters.h"
#include "text/eight.h"
#include "text/literal.h"

namespace certdelta::profile {

/// With which three bytes any of some leading words may stand in a text: one look, and most places need no other.
class FirstBytes {
public:
    /// `words` are folded and not empty.
    void add(std::string_view words);
    /// False where none of the words stands at a place of a folded text.
    [[nodiscard]] bool has(const char* folded) const {
        const std::size_t number = number_of(folded[0], folded[1], folded[2]);
        return (bits_[number / 64] >> (number % 64) & 1U) != 0;
    }

private:
    static constexpr unsigned number_bits = 14;
    /// Bytes of words; zero for any other, which text::match_literal() may pass over, with all that follows it.
    static constexpr std::array<std::uint8_t, 256> of_words = [] {
        std::array<std::uint8_t, 256> bytes{};
        for (unsigned byte = 0; byte < 256; ++byte)
            if (text::is_word(static_cast<char>(static_cast<unsigned char>(byte))))
                bytes[byte] = static_cast<std::uint8_t>(byte);
        return bytes;
    }();
    static std::size_t number_of(char first, char second, char third) {
        const std::uint32_t a = static_cast<unsigned char>(first);
        const std::uint32_t b = of_words[static_cast<unsigned char>(second)];
        const std::uint32_t c = b == 0 ? 0 : of_words[static_cast<unsigned char>(third)];
        return (a | b << 8U | c << 16U) * 0x9E3779B1U >> (32 - number_bits);
    }
    void add(char first, char second, char third) {
        const std::size_t number = number_of(first, second, third);
        bits_[number / 64] |= std::uint64_t{1} << (number % 64);
    }
    void add_all(char first, char second);

    std::vector<std::uint64_t> bits_ = std::vector<std::uint64_t>((std::size_t{1} << number_bits) / 64);
    std::bitset<256> all_behind_;  ///< first bytes with which all others were added
};

/// Maps the words of a text at a place to the numbers of the templates that start with them.
class Dispatch {
public:
    void add(const Leading& leading, std::uint32_t number);
    /// Call once after the last add().
    void build();

    /// Calls take(number, end) for each template whose leading words stand at `pos`, with something behind them that
    /// the template can go on with; once, in the order of their numbers. `end`: where its leading words end. `folded`
    /// is the text from NormalText::folded().
    template <class Take>
    void each(std::string_view text, const char* folded, std::uint32_t pos, Take take) const {
        const Found candidates = candidates_at(folded + pos);
        std::uint32_t last = UINT32_MAX;
        for (std::uint32_t i = candidates.begin; i < candidates.end; ++i) {
            const Candidate& candidate = candidates_[i];
            if (candidate.number == last) continue;
            std::uint32_t end = pos + candidate.size;
            if (!candidates.shown || candidate.size == 0) {
                const text::LiteralMatch words = text::match_literal(text, folded, pos, words_[candidate.words]);
                if (!words.matched) continue;
                end = words.end;
            }
            if (behind_[candidate.words].may_stand_at(folded + end)) take(last = candidate.number, end);
        }
    }

private:
    static constexpr std::uint32_t none = UINT32_MAX;
    struct Range {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
    };
    struct Found {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
        bool shown = false;  ///< the text shows the fixed parts of all of them
    };
    struct Candidate {
        std::uint32_t number;    ///< of the template
        std::uint32_t words;     ///< index into words_ and behind_
        std::uint32_t size = 0;  ///< of the words, where all of them are the fixed part; else 0
        bool operator<(const Candidate& other) const {
            return std::tie(number, words) < std::tie(other.number, other.words);
        }
    };
    /// Leading words whose fixed parts begin alike. A text gets here by showing the first byte of the label.
    struct Node {
        std::uint64_t label = 0;     ///< what all go on with, first byte included: eight bytes at most, little-endian
        std::uint64_t mask = 0;      ///< 0xFF for each of them
        std::uint32_t size = 0;      ///< of the label
        Range edges;                 ///< in edges_: how they part behind it
        std::uint32_t table = none;  ///< in tables_: of many edges, where they lead, by slot_of()
        Range here;                  ///< in candidates_: those whose fixed part ends here or before
        Range below;                 ///< in candidates_: these, and all that go on from here
        bool words_follow = true;    ///< no edge starts with punctuation
    };
    struct Edge {
        char first;
        std::uint32_t node;
    };
    class Builder;

    /// Those that the text's first characters leave.
    [[nodiscard]] Found candidates_at(const char* folded) const {
        if (!first_bytes_.has(folded)) return {};
        std::uint32_t at = roots_[static_cast<unsigned char>(*folded)];
        Found passed;
        const auto below = [](const Node& node) { return Found{node.below.begin, node.below.end, false}; };
        while (at != none) {
            const Node& node = nodes_[at];
            const std::uint64_t differences = (text::eight_at(folded) ^ node.label) & node.mask;
            if (differences != 0) {
                const auto i = static_cast<unsigned>(std::countr_zero(differences)) & ~7U;
                const char wanted = static_cast<char>(static_cast<unsigned char>(node.label >> i));
                const char* const shown = folded + i / 8;
                return departs(shown[-1], *shown, text::is_word(wanted)) ? passed : below(node);
            }
            folded += node.size;
            // A space before punctuation may be the text's own: "CNCERT /CC".
            if (*folded == ' ' && !node.words_follow && !text::is_word(folded[1])) return below(node);
            at = next(node, *folded);
            if (at == none && !departs(folded[-1], *folded, node.words_follow)) return below(node);
            passed = {node.here.begin, node.here.end, true};
        }
        return passed;
    }
    /// Whether nothing that goes on with another character matches a text that shows `shown` behind `before`.
    /// `words_follow`: it would go on with a word, not with punctuation. What departs from none is what
    /// text::match_literal() may pass over.
    static bool departs(char before, char shown, bool words_follow) {
        if (shown == ' ') return words_follow && text::is_word(before);
        return shown != '-' && shown != '"';
    }
    static constexpr std::size_t slots = 64;  ///< of a table: one for each byte inside of a character
    static std::size_t slot_of(char first) { return static_cast<unsigned char>(first) % slots; }
    [[nodiscard]] std::uint32_t next(const Node& node, char first) const {
        if (node.table != none) {
            const std::uint32_t child = tables_[node.table + slot_of(first)];
            return child != none && static_cast<char>(nodes_[child].label & 0xFFU) == first ? child : none;
        }
        for (std::uint32_t i = node.edges.begin; i < node.edges.end; ++i)
            if (edges_[i].first == first) return edges_[i].node;
        return none;
    }
    text::LiteralPool words_;
    std::vector<Beginning> behind_;
    std::vector<Candidate> added_;                                              ///< until build()
    std::vector<std::uint32_t> roots_ = std::vector<std::uint32_t>(256, none);  ///< index into nodes_, by first byte
    FirstBytes first_bytes_;
    std::vector<Node> nodes_;
    std::vector<Edge> edges_;
    std::vector<std::uint32_t> tables_;  ///< index into nodes_
    std::vector<Candidate> candidates_;
};

}  // namespace certdelta::profile
