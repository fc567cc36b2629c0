// JSON text as a tree that keeps what records need: members in their order, and numbers as exact decimals.
#pragma once

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
    std::optional<Decimal> number;  ///< empty for a number that is too large for a Decimal
    std::string text;               ///< of a string
    std::vector<Node> items;        ///< of an array, or the values of an object
    std::vector<std::string> keys;  ///< of an object; keys[i] names items[i]

    /// The first member of that name; nullptr when there is none.
    [[nodiscard]] const Node* find(std::string_view key) const;
};

/// Parses JSON text. Errors are invalid_json with offset, line and column. Time is linear; depth and number of nodes
/// are bounded, since the text may come from anybody.
[[nodiscard]] Result<Node> parse(std::string_view text);

}  // namespace certdelta::json
