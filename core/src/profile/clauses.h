// What a profile knows of clauses that no template spells out: words for what is counted, and which of them make a
// field. "12 defaced and 3 phishing" says so in any order of words, as long as every word is known.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "text/phrase_set.h"

namespace certdelta::profile {

/// A set of concepts: bit i is concept i of Clauses.
using Concepts = std::uint64_t;
inline constexpr std::size_t most_concepts = 64;

/// Words of a clause that name no concept.
enum class ClauseRole : int {
    plain = static_cast<int>(most_concepts),  ///< says nothing of what is counted ("in all")
    part,                                     ///< goes on with a part of the count before ("of which")
    from,                                     ///< before a count that changes to the next one ("from")
    to,                                       ///< before a count that the one before changes to ("to")
    earlier,                                  ///< the count behind it is the period's before ("last week")
    other,                                    ///< makes the clause another thing's ("of the government's")
    aside,                                    ///< ends what is said of the count before ("by coordinating")
    together,                                 ///< says nothing of what is counted, but that it is all before ("both")
    movement,                                 ///< of the language: a direction without its amount ("fell")
    link,                                     ///< of the language: between two items of a list
    each,                                     ///< of the language: a list of figures follows, one for each thing
};

/// A count or a percentage that a clause's concepts make a field's.
struct ClauseFigure {
    std::int32_t field = -1;
    Concepts all = 0;                   ///< each of these has to be said
    Concepts may = 0;                   ///< these may be said; no other one may
    std::vector<std::int32_t> of;       ///< the count before has to be one of these fields, of which it is a part
    std::vector<std::int32_t> after;    ///< or one of these, beside which it stands; no part word may say otherwise
    bool across = false;                ///< it may stand in the sentence behind that count's
    std::vector<std::string> counters;  ///< what may stand behind a count, folded; a count with a scale needs none

    [[nodiscard]] bool follows() const { return !of.empty() || !after.empty(); }
    [[nodiscard]] bool allows(Concepts said) const { return (said & ~(all | may)) == 0; }
    [[nodiscard]] bool is_said(Concepts said) const { return (all & ~said) == 0; }
};

/// A subject that the clauses of a sentence go on with until one of them names its noun anew: "of the government's
/// sites 12 were defaced, 3 backdoored".
struct ClauseSubject {
    Concepts concepts = 0;
    Concepts noun = 0;
};

struct Clauses {
    std::vector<std::string> concepts;  ///< names, at most most_concepts
    text::PhraseSet words;              ///< payload: a concept, or a ClauseRole
    std::vector<ClauseFigure> figures;
    std::vector<ClauseSubject> subjects;
    std::uint32_t rule = 0;  ///< the profile's rule that their matches are of

    [[nodiscard]] bool empty() const { return figures.empty(); }
};

}  // namespace certdelta::profile
