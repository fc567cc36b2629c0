// What two reports have to share to be copies of each other: one definition for comparisons and for series.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "certdelta/report.h"

namespace certdelta {

/// What a record says of a field beside its status and value.
struct Print {
    std::optional<Decimal> precision;
    Qualifier qualifier = Qualifier::none;
    std::optional<Change> change;
    std::string candidates;  ///< key of the values that an open field may have, and why each was not taken
    friend bool operator==(const Print&, const Print&) = default;
};

[[nodiscard]] Print print_of(const Field& field);
/// A change's own precision is not in the record, so it makes no difference.
[[nodiscard]] bool same_print(const Print& a, const Print& b);
[[nodiscard]] bool same_change(const std::optional<Change>& a, const std::optional<Change>& b);

/// One text for each value that is no number; of no value, the empty one.
[[nodiscard]] std::string key_of(const Value& value);
/// One text for each set of figures that no rule explains, wherever they stand.
[[nodiscard]] std::string key_of(const std::vector<Unassigned>& figures);

/// Of two fields of one name.
[[nodiscard]] bool same_content(const Field& a, const Field& b);
/// The same issue, period, fields and unassigned figures. Places do not count, as they differ between formats of one
/// document, nor do names, diagnostics and fields that are absent.
[[nodiscard]] bool same_content(const Report& a, const Report& b);

/// Whether both print a number, and not the same one. Reports with two numbers are no versions of one issue. Years do
/// not count: that of a week across the turn of the year is printed either way.
[[nodiscard]] bool numbers_differ(const Issue& a, const Issue& b);
/// Whether both print the same number of the same year.
[[nodiscard]] bool same_number(const Issue& a, const Issue& b);

}  // namespace certdelta
