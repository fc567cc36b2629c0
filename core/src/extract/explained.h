// Figures that explain themselves by what they are.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "text/normalise.h"
#include "value/lexicon.h"

namespace certdelta::extract {

/// A figure, and the name of the phrase that it is: "date", "identifier", "address" and so on.
struct Explained {
    text::Range range;
    std::string_view name;  ///< constant
};

/// Addresses of the web in a text ("https://...", "www. ..."), by position. Time: linear.
[[nodiscard]] std::vector<text::Range> find_addresses(std::string_view text);

/// What the digits from `pos` to `digits_end` are that no rule asks about: a date, an identifier ("CVE-2023-1234"), an
/// ordinal, the time of day right behind a date, which `follows_date` says, the number of a picture or of a list's
/// item.
[[nodiscard]] std::optional<Explained> explain_itself(const text::NormalText& normal, std::uint32_t pos,
                                                      std::uint32_t digits_end, bool follows_date,
                                                      const value::Lexicon& lexicon);

}  // namespace certdelta::extract
