// Which templates can start at a place of a text: one table look-up a place, one comparison of eight bytes a candidate,
// a longer one for those that are left.
#pragma once

#include <bitset>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "text/literal.h"

namespace certdelta::profile {

/// Maps the first bytes of a folded text at a place to the numbers of the templates that can start with them. May name
/// one that does not; misses one only where a hyphen or a quotation mark stands among the bytes that fixed_length()
/// counts.
class Dispatch {
public:
    /// `literal` is from text::fold_phrase and not empty.
    void add(std::string_view literal, std::uint32_t number);
    /// Call once after the last add().
    void build();

    /// Whether anything starts with an ASCII character.
    [[nodiscard]] bool has_ascii() const { return has_ascii_; }
    /// Calls take(number) for each template that can start at `folded`, once, in the order of their numbers. `folded`
    /// is a place in a text from text::NormalText::folded(), which has eight bytes behind its end.
    template <class Take>
    void each(const char* folded, Take take) const {
        std::uint64_t word = 0;
        std::memcpy(&word, folded, sizeof word);
        if (!pairs_[pair_of(word)]) return;
        const Bucket& whole = whole_buckets_[hash(word)];
        const Bucket& part = part_buckets_[hash(beginning_of(word))];
        std::uint32_t i = whole.begin;
        std::uint32_t j = part.begin;
        std::uint32_t last = UINT32_MAX;
        const auto look_at = [&](const Entry& entry) {
            if (((word ^ entry.prefix) & entry.mask) != 0 || entry.number == last) return;
            if (entry.tail_size != 0 && departs(folded + sizeof word, entry)) return;
            take(last = entry.number);
        };
        while (i < whole.end && j < part.end) look_at(whole_[i].number <= part_[j].number ? whole_[i++] : part_[j++]);
        while (i < whole.end) look_at(whole_[i++]);
        while (j < part.end) look_at(part_[j++]);
    }

private:
    static constexpr std::uint32_t bucket_count = 1024;
    static constexpr std::uint32_t pair_count = 8192;
    struct Bucket {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
    };
    struct Entry {
        std::uint64_t prefix;
        std::uint64_t mask;
        std::uint32_t number;
        std::uint32_t tail;       ///< what follows the eight bytes: a place in tails_
        std::uint32_t tail_size;  ///< 0 where they are fewer
        std::uint32_t bucket;
    };
    /// Whether the text shows a letter where the entry's tail has another one: nothing lets that pass.
    [[nodiscard]] bool departs(const char* folded, const Entry& entry) const {
        const char* const tail = tails_.data() + entry.tail;
        std::uint32_t i = 0;
        while (i < entry.tail_size && folded[i] == tail[i]) ++i;
        return i < entry.tail_size && text::is_word(folded[i]) && text::is_word(tail[i]);
    }
    /// Two ASCII characters, or the three bytes of one character. Little-endian, as WebAssembly is.
    static std::uint64_t beginning_of(std::uint64_t word) { return word & ((word & 0x80U) == 0 ? 0xFFFFU : 0xFFFFFFU); }
    static std::uint32_t hash(std::uint64_t bytes) {
        return static_cast<std::uint32_t>((bytes * 0x9E3779B97F4A7C15U) >> 54U);
    }
    /// A number for the first two bytes; few pairs share one.
    static std::uint32_t pair_of(std::uint64_t word) {
        return static_cast<std::uint32_t>(((word << 6U) ^ (word >> 8U & 0xFFU)) % pair_count);
    }
    static void fill(std::vector<Entry>& entries, std::vector<Bucket>& buckets);
    void add_entry(std::string_view bytes, std::string_view rest, std::uint32_t number);
    void add_ways(std::string_view literal, std::size_t at, std::string bytes, std::uint32_t number);

    std::vector<Entry> whole_;                                               ///< entries of eight bytes
    std::vector<Entry> part_;                                                ///< of fewer
    std::vector<Bucket> whole_buckets_ = std::vector<Bucket>(bucket_count);  ///< by all bytes
    std::vector<Bucket> part_buckets_ = std::vector<Bucket>(bucket_count);   ///< by beginning_of() them
    std::bitset<pair_count> pairs_;                                          ///< with which two bytes anything starts
    std::string tails_;
    bool has_ascii_ = false;
};

}  // namespace certdelta::profile
