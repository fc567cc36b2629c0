// What a field's slot has read, as a value.
#pragma once

#include <string_view>

#include "extract/matcher.h"
#include "profile/profile.h"

namespace certdelta::extract {

/// `text` is the normal form. Line ends of words are spaces in the value; a word that is no code of the field is a
/// value as it is printed.
[[nodiscard]] Value value_of(std::string_view text, const profile::Profile& profile, const Capture& capture);

}  // namespace certdelta::extract
