// Eight bytes of a text at once, where most of them need no look at all.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace certdelta::text {

inline constexpr std::uint64_t each_byte = 0x0101010101010101U;  ///< times a byte: eight of it
inline constexpr std::uint64_t high_bits = each_byte * 0x80;

[[nodiscard]] inline std::uint64_t eight_at(const char* bytes) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

/// The bytes from `pos` on; zeros where the text ends before there are eight.
[[nodiscard]] inline std::uint64_t eight_from(std::string_view text, std::size_t pos) {
    if (pos + 8 <= text.size()) return eight_at(text.data() + pos);
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + pos, text.size() - pos);
    return word;
}

/// Capital letters of ASCII as small ones.
[[nodiscard]] constexpr std::uint64_t fold_eight(std::uint64_t word) {
    const std::uint64_t low = word & ~high_bits;
    const std::uint64_t from_a = low + each_byte * (0x80 - 'A');
    const std::uint64_t behind_z = low + each_byte * (0x80 - 'Z' - 1);
    return word | ((from_a & ~behind_z & ~word & high_bits) >> 2U);
}

/// Whether some byte is below `limit` (at most 0x80). May say so by mistake only where one is.
[[nodiscard]] constexpr bool any_below(std::uint64_t word, unsigned char limit) {
    return ((word - each_byte * limit) & ~word & high_bits) != 0;
}

/// The high bit of each byte that is `wanted`; perhaps, too, of some behind one.
[[nodiscard]] constexpr std::uint64_t equal_bytes(std::uint64_t word, char wanted) {
    const std::uint64_t differences = word ^ (each_byte * static_cast<unsigned char>(wanted));
    return (differences - each_byte) & ~differences & high_bits;
}

/// The high bit of each byte that is a digit.
[[nodiscard]] constexpr std::uint64_t digit_bytes(std::uint64_t word) {
    const std::uint64_t low = word & ~high_bits;
    const std::uint64_t from_zero = low + each_byte * (0x80 - '0');
    const std::uint64_t behind_nine = low + each_byte * (0x80 - '9' - 1);
    return from_zero & ~behind_nine & ~word & high_bits;
}

/// The high bit of each byte that leads_ideograph().
[[nodiscard]] constexpr std::uint64_t ideograph_leads(std::uint64_t word) {
    const std::uint64_t low = word & ~high_bits;
    const std::uint64_t from_first = low + each_byte * (0x80 - (0xE4 & 0x7F));
    const std::uint64_t behind_last = low + each_byte * (0x80 - (0xE9 & 0x7F) - 1);
    return from_first & ~behind_last & word & high_bits;
}

/// The high bit of each byte that is a letter of ASCII or part of a longer character.
[[nodiscard]] constexpr std::uint64_t word_bytes(std::uint64_t word) {
    const std::uint64_t low = (word | each_byte * 0x20) & ~high_bits;
    const std::uint64_t from_a = low + each_byte * (0x80 - 'a');
    const std::uint64_t behind_z = low + each_byte * (0x80 - 'z' - 1);
    return ((from_a & ~behind_z) | word) & high_bits;
}

/// Whether some byte is `wanted`.
[[nodiscard]] constexpr bool any_equals(std::uint64_t word, char wanted) {
    return any_below(word ^ (each_byte * static_cast<unsigned char>(wanted)), 1);
}

[[nodiscard]] constexpr bool all_ascii(std::uint64_t word) { return (word & high_bits) == 0; }

/// Position of the first of some characters, from `pos` on; the text's size when there is none.
template <char... wanted>
[[nodiscard]] std::size_t find_any(std::string_view text, std::size_t pos) {
    while (pos + 8 <= text.size() && !(any_equals(eight_at(text.data() + pos), wanted) || ...)) pos += 8;
    while (pos < text.size() && !((text[pos] == wanted) || ...)) ++pos;
    return pos;
}

}  // namespace certdelta::text
