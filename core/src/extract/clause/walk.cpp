#include "extract/clause/walk.h"

#include <algorithm>

namespace certdelta::extract {
namespace {

using profile::ClauseFigure;
using Kind = ClauseTokenKind;

bool is_part_of(const profile::Profile& profile, std::int32_t field, std::int32_t whole) {
    const auto& figures = profile.clauses.figures;
    return whole != profile::no_field && std::any_of(figures.begin(), figures.end(), [&](const ClauseFigure& figure) {
               return figure.field == field && std::find(figure.of.begin(), figure.of.end(), whole) != figure.of.end();
           });
}

}  // namespace

bool Walk::is_part_of_whole(const ClauseView& view, std::int32_t field) const {
    return !last.crossed && !last.line_ended && is_part_of(view.profile(), field, whole);
}

void Lead::add(const Label& clause) {
    if (all.said == 0) {
        above = false;
        if (all.known) all.first = clause.first;
    }
    all.said |= clause.said;
    all.known = all.known && clause.known && !clause.listed;
    all.part = all.part || clause.part;
}

void Walk::go_behind(std::size_t end) {
    clause.begin = at.figure_end = end;
    clause.behind_figure = clause.parted = true;
}

void Walk::end_clause(const ClauseView& view, std::size_t mark) {
    const Label said = view.label(clause.begin, mark);
    // "With the help of others, it handled 12 incidents"
    const bool aside = !view.has_counters() && mark > clause.begin &&
                       is_role(view[clause.begin], profile::ClauseRole::aside) && !clause.behind_figure;
    const bool empty = mark == clause.begin || aside;
    if (!empty && !said.known) sentence.adrift = true;
    lead.last = clause.behind_figure || said.listed ? Label{} : said;
    lead.last_end = !empty && view[mark].kind == Kind::comma ? mark + 1 : 0;
    if (!empty && !clause.behind_figure) lead.add(said);
    begin_clause(mark + 1);
}

void Walk::end_bracket(const ClauseView& view, std::size_t mark) {
    const bool aside = clause.begin > 0 && view[clause.begin - 1].kind == Kind::open && !clause.behind_figure;
    if (!aside) return end_clause(view, mark);
    lead.all.known = lead.all.known && view.label(clause.begin, mark).known;
    begin_clause(mark + 1);
}

void Walk::end_sentence(const ClauseView& view, std::size_t mark) {
    end_clause(view, mark);
    if (sentence.counts) lead = {};
    line.adrift = !sentence.counts && (sentence.adrift || line.adrift);
    wholes = {0, wholes.here};
    last.crossed = true;
    last.leaves_bracket = false;
    sentence = {};
}

void Walk::end_line(const ClauseView& view, std::size_t mark) {
    end_clause(view, mark);
    if (sentence.counts)
        lead = {};
    else if (lead.all.said == 0 && sentence.topic.said != 0)
        lead.all = sentence.topic;
    lead.above = true;
    // A change on the next line may be that of a count whose sentence is open.
    if (last.crossed) last.lacks_change = false;
    last.crossed = last.leaves_bracket = false;
    last.line_ended = true;
    sentence = {};
    line = {};
}

void Walk::set_last(const ClauseView& view, std::int32_t field, text::Range printed, bool is_whole) {
    const bool found = field != profile::no_field;
    line.counted.push_back({printed, field});
    constexpr std::size_t most_counted = 8;
    if (line.counted.size() > most_counted) line.counted.erase(line.counted.begin());
    if (found && is_whole) {
        ++wholes.here;
        sentence.adrift = line.adrift = false;  // unknown words before it say nothing of what follows
    }
    if (!found || (view.has_counters() ? !is_part_of(view.profile(), field, whole) : is_whole)) whole = field;
    const std::int32_t before = last.crossed ? profile::no_field : last.field;
    last = {field, before, printed};
}

}  // namespace certdelta::extract
