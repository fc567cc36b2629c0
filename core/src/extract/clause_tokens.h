// A paragraph as the words, figures and marks that a ClauseReader puts together.
#pragma once

#include <cstdint>
#include <vector>

#include "extract/matcher.h"
#include "extract/slot_reader.h"
#include "profile/profile.h"
#include "text/normalise.h"

namespace certdelta::extract {

enum class ClauseTokenKind : std::uint8_t {
    word,   ///< of the profile's clauses: `word`
    link,   ///< "and", or the mark between two items of a list
    count,  ///< `capture`, and where its counter ends
    percentage,
    change,
    read,  ///< what a template has read: `field`, or none
    comma,
    cell,  ///< between two cells of a table's row
    semicolon,
    colon,
    open,  ///< a bracket
    close,
    stop,     ///< end of a sentence
    line,     ///< between two paragraphs
    each,     ///< a list of figures follows, one for each of the things named
    unknown,  ///< words that the profile's clauses do not know, figures that are no counts
};

struct ClauseToken {
    ClauseTokenKind kind = ClauseTokenKind::unknown;
    text::Range range;
    int word = 0;                            ///< word: a concept, or a ClauseRole
    std::int32_t field = profile::no_field;  ///< read: of which it is a count
    bool beside = false;                     ///< read: a change, a share: said of the count before
    bool is_change = false;                  ///< read: a change
    text::Range counter;                     ///< count: what stands behind it, or empty
    Capture capture;                         ///< count, percentage, change
};

/// What templates have read, by position, of one text.
struct ReadFigure {
    text::Range printed;
    std::int32_t field = profile::no_field;  ///< of which it is a count
    bool beside = false;                     ///< a change, a share: said of a count
    bool change = false;
};

/// The tokens of a paragraph. `read` are all of the text.
[[nodiscard]] std::vector<ClauseToken> clause_tokens(const text::NormalText& normal, const profile::Profile& profile,
                                                     const SlotReader& slots, const std::vector<ReadFigure>& read,
                                                     text::Range paragraph);

}  // namespace certdelta::extract
