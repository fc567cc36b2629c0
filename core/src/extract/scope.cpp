#include "extract/scope.h"

#include <algorithm>

#include "text/literal.h"
#include "text/sentence.h"

namespace certdelta::extract {
namespace {

/// End of the clause that goes on at `pos`: a comma, a semicolon, or the end of the sentence.
std::uint32_t clause_end(std::string_view text, std::uint32_t pos) {
    constexpr std::uint32_t farthest = 120;
    constexpr std::string_view ideographic_full_stop = "\xE3\x80\x82";
    const std::string_view before = text.substr(0, pos);
    const bool ended = before.ends_with(ideographic_full_stop) || before.ends_with(',') || before.ends_with(';') ||
                       (pos > 0 && text::ends_sentence(text, pos - 1));
    if (ended) return pos;
    const auto limit = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), std::size_t{pos} + farthest));
    while (pos < limit && text[pos] != ',' && text[pos] != ';' && !text::ends_sentence(text, pos)) ++pos;
    return pos;
}

/// A heading's words inside a sentence, in small letters, are no heading ("new vulnerabilities").
bool may_head(const text::NormalText& normal, std::uint32_t begin) {
    const char first = normal.text()[begin];
    return normal.is_line_start(begin) || first < 'a' || first > 'z';
}

std::uint32_t line_begin(const text::NormalText& normal, std::uint32_t pos) {
    const std::vector<std::uint32_t>& starts = normal.line_starts();
    const auto after = std::upper_bound(starts.begin(), starts.end(), pos);
    return after == starts.begin() ? 0 : *std::prev(after);
}

bool names_issue(const Matches& matches, const Match& match) {
    const auto captures = matches.captures_of(match);
    return std::any_of(captures.begin(), captures.end(), [](const Capture& capture) {
        return capture.slot.kind == profile::SlotKind::issue_number || capture.slot.kind == profile::SlotKind::period;
    });
}

/// The first range that begins at `pos` or behind it.
std::vector<text::Range>::const_iterator first_from(const std::vector<text::Range>& ranges, std::uint32_t pos) {
    return std::lower_bound(ranges.begin(), ranges.end(), pos,
                            [](text::Range range, std::uint32_t at) { return range.begin < at; });
}

/// The position behind the last of `marks` between `begin` and `end`; `begin` when there is none.
std::uint32_t behind_last(std::string_view text, std::string_view marks, std::uint32_t begin, std::uint32_t end) {
    const auto is_mark = [marks](char c) { return std::find(marks.begin(), marks.end(), c) != marks.end(); };
    while (end > begin && !is_mark(text[end - 1])) --end;
    return end;
}

bool begins_within(const std::vector<text::Range>& ranges, std::uint32_t begin, std::uint32_t end) {
    const auto first = first_from(ranges, begin);
    return first != ranges.end() && first->begin < end;
}

void sort(std::vector<text::Range>& ranges) {
    std::sort(ranges.begin(), ranges.end(), [](text::Range a, text::Range b) { return a.begin < b.begin; });
}

}  // namespace

ScopeFinder::ScopeFinder(const text::NormalText& normal, const profile::Profile& profile, const Matches& matches)
    : normal_(normal), profile_(profile) {
    std::vector<text::Range> same;
    for (const Match& match : matches.all) {
        if (match.cut) continue;
        const profile::Rule& rule = profile.rules[match.rule];
        if (rule.kind == profile::RuleKind::same_scope) same.push_back(match.range);
        if (rule.kind == profile::RuleKind::this_period) this_period_.push_back(match.range);
        if (rule.kind == profile::RuleKind::goes_on) goes_on_.push_back(match.range);
        if (rule.kind == profile::RuleKind::value) {
            values_.push_back(match.range);
            if (!rule.weak && normal.is_line_start(match.range.begin) && names_issue(matches, match))
                titles_.push_back(match.range.end);
        }
        if (rule.kind == profile::RuleKind::heading && may_head(normal, match.range.begin))
            headings_.push_back({match.range, &rule});
    }
    // Of the phrases that begin before a match's end, the one that reaches farthest tells whether any overlaps the
    // match.
    for (std::size_t i = 1; i < same.size(); ++i) same[i].end = std::max(same[i].end, same[i - 1].end);
    for (const Match& match : matches.all) {
        const profile::RuleKind kind = profile.rules[match.rule].kind;
        const bool scope = kind == profile::RuleKind::other_scope || kind == profile::RuleKind::other_time ||
                           kind == profile::RuleKind::last_period || kind == profile::RuleKind::scope_opener;
        if (match.cut || !scope) continue;
        const auto behind = first_from(same, match.range.end);
        const bool harmless = behind != same.begin() && std::prev(behind)->end > match.range.begin;
        if (harmless) continue;
        if (kind == profile::RuleKind::other_scope) places_.push_back(match.range);
        if (kind == profile::RuleKind::scope_opener) openers_.push_back(match.range);
        if (kind == profile::RuleKind::other_time) times_.push_back(match.range);
        if (kind == profile::RuleKind::last_period) last_period_.push_back(match.range);
    }
    add_periods(matches);
    sort(times_);
    drop_comparisons();
    carry_announcements(matches);
}

