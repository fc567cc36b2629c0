// What a walk over the clauses of a text remembers, by how long it does.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "extract/clause/tokens.h"
#include "extract/clause/view.h"
#include "profile/profile.h"
#include "text/normalise.h"

namespace certdelta::extract {

/// The words that may be said of the next figure.
struct Clause {
    std::size_t begin = 0;
    bool behind_figure = false;    ///< they stand right behind a figure
    bool parted = true;            ///< they are not said of a count that nothing else is said of
    bool foreign_caption = false;  ///< they stand behind a caption of unknown words
};

/// The clauses since the last figure.
struct Lead {
    Label all;
    bool above = false;        ///< they begin on a line above
    Label last;                ///< of the last of them; nothing where it is a figure's, or a list
    std::size_t last_end = 0;  ///< behind it and its mark

    /// Adds a clause without a figure.
    void add(const Label& clause);
};

/// What stands before a count, said of another figure, and may be said of the count as well.
struct Handed {
    std::optional<Label> changed;       ///< of a count, or a change, that leads to the count
    std::optional<Label> share;         ///< of a share before the count
    std::optional<std::size_t> change;  ///< a change that leads to the count: the token
};

/// The brackets of a sentence.
struct Brackets {
    int open = 0;
    std::size_t first = 0;              ///< of these: the token
    std::optional<ReadFigure> outside;  ///< the count before it, while a change of it may follow
};

/// Up to the end of a sentence, or of a line.
struct Sentence {
    bool counts = false;            ///< it has a count
    bool adrift = false;            ///< clauses of unknown words stand between the last count of a field and here
    bool in_bracket = false;        ///< in one, or behind a colon, that stands behind a count
    profile::Concepts subject = 0;  ///< what its last whole is said of
    Label topic;                    ///< a caption's
    Handed handed;
    Brackets brackets;
};

/// Up to the end of a line.
struct Line {
    bool adrift = false;                           ///< what Sentence::adrift says, of the sentences before
    std::int32_t joined_with = profile::no_field;  ///< the count before the last whole, which "and" joins to it
    std::vector<ReadFigure> counted;               ///< its last counts
};

/// Counts that are no parts, of a sentence that lines do not end.
struct Wholes {
    int here = 0;
    int before = 0;  ///< in the sentence before
};

/// The last count, which nothing but another one makes forgotten.
struct LastCount {
    std::int32_t field = profile::no_field;   ///< none where nothing has read it
    std::int32_t before = profile::no_field;  ///< of the count before it, in its sentence
    text::Range printed;
    bool by_template = false;     ///< a template has read it
    bool lacks_change = false;    ///< and no change of it
    bool crossed = false;         ///< a sentence has ended since, on this line
    bool line_ended = false;      ///< a line has
    bool leaves_bracket = false;  ///< it stands in a bracket that has ended
};

/// Where the last figures stand, as tokens.
struct Places {
    std::size_t figure_end = 0;             ///< behind the last figure, and what is said of it
    std::size_t count = 0;                  ///< the last count
    std::size_t count_end = 0;              ///< behind it, and what is said of it
    std::size_t bracket_words_end = 0;      ///< behind the words that a bracket parts from the last count with one
    std::optional<std::size_t> touched;     ///< the figure that the words behind the one before it reach
    std::optional<std::size_t> comes_from;  ///< the count that the next one of a field comes from
};

/// All that a walk remembers. Each group is reset where what it is called after ends.
struct Walk {
    Clause clause;
    Lead lead;
    Sentence sentence;
    Line line;
    Wholes wholes;
    LastCount last;
    std::int32_t whole = profile::no_field;  ///< the last count, or that of which it is a part
    Places at;

    void begin_clause(std::size_t begin) { clause = {begin}; }
    /// What follows stands behind a figure.
    void go_behind(std::size_t end);
    void end_clause(const ClauseView& view, std::size_t mark);
    /// The same of a clause in a bracket: what it says without a figure is an aside.
    void end_bracket(const ClauseView& view, std::size_t mark);
    void end_sentence(const ClauseView& view, std::size_t mark);
    /// Of a list: a heading's words, or a caption's, may be needed by the lines below it.
    void end_line(const ClauseView& view, std::size_t mark);

    /// The count of a field is a part of the last whole, of its sentence.
    [[nodiscard]] bool is_part_of_whole(const ClauseView& view, std::int32_t field) const;
    /// A count of a field, or of none. `is_whole`: it does not go on with the one before.
    void set_last(const ClauseView& view, std::int32_t field, text::Range printed, bool is_whole);
};

}  // namespace certdelta::extract
