// Lexicons, from JSON text to what the readers of values work with.
#pragma once

#include "json/tree_reader.h"
#include "value/lexicon.h"

namespace certdelta::json {

/// Problems go to `reader`.
void read_lexicon(TreeReader& reader, const Item& json, value::Lexicon& out);

}  // namespace certdelta::json
