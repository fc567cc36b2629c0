// A stretch of a text.
#pragma once

#include <cstdint>

namespace certdelta::text {

/// Half-open, in bytes; of the normal form where nothing else is said.
struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    [[nodiscard]] bool empty() const { return begin == end; }
    [[nodiscard]] bool contains(std::uint32_t pos) const { return begin <= pos && pos < end; }
    friend bool operator==(const Range&, const Range&) = default;
};

}  // namespace certdelta::text
