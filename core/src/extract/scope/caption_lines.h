// Captions of another time or place on lines of their own.
#pragma once

#include <vector>

#include "extract/scope/phrases.h"

namespace certdelta::extract {

/// What stands below a caption on a line of its own, up to the next such line; what else ends it is the caller's to
/// know. By position.
[[nodiscard]] std::vector<text::Range> find_captioned(const Phrases& in);

}  // namespace certdelta::extract
