// Numbers that are written without digits, or with those of other scripts.
#pragma once

#include <cstdint>
#include <string_view>

#include "value/lexicon.h"

namespace certdelta::extract {

/// End of the number without digits at `pos`: in the language's words or characters, in digits of other scripts,
/// fractions, superscripts, Roman numerals; `pos` where there is none.
[[nodiscard]] std::uint32_t numeral_end(std::string_view text, std::uint32_t pos, const value::Lexicon& lexicon);

/// End of the digits of other scripts and the like at `pos`, and of digits among them; `pos` where there are none.
[[nodiscard]] std::uint32_t other_numerals_end(std::string_view text, std::uint32_t pos);

}  // namespace certdelta::extract
