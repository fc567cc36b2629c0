// What runs on into a match, or what a match runs on into.
#pragma once

#include "extract/scope/phrases.h"

namespace certdelta::extract {

/// Whether the match is a part of something longer: words that the profile does not know run on into it, or it runs on
/// into such words or into a second figure, or it ends a list of names or of figures, which are not its own.
[[nodiscard]] bool runs_on(const Phrases& in, const Match& match);

}  // namespace certdelta::extract
