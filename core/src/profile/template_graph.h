// Templates as languages: whether one always reads where another does, and whether two read the same words into
// different fields. Both are answered by walking two templates side by side, never by trying texts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "profile/profile.h"

namespace certdelta::profile {

/// How much walking one lint may cost in all, so that a hostile profile cannot stall it.
struct WalkBudget {
    std::size_t steps = 20'000'000;
    [[nodiscard]] bool left() const { return steps > 0; }
    /// False when nothing is left.
    [[nodiscard]] bool spend() { return steps > 0 && --steps > 0; }
};

/// A template, symbol after symbol: characters of its words, slots, gaps. White space, hyphens and quotation marks are
/// left out, as documents may do; a space between two letters is kept in mind.
class TemplateGraph {
public:
    struct Edge {
        enum class Kind : std::uint8_t { character, slot, gap };
        Kind kind = Kind::character;
        char byte = 0;             ///< character
        bool spaced = false;       ///< white space stands before it
        Slot slot;                 ///< slot
        std::uint32_t target = 0;  ///< of a gap: its own state, where it takes more
    };

    explicit TemplateGraph(const Template& compiled);

    static constexpr std::uint32_t start = 0;
    [[nodiscard]] std::uint32_t states() const { return static_cast<std::uint32_t>(edges_.size()); }
    [[nodiscard]] const std::vector<Edge>& edges(std::uint32_t state) const { return edges_[state]; }
    /// Whether the template may end here.
    [[nodiscard]] bool accepts(std::uint32_t state) const { return accepts_[state]; }
    /// Whether a word, and so another template, may start here.
    [[nodiscard]] bool may_start(std::uint32_t state) const { return may_start_[state]; }
    /// Whether a gap may take what comes here.
    [[nodiscard]] bool in_gap(std::uint32_t state) const;

private:
    std::vector<std::vector<Edge>> edges_;
    std::vector<bool> accepts_;
    std::vector<bool> may_start_;
};

/// Whether `earlier` matches wherever `later` does: of one rule's templates the first that matches counts, so `later`
/// can never win. False where it cannot be told.
[[nodiscard]] bool covers(const TemplateGraph& earlier, const TemplateGraph& later, WalkBudget& budget);

/// Two fields that one figure would be read into.
struct SharedReading {
    std::int32_t first = no_field;
    std::int32_t second = no_field;
};

/// Where `b` may start: where `a` does, also behind words of `a`, also inside of what a gap of `a` passes over.
enum class Start : std::uint8_t { same_place, behind_words, inside_gap };

/// Whether some text is read by both, one slot of it into two different fields.
[[nodiscard]] std::optional<SharedReading> shared_reading(const Profile& profile, const TemplateGraph& a,
                                                          const TemplateGraph& b, Start start, WalkBudget& budget);

}  // namespace certdelta::profile
