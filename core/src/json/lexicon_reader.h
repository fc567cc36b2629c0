// Lexicons, from JSON text to what the readers of values work with.
#pragma once

#include <span>
#include <string_view>

#include "json/tree_reader.h"
#include "value/lexicon.h"

namespace certdelta::json {

/// The lexicon of `language` among `texts`; false where there is none. Problems go to `reader`.
bool read_lexicon(TreeReader& reader, std::string_view language, std::span<const std::string_view> texts,
                  value::Lexicon& out);

}  // namespace certdelta::json
