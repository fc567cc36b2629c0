// Runs the programs of templates.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "extract/matcher.h"
#include "extract/slot_reader.h"
#include "profile/profile.h"
#include "text/normalise.h"

namespace certdelta::extract {

constexpr std::uint32_t longest_gap = 300;  // bytes

/// Runs templates at places of one text, of one profile; both outlive it. Holds the scratch memory that the runs share.
class Machine {
public:
    Machine(const text::NormalText& normal, const profile::Profile& profile)
        : normal_(normal), text_(normal.text()), profile_(profile), slots_(normal, profile) {}

    struct Outcome {
        bool matched = false;
        bool cut = false;
        std::uint32_t end = 0;
        std::uint32_t begin = 0;
    };

    /// Whether the template matches, and where. `words` is where its first words stand, up to `end`. What it reads is
    /// not looked at any further.
    Outcome match(const profile::Template& compiled, std::uint32_t words, std::uint32_t end);
    /// After a match, captures() and gaps() hold what was read; after a cut, cut_captures() what the text's end left
    /// unfinished.
    Outcome run(const profile::Template& compiled, std::uint32_t words, std::uint32_t end);
    /// How long the gaps of the next templates may be.
    void limit_gaps(std::uint32_t bytes) { gap_limit_ = bytes; }
    /// Reads one slot at `pos`, for patterns; empty when nothing of its kind stands there.
    [[nodiscard]] std::optional<Capture> read(const profile::Slot& slot, std::uint32_t pos, std::uint32_t end) const;

    [[nodiscard]] const std::vector<Capture>& captures() const { return captures_; }
    [[nodiscard]] const std::vector<Capture>& cut_captures() const { return cut_; }
    [[nodiscard]] const std::vector<text::Range>& gaps() const { return gaps_; }

private:
    /// What is left to try: further ways of a branch, or a longer gap or list.
    struct Choice {
        std::uint32_t pc;           ///< of the gap or list; a branch has its ways
        std::uint32_t pos;          ///< where to go on: the place of the branch, the next end of the gap or list
        std::uint32_t begin;        ///< of the gap or list
        const std::uint32_t* way;   ///< the branch's next way; null: a gap or list that takes more characters
        const std::uint32_t* last;  ///< behind its last one
        std::uint32_t captures;
        std::uint32_t gaps;
    };

    [[nodiscard]] inline bool may_end_figure(std::uint32_t pos) const;
    [[nodiscard]] bool ends_date(std::uint32_t pos) const;
    [[nodiscard]] bool is_torn(std::uint32_t begin, std::uint32_t end) const;
    inline Outcome step_from_figure(const profile::Template& compiled, std::uint32_t words);
    inline Outcome step_through(const profile::Template& compiled, std::uint32_t begin);
    [[nodiscard]] inline const std::uint32_t* next_way(const profile::Template& compiled, const std::uint32_t* way,
                                                       const std::uint32_t* last, const profile::Shown& shown,
                                                       std::uint32_t pos) const;
    inline void push_stretch(const profile::Template& compiled, std::uint32_t pc, std::uint32_t pos);
    inline bool backtrack(const profile::Template& compiled, std::uint32_t& pc, std::uint32_t& pos);
    [[nodiscard]] inline std::uint32_t stretch(const profile::Template& compiled, std::uint32_t pc, std::uint32_t begin,
                                               std::uint32_t pos) const;
    [[nodiscard]] inline bool may_follow(text::Literal literal, std::uint32_t pos) const;
    inline void note_cut();

    const text::NormalText& normal_;
    std::string_view text_;
    const profile::Profile& profile_;
    SlotReader slots_;
    std::uint32_t gap_limit_ = longest_gap;
    std::vector<Capture> captures_;
    std::vector<Capture> cut_;
    std::vector<text::Range> gaps_;
    std::vector<Choice> stack_;
};

}  // namespace certdelta::extract
