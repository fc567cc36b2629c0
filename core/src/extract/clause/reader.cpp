#include "extract/clause/reader.h"

#include <algorithm>
#include <optional>

#include "extract/clause/change.h"
#include "extract/clause/choice.h"
#include "extract/clause/figures.h"
#include "extract/clause/forms.h"
#include "extract/clause/view.h"
#include "extract/clause/walk.h"

namespace certdelta::extract {
namespace {

using profile::ClauseFigure;
using profile::Concepts;
using profile::FieldType;
using Kind = ClauseTokenKind;

/// Walks over the tokens, from figure to figure.
class ClauseReader {
public:
    ClauseReader(const ClauseView& view, ClauseMatch& match)
        : view_(view), match_(match), figures_(view, walk_, match) {}

    void run() {
        for (std::size_t i = 0; i < view_.size(); i = std::max(i + 1, walk_.at.figure_end)) take(i);
        match_.end();
    }

private:
    void take(std::size_t i) {
        switch (view_[i].kind) {
            case Kind::count:
                return take_count(i);
            case Kind::percentage:
                return take_percentage(i);
            case Kind::change:
                return take_change(i);
            case Kind::read:
                return take_read(i);
            case Kind::link:
                if (follows_figure(i)) walk_.begin_clause(i + 1);
                return;
            case Kind::comma:
            case Kind::cell:
                return walk_.end_clause(view_, i);
            case Kind::open:
                return take_open(i);
            case Kind::close:
                return take_close(i);
            case Kind::semicolon:
                walk_.end_clause(view_, i);
                walk_.lead = {};
                return;
            case Kind::colon:
                return take_colon(i);
            case Kind::stop:
                return walk_.end_sentence(view_, i);
            case Kind::line:
                if (walk_.last.crossed) match_.end_changes();
                return walk_.end_line(view_, i);
            case Kind::word:
            case Kind::unknown:
                return take_word(i);
            case Kind::each:
                return;
        }
    }

    // --- marks and words ---

    /// A list's item ends before a link, not a label that names several things.
    bool follows_figure(std::size_t i) const {
        if (i == 0 || i == walk_.clause.begin || i == walk_.at.figure_end) return true;
        const Kind before = view_[i - 1].kind;
        return is_figure(before) || before == Kind::change || before == Kind::close;
    }

    /// "12 sites (3 of them rented), up 5%": a change behind the bracket is that of the count before it.
    void take_open(std::size_t i) {
        Brackets& brackets = walk_.sentence.brackets;
        walk_.sentence.in_bracket = walk_.sentence.counts;
        if (brackets.open++ == 0) {
            brackets.first = i;
            brackets.outside = is_behind_count(i) ? changing() : std::nullopt;
        }
        walk_.end_clause(view_, i);
    }

    void take_close(std::size_t i) {
        Brackets& brackets = walk_.sentence.brackets;
        walk_.sentence.in_bracket = false;
        if (brackets.open > 0 && --brackets.open == 0) walk_.last.leaves_bracket = walk_.at.count > brackets.first;
        walk_.end_bracket(view_, i);
    }

    /// Nothing but known words stands between the last figure and the token.
    bool is_behind_count(std::size_t i) const {
        const std::size_t figure = walk_.at.figure_end;
        if (walk_.last.crossed || figure == 0 || view_.words_behind(figure - 1) != i) return false;
        const Label counted = view_.label(figure, i);
        return counted.known && !counted.listed;
    }

    /// The last count, where it has no change yet.
    std::optional<ReadFigure> changing() const {
        if (!walk_.last.lacks_change) return match_.changing();
        return ReadFigure{walk_.last.printed, walk_.last.field};
    }

    /// A caption's words are said of all figures of its sentence. Whether one of unknown words is another's, the scope
    /// judges; what stands behind it without words of its own is not read.
    void take_colon(std::size_t i) {
        if (walk_.sentence.counts) walk_.sentence.in_bracket = true;  // "253 incidents: 31 sites, ...": kinds of these
        if (view_.leads_to_value(i)) return;
        const Label caption = view_.label(walk_.clause.begin, i);
        const bool foreign = !caption.known || caption.listed;
        match_.end();
        walk_.sentence.topic = foreign ? Label{} : caption;
        if (view_.has_counters() && walk_.sentence.topic.said != 0) walk_.sentence.subject = 0;
        walk_.begin_clause(i + 1);
        walk_.clause.foreign_caption = foreign;
        walk_.lead = {};
    }

