// The same sentence can speak of another time or place: "since January", "overseas", "last year". Its figures are not
// this period's, and must be neither taken nor lost.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "extract/caption.h"
#include "extract/matcher.h"
#include "profile/profile.h"
#include "text/marks.h"
#include "text/normalise.h"
#include "value/date.h"

namespace certdelta::extract {

/// Knows where the profile's phrases of another scope stand.
class ScopeFinder {
public:
    ScopeFinder(const text::NormalText& normal, const profile::Profile& profile, const Matches& matches);

    /// True when a phrase of another scope stands in the words around the match that the template does not account for:
    /// in the sentence before it, in the clause behind it, or in one of its gaps. A sentence that goes on with what the
    /// one before speaks of has its scope. Words of this period end another time that an earlier clause speaks of. A
    /// range of days that is not the report's own is another time. What the profile calls an opener ("in", "during")
    /// begins a phrase of another scope where it starts a clause before the match, or stands behind it, in its clause
    /// or at the start of the next: a circumstance that nothing shows to be harmless is another scope. So is a caption
    /// of another time or place, before the sentence or on a line of its own; a question; a sentence that denies its
    /// figures; and a figure that is said to be more or less than another. Where words have no spaces between them, a
    /// word that runs on into the match and that the profile does not know makes it another thing's ("a town's defaced
    /// websites"). Another body's count is not the report's, nor is a figure under a caption that names anything that
    /// the profile does not know.
    [[nodiscard]] bool is_other(const Match& match, std::span<const text::Range> gaps) const;
    /// False where the report's own sections say nothing about a rule: in a section whose contents are not the report's
    /// (news), or outside the one section that the rule belongs to. Nor is a comment of HTML read, nor what a report
    /// that names its issue quotes from another text.
    [[nodiscard]] bool is_readable(const Match& match, const profile::Rule& rule) const;

    /// An opener leads to what names an issue: "as stated in Issue 12" is about another text.
    [[nodiscard]] bool is_cited(const Match& match) const;
    /// A heading near the top where another publication's headings print their own number and days.
    [[nodiscard]] bool is_other_publication(std::uint32_t pos) const;

    /// What a heading says, which is no sentence: a phrase of another scope, or of this period, begins in it.
    [[nodiscard]] bool speaks_of_other(text::Range heading) const { return any_within(heading.begin, heading.end); }
    [[nodiscard]] bool speaks_of_this(text::Range heading) const;
    /// The heading of a section, or a line that names the issue, ends in the range.
    [[nodiscard]] bool is_heading(text::Range range) const;
    /// From the heading that starts a line, at `pos` or before it, to the next one.
    [[nodiscard]] text::Range section_at(std::uint32_t pos) const;
    [[nodiscard]] bool is_own_period(const value::DayRange& days) const {
        return own_.days && value::may_be_same(*own_.days, days);
    }

    [[nodiscard]] const text::Marks& marks() const { return marks_; }

private:
    struct Heading {
        text::Range range;
        const profile::Rule* rule;
    };

    /// Matches that a few questions are about, each by position.
    struct Sorted {
        std::vector<const Match*> titles;      ///< is_title()
        std::vector<const Match*> dated;       ///< of dated rules
        std::vector<const Match*> periods;     ///< titles and other values with days
        std::vector<const Match*> labels;      ///< of rules that belong to one section
        std::vector<const Match*> announces;   ///< of announcing rules
        std::vector<const Match*> looks_back;  ///< of rules that look back
    };

