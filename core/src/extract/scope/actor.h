// Who acted, and with whom.
#pragma once

#include <cstdint>

#include "extract/scope/phrases.h"

namespace certdelta::extract {

/// Another body than the report's own acted: "the branches handled 253 incidents". Of several acts in a clause, the
/// first tells who did them: "the centre coordinated with the branches and handled ...". A clause that names nobody
/// goes on with the one before.
[[nodiscard]] bool has_other_actor(const Phrases& in, const Match& match, std::uint32_t begin);

/// "The centre had operators handle 253 incidents": who helped stands between its act and the one that is counted.
/// Whose act the first one is, has_other_actor() asks.
[[nodiscard]] bool follows_partner(const Phrases& in, const Match& match);

}  // namespace certdelta::extract
