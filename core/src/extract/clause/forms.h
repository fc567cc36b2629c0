// The forms in which a clause may say a count other than one figure among its words: headlines, lists, rows, counts
// that change.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "extract/clause/view.h"

namespace certdelta::extract {

/// "[12] sites defaced", "12 -- sites defaced", "12: sites defaced": a line's first figure stands apart from what it
/// counts.
struct Headline {
    Label counted;
    std::size_t end = 0;  ///< of the words
};
[[nodiscard]] std::optional<Headline> find_headline(const ClauseView& view, std::size_t count);

/// "Domains and addresses were 493 and 237 each", "Domains/addresses: 493/237": as many figures as things, in their
/// order.
struct CountList {
    std::vector<Label> things;
    std::vector<std::size_t> counts;  ///< one of each thing
};
/// The list whose first count that is; the words of its things begin at `clause`.
[[nodiscard]] std::optional<CountList> find_list(const ClauseView& view, std::size_t clause, std::size_t count);

/// "1,620 | 1,540": of counts in a row nothing says which one the words before them are said of. "12 defaced 3
/// phishing" may count what stands before, or behind.
[[nodiscard]] bool is_among_counts(const ClauseView& view, std::size_t count);

/// "1,001 sites 2,003" at a line's end: the words may be said of either.
[[nodiscard]] bool precedes_lone_figure(const ClauseView& view, std::size_t count);
/// "Sites 298 pages 3,082 domains": where the next figure stands, when the words between the count and it may be said
/// of either.
[[nodiscard]] std::optional<std::size_t> touched_figure(const ClauseView& view, std::size_t count);

/// "From 12 sites": the next count is what this one has become. `before`: what is said before it.
[[nodiscard]] bool is_changed(const ClauseView& view, std::size_t count, const Label& before);
/// "12 sites, now 15": the same.
[[nodiscard]] bool changes_to_next(const ClauseView& view, std::size_t count);

}  // namespace certdelta::extract
