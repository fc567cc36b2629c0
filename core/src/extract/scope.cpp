#include "extract/scope.h"

#include <algorithm>
#include <bit>

#include "extract/caption.h"
#include "extract/ranges.h"
#include "extract/scope/actor.h"
#include "extract/scope/adrift.h"
#include "extract/scope/before.h"
#include "extract/scope/behind.h"
#include "extract/scope/carried.h"
#include "extract/scope/collect.h"
#include "extract/scope/foreign_caption.h"
#include "extract/scope/own_words.h"
#include "extract/scope/run_on.h"
#include "extract/scope/sentence_bounds.h"
#include "extract/scope/voice.h"
#include "extract/table.h"
#include "text/characters.h"

namespace certdelta::extract {
namespace {

using profile::RuleKind;

/// Whether the sentence of the match says that its figures are none.
bool is_denied(const Phrases& in, const Match& match, std::uint32_t begin) {
    if (in.denies.empty()) return false;
    return begins_within(in.denies, begin, in.marks.sentence_end(match.range.end));
}

/// "253 incidents, of which 50 incidents ...": less of the same, behind words that go on with it or beside a partner,
/// is a part of it.
bool is_part(const Phrases& in, const Match& match, std::uint32_t begin) {
    const auto captures = in.matches.captures_of(match);
    if (!in.profile.lexicon.unspaced || captures.empty() || captures.front().slot.kind != profile::SlotKind::count)
        return false;
    const bool partner = follows_partner(in, match);
    if (!partner && !begins_within(in.goes_on, begin, match.range.begin)) return false;
    if (partner) begin = std::min(begin, context_begin(in, match.range.begin));
    auto other = in.matches.from(match.range.begin);
    while (other != in.matches.all.begin() && (--other)->range.begin >= begin) {
        if (other->rule != match.rule || other->range.end > match.range.begin || other->captures == 0) continue;
        const Capture& whole = in.matches.captures_of(*other).front();
        return whole.slot.field == captures.front().slot.field && whole.value > captures.front().value &&
               (partner || begins_within(in.goes_on, other->range.end, match.range.begin));
    }
    return false;
}

/// Right before `pos` stands a title in its marks that is not the report's own: "from <Digital Affairs>, issue 12".
bool follows_other_title(const Phrases& in, std::uint32_t pos) {
    constexpr std::string_view open = "《";
    constexpr std::string_view close = "》";
    constexpr std::size_t longest = 90;  // bytes
    const std::uint32_t end = text::skip_white_back(in.normal.text(), pos);
    const std::string_view before = in.normal.text().substr(0, end);
    if (!before.ends_with(close)) return false;
    const std::size_t begin = before.rfind(open);
    return begin != std::string_view::npos && end - begin <= longest &&
           !begins_within(in.own_voices, static_cast<std::uint32_t>(begin), end);
}

/// Words of the clauses, and no others, stand between `begin` and the first digit before `end`, and say more than one
/// thing: "government sites defaced", not "holes", which anybody's may be.
bool is_said_in_clause_words(const Phrases& in, std::uint32_t begin, std::uint32_t end) {
    const std::string_view text = in.normal.text();
    profile::Concepts said = 0;
    for (std::uint32_t at = begin; at < end && !text::is_digit(text[at]);) {
        const auto word = in.profile.clauses.words.match(text, at);
        if (word.matched && word.payload < static_cast<int>(profile::most_concepts))
            said |= profile::Concepts{1} << static_cast<unsigned>(word.payload);
        const std::uint32_t next = word.matched ? word.end : in.profile.lexicon.qualifiers_before.match(text, at).end;
        if (next <= at) return false;
        at = text::skip_white(text, next);
    }
    return std::popcount(said) > 1;
}

}  // namespace

ScopeFinder::ScopeFinder(const text::NormalText& normal, const profile::Profile& profile, const Matches& matches)
    : in_(collect_phrases(normal, profile, matches)), carried_(find_carried(in_)) {}

bool ScopeFinder::speaks_of_this(text::Range heading) const {
    return begins_within(in_.this_period, heading.begin, heading.end);
}

bool ScopeFinder::is_own_year(Decimal year) const {
    const std::int32_t own = in_.own.year.value_or(in_.own.days ? in_.own.days->end.year : 0);
    return year == Decimal::from_integer(own);
}

bool ScopeFinder::names_other_time(text::Range heading) const {
    const std::string_view text = in_.normal.text();
    const value::Lexicon& lexicon = in_.profile.lexicon;
    std::uint32_t pos = heading.begin;
    while (pos < heading.end && text::is_digit(text[pos])) ++pos;
    const bool numbered = pos - heading.begin <= 2 && pos < heading.end && (text[pos] == '.' || text[pos] == ')');
    if (!numbered) pos = heading.begin;
    for (; pos < heading.end; ++pos) {
        if (pos > heading.begin && text::is_letter(text[pos]) && text::is_letter(text[pos - 1])) continue;
        const auto days = value::read_day_range(text, pos, lexicon);
        if (days && days->printed.end <= heading.end && in_.is_own_period(*days)) {
            pos = days->printed.end - 1;
            continue;
        }
        const bool capital = text[pos] >= 'A' && text[pos] <= 'Z';
        if (text::is_digit(text[pos]) || (capital && read_any_time(text, pos, lexicon))) return true;
    }
    return false;
}

bool ScopeFinder::is_cited(const Match& match) const {
    constexpr std::uint32_t longest_lead = 16;  // bytes
    const std::string_view text = in_.normal.text();
    if (in_.profile.lexicon.unspaced ||
        in_.matches.captures_of(match).front().slot.kind != profile::SlotKind::issue_number)
        return false;
    const std::uint32_t end = text::skip_white_back(text, match.range.begin);
    const std::uint32_t lowest = end > longest_lead ? end - longest_lead : 0;
    for (auto lead = first_from(in_.openers, lowest); lead != in_.openers.end() && lead->begin < end; ++lead) {
        if (lead->end == end) return true;
    }
    for (std::uint32_t at = lowest; at < end; ++at) {
        if (at > 0 && text::is_letter(text[at - 1])) continue;  // "Edition" ends with no "on"
        const auto lead = in_.profile.lexicon.measured_against.match(text, at);
        if (lead.matched && lead.end == end) return true;
    }
    return false;
}

bool ScopeFinder::is_other_publication(std::uint32_t pos) const {
    constexpr std::size_t top_lines = 12;
    constexpr std::uint32_t longest = 110;  // bytes of a heading
    if (follows_other_title(in_, pos)) return true;
    if (in_.other_titles.empty()) return false;
    const std::string_view text = in_.normal.text();
    const std::vector<std::uint32_t>& starts = in_.normal.line_starts();
    const std::uint32_t top = starts.size() > top_lines ? starts[top_lines] : static_cast<std::uint32_t>(text.size());
    const auto heading_of = [&](std::uint32_t at) {
        if (at >= top) return text::Range{};
        const text::Range line{line_begin(in_.normal, at), in_.normal.next_line_start(at + 1)};
        if (line.end - line.begin > longest) return text::Range{};
        const std::string_view words = text.substr(line.begin, line.end - line.begin);
        const bool sentence = words.find(',') != std::string_view::npos || words.find(';') != std::string_view::npos ||
                              words.find(text::ideographic_full_stop) != std::string_view::npos;
        return sentence ? text::Range{} : line;
    };
    // "By the centre's weekly, issue 8 of 2015:" names the report, whatever the page's own title is.
    const text::Range line = heading_of(pos);
    if (line.empty() || begins_within(in_.own_voices, line.begin, line.end)) return false;
    return std::any_of(in_.other_titles.begin(), first_from(in_.other_titles, top), [&](text::Range title) {
        const text::Range other = heading_of(title.begin);
        return !other.empty() && !(any_holds(in_.harmless, title.begin) && any_holds(in_.harmless, title.end - 1)) &&
               !begins_within(in_.own_voices, other.begin, other.end);
    });
}

std::uint32_t ScopeFinder::list_end(const Match& match, OtherReason reason) const {
    const bool subject = reason == OtherReason::longer || reason == OtherReason::caption ||
                         reason == OtherReason::voice || reason == OtherReason::actor;
    if (!subject || in_.profile.home.empty()) return match.range.end;
    return std::min(in_.marks.sentence_end(match.range.end), paragraph_end(in_, match.range.end));
}

bool ScopeFinder::follows_foreign_count(const Match& match, std::uint32_t pos) const {
    if (in_.profile.home.empty()) return false;
    const std::string_view text = in_.normal.text();
    std::uint32_t clause =
        std::max(in_.marks.sentence_begin(match.range.begin), paragraph_begin(in_, match.range.begin));
    if (!in_.profile.lexicon.unspaced) {
        clause = std::max(clause, pos);
        return in_.has_count(clause, match.range.begin) && !names_own({clause, match.range.end});
    }
    if (pos > clause) clause = text::skip_white(text, in_.marks.clause_end(pos) + 1);
    if (clause >= match.range.begin || !in_.has_count(clause, match.range.begin)) return false;
    while (clause < match.range.begin) {
        const std::uint32_t end = std::min(in_.marks.clause_end(clause + 1), match.range.begin);
        std::uint32_t subject = clause;
        for (auto word = first_from(in_.goes_on, subject); word != in_.goes_on.end() && word->begin == subject; ++word)
            subject = std::max(subject, word->end);
        const bool known = known_end(in_, subject) != subject || text::is_digit(text[subject]) ||
                           is_said_in_clause_words(in_, subject, end) ||
                           in_.profile.tails.match(text, subject).matched ||
                           in_.profile.lexicon.directions.match(text, subject).matched;
        if (!known && in_.has_count(subject, end) && !names_own({clause, match.range.end})) return true;
        clause = text::skip_white(text, end + 1);
    }
    return false;
}

bool ScopeFinder::names_own(text::Range range) const {
    if (begins_within(in_.own_voices, range.begin, range.end) || begins_within(in_.this_period, range.begin, range.end))
        return true;
    const std::string_view text = in_.normal.text();
    if (!in_.profile.lexicon.unspaced) {
        const auto parts = [text](std::uint32_t at) {
            return (text[at] == ',' || text[at] == ';') && at + 1 < text.size() && text::is_white(text[at + 1]);
        };
        std::uint32_t clause = range.end;
        while (clause > range.begin && !parts(clause - 1)) --clause;
        range.begin = clause;
    }
    for (std::uint32_t at = range.begin; at < range.end; ++at) {
        if (in_.profile.home.match(text, at).matched) return true;
    }
    return false;
}

std::optional<OtherReason> ScopeFinder::why_other(const Match& match, std::span<const text::Range> gaps) const {
    const bool label = in_.profile.rules[match.rule].kind == RuleKind::panel_label;
    if (!label && runs_on(in_, match)) return OtherReason::longer;
    if (any_holds(carried_, match.range.begin)) return OtherReason::context;
    // Where nothing is in reach, only a caption, a question or a comparison makes the sentence another's.
    constexpr std::uint32_t reach = 2600;  // bytes: more than four sentences have
    const bool near = in_.next_other(match.range.begin > reach ? match.range.begin - reach : 0) <
                      std::uint64_t{match.range.end} + reach;
    std::uint32_t begin = near ? context_begin(in_, match.range.begin) : in_.marks.sentence_begin(match.range.begin);
    begin = behind_headings(in_, begin, match.range.begin);
    if (label) {
        // A time may be the caption of all labels; a place in another box is that box's.
        const auto captions = [this](std::uint32_t from, std::uint32_t to) {
            return in_.next_other(from) < to &&
                   (time_before(in_, in_.times, from, to) || time_before(in_, in_.last_period, from, to));
        };
        if (captions(begin, match.range.begin)) {
            // What heads a column of the label's table says when the figures of that column were counted.
            const text::Range head = table_head(in_.normal, line_of(in_.normal, match.range));
            if (head.empty() || captions(begin, std::max(begin, head.begin)) || captions(head.end, match.range.begin))
                return OtherReason::caption;
        }
        begin = std::max(begin, line_begin(in_.normal, match.range.begin));
    } else if (opens_with_caption(in_, begin, match.range.begin)) {
        return OtherReason::caption;
    }
    if (!label) {
        if (has_foreign_caption(in_, match, begin)) return OtherReason::caption;
        if (has_other_voice(in_, match, begin)) return OtherReason::voice;
        if (has_other_actor(in_, match, begin)) return OtherReason::actor;
        if (is_timed_behind(in_, match)) return OtherReason::time_or_place;
        if (is_adrift(in_, match)) return OtherReason::context;
    }
    if (is_compared(in_, match.range.end)) return OtherReason::difference;
    if (is_asked(in_, match)) return OtherReason::question;
    if (!label && is_part(in_, match, begin)) return OtherReason::part;
    if (!near) return std::nullopt;
    if (is_denied(in_, match, begin)) return OtherReason::denial;
    if (!label && follows_scene(in_, match)) return OtherReason::context;
    if (is_other_before(in_, match, begin) || is_other_behind(in_, match) ||
        std::any_of(gaps.begin(), gaps.end(), [this](text::Range gap) { return in_.any_within(gap.begin, gap.end); }))
        return OtherReason::time_or_place;
    return std::nullopt;
}

}  // namespace certdelta::extract
