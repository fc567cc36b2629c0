// What is wrong with text that is no JSON, in our words.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "certdelta/error.h"

namespace certdelta::json {

struct SyntaxError {
    std::string reason;
    std::optional<std::size_t> offset;  ///< bytes
};

/// What nlohmann_json's message says went wrong, without its prefix and without the text that it read last: that may be
/// of any length and need not be valid UTF-8.
[[nodiscard]] std::string reason_of(std::string_view message);

/// invalid_json, with offset, line and column.
[[nodiscard]] Error syntax_error(std::string_view text, const SyntaxError& syntax);

}  // namespace certdelta::json
