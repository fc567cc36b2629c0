// Finding where a profile's templates stand in a text.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "profile/profile.h"
#include "text/normalise.h"
#include "value/date.h"
#include "value/number.h"

namespace certdelta::extract {

/// What one slot read. Which members mean something follows from slot.kind.
struct Capture {
    profile::Slot slot;
    text::Range printed;
    bool damaged = false;            ///< the print looks cut or censored: not to be trusted
    bool percent_sign_lost = false;  ///< percentage
    bool against_last_year = false;  ///< change
    bool bare = false;               ///< change: a whole number, which may have lost its per cent sign
    Qualifier qualifier = Qualifier::none;
    Decimal value;      ///< count, percentage, year, issue_number, issue_year, figure
    Decimal precision;  ///< the same
    Change change;
    text::Range change_core;  ///< change: its amount
    value::PartialDate date;
    value::DayRange days;
    static constexpr std::int32_t unknown_code = -2;
    std::int32_t code = -1;  ///< enumeration: index into the field's codes, or a word that is none of them
};

struct Match {
    std::uint32_t rule = 0;
    text::Range range;
    bool cut = false;  ///< the text ended in the middle of the template: what was read may be half of something
    std::uint32_t first_capture = 0;
    std::uint32_t captures = 0;
    std::uint32_t first_gap = 0;
    std::uint32_t gaps = 0;
};

struct Matches {
    std::vector<Match> all;  ///< by position
    std::vector<Capture> captures;
    std::vector<text::Range> gaps;

    /// Adds a match with copies of what it read and skipped.
    void add(Match match, std::span<const Capture> read, std::span<const text::Range> skipped);
    /// The first match that begins at `pos` or behind it.
    [[nodiscard]] std::vector<Match>::const_iterator from(std::uint32_t pos) const;
    [[nodiscard]] std::span<const Capture> captures_of(const Match& match) const {
        return {captures.data() + match.first_capture, match.captures};
    }
    [[nodiscard]] std::span<const text::Range> gaps_of(const Match& match) const {
        return {gaps.data() + match.first_gap, match.gaps};
    }
};

/// Every place where a template or pattern of the profile matches. Of one rule's templates, the first that matches at a
/// place counts. Time, for a given profile: of templates, linear in the text; of a pattern, up to the square of a
/// stretch that holds its words, where short matches follow each other that might have been long ones.
[[nodiscard]] Matches find_matches(const text::NormalText& normal, const profile::Profile& profile);

/// The places of some of the profile's marks (identification), by position: index of the mark, range. Of a mark that
/// counts once, the first. `starts` is one of the profile's.
struct MarkMatch {
    std::uint32_t mark = 0;
    text::Range range;
};
[[nodiscard]] std::vector<MarkMatch> find_marks(const text::NormalText& normal, const profile::Profile& profile,
                                                const profile::MarkStarts& starts);

}  // namespace certdelta::extract
