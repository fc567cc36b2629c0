#include "extract/clause_reader.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <string_view>

#include "extract/ranges.h"

namespace certdelta::extract {
namespace {

using profile::ClauseFigure;
using profile::ClauseRole;
using profile::Concepts;
using profile::FieldType;
using profile::SlotKind;
using Kind = ClauseTokenKind;

/// What some tokens of a clause say.
struct Label {
    Concepts said = 0;
    std::size_t first = 0;  ///< the first of the tokens
    bool known = true;      ///< every word of it
    bool listed = false;    ///< several things, of which one figure is said
    bool part = false;
    bool from = false;
    bool to = false;
    bool earlier = false;
};

/// Puts the figures of paragraphs together with what their clauses say of them. A line ends the tokens.
class ClauseReader {
public:
    ClauseReader(const text::NormalText& normal, const profile::Profile& profile, const ClauseTokens& tokens,
                 Matches& matches, std::vector<ClauseAddition>& additions)
        : normal_(normal),
          profile_(profile),
          tokens_(tokens.all),
          captured_(tokens.captures),
          matches_(matches),
          additions_(additions) {}

    void run() {
        for (std::size_t i = 0; i < tokens_.size(); i = std::max(i + 1, figure_end_)) take(i);
        end_match();
    }

private:
    void take(std::size_t i) {
        switch (tokens_[i].kind) {
            case Kind::count:
                return take_count(i);
            case Kind::percentage:
                return take_percentage(i);
            case Kind::change:
                return take_change(i);
            case Kind::read:
                return take_read(i);
            case Kind::link:
                if (follows_figure(i)) begin_clause(i + 1);
                return;
            case Kind::comma:
            case Kind::cell:
                return end_clause(i);
            case Kind::open:
                in_bracket_ = counts_;
                open_bracket(i);
                return end_clause(i);
            case Kind::close:
                in_bracket_ = false;
                close_bracket();
                return end_bracket(i);
            case Kind::semicolon:
                end_clause(i);
                lead_ = {};
                return;
            case Kind::colon:
                return take_colon(i);
            case Kind::stop:
                return end_sentence(i);
            case Kind::line:
                return end_line(i);
            case Kind::word:
            case Kind::unknown:
                return take_word(i);
            case Kind::each:
                return;
        }
    }

    /// A caption's words are said of all figures of its sentence. Whether one of unknown words is another's, the scope
    /// judges; what stands behind it without words of its own is not read.
    void take_colon(std::size_t i) {
        if (leads_to_value(i) && !counts_) return;
        if (counts_) in_bracket_ = true;  // "253 incidents: 31 sites, ...": kinds of what is counted
        if (leads_to_value(i)) return;
        const Label caption = label(clause_, i);
        end_match();
        const bool foreign = !caption.known || caption.listed;
        topic_ = foreign ? Label{} : caption;
        if (has_counters() && topic_.said != 0) subject_ = 0;
        begin_clause(i + 1);
        foreign_caption_ = foreign;
        lead_ = {};
    }

    /// "Sites: 12", "Rating: good": the colon is a part of the label.
    bool leads_to_value(std::size_t colon) const {
        const Kind next = tokens_[colon + 1].kind;
        return is_figure(next) || (next == Kind::word && ends_value(tokens_[colon + 2].kind));
    }

    /// Lines of a list: a heading's words, or a caption's, may be needed by the lines below it.
    void end_line(std::size_t i) {
        const Label caption = topic_;
        end_clause(i);
        if (counts_)
            lead_ = {};
        else if (lead_.said == 0 && caption.said != 0)
            lead_ = caption;
        lead_line_ = line_ended_ = true;
        // A change on the next line may be that of a count whose sentence is open.
        if (crossed_) {
            last_capture_.reset();
            lacks_change_ = false;
        }
        counts_ = crossed_ = adrift_ = adrift_before_ = in_bracket_ = leaves_bracket_ = false;
        brackets_ = 0;
        joined_with_ = profile::no_field;
        subject_ = 0;
        topic_ = {};
        carried_.reset();
        share_.reset();
        pending_.reset();
    }

    void begin_clause(std::size_t begin) {
        clause_ = begin;
        parted_ = true;
        after_figure_ = foreign_caption_ = false;
    }

    void behind_figure(std::size_t end) {
        clause_ = figure_end_ = end;
        after_figure_ = parted_ = true;
    }

    /// A list's item ends before a link, not a label that names several things.
    bool follows_figure(std::size_t i) const {
        if (i == 0) return true;
        const Kind before = tokens_[i - 1].kind;
        return i == clause_ || before == Kind::count || before == Kind::percentage || before == Kind::change ||
               before == Kind::read || before == Kind::close || figure_end_ == i;
    }

    void end_clause(std::size_t i) {
        const Label clause = label(clause_, i);
        if (i > clause_ && !clause.known) adrift_ = true;
        before_ = after_figure_ || clause.listed ? Label{} : clause;
        before_end_ = i > clause_ && tokens_[i].kind == Kind::comma ? i + 1 : 0;
        if (i > clause_ && !after_figure_) {
            if (lead_.said == 0) lead_line_ = false;
            if (lead_.said == 0 && lead_.known) lead_.first = clause.first;
            lead_.said |= clause.said;
            lead_.known = lead_.known && clause.known && !clause.listed;
            lead_.part = lead_.part || clause.part;
        }
        begin_clause(i + 1);
    }

    /// "12 sites (3 of them rented), up 5%": a change behind the bracket is that of the count before it.
    void open_bracket(std::size_t i) {
        if (brackets_++ > 0) return;
        opened_ = i;
        outside_.reset();
        const Label counted = label(figure_end_, i);
        const bool of_count = counted.known && !counted.listed && words_behind(figure_end_ - 1) == i;
        if (crossed_ || figure_end_ == 0 || !of_count) return;
        if (last_capture_)
            outside_ = ReadFigure{captures_[*last_capture_].printed, captures_[*last_capture_].slot.field};
        else if (lacks_change_)
            outside_ = ReadFigure{last_printed_, last_};
    }

