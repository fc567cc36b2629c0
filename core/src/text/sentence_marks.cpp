#include "text/sentence_marks.h"

#include <bit>

#include "text/eight.h"

namespace certdelta::text {
namespace {

/// Whether some byte is a mark or a digit of ASCII.
bool any_mark_or_digit(std::uint64_t word) {
    const std::uint64_t low = word & ~high_bits;
    const std::uint64_t from_marks = low + each_byte * (0x80 - '!');
    const std::uint64_t behind_marks = low + each_byte * (0x80 - '?' - 1);
    return (from_marks & ~behind_marks & ~word & high_bits) != 0;
}

/// A bit for each byte that may be a mark. Some marks differ from another one in a single bit.
std::uint64_t possible_marks(std::uint64_t word) {
    static_assert((',' | 0x02) == '.' && (';' | 0x04) == '?');
    const std::uint64_t stops = all_ascii(word) ? 0 : equal_bytes(word, '\xE3');
    if (!any_mark_or_digit(word)) return stops;
    return stops | equal_bytes(word | each_byte * 0x02, '.') | equal_bytes(word | each_byte * 0x04, '?') |
           equal_bytes(word, '!');
}

}  // namespace

SentenceMarks::SentenceMarks(std::string_view text) : text_(text), sentences_(text.size()), clauses_(text.size()) {
    for (std::size_t pos = 0; pos < text.size(); pos += 8) {
        for (std::uint64_t marks = possible_marks(eight_from(text, pos)); marks != 0; marks &= marks - 1) {
            const auto at = static_cast<std::uint32_t>(pos) + static_cast<std::uint32_t>(std::countr_zero(marks)) / 8;
            const char c = text[at];
            const bool sentence = may_end_sentence(c) && text::ends_sentence(text, at);
            if (sentence) sentences_.add(at);
            if (sentence || c == ',' || c == ';') clauses_.add(at);
        }
    }
}

std::uint32_t SentenceMarks::clause_end(std::uint32_t pos) const {
    constexpr std::uint32_t farthest = 120;
    constexpr std::string_view ideographic_full_stop = "\xE3\x80\x82";
    if (pos >= text_.size()) return pos;
    const bool ended = pos > 0 && (clauses_.has(pos - 1) || (pos > 2 && text_[pos - 1] == ideographic_full_stop[2] &&
                                                             text_.substr(pos - 3, 3) == ideographic_full_stop));
    return ended ? pos : clauses_.first_from(pos, limit(pos, farthest));
}

}  // namespace certdelta::text
