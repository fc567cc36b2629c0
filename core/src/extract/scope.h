// The same sentence can speak of another time or place: "since January", "overseas", "last year". Its figures are not
// this period's, and must be neither taken nor lost.
#pragma once

#include <span>
#include <vector>

#include "extract/matcher.h"
#include "profile/profile.h"
#include "text/normalise.h"

namespace certdelta::extract {

/// Knows where the profile's phrases of another scope stand.
class ScopeFinder {
public:
    ScopeFinder(const text::NormalText& normal, const profile::Profile& profile, const Matches& matches);

    /// True when a phrase of another scope stands in the words around the match that the template does not account for:
    /// in the sentence before it, in the clause behind it, at the start of the clause after that, or in one of its
    /// gaps. What the profile calls an opener ("in", "during") begins such a phrase where it starts a clause before the
    /// match, or stands behind it: a circumstance that nothing shows to be harmless is another scope.
    [[nodiscard]] bool is_other(const Match& match, std::span<const text::Range> gaps) const;
    /// False where the report's own sections say nothing about a rule: in a section whose contents are not the report's
    /// (news), or outside the one section that the rule belongs to.
    [[nodiscard]] bool is_readable(const Match& match, const profile::Rule& rule) const;

private:
    [[nodiscard]] bool any_within(std::uint32_t begin, std::uint32_t end) const;
    [[nodiscard]] bool opens_within(std::uint32_t begin, std::uint32_t end) const;
    [[nodiscard]] bool opens_clause_within(std::uint32_t begin, std::uint32_t end) const;
    [[nodiscard]] bool is_other_before(const Match& match) const;
    [[nodiscard]] bool is_other_behind(const Match& match) const;

    const text::NormalText& normal_;
    std::vector<text::Range> others_;    ///< by position
    std::vector<text::Range> openers_;   ///< by position
    std::vector<std::uint32_t> titles_;  ///< ends of lines that name the issue: no sentence goes on behind them
    std::vector<bool> panel_labels_;  ///< by rule: a label's figure shares its line, so that nothing behind it matters
    struct Heading {
        text::Range range;
        const profile::Rule* rule;
    };
    std::vector<Heading> headings_;  ///< by position
};

}  // namespace certdelta::extract