/// "(last year 512)" behind a value says nothing of what stands around it.
void ScopeFinder::drop_comparisons() {
    constexpr std::uint32_t longest = 90;  // bytes
    const std::string_view text = normal_.text();
    std::vector<text::Range> brackets;
    for (const text::Range value : values_) {
        if (value.end >= text.size() || text[value.end] != '(') continue;
        const std::size_t close = text.substr(value.end, longest).find(')');
        if (close == std::string_view::npos) continue;
        const text::Range bracket{value.end, value.end + static_cast<std::uint32_t>(close)};
        if (!begins_within(values_, bracket.begin, bracket.end)) brackets.push_back(bracket);
    }
    if (brackets.empty()) return;
    sort(brackets);
    const auto compares = [&](text::Range phrase) {
        auto bracket = first_from(brackets, phrase.begin);
        if (bracket == brackets.begin() || (--bracket)->end < phrase.end) return false;
        const std::string_view rest = text.substr(phrase.end, bracket->end - phrase.end);
        return rest.find_first_of("0123456789") != std::string_view::npos;
    };
    std::vector<text::Range> comparing;
    for (const std::vector<text::Range>* phrases : {&times_, &last_period_}) {
        for (const text::Range phrase : *phrases) {
            if (compares(phrase))
                comparing.push_back(*std::prev(
                    std::upper_bound(brackets.begin(), brackets.end(), phrase.begin,
                                     [](std::uint32_t at, text::Range bracket) { return at < bracket.begin; })));
        }
    }
    sort(comparing);
    std::erase_if(times_, compares);
    std::erase_if(last_period_, compares);
    std::erase_if(openers_, [&](text::Range opener) {
        const auto bracket = first_from(comparing, opener.begin + 1);
        return bracket != comparing.begin() && std::prev(bracket)->end > opener.begin;
    });
}

/// "Here is last year:" holds up to the next heading or the next words of this period.
void ScopeFinder::carry_announcements(const Matches& matches) {
    for (const Match& match : matches.all) {
        if (match.cut || profile_.rules[match.rule].kind != profile::RuleKind::announces) continue;
        if (!carried_.empty() && carried_.back().end > match.range.begin) continue;
        const std::uint32_t begin = context_begin(match.range.begin);
        std::uint32_t end = clause_end(normal_.text(), match.range.end);
        if (!other_before(begin, match.range.begin) && !any_within(match.range.begin, end)) continue;
        std::uint32_t until = static_cast<std::uint32_t>(normal_.text().size());
        if (const auto back = first_from(this_period_, end); back != this_period_.end()) until = back->begin;
        const auto heading =
            std::upper_bound(headings_.begin(), headings_.end(), end,
                             [](std::uint32_t at, const Heading& other) { return at < other.range.end; });
        if (heading != headings_.end()) until = std::min(until, heading->range.begin);
        carried_.push_back({end, until});
    }
}

/// Ranges of days that are not the report's own, and "last week" where the report speaks of this week, are other times.
void ScopeFinder::add_periods(const Matches& matches) {
    const profile::Check* check = profile_.period_check();
    struct Printed {
        value::DayRange days;
        bool title;
    };
    std::vector<Printed> printed;
    for (const Match& match : matches.all) {
        const profile::Rule& rule = profile_.rules[match.rule];
        if (rule.kind != profile::RuleKind::value || match.cut || !is_readable(match, rule)) continue;
        for (const Capture& capture : matches.captures_of(match)) {
            if (capture.slot.kind == profile::SlotKind::period)
                printed.push_back({capture.days, !rule.weak && normal_.is_line_start(match.range.begin)});
        }
    }
    const auto fits = [&](const Printed& range) {
        return check == nullptr || value::days_in(range.days) == check->days;
    };
    // The report's own: a title's, or else the only one that is as long as a period.
    auto own = std::find_if(printed.begin(), printed.end(), [](const Printed& range) { return range.title; });
    if (own == printed.end()) own = std::find_if(printed.begin(), printed.end(), fits);
    if (own != printed.end()) own_days_ = own->days;
    const auto same = [&](const Printed& range) { return value::may_be_same(own->days, range.days); };
    const bool several =
        own != printed.end() && !own->title &&
        !std::all_of(printed.begin(), printed.end(), [&](const Printed& range) { return !fits(range) || same(range); });
    bool named = false;  // "last week (3 to 9 February)"
    for (const Printed& range : printed) {
        if (own == printed.end()) break;
        if (several || !same(range)) times_.push_back(range.days.printed);
        constexpr std::uint32_t nearest = 4;  // bytes: a bracket, a comma
        const std::uint32_t begin = range.days.printed.begin;
        const auto behind = first_from(last_period_, begin);
        named = named || (same(range) && behind != last_period_.begin() && begin - std::prev(behind)->end <= nearest);
    }
    if (named || (this_period_.empty() && own == printed.end())) last_period_.clear();
}

