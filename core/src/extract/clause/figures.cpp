#include "extract/clause/figures.h"

#include <algorithm>

namespace certdelta::extract {

using profile::ClauseSubject;
using profile::Concepts;
using profile::FieldType;
using Kind = ClauseTokenKind;

void FigureReader::read_count(const SaidCount& count) {
    const Label* handed = handed_to(count);
    const Concepts said = with_subject(handed != nullptr ? handed->said : count.before.said | count.behind.said);
    std::optional<Choice> choice = is_known(count, handed) ? choose(count, handed, said) : std::nullopt;
    if (!choice && handed == nullptr) choice = choose_again(count, said);
    if (!choice || !reaches(*choice, first_word(count, handed, *choice), count.token)) return add_nothing(said);
    add(count, handed, said, *choice);
}

bool FigureReader::read_percentage(std::size_t token, const Label& before, const Label& behind, std::size_t end) {
    const bool among = view_.is(token + 1, Kind::link) && view_.is_figure_at(token + 2);
    if (!before.known || !behind.known || before.listed || before.from || before.earlier || among) return false;
    const bool part = before.part || walk_.lead.all.part;
    const SaidFigure figure{token, FieldType::percentage, before.said | behind.said, part};
    const std::optional<Choice> choice = choose_field(view_, walk_, figure);
    if (!choice || !reaches(*choice, before.first, token)) return false;
    begin_match(*choice, before.first);
    match_.add(token, choice->field);
    match_.add_gaps(before.first, end);
    match_.go_to(view_[end - 1].range.end);
    return true;
}

/// What another figure leaves to a count that nothing is said of; none where there is nothing.
const Label* FigureReader::handed_to(const SaidCount& count) const {
    const Handed& handed = walk_.sentence.handed;
    const std::optional<Label>& label = count.before.to || handed.change ? handed.changed : handed.share;
    return (count.before.said | count.behind.said) == 0 && label ? &*label : nullptr;
}

/// A subject is said of the clauses behind it, too.
Concepts FigureReader::with_subject(Concepts said) const {
    if (said == 0) return said;
    for (const ClauseSubject& subject : view_.profile().clauses.subjects) {
        const Concepts named = (said | walk_.sentence.topic.said) & (subject.concepts | subject.noun);
        if (named == 0 && (walk_.sentence.subject & subject.concepts) != 0) said |= subject.concepts;
    }
    return said;
}

/// All that is said of the count is known, and said of it alone.
bool FigureReader::is_known(const SaidCount& count, const Label* handed) const {
    // Where a language has counters, what words behind a number without one may count is not known.
    const bool has_words = count.end > count.token + 1 && !count.apart;
    if (has_words && view_.has_counters() && view_.is_bare(count.token)) return false;
    if (!count.before.known || !count.behind.known || count.before.listed) return false;
    if (handed != nullptr) return handed->known && !handed->listed;
    return count.before.said != 0 || !walk_.clause.foreign_caption;
}

std::optional<Choice> FigureReader::choose(const SaidCount& count, const Label* handed, Concepts said) const {
    const bool led = walk_.lead.all.part;
    const bool part = count.before.part || count.behind.part || led || (handed != nullptr && handed->part);
    const SaidFigure figure{count.token, FieldType::count, said, part, count.apart};
    const std::optional<Choice> choice = choose_field(view_, walk_, figure);
    const bool may_name_whole =
        !view_.has_counters() && !count.before.part && (count.behind.part || (led && !walk_.last.crossed));
    return choice || !may_name_whole ? choice : choose_part_with_whole(view_, walk_, figure);
}

/// "Of the 12 domains, ...": a count of the paragraph, printed once more.
std::optional<Choice> FigureReader::choose_again(const SaidCount& count, Concepts said) const {
    if (view_.has_counters() || !count.before.part || said == 0 || !is_known(count, nullptr)) return std::nullopt;
    std::optional<Choice> found;
    for (const ReadFigure& counted : walk_.line.counted) {
        const auto& figures = view_.profile().clauses.figures;
        const bool meant = std::any_of(figures.begin(), figures.end(), [&](const profile::ClauseFigure& figure) {
            return figure.field == counted.field && figure.allows(said);
        });
        if (!meant) continue;
        const auto before = value::read_count(view_.text(), counted.printed.begin, view_.profile().lexicon);
        if (!before || before->value != view_.capture(count.token).value) continue;
        if (found && found->field != counted.field) return std::nullopt;
        found = Choice{counted.field, false, true, true};
    }
    return found;
}

/// A count of no field: the clauses behind it may go on with its subject.
void FigureReader::add_nothing(Concepts said) {
    const Concepts all = said | walk_.lead.all.said;
    for (const ClauseSubject& subject : view_.profile().clauses.subjects) {
        if ((all & subject.concepts) != 0) walk_.sentence.subject = all;
    }
    match_.end();
    walk_.set_last(view_, profile::no_field, {}, true);
}

void FigureReader::add(const SaidCount& count, const Label* handed, Concepts said, const Choice& choice) {
    add_to_match(count, handed, choice);
    if (!choice.follows) {
        const bool joined = view_.follows_link(walk_.clause.begin) && !walk_.last.crossed;
        walk_.line.joined_with = joined ? walk_.last.field : profile::no_field;
        const Concepts led = choice.by_lead ? walk_.lead.all.said : 0;
        walk_.sentence.subject = said | walk_.sentence.topic.said | led;
    }
    walk_.set_last(view_, choice.field, view_[count.token].range, !choice.follows);
    walk_.at.comes_from.reset();
}

void FigureReader::add_to_match(const SaidCount& count, const Label* handed, const Choice& choice) {
    const ClauseToken& token = view_[count.token];
    const std::size_t first = first_word(count, handed, choice);
    begin_match(choice, first);
    if (handed != nullptr && walk_.at.comes_from) match_.add_earlier(*walk_.at.comes_from);
    match_.add_count(count.token, choice.field);
    const Label& topic = walk_.sentence.topic;
    if (match_.captioned() && topic.said != 0) match_.add_gaps(topic.first, walk_.clause.begin);
    if (!count.goes_on) match_.add_gaps(first, count.end);
    match_.go_to(std::max(token.range.end, token.counter.end));
    if (count.end > count.token + 1) match_.go_to(view_[count.end - 1].range.end);
    if (walk_.sentence.handed.change) match_.add_change(*walk_.sentence.handed.change, walk_.at.figure_end);
}

/// The first of the words that are said of the count.
std::size_t FigureReader::first_word(const SaidCount& count, const Label* handed, const Choice& choice) const {
    const Lead& lead = walk_.lead;
    const std::size_t first = handed != nullptr ? handed->first : count.before.first;
    return choice.by_lead ? std::min(first, lead.all.known ? lead.all.first : lead.last.first) : first;
}

/// What goes on with the figures before is one match with them, and so is what one caption says.
bool FigureReader::goes_on(const Choice& choice) const {
    return !match_.empty() && !choice.apart &&
           (choice.follows || (walk_.sentence.topic.said != 0 && match_.captioned()));
}

std::size_t FigureReader::with_caption(std::size_t first) const {
    const Label& topic = walk_.sentence.topic;
    return topic.said != 0 ? std::min(first, topic.first) : first;
}

/// The match is not too long for a reader of its values, each of which shows all of it.
bool FigureReader::reaches(const Choice& choice, std::size_t first, std::size_t token) const {
    constexpr std::uint32_t longest = 1500;  // bytes
    const std::uint32_t begin = goes_on(choice) ? match_.begins() : view_[with_caption(first)].range.begin;
    return view_[token].range.end - begin < longest;
}

void FigureReader::begin_match(const Choice& choice, std::size_t first) {
    if (goes_on(choice)) return;
    std::optional<ReadFigure> with;
    if (choice.follows && !choice.apart && walk_.last.by_template)
        with = ReadFigure{walk_.last.printed, walk_.last.field};
    match_.begin(with_caption(first), walk_.sentence.topic.said != 0, with);
}

}  // namespace certdelta::extract
