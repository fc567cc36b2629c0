#include "text/sentence_marks.h"

#include <algorithm>
#include <bit>

#include "text/eight.h"

namespace certdelta::text {
namespace {

/// Whether some byte may be a mark: each bit set makes one of two marks that differ in it.
bool any_mark(std::uint64_t word) {
    return any_equals(word | each_byte * 0x02, '.') || any_equals(word | each_byte * 0x04, '?') ||
           any_equals(word, '!') || ((word & high_bits) != 0 && any_equals(word, '\xE3'));
}

static_assert((',' | 0x02) == '.' && (';' | 0x04) == '?');

}  // namespace

SentenceMarks::SentenceMarks(std::string_view text) : text_(text) {
    sentences_.resize(text.size() / 64 + 1);
    clauses_.resize(text.size() / 64 + 1);
    const auto mark_at = [this](std::size_t pos) {
        const char c = text_[pos];
        const std::uint64_t bit = std::uint64_t{1} << (pos % 64);
        if (c == ',' || c == ';') {
            clauses_[pos / 64] |= bit;
        } else if (may_end_sentence(c) && text::ends_sentence(text_, static_cast<std::uint32_t>(pos))) {
            clauses_[pos / 64] |= bit;
            sentences_[pos / 64] |= bit;
        }
    };
    std::size_t pos = 0;
    for (; pos + 8 <= text.size(); pos += 8) {
        if (!any_mark(eight_at(text.data() + pos))) continue;
        for (std::size_t i = 0; i < 8; ++i) mark_at(pos + i);
    }
    for (; pos < text.size(); ++pos) mark_at(pos);
}

/// The last set bit from `lowest` on before `pos`.
std::uint32_t SentenceMarks::last_before(const Bits& bits, std::uint32_t pos, std::uint32_t lowest) {
    while (pos > lowest) {
        const std::uint32_t last = pos - 1;
        const std::uint64_t word = bits[last / 64] << (63 - last % 64);
        if (word != 0) {
            const std::uint32_t found = last - static_cast<std::uint32_t>(std::countl_zero(word));
            return found >= lowest ? found : none;
        }
        pos = last - last % 64;
    }
    return none;
}

/// The first set bit from `pos` on; `limit` where none is before it.
std::uint32_t SentenceMarks::first_from(const Bits& bits, std::uint32_t pos, std::uint32_t limit) {
    while (pos < limit) {
        const std::uint64_t word = bits[pos / 64] >> (pos % 64);
        if (word != 0) return std::min(limit, pos + static_cast<std::uint32_t>(std::countr_zero(word)));
        pos += 64 - pos % 64;
    }
    return limit;
}

std::uint32_t SentenceMarks::clause_end(std::uint32_t pos) const {
    constexpr std::uint32_t farthest = 120;
    constexpr std::string_view ideographic_full_stop = "\xE3\x80\x82";
    if (pos >= text_.size()) return pos;
    const bool ended = pos > 0 && ((clauses_[(pos - 1) / 64] >> ((pos - 1) % 64) & 1U) != 0 ||
                                   (pos > 2 && text_[pos - 1] == ideographic_full_stop.back() &&
                                    text_.substr(pos - 3, 3) == ideographic_full_stop));
    if (ended) return pos;
    return first_from(clauses_, pos, limit(pos, farthest));
}

}  // namespace certdelta::text
