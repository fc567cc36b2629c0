// The same sentence can speak of another time or place: "since January", "overseas", "last year". Its figures are not
// this period's, and must be neither taken nor lost.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "extract/other_reason.h"
#include "extract/scope/other_times.h"
#include "extract/scope/own_words.h"
#include "extract/scope/phrases.h"
#include "extract/scope/sections.h"

namespace certdelta::extract {

/// Tells what is of another scope, in one text. What it is made of outlives it.
class ScopeFinder {
public:
    ScopeFinder(const text::NormalText& normal, const profile::Profile& profile, const Matches& matches);

    /// Why a match is another scope's; nothing where it is the report's own. A phrase of another scope stands in the
    /// words around the match that the template does not account for: in the sentence before it, in the clause behind
    /// it, or in one of its gaps. A sentence that goes on with what the one before speaks of has its scope. Words of
    /// this period end another time that an earlier clause speaks of. A range of days that is not the report's own is
    /// another time. What the profile calls an opener ("in", "during") begins a phrase of another scope where it starts
    /// a clause before the match, or stands behind it, in its clause or at the start of the next: a circumstance that
    /// nothing shows to be harmless is another scope. So is a caption of another time or place, before the sentence or
    /// on a line of its own; a question; a sentence that denies its figures; and a figure that is said to be more or
    /// less than another. Where words have no spaces between them, a word that runs on into the match and that the
    /// profile does not know makes it another thing's ("a town's defaced websites"). Another body's count is not the
    /// report's, nor is a figure under a caption that names anything that the profile does not know.
    [[nodiscard]] std::optional<OtherReason> why_other(const Match& match, std::span<const text::Range> gaps) const;
    /// Where words have no spaces between them, a list goes on with whose figures it began with. Of a match that is
    /// another's, the end of the sentence in its paragraph; its own end where the rest of the sentence may be
    /// anybody's.
    [[nodiscard]] std::uint32_t list_end(const Match& match, OtherReason reason) const;
    /// Where words have no spaces between them: a clause of the match's sentence, from `pos` on, that begins with a
    /// word unknown to the profile, counts something ("the shop closed 3 branches, ..."), and nothing names the
    /// report's own behind it.
    [[nodiscard]] bool follows_foreign_count(const Match& match, std::uint32_t pos) const;
    /// Words of the report's own body or period begin in the range, or those of its place; where words have spaces
    /// between them, the place is that of its own clause only.
    [[nodiscard]] bool names_own(text::Range range) const;
    /// False where the report's own sections say nothing about a rule: in a section whose contents are not the report's
    /// (news), or outside the one section that the rule belongs to. Nor is a comment of HTML read, nor what a report
    /// that names its issue quotes from another text.
    [[nodiscard]] bool is_readable(const Match& match, const profile::Rule& rule) const {
        return extract::is_readable(in_, match, rule);
    }

    /// Where words have spaces between them, an opener, or what a change is measured against ("than"), leads to the
    /// number of an issue: "as stated in Issue 12" is about another text.
    [[nodiscard]] bool is_cited(const Match& match) const;
    /// `pos` is in a heading near the top, where one of the headings has another publication's title: the number and
    /// the days there may be those of that.
    [[nodiscard]] bool is_other_publication(std::uint32_t pos) const;

    /// The words are names of the report's own body, with marks around them, and nothing else.
    [[nodiscard]] bool is_own_name(text::Range words) const { return extract::is_own_name(in_, words); }
    /// What a heading says, which is no sentence: a phrase of another scope, or of this period, begins in it.
    [[nodiscard]] bool speaks_of_other(text::Range heading) const { return in_.any_within(heading.begin, heading.end); }
    [[nodiscard]] bool speaks_of_this(text::Range heading) const;
    /// The heading names a month, a year, the number of a week: anything but the report's own days and the heading's
    /// own number.
    [[nodiscard]] bool names_other_time(text::Range heading) const;
    /// The heading of a section, or a line that names the issue, ends in the range.
    [[nodiscard]] bool is_heading(text::Range range) const { return extract::is_heading(in_, range); }
    /// From the heading that starts a line, at `pos` or before it, to the next one.
    [[nodiscard]] text::Range section_at(std::uint32_t pos) const { return extract::section_at(in_, pos); }
    [[nodiscard]] bool is_compared_period(text::Range days) const { return extract::is_compared_period(in_, days); }
    [[nodiscard]] bool is_own_period(const value::DayRange& days) const { return in_.is_own_period(days); }
    /// The year, or that of its last day.
    [[nodiscard]] bool is_own_year(Decimal year) const;

    [[nodiscard]] const text::Marks& marks() const { return in_.marks; }

private:
    Phrases in_;
    std::vector<text::Range> carried_;  ///< where a scope holds beyond its sentence
};

}  // namespace certdelta::extract
