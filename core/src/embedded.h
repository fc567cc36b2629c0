// The data files that are compiled into the library: core/profiles, core/lexicon,
// core/messages and core/schema.
#pragma once

#include <span>
#include <string_view>

namespace certdelta::embedded {

struct File {
    std::string_view name;  ///< without its folder: "cncert-weekly.en.json"
    std::string_view bytes;
};

/// Each sorted by name; what they give lives as long as the program.
[[nodiscard]] std::span<const File> profiles();
[[nodiscard]] std::span<const File> lexicons();
[[nodiscard]] std::span<const File> messages();
[[nodiscard]] std::span<const File> schemas();

}  // namespace certdelta::embedded
