#include "extract/column.h"

#include <algorithm>

#include "extract/heading_words.h"
#include "extract/table.h"
#include "text/characters.h"
#include "value/date.h"
#include "value/number.h"

namespace certdelta::extract {
namespace {

/// A cell that is no heading, but a figure: "1,205", "\u2191 4.5%". A year heads a column, and so do words with a
/// number.
bool is_figure(std::string_view text, text::Range cell, const value::Lexicon& lexicon) {
    const std::string_view words = text.substr(cell.begin, cell.end - cell.begin);
    if (std::none_of(words.begin(), words.end(), text::is_digit) || value::read_year(text, cell.begin)) return false;
    return text::is_digit(words.front()) || lexicon.directions.match(text, cell.begin).matched ||
           value::read_count(text, cell.begin, lexicon);
}

/// "Defaced 12 sites | hidden 3 sites": a row whose cells say what they count themselves is no head.
bool has_counted_figure(std::string_view text, text::Range row, const value::Lexicon& lexicon) {
    for (std::uint32_t at = row.begin; at < row.end; ++at) {
        if (!text::is_digit(text[at])) continue;
        const auto figure = value::read_count(text, at, lexicon);
        if (!figure) continue;
        if (lexicon.counters.match(text, figure->printed.end).matched) return true;
        at = figure->printed.end;
    }
    return false;
}

}  // namespace

bool is_headless(std::string_view text, text::Range head, const std::vector<Match>& labels,
                 const value::Lexicon& lexicon) {
    const auto label = std::lower_bound(labels.begin(), labels.end(), head.begin,
                                        [](const Match& match, std::uint32_t pos) { return match.range.begin < pos; });
    if (label != labels.end() && label->range.begin < head.end) return true;
    const std::size_t columns = cells_of(text, head, 0).count;
    for (std::size_t column = 0; column < columns; ++column) {
        const text::Range cell = cells_of(text, head, column).cell;
        if (!cell.empty() && is_figure(text, cell, lexicon)) return true;
    }
    return false;
}

text::Range column_heading(std::string_view text, text::Range head, text::Range line, std::uint32_t pos) {
    if (head.empty()) return {};
    const std::size_t column = cells_of(text, {line.begin, pos}, 0).count - 1;
    return cells_of(text, head, column).cell;
}

bool is_headed_otherwise(std::string_view text, text::Range heading, const ScopeFinder& scope,
                         const value::Lexicon& lexicon) {
    if (heading.empty()) return false;
    if (names_multiple(text, heading, lexicon)) return true;
    return !scope.speaks_of_this(heading) && !heads_counts(text, heading, lexicon);
}

bool has_count_headed_otherwise(const text::NormalText& normal, std::span<const Capture> captures,
                                const ScopeFinder& scope, const value::Lexicon& lexicon) {
    const std::string_view text = normal.text();
    return std::any_of(captures.begin(), captures.end(), [&](const Capture& capture) {
        if (capture.slot.kind != profile::SlotKind::count) return false;
        const text::Range line = line_of(normal, capture.printed);
        const text::Range head = table_head(normal, line);
        if (head.empty() || is_headless(text, head, {}, lexicon) || has_counted_figure(text, head, lexicon))
            return false;
        return is_headed_otherwise(text, column_heading(text, head, line, capture.printed.begin), scope, lexicon);
    });
}

}  // namespace certdelta::extract
