#include "render/width.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "text/utf8.h"

namespace certdelta::render {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Range {
    char32_t first;
    char32_t last;
};

// East_Asian_Width W and F of Unicode 15, neighbouring ranges joined across unassigned code points.
constexpr Range kWide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},   {0x23F0, 0x23F0},
    {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},   {0x2648, 0x2653},   {0x267F, 0x267F},
    {0x2693, 0x2693},   {0x26A1, 0x26A1},   {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},
    {0x26CE, 0x26CE},   {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},
    {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},   {0x2728, 0x2728},
    {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},   {0x2757, 0x2757},   {0x2795, 0x2797},
    {0x27B0, 0x27B0},   {0x27BF, 0x27BF},   {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},
    {0x2E80, 0x303E},   {0x3041, 0x4DBF},   {0x4E00, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},   {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x16FE0, 0x18CFF}, {0x1AFF0, 0x1B2FF}, {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E},
    {0x1F191, 0x1F19A}, {0x1F200, 0x1F320}, {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393},
    {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4}, {0x1F3F8, 0x1F43E},
    {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D}, {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567},
    {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5},
    {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6D2}, {0x1F6D5, 0x1F6D7}, {0x1F6DC, 0x1F6DF}, {0x1F6EB, 0x1F6EC},
    {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7F0}, {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945}, {0x1F947, 0x1F9FF},
    {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
};

// What reports contain of General_Category Mn, Me and Cf: combining marks, zero-width characters, variation selectors.
constexpr Range kZeroWidth[] = {
    {0x00AD, 0x00AD}, {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A},   {0x064B, 0x065F},
    {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x2060, 0x2064}, {0x20D0, 0x20F0},   {0x302A, 0x302D},
    {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF},
};

template <std::size_t Count>
bool contains(const Range (&ranges)[Count], char32_t code_point) {
    const Range* range = std::lower_bound(std::begin(ranges), std::end(ranges), code_point,
                                          [](const Range& r, char32_t c) { return r.last < c; });
    return range != std::end(ranges) && range->first <= code_point;
}

std::size_t width_of(char32_t code_point) {
    if (code_point < 0x300) return code_point == 0xAD ? 0 : 1;
    if (contains(kZeroWidth, code_point)) return 0;
    return contains(kWide, code_point) ? 2 : 1;
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029; }

/// Bidirectional embeddings, overrides, isolates and marks.
bool turns_direction(char32_t c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
}

/// Calls take(character, bytes) for each character; bytes that are not UTF-8 count as U+FFFD each. Stops when take
/// gives false.
template <class Take>
void for_each_character(std::string_view text, Take take) {
    std::size_t pos = 0;
    while (pos < text.size()) {
        const text::Decoded decoded = text::decode(text, pos);
        const bool valid = decoded.length != 0;
        const std::size_t length = valid ? decoded.length : 1;
        if (!take(valid ? decoded.code_point : kReplacement, text.substr(pos, length))) return;
        pos += length;
    }
}

/// What a line is not broken inside of.
struct Piece {
    std::string_view text;
    std::size_t width = 0;
    bool is_space = false;
};

/// Wide characters in a row that stay together: a word, such as that for percentage points. More of them may be broken
/// anywhere.
constexpr std::size_t kWideWord = 4;

std::vector<Piece> pieces_of(std::string_view text) {
    enum class Kind { space, narrow, wide };
    std::vector<Piece> pieces;
    std::optional<Kind> last;
    std::size_t wide_run = 0;  // pieces at the end that are one wide character each
    const auto join = [&](std::string_view bytes, std::size_t width) {
        Piece& piece = pieces.back();
        piece.text = {piece.text.data(), piece.text.size() + bytes.size()};
        piece.width += width;
    };
    const auto end_wide_run = [&] {
        if (wide_run > 1 && wide_run <= kWideWord) {
            const std::size_t first = pieces.size() - wide_run;
            for (std::size_t i = first + 1; i < pieces.size(); ++i) {
                Piece& word = pieces[first];
                word.text = {word.text.data(), word.text.size() + pieces[i].text.size()};
                word.width += pieces[i].width;
            }
            pieces.resize(first + 1);
        }
        wide_run = 0;
    };
    for_each_character(text, [&](char32_t c, std::string_view bytes) {
        const std::size_t width = width_of(c);
        if (width == 0 && last) {
            join(bytes, 0);
            return true;
        }
        const Kind kind = c == ' ' ? Kind::space : width < 2 ? Kind::narrow : Kind::wide;
        if (kind != Kind::wide) end_wide_run();
        if (kind == Kind::narrow && last == Kind::narrow) {
            join(bytes, width);
        } else {
            pieces.push_back({bytes, width, kind == Kind::space});
        }
        if (kind == Kind::wide) ++wide_run;
        last = kind;
        return true;
    });
    end_wide_run();
    return pieces;
}

}  // namespace

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for_each_character(text, [&](char32_t c, std::string_view) {
        width += width_of(c);
        return true;
    });
    return width;
}

std::string on_one_line(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for_each_character(text, [&](char32_t c, std::string_view) {
        if (is_control(c)) {
            if (!out.empty() && out.back() != ' ') out.push_back(' ');
        } else {
            text::append_utf8(out, turns_direction(c) ? kReplacement : c);
        }
        return true;
    });
    return out;
}

std::string on_its_lines(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for_each_character(text, [&](char32_t c, std::string_view) {
        const bool is_layout = c == '\n' || c == '\r' || c == '\t';
        text::append_utf8(out, (is_control(c) && !is_layout) || turns_direction(c) ? kReplacement : c);
        return true;
    });
    return out;
}

std::size_t widest_piece(std::string_view text) {
    std::size_t widest = 0;
    for (const Piece& piece : pieces_of(text)) widest = std::max(widest, piece.width);
    return widest;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
    std::vector<std::string> lines{""};
    std::size_t width = 0;
    const auto begin_line = [&] {
        lines.emplace_back();
        width = 0;
    };
    const auto append = [&](std::string_view bytes, std::size_t wide) {
        if (width > 0 && width + wide > columns) begin_line();
        lines.back() += bytes;
        width += wide;
    };
    for (const Piece& piece : pieces_of(text)) {
        if (piece.is_space) {
            // Spaces at a break are due to nobody.
            if (width > 0 && width < columns) append(piece.text, piece.width);
        } else if (piece.width <= columns) {
            append(piece.text, piece.width);
        } else {
            if (width > 0) begin_line();
            for_each_character(piece.text, [&](char32_t c, std::string_view bytes) {
                append(bytes, width_of(c));
                return true;
            });
        }
    }
    for (std::string& line : lines) {
        while (!line.empty() && line.back() == ' ') line.pop_back();
    }
    return lines;
}

}  // namespace certdelta::render
