// The fields of a comparison, sorted by what happened to them.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "certdelta/compare.h"
#include "render/field_labels.h"

namespace certdelta::render {

/// The kinds of FieldChange, with what rose and what fell apart from what changed otherwise.
enum class Group : std::uint8_t { rose, fell, changed, added, removed, not_comparable, same };
inline constexpr std::size_t kGroupCount = 7;

/// "rose", "removed", ...: a form of the phrasebook.
[[nodiscard]] std::string_view group_name(Group group);

using GroupedFields = std::array<std::vector<const FieldChange*>, kGroupCount>;

/// Pointers into `comparison`, in its order.
[[nodiscard]] GroupedFields group_fields(const Comparison& comparison);

/// "6 changed (2 rose, 3 fell), 11 same": the kinds of FieldChange.
[[nodiscard]] std::string summary(const GroupedFields& groups, const Phrasebook& phrases);

/// "consecutive weeks", "8 weeks apart", "an unknown number of weeks apart", "two editions of one week".
[[nodiscard]] std::string relation_in_words(const Comparison& comparison, const Phrasebook& phrases);
/// Its name; of one without a name, what stands for it: "the newer report".
[[nodiscard]] std::string source_in_words(const ReportIdentity& report, std::string_view otherwise);
/// "Harbour weekly, issue 43/2023, 2023-10-16 to 2023-10-22".
[[nodiscard]] std::string identity_in_words(const ReportIdentity& report, const FieldLabels& labels);
/// Why a field is not comparable: the code of FieldChange::why as people say it.
[[nodiscard]] std::string why_in_words(std::string_view why, const Phrasebook& phrases);
/// "about 3,134"; empty where the report has no value.
[[nodiscard]] std::string before_in_words(const FieldChange& field, const FieldLabels& labels);
[[nodiscard]] std::string after_in_words(const FieldChange& field, const FieldLabels& labels);
/// Labels of fields that are the same; one value that is not qualified alike is there as either report has it.
[[nodiscard]] std::vector<std::string> same_in_words(const std::vector<const FieldChange*>& fields,
                                                     const FieldLabels& labels);
/// What the newer report says about the change and whether that is so: "down 44.3% (agrees)". Empty when it says
/// nothing.
[[nodiscard]] std::string stated_in_words(const FieldChange& field, const Phrasebook& phrases);
/// "-44.27%"; empty when there is none.
[[nodiscard]] std::string delta_pct_in_words(const FieldChange& field);
/// "-112", "+0.4 points"; empty when there is none.
[[nodiscard]] std::string delta_in_words(const FieldChange& field, const Phrasebook& phrases);

}  // namespace certdelta::render
