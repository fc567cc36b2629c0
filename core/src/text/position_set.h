// Positions of a text, a bit for each.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace certdelta::text {

/// Positions from 0 up to a text's size, that included. Each search looks at one word of 64 positions after another.
class PositionSet {
public:
    static constexpr std::uint32_t none = UINT32_MAX;

    explicit PositionSet(std::size_t size) : words_(size / 64 + 1) {}

    void add(std::uint32_t pos) { words_[pos / 64] |= std::uint64_t{1} << (pos % 64); }
    /// Adds, of the eight positions from `pos` on, those whose byte of `marked` has its high bit set; `pos` is a
    /// multiple of eight, and no other bits are set.
    void add_eight(std::uint32_t pos, std::uint64_t marked) {
        constexpr std::uint64_t gather = 0x0102040810204080U;  // moves each bit 8 i to bit 56 + i
        words_[pos / 64] |= ((marked >> 7U) * gather >> 56U) << (pos % 64);
    }
    [[nodiscard]] bool has(std::uint32_t pos) const { return (words_[pos / 64] >> (pos % 64) & 1U) != 0; }
    /// The last position from `lowest` on before `pos`, if there is any; else none.
    [[nodiscard]] std::uint32_t last_before(std::uint32_t pos, std::uint32_t lowest) const {
        while (pos > lowest) {
            const std::uint32_t last = pos - 1;
            const std::uint64_t word = words_[last / 64] << (63 - last % 64);
            if (word != 0) {
                const std::uint32_t found = last - static_cast<std::uint32_t>(std::countl_zero(word));
                return found >= lowest ? found : none;
            }
            pos = last - last % 64;
        }
        return none;
    }
    /// The first position from `pos` on; `limit` where none is before it.
    [[nodiscard]] std::uint32_t first_from(std::uint32_t pos, std::uint32_t limit) const {
        while (pos < limit) {
            const std::uint64_t word = words_[pos / 64] >> (pos % 64);
            if (word != 0) return std::min(limit, pos + static_cast<std::uint32_t>(std::countr_zero(word)));
            pos += 64 - pos % 64;
        }
        return limit;
    }

private:
    std::vector<std::uint64_t> words_;
};

}  // namespace certdelta::text
