#include "profile/load_profiles.h"

#include <utility>

namespace certdelta::profile {
namespace {

std::vector<std::string_view> texts_of(std::span<const embedded::File> files) {
    std::vector<std::string_view> texts;
    for (const embedded::File& file : files) texts.push_back(file.bytes);
    return texts;
}

}  // namespace

LoadedProfiles load_profiles(std::span<const embedded::File> profiles, std::span<const embedded::File> lexicons) {
    LoadedProfiles loaded;
    for (const embedded::File& file : profiles) {
        auto compiled = compile_profile(file.bytes, file.name, texts_of(lexicons), texts_of(profiles));
        if (compiled.ok())
            loaded.profiles.push_back(std::move(compiled).value());
        else if (!loaded.error)
            loaded.error = compiled.error();
    }
    return loaded;
}

}  // namespace certdelta::profile
