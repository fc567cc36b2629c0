// Every figure of the document accounted for.
#pragma once

#include <string_view>
#include <vector>

#include "certdelta/reader.h"
#include "extract/candidates.h"
#include "profile/profile.h"
#include "text/normalise.h"

namespace certdelta::extract {

/// One figure of the normal form and what explains it.
struct Account {
    text::Range range;
    Mark::Kind kind = Mark::Kind::unassigned;
    std::string_view name;  ///< of the field or phrase; of the profile, of `fields` or constant
    std::string_view rule;  ///< of the profile
    Status status = Status::found;
    bool change = false;  ///< a change stated for the field, not its value
};

/// All figures in document order. A figure is explained by a candidate of a field (whatever became of it), a stated
/// change, the identity, a known phrase, or by what it is: a date, an identifier ("CVE-2023-1234"), an ordinal,
/// a list's or a picture's number, a time of day behind a date. `fields` are the resolved fields, in the profile's
/// order.
[[nodiscard]] std::vector<Account> account_figures(const text::NormalText& normal, const profile::Profile& profile,
                                                   const Candidates& candidates, const std::vector<Field>& fields);

}  // namespace certdelta::extract