bool ScopeFinder::any_within(std::uint32_t begin, std::uint32_t end) const {
    return begins_within(places_, begin, end) || begins_within(times_, begin, end) ||
           begins_within(last_period_, begin, end);
}

bool ScopeFinder::speaks_of_this(text::Range heading) const {
    return begins_within(this_period_, heading.begin, heading.end);
}

bool ScopeFinder::is_heading(text::Range range) const {
    const auto section =
        std::upper_bound(headings_.begin(), headings_.end(), range.begin,
                         [](std::uint32_t at, const Heading& heading) { return at < heading.range.end; });
    if (section != headings_.end() && section->range.begin < range.end) return true;
    const auto title = std::upper_bound(titles_.begin(), titles_.end(), range.begin);
    return title != titles_.end() && *title <= range.end + 1;
}

bool ScopeFinder::is_readable(const Match& match, const profile::Rule& rule) const {
    const auto after = std::upper_bound(headings_.begin(), headings_.end(), match.range.begin,
                                        [](std::uint32_t at, const Heading& other) { return at < other.range.end; });
    const profile::Rule* section = after == headings_.begin() ? nullptr : std::prev(after)->rule;
    if (!rule.only_in.empty()) return section != nullptr && section->section == rule.only_in;
    return section == nullptr || !section->ignored || (rule.timeless && !rule.weak);
}

/// Where the text behind headlines begins, from `begin` to `pos`: a line near the top that is much shorter than the
/// next one has not been wrapped: its "last week" is the writer's, and its places are the site's or the paper's. A line
/// that announces what follows ("last week:") is no headline.
std::uint32_t ScopeFinder::skip_headlines(std::uint32_t begin, std::uint32_t pos) const {
    constexpr std::size_t top_lines = 12;
    constexpr std::string_view announces = ",;:(";
    const std::vector<std::uint32_t>& starts = normal_.line_starts();
    for (std::size_t i = 0; i + 1 < std::min(starts.size(), top_lines) && starts[i + 1] <= pos; ++i) {
        if (starts[i] < begin) continue;
        std::uint32_t last = starts[i + 1];
        while (last > starts[i] && text::is_white(normal_.text()[last - 1])) --last;
        const std::uint32_t next =
            i + 2 < starts.size() ? starts[i + 2] : static_cast<std::uint32_t>(normal_.text().size());
        const bool much_shorter = (last - starts[i]) * 3 < (next - starts[i + 1]) * 2;
        const bool open = last > starts[i] && announces.find(normal_.text()[last - 1]) != std::string_view::npos;
        if (much_shorter && !open) begin = starts[i + 1];
    }
    return begin;
}

/// Begin of the sentence at `pos`, or of an earlier one with which it goes on.
std::uint32_t ScopeFinder::context_begin(std::uint32_t pos) const {
    constexpr int most_sentences = 3;
    std::uint32_t begin = text::sentence_begin(normal_.text(), pos);
    for (int i = 0; i < most_sentences && begin > 0; ++i) {
        const auto phrase = first_from(goes_on_, begin);
        if (phrase == goes_on_.end() || phrase->begin != begin) break;
        std::uint32_t before = begin;
        while (before > 0 && text::is_white(normal_.text()[before - 1])) --before;
        // to the sentence that ends here, and to its begin
        constexpr std::uint32_t longest_mark = 3;
        begin = text::sentence_begin(normal_.text(), before > longest_mark ? before - longest_mark : 0);
    }
    return begin;
}

bool ScopeFinder::time_before(const std::vector<text::Range>& times, std::uint32_t begin, std::uint32_t pos) const {
    if (!begins_within(times, begin, pos)) return false;
    const std::string_view text = normal_.text();
    // A time before the first comma sets the scene for all of the sentence, unless a value stands there, too.
    const std::size_t comma = text.substr(begin, pos - begin).find_first_of(",;");
    std::uint32_t scene = comma == std::string_view::npos ? pos : begin + static_cast<std::uint32_t>(comma);
    if (const auto value = first_from(values_, begin); value != values_.end()) scene = std::min(scene, value->begin);
    // The words of this period end what the clauses before them speak of.
    std::uint32_t ended = begin;
    const auto back = first_from(this_period_, pos);
    if (back != this_period_.begin() && std::prev(back)->begin > begin)
        ended = behind_last(text, ",;", begin, std::prev(back)->begin);
    const std::uint32_t part = behind_last(text, ";", begin, pos);
    for (auto phrase = first_from(times, begin); phrase != times.end() && phrase->begin < pos; ++phrase) {
        if (phrase->begin >= ended && (phrase->begin >= part || phrase->end <= scene)) return true;
    }
    return false;
}

