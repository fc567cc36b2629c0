// How one field moved between two reports.
#pragma once

#include <optional>
#include <string_view>

#include "certdelta/compare.h"

namespace certdelta {

/// `before` or `after` is nullptr where that report's profile has no such field. Empty when neither report prints the
/// field. `type`: the field's in its profile, empty when nobody knows it; a year has no delta. `translated`: the
/// reports are of two editions.
[[nodiscard]] std::optional<FieldChange> compare_field(const Field* before, const Field* after, Relation relation,
                                                       std::string_view type, bool translated);

}  // namespace certdelta