    void close_bracket() {
        if (brackets_ == 0 || --brackets_ > 0) return;
        leaves_bracket_ = last_count_ > opened_;
    }

    /// What a bracket says without a figure is an aside.
    void end_bracket(std::size_t i) {
        const bool aside = clause_ > 0 && tokens_[clause_ - 1].kind == Kind::open && !after_figure_;
        if (!aside) return end_clause(i);
        lead_.known = lead_.known && label(clause_, i).known;
        begin_clause(i + 1);
    }

    void end_sentence(std::size_t i) {
        end_clause(i);
        if (counts_) lead_ = {};
        adrift_before_ = !counts_ && (adrift_ || adrift_before_);
        adrift_ = false;
        wholes_before_ = wholes_;
        wholes_ = 0;
        counts_ = in_bracket_ = leaves_bracket_ = false;
        brackets_ = 0;
        crossed_ = true;
        subject_ = 0;
        topic_ = {};
        carried_.reset();
        share_.reset();
        pending_.reset();
    }

    static bool ends_value(Kind kind) {
        return kind == Kind::comma || kind == Kind::cell || kind == Kind::semicolon || kind == Kind::close ||
               kind == Kind::stop || kind == Kind::line;
    }

    /// A word that stands for a value, right behind what names the field, and before a mark: "rating: good".
    void take_word(std::size_t i) {
        if (!ends_value(tokens_[i + 1].kind)) return;
        const Label before = label(clause_, i);
        if (!before.known || before.listed || before.from) return;
        const text::Range range = tokens_[i].range;
        for (const ClauseFigure& figure : profile_.clauses.figures) {
            const profile::FieldDefinition& field = profile_.fields[static_cast<std::size_t>(figure.field)];
            if (field.type != FieldType::enumeration || !figure.allows(before.said | topic_.said) ||
                !figure.is_said(before.said | topic_.said))
                continue;
            const auto code = field.code_words.match(normal_.text(), range.begin);
            if (!code.matched || code.end != range.end) continue;
            end_match();
            Capture capture;
            capture.slot = {SlotKind::enumeration, figure.field};
            capture.code = code.payload;
            capture.printed = range;
            matches_.add({profile_.clauses.rule, {tokens_[before.first].range.begin, range.end}}, {&capture, 1}, {});
            behind_figure(i + 1);
            lead_ = {};
            return;
        }
    }

    void take_read(std::size_t i) {
        const ClauseToken& token = tokens_[i];
        if (is_when(token)) {
            parted_ = true;
            return;
        }
        behind_figure(token.is_change ? i + 1 : words_end(i));
        lead_ = {};
        if (token.is_change) {
            lacks_change_ = false;
            outside_.reset();
        }
        if (token.beside) return;
        parted_ = token.is_time;
        end_match();
        const std::int32_t field = token.field == profile::no_field ? field_named_again(token.range) : token.field;
        counts_ = counts_ || field != profile::no_field;
        set_last(field, token.range);
        last_count_ = i;
        joined_with_ = profile::no_field;
        if (field != profile::no_field) {
            adrift_ = adrift_before_ = false;
            ++wholes_;
            if (!has_counters()) whole_ = field;
        }
        go_on_with(field);
        count_end_ = figure_end_;
        lacks_change_ = token.field != profile::no_field;
        last_printed_ = token.range;
        is_last_read_ = true;
    }

    /// The clauses behind a count that a template has read may go on with its subject.
    void go_on_with(std::int32_t field) {
        const auto& figures = profile_.clauses.figures;
        const auto whole = std::find_if(figures.begin(), figures.end(), [field](const ClauseFigure& figure) {
            return figure.field == field && !figure.follows();
        });
        if (whole != figures.end()) subject_ = whole->all;
    }

    void take_count(std::size_t i) {
        Label before = label(clause_, i);
        const std::size_t words = words_behind(i);
        const std::size_t end = words_end(i);
        const bool unparted = end < words && before.said == 0;
        // "1,001 sites 2,003" at a line's end: the words may be said of either.
        if (end > i + 1 && end < tokens_.size() && is_figure(tokens_[end].kind) && !tokens_[end].is_time &&
            !is_followed(end))
            before.known = false;
        // "Sites 298 pages 3,082 domains": words between two figures may be said of either.
        const Label between = label(i + 1, end);
        const bool touches = !has_counters() && end < tokens_.size() &&
                             (tokens_[end].kind == Kind::count || is_read_count(tokens_[end])) && between.said != 0 &&
                             !between.part && !between.from && !between.to;
        if (touches || touched_ == i) before.known = false;
        touched_ = touches ? std::optional(end) : std::nullopt;
        const bool of_before = before.earlier && before.said == 0 && counts_;
        const bool comes_from = before.from && !carries_from(i, before, words);
        if (comes_from || of_before || changes_to_next(i, words, label(i + 1, words))) {
            from_.reset();
            if (comes_from) from_ = capture_of(tokens_[i]);
            if (!of_before) carried_ = before.said == 0 && lead_.known ? lead_ : before;
            behind_figure(i + 1);
            return;
        }
        counts_ = true;
        last_count_ = i;
        std::optional<std::size_t> list_end = take_headline(i);
        if (!list_end) list_end = take_list(i);
        if (is_among_counts(i)) before.known = false;
        if (!list_end) read_count(i, before, label_behind(i, end), end);
        if (const std::size_t bracket = behind_bracket(i + 1); bracket != i + 1)
            bracket_words_end_ = words_behind(bracket - 1);
        behind_figure(list_end.value_or(end));
        count_end_ = figure_end_;
        parted_ = !unparted;
        lead_ = {};
        carried_.reset();
        share_.reset();
        pending_.reset();
    }

    /// Where the words behind a figure end.
    std::size_t words_behind(std::size_t i) const {
        std::size_t end = i + 1;
        while (end < tokens_.size() && (tokens_[end].kind == Kind::word || tokens_[end].kind == Kind::unknown)) ++end;
        return end;
    }

