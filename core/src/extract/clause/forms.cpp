#include "extract/clause/forms.h"

#include <algorithm>
#include <utility>

#include "value/number.h"

namespace certdelta::extract {
namespace {

using profile::ClauseRole;
using Kind = ClauseTokenKind;

bool is_slash(const ClauseView& view, std::size_t i) {
    return view.is(i, Kind::link) && view.text()[view[i].range.begin] == '/';
}

/// "[1]" may be a note's or an item's, "[2016]" a year.
bool is_label_number(const ClauseView& view, std::size_t count) {
    constexpr std::uint32_t shortest = 3;  // digits
    const text::Range printed = view[count].range;
    return view.is_bare(count) &&
           (printed.end - printed.begin < shortest || value::read_year(view.text(), printed.begin));
}

/// The labels between links from `begin` to `end`.
std::vector<Label> linked_labels(const ClauseView& view, std::size_t begin, std::size_t end) {
    std::vector<Label> labels;
    for (std::size_t at = begin; at <= end; ++at) {
        if (at < end && view[at].kind != Kind::link) continue;
        labels.push_back(view.label(begin, at));
        begin = at + 1;
    }
    return labels;
}

/// The counts from `first` on that nothing but marks of a list part.
std::vector<std::size_t> counts_from(const ClauseView& view, std::size_t first) {
    std::vector<std::size_t> counts{first};
    for (std::size_t at = first + 1;
         (view.is(at, Kind::link) || view.is(at, Kind::comma)) && view.is(at + 1, Kind::count); at += 2)
        counts.push_back(at + 1);
    return counts;
}

/// A count that another one comes from stands in the same sentence.
bool becomes_another(const ClauseView& view, std::size_t begin) {
    for (std::size_t at = begin; at < view.size() && !ends_sentence(view[at].kind); ++at) {
        if (is_figure(view[at].kind)) return false;
        if (is_change(view[at]) || is_role(view[at], ClauseRole::to)) return true;
    }
    return false;
}

}  // namespace

std::optional<Headline> find_headline(const ClauseView& view, std::size_t count) {
    const bool opened = count > 0 && view[count - 1].kind == Kind::open;
    const std::size_t line = opened ? count - 1 : count;
    if ((line > 0 && view[line - 1].kind != Kind::line) || count + 1 >= view.size()) return std::nullopt;
    const ClauseToken& mark = view[count + 1];
    const bool dash = mark.kind == Kind::comma && view.text()[mark.range.begin] == '-';
    if (opened ? mark.kind != Kind::close : !dash && mark.kind != Kind::colon) return std::nullopt;
    if (is_label_number(view, count)) return std::nullopt;
    const std::size_t end = view.words_behind(count + 1);
    const Label counted = view.label(count + 2, end);
    if (counted.said == 0 || counted.part || view.is_figure_at(end)) return std::nullopt;
    return Headline{counted, end};
}

std::optional<CountList> find_list(const ClauseView& view, std::size_t clause, std::size_t count) {
    std::size_t each = clause;
    while (each < count && view[each].kind != Kind::each) ++each;
    const bool slashes = each == count && is_slash(view, count + 1);
    if (each == count && !slashes) return std::nullopt;
    CountList list{linked_labels(view, clause, each), counts_from(view, count)};
    constexpr std::size_t most_things = 12;
    if (list.counts.size() != list.things.size() || list.things.size() < 2 || list.things.size() > most_things)
        return std::nullopt;
    const bool known =
        (slashes || view.label(each + 1, count).known) &&
        std::all_of(list.things.begin(), list.things.end(), [](const Label& thing) { return thing.known; });
    return known ? std::optional(std::move(list)) : std::nullopt;
}

bool is_among_counts(const ClauseView& view, std::size_t count) {
    const auto is_comma = [&view](std::size_t at) { return view.is(at, Kind::comma) || view.is(at, Kind::cell); };
    const auto is_link = [&view](std::size_t at) { return view.is(at, Kind::link); };
    if (view.is_count_at(count + 1) || (count > 0 && view.is_count_at(count - 1))) return true;
    // A number alone at the end of the line before may be one of a range, or the beginning of this one.
    if (count > 1 && view.is(count - 1, Kind::line) && view.is(count - 2, Kind::count) && view.is_bare(count - 2))
        return true;
    if ((is_comma(count + 1) || is_link(count + 1)) && view.is_count_at(count + 2)) return true;
    const bool dash = count > 0 && view.text()[view[count - 1].range.begin] == '-';
    return count > 1 && ((is_comma(count - 1) && !dash) || is_link(count - 1)) && view.is_count_at(count - 2);
}

bool precedes_lone_figure(const ClauseView& view, std::size_t count) {
    const std::size_t end = view.words_end(count);
    return end > count + 1 && view.is_figure_at(end) && !view[end].is_time && !view.is_followed(end);
}

std::optional<std::size_t> touched_figure(const ClauseView& view, std::size_t count) {
    if (view.has_counters()) return std::nullopt;
    const std::size_t end = view.words_end(count);
    if (!view.is_count_at(end)) return std::nullopt;
    const Label between = view.label(count + 1, end);
    const bool of_either = between.said != 0 && !between.part && !between.from && !between.to;
    return of_either ? std::optional(end) : std::nullopt;
}

bool is_changed(const ClauseView& view, std::size_t count, const Label& before) {
    if (!before.from) return false;
    // "by 12 addresses": where counters say what a number counts, one that becomes no other, and is not changed.
    const std::size_t words = view.words_behind(count);
    const Label behind = view.label(count + 1, words);
    if (!view.has_counters() || before.said != 0 || behind.said == 0 || !behind.known || behind.to) return true;
    return words >= view.size() || !ends_value(view[words].kind) || becomes_another(view, words);
}

bool changes_to_next(const ClauseView& view, std::size_t count) {
    const std::size_t end = view.words_behind(count);
    const Label behind = view.label(count + 1, end);
    if (behind.said != 0 || !behind.known) return false;
    if (behind.to && view.is(end, Kind::count)) return true;
    if (end != count + 1 || !view.is(end, Kind::comma)) return false;
    const std::size_t next = view.known_words_end(end + 1);
    if (!view.is(next, Kind::count)) return false;
    const Label words = view.label(end + 1, next);
    return words.to && words.said == 0;
}

}  // namespace certdelta::extract