    /// A word that stands for a value, right behind what names the field, and before a mark: "rating: good".
    void take_word(std::size_t i) {
        if (!ends_value(view_[i + 1].kind)) return;
        const Label before = view_.label(walk_.clause.begin, i);
        if (!before.known || before.listed || before.from) return;
        const Concepts said = before.said | walk_.sentence.topic.said;
        for (const ClauseFigure& figure : view_.profile().clauses.figures) {
            if (!figure.allows(said) || !figure.is_said(said) || !take_value(i, before, figure.field)) continue;
            walk_.go_behind(i + 1);
            walk_.lead = {};
            return;
        }
    }

    /// Whether the word stands for a value of the field.
    bool take_value(std::size_t i, const Label& before, std::int32_t of) {
        const profile::FieldDefinition& field = view_.profile().fields[static_cast<std::size_t>(of)];
        const text::Range range = view_[i].range;
        if (field.type != FieldType::enumeration) return false;
        const auto code = field.code_words.match(view_.text(), range.begin);
        if (!code.matched || code.end != range.end) return false;
        Capture value;
        value.slot = {profile::SlotKind::enumeration, of};
        value.code = code.payload;
        value.printed = range;
        match_.add_value({view_[before.first].range.begin, range.end}, value);
        return true;
    }

    // --- what templates have read ---

    void take_read(std::size_t i) {
        const ClauseToken& token = view_[i];
        if (view_.is_when(token)) {
            walk_.clause.parted = true;
            return;
        }
        walk_.go_behind(token.is_change ? i + 1 : view_.words_end(i));
        walk_.lead = {};
        // A share in a sentence of its own has a scope of its own: no match spans it.
        if (token.beside && walk_.last.crossed && !view_.has_counters()) match_.end();
        if (token.is_change) {
            walk_.last.lacks_change = false;
            walk_.sentence.brackets.outside.reset();
        }
        if (!token.beside) take_read_count(i);
    }

    void take_read_count(std::size_t i) {
        const ClauseToken& token = view_[i];
        const bool known = token.field != profile::no_field;
        match_.end();
        walk_.clause.parted = token.is_time;
        walk_.sentence.counts = walk_.sentence.counts || known;
        walk_.line.joined_with = profile::no_field;
        walk_.set_last(view_, token.field, token.range,
                       view_.has_counters() || !walk_.is_part_of_whole(view_, token.field));
        walk_.last.lacks_change = known;
        walk_.last.by_template = true;
        walk_.at.count = i;
        walk_.at.count_end = walk_.at.figure_end;
        go_on_with(token.field);
    }

    /// The clauses behind a count that a template has read may go on with its subject.
    void go_on_with(std::int32_t field) {
        const auto& figures = view_.profile().clauses.figures;
        const auto whole = std::find_if(figures.begin(), figures.end(), [field](const ClauseFigure& figure) {
            return figure.field == field && !figure.follows();
        });
        if (whole != figures.end()) walk_.sentence.subject = whole->all;
    }

    // --- counts ---

    void take_count(std::size_t i) {
        Label before = view_.label(walk_.clause.begin, i);
        const bool reached = walk_.at.touched == i;
        walk_.at.touched = touched_figure(view_, i);
        if (walk_.at.touched || reached || precedes_lone_figure(view_, i)) before.known = false;
        if (hand_on(i, before)) return walk_.go_behind(i + 1);
        const std::size_t words = view_.words_end(i);
        const bool unparted = words < view_.words_behind(i) && before.said == 0;
        walk_.sentence.counts = true;
        walk_.at.count = i;
        std::optional<std::size_t> end = take_headline(i);
        if (!end) end = take_list(i);
        if (!end) {
            if (is_among(i)) before.known = false;
            figures_.read_count({i, before, view_.label_behind(i, words), words});
        }
        if (const std::size_t bracket = view_.behind_bracket(i + 1); bracket != i + 1)
            walk_.at.bracket_words_end = view_.words_behind(bracket - 1);
        walk_.go_behind(end.value_or(words));
        walk_.at.count_end = walk_.at.figure_end;
        walk_.clause.parted = !unparted;
        walk_.lead = {};
        walk_.sentence.handed = {};
    }

