// How exactly a stated change was printed, from the sentence that prints it.
#pragma once

#include <optional>
#include <string_view>

#include "certdelta/report.h"
#include "value/lexicon.h"

namespace certdelta::value {

/// The size of the last digit of `change` as `quote` prints it: 0.1 for 17 per cent in "up 17.0% from last week". A
/// record keeps the value only, and its quote. Empty when the change has no value, or when the quote does not print it,
/// or prints that number in two ways.
[[nodiscard]] std::optional<Decimal> printed_precision(const Change& change, std::string_view quote);

/// The qualifier with which `quote` prints the change's value: "up by about 5%". A record keeps none of a change.
[[nodiscard]] Qualifier printed_qualifier(const Change& change, std::string_view quote, const Lexicon& lexicon);

/// What a figure with a qualifier may stand for, as a value with the size of its last digit. "About 16.8%" leaves its
/// last digit open, "about 5%" is one more or less; "more than" and "nearly" do so on one side.
struct Loosened {
    Decimal value;
    Decimal precision;
};
[[nodiscard]] Loosened loosened(Decimal value, Decimal precision, Qualifier qualifier);

}  // namespace certdelta::value
