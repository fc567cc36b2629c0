// Which templates can start at a place of a text: one table look-up a place, one comparison of eight bytes a candidate.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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

    /// Eight bytes of a text from text::NormalText::folded() that has eight more bytes behind it.
    [[nodiscard]] static std::uint64_t word_at(const char* folded) {
        std::uint64_t word = 0;
        std::memcpy(&word, folded, sizeof word);
        return word;
    }
    [[nodiscard]] bool can_start(unsigned char first_byte) const { return first_bytes_[first_byte]; }
    /// Whether anything starts with an ASCII character.
    [[nodiscard]] bool has_ascii() const { return has_ascii_; }
    /// Calls take(number) for each template that can start with `word`, in the order of their numbers.
    template <class Take>
    void each(std::uint64_t word, Take take) const {
        const std::uint32_t bucket = bucket_of(word);
        for (std::uint32_t i = starts_[bucket]; i < starts_[bucket + 1]; ++i) {
            const Entry& entry = entries_[i];
            if (((word ^ entry.prefix) & entry.mask) == 0) take(entry.number);
        }
    }

private:
    static constexpr std::uint32_t buckets = 1024;
    struct Entry {
        std::uint64_t prefix;
        std::uint64_t mask;
        std::uint32_t number;
        std::uint32_t bucket;
    };
    /// By two ASCII characters, or by the three bytes of one character. Little-endian, as WebAssembly is.
    static std::uint32_t bucket_of(std::uint64_t word) {
        const auto key = static_cast<std::uint32_t>(word & ((word & 0x80U) == 0 ? 0xFFFFU : 0xFFFFFFU));
        return (key * 2654435761U) >> 22U;
    }

    void add_entry(std::string_view bytes, std::uint32_t number);
    void add_ways(std::string_view literal, std::size_t at, std::string bytes, std::uint32_t number);

    std::vector<Entry> entries_;
    std::vector<std::uint32_t> starts_ = std::vector<std::uint32_t>(buckets + 1, 0);
    std::array<bool, 256> first_bytes_{};
    bool has_ascii_ = false;
};

}  // namespace certdelta::profile
