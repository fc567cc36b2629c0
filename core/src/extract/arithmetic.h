// What the arithmetic of a profile's checks decides between candidates that contradict each other, and which labels it
// refutes. It never guesses: a decision is made where exactly one reading fits, and each is told.
//
//  - Conflict. A field is printed with several values, and a sum, ratio, quotient or complement that it takes part in
//    fits with exactly one of them: that one is the value. Checks that want different ones decide nothing. Values that
//    one sentence prints for two fields (a count and its share) are judged together.
//  - One label twice. Of two counts with their shares under one label, one fits that label's whole, and the other fits
//    only the whole of a sister field, which has no print of its own: it is the sister's.
//  - Labels exchanged. Two ratios fail, and both hold when their wholes are exchanged: either the labels of the wholes
//  are
//    wrong or those of the parts, so none of the figures is taken.
#pragma once

#include <cstdint>
#include <vector>

#include "extract/candidates.h"
#include "profile/profile.h"

namespace certdelta::extract {

/// One thing that arithmetic found out, for a diagnostic.
struct Finding {
    enum class Kind : std::uint8_t { decided, relabelled, exchanged };
    Kind kind = Kind::decided;
    std::int32_t field = profile::no_field;  ///< the one that was settled or is in doubt
    std::int32_t other = profile::no_field;  ///< relabelled: the field whose label is printed; exchanged: the
                                             ///< counterpart; decided: none
    const profile::Check* check = nullptr;   ///< whose arithmetic it is
};

/// The candidates of each field of the profile, by field index.
using CandidateGroups = std::vector<std::vector<FieldCandidate*>>;

/// Whether one of two candidates prints a value more exactly: to a finer digit, or itself where the other is about it.
[[nodiscard]] bool is_finer(const FieldCandidate& a, const FieldCandidate& b);
/// Whether two candidates print one value: equal, within half a unit of the coarser printed figure, or a round figure
/// as the bound of the other ("more than 5,000").
[[nodiscard]] bool agree(const FieldCandidate& a, const FieldCandidate& b);

/// Marks refuted candidates (why = "refuted"), and moves candidates between the groups where a label is refuted.
[[nodiscard]] std::vector<Finding> settle_by_arithmetic(CandidateGroups& groups, const profile::Profile& profile);

}  // namespace certdelta::extract
