// A time or place that opens a sentence, and of which all that follows speaks.
#pragma once

#include <cstdint>

#include "extract/scope/phrases.h"

namespace certdelta::extract {

/// The phrase opens a clause before any value, and is parted from what follows; a time may run on into a value.
[[nodiscard]] bool sets_scene(const Phrases& in, text::Range phrase, bool is_time);

/// A time or place that opens a clause of the sentence at `begin`, before any value, sets the scene for all that
/// follows: "the data show that last year, ...".
[[nodiscard]] bool opens_scene(const Phrases& in, text::Range phrase, std::uint32_t begin);

/// A place that sets the scene of the sentence at `begin`: "Guangdong: ...", "in Guangdong, ...".
[[nodiscard]] bool place_sets_scene(const Phrases& in, const std::vector<text::Range>& places, std::uint32_t begin,
                                    std::uint32_t pos);

}  // namespace certdelta::extract
