// From matches to candidates: which figure may be which field, and which figures belong to another time or place.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "extract/matcher.h"
#include "extract/other_reason.h"
#include "layout/page_text.h"
#include "profile/profile.h"
#include "text/normalise.h"

namespace certdelta::extract {

struct StatedChange {
    Change change;
    text::Range printed;
    text::Range quote;
    std::uint32_t rule = 0;
};

/// Stated for a field in a match without its value.
struct LooseChange {
    std::int32_t field = profile::no_field;
    StatedChange stated;
};

struct FieldCandidate {
    std::int32_t field = profile::no_field;
    Value value;
    std::optional<Decimal> precision;
    Qualifier qualifier = Qualifier::none;
    text::Range printed;
    text::Range quote;
    std::uint32_t rule = 0;
    std::string_view why;  ///< empty: good; otherwise why it is not to be trusted: "cut-off", "damaged", "interrupted",
                           ///< "page-number", "out-of-range", "alternatives", "unknown-code", "contradicted"
    bool percent_sign_lost = false;
    std::optional<StatedChange> change;
};

/// What names the issue, as read from one place.
struct IdentityCandidate {
    std::optional<std::int32_t> number;
    std::optional<std::int32_t> year;
    std::optional<value::DayRange> days;
    text::Range range;
    bool weak = false;    ///< not the title: counts only where no title names the issue
    bool marked = false;  ///< weak, for bullets or brackets before it: the title where no other one names the issue
};

/// A stretch of the text whose figures are explained without being a field's value.
struct ExplainedPhrase {
    text::Range range;
    std::string_view name;  ///< of the profile, or constant
    std::string_view rule;  ///< of the profile
};

struct OtherScope {
    text::Range range;  ///< of the match that was left aside
    std::vector<std::int32_t> fields;
    OtherReason reason = OtherReason::time_or_place;
};

struct NoticeMatch {
    std::uint32_t rule = 0;
    text::Range range;
};

struct Candidates {
    std::vector<FieldCandidate> fields;
    std::vector<LooseChange> loose_changes;
    std::vector<IdentityCandidate> identities;
    std::vector<ExplainedPhrase> phrases;
    std::vector<OtherScope> other_scopes;
    std::vector<NoticeMatch> notices;
    std::vector<text::Range> shifted_panels;  ///< whose lines say nothing of what belongs together, by position
    bool this_period = false;                 ///< the text says "this week"
    std::vector<text::Range> lost_arrows;     ///< changes whose direction did not survive
};

/// `titled`: the periodical's title stands on a line of its own, without which some rules are not read. `pages` is
/// where the text came from, if it came from pages; else null. It decides which figure a panel's label has.
[[nodiscard]] Candidates collect_candidates(const text::NormalText& normal, const profile::Profile& profile,
                                            const Matches& matches, bool titled,
                                            const layout::PageText* pages = nullptr);

}  // namespace certdelta::extract
