#include "profile/dispatch.h"

#include <algorithm>
#include <bit>

#include "text/literal.h"

static_assert(std::endian::native == std::endian::little, "Dispatch compares bytes as little-endian words");

namespace certdelta::profile {
namespace {

/// How many bytes of the literal a text has to show as they are: up to eight, up to the first place where
/// match_literal() lets the text differ.
std::size_t fixed_length(std::string_view literal) {
    std::size_t length = 0;
    while (length < literal.size() && length < 8) {
        const char c = literal[length];
        if (c == '-' || c == '"') break;
        const bool after_word =
            length > 0 && (text::is_letter(literal[length - 1]) || text::is_multibyte(literal[length - 1]));
        const bool before_word = length + 1 < literal.size() &&
                                 (text::is_letter(literal[length + 1]) || text::is_multibyte(literal[length + 1]));
        if (c == ' ' && !(after_word && before_word)) break;
        const bool punctuation = !text::is_letter(c) && !text::is_multibyte(c) && c != ' ';
        if (punctuation && length >= 2) break;  // white space may stand before it
        ++length;
        if (punctuation && length >= 2) break;  // or behind it
    }
    return length;
}

}  // namespace

void Dispatch::add(std::string_view literal, std::uint32_t number) {
    const std::size_t length = fixed_length(literal);
    std::array<char, 8> bytes{};
    std::copy_n(literal.begin(), length, bytes.begin());
    std::uint64_t prefix = 0;
    std::memcpy(&prefix, bytes.data(), sizeof prefix);
    const std::uint64_t mask = length >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * length)) - 1;
    entries_.push_back({prefix, mask, number, bucket_of(prefix)});
    first_bytes_[static_cast<unsigned char>(literal.front())] = true;
    has_ascii_ = has_ascii_ || !text::is_multibyte(literal.front());
}

void Dispatch::build() {
    std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
        return a.bucket != b.bucket ? a.bucket < b.bucket : a.number < b.number;
    });
    std::size_t next = 0;
    for (std::uint32_t bucket = 0; bucket < buckets; ++bucket) {
        starts_[bucket] = static_cast<std::uint32_t>(next);
        while (next < entries_.size() && entries_[next].bucket == bucket) ++next;
    }
    starts_[buckets] = static_cast<std::uint32_t>(entries_.size());
}

}  // namespace certdelta::profile
