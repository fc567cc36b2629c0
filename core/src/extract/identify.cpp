#include "extract/identify.h"

#include <algorithm>

#include "extract/matcher.h"
#include "text/literal.h"
#include "text/sentence.h"

namespace certdelta::extract {
namespace {

constexpr std::uint32_t longest_heading = 110;  // bytes
constexpr std::size_t top_lines = 12;

struct LineOf {
    text::Range range;
    std::size_t number;  ///< from 0
};

LineOf line_of(const text::NormalText& normal, std::uint32_t pos) {
    const std::vector<std::uint32_t>& starts = normal.line_starts();
    const auto after = std::upper_bound(starts.begin(), starts.end(), pos);
    const std::uint32_t begin = after == starts.begin() ? 0 : *std::prev(after);
    std::uint32_t end = after == starts.end() ? static_cast<std::uint32_t>(normal.text().size()) : *after;
    while (end > begin && text::is_white(normal.text()[end - 1])) --end;
    return {{begin, end}, static_cast<std::size_t>(after - starts.begin()) - 1};
}

bool is_heading(const text::NormalText& normal, text::Range line) {
    return line.end - line.begin <= longest_heading && line.end > line.begin && !text::ends_sentence(normal.text(), line.end - 1) &&
           normal.text()[line.end - 1] != ',';
}

}  // namespace

Fit fit_of(const text::NormalText& normal, const profile::Profile& profile) {
    constexpr std::int32_t title_inside_sentence = 1;
    Fit fit;
    std::vector<std::int32_t> best(profile.marks.size(), 0);
    for (const MarkMatch& match : find_marks(normal, profile)) {
        const profile::Mark& mark = profile.marks[match.mark];
        const LineOf line = line_of(normal, match.range.begin);
        const bool heading = is_heading(normal, line.range);
        if (mark.rules_out) {
            if (heading && line.number < top_lines && match.range.end <= line.range.end)
                fit.ruled_out = normal.text().substr(line.range.begin, line.range.end - line.range.begin);
            continue;
        }
        std::int32_t& weight = best[match.mark];
        const bool whole_title = heading && match.range.end <= line.range.end;
        if (mark.weight < 0) weight = mark.weight;
        else weight = std::max(weight, mark.title && !whole_title ? title_inside_sentence : mark.weight);
    }
    for (std::size_t i = 0; i < best.size(); ++i) {
        fit.weight += best[i];
        if (best[i] <= 0) continue;
        if (!fit.seen.empty()) fit.seen += ", ";
        fit.seen += '"' + profile.marks[i].compiled.source + '"';
    }
    fit.fits = fit.weight >= profile.threshold && fit.ruled_out.empty();
    return fit;
}

}  // namespace certdelta::extract
