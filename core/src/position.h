// Where in a text a byte stands, as people count: lines and characters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace certdelta {

/// Both from 1. A column counts characters (Unicode code points), not bytes.
struct Position {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    friend bool operator==(const Position&, const Position&) = default;
};

/// Walks through a text once. Many offsets in rising order cost no more than one: time is linear in the text.
class PositionWalk {
public:
    explicit PositionWalk(std::string_view text) : text_(text) {}

    /// `offset`: not below that of the call before; the end of the text stands for all behind it.
    [[nodiscard]] Position at(std::size_t offset);

private:
    std::string_view text_;
    std::size_t offset_ = 0;
    Position position_;
};

[[nodiscard]] Position position_of(std::string_view text, std::size_t offset);

}  // namespace certdelta
