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

/// Not another issue than the report's own.
bool names_issue(const Matches& matches, const Match& match, const OwnTime& own) {
    const auto captures = matches.captures_of(match);
    return std::any_of(captures.begin(), captures.end(), [&](const Capture& capture) {
        if (capture.slot.kind == profile::SlotKind::issue_number)
            return own.issue && capture.value == Decimal::from_integer(*own.issue);
        return capture.slot.kind == profile::SlotKind::period;
    });
}

/// A phrase that names an issue ("Week 42") and means the report itself, or no number of it is known.
bool names_own_issue(const Matches& matches, const Match& match, const OwnTime& own) {
    const auto captures = matches.captures_of(match);
    return std::any_of(captures.begin(), captures.end(), [&](const Capture& capture) {
        return capture.slot.kind == profile::SlotKind::issue_number &&
               (!own.issue || capture.value == Decimal::from_integer(*own.issue));
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
    find_own_time(matches);
    asks_ = normal.text().find('?') != std::string_view::npos;
    for (const Match& match : matches.all) {
        if (match.cut) continue;
        const profile::Rule& rule = profile.rules[match.rule];
        if (rule.kind == profile::RuleKind::same_scope) same_.push_back(match.range);
        if (rule.kind == profile::RuleKind::this_period) this_period_.push_back(match.range);
        if (rule.kind == profile::RuleKind::goes_on) goes_on_.push_back(match.range);
        if (rule.kind == profile::RuleKind::value) {
            values_.push_back(match.range);
            if (!rule.weak && normal.is_line_start(match.range.begin) && names_issue(matches, match, own_))
                titles_.push_back(match.range.end);
        }
        if (rule.kind == profile::RuleKind::heading && may_head(normal, match.range.begin))
            headings_.push_back({match.range, &rule});
    }
    // Of the phrases that begin before a match's end, the one that reaches farthest tells whether any overlaps the
    // match.
    for (std::size_t i = 1; i < same_.size(); ++i) same_[i].end = std::max(same_[i].end, same_[i - 1].end);
    for (const Match& match : matches.all) {
        const profile::RuleKind kind = profile.rules[match.rule].kind;
        const bool scope = kind == profile::RuleKind::other_scope || kind == profile::RuleKind::other_time ||
                           kind == profile::RuleKind::last_period || kind == profile::RuleKind::scope_opener;
        if (match.cut || !scope || is_harmless(match.range) || names_own_issue(matches, match, own_)) continue;
        if (kind == profile::RuleKind::other_scope) places_.push_back(match.range);
        if (kind == profile::RuleKind::scope_opener) openers_.push_back(match.range);
        if (kind == profile::RuleKind::other_time) times_.push_back(match.range);
        if (kind == profile::RuleKind::last_period) last_period_.push_back(match.range);
    }
    add_periods(matches);
    sort(times_);
    drop_comparisons();
    carry_announcements(matches);
    carry_captions();
    merge_carried();
}

bool ScopeFinder::is_harmless(text::Range range) const {
    const auto behind = first_from(same_, range.end);
    return behind != same_.begin() && std::prev(behind)->end > range.begin;
}

/// Of the titles, or else of the first range of days that is as long as a period.
void ScopeFinder::find_own_time(const Matches& matches) {
    const profile::Check* check = profile_.period_check();
    std::optional<value::DayRange> mentioned;
    for (const Match& match : matches.all) {
        const profile::Rule& rule = profile_.rules[match.rule];
        if (rule.kind != profile::RuleKind::value || match.cut) continue;
        const bool title = !rule.weak && normal_.is_line_start(match.range.begin);
        for (const Capture& capture : matches.captures_of(match)) {
            const auto number = static_cast<std::int32_t>(capture.value.micros() / Decimal::scale);
            const profile::SlotKind kind = capture.slot.kind;
            if (title && kind == profile::SlotKind::issue_number && !own_.issue) own_.issue = number;
            if (title && kind == profile::SlotKind::issue_year && !own_.year) own_.year = number;
            if (kind != profile::SlotKind::period) continue;
            if (title && !own_.days) own_.days = capture.days;
            const bool fits = check == nullptr || value::days_in(capture.days) == check->days;
            if (fits && !mentioned) mentioned = capture.days;
        }
    }
    if (!own_.days) own_.days = mentioned;
}

/// A line of its own that names another time or place.
bool ScopeFinder::is_caption_line(text::Range line) const {
    const std::uint32_t begin = skip_item_mark(normal_, line.begin);
    std::uint32_t end = line.end;
    if (end > begin && normal_.text()[end - 1] == ':') --end;
    const auto is_all = [&](const std::vector<text::Range>& phrases) {
        const auto phrase = first_from(phrases, begin);
        return phrase != phrases.end() && phrase->begin == begin && phrase->end >= end;
    };
    if (is_all(places_) || is_all(times_)) return true;
    const auto time = read_time_caption(normal_, begin, end, own_, profile_.lexicon);
    if (!time || time->range.end < end || !time->other || time->is_last_day) return false;
    // A cover prints the month or the year before the first section.
    const bool cover = headings_.empty() || begin < headings_.front().range.begin;
    return !(cover && time->holds_own);
}

/// A caption on a line of its own holds up to the next such line, the next heading, or words of this period.
void ScopeFinder::carry_captions() {
    constexpr std::uint32_t longest = 40;  // bytes
    constexpr std::string_view closes = ".:!?;%)";
    constexpr std::string_view ideographic_full_stop = "\xE3\x80\x82";
    const std::string_view text = normal_.text();
    const std::vector<std::uint32_t>& starts = normal_.line_starts();
    const auto starts_anew = [&](std::uint32_t at) {
        return at >= text.size() || !((text[at] >= 'a' && text[at] <= 'z') || text[at] == ',');
    };
    const auto heads = [&](std::uint32_t end) {
        const auto behind =
            std::lower_bound(headings_.begin(), headings_.end(), end,
                             [](const Heading& heading, std::uint32_t at) { return heading.range.begin < at; });
        const bool heading = behind != headings_.begin() && end <= std::prev(behind)->range.end + 1;
        return heading || std::binary_search(titles_.begin(), titles_.end(), end);
    };
    std::optional<text::Range> open;
    const auto close = [&](std::uint32_t at) {
        if (open) carried_.push_back({open->begin, at});
        open.reset();
    };
    bool closed_before = true;  // what stands before the line has ended
    bool parted = true;         // a sentence or a heading has ended there
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const std::uint32_t next = i + 1 < starts.size() ? starts[i + 1] : static_cast<std::uint32_t>(text.size());
        std::uint32_t end = next;
        while (end > starts[i] && text::is_white(text[end - 1])) --end;
        const bool is_short = end > starts[i] && end - starts[i] <= longest && starts_anew(starts[i]);
        if (is_short && closed_before && starts_anew(next)) {
            const text::Range line{starts[i], end};
            // A bare number is a year only where a sentence follows: a torn panel prints its figures like that.
            const bool bare = std::all_of(text.begin() + line.begin, text.begin() + line.end, text::is_digit);
            std::uint32_t behind = next;
            while (behind < text.size() && text[behind] != '\n') ++behind;
            const bool caption = (!bare || (parted && behind - next > longest)) && is_caption_line(line);
            const bool figures =
                text.substr(line.begin, end - line.begin).find_first_of("0123456789") != std::string_view::npos;
            if (caption || !figures) close(line.begin);
            if (caption) open = text::Range{end, end};
        }
        const bool ends = end > starts[i] && (closes.find(text[end - 1]) != std::string_view::npos ||
                                              text.substr(0, end).ends_with(ideographic_full_stop));
        parted = ends || heads(end);
        closed_before = ends || is_short;
    }
    close(static_cast<std::uint32_t>(text.size()));
}

/// By position, none over another, each up to the next heading, title, or words of this period.
void ScopeFinder::merge_carried() {
    for (text::Range& range : carried_) {
        const auto heading =
            std::upper_bound(headings_.begin(), headings_.end(), range.begin,
                             [](std::uint32_t at, const Heading& other) { return at < other.range.end; });
        if (heading != headings_.end()) range.end = std::min(range.end, heading->range.begin);
        if (const auto back = first_from(this_period_, range.begin); back != this_period_.end())
            range.end = std::min(range.end, back->begin);
        const auto title = std::upper_bound(titles_.begin(), titles_.end(), range.begin);
        if (title != titles_.end()) range.end = std::min(range.end, *title);
    }
    std::erase_if(carried_, [](text::Range range) { return range.end <= range.begin; });
    sort(carried_);
    for (std::size_t i = 1; i < carried_.size(); ++i) carried_[i].end = std::max(carried_[i].end, carried_[i - 1].end);
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
        const std::uint32_t begin = context_begin(match.range.begin);
        std::uint32_t end = clause_end(normal_.text(), match.range.end);
        if (!other_before(begin, match.range.begin) && !any_within(match.range.begin, end)) continue;
        carried_.push_back({end, static_cast<std::uint32_t>(normal_.text().size())});
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
    std::vector<text::Range> own_ranges;
    for (const Printed& range : printed) {
        if (own != printed.end() && !several && same(range)) own_ranges.push_back(range.days.printed);
    }
    drop_own_periods(std::move(own_ranges));
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

/// The words that lead to the report's own days ("in the week from") are no other time, nor is what looks like one in
/// them.
void ScopeFinder::drop_own_periods(std::vector<text::Range> own) {
    if (own.empty()) return;
    constexpr std::uint32_t longest_lead = 40;  // bytes
    constexpr int most_leads = 4;
    for (text::Range& range : own) {
        for (int i = 0; i < most_leads; ++i) {
            const std::uint32_t begin = range.begin;
            const std::uint32_t lowest = begin > longest_lead ? begin - longest_lead : 0;
            for (const std::vector<text::Range>* phrases : {&places_, &times_, &openers_}) {
                for (auto phrase = first_from(*phrases, lowest); phrase != phrases->end() && phrase->begin < begin;
                     ++phrase) {
                    if (phrase->end + 1 >= begin) range.begin = std::min(range.begin, phrase->begin);
                }
            }
            if (range.begin == begin) break;
        }
    }
    sort(own);
    const auto is_own = [&](text::Range phrase) {
        const auto behind = first_from(own, phrase.end);
        return behind != own.begin() && std::prev(behind)->end > phrase.begin;
    };
    std::erase_if(places_, is_own);
    std::erase_if(times_, is_own);
    std::erase_if(openers_, is_own);
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

/// The sentence that begins at `begin` has a caption of its own before the match at `pos`.
bool ScopeFinder::has_other_caption(std::uint32_t begin, std::uint32_t pos) const {
    begin = skip_item_mark(normal_, begin);
    if (begin >= pos) return false;
    if (const auto time = read_time_caption(normal_, begin, pos, own_, profile_.lexicon)) {
        const bool line = normal_.is_line_start(value::skip_white(normal_.text(), time->range.end));
        return !line && time->other && time->range.end <= pos;
    }
    const auto name = read_name_caption(normal_, begin);
    return name && name->end <= pos && !is_harmless(*name);
}

/// "253 incidents more than last week": what is printed is how many more.
bool ScopeFinder::is_compared(std::uint32_t pos) const {
    const value::Lexicon& lexicon = profile_.lexicon;
    const std::string_view text = normal_.text();
    const auto more = lexicon.increase_nouns.match(text, value::skip_white(text, pos));
    return more.matched && lexicon.measured_against.match(text, value::skip_white(text, more.end)).matched;
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
    if (is_compared(behind)) return true;
    if (asks_ && behind < limit) {
        const std::uint32_t close = text::sentence_end(text, behind);
        const bool asked =
            close <= limit && text[close - 1] == '?' && (close == text.size() || text::is_white(text[close]));
        if (asked) return true;
    }
    const std::uint32_t end = std::min(clause_end(text, behind), limit);
    if (any_within(behind, end) || begins_within(openers_, behind, end)) return true;
    if (openers_.empty() || end >= limit || text[end] != ',') return false;
    const std::uint32_t next = std::min(value::skip_white(text, end + 1), limit);
    return any_within(next, next + 1) || begins_within(openers_, next, next + 1);
}

bool ScopeFinder::is_other(const Match& match, std::span<const text::Range> gaps) const {
    const auto carried = first_from(carried_, match.range.begin + 1);
    if (carried != carried_.begin() && std::prev(carried)->end > match.range.begin) return true;
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
    } else if (has_other_caption(begin, match.range.begin)) {
        return true;
    }
    if (begin < match.range.begin && other_before(begin, match.range.begin)) return true;
    if (begins_within(openers_, begin, match.range.begin) &&
        opens_clause(behind_last(text, ";", begin, match.range.begin), match.range.begin))
        return true;
    if (is_other_behind(match)) return true;
    return std::any_of(gaps.begin(), gaps.end(), [this](text::Range gap) { return any_within(gap.begin, gap.end); });
}

}  // namespace certdelta::extract
