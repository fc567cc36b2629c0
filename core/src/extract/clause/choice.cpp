#include "extract/clause/choice.h"

#include <algorithm>
#include <bit>
#include <string_view>
#include <vector>

#include "extract/ranges.h"

namespace certdelta::extract {
namespace {

using profile::ClauseFigure;
using profile::ClauseRole;
using profile::Concepts;
using profile::FieldType;
using Kind = ClauseTokenKind;

template <class Holds>
bool any_figure(const ClauseView& view, Holds holds) {
    const auto& figures = view.profile().clauses.figures;
    return std::any_of(figures.begin(), figures.end(), holds);
}

bool names(const std::vector<std::int32_t>& fields, std::int32_t field) {
    return field != profile::no_field && std::find(fields.begin(), fields.end(), field) != fields.end();
}

/// Judges what fields a profile knows for one figure.
class FieldChooser {
public:
    FieldChooser(const ClauseView& view, const Walk& walk, const SaidFigure& figure)
        : view_(view), walk_(walk), figure_(figure), own_(figure.said | walk.sentence.topic.said), lead_(lead()) {}

    std::optional<Choice> choose() const {
        std::optional<Choice> found;
        bool open = false;  // between two fields
        for (const ClauseFigure& may : view_.profile().clauses.figures) {
            const std::optional<Choice> choice = judge(may);
            if (!choice) continue;
            if (!found || rank(*choice) > rank(*found)) {
                found = choice;
                open = false;
            } else if (rank(*choice) == rank(*found) && choice->field != found->field) {
                open = true;
            }
        }
        return open ? std::nullopt : found;
    }

private:
    /// What needs no other clause's words comes before what does; then what goes on with the count before.
    static int rank(const Choice& choice) { return (choice.by_lead ? 0 : 2) + (choice.follows ? 1 : 0); }

    /// "Against the trend, the government's sites were fewer, 12": the clause right before may do.
    const Label& lead() const {
        const bool near = figure_.said == 0 && view_.has_counters() && !walk_.lead.all.known &&
                          walk_.lead.last_end == walk_.clause.begin && walk_.lead.last.known;
        return near ? walk_.lead.last : walk_.lead.all;
    }

    std::optional<Choice> judge(const ClauseFigure& may) const {
        // What a caption says is said of the whole, which a part goes on with.
        const bool follows = may.follows();
        if (view_.profile().fields[static_cast<std::size_t>(may.field)].type != figure_.type ||
            !may.allows(follows ? figure_.said : own_))
            return std::nullopt;
        if (figure_.type == FieldType::count && !counts(may)) return std::nullopt;
        if (!(follows ? goes_on(may) : stands_alone())) return std::nullopt;
        if (may.all == 0 && !stands_at_count(may)) return std::nullopt;
        if (!walk_.lead.above && is_said_otherwise(may)) return std::nullopt;
        const bool by_lead = !may.is_said(own_);
        if (by_lead && !is_said_with_lead(may)) return std::nullopt;
        return Choice{may.field, by_lead, follows, follows && is_share_apart(may)};
    }

    bool is_said_with_lead(const ClauseFigure& may) const {
        return lead_.known && (figure_.said != 0 || !walk_.lead.above) && may.allows(lead_.said) &&
               may.is_said(own_ | lead_.said);
    }

    /// With the words of the clauses before, it would be another field's: "the worm spreads again, 12 hosts".
    bool is_said_otherwise(const ClauseFigure& may) const {
        const Concepts all = own_ | walk_.lead.all.said;
        return all != own_ && may.is_said(own_) && any_figure(view_, [&](const ClauseFigure& other) {
                   return other.field != may.field && !other.follows() && !other.is_said(own_) && other.is_said(all) &&
                          other.allows(all);
               });
    }

    // --- a whole ---

    bool stands_alone() const {
        if (!view_.has_counters() && (is_adrift() || walk_.sentence.in_bracket)) return false;
        return !figure_.part || (!walk_.sentence.counts && !walk_.last.crossed);
    }

    /// Clauses of unknown words stand before the count in its sentence, or in those before, and it does not name the
    /// report's own place.
    bool is_adrift() const {
        if (walk_.sentence.adrift || !walk_.line.adrift) return walk_.sentence.adrift;
        return !view_.names_home(walk_.clause.begin, view_.words_behind(figure_.token));
    }

    // --- what goes on with the count before ---

    bool goes_on(const ClauseFigure& may) const {
        // "..., of which mostly others, of which 12 across the border": a part of those others
        // "As for the others, 4% of them ...": a share of the clause before
        const bool led = walk_.lead.all.part || (figure_.type == FieldType::percentage && !view_.has_counters());
        if (led && !may.allows(walk_.lead.all.said)) return false;
        return (view_.has_counters() || !is_of_both(may)) && follows_last(may);
    }

    /// "12 sites and 8 pages, 3 of them rented": what may be a part of either of two joined counts is nobody's.
    bool is_of_both(const ClauseFigure& part) const {
        const std::int32_t joined = walk_.line.joined_with;
        return joined != profile::no_field && any_figure(view_, [&](const ClauseFigure& other) {
                   return other.all == part.all && names(other.of, joined);
               });
    }

