// What single characters become in the normal form, by their properties in Unicode.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace certdelta::text {

inline constexpr char32_t first_ideograph = 0x4E00;
inline constexpr std::size_t ideograph_count = 0xA000 - 0x4E00;
// Full-width forms of the printable ASCII characters stand for these, in order.
inline constexpr char32_t first_fullwidth = 0xFF00;  // of the space, which is no character
inline constexpr char32_t last_fullwidth = 0xFF5E;

/// One bit for each common ideograph: whether simplify() knows a simplified one.
extern const std::array<std::uint32_t, ideograph_count / 32> traditional_bits;

/// `code_point` between U+4E00 and U+9FFF.
[[nodiscard]] inline bool is_traditional(char32_t code_point) {
    const std::size_t index = code_point - first_ideograph;
    return (traditional_bits[index / 32] >> (index % 32) & 1U) != 0;
}

/// A common ideograph that stands for itself. `code_point` up to U+9FFF.
[[nodiscard]] inline bool is_simple(char32_t code_point) {
    return code_point >= first_ideograph && !is_traditional(code_point);
}

/// The simplified character of one that is_traditional().
[[nodiscard]] char32_t simplify(char32_t code_point);

/// What stands for a compatibility form, a dash, a quotation mark; nullptr for a character that stands for itself.
[[nodiscard]] const char* find_fold(char32_t code_point);

[[nodiscard]] constexpr bool is_space(char32_t c) {
    return c == ' ' || c == '\t' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

[[nodiscard]] constexpr bool is_line_break(char32_t c) {
    return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/// Zero-width and other invisible characters; stray control characters too. Not U+202E: what follows it is shown
/// against the order of its characters, and a figure there is another one.
[[nodiscard]] constexpr bool is_invisible(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202D) || (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

/// True for characters beside which white space means nothing.
[[nodiscard]] constexpr bool is_cjk(char32_t c) {
    return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) ||
           (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) || (c >= 0x20000 && c <= 0x3FFFF);
}

}  // namespace certdelta::text