    /// Where the words end that are said of a figure: up to a mark. Between two figures they are the second's, where
    /// counters end what the first one counts.
    std::size_t words_end(std::size_t i) const {
        const std::size_t end = words_behind(i);
        return end == tokens_.size() || !is_figure(tokens_[end].kind) || !has_counters() ? end : i + 1;
    }

    /// What is said of a figure behind it, up to `end`; "41 (3.1%) of the sites": a bracket right behind the figure
    /// parts it from its words.
    Label label_behind(std::size_t i, std::size_t end) const {
        const std::size_t begin = end == i + 1 ? behind_bracket(end) : i + 1;
        Label behind = label(begin, begin == i + 1 ? end : words_behind(begin - 1), true);
        // "138 sites (4.5%) did": these words go on behind the bracket.
        const std::size_t rest = begin == i + 1 ? behind_bracket(end) : end;
        if (!has_counters() && rest != end && !label(rest, words_behind(rest - 1)).known) behind.known = false;
        return behind;
    }
    /// Behind the bracket that begins at `open` and ends in its sentence; `open` where none does, or a figure follows
    /// the words behind it.
    std::size_t behind_bracket(std::size_t open) const {
        if (open >= tokens_.size() || tokens_[open].kind != Kind::open) return open;
        constexpr std::size_t longest = 12;  // tokens
        const std::size_t last = std::min(tokens_.size(), open + longest);
        std::size_t close = open + 1;
        while (close < last && !ends_sentence(tokens_[close].kind) && tokens_[close].kind != Kind::close) ++close;
        if (close >= last || tokens_[close].kind != Kind::close) return open;
        const std::size_t words = words_behind(close);
        return words == tokens_.size() || !is_figure(tokens_[words].kind) ? close + 1 : open;
    }
    static bool ends_sentence(Kind kind) { return kind == Kind::stop || kind == Kind::line; }

    /// "by 12 addresses": where counters say what a number counts, one that becomes no other, and is not changed.
    bool carries_from(std::size_t i, const Label& before, std::size_t words) const {
        const Label behind = label(i + 1, words);
        if (!has_counters() || before.said != 0 || behind.said == 0 || !behind.known || behind.to) return false;
        return words < tokens_.size() && ends_value(tokens_[words].kind) && !becomes_another(words);
    }
    /// A count that another one comes from stands in the same sentence.
    bool becomes_another(std::size_t begin) const {
        for (std::size_t at = begin; at < tokens_.size() && !ends_sentence(tokens_[at].kind); ++at) {
            if (is_figure(tokens_[at].kind)) return false;
            if (is_change(tokens_[at])) return true;
            if (tokens_[at].kind == Kind::word && tokens_[at].word == static_cast<int>(ClauseRole::to)) return true;
        }
        return false;
    }

    /// "12 sites, now 15": the next count is what this one has become.
    bool changes_to_next(std::size_t i, std::size_t end, const Label& behind) const {
        if (behind.said != 0 || !behind.known) return false;
        if (behind.to && end < tokens_.size() && tokens_[end].kind == Kind::count) return true;
        if (end != i + 1 || end >= tokens_.size() || tokens_[end].kind != Kind::comma) return false;
        std::size_t next = end + 1;
        while (next < tokens_.size() && tokens_[next].kind == Kind::word) ++next;
        if (next >= tokens_.size() || tokens_[next].kind != Kind::count) return false;
        const Label words = label(end + 1, next);
        return words.to && words.said == 0;
    }

    /// "[12] sites defaced", "12 -- sites defaced", "12: sites defaced": a line's first figure stands apart from what
    /// it counts. Where these words end; none where there are none.
    std::optional<std::size_t> take_headline(std::size_t i) {
        const bool opened = i > 0 && tokens_[i - 1].kind == Kind::open;
        const std::size_t line = opened ? i - 1 : i;
        if ((line > 0 && tokens_[line - 1].kind != Kind::line) || i + 1 >= tokens_.size()) return std::nullopt;
        const ClauseToken& mark = tokens_[i + 1];
        // "[1]" may be a note's or an item's, "[2016]" a year.
        constexpr std::uint32_t shortest = 3;  // digits
        const text::Range printed = tokens_[i].range;
        const bool number =
            is_bare(i) && (printed.end - printed.begin < shortest || value::read_year(normal_.text(), printed.begin));
        const bool dash = (mark.kind == Kind::comma && normal_.text()[mark.range.begin] == '-') ||
                          (mark.kind == Kind::colon && !number);
        if (opened ? mark.kind != Kind::close : !dash) return std::nullopt;
        const std::size_t end = words_behind(i + 1);
        const Label counted = label(i + 2, end);
        if (counted.said == 0 || counted.part || (end < tokens_.size() && is_figure(tokens_[end].kind)))
            return std::nullopt;
        if (number) return std::nullopt;
        headline_ = true;
        read_count(i, label(i, i), counted, end, true);
        headline_ = false;
        return end;
    }

    /// "Domains and addresses were 493 and 237 each": as many figures as things, in their order.
    /// Where the list ends; none where there is no such list.
    std::optional<std::size_t> take_list(std::size_t i) {
        const auto each = std::find_if(tokens_.begin() + static_cast<std::ptrdiff_t>(clause_),
                                       tokens_.begin() + static_cast<std::ptrdiff_t>(i),
                                       [](const ClauseToken& token) { return token.kind == Kind::each; });
        const auto word = static_cast<std::size_t>(each - tokens_.begin());
        const bool slashes = word == i && i + 1 < tokens_.size() && is_slash(i + 1);
        if (word == i && !slashes) return std::nullopt;
        std::vector<Label> things;
        std::size_t begin = clause_;
        for (std::size_t at = clause_; at <= word; ++at) {
            if (at < word && tokens_[at].kind != Kind::link) continue;
            things.push_back(label(begin, at));
            begin = at + 1;
        }
        std::vector<std::size_t> counts{i};
        std::size_t at = i + 1;
        while (at + 1 < tokens_.size() && (tokens_[at].kind == Kind::link || tokens_[at].kind == Kind::comma) &&
               tokens_[at + 1].kind == Kind::count) {
            counts.push_back(at + 1);
            at += 2;
        }
        // Where no field is of the last one, its words may tell something of all of them: "on average".
        const bool known = (slashes || label(word + 1, i).known) && may_be_field(things.back().said) &&
                           std::all_of(things.begin(), things.end(), [](const Label& thing) { return thing.known; });
        constexpr std::size_t most_things = 12;
        if (!known || counts.size() != things.size() || things.size() < 2 || things.size() > most_things)
            return std::nullopt;
        for (std::size_t k = 0; k < counts.size(); ++k)
            read_count(counts[k], things[k], {}, counts[k] + 1, false, k == 0);
        last_capture_.reset();  // a change behind a list is not the last one's alone
        return at;
    }

