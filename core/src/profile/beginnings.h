// What the ways through a template can begin with: a look at a byte or two, and most ways need not be tried.
#pragma once

#include <bitset>

namespace certdelta::profile {

struct Template;

/// The bytes that a folded text can show where a way begins. May hold some that no match begins with; lacks none.
struct Beginning {
    std::bitset<256> first;
    std::bitset<256> behind_space;  ///< the second byte, where the first one is a space

    /// `folded` is a place in a text from text::NormalText::folded(). True at the text's end, where a way is cut off
    /// rather than wrong.
    [[nodiscard]] bool may_stand_at(const char* folded) const {
        return first[static_cast<unsigned char>(folded[0])] &&
               (folded[0] != ' ' || behind_space[static_cast<unsigned char>(folded[1])]);
    }
    friend bool operator==(const Beginning&, const Beginning&) = default;
};

/// Fills compiled.beginnings and refers each instruction to its own. The rules are those of text::match_literal().
void add_beginnings(Template& compiled);

}  // namespace certdelta::profile
