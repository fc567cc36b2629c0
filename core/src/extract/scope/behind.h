// What the words behind a match say of it.
#pragma once

#include <cstdint>

#include "extract/scope/phrases.h"

namespace certdelta::extract {

/// A phrase of another scope stands in the clause behind the match, or in one that goes on with it.
[[nodiscard]] bool is_other_behind(const Phrases& in, const Match& match);

/// A bracket, or the next clause, that holds a time and nothing else: "(January-October)", ", 2022". The report's own
/// days may stand there.
[[nodiscard]] bool is_timed_behind(const Phrases& in, const Match& match);

/// "253 incidents more than last week": what is printed is how many more.
[[nodiscard]] bool is_compared(const Phrases& in, std::uint32_t pos);

/// A question mark ends the sentence of the match.
[[nodiscard]] bool is_asked(const Phrases& in, const Match& match);

}  // namespace certdelta::extract