    /// `apart`: a mark stands between the count and the words behind it. `first_of_list`: what may be another week's is
    /// looked for once in a list.
    void read_count(std::size_t i, const Label& before, const Label& behind, std::size_t end, bool apart = false,
                    bool first_of_list = true) {
        Concepts said = before.said | behind.said;
        std::size_t first = before.first;
        const std::optional<Label>& carried = before.to || pending_ ? carried_ : share_;
        const bool carries = said == 0 && carried;
        if (carries) {
            said = carried->said;
            first = carried->first;
        }
        // Where a language has counters, what words behind a number without one may count is not known.
        const bool bare = has_counters() && is_bare(i) && end > i + 1 && !apart;
        const bool known = before.known && behind.known && !before.listed && !bare &&
                           (!carries || (carried->known && !carried->listed)) &&
                           (before.said != 0 || carries || !foreign_caption_);
        for (const profile::ClauseSubject& subject : profile_.clauses.subjects) {
            const bool named = ((said | topic_.said) & (subject.concepts | subject.noun)) != 0;
            if ((subject_ & subject.concepts) != 0 && said != 0 && !named) said |= subject.concepts;
        }
        const bool part = before.part || behind.part || (carries && carried->part) || lead_.part;
        std::optional<Choice> choice = known ? choose(i, said, part, FieldType::count) : std::nullopt;
        // "12 of the sites defaced were the government's": a part that names its whole
        if (known && !choice && (behind.part || (lead_.part && !crossed_)) && !before.part && !has_counters()) {
            choice = choose(i, said, false, FieldType::count);
            if (choice && (choice->follows || (choice->by_lead && !lead_.part) || !is_part(choice->field)))
                choice.reset();
        }
        if (!choice) {
            for (const profile::ClauseSubject& subject : profile_.clauses.subjects) {
                if (((said | lead_.said) & subject.concepts) != 0) subject_ = said | lead_.said;
            }
            end_match();
            return set_last(profile::no_field);
        }
        if (choice->by_lead) first = std::min(first, lead_.known ? lead_.first : before_.first);
        if (!has_counters() && !choice->follows) whole_ = choice->field;
        if (!choice->follows) {
            ++wholes_;
            const bool joined = clause_ > 0 && tokens_[clause_ - 1].kind == Kind::link && !crossed_;
            joined_with_ = joined ? last_ : profile::no_field;
            adrift_ = adrift_before_ = false;
        }
        begin_match(*choice, first);
        if (carries && from_) add_from();
        add(i, choice->field);
        if (first_of_list) add_gaps(first, end);
        if (captioned_) add_gaps(topic_.first, clause_);
        const ClauseToken& token = tokens_[i];
        end_ = token.counter.empty() ? token.range.end : token.counter.end;
        if (end > i + 1) end_ = std::max(end_, tokens_[end - 1].range.end);
        set_last(choice->field, token.range);
        if (!choice->follows) subject_ = said | topic_.said | (choice->by_lead ? lead_.said : 0);
        last_capture_ = captures_.size() - 1;
        from_.reset();
        if (pending_) add_change(*pending_);
    }

    /// "1,620 | 1,540": of counts in a row nothing says which one the words before them are said of. "12 defaced 3
    /// phishing" may count what stands before, or behind.
    bool is_among_counts(std::size_t i) const {
        const auto is_count = [this](std::size_t at) {
            return at < tokens_.size() && (tokens_[at].kind == Kind::count || is_read_count(tokens_[at]));
        };
        const auto is_comma = [this](std::size_t at) {
            return at < tokens_.size() && (tokens_[at].kind == Kind::comma || tokens_[at].kind == Kind::cell);
        };
        const auto is_link = [this](std::size_t at) { return at < tokens_.size() && tokens_[at].kind == Kind::link; };
        if (is_count(i + 1) || (i > 0 && is_count(i - 1))) return true;
        // A number alone at the end of the line before may be one of a range, or the beginning of this one.
        if (i > 1 && tokens_[i - 1].kind == Kind::line && tokens_[i - 2].kind == Kind::count && is_bare(i - 2))
            return true;
        if ((is_comma(i + 1) || is_link(i + 1)) && is_count(i + 2)) return true;
        const bool dash = i > 0 && normal_.text()[tokens_[i - 1].range.begin] == '-';
        return (i > 1 && ((is_comma(i - 1) && !dash) || is_link(i - 1)) && is_count(i - 2)) ||
               (!parted_ && i > clause_);
    }

    void take_percentage(std::size_t i) {
        const Label before = label(clause_, i);
        const std::size_t end = words_end(i);
        const Label behind = label(i + 1, end);
        const bool among =
            i + 2 < tokens_.size() && tokens_[i + 1].kind == Kind::link && is_figure(tokens_[i + 2].kind);
        const bool known = before.known && behind.known && !before.listed && !before.from && !before.earlier && !among;
        const std::optional<Choice> choice =
            known ? choose(i, before.said | behind.said, before.part || lead_.part, FieldType::percentage)
                  : std::nullopt;
        if (choice) {
            begin_match(*choice, before.first);
            add(i, choice->field);
            add_gaps(before.first, end);
            end_ = tokens_[end - 1].range.end;
        }
        behind_figure(end);
        // All of the sentence is of which; a change in it is not the count's.
        if (choice && crossed_ && has_counters()) {
            last_capture_.reset();
            lacks_change_ = false;
        }
        if (before.part || behind.part || lead_.part || (choice && has_counters())) crossed_ = false;
        lead_ = {};
        // "of which the government's 2.4%, 108": the count behind a share is of what the share is of
        share_ = before;
    }

