// From candidates to fields. The rules, in order:
//  1. A figure that two fields claim belongs to neither: both are ambiguous.
//  2. A candidate that is cut off or damaged is not trusted. Where a field has only such, it is rejected.
//  3. Arithmetic decides between candidates that disagree, and refutes labels: see extract/arithmetic.h. What it
//  refutes
//     is not taken, and is told.
//  4. Candidates that agree are one value, with all of their evidence. Agreeing means: equal, or within half a unit of
//     the coarser printed figure; or one is a round bound of the other ("more than 5,000"). The finest print is the
//     value.
//  5. Candidates that still disagree leave the field ambiguous, with all of them shown.
//  6. The issue is named by its title; other places count only where no title does.
// Nothing is picked by its order or place in the document.
#pragma once

#include <vector>

#include "certdelta/report.h"
#include "extract/candidates.h"
#include "extract/evidence.h"
#include "profile/profile.h"

namespace certdelta::extract {

struct Resolution {
    std::vector<Field> fields;  ///< in the profile's order
    Issue issue;
    std::optional<Period> period;
    std::int64_t days = 0;  ///< length of the printed period, also where its year is not known; 0: none is printed
    std::vector<Diagnostic> diagnostics;
};

[[nodiscard]] Resolution resolve(Candidates& candidates, const profile::Profile& profile,
                                 const EvidenceMaker& evidence);

}  // namespace certdelta::extract
