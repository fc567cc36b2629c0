// Comparing two records.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "certdelta/reader.h"
#include "certdelta/report.h"

namespace certdelta {

/// How two reports stand to each other.
enum class Relation : std::uint8_t { consecutive, apart, reversed, identical, revision, other_edition, unrelated };
enum class FieldChangeKind : std::uint8_t { added, removed, changed, same, not_comparable };

struct FieldChange {
    std::string name;
    FieldChangeKind kind = FieldChangeKind::same;
    std::string why;  ///< a code, for not_comparable only
    Value before;     ///< monostate where the older report has none
    Value after;
    /// As printed beside them: "about 3,134" is not 3,134. `none` where there is no value.
    Qualifier before_qualifier = Qualifier::none;
    Qualifier after_qualifier = Qualifier::none;
    std::string unit;
    std::optional<Decimal> delta;  ///< after - before, for figures: not for years
    std::optional<Decimal>
        delta_pct;                 ///< per cent of before, two decimals; empty when before is zero; not for percentages
    std::optional<Change> stated;  ///< the change that the newer report prints
    std::optional<Decimal>
        computed;  ///< what the stated change claims, computed from both figures, in the stated change's kind
    std::optional<bool>
        agrees;  ///< stated against computed, within what the printed precision allows; consecutive issues only
    std::optional<Decimal>
        implied_before;  ///< what the stated change makes of the older figure, no finer than their print
};

/// What a comparison says about each of its two reports.
struct ReportIdentity {
    std::string source;
    std::optional<ProfileId> profile;
    Issue issue;
    std::optional<Period> period;
};

/// certdelta.comparison/1
struct Comparison {
    ReportIdentity before;
    ReportIdentity after;
    Relation relation = Relation::unrelated;
    std::optional<std::int64_t> weeks_apart;  ///< from the older start to the newer start; negative when reversed
    std::vector<FieldChange> fields;          ///< the fields of `after`, then those that only `before` has
    std::vector<Diagnostic> diagnostics;
};

/// Compares two records; never fails: what cannot be compared says so. `profiles`, as Reader::profiles() gives them,
/// tell which numbers are years, and which texts are codes or dates: two editions of one week disagree where these
/// differ. Without them, texts of two editions only differ, and years are numbers.
[[nodiscard]] Comparison compare(const Report& before, const Report& after,
                                 std::span<const ProfileSummary> profiles = {});

/// Whether there is anything that `certdelta compare --exit-code` has to tell: a field that is not the same or could
/// not be compared, a stated change that is wrong, an error, or reports that are not of one periodical.
[[nodiscard]] bool has_findings(const Comparison& comparison);

}  // namespace certdelta