    void take_change(std::size_t i) {
        const std::size_t said = i > bracket_words_end_ ? std::max(figure_end_, bracket_words_end_) : figure_end_;
        const bool of_one = has_counters() || joined_with_ == profile::no_field;
        const bool speaks =
            of_one && (crossed_ ? is_said_again(said, i) || is_said_alone(said, i) : says_nothing(said, i));
        if (speaks && leaves_bracket_ && outside_) {
            add_change_of(*outside_, i);
        } else if (speaks && !leaves_bracket_ && last_capture_) {
            add_change(i);
        } else if (speaks && !leaves_bracket_ && lacks_change_) {
            add_change_of_read(i);
        } else if (leads_to_count(i)) {
            pending_ = i;
            carried_ = label(clause_, i);
        }
        if (speaks) outside_.reset();
        behind_figure(i + 1);
    }

    /// "12 sites were defaced. That was 4% more": a sentence that begins with the words that take up the only count of
    /// the one before.
    bool is_said_again(std::size_t begin, std::size_t change) const {
        if (has_counters() || wholes_before_ != 1) return false;
        const std::string_view text = normal_.text();
        for (std::size_t i = begin; i < change; ++i) {
            if (tokens_[i].kind != Kind::stop) continue;
            const std::uint32_t next = text::skip_white(text, tokens_[i].range.end);
            const auto words = profile_.says_when.match(text, next);
            return words.matched && text::skip_white(text, words.end) == capture_of(tokens_[change]).printed.begin;
        }
        return false;
    }

    /// "12 sites. 4% more than last week.": a sentence of nothing but the change, behind one with one count.
    bool is_said_alone(std::size_t begin, std::size_t change) const {
        if (!has_counters() || wholes_before_ != 1 || begin + 1 != change || tokens_[begin].kind != Kind::stop)
            return false;
        const Kind next = tokens_[change + 1].kind;
        const std::uint32_t printed = capture_of(tokens_[change]).printed.begin;
        const bool whole = last_ == whole_ && (last_capture_ || lacks_change_) &&
                           profile_.lexicon.since_last_period.match(normal_.text(), printed).matched;
        return whole && (ends_sentence(next) || next == Kind::comma);
    }

    /// "Defaced sites fell by 4%, to 12": the change stands before its count.
    bool leads_to_count(std::size_t i) const {
        if (label(clause_, i).said == 0) return false;
        std::size_t begin = i + 1;
        if (begin < tokens_.size() && tokens_[begin].kind == Kind::comma) ++begin;
        std::size_t next = begin;
        while (next < tokens_.size() && tokens_[next].kind == Kind::word) ++next;
        if (next >= tokens_.size() || tokens_[next].kind != Kind::count) return false;
        const bool parted = next > begin || capture_of(tokens_[next]).qualifier != Qualifier::none;
        return parted && label(begin, next).said == 0;
    }

    /// Nothing but marks and words that say nothing of what is counted.
    bool says_nothing(std::size_t begin, std::size_t end) const {
        return std::all_of(tokens_.begin() + static_cast<std::ptrdiff_t>(begin),
                           tokens_.begin() + static_cast<std::ptrdiff_t>(end), [this](const ClauseToken& token) {
                               return is_mark(token.kind) || is_when(token) ||
                                      (token.kind == Kind::word && token.word == static_cast<int>(ClauseRole::plain));
                           });
    }

    void add_change(std::size_t i) {
        Capture change = capture_of(tokens_[i]);
        if (change.against_last_year) return;
        change.slot.field = captures_[*last_capture_].slot.field;
        captures_.push_back(change);
        add_gaps(figure_end_, i);
        end_ = std::max(end_, change.printed.end);
        last_capture_.reset();
    }

    void add_change_of(const ReadFigure& count, std::size_t i) {
        const auto captured = std::find_if(captures_.begin(), captures_.end(), [&](const Capture& capture) {
            return capture.slot.field == count.field && capture.printed == count.printed;
        });
        Capture change = capture_of(tokens_[i]);
        if (change.against_last_year) return;
        change.slot.field = count.field;
        if (captured == captures_.end()) {
            additions_.push_back({count.printed, count.field, change.printed, {change}, {}});
        } else {
            captures_.push_back(change);
            end_ = std::max(end_, change.printed.end);
        }
    }

    /// A template has read the count alone.
    void add_change_of_read(std::size_t i) {
        lacks_change_ = false;
        Capture change = capture_of(tokens_[i]);
        if (change.against_last_year) return;
        change.slot.field = last_;
        additions_.push_back({last_printed_, last_, change.printed, {change}, {}});
    }

    struct Choice {
        std::int32_t field = profile::no_field;
        bool by_lead = false;  ///< words of the clauses before were needed
        bool follows = false;  ///< a part of the count before
    };

    /// What needs no other clause's words comes before what does; then what goes on with the count before.
    static int rank(const Choice& choice) { return (choice.by_lead ? 0 : 2) + (choice.follows ? 1 : 0); }

