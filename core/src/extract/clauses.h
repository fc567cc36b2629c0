// Figures of clauses whose words the profile knows one by one: the reading of what no template spells out.
#pragma once

#include "extract/candidates.h"
#include "extract/matcher.h"
#include "profile/profile.h"
#include "text/normalise.h"

namespace certdelta::extract {

/// Adds to the matches of templates and patterns those of the profile's `clauses`, for counts and percentages that
/// nothing has read into `candidates`; whether there are any. What is said of a count are the words before it, back to
/// the mark or the figure before, and those behind it up to the next mark; a caption's words before a colon hold for
/// the rest of its sentence. A count is a field's where all these words are known and the concepts among them are
/// exactly what one field asks for. A part ("of which ... government") follows its whole, with nothing unread between
/// them. A change behind a count, or one that leads to it, is that count's. `on_pages`: the text is of pages, where the
/// place of a panel's label tells its figure; lines with one are left alone. Time: linear in the text.
[[nodiscard]] bool add_clauses(const text::NormalText& normal, const profile::Profile& profile,
                               const Candidates& candidates, bool on_pages, Matches& matches);

}  // namespace certdelta::extract
