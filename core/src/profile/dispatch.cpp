#include "profile/dispatch.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>

#include "text/characters.h"

namespace certdelta::profile {
namespace {

/// The part of leading words that a text shows as it is, or departs from with one of the characters that Dispatch
/// knows: all up to a hyphen, a quotation mark, or a space beside punctuation. One byte at least.
std::string_view fixed_part(std::string_view words) {
    std::size_t size = 1;
    const auto goes_on = [&] {
        if (words[size] != ' ') return words[size] != '-' && words[size] != '"';
        return text::is_word(words[size - 1]) && size + 1 < words.size() && text::is_word(words[size + 1]);
    };
    while (size < words.size() && goes_on()) ++size;
    return words.substr(0, size);
}

}  // namespace

void FirstBytes::add(std::string_view words) {
    const char first = words[0];
    // A text need not show these at all.
    const auto may_be_missing = [&](std::size_t i) {
        return i >= words.size() || words[i] == '-' || words[i] == '"' ||
               (words[i] == ' ' && !text::is_word(words[i - 1]));
    };
    add(first, ' ', ' ');
    if (may_be_missing(1)) {
        if (all_behind_[static_cast<unsigned char>(first)]) return;
        all_behind_.set(static_cast<unsigned char>(first));
        for (const std::uint8_t second : of_words) add_all(first, static_cast<char>(second));
        return;
    }
    if (!text::is_word(words[1])) return;
    add(first, words[1], ' ');
    if (may_be_missing(2))
        add_all(first, words[1]);
    else
        add(first, words[1], words[2]);
}

/// Whatever the third byte is.
void FirstBytes::add_all(char first, char second) {
    for (const std::uint8_t third : of_words) add(first, second, static_cast<char>(third));
}

/// Builds the tree from leading words in the order of their fixed parts: what is below a node is a stretch of them.
class Dispatch::Builder {
public:
    struct Entry {
        std::string_view fixed;
        Candidate candidate;
        bool operator<(const Entry& other) const {
            return std::tie(fixed, candidate) < std::tie(other.fixed, other.candidate);
        }
    };

    explicit Builder(Dispatch& out) : out_(out) {}

    void build(std::span<const Entry> entries) {
        each_group(entries, 0, [&](std::span<const Entry> group) {
            out_.roots_[static_cast<unsigned char>(group.front().fixed[0])] = add_node(group, 0, {});
        });
    }

private:
    /// Calls take(group) for each stretch of entries that show the same byte behind `depth` others.
    template <class Take>
    static void each_group(std::span<const Entry> entries, std::size_t depth, Take take) {
        while (!entries.empty()) {
            const char first = entries.front().fixed[depth];
            const auto other = std::find_if(entries.begin(), entries.end(),
                                            [&](const Entry& entry) { return entry.fixed[depth] != first; });
            const auto size = static_cast<std::size_t>(other - entries.begin());
            take(entries.first(size));
            entries = entries.subspan(size);
        }
    }

    /// The node of entries that agree up to `depth` and in the byte behind. `passed`: those whose fixed part is
    /// shorter.
    std::uint32_t add_node(std::span<const Entry> entries, std::size_t depth, std::vector<Candidate> passed) {
        // In their order: what the first and the last agree in, all do.
        const std::string_view first = entries.front().fixed;
        const std::string_view last = entries.back().fixed;
        constexpr std::size_t longest = 8;
        std::size_t end = depth;
        while (end < first.size() && end < depth + longest && first[end] == last[end]) ++end;
        Node node;
        node.size = static_cast<std::uint32_t>(end - depth);
        node.mask = ~std::uint64_t{0} >> (8 * (longest - node.size));
        node.label = text::eight_from(first, depth) & node.mask;
        std::vector<Candidate> below = passed;
        for (const Entry& entry : entries) below.push_back(entry.candidate);
        std::size_t ended = 0;
        for (; ended < entries.size() && entries[ended].fixed.size() == end; ++ended)
            passed.push_back(entries[ended].candidate);
        node.here = add_candidates(passed);
        node.below = ended == entries.size() ? node.here : add_candidates(std::move(below));
        std::vector<Edge> edges;
        each_group(entries.subspan(ended), end, [&](std::span<const Entry> group) {
            const char next = group.front().fixed[end];
            node.words_follow = node.words_follow && (text::is_word(next) || next == ' ');
            edges.push_back({next, add_node(group, end, passed)});
        });
        node.edges = append(out_.edges_, edges);
        node.table = add_table(edges);
        out_.nodes_.push_back(node);
        return static_cast<std::uint32_t>(out_.nodes_.size() - 1);
    }

    /// Of few edges, or of two that share a slot, none.
    std::uint32_t add_table(std::span<const Edge> edges) {
        constexpr std::size_t few = 3;
        if (edges.size() <= few) return none;
        std::vector<std::uint32_t> table(slots, none);
        for (const Edge& edge : edges) {
            std::uint32_t& slot = table[slot_of(edge.first)];
            if (slot != none) return none;
            slot = edge.node;
        }
        return append(out_.tables_, table).begin;
    }

    Range add_candidates(std::vector<Candidate> candidates) {
        std::sort(candidates.begin(), candidates.end());
        return append(out_.candidates_, candidates);
    }

    template <class All, class Some>
    static Range append(All& all, const Some& some) {
        const auto begin = static_cast<std::uint32_t>(all.size());
        all.insert(all.end(), some.begin(), some.end());
        return {begin, static_cast<std::uint32_t>(all.size())};
    }

    Dispatch& out_;
};

void Dispatch::add(const Leading& leading, std::uint32_t number) {
    const std::size_t fixed = fixed_part(leading.words).size();
    added_.push_back({number, static_cast<std::uint32_t>(words_.size()),
                      fixed == leading.words.size() ? static_cast<std::uint32_t>(fixed) : 0});
    words_.add(leading.words);
    behind_.push_back(leading.behind);
    first_bytes_.add(leading.words);
}

void Dispatch::build() {
    std::vector<Builder::Entry> entries;
    entries.reserve(added_.size());
    for (const Candidate& added : added_) entries.push_back({fixed_part(words_[added.words].view()), added});
    std::sort(entries.begin(), entries.end());
    Builder(*this).build(entries);
    added_ = {};
}

}  // namespace certdelta::profile