    /// The one field that the concepts make of a figure.
    std::optional<Choice> choose(std::size_t i, Concepts said, bool part, FieldType type) const {
        const Concepts own = said | topic_.said;
        // "Against the trend, the government's sites were fewer, 12": the clause right before may do.
        const bool near = said == 0 && has_counters() && !lead_.known && before_end_ == clause_ && before_.known;
        const Label& lead = near ? before_ : lead_;
        std::optional<Choice> found;
        bool open = false;  // between two fields
        for (const ClauseFigure& figure : profile_.clauses.figures) {
            // What a caption says is said of the whole, which a part goes on with.
            const bool follows = figure.follows();
            if (profile_.fields[static_cast<std::size_t>(figure.field)].type != type ||
                !figure.allows(follows ? said : own))
                continue;
            if (type == FieldType::count && !counts(i, figure)) continue;
            // "..., of which mostly others, of which 12 across the border": a part of those others
            // "As for the others, 4% of them ...": a share of the clause before
            const bool led = lead_.part || (type == FieldType::percentage && !has_counters());
            if (follows && led && !figure.allows(lead_.said)) continue;
            if (!has_counters() && (follows ? is_of_both(figure) : is_adrift(i) || in_bracket_)) continue;
            if (follows ? !follows_last(figure, part, type) : part && (counts_ || crossed_)) continue;
            if (figure.all == 0 && !stands_at_count(figure, i)) continue;
            if (!lead_line_ && is_said_otherwise(figure, own)) continue;
            bool by_lead = false;
            if (!figure.is_said(own)) {
                by_lead = lead.known && (said != 0 || !lead_line_) && figure.allows(lead.said) &&
                          figure.is_said(own | lead.said);
                if (!by_lead) continue;
            }
            const Choice choice{figure.field, by_lead, follows};
            if (!found || rank(choice) > rank(*found)) {
                found = choice;
                open = false;
            } else if (rank(choice) == rank(*found) && choice.field != found->field) {
                open = true;
            }
        }
        return open ? std::nullopt : found;
    }

    /// Clauses of unknown words stand before the count in its sentence, or in those before, and it does not name the
    /// report's own place.
    bool is_adrift(std::size_t i) const {
        if (adrift_ || !adrift_before_) return adrift_;
        const std::size_t end = words_behind(i);
        for (std::size_t at = clause_; at < end; ++at) {
            const text::Range token = tokens_[at].range;
            for (std::uint32_t pos = token.begin; pos < token.end; ++pos) {
                if (profile_.home.match(normal_.text(), pos).matched) return false;
            }
        }
        return true;
    }

    /// The field may be a part of another one.
    bool is_part(std::int32_t field) const {
        return std::any_of(profile_.clauses.figures.begin(), profile_.clauses.figures.end(),
                           [field](const ClauseFigure& figure) { return figure.field == field && !figure.of.empty(); });
    }

    /// "12 sites and 8 pages, 3 of them rented": what may be a part of either of two joined counts is nobody's.
    bool is_of_both(const ClauseFigure& part) const {
        if (joined_with_ == profile::no_field) return false;
        return std::any_of(profile_.clauses.figures.begin(), profile_.clauses.figures.end(),
                           [&](const ClauseFigure& other) {
                               return other.all == part.all &&
                                      std::find(other.of.begin(), other.of.end(), joined_with_) != other.of.end();
                           });
    }

    /// Whether the concepts, with those of the clauses before, may make a field of a figure.
    bool may_be_field(Concepts said) const {
        const auto& figures = profile_.clauses.figures;
        return std::any_of(figures.begin(), figures.end(), [&](const ClauseFigure& figure) {
            return figure.allows(figure.follows() ? said : said | topic_.said) &&
                   figure.is_said(said | topic_.said | lead_.said);
        });
    }

    /// With the words of the clauses before, it would be another field's: "the worm spreads again, 12 hosts".
    bool is_said_otherwise(const ClauseFigure& figure, Concepts own) const {
        const Concepts all = own | lead_.said;
        if (all == own || !figure.is_said(own)) return false;
        return std::any_of(profile_.clauses.figures.begin(), profile_.clauses.figures.end(),
                           [&](const ClauseFigure& other) {
                               return other.field != figure.field && !other.follows() && !other.is_said(own) &&
                                      other.is_said(all) && other.allows(all);
                           });
    }

    /// Nothing but marks, a change and words that the figure may have stands between the last count and it.
    bool stands_at_count(const ClauseFigure& figure, std::size_t i) const {
        return std::all_of(tokens_.begin() + static_cast<std::ptrdiff_t>(count_end_),
                           tokens_.begin() + static_cast<std::ptrdiff_t>(i), [&figure](const ClauseToken& token) {
                               if (token.kind != Kind::word) return is_mark(token.kind) || is_change(token);
                               return !is_concept(token) || figure.allows(concept_of(token));
                           });
    }

    bool follows_last(const ClauseFigure& figure, bool part, FieldType type) const {
        // A share that names what it is of may stand in a sentence of its own.
        const bool named = type == FieldType::percentage && std::popcount(figure.all) > 1;
        // "12 sites, 8 pages. Of these, 3 ...": which of them, nothing says.
        if (crossed_ && !has_counters() && wholes_before_ > 1 && !named) return false;
        if (crossed_ && !named && (!lead_.known || !(part || (figure.across && !adrift_)))) return false;
        const auto names = [](const std::vector<std::int32_t>& fields, std::int32_t field) {
            return field != profile::no_field && std::find(fields.begin(), fields.end(), field) != fields.end();
        };
        if (names(figure.of, last_) || (!part && names(figure.after, last_))) return true;
        // "12 domains and 8 addresses. Of the domains, 4% ...": a share that names one of the two
        if (named && !has_counters() && names(figure.of, before_last_)) return true;
        // "12 incidents (3 abroad), of which 8 are phishing": behind a bracket, or on the next line, a second part of
        // the whole
        const bool again = line_ended_ && (has_counters() || names(figure.after, last_));
        const bool parted = has_counters() && leaves_bracket_;
        return type == FieldType::count && part && (again || parted) && names(figure.of, whole_);
    }

