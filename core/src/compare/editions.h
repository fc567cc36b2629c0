// Two editions of one week print the same figures, each in its own way.
#pragma once

#include <string_view>

#include "compare/stated_change.h"

namespace certdelta {

/// Whether both may be prints of one figure. 184 321 and 18.4 ten thousands are, within half a unit of the coarser
/// precision; behind "more than" or "nearly" a coarse figure may have been cut instead of rounded, which adds the other
/// half on one side.
[[nodiscard]] bool editions_agree(const PrintedFigure& a, const PrintedFigure& b);

/// Whether both changes may be prints of one change: the same kind and direction where both are known, and sizes within
/// half a unit of the coarser precision.
[[nodiscard]] bool editions_agree(const Change& a, const Change& b);

/// Whether both texts may be one value of a field of the type that its profile gives: the codes of an enumeration are
/// the same in every language, dates say the same as far as both go (2002 and 2002-09), and all other texts differ
/// between languages by nature.
[[nodiscard]] bool editions_agree(std::string_view type, std::string_view a, std::string_view b);

}  // namespace certdelta
