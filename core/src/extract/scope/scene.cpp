#include "extract/scope/scene.h"

#include <algorithm>

#include "extract/ranges.h"
#include "extract/scope/sentence_bounds.h"
#include "text/characters.h"

namespace certdelta::extract {
namespace {

constexpr std::uint32_t longest_lead = 6;  // bytes before a phrase that opens a clause: "in", "as of"

/// Whether the sentence starts with the phrase, where words have spaces between them. What somebody said on a day is of
/// another time than what it tells of.
bool opens_sentence(const Phrases& in, text::Range phrase) {
    const std::string_view text = in.normal.text();
    const auto figure = first_from(in.timed_values, phrase.begin);
    constexpr std::uint32_t farthest = 200;  // bytes
    if (figure == in.timed_values.end() || figure->begin > phrase.end + farthest) return false;
    const std::uint32_t lead = std::min(longest_opener + 2, phrase.begin);
    const bool opens = lead == phrase.begin ||
                       text.substr(phrase.begin - lead, lead).find_first_of(".!?:\n\t") != std::string_view::npos;
    if (!opens) return false;
    const std::uint32_t begin = behind_headings(in, in.marks.sentence_begin(phrase.begin), phrase.begin);
    return phrase.begin <= begin + longest_opener && !begins_within(in.this_period, begin, phrase.begin) &&
           !begins_within(in.voices, phrase.end, figure->begin) &&
           !begins_within(in.timed_values, paragraph_begin(in, begin), begin);
}

}  // namespace

bool sets_scene(const Phrases& in, text::Range phrase, bool is_time) {
    constexpr std::uint32_t longest_scene = 36;  // bytes: "in the first half of last year"
    const std::string_view text = in.normal.text();
    if (!in.profile.lexicon.unspaced) return opens_sentence(in, phrase);
    if (!opens_scene(in, phrase, behind_headings(in, in.marks.sentence_begin(phrase.begin), phrase.begin)))
        return false;
    const std::uint32_t comma = in.marks.clause_end(phrase.end);
    const bool parted = comma - phrase.begin <= longest_scene && comma + 1 < text.size() && text[comma] == ',' &&
                        !text::is_digit(text[comma + 1]);
    return parted || (is_time && begins_within(in.timed_values, phrase.begin, phrase.end + 1));
}

bool opens_scene(const Phrases& in, text::Range phrase, std::uint32_t begin) {
    constexpr std::string_view marks = ",:;";
    const std::string_view text = in.normal.text();
    std::uint32_t clause = phrase.begin;
    while (clause > begin && phrase.begin - clause <= longest_lead &&
           marks.find(text[clause - 1]) == std::string_view::npos)
        --clause;
    return phrase.begin - clause <= longest_lead && !begins_within(in.values, begin, phrase.begin);
}

bool place_sets_scene(const Phrases& in, const std::vector<text::Range>& places, std::uint32_t begin,
                      std::uint32_t pos) {
    const std::string_view text = in.normal.text();
    const auto place = first_from(places, begin);
    if (place == places.end() || place->begin > begin + longest_lead || place->end >= pos) return false;
    const std::uint32_t mark = text::skip_white(text, place->end);
    return mark < pos && (text[mark] == ':' || text[mark] == ',');
}

}  // namespace certdelta::extract
