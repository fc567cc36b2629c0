// How one field moved between two reports.
#pragma once

#include <optional>

#include "certdelta/compare.h"

namespace certdelta {

/// `before` or `after` is nullptr where that report's profile has no such field. Empty when neither report prints the
/// field.
[[nodiscard]] std::optional<FieldChange> compare_field(const Field* before, const Field* after, Relation relation);

}  // namespace certdelta
