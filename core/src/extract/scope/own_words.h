// What the profile knows to be the report's own, or harmless.
#pragma once

#include <cstdint>

#include "extract/scope/phrases.h"

namespace certdelta::extract {

/// Where the longest thing that the profile knows to be harmless, and that begins at `pos`, ends; `pos` where there is
/// none. Marks and spaces say nothing.
[[nodiscard]] std::uint32_t known_end(const Phrases& in, std::uint32_t pos);

/// Whether the words are all known to be harmless, or name the report's own body.
[[nodiscard]] bool is_own(const Phrases& in, text::Range words);

/// Whether the words are names of the report's own body, with marks around them, and nothing else.
[[nodiscard]] bool is_own_name(const Phrases& in, text::Range words);

/// Where words have spaces between them: words before "found:" that name a body, one with a capital letter ("Symantec")
/// or one among small ones ("the experts of Kaspersky"), and neither the report's own body nor its place. "Attacks
/// found:", "the table shows:" name none.
[[nodiscard]] bool names_body(const Phrases& in, text::Range words);

}  // namespace certdelta::extract
