#include "text/utf8.h"

#include <algorithm>

#include "text/eight.h"

namespace certdelta::text {
namespace {

constexpr unsigned char byte_at(std::string_view text, std::size_t pos) {
    return static_cast<unsigned char>(text[pos]);
}

/// UTF-16 units that a lead byte stands for; 0 for continuation bytes.
constexpr unsigned units(unsigned char byte) {
    if ((byte & 0xC0U) == 0x80U) return 0;
    return byte >= 0xF0U ? 2 : 1;
}

/// UTF-16 units of eight bytes: one a byte that continues no character, one more for each character of four bytes.
constexpr unsigned units(std::uint64_t word) {
    if (all_ascii(word)) return 8;
    const std::uint64_t continuations = (word >> 7U) & (~word >> 6U) & each_byte;
    const std::uint64_t long_ones = (word >> 7U) & (word >> 6U) & (word >> 5U) & (word >> 4U) & each_byte;
    const std::uint64_t count = each_byte + long_ones - continuations;  // of each byte, 0 to 2
    return static_cast<unsigned>((count * each_byte) >> 56U);
}

/// A character of three bytes at `bytes`, of which three can be read. May say no for some.
bool is_common_three(const char* bytes) {
    const auto byte = [bytes](int i) { return static_cast<unsigned char>(bytes[i]); };
    return byte(0) > 0xE0 && byte(0) < 0xF0 && byte(0) != 0xED && (byte(1) & 0xC0U) == 0x80 &&
           (byte(2) & 0xC0U) == 0x80;
}

/// Two of them in the first six of eight bytes. May say no for some.
constexpr bool are_common_threes(std::uint64_t word) {
    constexpr std::uint64_t leads = 0x0000'0000'F000'00F0U;
    constexpr std::uint64_t shape = 0x0000'8080'E080'80E0U;
    constexpr std::uint64_t shape_mask = 0x0000'C0C0'F0C0'C0F0U;
    if ((word & shape_mask) != shape) return false;
    // Neither E0 nor ED, the only ones that not all bytes may follow.
    const std::uint64_t kind = word & (leads >> 4U);
    const auto is = [kind](std::uint64_t low, unsigned place) { return (kind >> place & 0xFU) == low; };
    return !is(0x0, 0) && !is(0xD, 0) && !is(0x0, 24) && !is(0xD, 24);
}

}  // namespace

Decoded decode(std::string_view text, std::size_t pos) {
    const unsigned char lead = byte_at(text, pos);
    if (lead < 0x80) return {lead, 1};
    std::uint32_t length = 0;
    char32_t code_point = 0;
    char32_t smallest = 0;
    if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2, code_point = lead & 0x1FU, smallest = 0x80;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        length = 3, code_point = lead & 0x0FU, smallest = 0x800;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4, code_point = lead & 0x07U, smallest = 0x10000;
    } else {
        return {0, 0};
    }
    if (pos + length > text.size()) return {0, 0};
    for (std::uint32_t i = 1; i < length; ++i) {
        const unsigned char next = byte_at(text, pos + i);
        if ((next & 0xC0U) != 0x80U) return {0, 0};
        code_point = (code_point << 6U) | (next & 0x3FU);
    }
    const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (code_point < smallest || surrogate || code_point > 0x10FFFF) return {0, 0};
    return {code_point, length};
}

void append_utf8(std::string& out, char32_t code_point) {
    const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
    if (code_point < 0x80) {
        put(code_point);
    } else if (code_point < 0x800) {
        put(0xC0U | (code_point >> 6U));
        put(0x80U | (code_point & 0x3FU));
    } else if (code_point < 0x10000) {
        put(0xE0U | (code_point >> 12U));
        put(0x80U | ((code_point >> 6U) & 0x3FU));
        put(0x80U | (code_point & 0x3FU));
    } else {
        put(0xF0U | (code_point >> 18U));
        put(0x80U | ((code_point >> 12U) & 0x3FU));
        put(0x80U | ((code_point >> 6U) & 0x3FU));
        put(0x80U | (code_point & 0x3FU));
    }
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
    std::size_t pos = 0;
    while (pos < text.size()) {
        if (pos + 8 <= text.size() && all_ascii(eight_at(text.data() + pos))) {
            pos += 8;
            continue;
        }
        while (pos + 8 <= text.size() && are_common_threes(eight_at(text.data() + pos))) pos += 6;
        if (pos + 3 <= text.size() && is_common_three(text.data() + pos)) {
            pos += 3;
            continue;
        }
        const Decoded decoded = decode(text, pos);
        if (decoded.length == 0) return pos;
        pos += decoded.length;
    }
    return std::nullopt;
}

PositionIndex::PositionIndex(std::string_view text) : text_(text) {
    std::size_t whole = 0;
    while (whole + 8 <= text.size() && all_ascii(eight_at(text.data() + whole))) whole += 8;
    ascii_ = std::none_of(text.begin() + static_cast<std::ptrdiff_t>(whole), text.end(),
                          [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    const bool carriage_returns = text.find('\r') != std::string_view::npos;
    if (carriage_returns) {
        for (std::size_t pos = 0; pos < text.size(); ++pos) {
            const bool pair = text[pos] == '\r' && pos + 1 < text.size() && text[pos + 1] == '\n';
            if (text[pos] == '\n' || (text[pos] == '\r' && !pair))
                line_starts_.push_back(static_cast<std::uint32_t>(pos + 1));
        }
    } else {
        for (std::size_t pos = text.find('\n'); pos != std::string_view::npos; pos = text.find('\n', pos + 1))
            line_starts_.push_back(static_cast<std::uint32_t>(pos + 1));
    }
    if (ascii_) return;
    utf16_at_stride_.reserve(text.size() / stride + 1);
    std::uint64_t count = 0;
    static_assert(stride % 8 == 0);
    std::size_t pos = 0;
    for (; pos + 8 <= text.size(); pos += 8) {
        if (pos % stride == 0) utf16_at_stride_.push_back(count);
        count += units(eight_at(text.data() + pos));
    }
    if (pos % stride == 0 && pos < text.size()) utf16_at_stride_.push_back(count);
}

std::uint64_t PositionIndex::utf16(std::size_t byte_offset) const {
    if (ascii_ || utf16_at_stride_.empty()) return byte_offset;
    const std::size_t slot = std::min(byte_offset / stride, utf16_at_stride_.size() - 1);
    std::uint64_t count = utf16_at_stride_[slot];
    std::size_t pos = slot * stride;
    for (; pos + 8 <= byte_offset; pos += 8) count += units(eight_at(text_.data() + pos));
    for (; pos < byte_offset; ++pos) count += units(byte_at(text_, pos));
    return count;
}

std::uint32_t PositionIndex::line(std::size_t byte_offset) const {
    const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), byte_offset);
    return static_cast<std::uint32_t>(after - line_starts_.begin()) + 1;
}

bool is_ideograph(std::string_view text, std::size_t pos) {
    if (pos >= text.size() || (static_cast<unsigned char>(text[pos]) & 0x80U) == 0) return false;
    const char32_t code = decode(text, pos).code_point;
    return code >= 0x4E00 && code <= 0x9FFF;
}

}  // namespace certdelta::text