    /// Whether the count is one of the period before, or becomes the next one, which takes its words.
    bool hand_on(std::size_t i, const Label& before) {
        const bool of_before = before.earlier && before.said == 0 && walk_.sentence.counts;
        const bool changed = is_changed(view_, i, before);
        if (!changed && !of_before && !changes_to_next(view_, i)) return false;
        walk_.at.comes_from = changed ? std::optional(i) : std::nullopt;
        const Label& lead = walk_.lead.all;
        if (!of_before) walk_.sentence.handed.changed = before.said == 0 && lead.known ? lead : before;
        return true;
    }

    /// Nothing says whether the words before it are the count's.
    bool is_among(std::size_t i) const {
        return is_among_counts(view_, i) || (!walk_.clause.parted && i > walk_.clause.begin);
    }

    /// Where the headline's words end that begins with the count; none where it begins none.
    std::optional<std::size_t> take_headline(std::size_t i) {
        const std::optional<Headline> headline = find_headline(view_, i);
        if (!headline) return std::nullopt;
        figures_.read_count({i, view_.label(i, i), headline->counted, headline->end, true});
        return headline->end;
    }

    /// Where the list ends that begins with the count; none where it begins none.
    std::optional<std::size_t> take_list(std::size_t i) {
        const std::optional<CountList> list = find_list(view_, walk_.clause.begin, i);
        // Where no field is of the last one, its words may tell something of all of them: "on average".
        if (!list || !may_be_field(view_, walk_, list->things.back().said)) return std::nullopt;
        for (std::size_t k = 0; k < list->counts.size(); ++k)
            figures_.read_count({list->counts[k], list->things[k], {}, list->counts[k] + 1, false, k > 0});
        match_.end_changes();  // behind a list it is not the last one's alone
        return list->counts.back() + 1;
    }

    // --- what is said of counts ---

    void take_percentage(std::size_t i) {
        const Label before = view_.label(walk_.clause.begin, i);
        const std::size_t end = view_.words_end(i);
        const Label behind = view_.label(i + 1, end);
        const bool is_read = figures_.read_percentage(i, before, behind, end);
        walk_.go_behind(end);
        // All of the sentence is of which; a change in it is not the count's.
        const bool all_of_which = is_read && view_.has_counters();
        if (all_of_which && walk_.last.crossed) {
            match_.end_changes();
            walk_.last.lacks_change = false;
        }
        if (before.part || behind.part || walk_.lead.all.part || all_of_which) walk_.last.crossed = false;
        walk_.lead = {};
        // "of which the government's 2.4%, 108": the count behind a share is of what the share is of
        walk_.sentence.handed.share = before;
    }

    void take_change(std::size_t i) {
        const bool is_last = is_of_last(view_, walk_, match_.changing().has_value(), i);
        const bool is_taken = is_last && take_change_of_last(i);
        if (!is_taken && leads_to_count(view_, walk_.clause.begin, i)) {
            walk_.sentence.handed.change = i;
            walk_.sentence.handed.changed = view_.label(walk_.clause.begin, i);
        }
        if (is_last) walk_.sentence.brackets.outside.reset();
        walk_.go_behind(i + 1);
    }

    /// Whether there is a count whose change it may be.
    bool take_change_of_last(std::size_t i) {
        const std::optional<ReadFigure>& outside = walk_.sentence.brackets.outside;
        if (walk_.last.leaves_bracket) {
            if (outside) match_.add_change_of(*outside, i);
            return outside.has_value();
        }
        if (match_.changing()) {
            match_.add_change(i, walk_.at.figure_end);
            return true;
        }
        if (!walk_.last.lacks_change) return false;
        walk_.last.lacks_change = false;
        match_.add_change_of({walk_.last.printed, walk_.last.field}, i);
        return true;
    }

    const ClauseView& view_;
    ClauseMatch& match_;
    Walk walk_;
    FigureReader figures_;
};

}  // namespace

void read_clauses(const text::NormalText& normal, const profile::Profile& profile, const ClauseTokens& tokens,
                  Matches& matches, std::vector<ClauseAddition>& additions) {
    const ClauseView view(normal, profile, tokens);
    ClauseMatch match(view, matches, additions);
    ClauseReader(view, match).run();
}

}  // namespace certdelta::extract
