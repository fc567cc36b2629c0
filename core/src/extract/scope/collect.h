// Finds the phrases of a text.
#pragma once

#include "extract/scope/phrases.h"

namespace certdelta::extract {

/// The arguments outlive what is given.
[[nodiscard]] Phrases collect_phrases(const text::NormalText& normal, const profile::Profile& profile,
                                      const Matches& matches);

}  // namespace certdelta::extract
