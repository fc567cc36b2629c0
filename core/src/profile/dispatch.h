// Which templates can start at a place of a text: one walk down a tree of their first words.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <vector>

#include "profile/leading.h"
#include "text/characters.h"
#include "text/eight.h"
#include "text/literal.h"
#include "text/phrase_set.h"

namespace certdelta::profile {

/// Maps the words of a text at a place to the numbers of the templates that start with them.
class Dispatch {
public:
    void add(const Leading& leading, std::uint32_t number);
    /// Call once after the last add().
    void build();

    /// Calls take(number) for each template whose leading words stand at `pos`, with something behind them that the
    /// template can go on with; once, in the order of their numbers. `folded` is the text from NormalText::folded().
    template <class Take>
    void each(std::string_view text, const char* folded, std::uint32_t pos, Take take) const {
        const Range candidates = candidates_at(folded + pos);
        std::uint32_t last = UINT32_MAX;
        for (std::uint32_t i = candidates.begin; i < candidates.end; ++i) {
            const Candidate& candidate = candidates_[i];
            if (candidate.number == last) continue;
            const text::LiteralMatch words = text::match_literal(text, folded, pos, words_[candidate.words]);
            if (words.matched && behind_[candidate.words].may_stand_at(folded + words.end))
                take(last = candidate.number);
        }
    }

private:
    struct Range {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
    };
    struct Candidate {
        std::uint32_t number;  ///< of the template
        std::uint32_t words;   ///< index into words_ and behind_
        bool operator<(const Candidate& other) const {
            return std::tie(number, words) < std::tie(other.number, other.words);
        }
    };
    /// Leading words whose fixed parts begin alike. A text gets here by showing the first byte of the label.
    struct Node {
        std::uint64_t label = 0;   ///< what all go on with, first byte included: eight bytes at most, little-endian
        std::uint64_t mask = 0;    ///< 0xFF for each of them
        std::uint32_t size = 0;    ///< of the label
        Range edges;               ///< in edges_: how they part behind it
        Range here;                ///< in candidates_: those whose fixed part ends here or before
        Range below;               ///< in candidates_: these, and all that go on from here
        bool words_follow = true;  ///< no edge starts with punctuation
    };
    struct Edge {
        char first;
        std::uint32_t node;
    };
    class Builder;
    static constexpr std::uint32_t none = UINT32_MAX;

    /// Those that the text's first characters leave.
    [[nodiscard]] Range candidates_at(const char* folded) const {
        if (!begins_.has(folded[0], folded[1], folded[2])) return {};
        std::uint32_t at = roots_[static_cast<unsigned char>(*folded)];
        Range passed;
        while (at != none) {
            const Node& node = nodes_[at];
            const std::uint64_t differences = (text::eight_at(folded) ^ node.label) & node.mask;
            if (differences != 0) {
                const auto i = static_cast<unsigned>(std::countr_zero(differences)) & ~7U;
                const char wanted = static_cast<char>(static_cast<unsigned char>(node.label >> i));
                const char* const shown = folded + i / 8;
                return departs(shown[-1], *shown, text::is_word(wanted)) ? passed : node.below;
            }
            folded += node.size;
            // A space before punctuation may be the text's own: "CNCERT /CC".
            if (*folded == ' ' && !node.words_follow && !text::is_word(folded[1])) return node.below;
            at = next(node, *folded);
            passed = at == none && !departs(folded[-1], *folded, node.words_follow) ? node.below : node.here;
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
    [[nodiscard]] std::uint32_t next(const Node& node, char first) const {
        for (std::uint32_t i = node.edges.begin; i < node.edges.end; ++i)
            if (edges_[i].first == first) return edges_[i].node;
        return none;
    }
    text::LiteralPool words_;
    std::vector<Beginning> behind_;
    std::vector<Candidate> added_;                                              ///< until build()
    std::vector<std::uint32_t> roots_ = std::vector<std::uint32_t>(256, none);  ///< index into nodes_, by first byte
    text::BeginningSet begins_;
    std::vector<Node> nodes_;
    std::vector<Edge> edges_;
    std::vector<Candidate> candidates_;
};

}  // namespace certdelta::profile