    /// The count has one of the counters that the figure asks for, or needs none: nothing but a mark follows it.
    bool counts(std::size_t i, const ClauseFigure& figure) const {
        const ClauseToken& token = tokens_[i];
        if (token.counter.empty()) {
            if (!is_bare(i)) return true;
            if (!has_counters()) return headline_ || is_followed(i) || is_said_to_be(i);
            const Kind next = tokens_[i + 1].kind;
            const bool ends = (next != Kind::word && next != Kind::unknown) || is_apart(normal_, token.range.end);
            return ends && (headline_ || follows_words(i));
        }
        const std::string_view counter =
            normal_.text().substr(token.counter.begin, token.counter.end - token.counter.begin);
        return std::find(figure.counters.begin(), figure.counters.end(), counter) != figure.counters.end();
    }

    /// Words say what the number counts, right behind it.
    bool is_followed(std::size_t i) const {
        const std::size_t begin = behind_bracket(i + 1);
        return words_behind(begin - 1) > begin;
    }
    /// "Sites defaced: 12", "sites numbered 12", "sites rose 4% to 12": without that, a number at a line's end may be a
    /// page's.
    bool is_said_to_be(std::size_t i) const {
        if (i == 0) return false;
        const ClauseToken& before = tokens_[i - 1];
        return before.kind == Kind::colon || before.kind == Kind::cell || before.kind == Kind::each ||
               before.kind == Kind::link || (pending_ && before.kind == Kind::word && !is_concept(before)) ||
               (from_ && is_role(before, ClauseRole::to)) ||
               profile_.lexicon.amounts_to.match(normal_.text(), before.range.begin).matched;
    }
    /// Else what is counted stands right behind its number.
    bool has_counters() const { return !profile_.lexicon.counters.empty(); }

    /// Neither a counter nor a scale tells that the number counts something.
    bool is_bare(std::size_t i) const {
        return tokens_[i].counter.empty() && capture_of(tokens_[i]).precision == Decimal::from_integer(1);
    }
    /// A number alone behind a bracket or a comma may be a note's, a year.
    bool follows_words(std::size_t i) const {
        if (i == 0) return false;
        const Kind before = tokens_[i - 1].kind;
        return before == Kind::word || before == Kind::colon || before == Kind::cell || before == Kind::each ||
               before == Kind::link;
    }
    const Capture& capture_of(const ClauseToken& token) const { return captured_[token.capture]; }
    static bool is_read_count(const ClauseToken& token) {
        return token.kind == Kind::read && !token.beside && !token.is_time;
    }
    bool is_slash(std::size_t i) const {
        return tokens_[i].kind == Kind::link && normal_.text()[tokens_[i].range.begin] == '/';
    }
    static bool is_mark(Kind kind) { return kind == Kind::comma || kind == Kind::open || kind == Kind::close; }
    static bool is_change(const ClauseToken& token) {
        return token.kind == Kind::change || (token.kind == Kind::read && token.is_change);
    }
    /// Days, which say nothing of what is counted.
    bool is_when(const ClauseToken& token) const {
        return token.kind == Kind::read && token.is_days && !has_counters();
    }
    static bool is_role(const ClauseToken& token, ClauseRole role) {
        return token.kind == Kind::word && token.word == static_cast<int>(role);
    }
    static bool is_concept(const ClauseToken& token) { return token.word < static_cast<int>(profile::most_concepts); }
    static Concepts concept_of(const ClauseToken& token) { return Concepts{1} << static_cast<unsigned>(token.word); }
    static bool is_figure(Kind kind) { return kind == Kind::count || kind == Kind::percentage || kind == Kind::read; }

    /// `behind`: the tokens stand behind a figure.
    Label label(std::size_t begin, std::size_t end, bool behind = false) const {
        Label label;
        bool moves = false;
        label.first = begin;
        for (std::size_t i = begin; i < end; ++i) {
            const ClauseToken& token = tokens_[i];
            if (token.kind == Kind::link) {
                label.listed = label.listed || label.said != 0;
                continue;
            }
            if (is_when(token)) {
                if (label.first == i) label.first = i + 1;  // for the scope to see
                continue;
            }
            if (token.kind == Kind::change || token.kind == Kind::colon) continue;  // leads to the count behind it
            if (token.kind != Kind::word) {
                label.known = false;
                continue;
            }
            switch (static_cast<ClauseRole>(token.word)) {
                case ClauseRole::movement:
                    moves = true;
                    break;
                case ClauseRole::plain:
                case ClauseRole::together:
                    break;
                case ClauseRole::other:
                    label.known = false;
                    break;
                case ClauseRole::aside:
                    if (behind) return label;
                    label.known = false;
                    break;
                case ClauseRole::part:
                    label.part = true;
                    break;
                case ClauseRole::from:
                    label.from = true;
                    break;
                case ClauseRole::to:
                    label.to = true;
                    break;
                case ClauseRole::earlier:
                    label.earlier = true;
                    break;
                default:
                    label.said |= concept_of(token);
                    if (moves) label.known = false;  // "fewer government sites": an amount of change
            }
        }
        return label;
    }

    void add(std::size_t i, std::int32_t field) {
        Capture capture = capture_of(tokens_[i]);
        capture.slot.field = field;
        captures_.push_back(capture);
    }

    /// What the count comes from: its change has to fit.
    void add_from() {
        Capture capture = *from_;
        capture.slot = {SlotKind::figure, profile::no_field};
        captures_.push_back(capture);
    }

    /// What says that the count may be another week's is for the scope of its sentence to judge.
    void add_gaps(std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            if (is_role(tokens_[i], ClauseRole::earlier) || is_when(tokens_[i])) gaps_.push_back(tokens_[i].range);
        }
    }

    void set_last(std::int32_t field, text::Range printed = {}) {
        line_ended_ = false;
        if (field == profile::no_field || (has_counters() && !is_part_of(field, whole_))) whole_ = field;
        before_last_ = crossed_ ? profile::no_field : last_;
        last_ = field;
        lacks_change_ = is_last_read_ = false;
        last_capture_.reset();
        crossed_ = leaves_bracket_ = false;
        if (field == profile::no_field || printed.end - printed.begin < shortest_name) return;
        if (named_.size() == most_named) named_.erase(named_.begin());
        named_.push_back({printed, field});
    }

