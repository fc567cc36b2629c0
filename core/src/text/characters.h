// What the bytes of the normal form are.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace certdelta::text {

inline constexpr std::string_view ideographic_full_stop = "\xE3\x80\x82";
inline constexpr std::string_view ideographic_comma = "\xE3\x80\x81";

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
/// The white space of the normal form: one space, a wider gap, a line end.
constexpr bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n'; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
constexpr bool is_multibyte(char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; }
/// The first byte of nearly every Chinese character (U+4000 to U+9FFF); of no other one.
constexpr bool leads_ideograph(char c) {
    return static_cast<unsigned char>(c) >= 0xE4 && static_cast<unsigned char>(c) <= 0xE9;
}
constexpr bool is_word(char c) { return is_letter(c) || is_multibyte(c); }

[[nodiscard]] inline bool holds_ideograph(std::string_view text) {
    return std::any_of(text.begin(), text.end(), leads_ideograph);
}

/// Skips one white space, if there is one.
[[nodiscard]] inline std::uint32_t skip_white(std::string_view text, std::uint32_t pos) {
    return pos < text.size() && is_white(text[pos]) ? pos + 1 : pos;
}

/// Skips all white space that ends at `end`, back to `lowest` at most.
[[nodiscard]] inline std::uint32_t skip_white_back(std::string_view text, std::uint32_t end, std::uint32_t lowest = 0) {
    while (end > lowest && is_white(text[end - 1])) --end;
    return end;
}

}  // namespace certdelta::text
