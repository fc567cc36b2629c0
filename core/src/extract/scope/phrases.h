// Where the phrases of a profile stand in a text that may say when, where and by whom something was counted.
#pragma once

#include <cstdint>
#include <vector>

#include "extract/matcher.h"
#include "extract/own_time.h"
#include "profile/profile.h"
#include "text/marks.h"
#include "text/normalise.h"
#include "value/date.h"

namespace certdelta::extract {

/// The heading of a section, or a block of labels that stands without its section's heading.
struct Heading {
    text::Range range;
    const profile::Rule* rule;
};

/// Of one text. Made by collect_phrases(), and only looked at afterwards. Lists are by position.
struct Phrases {
    Phrases(const text::NormalText& text, const profile::Profile& of, const Matches& found)
        : normal(text), profile(of), matches(found), marks(text.text(), text.words()) {}

    // Each outlives this object.
    const text::NormalText& normal;
    const profile::Profile& profile;
    const Matches& matches;

    text::Marks marks;
    OwnTime own;
    bool asks = false;    ///< there is a question mark
    bool quotes = false;  ///< a quotation mark ends a line

    std::vector<text::Range> harmless;  ///< looks like another scope, and is not; each reaches as far as any before it
    std::vector<text::Range> places;
    std::vector<text::Range> times;
    std::vector<text::Range> last_period;  ///< empty where "last week" is the report's own
    std::vector<text::Range> compared;     ///< "last week" where this one is compared with it
    std::vector<text::Range> days;         ///< printed days that are not the report's own
    std::vector<text::Range> issues;       ///< other issues, and weeks of a month, that are named
    std::vector<text::Range> this_period;
    std::vector<text::Range> openers;
    std::vector<text::Range> goes_on;
    std::vector<text::Range> announces;
    std::vector<text::Range> looks_back;
    std::vector<text::Range> sums_up;
    std::vector<text::Range> sourced;
    std::vector<text::Range> denies;
    std::vector<text::Range> voices;
    std::vector<text::Range> own_voices;
    std::vector<text::Range> acts;
    std::vector<text::Range> other_actors;
    std::vector<text::Range> other_titles;
    std::vector<text::Range> others;  ///< what may make a figure another's: phrases of another scope, openers, denials

    std::vector<text::Range> values;          ///< matches that read values
    std::vector<text::Range> timed_values;    ///< of those, the ones of rules that speak of a period
    std::vector<text::Range> identity;        ///< of those, the timeless ones: they name the issue or its days
    std::vector<text::Range> identity_lines;  ///< the lines in which these begin
    std::vector<std::uint32_t> titles;        ///< ends of what names the issue: no sentence goes on behind them
    std::vector<std::uint32_t>
        citations;  ///< begins of sentences in which the body and the report's own issue are named
    std::vector<std::uint32_t> colons;
    std::vector<Heading> headings;
    std::vector<Heading> labelled;   ///< blocks of labels that stand without their section's heading
    std::vector<text::Range> aside;  ///< comments and quotations; each reaches as far as any before it

    /// Whether what the profile knows to be harmless explains the beginning of a phrase.
    [[nodiscard]] bool is_harmless(text::Range phrase) const;
    /// The first heading that begins at `pos` or behind it.
    [[nodiscard]] std::vector<Heading>::const_iterator heading_from(std::uint32_t pos) const;
    /// The first heading that ends behind `pos`; the one before it is that of `pos`.
    [[nodiscard]] std::vector<Heading>::const_iterator heading_behind(std::uint32_t pos) const;
    [[nodiscard]] bool heading_ends_at(std::uint32_t pos) const;
    /// A phrase of another time or place begins in the range.
    [[nodiscard]] bool any_within(std::uint32_t begin, std::uint32_t end) const;
    /// Where the first of the phrases from `pos` on begins that may make a figure another's.
    [[nodiscard]] std::uint32_t next_other(std::uint32_t pos) const;
    /// A figure that is no date, nor part of another time ("in 2015"), stands in the range.
    [[nodiscard]] bool has_count(std::uint32_t begin, std::uint32_t end) const;
    [[nodiscard]] bool is_own_period(const value::DayRange& printed) const {
        return own.days && value::may_be_same(*own.days, printed);
    }
};

}  // namespace certdelta::extract
