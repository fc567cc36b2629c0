// Glyphs of symbol fonts: what a code of Wingdings and its like shows.
#pragma once

#include <cstdint>
#include <string_view>

namespace certdelta::layout {

enum class SymbolFont : std::uint8_t { none, wingdings, wingdings2, wingdings3, webdings, symbol, zapf_dingbats };

/// By the font's name, in any case, with or without a subset's prefix ("ABCDEF+Wingdings-Regular").
[[nodiscard]] SymbolFont symbol_font(std::string_view name);

/// What stands for a glyph without a meaning in text, such as a bullet.
constexpr char32_t ornament = 0x2022;
/// What stands for a sign whose meaning is lost: a private-use character, as text extraction leaves it.
constexpr char32_t lost_sign = 0xE000;

/// The character that the glyph of a symbol font shows: an arrow; `code` itself where it is a character of its own and
/// not a place in the font; else ornament. Letters and digits of Wingdings are none: they show pictures.
[[nodiscard]] char32_t decode_symbol(SymbolFont font, char32_t code);

/// Arrows and their like: signs that stand for a direction when they stand alone. The lexicon says for which.
[[nodiscard]] bool is_sign(char32_t code);

}  // namespace certdelta::layout
