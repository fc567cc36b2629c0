// The profiles that come with the library.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "certdelta/error.h"
#include "embedded.h"
#include "profile/profile.h"

namespace certdelta::profile {

/// A profile whose rules are compiled when the first document is read with it: most who read one edition never read
/// another. May be asked from several threads.
class LazyProfile {
public:
    /// One that is compiled whole already.
    explicit LazyProfile(Profile whole) : identity_(std::move(whole)), file_(nullptr) {}
    /// `identity` is that of `file`, which the lexicons and bases belong to; all of them outlive this object.
    LazyProfile(Profile identity, const embedded::File& file, std::span<const embedded::File> lexicons,
                std::span<const embedded::File> bases)
        : identity_(std::move(identity)), file_(&file), lexicons_(lexicons), bases_(bases) {}

    /// At least what Depth::identity reads.
    [[nodiscard]] const Profile& identity() const { return identity_; }
    /// All of it, or the error of its file; the pointers are this object's.
    struct Whole {
        const Profile* profile = nullptr;
        const Error* error = nullptr;
    };
    [[nodiscard]] Whole whole() const;

private:
    Profile identity_;
    const embedded::File* file_;  ///< null where identity_ is the whole profile
    std::span<const embedded::File> lexicons_;
    std::span<const embedded::File> bases_;
    mutable std::once_flag once_;
    mutable std::optional<Result<Profile>> whole_;
};

struct LoadedProfiles {
    std::vector<std::unique_ptr<LazyProfile>> profiles;
    std::optional<Error> error;  ///< of the first file whose identity does not load
};

/// Loads profiles with the lexicons; each may extend any other of them. All of the files outlive what is given.
[[nodiscard]] LoadedProfiles load_profiles(std::span<const embedded::File> profiles,
                                           std::span<const embedded::File> lexicons);

}  // namespace certdelta::profile
