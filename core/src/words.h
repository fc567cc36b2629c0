// Values of a record in plain words, for messages and for what people read.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "certdelta/report.h"

namespace certdelta {

/// "253", "medium", "Beijing; Shanghai"; empty for no value.
[[nodiscard]] std::string words_for(const Value& value);
/// A figure for people: "1,234,567", "1.2%". One without a unit, as a year is, stays "2002".
[[nodiscard]] std::string figure_in_words(Decimal value, std::string_view unit);
/// "+1,200", "-0.2 points" for the difference of two percentages.
[[nodiscard]] std::string difference_in_words(Decimal difference, std::string_view unit);
/// A figure or any other value.
[[nodiscard]] std::string words_for(const Value& value, std::string_view unit);
/// The same with what is printed beside a figure: "about 3,134", "more than 1,000,000".
[[nodiscard]] std::string words_for(const Value& value, std::string_view unit, Qualifier qualifier);
/// "up 16.8%", "down 17", "up 1.2 points", "down", "same", "16.8%, direction unknown".
[[nodiscard]] std::string words_for(const Change& change);
/// "issue 43/2023", "issue 43", "issue ?/2023"; empty when neither is known.
[[nodiscard]] std::string words_for(const Issue& issue);
/// "2023-10-16 to 2023-10-22"; "period unknown" for none.
[[nodiscard]] std::string words_for(const std::optional<Period>& period);
/// What is quoted of a document, for a cell: line breaks, tabs and runs of blanks are one blank each.
[[nodiscard]] std::string on_one_line(std::string_view quote);
/// What a message calls a report: its source's name, or that it has none.
[[nodiscard]] std::string named(std::string_view source);
/// With its sign, also when positive: "+12", "-0.5", "0".
[[nodiscard]] std::string with_sign(Decimal value);
/// `count` and `noun` with a plural s where due: "1 week", "8 weeks".
[[nodiscard]] std::string counted(std::int64_t count, std::string_view noun);

}  // namespace certdelta
