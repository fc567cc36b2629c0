// What stands before a sentence of figures that is about something else.
#pragma once

#include "extract/scope/phrases.h"

namespace certdelta::extract {

/// "Universities suffered, too: 12 sites were hit", "A gang was caught. 12 sites were hit": where words have spaces
/// between them, the profile knows the report's own place, and no heading of the periodical stands above, the clause
/// right before the match, or the sentence before it in its paragraph, is about something that the profile does not
/// know, the match's own sentence names neither the report's body nor its time or place, and nothing is read in the
/// sentence before it.
[[nodiscard]] bool is_adrift(const Phrases& in, const Match& match);

}  // namespace certdelta::extract
