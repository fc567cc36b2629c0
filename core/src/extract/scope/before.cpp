#include "extract/scope/before.h"

#include <algorithm>
#include <optional>

#include "extract/ranges.h"
#include "extract/scope/scene.h"
#include "extract/scope/sentence_bounds.h"
#include "text/characters.h"

namespace certdelta::extract {
namespace {

/// The position behind the last of `marks` between `begin` and `end`; `begin` when there is none.
template <char... marks>
std::uint32_t behind_last(std::string_view text, std::uint32_t begin, std::uint32_t end) {
    while (end > begin && !((text[end - 1] == marks) || ...)) --end;
    return end;
}

/// Where the last part begins of what stands between `begin` and `end`: behind a semicolon, or, where words have no
/// spaces between them, with the last entry of a list.
std::uint32_t last_part(const Phrases& in, std::uint32_t begin, std::uint32_t end) {
    const std::uint32_t part = behind_last<';'>(in.normal.text(), begin, end);
    return in.profile.lexicon.unspaced ? entry_begin(in, part, end) : part;
}

/// Whether the phrase begins a clause of the sentence and a mark parts it from what follows: "...; last week, ...".
bool is_set_apart(const Phrases& in, text::Range phrase, std::uint32_t begin) {
    const std::string_view text = in.normal.text();
    const std::uint32_t before = text::skip_white_back(text, phrase.begin, begin);
    const bool starts = before == begin || text[before - 1] == ';';
    const std::uint32_t behind = text::skip_white(text, phrase.end);
    return starts && behind < text.size() && (text[behind] == ',' || text[behind] == ':');
}

/// Where the report's own place last opens a clause from `begin` up to `pos`; `begin` where it does not.
std::uint32_t last_home(const Phrases& in, std::uint32_t begin, std::uint32_t pos) {
    const std::string_view text = in.normal.text();
    for (std::uint32_t at = pos + 1; at > begin + 1 && !in.profile.home.empty();) {
        if (text[--at - 1] == ',' && in.profile.home.match(text, at).matched) return at;
    }
    return begin;
}

/// "The first three are A, B and C. Of which ...": a place with which a sentence without a figure ends, in no clause
/// that it opens, is no place of the next one.
bool ends_ranking(const Phrases& in, text::Range place, std::uint32_t context, std::uint32_t pos) {
    constexpr std::uint32_t longest = 120;  // bytes of the sentence
    if (!in.profile.lexicon.unspaced) return false;
    const std::uint32_t end = in.marks.sentence_end(place.end, longest);
    const std::uint32_t begin = std::max(in.marks.sentence_begin(place.begin, longest), context);
    return end <= pos && place.begin - begin < longest && !in.has_count(begin, end) &&
           !opens_scene(in, place, clause_begin(in.normal.text(), begin, place.begin));
}

/// Before an act, whom it was done with is no place: has_other_actor() asks who acted. Behind another place's figure,
/// the report's own place ends what is of that: "abroad 70, at home 1,540"; not in "of which in the capital 70".
bool place_within(const Phrases& in, std::uint32_t begin, std::uint32_t pos) {
    const bool act = begins_within(in.acts, pos, pos + 1);
    std::optional<std::uint32_t> home;
    for (auto place = first_from(in.places, begin); place != in.places.end() && place->begin < pos; ++place) {
        if (act && any_holds(in.other_actors, place->begin)) continue;
        if (ends_ranking(in, *place, begin, pos)) continue;
        if (!home) home = begins_within(in.goes_on, begin, pos) ? begin : last_home(in, begin, pos);
        if (place->end > *home || !in.has_count(place->end, *home)) return true;
    }
    return false;
}

/// An opener that starts the sentence or a clause, or is written with a capital letter, as if a heading had lost its
/// line's end before it.
bool opens_clause(const Phrases& in, std::uint32_t begin, std::uint32_t end) {
    const std::string_view text = in.normal.text();
    const std::uint32_t line = line_begin(in.normal, end);
    for (auto opener = first_from(in.openers, begin); opener != in.openers.end() && opener->begin < end; ++opener) {
        const std::uint32_t at = opener->begin;
        const std::uint32_t before = text::skip_white_back(text, at, begin);
        constexpr std::string_view clause_marks = ",;:(\"";
        if (in.profile.lexicon.unspaced && at < line && is_heading_line(in, at)) continue;
        const bool starts = before == begin || clause_marks.find(text[before - 1]) != std::string_view::npos;
        if (starts || (text[at] >= 'A' && text[at] <= 'Z')) return true;
    }
    return false;
}

/// "State good, infections down for two weeks": what a headline above the text says behind its first words is no time
/// of the sentence below.
bool ends_headline(const Phrases& in, text::Range phrase, std::uint32_t begin, std::uint32_t pos) {
    if (!in.profile.lexicon.unspaced || phrase.end > line_begin(in.normal, pos)) return false;
    const bool dated = phrase.begin > 0 && text::is_digit(in.normal.text()[phrase.begin - 1]);
    const bool above = in.timed_values.empty() || phrase.end <= in.timed_values.front().begin;
    return !dated && above && phrase.end <= skip_headlines(in, begin, pos) &&
           !opens_scene(in, phrase, line_begin(in.normal, phrase.begin));
}

}  // namespace

bool time_before(const Phrases& in, const std::vector<text::Range>& times, std::uint32_t begin, std::uint32_t pos) {
    if (!begins_within(times, begin, pos)) return false;
    const std::string_view text = in.normal.text();
    // A time before the first comma sets the scene for all of the sentence, unless a value stands there, too.
    const std::size_t comma = text.substr(begin, pos - begin).find_first_of(",;");
    std::uint32_t scene = comma == std::string_view::npos ? pos : begin + static_cast<std::uint32_t>(comma);
    if (const auto value = first_from(in.values, begin); value != in.values.end())
        scene = std::min(scene, value->begin);
    // The words of this period end what the clauses before them speak of.
    std::uint32_t ended = begin;
    const auto back = first_from(in.this_period, pos);
    if (back != in.this_period.begin() && std::prev(back)->begin > begin) {
        const text::Range own = *std::prev(back);
        const bool caption = own.end < pos && text[own.end] == ':' && in.normal.is_line_start(own.begin);
        ended = caption ? own.begin : behind_last<',', ';'>(text, begin, own.begin);
    }
    const std::uint32_t part = last_part(in, begin, pos);
    for (auto phrase = first_from(times, begin); phrase != times.end() && phrase->begin < pos; ++phrase) {
        if (phrase->begin < ended || ends_headline(in, *phrase, begin, pos)) continue;
        if (phrase->begin >= part || phrase->end <= scene || is_set_apart(in, *phrase, begin) ||
            (in.profile.lexicon.unspaced && opens_scene(in, *phrase, begin)))
            return true;
    }
    return false;
}

bool time_or_place_before(const Phrases& in, std::uint32_t begin, std::uint32_t pos) {
    if (!in.any_within(begin, pos)) return false;
    if (time_before(in, in.times, begin, pos)) return true;
    begin = skip_headlines(in, begin, pos);
    // A semicolon ends a place, unless the place sets the scene or what follows goes on with it: "...; of which".
    const std::uint32_t part = text::skip_white(in.normal.text(), last_part(in, begin, pos));
    const auto further = first_from(in.goes_on, part);
    const bool goes_on =
        (further != in.goes_on.end() && further->begin == part) || place_sets_scene(in, in.places, begin, pos);
    const bool place = place_within(in, goes_on ? begin : part, pos);
    return place || time_before(in, in.last_period, begin, pos) || time_before(in, in.days, begin, pos);
}

bool is_other_before(const Phrases& in, const Match& match, std::uint32_t begin) {
    if (in.next_other(begin) >= match.range.begin) return false;
    if (time_or_place_before(in, begin, match.range.begin)) return true;
    if (begins_within(in.openers, begin, match.range.begin) &&
        opens_clause(in, behind_last<';'>(in.normal.text(), begin, match.range.begin), match.range.begin))
        return true;
    // A circumstance before the first comma holds for all of the sentence, until words of this period.
    const auto opener = first_from(in.openers, begin);
    return opener != in.openers.end() && opener->begin == begin && opener->end < match.range.begin &&
           opens_clause(in, begin, match.range.begin) && !begins_within(in.this_period, begin, match.range.begin);
}

}  // namespace certdelta::extract
