// Where a sentence's own words begin and a paragraph ends: behind headings, titles, headlines, and what a site sets
// between.
#pragma once

#include <cstdint>

#include "extract/scope/phrases.h"

namespace certdelta::extract {

/// Where the text behind headlines begins, from `begin` to `pos`: a line near the top that is much shorter than the
/// next one has not been wrapped: its "last week" is the writer's, and its places are the site's or the paper's. A line
/// that announces what follows ("last week:") is no headline.
[[nodiscard]] std::uint32_t skip_headlines(const Phrases& in, std::uint32_t begin, std::uint32_t pos);

/// Begin of the sentence at `pos`, or of an earlier one with which it goes on.
[[nodiscard]] std::uint32_t context_begin(const Phrases& in, std::uint32_t pos);

/// Where the sentence of `pos` begins behind the heading, the title or the identity that no mark parts from it.
[[nodiscard]] std::uint32_t behind_headings(const Phrases& in, std::uint32_t begin, std::uint32_t pos);

/// Labels of what a site says of a text stand in the line, with a colon, and nothing else: "Published: ...". Another
/// label, another time, who counts, and a place that is all of a value say what the figures are of.
[[nodiscard]] bool is_byline(const Phrases& in, text::Range line);

/// "2023-10-24 10:11 Source: the report's own body": when a site printed what follows, and from whom it has it.
[[nodiscard]] bool is_dated_byline(const Phrases& in, text::Range line);

/// Where the entry of a list begins that holds `pos`, between `begin` and it: below a line that ends with a figure, or
/// is short and has a field's; `begin` where no such line stands above.
[[nodiscard]] std::uint32_t entry_begin(const Phrases& in, std::uint32_t begin, std::uint32_t pos);

/// A short line that no mark ends has not been wrapped: it heads what stands below.
[[nodiscard]] bool is_heading_line(const Phrases& in, std::uint32_t pos);

/// Where the paragraph of `pos` begins, as far as lines show it: a short line before has not been wrapped.
[[nodiscard]] std::uint32_t paragraph_begin(const Phrases& in, std::uint32_t pos);

/// Where the paragraph that goes on at `pos` ends, as far as lines show it: with a line that ends a sentence, or that
/// is too short to have been wrapped.
[[nodiscard]] std::uint32_t paragraph_end(const Phrases& in, std::uint32_t pos);

/// Behind the last of the marks that part clauses, between `begin` and `end`; the ends of lines may be such, too.
[[nodiscard]] std::uint32_t clause_begin(std::string_view text, std::uint32_t begin, std::uint32_t end,
                                         bool lines = true);

}  // namespace certdelta::extract
