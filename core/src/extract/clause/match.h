// Putting together what the clauses of a text say in one match.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "extract/clause/tokens.h"
#include "extract/clause/view.h"
#include "extract/matcher.h"
#include "profile/profile.h"
#include "text/normalise.h"

namespace certdelta::extract {

/// What goes on with a count that a template has read: its change, its parts.
struct ClauseAddition {
    text::Range count;
    std::int32_t field = profile::no_field;  ///< of the count
    text::Range range;                       ///< of the words
    std::vector<Capture> captures;
    std::vector<text::Range> gaps;
};

/// One match after the other. What goes on with a count of a template's is an addition to that.
class ClauseMatch {
public:
    ClauseMatch(const ClauseView& view, Matches& matches, std::vector<ClauseAddition>& additions)
        : view_(view), matches_(matches), additions_(additions) {}

    /// Begins one at a token. `with`: the count, read by a template, that it goes on with.
    void begin(std::size_t first, bool captioned, const std::optional<ReadFigure>& with);
    /// Adds the one at hand, if any.
    void end();
    [[nodiscard]] bool empty() const { return captures_.empty(); }
    /// Where the one at hand begins in the text.
    [[nodiscard]] std::uint32_t begins() const { return begin_; }
    /// It begins with a caption.
    [[nodiscard]] bool captioned() const { return captioned_ && !empty(); }

    void add(std::size_t figure, std::int32_t field);
    /// The same of a count, of which a change may follow.
    void add_count(std::size_t count, std::int32_t field);
    /// What the next count comes from: its change has to fit.
    void add_earlier(std::size_t count);
    /// What says that the count may be another week's is for the scope of its sentence to judge. In the order of the
    /// tokens.
    void add_gaps(std::size_t begin, std::size_t end);
    /// Takes up the words up to `end`.
    void go_to(std::uint32_t end);
    /// A match of one value that a word stands for.
    void add_value(text::Range range, const Capture& value);

    /// The last count, while a change of it may follow.
    [[nodiscard]] std::optional<ReadFigure> changing() const;
    void end_changes() { changing_.reset(); }
    /// Adds a change of that count; `gaps`: where the words before the change begin.
    void add_change(std::size_t change, std::size_t gaps);
    /// The change of a count, which may be the match's at hand, or a template's.
    void add_change_of(const ReadFigure& count, std::size_t change);

private:
    const ClauseView& view_;
    Matches& matches_;
    std::vector<ClauseAddition>& additions_;

    std::uint32_t begin_ = 0;
    std::uint32_t end_ = 0;
    bool captioned_ = false;
    std::optional<ReadFigure> with_;
    std::vector<Capture> captures_;
    std::vector<text::Range> gaps_;
    std::size_t gaps_end_ = 0;             ///< no token before it is looked at again
    std::optional<std::size_t> changing_;  ///< of the captures
};

}  // namespace certdelta::extract
