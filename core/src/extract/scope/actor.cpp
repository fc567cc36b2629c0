#include "extract/scope/actor.h"

#include <algorithm>

#include "extract/ranges.h"
#include "extract/scope/own_words.h"
#include "extract/scope/sentence_bounds.h"
#include "text/characters.h"

namespace certdelta::extract {

bool has_other_actor(const Phrases& in, const Match& match, std::uint32_t begin) {
    const std::uint32_t pos = match.range.begin;
    if (!begins_within(in.acts, begin, pos + 1)) return false;
    begin = entry_begin(in, begin, pos);
    for (std::uint32_t end = pos; end > begin;) {
        const std::uint32_t clause = clause_begin(in.normal.text(), begin, end, false);
        // "With the help of all members, ..." tells nobody who acted.
        if (end < pos && any_holds(in.harmless, text::skip_white(in.normal.text(), clause)) &&
            any_holds(in.harmless, end - 1)) {
            end = clause > begin ? clause - 1 : begin;
            continue;
        }
        auto act = first_from(in.acts, clause);
        const std::uint32_t last = end == pos ? end : end - 1;
        while (act != in.acts.end() && act->begin <= last && any_holds(in.own_voices, act->begin)) ++act;
        const bool acts = act != in.acts.end() && act->begin <= last;
        const std::uint32_t actor = acts ? act->begin : end;
        // "All members helped, and handled ...": the clause's first words may name who did what follows.
        constexpr std::uint32_t first_words = 7;  // bytes
        const auto other = first_from(in.other_actors, clause);
        const bool others =
            other != in.other_actors.end() && other->begin < (acts ? actor : std::min(clause + first_words, end));
        const auto own = first_from(in.own_voices, clause);
        const bool owns = own != in.own_voices.end() && own->begin < actor;
        // "The centre and its branches", but not "the centre's branches"
        if (owns && others && own->begin < other->begin && other->begin > text::skip_white(in.normal.text(), own->end))
            return false;
        if (others) return true;
        if (owns) return false;
        if (acts && !is_own(in, {clause, actor})) return true;
        end = clause > begin ? clause - 1 : begin;
    }
    return false;
}

bool follows_partner(const Phrases& in, const Match& match) {
    const std::uint32_t begin = match.range.begin;
    if (!begins_within(in.acts, begin, begin + 1)) return false;
    const auto behind = first_from(in.other_actors, begin);
    if (behind == in.other_actors.begin() || std::prev(behind)->end != begin) return false;
    const std::uint32_t partner = std::prev(behind)->begin;
    const std::uint32_t sentence = in.marks.sentence_begin(partner);
    const std::size_t mark = in.normal.text().substr(sentence, partner - sentence).find_last_of(",;:!?");
    const std::uint32_t clause = mark == std::string_view::npos ? 0 : static_cast<std::uint32_t>(mark) + 1;
    return begins_within(in.acts, sentence + clause, partner);
}

}  // namespace certdelta::extract
