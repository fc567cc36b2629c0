// Who counts and who tells it.
#pragma once

#include <cstdint>

#include "extract/scope/phrases.h"

namespace certdelta::extract {

/// Another body than the report's own counts: the last that speaks before the match ("the alliance reports that ..."),
/// or in brackets behind it.
[[nodiscard]] bool has_other_voice(const Phrases& in, const Match& match, std::uint32_t begin);

/// "John Smith: ...", "A reader: ...": up to four words before a colon name who writes what follows. They begin with
/// capital letters, or are one behind an article, and the profile knows none of them.
[[nodiscard]] bool names_voice(const Phrases& in, std::uint32_t begin, std::uint32_t pos);

}  // namespace certdelta::extract
