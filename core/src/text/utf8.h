// UTF-8: decoding, validation, and positions (line, UTF-16) in a validated text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certdelta/report.h"

namespace certdelta::text {

struct Decoded {
    char32_t code_point = 0;
    std::uint32_t length = 0;  ///< bytes; 0 when the bytes at this place are not UTF-8
};

/// Decodes the character at `pos` (pos < text.size()). Rejects overlong forms, surrogates and values over U+10FFFF
/// (Unicode 15, table 3-7).
[[nodiscard]] Decoded decode(std::string_view text, std::size_t pos);

/// Whether a Chinese character (CJK Unified Ideographs) stands at `pos`.
[[nodiscard]] bool is_ideograph(std::string_view text, std::size_t pos);

void append_utf8(std::string& out, char32_t code_point);

/// Byte offset of the first byte that is not UTF-8; empty when all of it is.
[[nodiscard]] std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// Answers "which line, which UTF-16 unit" for byte offsets of one valid UTF-8 text. Built in one pass; a question
/// costs a binary search and at most one stride of the text.
class PositionIndex {
public:
    explicit PositionIndex(std::string_view text);

    [[nodiscard]] std::uint64_t utf16(std::size_t byte_offset) const;
    [[nodiscard]] Span utf16(Span bytes) const { return {utf16(bytes.begin), utf16(bytes.end)}; }
    /// 1-based. CR LF, LF and CR each end a line.
    [[nodiscard]] std::uint32_t line(std::size_t byte_offset) const;

private:
    static constexpr std::size_t stride = 32;
    std::string_view text_;
    bool ascii_ = true;
    std::vector<std::uint64_t> utf16_at_stride_;  ///< UTF-16 units before byte i * stride; empty for ASCII
    std::vector<std::uint32_t> line_starts_;      ///< byte offsets at which lines 2, 3, ... begin
};

}  // namespace certdelta::text
