#include "extract/panel.h"

#include <algorithm>
#include <string>

#include "extract/column.h"
#include "extract/doubt.h"
#include "extract/heading_words.h"
#include "extract/ranges.h"
#include "extract/table.h"
#include "text/characters.h"
#include "text/sentence.h"
#include "text/utf8.h"

namespace certdelta::extract {
namespace {

/// The line, and the next one where this one ends in an arrow whose amount a wrap pushed down.
text::Range with_amount_below(const text::NormalText& normal, text::Range line, const value::Lexicon& lexicon) {
    const std::string_view text = normal.text();
    std::uint32_t last = line.end;
    while (last > line.begin && (static_cast<unsigned char>(text[last - 1]) & 0xC0U) == 0x80U) --last;
    if (last == line.begin || !text::is_multibyte(text[last - 1])) return line;
    const auto arrow = lexicon.directions.match(text, last - 1);
    if (!arrow.matched || arrow.end != line.end || static_cast<Direction>(arrow.payload) == Direction::same)
        return line;
    const std::uint32_t next = text::skip_white(text, line.end);
    if (next >= text.size() || !text::is_digit(text[next])) return line;
    return {line.begin, line_of(normal, {next, next + 1}).end};
}

/// The next line starts like the rest of this line's figure.
bool goes_on_below(const text::NormalText& normal, text::Range line, const value::Lexicon& lexicon) {
    const std::string_view text = normal.text();
    const std::uint32_t next = text::skip_white(text, line.end);
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

/// A change that has its cell for itself.
std::optional<value::ReadChange> read_change_cell(std::string_view text, text::Range cell,
                                                  const value::Lexicon& lexicon) {
    const std::string alone = std::string(text.substr(cell.begin, cell.end - cell.begin)) + '\n';
    std::optional<value::ReadChange> change = value::read_change(alone, 0, lexicon);
    if (!change) change = read_change_without_arrow(alone, 0, lexicon);
    if (!change || change->printed.end + 1 != alone.size()) return std::nullopt;
    change->printed = {change->printed.begin + cell.begin, change->printed.end + cell.begin};
    return change;
}

/// "Item | Last week | This week | Change": of several cells behind the label's, the one under the heading of this
/// period's counts, and the one under that of changes. Empty where headings leave a choice.
std::optional<BoxFigure> read_row(std::string_view text, text::Range head, text::Range line, text::Range label,
                                  const ScopeFinder& scope, const value::Lexicon& lexicon) {
    const std::size_t columns = cells_of(text, head, 0).count;
    const std::size_t own = cells_of(text, {line.begin, label.begin}, 0).count - 1;
    if (cells_of(text, line, own).cell != label) return std::nullopt;
    std::optional<BoxFigure> box;
    std::optional<value::ReadChange> stated;
    for (std::size_t column = own + 1; column < columns; ++column) {
        const text::Range heading = cells_of(text, head, column).cell;
        const text::Range cell = cells_of(text, line, column).cell;
        if (heading.empty() || cell.empty()) continue;
        const bool counts =
            scope.speaks_of_this(heading) || (heads_counts(text, heading, lexicon) && !scope.speaks_of_other(heading) &&
                                              !scope.names_other_time(heading));
        if (counts) {
            if (box) return std::nullopt;
            box = read_box(text, cell, lexicon);
            if (!box) return std::nullopt;
        } else if (heads_changes(text, heading, lexicon)) {
            auto change = read_change_cell(text, cell, lexicon);
            if (change && stated) return std::nullopt;
            if (change) stated = std::move(change);
        }
    }
    if (box && stated && box->change) return std::nullopt;
    if (box && stated) box->change = std::move(stated);
    return box;
}

/// The percentage at `pos` stands in a column of its own that is not headed as one of changes since last week: shares,
/// changes against last year. `counts`: what heads the column of its figure.
bool is_no_change(std::string_view text, text::Range head, text::Range line, text::Range counts, std::uint32_t pos,
                  const value::Lexicon& lexicon) {
    const text::Range heading = column_heading(text, head, line, pos);
    return !heading.empty() && heading != counts && !heads_changes(text, heading, lexicon);
}

/// Of a line with several labels, each with its figure behind it, the label's part; else the line.
text::Range part_of_line(std::string_view text, text::Range line, std::size_t label, const std::vector<Match>& labels,
                         const value::Lexicon& lexicon) {
    std::size_t first = label;
    while (first > 0 && labels[first - 1].range.begin >= line.begin) --first;
    if (labels[first].range.begin != line.begin) return line;
    std::size_t next = first;
    while (next < labels.size() && labels[next].range.begin < labels[first].range.end) ++next;
    if (next == labels.size() || labels[next].range.begin >= line.end) return line;
    text::Range own = line;
    std::size_t parts = 0;
    for (std::size_t i = first; i < labels.size() && labels[i].range.begin < line.end; ++parts) {
        const text::Range named = labels[i].range;
        const bool holds_own = named.begin == labels[label].range.begin;
        while (i < labels.size() && labels[i].range.begin < named.end) ++i;
        std::uint32_t end = i < labels.size() ? std::min(labels[i].range.begin, line.end) : line.end;
        while (end > named.end && (is_edge(text[end - 1]) || text[end - 1] == ';' || text[end - 1] == ',')) --end;
        if (named.end >= end || !read_box(text, {named.end, end}, lexicon)) return line;
        if (holds_own) own = {named.begin, end};
    }
    return parts > 1 ? own : line;
}

/// A percentage is no multiple of what is counted; its column may well be named.
bool is_percentage(std::string_view text, std::uint32_t pos, const value::Lexicon& lexicon) {
    constexpr std::uint32_t longest = 8;  // "per cent", which "percentage" starts with but for its space
    for (std::uint32_t end = pos + 1; end <= std::min<std::size_t>(text.size(), pos + longest); ++end) {
        if (lexicon.percent.match(text.substr(0, end), pos).matched) return true;
    }
    return false;
}

/// False where names_multiple() says of no part of the line that begins with it that it names one: words for many
/// stand nowhere at its start, behind white space or behind a mark.
bool may_name_multiple(std::string_view text, text::Range line, const value::Lexicon& lexicon) {
    for (std::uint32_t pos = line.begin; pos < line.end; ++pos) {
        if (pos > line.begin) {
            const char before = text[pos - 1];
            if (text::is_word(before) || text::is_digit(before)) continue;
        }
        if (lexicon.multiples.match(text, pos).matched) return true;
    }
    return false;
}

/// Whether a line of the label's section says that each figure stands for many: "Key Findings (in thousands)".
bool counts_multiples(const text::NormalText& normal, text::Range section, const value::Lexicon& lexicon) {
    constexpr std::uint32_t longest = 60;  // bytes
    const std::string_view text = normal.text();
    const std::vector<std::uint32_t>& starts = normal.line_starts();
    for (auto start = std::lower_bound(starts.begin(), starts.end(), section.begin);
         start != starts.end() && *start < section.end; ++start) {
        const std::uint32_t end = text::skip_white_back(
            text, std::min(std::next(start) == starts.end() ? section.end : *std::next(start), section.end), *start);
        if (end == *start || end - *start > longest || text::ends_sentence(text, end - 1, normal.words())) continue;
        if (!may_name_multiple(text, {*start, end}, lexicon)) continue;
        // A figure that was torn from its scale says nothing of the others.
        const bool torn = *start > 1 && text::is_digit(text[*start - 2]);
        for (std::uint32_t at = *start; at < end; ++at) {
            const auto multiple = lexicon.multiples.match(text, at);
            if (!multiple.matched || (torn && at == *start) || is_percentage(text, at, lexicon)) continue;
            if (names_multiple(text.substr(0, multiple.end), {*start, multiple.end}, lexicon)) return true;
        }
    }
    return false;
}

/// The number of a page at the end of a line: up to three digits and nothing but words, dots and spaces before them.
std::optional<std::uint32_t> page_number_of(std::string_view line) {
    constexpr std::size_t most_digits = 3;
    constexpr std::size_t longest = 160;  // bytes
    if (line.size() > longest) return std::nullopt;
    while (!line.empty() && (text::is_white(line.back()) || line.back() == '|')) line.remove_suffix(1);
    std::size_t digits = 0;
    std::uint32_t number = 0;
    while (digits < line.size() && text::is_digit(line[line.size() - 1 - digits])) ++digits;
    if (digits == 0 || digits > most_digits || digits == line.size()) return std::nullopt;
    const std::string_view words = line.substr(0, line.size() - digits);
    const char before = words.back();
    const bool apart = text::is_white(before) || before == '.' || before == '|';
    if (!apart || words.find_first_of("0123456789") != std::string_view::npos) return std::nullopt;
    for (std::size_t i = words.size(); i < line.size(); ++i)
        number = number * 10 + static_cast<std::uint32_t>(line[i] - '0');
    return number;
}

/// Whether the label stands in a table of contents: in a run of lines that end with numbers of pages, in their order,
/// of which one is a section's, or which no section's heading leads.
bool is_in_contents(const text::NormalText& normal, const ScopeFinder& scope, text::Range label) {
    constexpr std::size_t most_lines = 40;
    const std::string_view text = normal.text();
    const std::vector<std::uint32_t>& starts = normal.line_starts();
    const auto range_of = [&](std::size_t line) {
        return text::Range{starts[line],
                           line + 1 < starts.size() ? starts[line + 1] : static_cast<std::uint32_t>(text.size())};
    };
    const auto number_of = [&](std::size_t line) {
        const text::Range range = range_of(line);
        return page_number_of(text.substr(range.begin, range.end - range.begin));
    };
    const auto own =
        static_cast<std::size_t>(std::upper_bound(starts.begin(), starts.end(), label.begin) - starts.begin()) - 1;
    if (!number_of(own)) return false;
    std::size_t first = own;
    while (first > 0 && own - first < most_lines && number_of(first - 1)) --first;
    std::size_t last = own;
    while (last + 1 < starts.size() && last - own < most_lines && number_of(last + 1)) ++last;
    if (first == last) return false;
    bool section = false;
    for (std::size_t line = first; line <= last; ++line) {
        if (line > first && *number_of(line) < *number_of(line - 1)) return false;
        section = section || scope.section_at(starts[line]).begin == starts[line];
    }
    return section || first == 0 || scope.section_at(starts[first - 1]).begin != starts[first - 1];
}

/// Whether the line `below` is the next one with words after the line `above`.
bool follows(const text::NormalText& normal, text::Range above, text::Range below) {
    if (above.end > below.begin) return false;
    const std::string_view between = normal.text().substr(above.end, below.begin - above.end);
    const bool bare = std::all_of(between.begin(), between.end(), is_edge);
    return bare && normal.next_line_start(above.end) <= below.begin;
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
    while (pos < length && (text::is_white(line[pos]) || line[pos] == ':' || line[pos] == '|' || line[pos] == ','))
        ++pos;
    std::optional<value::ReadChange> before;
    if (lexicon.directions.match(line, pos).matched) {
        // A figure behind the sign is the count's.
        constexpr std::size_t longest = 24;  // bytes
        const std::size_t sign = line.find('%', pos);
        if (sign == std::string::npos || sign - pos > longest) return std::nullopt;
        before = value::read_change(std::string_view(line).substr(0, sign + 1), pos, lexicon);
        if (!before || before->change.kind != ChangeKind::percent || !before->change.value) return std::nullopt;
        pos = before->printed.end;
        while (pos < length && (text::is_white(line[pos]) || line[pos] == '|')) ++pos;
    }
    const auto figure = value::read_count(line, pos, lexicon);
    if (!figure || figure->printed.end > length) return std::nullopt;
    BoxFigure box{*figure, before};
    const auto skip = [&](std::uint32_t at, char bracket) {
        while (at < length && (text::is_white(line[at]) || line[at] == '|' || line[at] == bracket)) ++at;
        return at;
    };
    // "3,696 sites | ...": the word for one of them, where the language has such words.
    const auto counted = [&](std::uint32_t at) {
        const auto counter = lexicon.counters.match(line, text::skip_white(line, at));
        return counter.matched && counter.end <= length ? counter.end : at;
    };
    pos = skip(counted(figure->printed.end), '(');
    if (pos < length && line[pos] == ',' && pos + 1 < length && !text::is_digit(line[pos + 1]))
        pos = skip(pos + 1, '(');
    if (before) {
        box.change->printed = shift(box.change->printed);
    } else if (pos < length) {
        box.change = value::read_change(line, pos, lexicon);
        const bool apart = pos > figure->printed.end || !text::is_digit(line[pos - 1]);
        if (!box.change && apart) box.change = read_change_without_arrow(line, pos, lexicon);
        if (!box.change) return std::nullopt;
        pos = counted(box.change->printed.end);
        box.change->printed = shift(box.change->printed);
    }
    if (skip(pos, ')') < length) return std::nullopt;
    box.figure.printed = shift(box.figure.printed);
    return box;
}

namespace {

/// False where a sentence goes on behind the label: no figure, nor what may stand before one, follows on its line. A
/// quick look, before anything else is asked of a label.
bool may_have_box(const text::NormalText& normal, std::uint32_t label_end, const value::Lexicon& lexicon) {
    const std::string_view text = normal.text();
    const std::uint32_t pos = text::skip_white(text, label_end);
    if (!text::is_ideograph(text, pos) || normal.is_line_start(pos)) return true;
    return lexicon.directions.match(text, pos).matched || lexicon.qualifiers_before.match(text, pos).matched ||
           lexicon.numerals.match(text, pos).matched;
}

/// "Defaced Websites 2016" may be what a chart is called: a year alone, right beside the label.
bool may_be_year(std::string_view text, text::Range label, const BoxFigure& box, const value::Lexicon& lexicon) {
    const text::Range printed = box.figure.printed;
    const std::uint32_t begin = std::min(label.end, printed.end);
    const std::uint32_t end = std::max(label.begin, printed.begin);
    const auto year = value::read_year(text, printed.begin);
    return !lexicon.unspaced && !box.change && year && year->printed == printed && text::skip_white(text, begin) == end;
}

}  // namespace

std::vector<Match> find_labels(const profile::Profile& profile, const Matches& matches, const ScopeFinder& scope,
                               const text::NormalText* lines) {
    const auto begins_sentence = [&](std::vector<Match>::const_iterator label) {
        const auto is_elsewhere = [&](const Match& match) { return match.range.begin != label->range.begin; };
        const auto is_sentence = [&](const Match& match) {
            return profile.rules[match.rule].kind == profile::RuleKind::value;
        };
        const auto before = std::make_reverse_iterator(label);
        return std::any_of(before, std::find_if(before, matches.all.rend(), is_elsewhere), is_sentence) ||
               std::any_of(label, std::find_if(label, matches.all.end(), is_elsewhere), is_sentence);
    };
    std::vector<Match> labels;
    for (auto label = matches.all.begin(); label != matches.all.end(); ++label) {
        const Match& match = *label;
        const profile::Rule& rule = profile.rules[match.rule];
        if (rule.kind != profile::RuleKind::panel_label || match.cut) continue;
        if (lines != nullptr && !may_have_box(*lines, match.range.end, profile.lexicon)) continue;
        if (begins_sentence(label)) continue;
        if (scope.is_readable(match, rule) && !scope.why_other(match, {})) labels.push_back(match);
    }
    return labels;
}

void collect_panel(const text::NormalText& normal, const profile::Profile& profile, const std::vector<Match>& labels,
                   const ScopeFinder& scope, Candidates& candidates) {
    text::Range section;
    bool multiples = false;  // in that section
    text::Range box_above;   // the line of the last box that was read, and its field
    std::int32_t field_above = profile::no_field;
    std::int32_t field_beside = profile::no_field;  // the same, whatever stands on its line
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const Match& match = labels[i];
        const profile::Rule& rule = profile.rules[match.rule];
        const text::Range own_line = line_of(normal, match.range);
        text::Range line = with_amount_below(normal, own_line, profile.lexicon);
        if (line.end - line.begin > longest_line || goes_on_below(normal, line, profile.lexicon)) continue;
        if (!section.contains(match.range.begin)) {
            section = scope.section_at(match.range.begin);
            multiples = counts_multiples(normal, section, profile.lexicon);
        }
        if (multiples || is_in_contents(normal, scope, match.range)) continue;
        if (any_holds(candidates.shifted_panels, match.range.begin)) continue;
        const text::Range whole = line;
        line = part_of_line(normal.text(), line, i, labels, profile.lexicon);
        // "including gov.cn Websites" is a part of the box right above it, whichever that is, where neither has boxes
        // beside it, or of the one before it on its line.
        const bool alone = line == whole;
        const bool part = rule.under != profile::no_field;
        const bool below = alone && field_above == rule.under && follows(normal, box_above, line);
        const bool beside = !alone && field_beside == rule.under && box_above == own_line;
        if (part && !below && !beside) continue;
        // A label has its line for itself and the figure, which stands on one side of it.
        std::optional<BoxFigure> found;
        if (match.range.begin == line.begin)
            found = read_box(normal.text(), {match.range.end, line.end}, profile.lexicon);
        else if (match.range.end == line.end)
            found = read_box(normal.text(), {line.begin, match.range.begin}, profile.lexicon);
        text::Range head = table_head(normal, own_line);
        if (!head.empty() && is_headless(normal.text(), head, labels, profile.lexicon)) head = {};
        if (!found && !head.empty() && alone)
            found = read_row(normal.text(), head, own_line, match.range, scope, profile.lexicon);
        if (!found) continue;
        const BoxFigure& box = *found;
        const std::uint32_t at = box.figure.printed.begin;
        if (head.empty() && may_be_year(normal.text(), match.range, box, profile.lexicon)) continue;
        const text::Range counts = column_heading(normal.text(), head, own_line, at);
        if (is_headed_otherwise(normal.text(), counts, scope, profile.lexicon)) continue;
        // "Guangdong | Number | Change", "2022 | Number | Change": the rows are about what heads the column of their
        // labels.
        const text::Range about =
            counts.empty() ? text::Range{} : column_heading(normal.text(), head, own_line, match.range.begin);
        if (scope.speaks_of_other(about) || scope.names_other_time(about)) continue;
        FieldCandidate candidate;
        candidate.field = rule.field;
        candidate.value = box.figure.value;
        candidate.precision = box.figure.precision;
        candidate.qualifier = box.figure.qualifier;
        candidate.printed = box.figure.printed;
        candidate.quote = line;
        candidate.rule = match.rule;
        if (box.figure.damaged || may_be_columns(normal, box.figure.printed, profile.lexicon))
            candidate.why = "damaged";
        const bool stated = box.change && !box.change->against_last_year && !box.change->damaged;
        const bool other_column =
            stated && !counts.empty() &&
            is_no_change(normal.text(), head, own_line, counts, box.change->printed.begin, profile.lexicon);
        if (stated && !other_column) {
            candidate.change = StatedChange{box.change->change, box.change->printed, line, match.rule};
            if (box.change->change.direction == Direction::unknown)
                candidates.lost_arrows.push_back(box.change->printed);
        }
        candidates.fields.push_back(std::move(candidate));
        box_above = own_line;
        field_beside = part ? rule.under : rule.field;
        field_above = alone ? field_beside : profile::no_field;
    }
}

}  // namespace certdelta::extract
