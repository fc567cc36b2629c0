// Reading a text as a document of one given profile, without asking whether it is one.
#pragma once

#include <string_view>

#include "certdelta/reader.h"
#include "profile/profile.h"

namespace certdelta {

/// Its lines are told apart by the words and headings of that profile alone. Errors: those of Reader::read for text
/// that is none.
[[nodiscard]] Result<Explanation> read_as(const profile::Profile& profile, std::string_view document);

}  // namespace certdelta
