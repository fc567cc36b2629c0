// The profiles that come with the library.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "certdelta/error.h"
#include "embedded.h"
#include "profile/profile.h"

namespace certdelta::profile {

struct LoadedProfiles {
    std::vector<Profile> profiles;
    std::optional<Error> error;  ///< of the first file that does not load
};

/// Compiles profiles with the lexicons; each may extend any other of them.
[[nodiscard]] LoadedProfiles load_profiles(std::span<const embedded::File> profiles,
                                           std::span<const embedded::File> lexicons);

}  // namespace certdelta::profile
