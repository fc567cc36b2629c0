// Paragraphs as the words, figures and marks that a ClauseReader puts together.
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
    count,  ///< `capture`, and its counter
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
    line,     ///< end of a paragraph
    each,     ///< a list of figures follows, one for each of the things named
    unknown,  ///< words that the profile's clauses do not know, figures that are no counts
};

struct ClauseToken {
    ClauseTokenKind kind = ClauseTokenKind::unknown;
    bool beside = false;     ///< read: a change, a share: said of the count before
    bool is_change = false;  ///< read: a change
    bool is_time = false;    ///< read: days, an issue
    bool is_days = false;    ///< read: days
    text::Range range;
    int word = 0;                            ///< word: a concept, or a ClauseRole
    std::int32_t field = profile::no_field;  ///< read: of which it is a count
    text::Range counter;                     ///< count: what stands behind it, or empty
    std::uint32_t capture = 0;               ///< count, percentage, change: index into ClauseTokens::captures
};

struct ClauseTokens {
    std::vector<ClauseToken> all;
    std::vector<Capture> captures;  ///< apart: few tokens have one, and it is large
};

/// What templates have read, by position, of one text.
struct ReadFigure {
    text::Range printed;
    std::int32_t field = profile::no_field;  ///< of which it is a count
    bool beside = false;                     ///< a change, a share: said of a count
    bool change = false;                     ///< a change
    bool time = false;                       ///< days, or an issue
    bool days = false;                       ///< days
};

/// Adds the tokens of a paragraph, and the line that ends it. `read` are all of the text.
void add_clause_tokens(const text::NormalText& normal, const profile::Profile& profile, const SlotReader& slots,
                       const std::vector<ReadFigure>& read, text::Range paragraph, ClauseTokens& tokens);

}  // namespace certdelta::extract
