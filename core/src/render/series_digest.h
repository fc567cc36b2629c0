// What a series comes to, for people: how the latest week stands, what is unusual, what is missing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certdelta/series.h"
#include "render/field_labels.h"

namespace certdelta::render {

/// What became of a field in the latest week.
enum class Movement : std::uint8_t { rose, fell, same, changed, first, missing };
inline constexpr std::size_t kMovementCount = 6;

/// "rose", ..., "first value": a form of the phrasebook.
[[nodiscard]] std::string_view movement_name(Movement movement);
/// Why a field has no value in the latest week: "not read", "ambiguous", "rejected"; a form of the phrasebook.
[[nodiscard]] std::string_view absence_name(const SeriesField& field);

/// Below a roll-up; a form of the phrasebook.
inline constexpr std::string_view kOfSomeWeeks = "* of some weeks only; the others are missing";

struct FieldDigest {
    const SeriesField* field = nullptr;
    Movement movement = Movement::same;
    std::size_t latest = 0;               ///< index of the week that has the latest value
    std::optional<std::size_t> previous;  ///< of the one that has the value before it
    std::optional<Decimal> delta;         ///< latest - previous, for figures
    std::optional<Decimal> delta_pct;     ///< two decimals; not for percentages
    std::int64_t weeks = 1;               ///< from the previous one to the latest
    std::int64_t anomalies = 0;
};

/// Every field that has a value in any week, and those that are open in all, as `missing` without a latest value.
[[nodiscard]] std::vector<FieldDigest> digest(const Series& series);

/// "Weekly Report of CNCERT (English edition): 51 weeks, 2023-01-02 to 2023-12-31"
[[nodiscard]] std::string title_in_words(const Series& series, const FieldLabels& labels);
/// "51 reports; 2 gaps (3 weeks); 1 duplicate; 1 revision; 2 unusual figures"
[[nodiscard]] std::string counts_in_words(const Series& series, const Phrasebook& phrases);
/// "2023-10-23 to 2023-12-10, 7 weeks"
[[nodiscard]] std::string gap_in_words(const Gap& gap, const Phrasebook& phrases);
/// "a.md, c.md (kept): Incidents handled"
[[nodiscard]] std::string revision_in_words(const Revision& revision, const FieldLabels& labels);
/// "+253", "-0.2 points" for the change of a percentage; "+253 in 5 weeks" where no value stands between.
[[nodiscard]] std::string delta_in_words(const FieldDigest& digest, const Phrasebook& phrases);

/// Whether a diagnostic says what a list of its own says.
[[nodiscard]] bool is_told_apart(const Diagnostic& diagnostic);

/// With two decimals at most, which people can still read.
[[nodiscard]] Decimal rounded(Decimal number);
/// The field's value in a week: "1,253", "1.2%".
[[nodiscard]] std::string value_in_words(const FieldDigest& digest, std::size_t week, const FieldLabels& labels);
/// Empty where there is none.
[[nodiscard]] std::string median_in_words(const SeriesField& field);
/// The slope a week: "+3.25", "-0.2 points". Empty where there is none.
[[nodiscard]] std::string trend_in_words(const SeriesField& field, const Phrasebook& phrases);

/// The intervals of a rollup from the `begin`th one on, `most` of them: their keys, oldest first. All fields have the
/// same ones. None when there are no more.
[[nodiscard]] std::vector<std::string> keys_from(const Series& series, std::size_t begin, std::size_t most);
/// A field's value in each of these: "253", "1,253*" where weeks are missing, "" where all are.
[[nodiscard]] std::vector<std::string> values_from(const SeriesField& field, std::size_t begin, std::size_t count,
                                                   const FieldLabels& labels);

}  // namespace certdelta::render
