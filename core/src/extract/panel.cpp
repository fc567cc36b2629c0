#include "extract/panel.h"

#include <algorithm>
#include <string>

#include "extract/heading_words.h"
#include "text/literal.h"

namespace certdelta::extract {
namespace {

bool is_edge(char c) { return text::is_white(c) || c == '|'; }

/// The label's line, without the marks at the ends of a table's row.
text::Range line_of(const text::NormalText& normal, text::Range label) {
    const std::vector<std::uint32_t>& starts = normal.line_starts();
    const auto after = std::upper_bound(starts.begin(), starts.end(), label.begin);
    const std::string_view text = normal.text();
    std::uint32_t begin = after == starts.begin() ? 0 : *std::prev(after);
    while (begin < label.begin && is_edge(text[begin])) ++begin;
    std::uint32_t end = normal.next_line_start(label.end);
    while (end > label.end && is_edge(text[end - 1])) --end;
    return {begin, end};
}

constexpr std::uint32_t longest_line = 400;  // bytes

/// The line, and the next one where this one ends in an arrow whose amount a wrap pushed down.
text::Range with_amount_below(const text::NormalText& normal, text::Range line, const value::Lexicon& lexicon) {
    const std::string_view text = normal.text();
    std::uint32_t last = line.end;
    while (last > line.begin && (static_cast<unsigned char>(text[last - 1]) & 0xC0U) == 0x80U) --last;
    if (last == line.begin || !text::is_multibyte(text[last - 1])) return line;
    const auto arrow = lexicon.directions.match(text, last - 1);
    if (!arrow.matched || arrow.end != line.end || static_cast<Direction>(arrow.payload) == Direction::same)
        return line;
    const std::uint32_t next = value::skip_white(text, line.end);
    if (next >= text.size() || !text::is_digit(text[next])) return line;
    return {line.begin, line_of(normal, {next, next + 1}).end};
}

/// The next line starts like the rest of this line's figure.
bool goes_on_below(const text::NormalText& normal, text::Range line, const value::Lexicon& lexicon) {
    const std::string_view text = normal.text();
    const std::uint32_t next = value::skip_white(text, line.end);
    if (next >= text.size() || !text::is_digit(text[line.end - 1])) return false;
    const char c = text[next];
    return text::is_digit(c) || c == '.' || c == ',' || lexicon.scales.match(text, next).matched;
}

/// A bare percentage behind a box's figure is its change; the arrow before it was lost.
std::optional<value::ReadChange> read_change_without_arrow(std::string_view text, std::uint32_t pos,
                                                           const value::Lexicon& lexicon) {
    const auto amount = value::read_percentage(text, pos, lexicon);
    if (!amount || !amount->percent_sign) return std::nullopt;
    value::ReadChange read;
    read.change = {ChangeKind::percent, amount->value, Direction::unknown, amount->precision};
    read.printed = amount->printed;
    read.damaged = amount->damaged;
    return read;
}

struct Cells {
    std::size_t count = 1;
    text::Range cell;  ///< the wanted one
};

/// The cells of a table's row, which tabs or upright lines part; `wanted` counts from 0.
Cells cells_of(std::string_view text, text::Range line, std::size_t wanted) {
    Cells cells;
    std::uint32_t begin = line.begin;
    for (std::uint32_t pos = line.begin; pos <= line.end; ++pos) {
        const bool parts = pos < line.end && (text[pos] == '\t' || text[pos] == '|');
        if (!parts && pos < line.end) continue;
        if (cells.count == wanted + 1) cells.cell = {begin, pos};
        if (!parts) break;
        ++cells.count;
        // White space around the line of one part is no other part.
        while (pos + 1 < line.end && is_edge(text[pos + 1])) ++pos;
        begin = pos + 1;
    }
    while (cells.cell.begin < cells.cell.end && text::is_white(text[cells.cell.end - 1])) --cells.cell.end;
    return cells;
}

/// The figure stands in a table whose first row heads its column with words that do not say that its figures are
/// counts of this period.
bool is_headed_otherwise(const text::NormalText& normal, text::Range line, std::uint32_t figure,
                         const ScopeFinder& scope, const value::Lexicon& lexicon) {
    constexpr int most_rows = 64;
    const std::string_view text = normal.text();
    const std::size_t column = cells_of(text, {line.begin, figure}, 0).count - 1;
    const std::size_t columns = cells_of(text, line, 0).count;
    if (columns < 2) return false;
    const auto same_table = [&](text::Range row) {
        return row.begin < row.end && row.end - row.begin <= longest_line && cells_of(text, row, 0).count == columns;
    };
    const std::vector<std::uint32_t>& starts = normal.line_starts();
    auto start = std::upper_bound(starts.begin(), starts.end(), line.begin);
    text::Range top = line;
    for (int row = 0; row < most_rows && start - starts.begin() > 1; ++row) {
        --start;
        std::uint32_t begin = *std::prev(start);
        while (begin + 1 < top.begin && is_edge(text[begin])) ++begin;
        const text::Range above = line_of(normal, {begin, begin + 1});
        // What parts the heading from the rows in Markdown is no row.
        const bool is_rule =
            text.substr(above.begin, above.end - above.begin).find_first_not_of("-: |\t") == std::string_view::npos;
        if (!is_rule && !same_table(above)) break;
        if (!is_rule) top = above;
    }
    if (top.begin == line.begin) return false;
    const text::Range heading = cells_of(text, top, column).cell;
    const std::string_view words = text.substr(heading.begin, heading.end - heading.begin);
    if (words.empty() || std::any_of(words.begin(), words.end(), text::is_digit)) return false;
    if (names_multiple(text, heading, lexicon)) return true;
    return !scope.speaks_of_this(heading) && !heads_counts(text, heading, lexicon);
}

}  // namespace

std::optional<BoxFigure> read_box(std::string_view text, text::Range range, const value::Lexicon& lexicon) {
    // The line by itself, so that nothing of the next one is read, and closed, so that its end cuts no figure; the end
    // of the text may well have cut one.
    std::string line(text.substr(range.begin, range.end - range.begin));
    if (range.end < text.size()) line += '\n';
    const auto length = range.end - range.begin;
    const auto shift = [&](text::Range printed) {
        return text::Range{printed.begin + range.begin, printed.end + range.begin};
    };
    std::uint32_t pos = 0;
    while (pos < length && (text::is_white(line[pos]) || line[pos] == ':' || line[pos] == '|')) ++pos;
    const auto figure = value::read_count(line, pos, lexicon);
    if (!figure || figure->printed.end > length) return std::nullopt;
    BoxFigure box{*figure, std::nullopt};
    const auto skip = [&](std::uint32_t at, char bracket) {
        while (at < length && (text::is_white(line[at]) || line[at] == '|' || line[at] == bracket)) ++at;
        return at;
    };
    pos = skip(figure->printed.end, '(');
    if (pos < length) {
        box.change = value::read_change(line, pos, lexicon);
        const bool apart = pos > figure->printed.end || !text::is_digit(line[pos - 1]);
        if (!box.change && apart) box.change = read_change_without_arrow(line, pos, lexicon);
        if (!box.change) return std::nullopt;
        pos = box.change->printed.end;
        box.change->printed = shift(box.change->printed);
    }
    if (skip(pos, ')') < length) return std::nullopt;
    box.figure.printed = shift(box.figure.printed);
    return box;
}

std::vector<Match> find_labels(const profile::Profile& profile, const Matches& matches, const ScopeFinder& scope) {
    std::vector<std::uint32_t> sentences;  // where sentence templates begin
    for (const Match& match : matches.all) {
        if (profile.rules[match.rule].kind == profile::RuleKind::value) sentences.push_back(match.range.begin);
    }
    std::vector<Match> labels;
    for (const Match& match : matches.all) {
        const profile::Rule& rule = profile.rules[match.rule];
        if (rule.kind != profile::RuleKind::panel_label || match.cut) continue;
        if (std::binary_search(sentences.begin(), sentences.end(), match.range.begin)) continue;
        if (scope.is_readable(match, rule) && !scope.is_other(match, {})) labels.push_back(match);
    }
    return labels;
}

void collect_panel(const text::NormalText& normal, const profile::Profile& profile, const Matches& matches,
                   const ScopeFinder& scope, Candidates& candidates) {
    for (const Match& match : find_labels(profile, matches, scope)) {
        const profile::Rule& rule = profile.rules[match.rule];
        const text::Range line = with_amount_below(normal, line_of(normal, match.range), profile.lexicon);
        if (line.end - line.begin > longest_line || goes_on_below(normal, line, profile.lexicon)) continue;
        // A label has its line for itself and the figure, which stands on one side of it.
        std::optional<BoxFigure> found;
        if (match.range.begin == line.begin)
            found = read_box(normal.text(), {match.range.end, line.end}, profile.lexicon);
        else if (match.range.end == line.end)
            found = read_box(normal.text(), {line.begin, match.range.begin}, profile.lexicon);
        if (!found) continue;
        const BoxFigure& box = *found;
        const std::uint32_t at = box.figure.printed.begin;
        if (is_headed_otherwise(normal, line_of(normal, match.range), at, scope, profile.lexicon)) continue;
        FieldCandidate candidate;
        candidate.field = rule.field;
        candidate.value = box.figure.value;
        candidate.precision = box.figure.precision;
        candidate.qualifier = box.figure.qualifier;
        candidate.printed = box.figure.printed;
        candidate.quote = line;
        candidate.rule = match.rule;
        if (box.figure.damaged) candidate.why = "damaged";
        if (box.change && !box.change->against_last_year && !box.change->damaged) {
            candidate.change = StatedChange{box.change->change, box.change->printed, line, match.rule};
            if (box.change->change.direction == Direction::unknown)
                candidates.lost_arrows.push_back(box.change->printed);
        }
        candidates.fields.push_back(std::move(candidate));
    }
}

}  // namespace certdelta::extract
