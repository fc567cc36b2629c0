// From a page's runs to the stretches of text that they show.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "layout/pages.h"

namespace certdelta::layout {

/// A stretch of one run without a wide gap in it, and without white space at its ends; or one character that stands for
/// a glyph of a symbol font.
struct Fragment {
    std::uint32_t begin = 0;  ///< in Pages::text
    std::uint32_t end = 0;
    char32_t character = 0;  ///< what is shown in place of that text; 0: the text itself
    std::uint32_t font = 0;  ///< in Pages::fonts
    Box box;
    double em = 0;                      ///< size of its font, in points; never 0
    bool hidden = false;                ///< nobody knows which characters these glyphs are
    bool lone = false;                  ///< one hidden glyph: a sign, or a character of a word
    bool behind_space = false;          ///< its run has white space before it
    std::uint32_t run = 0;              ///< in the page
    std::uint32_t first_character = 0;  ///< of its run, in code points
};

struct PageFragments {
    std::vector<Fragment> level;      ///< text that runs from left to right
    std::vector<Fragment> aside;      ///< rotated text
    std::uint32_t off_page = 0;       ///< runs left out: they lie outside the page, where nobody sees them
    std::vector<std::string> struck;  ///< stretches with figures left out: lines go through them
};

[[nodiscard]] PageFragments fragments_of(const Pages& pages, const Page& page);

/// Width of a character in ems, about: a full one for Chinese, half of one for letters.
[[nodiscard]] double usual_advance(char32_t code_point);

}  // namespace certdelta::layout
