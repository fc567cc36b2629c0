#include "layout/symbols.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace certdelta::layout {
namespace {

struct SymbolGlyph {
    SymbolFont font;
    std::uint8_t code;
    char16_t character;
};

constexpr SymbolGlyph glyph_table[] = {
#include "layout/symbol_fonts.inc"
};

}  // namespace

SymbolFont symbol_font(std::string_view name) {
    constexpr std::size_t prefix = 6;  // ISO 32000-1, 9.6.4: six capital letters and a plus sign
    if (name.size() > prefix && name[prefix] == '+') name.remove_prefix(prefix + 1);
    std::string key;
    for (const char c : name.substr(0, 40)) {
        if (c >= 'A' && c <= 'Z') key += static_cast<char>(c + ('a' - 'A'));
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) key += c;
    }
    const auto is = [&](std::string_view head) { return key.starts_with(head); };
    if (is("wingdings2")) return SymbolFont::wingdings2;
    if (is("wingdings3")) return SymbolFont::wingdings3;
    if (is("wingdings")) return SymbolFont::wingdings;
    if (is("webdings")) return SymbolFont::webdings;
    if (is("zapfdingbats") || is("itczapfdingbats") || is("dingbats")) return SymbolFont::zapf_dingbats;
    if (key == "symbol" || key == "symbolmt" || is("symbolregular")) return SymbolFont::symbol;
    return SymbolFont::none;
}

char32_t decode_symbol(SymbolFont font, char32_t code) {
    const bool private_use = code >= 0xF000 && code <= 0xF0FF;
    if (!private_use && code > 0xFF) return code;
    const auto place = static_cast<std::uint8_t>(code & 0xFFU);
    const auto* const glyph =
        std::find_if(std::begin(glyph_table), std::end(glyph_table),
                     [&](const SymbolGlyph& known) { return known.font == font && known.code == place; });
    if (glyph != std::end(glyph_table)) return glyph->character;
    // Symbol has the digits and punctuation of ASCII at their places (Adobe's Symbol encoding).
    if (font == SymbolFont::symbol && place >= 0x20 && place < 0x40 && place != 0x22 && place != 0x24 && place != 0x27)
        return place;
    if (place == ' ') return ' ';
    return ornament;
}

bool is_sign(char32_t c) {
    const bool arrow = (c >= 0x2190 && c <= 0x21FF) || (c >= 0x27F0 && c <= 0x27FF) || (c >= 0x2900 && c <= 0x297F) ||
                       (c >= 0x2B00 && c <= 0x2B11) || (c >= 0x1F800 && c <= 0x1F8FF);
    const bool triangle = (c >= 0x25B2 && c <= 0x25C5) || (c >= 0x1F53A && c <= 0x1F53D) || c == 0x23F6 || c == 0x23F7;
    const bool lost = c == 0x2020 || c == 0x2021 || (c >= 0xE000 && c <= 0xF8FF);
    return arrow || triangle || lost || c == '=' || c == 0xFF1D;
}

}  // namespace certdelta::layout
