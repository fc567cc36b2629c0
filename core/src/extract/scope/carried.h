// Scope that reaches beyond its sentence: announced, from a caption on a line of its own, from a sentence before, or
// looked back upon.
#pragma once

#include <vector>

#include "extract/scope/phrases.h"

namespace certdelta::extract {

/// Where the scope of another time, place or body holds beyond its sentence. By position; each reaches as far as any
/// before it.
[[nodiscard]] std::vector<text::Range> find_carried(const Phrases& in);

/// "Last year, hosts were infected. 10,000 defaced websites were found", "In 2015, all was calm. The number of ...": a
/// sentence that says neither when, where nor by whom has the time or place that the sentence before it starts with.
/// One that starts with its subject may follow what the report's own body did at that time ("On Monday, ..."); behind
/// figures, carry_scenes() tells.
[[nodiscard]] bool follows_scene(const Phrases& in, const Match& match);

}  // namespace certdelta::extract
