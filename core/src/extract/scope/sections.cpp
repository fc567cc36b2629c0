#include "extract/scope/sections.h"

#include <algorithm>

#include "extract/ranges.h"

namespace certdelta::extract {
namespace {

bool is_column(const Phrases& in, const Heading& heading) {
    if (!heading.rule->own_line || in.timed_values.empty() || in.timed_values.front().begin < heading.range.end)
        return false;
    const std::uint32_t figure = in.timed_values.front().begin;
    const auto next = in.heading_from(heading.range.end);
    if (next != in.headings.end() && next->range.begin < figure) return false;
    const std::uint32_t begin = std::max(heading.range.end, in.marks.sentence_begin(figure));
    return begins_within(in.this_period, begin, figure) || begins_within(in.own_voices, begin, figure);
}

}  // namespace

bool is_readable(const Phrases& in, const Match& match, const profile::Rule& rule) {
    const auto after = in.heading_behind(match.range.begin);
    const profile::Rule* section = after == in.headings.begin() ? nullptr : std::prev(after)->rule;
    if (any_holds(in.aside, match.range.begin)) return false;
    if (!rule.only_in.empty()) {
        if (section != nullptr && section->section == rule.only_in) return true;
        const auto behind =
            std::upper_bound(in.labelled.begin(), in.labelled.end(), match.range.begin,
                             [](std::uint32_t at, const Heading& block) { return at < block.range.begin; });
        return behind != in.labelled.begin() && std::prev(behind)->range.contains(match.range.begin) &&
               std::prev(behind)->rule->section == rule.only_in;
    }
    return section == nullptr || !section->ignored || (rule.timeless && !rule.weak);
}

text::Range section_at(const Phrases& in, std::uint32_t pos) {
    const auto starts_line = [&in](const Heading& heading) { return in.normal.is_line_start(heading.range.begin); };
    const auto behind = in.heading_from(pos + 1);
    const auto next = std::find_if(behind, in.headings.end(), starts_line);
    const auto own = std::find_if(std::make_reverse_iterator(behind), in.headings.rend(), starts_line);
    return {own == in.headings.rend() ? 0 : own->range.begin,
            next == in.headings.end() ? static_cast<std::uint32_t>(in.normal.text().size()) : next->range.begin};
}

bool is_heading(const Phrases& in, text::Range range) {
    const auto section = in.heading_behind(range.begin);
    if (section != in.headings.end() && section->range.begin < range.end) return true;
    const auto title = std::upper_bound(in.titles.begin(), in.titles.end(), range.begin);
    return title != in.titles.end() && *title <= range.end + 1;
}

void drop_columns(Phrases& in) {
    std::vector<Heading> kept;
    for (const Heading& heading : in.headings) {
        if (!is_column(in, heading)) kept.push_back(heading);
    }
    in.headings = std::move(kept);
}

void set_labels_apart(Phrases& in, std::span<const Match* const> labels) {
    if (labels.empty()) return;
    const auto follows = [&in](std::uint32_t end, std::uint32_t begin) {
        const std::string_view text = in.normal.text();
        const std::uint32_t next = in.normal.next_line_start(end);
        const std::uint32_t from = begin >= next && in.normal.is_line_start(begin) ? next : end;
        return text.substr(from, begin - from).find_first_not_of(" \t\n,;") == std::string_view::npos;
    };
    const auto before = [](const Match* label, std::uint32_t pos) { return label->range.begin < pos; };
    std::vector<Heading> kept;
    auto label = labels.begin();
    for (const Heading& heading : in.headings) {
        const auto is_of_section = [&](const Match* of) {
            return in.profile.rules[of->rule].only_in == heading.rule->section;
        };
        label = std::lower_bound(label, labels.end(), heading.range.begin, before);
        const bool heads =
            label != labels.end() && (*label)->range.begin == heading.range.begin && is_of_section(*label);
        if (!heads) {
            kept.push_back(heading);
            continue;
        }
        if (!in.labelled.empty() && in.labelled.back().range.end > heading.range.begin) continue;
        text::Range block = (*label)->range;
        for (auto next = label + 1; next != labels.end() && is_of_section(*next); ++next) {
            if ((*next)->range.begin < block.end) continue;
            if (!follows(block.end, (*next)->range.begin)) break;
            block.end = (*next)->range.end;
        }
        in.labelled.push_back({block, heading.rule});
    }
    in.headings = std::move(kept);
}

void drop_labels(Phrases& in) {
    std::erase_if(in.labelled, [&in](const Heading& block) {
        const auto next = in.heading_from(block.range.begin);
        const bool closed = next != in.headings.begin() && std::prev(next)->rule->closing;
        const bool single = in.normal.next_line_start(block.range.begin + 1) >= block.range.end;
        return (closed && single) || (!in.titles.empty() && block.range.begin < in.titles.front());
    });
}

}  // namespace certdelta::extract
