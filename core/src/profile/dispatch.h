// Which templates can start at a place of a text: one table look-up a place, one comparison of eight bytes a candidate,
// a longer one for those that are left.
#pragma once

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
        const Bucket& bucket = buckets_[bucket_of(word)];
        const bool may_go_on = (bucket.next >> next_of(word) & 1U) != 0;
        const Entry* const entries = may_go_on ? entries_.data() : short_entries_.data();
        const std::uint32_t end = may_go_on ? bucket.end : bucket.short_end;
        std::uint32_t last = UINT32_MAX;
        for (std::uint32_t i = may_go_on ? bucket.begin : bucket.short_begin; i < end; ++i) {
            const Entry& entry = entries[i];
            if (((word ^ entry.prefix) & entry.mask) != 0 || entry.number == last) continue;
            if (entry.tail_size != 0 && departs(folded + sizeof word, entry)) continue;
            take(last = entry.number);
        }
    }

private:
    static constexpr std::uint32_t bucket_count = 1024;
    struct Bucket {
        std::uint64_t next = 0;   ///< a bit for each value that next_of() has for an entry that is not short
        std::uint32_t begin = 0;  ///< places in entries_
        std::uint32_t end = 0;
        std::uint32_t short_begin = 0;  ///< places in short_entries_
        std::uint32_t short_end = 0;
    };
    struct Entry {
        std::uint64_t prefix;
        std::uint64_t mask;
        std::uint32_t number;
        std::uint32_t bucket;
        std::uint32_t tail;       ///< what follows the eight bytes: a place in tails_
        std::uint32_t tail_size;  ///< 0 where they are fewer
    };
    /// Whether the text shows a letter where the entry's tail has another one: nothing lets that pass.
    [[nodiscard]] bool departs(const char* folded, const Entry& entry) const {
        const char* const tail = tails_.data() + entry.tail;
        std::uint32_t i = 0;
        while (i < entry.tail_size && folded[i] == tail[i]) ++i;
        return i < entry.tail_size && text::is_word(folded[i]) && text::is_word(tail[i]);
    }
    /// By two ASCII characters, or by the three bytes of one character. Little-endian, as WebAssembly is.
    static std::uint32_t bucket_of(std::uint64_t word) {
        const auto key = static_cast<std::uint32_t>(word & ((word & 0x80U) == 0 ? 0xFFFFU : 0xFFFFFFU));
        return (key * 2654435761U) >> 22U;
    }
    /// Which of 64 groups the bytes behind those belong to: two ASCII characters, or three bytes of another one.
    static std::uint32_t next_of(std::uint64_t word) {
        const auto key =
            static_cast<std::uint32_t>((word & 0x80U) == 0 ? word >> 16U & 0xFFFFU : word >> 24U & 0xFFFFFFU);
        return (key * 2654435761U) >> 26U;
    }

    void add_entry(std::string_view bytes, std::string_view rest, std::uint32_t number);
    void add_ways(std::string_view literal, std::size_t at, std::string bytes, std::uint32_t number);

    std::vector<Entry> entries_;
    std::vector<Entry> short_entries_;  ///< those of them that say too little for next_of()
    std::string tails_;
    std::vector<Bucket> buckets_ = std::vector<Bucket>(bucket_count);
    bool has_ascii_ = false;
};

}  // namespace certdelta::profile
