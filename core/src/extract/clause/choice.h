// Choosing the field of a figure from what is said of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "extract/clause/view.h"
#include "extract/clause/walk.h"
#include "profile/profile.h"

namespace certdelta::extract {

/// A figure, and what its own clause says of it.
struct SaidFigure {
    std::size_t token = 0;
    profile::FieldType type = profile::FieldType::count;
    profile::Concepts said = 0;
    bool part = false;   ///< of the count before
    bool apart = false;  ///< a mark stands between the count and the words behind it
};

struct Choice {
    std::int32_t field = profile::no_field;
    bool by_lead = false;  ///< words of the clauses before were needed
    bool follows = false;  ///< a part of the count before
    bool apart = false;    ///< of one that stands further before, and no part of what is read from there on
};

/// The one field that the concepts make of a figure.
[[nodiscard]] std::optional<Choice> choose_field(const ClauseView& view, const Walk& walk, const SaidFigure& figure);
/// The same of a count that is called a part, and whose field is that of a part by its own words: "12 of the sites
/// defaced were the government's".
[[nodiscard]] std::optional<Choice> choose_part_with_whole(const ClauseView& view, const Walk& walk, SaidFigure figure);

/// Whether the concepts, with those of the clauses before, may make a field of a figure.
[[nodiscard]] bool may_be_field(const ClauseView& view, const Walk& walk, profile::Concepts said);

}  // namespace certdelta::extract
