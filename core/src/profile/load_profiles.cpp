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

LazyProfile::Whole LazyProfile::whole() const {
    if (file_ == nullptr) return {&identity_, nullptr};
    std::call_once(
        once_, [this] { whole_ = compile_profile(file_->bytes, file_->name, texts_of(lexicons_), texts_of(bases_)); });
    if (!whole_->ok()) return {nullptr, &whole_->error()};
    return {&whole_->value(), nullptr};
}

LoadedProfiles load_profiles(std::span<const embedded::File> profiles, std::span<const embedded::File> lexicons) {
    LoadedProfiles loaded;
    for (const embedded::File& file : profiles) {
        auto identity = compile_profile(file.bytes, file.name, texts_of(lexicons), texts_of(profiles), Depth::identity);
        if (identity.ok())
            loaded.profiles.push_back(
                std::make_unique<LazyProfile>(std::move(identity).value(), file, lexicons, profiles));
        else if (!loaded.error)
            loaded.error = identity.error();
    }
    return loaded;
}

}  // namespace certdelta::profile
