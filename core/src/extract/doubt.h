// Why what a slot has read is not to be trusted.
#pragma once

#include <string_view>

#include "extract/matcher.h"
#include "profile/profile.h"
#include "text/normalise.h"

namespace certdelta::extract {

/// What FieldCandidate::why says of what a field's slot has read; empty where it is good.
[[nodiscard]] std::string_view doubt_of(const text::NormalText& normal, const profile::Profile& profile,
                                        const Capture& capture, const Match& match);

/// The number, in brackets or not, has its line for itself; or a name shares it ("2 CNCERT") where the template ends.
[[nodiscard]] bool may_be_page_number(const text::NormalText& normal, text::Range figure, const Match& match);

/// "900 960" at a line's end, where the language has words for one of what is counted, may be one number, or two
/// columns of a row.
[[nodiscard]] bool may_be_columns(const text::NormalText& normal, text::Range count, const value::Lexicon& lexicon);

/// A figure from its first digit on, without the words about it; a print without digits as it is.
[[nodiscard]] text::Range from_digits(std::string_view text, text::Range printed);

/// A page ends inside the figure, or inside a name. Between the words about a figure and its digits it does no harm.
[[nodiscard]] bool is_interrupted(const text::NormalText& normal, text::Range printed);

}  // namespace certdelta::extract
