// What a build of the library offers, for surfaces that ask at run time.
#pragma once

#include <cstdint>
#include <string>

#include "certdelta/reader.h"

namespace certdelta::json {

/// {"name", "version", "abi", "csv_header", "schemas", "profiles"}
[[nodiscard]] std::string info(const Reader& reader, std::uint32_t abi_version);

/// {"id", "version"}
[[nodiscard]] std::string profile_id(const ProfileId& id);

}  // namespace certdelta::json
