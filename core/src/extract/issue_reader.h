// What a match says of the report's issue: its number, its year, its days.
#pragma once

#include <string_view>

#include "extract/candidates.h"
#include "extract/matcher.h"
#include "extract/scope.h"
#include "profile/profile.h"
#include "text/normalise.h"

namespace certdelta::extract {

/// For one text and one profile, which outlive it, as the rest does that it is made of.
class IssueReader {
public:
    IssueReader(const text::NormalText& normal, const profile::Profile& profile, const Matches& matches,
                const ScopeFinder& scope)
        : normal_(normal), profile_(profile), matches_(matches), scope_(scope) {}

    [[nodiscard]] static bool is_of_issue(profile::SlotKind kind) {
        return kind == profile::SlotKind::issue_number || kind == profile::SlotKind::issue_year ||
               kind == profile::SlotKind::period;
    }
    /// Takes what such a slot of the match has read into `identity`. Gives the name of what was read; empty where
    /// nothing tells which of several numbers is the issue's.
    std::string_view read(const Capture& capture, const Match& match, IdentityCandidate& identity) const;

private:
    [[nodiscard]] bool is_one_of_several(const Capture& capture, const Match& match) const;
    [[nodiscard]] bool names_period(const Match& match) const;

    const text::NormalText& normal_;
    const profile::Profile& profile_;
    const Matches& matches_;
    const ScopeFinder& scope_;
};

}  // namespace certdelta::extract