    bool follows_last(const ClauseFigure& may) const {
        const LastCount& last = walk_.last;
        const bool counters = view_.has_counters();
        // A share that names what it is of may stand in a sentence of its own.
        const bool named = figure_.type == FieldType::percentage && std::popcount(may.all) > 1;
        if (last.crossed && !named && !goes_across(may)) return false;
        if (names(may.of, last.field) || (!figure_.part && names(may.after, last.field))) return true;
        // "12 domains and 8 addresses. Of the domains, 4% ...": a share that names one of the two
        if (named && !counters && (names(may.of, last.before) || is_of_counted(may))) return true;
        // "12 incidents (3 abroad), of which 8 are phishing": behind a bracket, or on the next line, a second part of
        // the whole
        // "12 incidents, 3 of which abroad and 2 of which by phishing": an "and" between them sets parts side by side.
        const bool beside = !counters && !last.crossed && view_.follows_link(walk_.clause.begin);
        const bool sibling =
            names(may.after, last.field) && (last.line_ended || beside || (last.crossed && is_more_than_last()));
        const bool again = sibling || (last.line_ended && counters);
        const bool parted = counters && last.leaves_bracket;
        return figure_.type == FieldType::count && figure_.part && (again || parted) && names(may.of, walk_.whole);
    }

    /// "12 incidents, 3 of them abroad. Of these, 8 ...": more than the last part, which it can be no part of.
    bool is_more_than_last() const {
        const auto& lexicon = view_.profile().lexicon;
        const auto part = value::read_count(view_.text(), walk_.last.printed.begin, lexicon);
        return part && view_.capture(figure_.token).value > part->value;
    }

    /// It is of another count than the last two.
    bool is_share_apart(const ClauseFigure& may) const {
        return figure_.type == FieldType::percentage && !view_.has_counters() && !names(may.of, walk_.last.field) &&
               !names(may.of, walk_.last.before);
    }

    /// A share that names what it is of may be one of a count that stands before others: of the last one that its words
    /// may mean, where nothing has left a count unread since.
    bool is_of_counted(const ClauseFigure& may) const {
        const auto& counted = walk_.line.counted;
        for (auto count = counted.rbegin(); count != counted.rend(); ++count) {
            if (names(may.of, count->field)) return true;
            const bool meant = any_figure(view_, [&](const ClauseFigure& other) {
                return other.field == count->field && (other.all & may.all) != 0;
            });
            if (meant || count->field == profile::no_field) return false;
        }
        return false;
    }

    /// It may stand in the sentence behind that count's.
    bool goes_across(const ClauseFigure& may) const {
        // "12 sites, 8 pages. Of these, 3 ...": which of them, nothing says.
        if (!view_.has_counters() && figure_.part && walk_.wholes.before > 1) return false;
        return walk_.lead.all.known && (figure_.part || (may.across && !walk_.sentence.adrift));
    }

    // --- what the number counts ---

    /// The count has one of the counters that the figure asks for, or needs none: nothing but a mark follows it.
    bool counts(const ClauseFigure& may) const {
        const ClauseToken& token = view_[figure_.token];
        if (!token.counter.empty()) {
            const std::string_view counter = view_.text(token.counter);
            return std::find(may.counters.begin(), may.counters.end(), counter) != may.counters.end();
        }
        if (!view_.is_bare(figure_.token)) return true;
        if (!view_.has_counters()) return figure_.apart || view_.is_followed(figure_.token) || is_said_to_be();
        const bool ends = !is_any_word(view_[figure_.token + 1].kind) || is_apart(view_.normal(), token.range.end);
        return ends && (figure_.apart || view_.follows_words(figure_.token));
    }

    /// "Sites dropped to 12"
    bool moves_to() const { return figure_.token > 1 && is_role(view_[figure_.token - 2], ClauseRole::movement); }

    /// "Sites defaced: 12", "sites numbered 12", "sites rose 4% to 12": without that, a number at a line's end may be a
    /// page's.
    bool is_said_to_be() const {
        if (figure_.token == 0) return false;
        const ClauseToken& before = view_[figure_.token - 1];
        return before.kind == Kind::colon || before.kind == Kind::cell || before.kind == Kind::each ||
               before.kind == Kind::link ||
               (walk_.sentence.handed.change && before.kind == Kind::word && !is_concept(before)) ||
               (is_role(before, ClauseRole::to) && (walk_.at.comes_from || moves_to())) ||
               view_.profile().lexicon.amounts_to.match(view_.text(), before.range.begin).matched;
    }

    /// Nothing but marks, a change and words that the figure may have stands between the last count and it.
    bool stands_at_count(const ClauseFigure& may) const {
        for (std::size_t i = walk_.at.count_end; i < figure_.token; ++i) {
            const ClauseToken& token = view_[i];
            const bool stands = token.kind == Kind::word ? !is_concept(token) || may.allows(concept_of(token))
                                                         : is_mark(token.kind) || is_change(token);
            if (!stands) return false;
        }
        return true;
    }

    const ClauseView& view_;
    const Walk& walk_;
    const SaidFigure& figure_;
    const Concepts own_;
    const Label& lead_;
};

/// The field may be a part of another one.
bool is_part(const ClauseView& view, std::int32_t field) {
    return any_figure(view,
                      [field](const ClauseFigure& figure) { return figure.field == field && !figure.of.empty(); });
}

}  // namespace

std::optional<Choice> choose_field(const ClauseView& view, const Walk& walk, const SaidFigure& figure) {
    return FieldChooser(view, walk, figure).choose();
}

std::optional<Choice> choose_part_with_whole(const ClauseView& view, const Walk& walk, SaidFigure figure) {
    figure.part = false;
    const std::optional<Choice> choice = FieldChooser(view, walk, figure).choose();
    const bool led = choice && choice->by_lead && !walk.lead.all.part;
    return choice && !choice->follows && !led && is_part(view, choice->field) ? choice : std::nullopt;
}

bool may_be_field(const ClauseView& view, const Walk& walk, Concepts said) {
    const Concepts own = said | walk.sentence.topic.said;
    return any_figure(view, [&](const ClauseFigure& figure) {
        return figure.allows(figure.follows() ? said : own) && figure.is_said(own | walk.lead.all.said);
    });
}

}  // namespace certdelta::extract
