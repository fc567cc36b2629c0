// Where a page ends inside of a sentence: what is printed between the sentence's two halves.
#pragma once

#include <string_view>
#include <vector>

#include "text/lines.h"
#include "text/text_words.h"

namespace certdelta::text {

/// Leaves out, where a sentence goes on behind them,
///  - lines that repeat one of the document's head, with a page number or without: its title, its publisher, its issue;
///  - an address with a page number;
///  - a bare number that nothing but a page's end can have put there: the two words beside it stand side by side
///    elsewhere, or the next word takes no number, or the numbers of the pages before or behind it count on.
/// A number that words beside it may count with ("about", "thousand") stays, and then so does every other bare one: the
/// document's figures have lines of their own. Time: linear.
void omit_page_ends(std::string_view source, std::vector<SourceLine>& lines, const TextWords& words);

}  // namespace certdelta::text
