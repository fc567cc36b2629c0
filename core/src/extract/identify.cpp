#include "extract/identify.h"

#include <algorithm>

#include "extract/matcher.h"
#include "text/literal.h"
#include "text/sentence.h"
#include "text/utf8.h"

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

/// A short line that is no part of a sentence: without commas, and not closed by a full stop.
bool is_heading(const text::NormalText& normal, text::Range line) {
    const std::string_view words = normal.text().substr(line.begin, line.end - line.begin);
    if (words.empty() || words.size() > longest_heading || text::ends_sentence(normal.text(), line.end - 1))
        return false;
    constexpr std::string_view inside_sentence[] = {",", ";", "\xE3\x80\x81", "\xE3\x80\x82"};
    return std::none_of(std::begin(inside_sentence), std::end(inside_sentence),
                        [words](std::string_view mark) { return words.find(mark) != std::string_view::npos; });
}

/// Whether some range overlaps `wanted`. The ranges are in order and do not overlap much: the last that begins before
/// the end tells.
bool any_overlap(const std::vector<text::Range>& ranges, text::Range wanted) {
    const auto behind = std::lower_bound(ranges.begin(), ranges.end(), wanted.end,
                                         [](text::Range range, std::uint32_t at) { return range.begin < at; });
    return behind != ranges.begin() && std::prev(behind)->end > wanted.begin;
}

/// Whether some range holds all of `wanted`.
bool any_holds(const std::vector<text::Range>& ranges, text::Range wanted) {
    const auto behind = std::upper_bound(ranges.begin(), ranges.end(), wanted.begin,
                                         [](std::uint32_t at, text::Range range) { return at < range.begin; });
    return behind != ranges.begin() && std::prev(behind)->end >= wanted.end;
}

/// A Chinese title is the end of a longer name, written without a space ("Jiangsu" + title): another publication's.
bool is_name_part(std::string_view text, text::Range title, text::Range line) {
    if (title.begin < line.begin + 3 || !text::is_multibyte(text[title.begin - 1])) return false;
    const char32_t before = text::decode(text, title.begin - 3).code_point;
    return before >= 0x4E00 && before <= 0x9FFF;
}

}  // namespace

Fit fit_of(const text::NormalText& normal, const profile::Profile& profile) {
    constexpr std::int32_t title_inside_sentence = 1;
    Fit fit;
    std::vector<std::int32_t> best(profile.marks.size(), 0);
    const std::vector<MarkMatch> matches = find_marks(normal, profile);
    std::vector<text::Range> titles;       // wherever they stand
    std::vector<text::Range> title_lines;  // lines that a title starts
    for (const MarkMatch& match : matches) {
        if (!profile.marks[match.mark].title) continue;
        titles.push_back(match.range);
        const LineOf line = line_of(normal, match.range.begin);
        if (match.range.begin == line.range.begin && match.range.end <= line.range.end &&
            is_heading(normal, line.range))
            title_lines.push_back(line.range);
    }
    for (const MarkMatch& match : matches) {
        const profile::Mark& mark = profile.marks[match.mark];
        const LineOf line = line_of(normal, match.range.begin);
        if (mark.rules_out) {
            // With a title of the periodical there, only what stands in the title's line speaks against it: the page
            // around a republished report names other publications, too.
            const bool relevant = title_lines.empty() ? line.number < top_lines : any_overlap(title_lines, line.range);
            if (!any_holds(titles, match.range) && relevant && match.range.end <= line.range.end &&
                is_heading(normal, line.range))
                fit.ruled_out = normal.text().substr(line.range.begin, line.range.end - line.range.begin);
            continue;
        }
        std::int32_t& weight = best[match.mark];
        const bool title_line = any_overlap(title_lines, line.range);
        if (mark.title && title_lines.empty() && line.number < top_lines && is_heading(normal, line.range) &&
            is_name_part(normal.text(), match.range, line.range))
            fit.ruled_out = normal.text().substr(line.range.begin, line.range.end - line.range.begin);
        if (mark.weight < 0)
            weight = mark.weight;
        else
            weight = std::max(weight, mark.title && !title_line ? title_inside_sentence : mark.weight);
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
