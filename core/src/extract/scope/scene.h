// A time or place that opens a sentence, and of which all that follows speaks.
#pragma once

#include <cstdint>

#include "extract/scope/phrases.h"

namespace certdelta::extract {

constexpr std::uint32_t longest_opener = 8;  // bytes before a time or place that a sentence starts with

/// The phrase sets the scene for its sentence: it opens a clause before any value, and is parted from what follows,
/// though a time may run on into a value; where words have spaces between them, it starts the sentence, and another
/// value follows soon that nobody is said to tell: what somebody said on a day is of another time than that day.
[[nodiscard]] bool sets_scene(const Phrases& in, text::Range phrase, bool is_time);

/// A time or place that opens a clause of the sentence at `begin`, before any value, sets the scene for all that
/// follows: "the data show that last year, ...".
[[nodiscard]] bool opens_scene(const Phrases& in, text::Range phrase, std::uint32_t begin);

/// A place that sets the scene of the sentence at `begin`: "Guangdong: ...", "in Guangdong, ...".
[[nodiscard]] bool place_sets_scene(const Phrases& in, const std::vector<text::Range>& places, std::uint32_t begin,
                                    std::uint32_t pos);

}  // namespace certdelta::extract
