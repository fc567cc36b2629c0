#include "extract/panel.h"

#include <algorithm>
#include <string>

#include "text/literal.h"

namespace certdelta::extract {
namespace {

text::Range line_of(const text::NormalText& normal, text::Range label) {
    const std::vector<std::uint32_t>& starts = normal.line_starts();
    const auto after = std::upper_bound(starts.begin(), starts.end(), label.begin);
    const std::uint32_t begin = after == starts.begin() ? 0 : *std::prev(after);
    std::uint32_t end = normal.next_line_start(label.end);
    while (end > label.end && text::is_white(normal.text()[end - 1])) --end;
    return {begin, end};
}

struct BoxFigure {
    value::Figure figure;
    std::optional<value::ReadChange> change;
};

/// A bare percentage behind a box's figure is its change; the arrow before it was lost.
std::optional<value::ReadChange> read_change_without_arrow(std::string_view text, std::uint32_t pos, const value::Lexicon& lexicon) {
    const auto amount = value::read_percentage(text, pos, lexicon);
    if (!amount || !amount->percent_sign) return std::nullopt;
    value::ReadChange read;
    read.change = {ChangeKind::percent, amount->value, Direction::unknown, amount->precision};
    read.printed = amount->printed;
    read.damaged = amount->damaged;
    return read;
}

/// A count and at most one change, filling the range exactly.
std::optional<BoxFigure> read_box(std::string_view text, text::Range range, const value::Lexicon& lexicon) {
    // The line by itself, so that nothing of the next one is read, and closed, so that its end cuts no figure.
    const std::string line = std::string(text.substr(range.begin, range.end - range.begin)) + "\n";
    const auto length = range.end - range.begin;
    const auto shift = [&](text::Range printed) { return text::Range{printed.begin + range.begin, printed.end + range.begin}; };
    std::uint32_t pos = 0;
    while (pos < length && (text::is_white(line[pos]) || line[pos] == ':')) ++pos;
    const auto figure = value::read_count(line, pos, lexicon);
    if (!figure || figure->printed.end > length) return std::nullopt;
    BoxFigure box{*figure, std::nullopt};
    pos = value::skip_white(line, figure->printed.end);
    if (pos < length) {
        box.change = value::read_change(line, pos, lexicon);
        if (!box.change) box.change = read_change_without_arrow(line, pos, lexicon);
        if (!box.change) return std::nullopt;
        pos = box.change->printed.end;
        box.change->printed = shift(box.change->printed);
    }
    while (pos < length && text::is_white(line[pos])) ++pos;
    if (pos < length) return std::nullopt;
    box.figure.printed = shift(box.figure.printed);
    return box;
}

}  // namespace

void collect_panel(const text::NormalText& normal, const profile::Profile& profile, const Matches& matches, Candidates& candidates) {
    for (const Match& match : matches.all) {
        const profile::Rule& rule = profile.rules[match.rule];
        if (rule.kind != profile::RuleKind::panel_label || match.cut) continue;
        const text::Range line = line_of(normal, match.range);
        const auto behind = read_box(normal.text(), {match.range.end, line.end}, profile.lexicon);
        const auto before = read_box(normal.text(), {line.begin, match.range.begin}, profile.lexicon);
        if (behind.has_value() == before.has_value()) continue;
        const bool alone = behind ? match.range.begin == line.begin : match.range.end == line.end;
        if (!alone) continue;
        const BoxFigure& box = behind ? *behind : *before;
        FieldCandidate candidate;
        candidate.field = rule.field;
        candidate.value = box.figure.value;
        candidate.precision = box.figure.precision;
        candidate.qualifier = box.figure.qualifier;
        candidate.printed = box.figure.printed;
        candidate.quote = line;
        candidate.rule = match.rule;
        if (box.figure.damaged) candidate.why = "damaged";
        if (box.change && !box.change->against_last_year) {
            candidate.change = StatedChange{box.change->change, box.change->printed, line, match.rule};
            if (box.change->change.direction == Direction::unknown) candidates.lost_arrows.push_back(box.change->printed);
        }
        candidates.fields.push_back(std::move(candidate));
    }
}

}  // namespace certdelta::extract
