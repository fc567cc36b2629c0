// Where sentences end in the normal form of a text.
#pragma once

#include <cstdint>
#include <string_view>

#include "text/text_words.h"

namespace certdelta::text {

/// True when the character at `pos` closes a sentence: an ideographic full stop, '!' or '?', or a full stop before
/// white space and a new beginning, before a capital letter that a lost line end glued to it, or at the end of the
/// text. Full stops inside numbers, dates, addresses and abbreviations before a small letter close nothing.
[[nodiscard]] bool ends_sentence(std::string_view text, std::uint32_t pos, const TextWords& words);

/// False for characters that never close a sentence: a quick look before ends_sentence().
[[nodiscard]] inline bool may_end_sentence(char c) { return c == '.' || c == '!' || c == '?' || c == '\xE3'; }

}  // namespace certdelta::text
