// Which of the stated changes count, and which figures they are of.
#pragma once

#include <cstddef>

#include "extract/candidates.h"
#include "extract/matcher.h"
#include "profile/profile.h"
#include "text/normalise.h"

namespace certdelta::extract {

/// For one text and one profile, which outlive it, as the matches do.
class ChangeReader {
public:
    ChangeReader(const text::NormalText& normal, const profile::Profile& profile, const Matches& matches);

    // `first`: where the candidates begin that the match has added.

    /// Gives a change to the candidate of its field. It is a loose one where the match has none.
    void attach(const Capture& capture, const Match& match, std::size_t first, Candidates& out) const;
    /// "from 2,146 to 2,050, up 4.7%": the figure that a count comes from contradicts its change.
    void reject_contradicted(const Match& match, std::size_t first, Candidates& out) const;

private:
    [[nodiscard]] bool is_of_another(const Capture& capture, const Match& match) const;
    [[nodiscard]] bool may_count(const Capture& capture, std::size_t first, const Candidates& out) const;
    [[nodiscard]] bool goes_past_part(const Capture& capture, const FieldCandidate& whole,
                                      const FieldCandidate& part) const;
    [[nodiscard]] bool contradicts_former(const Capture& capture, FieldCandidate part) const;
    void leave_out_other_value(const Capture& capture, FieldCandidate& field) const;

    const text::NormalText& normal_;
    const profile::Profile& profile_;
    const Matches& matches_;
    bool bare_changes_count_;
    bool sure_counts_;
};

}  // namespace certdelta::extract
