// Which section a place of the report belongs to.
#pragma once

#include <cstdint>
#include <span>

#include "extract/scope/phrases.h"

namespace certdelta::extract {

/// False where the report's own sections say nothing about a rule: in a section whose contents are not the report's
/// (news), outside the one section that the rule belongs to, or aside.
[[nodiscard]] bool is_readable(const Phrases& in, const Match& match, const profile::Rule& rule);
/// From the heading that starts a line, at `pos` or before it, to the next one.
[[nodiscard]] text::Range section_at(const Phrases& in, std::uint32_t pos);
/// The heading of a section, or a line that names the issue, ends in the range.
[[nodiscard]] bool is_heading(const Phrases& in, text::Range range);

// While phrases are collected:

/// Drops headings that are none: the name of a site's column above the report reads like the line of a section, but the
/// first figure of all, which is said to be this period's or the report's own body's, is none of news.
void drop_columns(Phrases& in);
/// "Duty Editor: ..." without its section's heading: it heads a block of the section's labels, and no section. A label
/// stands right behind the value before it, or begins the next line. `labels`: matches of rules that belong to one
/// section.
void set_labels_apart(Phrases& in, std::span<const Match* const> labels);
/// Labels without their section's heading are the report's only in the report: above what names it they are somebody
/// else's, and so is a single one behind a greeting or readers' comments.
void drop_labels(Phrases& in);

}  // namespace certdelta::extract