    void add_heading(const Match& match, const profile::Rule& rule);
    void add_same_scope(const Match& match);
    void sort_out(const Match& match, const profile::Rule& rule, Sorted& sorted) const;
    void sort_out_value(const Match& match, const profile::Rule& rule, Sorted& sorted) const;
    [[nodiscard]] std::vector<text::Range>* ranges_of(profile::RuleKind kind);
    [[nodiscard]] std::vector<PrintedPeriod> printed_periods(const Sorted& sorted) const;
    [[nodiscard]] bool is_column(const Heading& heading) const;
    [[nodiscard]] bool runs_over_clause(const Match& match) const;
    void set_labels_apart(const Sorted& sorted);
    void drop_labels();
    void set_aside(const Sorted& sorted);
    [[nodiscard]] std::uint32_t signature_begin() const;
    [[nodiscard]] text::Range quotation_at(const std::vector<text::Range>& quoted, std::uint32_t pos) const;
    void add_periods(const std::vector<PrintedPeriod>& periods);
    void add_other_times(const Sorted& sorted);
    std::vector<text::Range> drop_own_periods(std::vector<text::Range> own);
    void drop_comparisons();
    // scope_carried.cpp
    void carry_announcements(const Sorted& sorted);
    void carry_captions();
    void carry_scenes();
    void carry_scene(text::Range phrase, bool is_time);
    void carry_from(text::Range words);
    void carry_first_words(text::Range phrase, bool is_time);
    [[nodiscard]] std::uint32_t end_of_scene(text::Range figure, std::uint32_t pos, bool is_time) const;
    [[nodiscard]] bool is_against_last_period(const Match& match) const;
    void carry_voices();
    [[nodiscard]] bool sets_scene(text::Range phrase, bool is_time) const;
    [[nodiscard]] bool opens_scene(text::Range phrase, std::uint32_t begin) const;
    [[nodiscard]] std::uint32_t paragraph_end(std::uint32_t pos) const;
    void close_carried();
    void carry_back(const Sorted& sorted);
    void date_back();
    void date_back(text::Range phrase);
    [[nodiscard]] bool follows_other(const Match& match) const;
    [[nodiscard]] bool is_past_scene(text::Range phrase, std::uint32_t begin, std::uint32_t end) const;
    [[nodiscard]] bool is_about_other(text::Range line) const;
    [[nodiscard]] bool has_count(std::uint32_t begin, std::uint32_t end) const;
    [[nodiscard]] bool is_caption_line(text::Range line) const;
    // scope_run_on.cpp
    [[nodiscard]] bool runs_on_before(const Match& match) const;
    [[nodiscard]] bool words_run_on_before(std::uint32_t begin, bool figure) const;
    [[nodiscard]] std::uint32_t lead_before(std::uint32_t end) const;
    [[nodiscard]] bool follows_partner(const Match& match) const;
    [[nodiscard]] bool runs_on_behind(const Match& match) const;
    [[nodiscard]] bool names_others_behind(const Match& match) const;
    [[nodiscard]] bool has_second_figure(const Match& match) const;
    [[nodiscard]] bool words_run_on_behind(const Match& match) const;
    [[nodiscard]] bool counts_nothing(const Match& match) const;
    [[nodiscard]] bool ends_list(const Match& match) const;
    [[nodiscard]] bool ends_list_of_words(const Match& match) const;
    [[nodiscard]] bool lists_figures(const Match& match) const;
    [[nodiscard]] bool ends_known(std::uint32_t pos) const;

    // scope_voice.cpp
    [[nodiscard]] std::uint32_t known_end(std::uint32_t pos) const;
    [[nodiscard]] bool is_own(text::Range words) const;
    [[nodiscard]] bool names_own(text::Range words) const;
    [[nodiscard]] bool is_other_caption(std::uint32_t begin, std::uint32_t mark) const;
    [[nodiscard]] bool repeats_count(text::Range caption) const;
    [[nodiscard]] bool has_foreign_caption(const Match& match, std::uint32_t begin) const;
    [[nodiscard]] std::uint32_t paragraph_begin(std::uint32_t pos) const;
    [[nodiscard]] std::uint32_t behind_figure_lines(std::uint32_t pos) const;
    [[nodiscard]] bool has_other_actor(const Match& match, std::uint32_t begin) const;
    [[nodiscard]] bool has_other_voice(const Match& match, std::uint32_t begin) const;
    [[nodiscard]] bool has_other_speaker(const Match& match, std::uint32_t begin) const;
    [[nodiscard]] bool is_speaker(std::uint32_t begin, std::uint32_t pos) const;
    [[nodiscard]] std::uint32_t quotation_end(std::uint32_t begin, const Match& match) const;
    [[nodiscard]] bool has_dateline(std::uint32_t begin, std::uint32_t pos) const;
    [[nodiscard]] bool is_said_behind(std::uint32_t pos) const;
    [[nodiscard]] text::Range source_behind(std::uint32_t pos) const;

