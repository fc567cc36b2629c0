// Which profile fits a document.
#pragma once

#include <cstdint>
#include <string>

#include "profile/profile.h"
#include "text/normalise.h"

namespace certdelta::extract {

/// How well one profile fits.
struct Fit {
    std::int32_t weight = 0;
    bool fits = false;
    bool titled = false;    ///< the periodical's title starts a line
    bool complete = false;  ///< it does, or a required phrase is there, or none is asked for
    bool placed = false;  ///< the periodical or its publisher is named, or whose figures they are, or none is asked for
    std::string ruled_out;  ///< the phrase that rules the profile out; empty when none does
};

/// A title counts 3 where it starts a line of its own, 1 elsewhere; every other mark 1, each once, or, where they weigh
/// more and the periodical or its publisher is named, the phrases of those who retell it; the publisher's names, the
/// namings of the periodical as a source, and the phrases of which one is required where no title is, 1 together each;
/// a phrase that speaks against the periodical (its monthly sister's "this month") takes 2 away, unless it stands in
/// news of other bodies or behind the naming of a source. The profile fits when the sum reaches its threshold, a
/// required phrase is there where no title is, with words for who tells it where no source is, either, and words for
/// whose figures they are where nobody is named, and nothing rules it out: another publication's name in the title's
/// line, or, where no title stands, in a heading near the top. What retells others may name the periodical as its
/// source.
[[nodiscard]] Fit fit_of(const text::NormalText& normal, const profile::Profile& profile);

}  // namespace certdelta::extract
