#include "extract/clauses.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "extract/caption.h"
#include "extract/clause/reader.h"
#include "extract/clause/tokens.h"
#include "extract/ranges.h"
#include "extract/scope/sentence_bounds.h"
#include "text/characters.h"
#include "text/eight.h"
#include "text/utf8.h"
#include "text/words.h"

namespace certdelta::extract {
namespace {

using profile::FieldType;
using profile::SlotKind;

/// Whether words of the clauses, and nothing else, stand between the mark before `pos` and it.
bool follows_clause_words(std::string_view text, const profile::Profile& profile, std::uint32_t pos) {
    constexpr std::uint32_t longest = 60;  // bytes
    const std::uint32_t lowest = pos > longest ? pos - longest : 0;
    std::uint32_t clause = clause_begin(text, lowest, pos);
    const std::size_t stop = text.substr(clause, pos - clause).rfind(". ");
    const bool sentence = stop != std::string_view::npos && !profile.lexicon.unspaced;
    if (sentence) clause += static_cast<std::uint32_t>(stop) + 1;
    std::uint32_t at = text::skip_white(text, clause);
    if ((clause == lowest && lowest > 0) || at >= pos) return false;
    while (at < pos) {
        const auto word = profile.clauses.words.match(text, at);
        if (!word.matched) return false;
        at = text::skip_white(text, word.end);
    }
    return true;
}

/// What a template has read of a clause whose first words it does not know, and the clauses do: they read all of it, or
/// nothing.
std::vector<text::Range> read_within_clauses(const text::NormalText& normal, const profile::Profile& profile,
                                             const Candidates& candidates) {
    std::vector<text::Range> longer;
    for (const OtherScope& other : candidates.other_scopes) {
        if (other.reason == OtherReason::longer && follows_clause_words(normal.text(), profile, other.range.begin))
            longer.push_back(other.range);
    }
    return longer;
}

std::vector<ReadFigure> read_figures(const text::NormalText& normal, const profile::Profile& profile,
                                     const Matches& matches, const Candidates& candidates) {
    const std::vector<text::Range> longer = read_within_clauses(normal, profile, candidates);
    std::vector<ReadFigure> read;
    for (const Match& match : matches.all) {
        const profile::RuleKind kind = profile.rules[match.rule].kind;
        if (match.cut || std::find(longer.begin(), longer.end(), match.range) != longer.end()) continue;
        if (kind == profile::RuleKind::phrase) read.push_back({match.range});
        // "in the week ending June 19": its figures are no counts
        const auto captures = matches.captures_of(match);
        if (kind == profile::RuleKind::dated && profile.lexicon.counters.empty() &&
            std::any_of(captures.begin(), captures.end(),
                        [](const Capture& capture) { return capture.slot.kind == SlotKind::date; }))
            read.push_back({match.range, profile::no_field, false, false, true, true});
        if (kind != profile::RuleKind::value) continue;
        for (const Capture& capture : captures) {
            const bool count = capture.slot.kind == SlotKind::count && capture.slot.field != profile::no_field;
            const bool beside = capture.slot.kind == SlotKind::change || capture.slot.kind == SlotKind::percentage ||
                                capture.slot.kind == SlotKind::enumeration || capture.slot.kind == SlotKind::list;
            read.push_back({capture.printed, count ? capture.slot.field : profile::no_field, beside,
                            capture.slot.kind == SlotKind::change,
                            capture.slot.kind == SlotKind::period || capture.slot.kind == SlotKind::issue_number,
                            capture.slot.kind == SlotKind::period});
        }
    }
    // What a panel reads is in no match; what else the candidates have, a repeated label, clauses may tell apart.
    for (const FieldCandidate& field : candidates.fields) {
        if (profile.rules[field.rule].kind != profile::RuleKind::panel_label) continue;
        const bool count = profile.fields[static_cast<std::size_t>(field.field)].type == FieldType::count;
        read.push_back({field.printed, count ? field.field : profile::no_field, !count});
        if (field.change) read.push_back({field.change->printed, profile::no_field, true, true});
    }
    std::stable_sort(read.begin(), read.end(),
                     [](const ReadFigure& a, const ReadFigure& b) { return a.printed.begin < b.printed.begin; });
    // Of figures that two templates read, the one that begins first, or is a field's.
    std::vector<ReadFigure> apart;
    for (const ReadFigure& figure : read) {
        if (apart.empty() || figure.printed.begin >= apart.back().printed.end)
            apart.push_back(figure);
        else if (apart.back().field == profile::no_field && figure.field != profile::no_field)
            apart.back() = figure;
    }
    return apart;
}

/// Where counts that a match has read are printed, with the match's index.
using Counts = std::unordered_map<std::uint32_t, std::size_t>;

Counts counts_of(const profile::Profile& profile, const Matches& matches) {
    Counts counts;
    for (std::size_t i = 0; i < matches.all.size(); ++i) {
        const Match& match = matches.all[i];
        if (match.cut || profile.rules[match.rule].kind != profile::RuleKind::value) continue;
        for (const Capture& capture : matches.captures_of(match)) {
            if (capture.slot.kind == SlotKind::count && capture.slot.field != profile::no_field)
                counts.emplace(capture.printed.begin, i);
        }
    }
    return counts;
}

/// Lets the match that has read a count read what goes on with it, too: they are judged as one. Where a panel has read
/// the count, or another field from there, the words are a match of their own.
void add(const ClauseAddition& addition, std::uint32_t rule, const Counts& counts, bool counters, Matches& matches) {
    const auto found = counts.find(addition.count.begin);
    const auto reads = [&](const Match& match) {
        const auto captures = matches.captures_of(match);
        return std::any_of(captures.begin(), captures.end(), [&addition](const Capture& capture) {
            return capture.printed == addition.count && capture.slot.field == addition.field;
        });
    };
    if (found == counts.end() || !reads(matches.all[found->second]))
        return matches.add({rule, addition.range}, addition.captures, addition.gaps);
    const Match& holder = matches.all[found->second];
    std::vector<Capture> captures(matches.captures_of(holder).begin(), matches.captures_of(holder).end());
    std::vector<text::Range> gaps(matches.gaps_of(holder).begin(), matches.gaps_of(holder).end());
    captures.insert(captures.end(), addition.captures.begin(), addition.captures.end());
    // "was 12 last week, up 5%": what stands between is looked at as well, where no counter ends the count
    if (!counters && holder.range.end < addition.range.begin) gaps.push_back({holder.range.end, addition.range.begin});
    gaps.insert(gaps.end(), addition.gaps.begin(), addition.gaps.end());
    const std::uint32_t end = std::max(holder.range.end, addition.range.end);
    matches.add({holder.rule, {holder.range.begin, end}}, captures, gaps);
    matches.all[found->second] = matches.all.back();
    matches.all.pop_back();
}

/// A digit that nothing has read stands in the range.
bool has_unread_digit(std::string_view text, const std::vector<ReadFigure>& read, text::Range range) {
    auto next = std::lower_bound(read.begin(), read.end(), range.begin,
                                 [](const ReadFigure& figure, std::uint32_t pos) { return figure.printed.end <= pos; });
    for (std::uint32_t pos = range.begin; pos < range.end;) {
        const std::uint64_t digits = text::digit_bytes(text::eight_from(text, pos));
        if (digits == 0) {
            pos += 8;
            continue;
        }
        pos += static_cast<std::uint32_t>(std::countr_zero(digits)) / 8;
        if (pos >= range.end) return false;
        while (next != read.end() && next->printed.end <= pos) ++next;
        if (next == read.end() || pos < next->printed.begin) return true;
        pos = next->printed.end;
    }
    return false;
}

/// A template has read a count in numerals: the text may have others.
bool spells_counts(std::string_view text, const profile::Profile& profile, const std::vector<ReadFigure>& read) {
    return std::any_of(read.begin(), read.end(), [&](const ReadFigure& figure) {
        const std::uint32_t begin = figure.printed.begin;
        return figure.field != profile::no_field && text::is_multibyte(text[begin]) &&
               profile.lexicon.numerals.match(text, begin).matched;
    });
}

/// A count in numerals that nothing has read ends in the range, with a counter.
bool has_spelled_count(std::string_view text, const profile::Profile& profile, const std::vector<ReadFigure>& read,
                       text::Range range) {
    const value::Lexicon& lexicon = profile.lexicon;
    std::uint32_t before = range.begin;
    for (std::uint32_t pos = text::next_character(text, before); pos < range.end;
         before = std::exchange(pos, text::next_character(text, pos))) {
        if (!lexicon.counters.match(text, pos).matched || !lexicon.numerals.match(text, before).matched) continue;
        const auto figure =
            std::lower_bound(read.begin(), read.end(), before,
                             [](const ReadFigure& other, std::uint32_t at) { return other.printed.end <= at; });
        if (figure == read.end() || !figure->printed.contains(before)) return true;
    }
    return false;
}

/// The range may hold a word beside a figure: a count's scale and counter are none.
bool has_words(std::string_view text, text::Range range) {
    constexpr std::ptrdiff_t shortest = 9;  // bytes: three characters
    const auto begin = text.begin() + range.begin;
    return std::count_if(begin, text.begin() + range.end,
                         [](char c) { return text::is_multibyte(c) || text::is_letter(c); }) >= shortest;
}

/// The label of a panel begins in the range: what stands beside it on the page says which figure it has.
bool has_panel_label(const profile::Profile& profile, const Matches& matches, text::Range range) {
    for (auto match = matches.from(range.begin); match != matches.all.end() && match->range.begin < range.end;
         ++match) {
        if (profile.rules[match->rule].kind == profile::RuleKind::panel_label) return true;
    }
    return false;
}

/// A mark that parts clauses stands in the range, beside those within figures.
bool has_clause_mark(std::string_view text, text::Range range) {
    constexpr std::string_view marks = ",;:.()[]";
    for (std::uint32_t pos = range.begin; pos < range.end; pos = text::next_character(text, pos)) {
        if (marks.find(text[pos]) == std::string_view::npos) {
            const std::string_view rest = text.substr(pos);
            if (rest.starts_with(text::ideographic_comma) || rest.starts_with(text::ideographic_full_stop)) return true;
            continue;
        }
        const bool in_figure =
            pos > range.begin && text::is_digit(text[pos - 1]) && pos + 1 < range.end && text::is_digit(text[pos + 1]);
        if (!in_figure) return true;
    }
    return false;
}

/// Anything but white space, marks and signs of lists stands in the range.
bool has_words_or_figures(std::string_view text, text::Range range) {
    for (std::uint32_t pos = range.begin; pos < range.end; pos = text::next_character(text, pos)) {
        if (text::is_letter(text[pos]) || text::is_digit(text[pos]) || text::is_ideograph(text, pos)) return true;
    }
    return false;
}

/// Lines right behind each other that hold nothing but labels of a panel and figures, as they came out of it, where a
/// label stands within a line that none begins, or below one that has its line for itself: nothing says which figure is
/// whose but the panel's own rules.
std::vector<text::Range> find_bare_panels(const text::NormalText& normal, const profile::Profile& profile,
                                          const Matches& matches) {
    constexpr std::uint32_t longest = 1200;  // bytes of a line
    const std::string_view text = normal.text();
    std::vector<text::Range> panels;
    text::Range panel;
    bool torn = false;
    std::size_t labels = 0;
    std::uint32_t last = UINT32_MAX;   // where the last label begins
    std::uint32_t named = UINT32_MAX;  // the last line that a label begins
    std::uint32_t alone_end = 0;       // end of the line below a label that has its line for itself
    text::Range line;                  // of the last label
    bool bare = false;                 // that line
    const auto close = [&] {
        if (labels > 1 && torn) panels.push_back(panel);
        labels = 0;
        torn = false;
    };
    for (const Match& match : matches.all) {
        if (profile.rules[match.rule].kind != profile::RuleKind::panel_label || match.range.begin == last) continue;
        last = match.range.begin;
        if (match.range.end > line.end) {
            line = {line_begin(normal, match.range.begin), normal.next_line_start(match.range.end)};
            bare = line.end - line.begin <= longest && !has_clause_mark(text, line);
        }
        if (!bare) continue;
        if (labels > 0 && line.begin > panel.end && has_clause_mark(text, {panel.end, line.begin})) close();
        if (labels == 0) panel = line;
        panel.end = std::max(panel.end, line.end);
        ++labels;
        // A cell of words may stand before a label's cell.
        std::uint32_t words = match.range.begin;
        while (words > line.begin && text[words - 1] != '|' && text[words - 1] != '\t') --words;
        if (!has_words_or_figures(text, {words, match.range.begin})) named = line.begin;
        // Below a label alone, its figure may have a line for itself.
        torn = torn || named != line.begin || match.range.begin < alone_end;
        const std::uint32_t below = text::skip_white(text, match.range.end);
        alone_end = below >= line.end ? normal.next_line_start(below) : 0;
    }
    close();
    return panels;
}

/// A line of a list begins at `pos`: with a bullet, or with a number in digits or characters and its mark.
bool begins_item(std::string_view text, std::uint32_t pos, const value::Lexicon& lexicon) {
    constexpr std::string_view bullets = "-*#|>";
    constexpr char symbol = '\xE2';  // general punctuation, arrows, shapes
    constexpr char emoji = '\xF0';
    constexpr int most = 3;  // characters of a number
    while (pos < text.size() && text::is_white(text[pos])) ++pos;
    if (pos >= text.size() || text[pos] == symbol || text[pos] == emoji) return true;
    if (bullets.find(text[pos]) != std::string_view::npos) return true;
    const bool bracket = text[pos] == '(';
    if (bracket) ++pos;
    for (int i = 0; i < most && pos < text.size(); ++i) {
        if (i > 0 && text[pos] == ')') return true;
        if (i > 0 && !bracket && text.substr(pos).starts_with(text::ideographic_comma)) return true;
        if (i > 0 && !bracket && text[pos] == '.') return pos + 1 < text.size() && !text::is_digit(text[pos + 1]);
        if (!text::is_digit(text[pos]) && !lexicon.numerals.match(text, pos).matched) return false;
        pos = text::next_character(text, pos);
    }
    return false;
}

/// The end of the paragraph that begins at `pos`: lines that a wrap parts belong together.
std::uint32_t paragraph_end(const text::NormalText& normal, std::uint32_t pos, const value::Lexicon& lexicon) {
    const std::string_view text = normal.text();
    const auto size = static_cast<std::uint32_t>(text.size());
    std::uint32_t line = pos;
    for (;;) {
        const std::uint32_t next = std::min(normal.next_line_start(line + 1), size);
        if (next >= size) return size;
        const std::uint32_t end = text::skip_white_back(text, next, line);
        const bool stops =
            end > line && (text.substr(0, end).ends_with(text::ideographic_full_stop) || text[end - 1] == '.' ||
                           text[end - 1] == ';' || (text[end - 1] == ':' && !lexicon.unspaced));
        if (stops || end - line < shortest_wrapped || begins_item(text, next, lexicon)) return next;
        const bool capital = text[next] >= 'A' && text[next] <= 'Z';
        if (!lexicon.unspaced && is_labelled_line(normal, next) && (capital || is_labelled_line(normal, line)))
            return next;
        line = next;
    }
}

/// Lines that may go on with each other: a paragraph, and short ones behind it.
std::vector<text::Range> next_lines(const text::NormalText& normal, std::uint32_t pos, const value::Lexicon& lexicon) {
    constexpr std::uint32_t longest_item = 180;  // bytes
    const auto size = static_cast<std::uint32_t>(normal.text().size());
    std::vector<text::Range> lines;
    while (pos < size) {
        const std::uint32_t end = std::max(paragraph_end(normal, pos, lexicon), pos + 1);
        const bool item = end - pos <= longest_item;
        if (!item && !lines.empty()) break;
        lines.push_back({pos, end});
        pos = end;
    }
    return lines;
}

}  // namespace

bool add_clauses(const text::NormalText& normal, const profile::Profile& profile, const Candidates& candidates,
                 bool on_pages, Matches& matches) {
    if (profile.clauses.empty()) return false;
    const std::vector<ReadFigure> read = read_figures(normal, profile, matches, candidates);
    std::optional<std::vector<text::Range>> panels;  // once a line is read by its clauses
    const bool spelled = spells_counts(normal.text(), profile, read);
    SlotReader slots(normal, profile);
    Matches found;
    std::vector<ClauseAddition> additions;
    const auto size = static_cast<std::uint32_t>(normal.text().size());
    for (std::uint32_t pos = 0; pos < size;) {
        const std::vector<text::Range> lines = next_lines(normal, pos, profile.lexicon);
        pos = lines.back().end;
        const bool unread = std::any_of(lines.begin(), lines.end(), [&](text::Range line) {
            return (has_unread_digit(normal.text(), read, line) ||
                    (spelled && has_spelled_count(normal.text(), profile, read, line))) &&
                   has_words(normal.text(), line);
        });
        if (!unread) continue;
        if (!panels) panels = find_bare_panels(normal, profile, matches);
        ClauseTokens tokens;
        for (const text::Range line : lines) {
            if (on_pages && has_panel_label(profile, matches, line)) continue;
            if (any_overlap(candidates.shifted_panels, line) || any_overlap(*panels, line)) continue;
            slots.end_at(line.end);
            add_clause_tokens(normal, profile, slots, read, line, tokens);
        }
        read_clauses(normal, profile, tokens, found, additions);
    }
    if (found.all.empty() && additions.empty()) return false;
    const Counts counts = additions.empty() ? Counts{} : counts_of(profile, matches);
    for (const ClauseAddition& addition : additions)
        add(addition, profile.clauses.rule, counts, !profile.lexicon.counters.empty(), matches);
    for (const Match& match : found.all) matches.add(match, found.captures_of(match), found.gaps_of(match));
    std::stable_sort(matches.all.begin(), matches.all.end(),
                     [](const Match& a, const Match& b) { return a.range.begin < b.range.begin; });
    return true;
}

}  // namespace certdelta::extract
