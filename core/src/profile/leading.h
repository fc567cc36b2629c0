// The words that a match of a template can start with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "profile/beginnings.h"

namespace certdelta::profile {

struct Template;

/// One of the ways in which a match can start.
struct Leading {
    std::string words;  ///< folded; two letters or one Chinese character at least
    Beginning behind;   ///< what can follow them
};

/// The ways from instruction `at` on, each `enough` bytes long or more where there are as many words; empty when
/// something other than words can come first. `openings`: of each slot, the words with which it starts; none where it
/// starts with anything else.
[[nodiscard]] std::vector<Leading> leading_of(const Template& compiled, std::uint32_t at, std::size_t enough,
                                              std::span<const std::vector<std::string>> openings = {});

}  // namespace certdelta::profile
