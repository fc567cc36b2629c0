// What the words of a heading make of the figures that stand under it.
#pragma once

#include <string_view>

#include "text/normalise.h"
#include "value/lexicon.h"

namespace certdelta::extract {

/// "(thousand)", "Unit: 1000", "in millions": how many a figure's one stands for. Behind a number it is a part of that.
[[nodiscard]] bool names_multiple(std::string_view text, text::Range heading, const value::Lexicon& lexicon);

/// "Previous", "Average": figures of another time or kind.
[[nodiscard]] bool heads_other(std::string_view text, text::Range heading, const value::Lexicon& lexicon);

/// "Number", "Total": counts, and nothing is said of another time.
[[nodiscard]] bool heads_counts(std::string_view text, text::Range heading, const value::Lexicon& lexicon);

/// "Change", "Week on week": changes since the last period.
[[nodiscard]] bool heads_changes(std::string_view text, text::Range heading, const value::Lexicon& lexicon);

}  // namespace certdelta::extract
