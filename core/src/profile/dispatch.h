// Which templates can start at a place of a text: one table look-up a place.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/literal.h"

namespace certdelta::profile {

/// Maps the first bytes of a text at a place (two ASCII characters in lower case, or the three bytes of one character) to
/// the numbers of the templates that can start with them. May name one that does not; never misses one.
class Dispatch {
public:
    void add(std::string_view literal, std::uint32_t number) { entries_.push_back({bucket_of(literal, 0), number}); }
    /// Call once after the last add().
    void build();

    [[nodiscard]] std::span<const std::uint32_t> at(std::string_view text, std::size_t pos) const {
        const std::uint32_t bucket = bucket_of(text, pos);
        return {numbers_.data() + starts_[bucket], starts_[bucket + 1] - starts_[bucket]};
    }

private:
    static constexpr std::uint32_t buckets = 2048;

    static std::uint32_t bucket_of(std::string_view text, std::size_t pos) {
        const auto byte = [&](std::size_t i) -> std::uint32_t {
            return i < text.size() ? static_cast<unsigned char>(text[i] == '\n' ? ' ' : text::lower(text[i])) : 0U;
        };
        const std::uint32_t first = byte(pos);
        const std::uint32_t key = first < 0x80 ? first << 8U | byte(pos + 1) : first << 16U | byte(pos + 1) << 8U | byte(pos + 2);
        return (key * 2654435761U) >> 21U;
    }

    struct Entry {
        std::uint32_t bucket;
        std::uint32_t number;
    };
    std::vector<Entry> entries_;
    std::vector<std::uint32_t> starts_ = std::vector<std::uint32_t>(buckets + 1, 0);
    std::vector<std::uint32_t> numbers_;
};

}  // namespace certdelta::profile
