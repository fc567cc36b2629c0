// JSON text as a tree that keeps what records and profiles need: members in their order, numbers as exact decimals, and
// where in the text everything stands.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certdelta/decimal.h"
#include "certdelta/error.h"

namespace certdelta::json {

struct Node {
    enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

    Kind kind = Kind::null;
    bool boolean = false;
    std::uint32_t offset = 0;                ///< byte of the text at which the value starts
    std::optional<Decimal> number;           ///< empty for a number that is too large for a Decimal
    std::string text;                        ///< of a string
    std::vector<Node> items;                 ///< of an array, or the values of an object
    std::vector<std::string> keys;           ///< of an object; keys[i] names items[i]
    std::vector<std::uint32_t> key_offsets;  ///< of an object; where keys[i] starts, its quotation mark

    /// The first member of that name; nullptr when there is none.
    [[nodiscard]] const Node* find(std::string_view key) const;
};

/// Parses JSON text. Errors are invalid_json with offset, line and column. Time is linear; depth and number of nodes
/// are bounded, and so is the size (4 GiB, what an offset holds), since the text may come from anybody.
[[nodiscard]] Result<Node> parse(std::string_view text);

/// What a string of valid JSON text says at byte `inside` of its value stands at this byte of the text. `string`: where
/// the string starts, its quotation mark.
[[nodiscard]] std::size_t offset_in_string(std::string_view text, std::size_t string, std::size_t inside);

}  // namespace certdelta::json