    bool is_part_of(std::int32_t field, std::int32_t whole) const {
        return whole != profile::no_field &&
               std::any_of(profile_.clauses.figures.begin(), profile_.clauses.figures.end(),
                           [&](const ClauseFigure& figure) {
                               return figure.field == field &&
                                      std::find(figure.of.begin(), figure.of.end(), whole) != figure.of.end();
                           });
    }

    /// "... on 262 domains. Of the 262 domains": a number of several digits that a template knows to be no field's of
    /// its own is that of which the same number is read before it; none's where they are several.
    std::int32_t field_named_again(text::Range printed) const {
        const auto words = [this](text::Range range) {
            return normal_.text().substr(range.begin, range.end - range.begin);
        };
        std::int32_t field = profile::no_field;
        for (const ReadFigure& before : named_) {
            if (words(before.printed) != words(printed)) continue;
            if (field != profile::no_field && field != before.field) return profile::no_field;
            field = before.field;
        }
        return field;
    }

    /// What goes on with the figures before is one match with them, and so is what one caption says.
    void begin_match(const Choice& choice, std::size_t first) {
        const bool goes_on = choice.follows || (topic_.said != 0 && captioned_);
        if (goes_on && !captures_.empty()) return;
        end_match();
        if (choice.follows && is_last_read_) goes_on_with_ = ReadFigure{last_printed_, last_};
        captioned_ = topic_.said != 0;
        begin_ = tokens_[captioned_ ? std::min(first, topic_.first) : first].range.begin;
    }

    void end_match() {
        const text::Range range{begin_, end_};
        if (!captures_.empty() && goes_on_with_ && gaps_.empty())
            additions_.push_back({goes_on_with_->printed, goes_on_with_->field, range, captures_, gaps_});
        else if (!captures_.empty())
            matches_.add({profile_.clauses.rule, range}, captures_, gaps_);
        goes_on_with_.reset();
        captures_.clear();
        gaps_.clear();
        last_capture_.reset();
    }

    const text::NormalText& normal_;
    const profile::Profile& profile_;
    const std::vector<ClauseToken>& tokens_;
    const std::vector<Capture>& captured_;
    Matches& matches_;
    std::vector<ClauseAddition>& additions_;

    std::size_t clause_ = 0;              ///< where the words begin that are said of the next figure
    bool after_figure_ = false;           ///< these words stand right behind a figure
    bool parted_ = true;                  ///< they are not said of a count that nothing else is said of
    std::size_t count_end_ = 0;           ///< the same of the last count
    std::optional<std::size_t> touched_;  ///< the figure that the words behind the one before it reach
    Concepts subject_ = 0;                ///< what the last whole of the sentence is said of
    std::size_t figure_end_ = 0;          ///< behind the last figure, and what is said of it
    std::size_t bracket_words_end_ = 0;   ///< behind the words that a bracket parts from the last count with one
    Label topic_;                         ///< a caption's
    bool foreign_caption_ = false;        ///< the clause stands behind a caption of unknown words
    Label lead_;                          ///< of the clauses since the last figure
    Label before_;                        ///< of the last clause without a figure
    std::size_t before_end_ = 0;          ///< behind it and its mark
    bool lead_line_ = false;              ///< of a line above
    std::optional<Label> carried_;        ///< of a count that changes to the next one
    std::optional<Capture> from_;         ///< the count that the next one comes from
    std::optional<Label> share_;          ///< of a share, which the count behind it may be said of, too
    std::optional<std::size_t> pending_;  ///< a change that leads to the next count
    static constexpr std::uint32_t shortest_name = 3;  // bytes
    static constexpr std::size_t most_named = 12;
    std::vector<ReadFigure> named_;                 ///< the last counts of fields
    std::int32_t last_ = profile::no_field;         ///< of the count before; none where nothing has read it
    bool line_ended_ = false;                       ///< since the last count
    std::int32_t whole_ = profile::no_field;        ///< the last count, or that of which it is a part
    std::int32_t before_last_ = profile::no_field;  ///< of the one before it, in its sentence
    bool lacks_change_ = false;                     ///< a template has read it, and no change of it
    bool is_last_read_ = false;                     ///< a template has read it
    text::Range last_printed_;                      ///< its figure
    bool adrift_ = false;  ///< clauses of unknown words stand between the last count of a field and here, on its line
    bool adrift_before_ = false;                    ///< the same of the sentences before, on its line
    bool in_bracket_ = false;                       ///< behind a count
    int brackets_ = 0;                              ///< that are open
    std::size_t opened_ = 0;                        ///< the first of them: the token
    std::optional<ReadFigure> outside_;             ///< the count before it, while a change of it may follow
    bool leaves_bracket_ = false;                   ///< the last count stands in a bracket that has ended
    std::size_t last_count_ = 0;                    ///< the token
    int wholes_ = 0;                                ///< counts of the sentence that are no parts
    int wholes_before_ = 0;                         ///< the same of the sentence before
    std::int32_t joined_with_ = profile::no_field;  ///< the count before the last whole, which "and" joins to it
    bool counts_ = false;                           ///< the sentence has a count
    bool crossed_ = false;                          ///< a sentence has ended since the last count

    std::uint32_t begin_ = 0;
    std::uint32_t end_ = 0;
    std::vector<Capture> captures_;            ///< of the match that is being put together
    std::optional<ReadFigure> goes_on_with_;   ///< the count, read by a template, that it goes on with
    bool headline_ = false;                    ///< the count stands apart from what it counts, at a line's start
    bool captioned_ = false;                   ///< it begins with a caption
    std::vector<text::Range> gaps_;            ///< of it
    std::optional<std::size_t> last_capture_;  ///< the last count among them, while a change may follow
};

}  // namespace

void read_clauses(const text::NormalText& normal, const profile::Profile& profile, const ClauseTokens& tokens,
                  Matches& matches, std::vector<ClauseAddition>& additions) {
    ClauseReader(normal, profile, tokens, matches, additions).run();
}

}  // namespace certdelta::extract