    [[nodiscard]] bool is_harmless(text::Range phrase) const;
    [[nodiscard]] bool has_other_caption(std::uint32_t begin, std::uint32_t pos) const;
    [[nodiscard]] std::uint32_t limit_behind(const Match& match) const;
    [[nodiscard]] bool is_asked(const Match& match) const;
    void find_identity_lines();
    void find_others();
    [[nodiscard]] std::uint32_t next_other(std::uint32_t pos) const;
    [[nodiscard]] bool is_compared(std::uint32_t pos) const;
    [[nodiscard]] std::uint32_t skip_headlines(std::uint32_t begin, std::uint32_t pos) const;
    [[nodiscard]] std::uint32_t context_begin(std::uint32_t pos) const;
    [[nodiscard]] bool time_before(const std::vector<text::Range>& times, std::uint32_t begin, std::uint32_t pos) const;
    [[nodiscard]] bool is_set_apart(text::Range phrase, std::uint32_t begin) const;
    [[nodiscard]] bool is_byline(text::Range line) const;
    [[nodiscard]] bool is_dated_byline(text::Range line) const;
    [[nodiscard]] std::uint32_t behind_bylines(std::uint32_t begin, std::uint32_t pos) const;
    [[nodiscard]] bool may_follow_site_name(std::uint32_t end) const;
    [[nodiscard]] std::uint32_t behind_site_name(std::uint32_t end, std::uint32_t next_line) const;
    [[nodiscard]] std::uint32_t behind_identity(std::uint32_t begin, std::uint32_t pos) const;
    [[nodiscard]] std::uint32_t behind_head_lines(std::uint32_t begin, std::uint32_t pos) const;
    [[nodiscard]] std::uint32_t behind_headings(std::uint32_t begin, std::uint32_t pos) const;
    [[nodiscard]] bool sets_scene(const std::vector<text::Range>& places, std::uint32_t begin, std::uint32_t pos) const;
    [[nodiscard]] bool place_within(std::uint32_t begin, std::uint32_t pos) const;
    [[nodiscard]] bool other_before(std::uint32_t begin, std::uint32_t pos) const;
    [[nodiscard]] std::vector<Heading>::const_iterator heading_from(std::uint32_t pos) const;
    [[nodiscard]] bool any_within(std::uint32_t begin, std::uint32_t end) const;
    [[nodiscard]] bool is_heading_line(std::uint32_t pos) const;
    [[nodiscard]] bool opens_clause(std::uint32_t begin, std::uint32_t end) const;
    [[nodiscard]] bool is_other_before(const Match& match, std::uint32_t begin) const;
    [[nodiscard]] bool is_other_behind(const Match& match) const;
    [[nodiscard]] bool is_timed_behind(const Match& match) const;
    [[nodiscard]] bool states_another(std::uint32_t pos) const;
    [[nodiscard]] bool is_other_further_on(std::uint32_t comma, std::uint32_t limit) const;
    [[nodiscard]] bool names_time(std::uint32_t begin, std::uint32_t end) const;
    [[nodiscard]] bool has_own_numbers(text::Range caption) const;
    [[nodiscard]] bool is_part(const Match& match, std::uint32_t begin) const;
    [[nodiscard]] bool is_denied(const Match& match, std::uint32_t begin) const;

    /// What lead_before() has answered.
    struct LeadBefore {
        std::uint32_t end = UINT32_MAX;
        std::uint32_t begin = 0;
    };

    /// What is_own() has answered.
    struct OwnWords {
        text::Range words{UINT32_MAX, 0};
        bool own = false;
    };

    const text::NormalText& normal_;
    const profile::Profile& profile_;
    const Matches& matches_;
    text::Marks marks_;
    OwnTime own_;
    bool asks_ = false;    ///< there is a question mark
    bool quotes_ = false;  ///< a quotation mark ends a line
    // Each by position.
    std::vector<text::Range> same_;  ///< each reaches as far as any before it
    std::vector<text::Range> places_;
    std::vector<text::Range> times_;
    std::vector<text::Range> last_period_;  ///< empty where "last week" is the report's own
    std::vector<text::Range> compared_;     ///< "last week" where this one is compared with it
    std::vector<text::Range> days_;         ///< printed days that are not the report's own
    std::vector<text::Range> this_period_;
    std::vector<text::Range> openers_;
    std::vector<std::uint32_t> titles_;  ///< ends of lines that name the issue: no sentence goes on behind them
    std::vector<text::Range> goes_on_;
    std::vector<text::Range> announces_;
    std::vector<text::Range> denies_;
    std::vector<text::Range> voices_;
    std::vector<text::Range> acts_;
    std::vector<text::Range> other_actors_;
    std::vector<text::Range> other_titles_;
    std::vector<text::Range> own_voices_;
    std::vector<text::Range> identity_;        ///< matches that name the issue or its days
    std::vector<text::Range> identity_lines_;  ///< the lines in which they begin
    std::vector<text::Range>
        carried_;  ///< where a scope holds beyond its sentence; each reaches as far as any before it
    std::vector<text::Range> values_;   ///< matches that read values
    std::vector<text::Range> figures_;  ///< of those, the ones that read fields' values
    std::vector<text::Range> others_;   ///< phrases of another scope, openers and denials, by position
    std::vector<std::uint32_t> colons_;
    mutable std::array<OwnWords, 16> own_words_;       ///< the last answers, each at the place its words have
    mutable std::array<LeadBefore, 16> leads_before_;  ///< the last answers, each at the place its end has
    std::vector<Heading> headings_;
    std::vector<Heading> labelled_;   ///< blocks of labels that stand without their section's heading
    std::vector<text::Range> aside_;  ///< comments and quotations; each reaches as far as any before it
};

}  // namespace certdelta::extract
