// The last item of a list of figures, whose sentence goes on: of which item, nothing says.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/candidates.h"
#include "extract/matcher.h"
#include "value/lexicon.h"

namespace certdelta::extract {

/// "12 sites and 8 pages, down 5%", "12 sites, 8 pages, of which 3 ...": where in the match the words begin that may be
/// said of both figures; what it reads from there on is no field's. UINT32_MAX where the match is no such item. A
/// bracket belongs to the item before it. Where words have spaces between them, "and" joins whole clauses: there is no
/// such item.
/// `fields`: what is read before the match.
[[nodiscard]] std::uint32_t joined_item_end(std::string_view text, const value::Lexicon& lexicon,
                                            const Matches& matches, const Match& match,
                                            const std::vector<FieldCandidate>& fields);

}  // namespace certdelta::extract
