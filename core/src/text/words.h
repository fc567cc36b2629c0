// Where the characters and words of a text begin.
#pragma once

#include <cstdint>
#include <string_view>

#include "text/characters.h"

namespace certdelta::text {

/// Of UTF-8: no continuation byte.
[[nodiscard]] inline bool is_character_start(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

/// Where the character behind the one at `pos` begins; the text's end behind the last.
[[nodiscard]] inline std::uint32_t next_character(std::string_view text, std::uint32_t pos) {
    ++pos;
    while (pos < text.size() && !is_character_start(text[pos])) ++pos;
    return pos;
}

/// Where the character that ends at `pos` (pos > 0) begins.
[[nodiscard]] inline std::uint32_t previous_character(std::string_view text, std::uint32_t pos) {
    --pos;
    while (pos > 0 && !is_character_start(text[pos])) --pos;
    return pos;
}

/// Letters stand on both sides of `pos`.
[[nodiscard]] inline bool inside_word(std::string_view text, std::uint32_t pos) {
    return pos > 0 && pos < text.size() && is_letter(text[pos - 1]) && is_letter(text[pos]);
}

/// A word may start here: not inside a Latin word, unless a lost space glued a capital letter to it.
[[nodiscard]] inline bool may_start_word(std::string_view text, std::uint32_t pos) {
    const char c = text[pos];
    if (!is_character_start(c) || is_white(c)) return false;
    if (pos == 0 || !is_letter(c) || !is_letter(text[pos - 1])) return true;
    return c <= 'Z' && text[pos - 1] >= 'a';
}

}  // namespace certdelta::text