bool ScopeFinder::other_before(std::uint32_t begin, std::uint32_t pos) const {
    if (time_before(times_, begin, pos)) return true;
    begin = skip_headlines(begin, pos);
    const bool place =
        begins_within(places_, begin, pos) && begins_within(places_, behind_last(normal_.text(), ";", begin, pos), pos);
    return place || time_before(last_period_, begin, pos);
}

/// An opener that starts the sentence or a clause, or is written with a capital letter, as if a heading had lost its
/// line's end before it.
bool ScopeFinder::opens_clause(std::uint32_t begin, std::uint32_t end) const {
    const std::string_view text = normal_.text();
    for (auto opener = first_from(openers_, begin); opener != openers_.end() && opener->begin < end; ++opener) {
        const std::uint32_t at = opener->begin;
        std::uint32_t before = at;
        while (before > begin && text::is_white(text[before - 1])) --before;
        constexpr std::string_view clause_marks = ",;:(\"";
        const bool starts = before == begin || clause_marks.find(text[before - 1]) != std::string_view::npos;
        if (starts || (text[at] >= 'A' && text[at] <= 'Z')) return true;
    }
    return false;
}

bool ScopeFinder::is_other_behind(const Match& match) const {
    const std::string_view text = normal_.text();
    auto limit = static_cast<std::uint32_t>(text.size());
    const auto heading =
        std::lower_bound(headings_.begin(), headings_.end(), match.range.end,
                         [](const Heading& other, std::uint32_t at) { return other.range.begin < at; });
    if (heading != headings_.end()) limit = heading->range.begin;
    // A label's figure shares its line, so that nothing behind it matters.
    if (profile_.rules[match.rule].kind == profile::RuleKind::panel_label)
        limit = std::min(limit, normal_.next_line_start(match.range.end));
    const std::uint32_t behind = match.range.end;
    const std::uint32_t end = std::min(clause_end(text, behind), limit);
    if (any_within(behind, end) || begins_within(openers_, behind, end)) return true;
    if (openers_.empty() || end >= limit || text[end] != ',') return false;
    const std::uint32_t next = std::min(value::skip_white(text, end + 1), limit);
    return any_within(next, next + 1) || begins_within(openers_, next, next + 1);
}

bool ScopeFinder::is_other(const Match& match, std::span<const text::Range> gaps) const {
    if (places_.empty() && times_.empty() && last_period_.empty() && openers_.empty()) return false;
    const auto carried = first_from(carried_, match.range.begin + 1);
    if (carried != carried_.begin() && std::prev(carried)->end > match.range.begin) return true;
    // Nothing in reach: the sentences before and the clause behind are not looked for.
    constexpr std::uint32_t reach = 2600;  // bytes
    const std::uint32_t nearest = match.range.begin > reach ? match.range.begin - reach : 0;
    if (!any_within(nearest, match.range.end + reach) && !begins_within(openers_, nearest, match.range.end + reach))
        return false;
    const std::string_view text = normal_.text();
    std::uint32_t begin = context_begin(match.range.begin);
    const auto heading = std::upper_bound(headings_.begin(), headings_.end(), match.range.begin,
                                          [](std::uint32_t at, const Heading& other) { return at < other.range.end; });
    if (heading != headings_.begin()) begin = std::max(begin, std::prev(heading)->range.end);
    const auto title = std::upper_bound(titles_.begin(), titles_.end(), match.range.begin);
    if (title != titles_.begin()) begin = std::max(begin, *std::prev(title));
    while (begin < match.range.begin && text::is_white(text[begin])) ++begin;
    if (profile_.rules[match.rule].kind == profile::RuleKind::panel_label) {
        // A time may be the caption of all labels; a place in another box is that box's.
        if (time_before(times_, begin, match.range.begin) || time_before(last_period_, begin, match.range.begin))
            return true;
        begin = std::max(begin, line_begin(normal_, match.range.begin));
    }
    if (begin < match.range.begin && other_before(begin, match.range.begin)) return true;
    if (begins_within(openers_, begin, match.range.begin) &&
        opens_clause(behind_last(text, ";", begin, match.range.begin), match.range.begin))
        return true;
    if (is_other_behind(match)) return true;
    return std::any_of(gaps.begin(), gaps.end(), [this](text::Range gap) { return any_within(gap.begin, gap.end); });
}

}  // namespace certdelta::extract
