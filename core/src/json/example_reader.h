// The examples of a profile, from JSON.
#pragma once

#include <vector>

#include "json/tree_reader.h"
#include "profile/example.h"
#include "profile/profile.h"

namespace certdelta::json {

/// The examples of the profile whose JSON is `root` and whose fields are read. Problems go to `reader`; an example with
/// one is left out.
[[nodiscard]] std::vector<profile::Example> read_examples(TreeReader& reader, const Item& root,
                                                          const profile::Profile& profile);

}  // namespace certdelta::json
