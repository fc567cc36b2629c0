#include "text/marks.h"

#include <bit>

#include "text/characters.h"
#include "text/eight.h"

namespace certdelta::text {
namespace {

/// The high bit of each byte that is a mark or a digit of ASCII.
std::uint64_t marks_and_digits(std::uint64_t word) {
    const std::uint64_t low = word & ~high_bits;
    const std::uint64_t from_marks = low + each_byte * (0x80 - '!');
    const std::uint64_t behind_marks = low + each_byte * (0x80 - '?' - 1);
    return from_marks & ~behind_marks & ~word & high_bits;
}

}  // namespace

Marks::Marks(std::string_view text, const TextWords& words)
    : text_(text), sentences_(text.size()), clauses_(text.size()), digits_(text.size()) {
    std::size_t pos = 0;
    for (; pos + 8 <= text.size(); pos += 8) add(static_cast<std::uint32_t>(pos), eight_at(text.data() + pos), words);
    if (pos < text.size()) add(static_cast<std::uint32_t>(pos), eight_from(text, pos), words);
}

/// Adds what is there of the bytes `eight` at `pos`.
inline void Marks::add(std::uint32_t pos, std::uint64_t eight, const TextWords& words) {
    std::uint64_t places = marks_and_digits(eight);
    if (places != 0) {
        const std::uint64_t digits = digit_bytes(eight);
        digits_.add_eight(pos, digits);
        places &= ~digits;
    }
    if (!all_ascii(eight)) places |= equal_bytes(eight, '\xE3');
    for (; places != 0; places &= places - 1) {
        const std::uint32_t at = pos + static_cast<std::uint32_t>(std::countr_zero(places)) / 8;
        const char c = text_[at];
        if (c == ',' || c == ';') {
            clauses_.add(at);
        } else if (may_end_sentence(c) && text::ends_sentence(text_, at, words)) {
            sentences_.add(at);
            clauses_.add(at);
        }
    }
}

std::uint32_t Marks::clause_end(std::uint32_t pos, std::uint32_t farthest) const {
    if (pos >= text_.size()) return pos;
    const bool ended = pos > 0 && (clauses_.has(pos - 1) || (pos > 2 && text_[pos - 1] == ideographic_full_stop[2] &&
                                                             text_.substr(pos - 3, 3) == ideographic_full_stop));
    return ended ? pos : clauses_.first_from(pos, limit(pos, farthest));
}

}  // namespace certdelta::text
