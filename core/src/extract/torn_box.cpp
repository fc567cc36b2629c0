#include "extract/torn_box.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>

#include "extract/panel.h"
#include "extract/table.h"
#include "text/characters.h"

namespace certdelta::extract {
namespace {

/// The next line with words on it, below the line; empty where the text ends.
text::Range line_below(const text::NormalText& normal, text::Range line) {
    const std::string_view text = normal.text();
    std::uint32_t pos = line.end;
    while (pos < text.size() && is_edge(text[pos])) ++pos;
    return pos < text.size() ? line_of(normal, {pos, pos + 1}) : text::Range{};
}

/// The one above it; empty at the start of the text.
text::Range line_above(const text::NormalText& normal, text::Range line) {
    const std::string_view text = normal.text();
    std::uint32_t end = line.begin;
    while (end > 0 && is_edge(text[end - 1])) --end;
    return end > 0 ? line_of(normal, {end - 1, end}) : text::Range{};
}

/// A figure with its change, on a line beside the label's.
struct TornBox {
    std::uint32_t rule;  ///< the label's
    std::int32_t field;
    text::Range line;  ///< the figure's
    BoxFigure figure;
};

/// Whether the label has its line for itself; a colon may close it.
bool is_alone(std::string_view text, text::Range label, text::Range line) {
    return line.begin == label.begin &&
           (line.end == label.end || (line.end == label.end + 1 && text[label.end] == ':'));
}

std::vector<TornBox> find_torn_boxes(const text::NormalText& normal, const profile::Profile& profile,
                                     const std::vector<Match>& labels) {
    std::vector<TornBox> boxes;
    for (const Match& label : labels) {
        const text::Range line = line_of(normal, label.range);
        const profile::Rule& rule = profile.rules[label.rule];
        if (!is_alone(normal.text(), label.range, line) || rule.under != profile::no_field) continue;
        for (const text::Range beside : {line_below(normal, line), line_above(normal, line)}) {
            if (beside.empty() || beside.end - beside.begin > longest_line) continue;
            auto box = read_box(normal.text(), beside, profile.lexicon);
            if (!box || !box->change || box->figure.damaged || box->change->damaged || box->change->against_last_year)
                continue;
            boxes.push_back({label.rule, rule.field, beside, std::move(*box)});
        }
    }
    return boxes;
}

/// What a line of a panel holds.
enum class PanelLine {
    label,   ///< alone
    figure,  ///< alone, and no number of a page
    box,     ///< a label, and a figure or other words
    number,  ///< that may be a page's
    other,
};

PanelLine figure_line(const text::NormalText& normal, const value::Lexicon& lexicon, text::Range line) {
    constexpr std::uint32_t longest_page = 3;  // digits
    if (line.empty() || line.end - line.begin > longest_line) return PanelLine::other;
    const std::optional<BoxFigure> box = read_box(normal.text(), line, lexicon);
    if (!box) return PanelLine::other;
    const bool bare = !box->change && box->figure.printed == line;
    return bare && line.end - line.begin <= longest_page ? PanelLine::number : PanelLine::figure;
}

/// A label alone and a figure alone make a torn box; one that is left over has lost its half to a line beside it.
bool is_shifted(const std::vector<PanelLine>& lines) {
    std::ptrdiff_t labels = 0;
    std::ptrdiff_t figures = 0;
    std::ptrdiff_t numbers = 0;
    const auto is_uneven = [&] { return labels > figures + numbers || figures > labels; };
    for (const PanelLine line : lines) {
        if (line == PanelLine::label) ++labels;
        if (line == PanelLine::figure) ++figures;
        if (line == PanelLine::number) ++numbers;
        if (line != PanelLine::box) continue;
        if (is_uneven()) return true;
        labels = figures = numbers = 0;
    }
    return is_uneven();
}

/// A field, a value that a sentence gives it, and its precision.
using Said = std::array<std::int64_t, 3>;

Said said(std::int32_t field, const Decimal& value, const Decimal& precision) {
    return {field, value.micros(), precision.micros()};
}

std::vector<Said> all_said(const std::vector<FieldCandidate>& fields) {
    std::vector<Said> all;
    for (const FieldCandidate& candidate : fields) {
        const auto* value = std::get_if<Decimal>(&candidate.value);
        if (value != nullptr && candidate.precision && candidate.why.empty())
            all.push_back(said(candidate.field, *value, *candidate.precision));
    }
    std::sort(all.begin(), all.end());
    return all;
}

}  // namespace

std::vector<text::Range> find_shifted_panels(const text::NormalText& normal, const profile::Profile& profile,
                                             const Matches& matches) {
    constexpr int most_above = 3;
    // Those at which a sentence template matches, too: a panel's label may have lost its figure to the next line.
    std::vector<Match> labels;
    for (const Match& match : matches.all) {
        if (profile.rules[match.rule].kind == profile::RuleKind::panel_label && !match.cut) labels.push_back(match);
    }
    std::vector<text::Range> shifted;
    for (std::size_t i = 0; i < labels.size();) {
        text::Range line = line_of(normal, labels[i].range);
        text::Range panel = line;
        std::vector<PanelLine> lines;
        text::Range above = line_above(normal, line);
        for (int k = 0; k < most_above; ++k, above = line_above(normal, above)) {
            const PanelLine kind = figure_line(normal, profile.lexicon, above);
            if (kind == PanelLine::other) break;
            lines.push_back(kind);
            panel.begin = above.begin;
        }
        bool boxes = false;
        for (;;) {
            panel.end = line.end;
            if (i < labels.size() && labels[i].range.begin < line.end) {
                const bool alone = is_alone(normal.text(), labels[i].range, line);
                boxes = boxes || !alone;
                lines.push_back(alone ? PanelLine::label : PanelLine::box);
                while (i < labels.size() && labels[i].range.begin < line.end) ++i;
            }
            const text::Range below = line_below(normal, line);
            if (below.empty()) break;
            const bool labelled = i < labels.size() && labels[i].range.begin < below.end;
            if (labelled) {
                line = line_of(normal, labels[i].range);
                continue;
            }
            const PanelLine kind = figure_line(normal, profile.lexicon, below);
            if (kind == PanelLine::other) break;
            lines.push_back(kind);
            line = below;
        }
        if (boxes && is_shifted(lines)) shifted.push_back(panel);
    }
    return shifted;
}

void add_torn_boxes(const text::NormalText& normal, const profile::Profile& profile, const std::vector<Match>& labels,
                    Candidates& candidates) {
    std::vector<TornBox> boxes = find_torn_boxes(normal, profile, labels);
    if (boxes.empty()) return;
    const std::vector<Said> values = all_said(candidates.fields);
    std::erase_if(boxes, [&](const TornBox& box) {
        const value::Figure& figure = box.figure.figure;
        return !std::binary_search(values.begin(), values.end(), said(box.field, figure.value, figure.precision));
    });
    std::sort(boxes.begin(), boxes.end(), [](const TornBox& a, const TornBox& b) {
        return std::pair(a.line.begin, a.field) < std::pair(b.line.begin, b.field);
    });
    const auto of_another = [](const TornBox& box, const TornBox& beside) {
        return box.line == beside.line && box.field != beside.field;
    };
    for (auto at = boxes.begin(); at != boxes.end(); ++at) {
        const TornBox& box = *at;
        if ((at != boxes.begin() && of_another(box, *std::prev(at))) ||
            (std::next(at) != boxes.end() && of_another(box, *std::next(at))))
            continue;
        const value::ReadChange& change = *box.figure.change;
        FieldCandidate candidate;
        candidate.field = box.field;
        candidate.value = box.figure.figure.value;
        candidate.precision = box.figure.figure.precision;
        candidate.qualifier = box.figure.figure.qualifier;
        candidate.printed = box.figure.figure.printed;
        candidate.quote = box.line;
        candidate.rule = box.rule;
        candidate.change = StatedChange{change.change, change.printed, box.line, box.rule};
        if (change.change.direction == Direction::unknown) candidates.lost_arrows.push_back(change.printed);
        candidates.fields.push_back(std::move(candidate));
    }
}

}  // namespace certdelta::extract
