#include "extract/scope.h"

#include <algorithm>
#include <initializer_list>

#include "extract/ranges.h"
#include "text/literal.h"
#include "text/sentence.h"

namespace certdelta::extract {
namespace {

using profile::RuleKind;

/// A heading's words inside a sentence, in small letters, are no heading ("new vulnerabilities").
bool may_head(const text::NormalText& normal, std::uint32_t begin) {
    const char first = normal.text()[begin];
    return normal.is_line_start(begin) || first < 'a' || first > 'z';
}

/// Makes one of ranges that follow each other directly.
void join(std::vector<text::Range>& ranges) {
    std::vector<text::Range> joined;
    for (const text::Range range : ranges) {
        if (!joined.empty() && joined.back().end == range.begin)
            joined.back().end = range.end;
        else
            joined.push_back(range);
    }
    ranges = std::move(joined);
}

/// Nothing but marks and a number stands beside the words on their line. Before the report has named itself, such a
/// line is part of the page that it stands on.
bool has_own_line(const text::NormalText& normal, text::Range words) {
    constexpr std::uint32_t longest_number = 12;  // bytes: an item's number in brackets, and its comma
    const std::uint32_t line = line_begin(normal, words.begin);
    const std::string_view behind = normal.text().substr(words.end, normal.next_line_start(words.end) - words.end);
    return words.begin - line <= longest_number && behind.find_first_not_of(" \t\n:#*),") == std::string_view::npos;
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

/// The position behind the last of `marks` between `begin` and `end`; `begin` when there is none.
template <char... marks>
std::uint32_t behind_last(std::string_view text, std::uint32_t begin, std::uint32_t end) {
    while (end > begin && !((text[end - 1] == marks) || ...)) --end;
    return end;
}

}  // namespace

ScopeFinder::ScopeFinder(const text::NormalText& normal, const profile::Profile& profile, const Matches& matches)
    : normal_(normal), profile_(profile), matches_(matches), marks_(normal.text()) {
    asks_ = normal.text().find('?') != std::string_view::npos;
    quotes_ = !profile.lexicon.unspaced && normal.text().find("\"\n") != std::string_view::npos;
    for (std::size_t colon = normal.text().find(':'); colon != std::string_view::npos;
         colon = normal.text().find(':', colon + 1))
        colons_.push_back(static_cast<std::uint32_t>(colon));
    Sorted sorted;
    for (const Match& match : matches.all) {
        const profile::Rule& rule = profile.rules[match.rule];
        if (match.cut) continue;
        if (rule.kind == RuleKind::heading) {
            add_heading(match, rule);
        } else if (rule.kind == RuleKind::same_scope) {
            add_same_scope(match);
        } else if (std::vector<text::Range>* const ranges = ranges_of(rule.kind)) {
            add(*ranges, match.range);
            if (rule.kind == RuleKind::value) add(rule.timeless ? identity_ : figures_, match.range);
        }
        sort_out(match, rule, sorted);
    }
    find_identity_lines();
    std::erase_if(headings_, [this](const Heading& heading) { return is_column(heading); });
    set_labels_apart(sorted);
    sort(same_);
    reach_over(same_);
    // The end of what the profile knows is no voice: "by and large, to say it in short, ..." in Chinese.
    std::erase_if(voices_, [this](text::Range voice) {
        const auto behind = first_from(same_, voice.begin);
        return behind != same_.begin() && std::prev(behind)->end > voice.begin;
    });
    if (profile.lexicon.unspaced) join(voices_);  // who "monitors" stands before "monitoring finds"
    for (const text::Range week : last_period_) {
        if (is_harmless(week)) compared_.push_back(week);
    }
    for (std::vector<text::Range>* const phrases : {&places_, &last_period_, &openers_, &denies_})
        std::erase_if(*phrases, [this](text::Range phrase) { return is_harmless(phrase); });
    // "in the week" is harmless, "in the week before" is not.
    std::erase_if(times_, [this](text::Range time) { return is_harmless(time) && any_holds(same_, time.end - 1); });

    set_aside(sorted);
    const std::vector<PrintedPeriod> periods = printed_periods(sorted);
    own_ = find_own_time(profile, matches, sorted.titles, periods);
    for (const Match* const title : sorted.titles) {
        if (names_issue(matches, *title, own_)) titles_.push_back(title->range.end);
    }
    drop_labels();
    add_periods(periods);
    add_other_times(sorted);
    drop_comparisons();
    find_others();
    carry_announcements(sorted);
    carry_captions();
    carry_scenes();
    carry_voices();
    close_carried();
    carry_back(sorted);
    date_back();
    sort(carried_);
    reach_over(carried_);
}

void ScopeFinder::add_heading(const Match& match, const profile::Rule& rule) {
    if (!may_head(normal_, match.range.begin)) return;
    const bool named = !figures_.empty() || (!rule.closing && !identity_.empty());
    if (!rule.own_line || (named && has_own_line(normal_, match.range))) headings_.push_back({match.range, &rule});
}

void ScopeFinder::add_same_scope(const Match& match) {
    if (match.gaps > 0 && runs_over_clause(match)) return;
    if (!profile_.lexicon.unspaced || match.gaps == 0 || normal_.text()[match.range.begin] == '(') {
        add(same_, match.range);
        return;
    }
    // "with the help of ...": whom or what is named in it is looked at like any other words
    const auto gaps = matches_.gaps_of(match);
    add(same_, {match.range.begin, gaps.front().begin});
    add(same_, {gaps.back().end, match.range.end});
}

inline void ScopeFinder::sort_out(const Match& match, const profile::Rule& rule, Sorted& sorted) const {
    switch (rule.kind) {
        case RuleKind::dated:
            sorted.dated.push_back(&match);
            break;
        case RuleKind::announces:
            sorted.announces.push_back(&match);
            break;
        case RuleKind::looks_back:
            sorted.looks_back.push_back(&match);
            break;
        case RuleKind::value:
            sort_out_value(match, rule, sorted);
            break;
        default:
            break;
    }
}

void ScopeFinder::sort_out_value(const Match& match, const profile::Rule& rule, Sorted& sorted) const {
    if (!rule.only_in.empty()) sorted.labels.push_back(&match);
    const auto captures = matches_.captures_of(match);
    const bool title = is_title(normal_, rule, match);
    if (title) sorted.titles.push_back(&match);
    const bool days = std::any_of(captures.begin(), captures.end(), [](const Capture& capture) {
        return capture.slot.kind == profile::SlotKind::period;
    });
    if (title || days) sorted.periods.push_back(&match);
}

/// "Duty Editor: ..." without its section's heading: it heads a block of the section's labels, and no section. A label
/// stands right behind the value before it, or begins the next line.
void ScopeFinder::set_labels_apart(const Sorted& sorted) {
    const std::vector<const Match*>& labels = sorted.labels;
    if (labels.empty()) return;
    const auto follows = [this](std::uint32_t end, std::uint32_t begin) {
        const std::string_view text = normal_.text();
        const std::uint32_t next = normal_.next_line_start(end);
        const std::uint32_t from = begin >= next && normal_.is_line_start(begin) ? next : end;
        return text.substr(from, begin - from).find_first_not_of(" \t\n,;") == std::string_view::npos;
    };
    const auto before = [](const Match* label, std::uint32_t pos) { return label->range.begin < pos; };
    std::vector<Heading> kept;
    auto label = labels.begin();
    for (const Heading& heading : headings_) {
        const auto is_of_section = [&](const Match* of) {
            return profile_.rules[of->rule].only_in == heading.rule->section;
        };
        label = std::lower_bound(label, labels.end(), heading.range.begin, before);
        const bool heads =
            label != labels.end() && (*label)->range.begin == heading.range.begin && is_of_section(*label);
        if (!heads) {
            kept.push_back(heading);
            continue;
        }
        if (!labelled_.empty() && labelled_.back().range.end > heading.range.begin) continue;
        text::Range block = (*label)->range;
        for (auto next = label + 1; next != labels.end() && is_of_section(*next); ++next) {
            if ((*next)->range.begin < block.end) continue;
            if (!follows(block.end, (*next)->range.begin)) break;
            block.end = (*next)->range.end;
        }
        labelled_.push_back({block, heading.rule});
    }
    headings_ = std::move(kept);
}

void ScopeFinder::set_aside(const Sorted& sorted) {
    constexpr std::string_view opens = "<!--";
    constexpr std::string_view closes = "-->";
    const std::string_view text = normal_.text();
    for (std::size_t begin = text.find(opens); begin != std::string_view::npos;) {
        const std::size_t close = text.find(closes, begin + opens.size());
        if (close == std::string_view::npos) break;
        aside_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(close)});
        begin = text.find(opens, close);
    }
    // A report that is quoted as a whole, or one that is told of and quoted from, is the report itself. Around one that
    // is quoted as a whole, somebody answers or signs.
    std::vector<text::Range> quoted = normal_.quoted();
    bool titled = false;
    for (const Match* const title : sorted.titles) {
        if (quoted.empty()) continue;
        const Match& match = *title;
        const auto captures = matches_.captures_of(match);
        const bool names = std::any_of(captures.begin(), captures.end(), [](const Capture& capture) {
            return capture.slot.kind == profile::SlotKind::issue_number ||
                   capture.slot.kind == profile::SlotKind::period;
        });
        if (!names) continue;
        if (!titled && any_holds(quoted, match.range.begin)) {
            const text::Range report = quotation_at(quoted, match.range.begin);
            quoted.clear();
            if (begins_within(figures_, report.begin, report.end))
                quoted = {{0, report.begin}, {report.end, static_cast<std::uint32_t>(normal_.text().size())}};
            titled = true;
            break;
        }
        titled = true;
        if (any_holds(quoted, match.range.begin)) quoted.clear();
    }
    if (titled) aside_.insert(aside_.end(), quoted.begin(), quoted.end());
    const std::uint32_t signature = signature_begin();
    if (!identity_.empty() && identity_.front().begin < signature)
        aside_.push_back({signature, static_cast<std::uint32_t>(normal_.text().size())});
    sort(aside_);
    reach_over(aside_);
}

/// The quotation around `pos`: a few words between its lines are the end of a line that was wrapped.
text::Range ScopeFinder::quotation_at(const std::vector<text::Range>& quoted, std::uint32_t pos) const {
    constexpr std::uint32_t longest_rest = 30;      // bytes
    constexpr std::uint32_t shortest_wrapped = 50;  // bytes
    text::Range whole;
    std::uint32_t rest = 0;
    for (const text::Range range : quoted) {
        const std::uint32_t next = value::skip_white(normal_.text(), whole.end);
        const bool anew = next < range.begin && normal_.text()[next] >= 'A' && normal_.text()[next] <= 'Z';
        if (anew || range.begin > whole.end + std::max(rest, 2U)) {
            if (whole.end > pos) break;
            whole.begin = range.begin;
        }
        whole.end = range.end;
        rest = range.end - range.begin >= shortest_wrapped ? longest_rest : 0;
    }
    return whole;
}

/// Where the signature of a mail begins: behind two dashes that are all of one of the last lines (RFC 3676, 4.3).
std::uint32_t ScopeFinder::signature_begin() const {
    constexpr std::size_t most_lines = 10;
    const std::vector<std::uint32_t>& starts = normal_.line_starts();
    const std::string_view text = normal_.text();
    for (std::size_t i = starts.size(); i > 0 && starts.size() - i < most_lines; --i) {
        const std::string_view line = text.substr(starts[i - 1]);
        if (line.starts_with("--\n") || line.starts_with("-- \n")) return starts[i - 1];
    }
    return static_cast<std::uint32_t>(text.size());
}

/// The name of a site's column above the report reads like the line of a section: the first figure of all, which is
/// said to be this period's or the report's own body's, is none of news.
bool ScopeFinder::is_column(const Heading& heading) const {
    if (!heading.rule->own_line || figures_.empty() || figures_.front().begin < heading.range.end) return false;
    const std::uint32_t figure = figures_.front().begin;
    const auto next = heading_from(heading.range.end);
    if (next != headings_.end() && next->range.begin < figure) return false;
    const std::uint32_t begin = std::max(heading.range.end, marks_.sentence_begin(figure));
    return begins_within(this_period_, begin, figure) || begins_within(own_voices_, begin, figure);
}

/// Labels without their section's heading are the report's only in the report: above what names it they are somebody
/// else's, and so is a single one behind a greeting or readers' comments.
void ScopeFinder::drop_labels() {
    std::erase_if(labelled_, [this](const Heading& block) {
        const auto next = heading_from(block.range.begin);
        const bool closed = next != headings_.begin() && std::prev(next)->rule->closing;
        const bool single = normal_.next_line_start(block.range.begin + 1) >= block.range.end;
        return (closed && single) || (!titles_.empty() && block.range.begin < titles_.front());
    });
}

/// What is harmless does not hold what other clauses say, unless a bracket holds all.
bool ScopeFinder::runs_over_clause(const Match& match) const {
    const auto gaps = matches_.gaps_of(match);
    return normal_.text()[match.range.begin] != '(' && std::any_of(gaps.begin(), gaps.end(), [this](text::Range gap) {
               return normal_.text().substr(gap.begin, gap.end - gap.begin).find_first_of(",;:") !=
                      std::string_view::npos;
           });
}

/// Where the matches of a rule are kept.
std::vector<text::Range>* ScopeFinder::ranges_of(RuleKind kind) {
    switch (kind) {
        case RuleKind::this_period:
            return &this_period_;
        case RuleKind::goes_on:
            return &goes_on_;
        case RuleKind::announces:
            return &announces_;
        case RuleKind::denies:
            return &denies_;
        case RuleKind::voice:
            return &voices_;
        case RuleKind::act:
            return &acts_;
        case RuleKind::other_actor:
            return &other_actors_;
        case RuleKind::other_title:
            return &other_titles_;
        case RuleKind::own_voice:
            return &own_voices_;
        case RuleKind::other_scope:
            return &places_;
        case RuleKind::scope_opener:
            return &openers_;
        case RuleKind::other_time:
            return &times_;
        case RuleKind::last_period:
            return &last_period_;
        case RuleKind::value:
            return &values_;
        default:
            return nullptr;
    }
}

/// Whether what the profile knows to be harmless explains the beginning of a phrase.
bool ScopeFinder::is_harmless(text::Range phrase) const { return any_holds(same_, phrase.begin); }

std::vector<PrintedPeriod> ScopeFinder::printed_periods(const Sorted& sorted) const {
    std::vector<PrintedPeriod> periods;
    std::optional<Decimal> issue;  // the first title's
    const auto is_other_issue = [&](const Match& match) {
        const auto captures = matches_.captures_of(match);
        const auto number = std::find_if(captures.begin(), captures.end(), [](const Capture& capture) {
            return capture.slot.kind == profile::SlotKind::issue_number;
        });
        if (number == captures.end()) return false;
        if (!issue) issue = number->value;
        return number->value != *issue;
    };
    for (const Match* const value : sorted.periods) {
        const Match& match = *value;
        const profile::Rule& rule = profile_.rules[match.rule];
        if (!is_readable(match, rule)) continue;
        const bool title = is_title(normal_, rule, match);
        // A link to another issue prints that issue's days.
        const bool other =
            title && is_other_issue(match) && !figures_.empty() && match.range.begin > figures_.back().begin;
        for (const Capture& capture : matches_.captures_of(match)) {
            if (capture.slot.kind == profile::SlotKind::period && !other) periods.push_back({capture.days, title});
        }
    }
    return periods;
}

/// Ranges of days that are not the report's own, and "last week" where the report speaks of this week, are other times.
void ScopeFinder::add_periods(const std::vector<PrintedPeriod>& periods) {
    const auto same = [&](const PrintedPeriod& period) {
        return own_.days && value::may_be_same(*own_.days, period.days);
    };
    const profile::Check* check = profile_.period_check();
    std::vector<text::Range> own_ranges;
    bool named = false;    // "last week (3 to 9 February)"
    bool figures = false;  // printed with the report's own days
    for (const PrintedPeriod& period : periods) {
        const text::Range printed = period.days.printed;
        // Three days are no week, either.
        const bool short_scene = !own_.days && check != nullptr && profile_.lexicon.unspaced &&
                                 value::days_in(period.days) != check->days && sets_scene(printed, true);
        if (short_scene || (own_.days && (own_.several || !same(period)))) times_.push_back(printed);
        if (!same(period)) continue;
        if (!own_.several) own_ranges.push_back(printed);
        constexpr std::uint32_t nearest = 4;  // bytes: a bracket, a comma
        const auto behind = first_from(last_period_, printed.begin);
        named = named || (behind != last_period_.begin() && printed.begin - std::prev(behind)->end <= nearest);
        // Days at the end of a line that heads what follows stand with no figure.
        const std::uint32_t next = value::skip_white(normal_.text(), printed.end);
        const bool heads = normal_.is_line_start(next) && is_heading_line(printed.begin);
        figures = figures || (!heads && begins_within(figures_, printed.end, marks_.sentence_end(printed.end)));
    }
    drop_own_periods(own_ranges);
    // Where nothing is called this period's, "last week" is the report's own: its days, unless figures stand with them.
    const bool days_apart = own_.days && (own_.titled || own_.several || figures);
    if (named || (this_period_.empty() && !days_apart)) {
        this_period_.insert(this_period_.end(), last_period_.begin(), last_period_.end());
        last_period_.clear();
    }
    this_period_.insert(this_period_.end(), own_ranges.begin(), own_ranges.end());
    sort(this_period_);
    sort(times_);
}

/// Printed days, issues and weeks that are not the report's own. What the profile knows goes on behind a day: "on 10
/// May the centre published".
void ScopeFinder::add_other_times(const Sorted& sorted) {
    DatedWeeks weeks = dated_weeks(matches_, sorted.dated, own_);
    times_.insert(times_.end(), weeks.others.begin(), weeks.others.end());
    if (!weeks.own.empty()) {
        const std::vector<text::Range> own = drop_own_periods(std::move(weeks.own));
        same_.insert(same_.end(), own.begin(), own.end());
        sort(same_);
        reach_over(same_);
    }
    for (const text::Range issue : other_issues(normal_.text(), profile_.lexicon, matches_, sorted.dated, own_)) {
        // Of "this week" and a figure behind it, the profile knows the first part: it is no issue.
        const auto known = first_from(same_, issue.begin);
        const std::uint32_t end = known == same_.begin() ? 0 : std::prev(known)->end;
        if (end <= issue.begin || end >= issue.end) times_.push_back(issue);
    }
    sort(times_);
    const bool known = own_.days && !own_.several;
    PrintedDays days = find_days(normal_.text(), marks_, profile_.lexicon, known ? own_.days : std::nullopt);
    // One day is no week: "on 18 October, 62 websites were defaced".
    if (profile_.lexicon.unspaced) {
        for (const text::Range day : days.single) {
            if (sets_scene(day, true)) days.other.push_back(day);
        }
        sort(days.other);
    }
    days_ = std::move(days.other);
    std::erase_if(days_, [this](text::Range day) {
        const auto behind = first_from(same_, day.end);
        return behind != same_.begin() && std::prev(behind)->end > day.end;
    });
}

/// The words that lead to the report's own days ("in the week from") are no other time, nor is what looks like one in
/// them. Gives the days with those words.
std::vector<text::Range> ScopeFinder::drop_own_periods(std::vector<text::Range> own) {
    if (own.empty()) return own;
    constexpr std::uint32_t longest_lead = 40;  // bytes
    constexpr int most_leads = 4;
    for (text::Range& range : own) {
        for (int i = 0; i < most_leads; ++i) {
            const std::uint32_t begin = range.begin;
            const std::uint32_t lowest = begin > longest_lead ? begin - longest_lead : 0;
            for (const std::vector<text::Range>* phrases : {&places_, &openers_}) {
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
    return own;
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

/// The first heading that begins at `pos` or behind it.
std::vector<ScopeFinder::Heading>::const_iterator ScopeFinder::heading_from(std::uint32_t pos) const {
    return std::lower_bound(headings_.begin(), headings_.end(), pos,
                            [](const Heading& heading, std::uint32_t at) { return heading.range.begin < at; });
}

bool ScopeFinder::any_within(std::uint32_t begin, std::uint32_t end) const {
    return begins_within(places_, begin, end) || begins_within(times_, begin, end) ||
           begins_within(last_period_, begin, end) || begins_within(days_, begin, end);
}

bool ScopeFinder::speaks_of_this(text::Range heading) const {
    return begins_within(this_period_, heading.begin, heading.end);
}

text::Range ScopeFinder::section_at(std::uint32_t pos) const {
    const auto starts_line = [this](const Heading& heading) { return normal_.is_line_start(heading.range.begin); };
    const auto behind = heading_from(pos + 1);
    const auto next = std::find_if(behind, headings_.end(), starts_line);
    const auto own = std::find_if(std::make_reverse_iterator(behind), headings_.rend(), starts_line);
    return {own == headings_.rend() ? 0 : own->range.begin,
            next == headings_.end() ? static_cast<std::uint32_t>(normal_.text().size()) : next->range.begin};
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
    if (any_holds(aside_, match.range.begin)) return false;
    if (!rule.only_in.empty()) {
        if (section != nullptr && section->section == rule.only_in) return true;
        const auto behind =
            std::upper_bound(labelled_.begin(), labelled_.end(), match.range.begin,
                             [](std::uint32_t at, const Heading& block) { return at < block.range.begin; });
        return behind != labelled_.begin() && std::prev(behind)->range.contains(match.range.begin) &&
               std::prev(behind)->rule->section == rule.only_in;
    }
    return section == nullptr || !section->ignored || (rule.timeless && !rule.weak);
}

bool ScopeFinder::is_cited(const Match& match) const {
    constexpr std::uint32_t longest_lead = 16;  // bytes
    const std::string_view text = normal_.text();
    if (profile_.lexicon.unspaced || matches_.captures_of(match).front().slot.kind != profile::SlotKind::issue_number)
        return false;
    std::uint32_t end = match.range.begin;
    while (end > 0 && text::is_white(text[end - 1])) --end;
    const std::uint32_t lowest = end > longest_lead ? end - longest_lead : 0;
    for (auto lead = first_from(openers_, lowest); lead != openers_.end() && lead->begin < end; ++lead) {
        if (lead->end == end) return true;
    }
    for (std::uint32_t at = lowest; at < end; ++at) {
        if (at > 0 && text::is_letter(text[at - 1])) continue;  // "Edition" ends with no "on"
        const auto lead = profile_.lexicon.measured_against.match(text, at);
        if (lead.matched && lead.end == end) return true;
    }
    return false;
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
        const bool open = (last > starts[i] && announces.find(normal_.text()[last - 1]) != std::string_view::npos) ||
                          begins_within(announces_, starts[i], last);
        if (much_shorter && !open) begin = starts[i + 1];
    }
    return begin;
}

/// Begin of the sentence at `pos`, or of an earlier one with which it goes on.
std::uint32_t ScopeFinder::context_begin(std::uint32_t pos) const {
    constexpr int most_sentences = 3;
    std::uint32_t begin = marks_.sentence_begin(pos);
    for (int i = 0; i < most_sentences && begin > 0; ++i) {
        const auto phrase = first_from(goes_on_, begin);
        if (phrase == goes_on_.end() || phrase->begin != begin) break;
        std::uint32_t before = begin;
        while (before > 0 && text::is_white(normal_.text()[before - 1])) --before;
        // to the sentence that ends here, and to its begin
        constexpr std::uint32_t longest_mark = 3;
        begin = marks_.sentence_begin(before > longest_mark ? before - longest_mark : 0);
    }
    return begin;
}

/// Whether the phrase begins a clause of the sentence and a mark parts it from what follows: "...; last week, ...".
bool ScopeFinder::is_set_apart(text::Range phrase, std::uint32_t begin) const {
    const std::string_view text = normal_.text();
    std::uint32_t before = phrase.begin;
    while (before > begin && text::is_white(text[before - 1])) --before;
    const bool starts = before == begin || text[before - 1] == ';';
    const std::uint32_t behind = value::skip_white(text, phrase.end);
    return starts && behind < text.size() && (text[behind] == ',' || text[behind] == ':');
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
        ended = behind_last<',', ';'>(text, begin, std::prev(back)->begin);
    const std::uint32_t part = behind_last<';'>(text, begin, pos);
    for (auto phrase = first_from(times, begin); phrase != times.end() && phrase->begin < pos; ++phrase) {
        if (phrase->begin < ended) continue;
        if (phrase->begin >= part || phrase->end <= scene || is_set_apart(*phrase, begin) ||
            (profile_.lexicon.unspaced && opens_scene(*phrase, begin)))
            return true;
    }
    return false;
}

/// Labels of what a site says of a text stand in the line, with a colon, and nothing else: "Published: ...". Another
/// label, another time, who counts, and a place that is all of a value say what the figures are of.
bool ScopeFinder::is_byline(text::Range line) const {
    const std::string_view text = normal_.text();
    const auto part_of_word = [text](std::uint32_t at) {
        return text::is_multibyte(text[at]) || text::is_letter(text[at]);
    };
    if (text.substr(line.begin, line.end - line.begin).find(':') == std::string_view::npos) return false;
    bool labelled = false;
    for (std::uint32_t at = line.begin; at < line.end; ++at) {
        if (text[at] == ':') {
            const bool clock =
                at > line.begin && at + 1 < line.end && text::is_digit(text[at - 1]) && text::is_digit(text[at + 1]);
            if (!clock) return false;
        }
        const auto label = profile_.bylines.match(text, at);
        const std::uint32_t colon = value::skip_white(text, label.end);
        if (!label.matched || colon >= line.end || text[colon] != ':') {
            if (begins_within(voices_, at, at + 1)) return false;
            continue;
        }
        // Where words have no spaces between them, a label may be the end of a longer one.
        if (at > line.begin && part_of_word(at - 1) && !is_apart(normal_, at)) return false;
        labelled = true;
        at = colon;
    }
    if (!labelled || begins_within(times_, line.begin, line.end) || begins_within(last_period_, line.begin, line.end))
        return false;
    for (auto place = first_from(places_, line.begin); place != places_.end() && place->begin < line.end; ++place) {
        if (place->end >= line.end || !part_of_word(place->end)) return false;
    }
    return true;
}

/// Behind the lines from `begin` on that a site sets between the title and the text: "Published: ... Views: ...".
std::uint32_t ScopeFinder::behind_bylines(std::uint32_t begin, std::uint32_t pos) const {
    constexpr std::uint32_t longest = 160;  // bytes
    constexpr int most_lines = 6;
    const std::string_view text = normal_.text();
    if (profile_.bylines.empty() || titles_.empty() || titles_.front() > begin ||
        begins_within(figures_, titles_.front(), begin))
        return begin;
    for (int i = 0; i < most_lines; ++i) {
        std::uint32_t line = begin;
        while (line < pos && text::is_white(text[line])) ++line;
        const std::uint32_t next = normal_.next_line_start(line + 1);
        if (!normal_.is_line_start(line) || next > pos || next - line > longest || begins_within(figures_, line, next))
            break;
        if (!is_byline({line, next})) break;
        begin = next;
    }
    return begin;
}

/// The next line, where nothing but a site's name stands behind the title or the issue that ends at `end`: "... | The
/// university's network". `end` where anything else does.
std::uint32_t ScopeFinder::behind_site_name(std::uint32_t end, std::uint32_t next_line) const {
    constexpr std::uint32_t longest = 60;  // bytes
    const std::string_view text = normal_.text();
    const std::uint32_t mark = value::skip_white(text, end);
    const bool named = may_follow_site_name(end) && mark + 1 < next_line && next_line - mark <= longest;
    if (!named || begins_within(figures_, mark, next_line) || begins_within(times_, mark, next_line)) return end;
    const std::string_view name = text.substr(mark + 1, next_line - mark - 1);
    return name.find_first_of("0123456789,;:") == std::string_view::npos ? next_line : end;
}

/// Whether a mark stands at `end` that may part a title from a site's name.
bool ScopeFinder::may_follow_site_name(std::uint32_t end) const {
    if (!profile_.lexicon.unspaced || end == 0) return false;
    const std::string_view text = normal_.text();
    const std::uint32_t mark = value::skip_white(text, end);
    return mark < text.size() && (text[mark] == '-' || text[mark] == '|' || text[mark] == '_');
}

/// Behind what names the issue at `begin`: a line that holds the title, the number and the days begins no sentence.
std::uint32_t ScopeFinder::behind_identity(std::uint32_t begin, std::uint32_t pos) const {
    if (!any_holds(identity_lines_, begin) && (begin == pos || normal_.text()[begin] != ')') &&
        !may_follow_site_name(begin))
        return begin;
    const std::uint32_t line = line_begin(normal_, begin);
    const std::uint32_t next_line = normal_.next_line_start(begin + 1);
    std::uint32_t end = begin;
    for (auto range = first_from(identity_, line); range != identity_.end() && range->begin < next_line; ++range)
        end = std::max(end, range->end);
    while (end < pos && normal_.text()[end] == ')') ++end;
    if (const std::uint32_t below = behind_site_name(end, next_line); below != end && below <= pos) return below;
    return end > begin && end <= pos && normal_.is_line_start(value::skip_white(normal_.text(), end)) ? end : begin;
}

/// Where the sentence of `pos` begins behind the heading, the title or the identity that no mark parts from it.
std::uint32_t ScopeFinder::behind_headings(std::uint32_t begin, std::uint32_t pos) const {
    const auto heading = std::upper_bound(headings_.begin(), headings_.end(), pos,
                                          [](std::uint32_t at, const Heading& other) { return at < other.range.end; });
    if (heading != headings_.begin()) begin = std::max(begin, std::prev(heading)->range.end);
    const auto title = std::upper_bound(titles_.begin(), titles_.end(), pos);
    if (title != titles_.begin()) begin = std::max(begin, *std::prev(title));
    begin = behind_bylines(behind_identity(begin, pos), pos);
    while (begin < pos && text::is_white(normal_.text()[begin])) ++begin;
    return profile_.lexicon.unspaced ? begin : behind_head_lines(begin, pos);
}

/// "2023-10-24 10:11 Source: the report's own body": when a site printed what follows, and from whom it has it.
bool ScopeFinder::is_dated_byline(text::Range line) const {
    constexpr std::uint32_t longest = 80;  // bytes
    const std::string_view text = normal_.text();
    if (line.begin >= line.end || line.end - line.begin > longest || !text::is_digit(text[line.begin])) return false;
    const auto date = value::read_date(text, line.begin, profile_.lexicon);
    if (!date || date->year == 0 || date->day == 0 || begins_within(figures_, line.begin, line.end)) return false;
    const auto voice = first_from(voices_, date->printed.end);
    return voice != voices_.end() && voice->end < line.end && text[voice->end] == ':' && is_own({voice->end, line.end});
}

/// Behind lines such as "Source: the report's own body" or "Subject: something" from `begin` on: short lines of their
/// own, which say nothing of the sentence below.
std::uint32_t ScopeFinder::behind_head_lines(std::uint32_t begin, std::uint32_t pos) const {
    constexpr std::uint32_t longest = 48;  // bytes: a line that has not been wrapped
    const std::string_view text = normal_.text();
    const auto is_capital = [text](std::uint32_t at) { return text[at] >= 'A' && text[at] <= 'Z'; };
    while (begin < pos && normal_.is_line_start(begin)) {
        const std::uint32_t next = normal_.next_line_start(begin + 1);
        if (is_dated_byline({begin, next})) {
            begin = next;
            continue;
        }
        if (!is_capital(begin)) break;
        std::uint32_t name = begin;
        while (text::is_letter(text[name]) || text[name] == '-') ++name;
        const bool head = text[name] == ':' && text[name + 1] == ' ' && next > name + 2 && next - begin <= longest;
        const bool anew = next <= pos && (is_capital(next) || text::is_digit(text[next]) || text[next] == '"');
        if (!head || !anew || begins_within(figures_, begin, next)) break;
        if (begins_within(voices_, begin, name) && !is_own({name, next})) break;  // "Source: somebody else"
        begin = next;
    }
    return begin;
}

/// A place that sets the scene of the sentence at `begin`: "Guangdong: ...", "in Guangdong, ...".
bool ScopeFinder::sets_scene(const std::vector<text::Range>& places, std::uint32_t begin, std::uint32_t pos) const {
    constexpr std::uint32_t longest_opener = 6;  // bytes
    const std::string_view text = normal_.text();
    const auto place = first_from(places, begin);
    if (place == places.end() || place->begin > begin + longest_opener || place->end >= pos) return false;
    const std::uint32_t mark = value::skip_white(text, place->end);
    return mark < pos && (text[mark] == ':' || text[mark] == ',');
}

/// Before an act, whom it was done with is no place: has_other_actor() asks who acted.
bool ScopeFinder::place_within(std::uint32_t begin, std::uint32_t pos) const {
    const bool act = begins_within(acts_, pos, pos + 1);
    for (auto place = first_from(places_, begin); place != places_.end() && place->begin < pos; ++place) {
        const auto behind = first_from(other_actors_, place->begin + 1);
        const bool partner = act && behind != other_actors_.begin() && std::prev(behind)->end > place->begin;
        if (!partner) return true;
    }
    return false;
}

bool ScopeFinder::other_before(std::uint32_t begin, std::uint32_t pos) const {
    if (!any_within(begin, pos)) return false;
    if (time_before(times_, begin, pos)) return true;
    begin = skip_headlines(begin, pos);
    // A semicolon ends a place, unless the place sets the scene or what follows goes on with it: "...; of which".
    const std::uint32_t part = value::skip_white(normal_.text(), behind_last<';'>(normal_.text(), begin, pos));
    const auto further = first_from(goes_on_, part);
    const bool goes_on = (further != goes_on_.end() && further->begin == part) || sets_scene(places_, begin, pos);
    const bool place = place_within(goes_on ? begin : part, pos);
    return place || time_before(last_period_, begin, pos) || time_before(days_, begin, pos);
}

/// A short line that no mark ends has not been wrapped: it heads what stands below.
bool ScopeFinder::is_heading_line(std::uint32_t pos) const {
    constexpr std::uint32_t longest = 60;  // bytes
    constexpr std::string_view goes_on = ",;:(";
    const std::string_view text = normal_.text();
    const std::uint32_t begin = line_begin(normal_, pos);
    std::uint32_t end = normal_.next_line_start(pos + 1);
    while (end > begin && text::is_white(text[end - 1])) --end;
    return end > begin && end - begin < longest && goes_on.find(text[end - 1]) == std::string_view::npos;
}

/// An opener that starts the sentence or a clause, or is written with a capital letter, as if a heading had lost its
/// line's end before it.
bool ScopeFinder::opens_clause(std::uint32_t begin, std::uint32_t end) const {
    const std::string_view text = normal_.text();
    const std::uint32_t line = line_begin(normal_, end);
    for (auto opener = first_from(openers_, begin); opener != openers_.end() && opener->begin < end; ++opener) {
        const std::uint32_t at = opener->begin;
        std::uint32_t before = at;
        while (before > begin && text::is_white(text[before - 1])) --before;
        constexpr std::string_view clause_marks = ",;:(\"";
        if (profile_.lexicon.unspaced && at < line && is_heading_line(at)) continue;
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
        const std::string_view text = normal_.text();
        std::uint32_t end = time->range.end;
        if (end < text.size() && (text[end] == ')' || text[end] == ']')) ++end;
        const bool line = normal_.is_line_start(value::skip_white(text, end));
        return !line && time->other && time->range.end <= pos;
    }
    if (const auto number = read_numbered_caption(normal_.text(), begin))
        return number->end <= pos && !has_own_numbers(*number);
    if (const auto name = read_name_caption(normal_, begin)) return name->end <= pos && !is_harmless(*name);
    return is_speaker(begin, pos);
}

/// The numbers of a caption are the report's: its issue, or the days of its period.
bool ScopeFinder::has_own_numbers(text::Range caption) const {
    const std::string_view text = normal_.text();
    std::vector<std::int32_t> numbers;
    for (std::uint32_t at = caption.begin; at < caption.end; ++at) {
        if (!text::is_digit(text[at])) continue;
        std::int32_t number = 0;
        for (; text::is_digit(text[at]) && number < 10000; ++at) number = number * 10 + (text[at] - '0');
        numbers.push_back(number);
    }
    const auto prints = [&](std::int32_t number) {
        return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
    };
    const auto all_of = [&](std::initializer_list<std::int32_t> own) {
        return std::all_of(numbers.begin(), numbers.end(),
                           [&](std::int32_t number) { return std::find(own.begin(), own.end(), number) != own.end(); });
    };
    const std::int32_t year = own_.year.value_or(own_.days ? own_.days->end.year : 0);
    if (own_.issue && prints(*own_.issue) && all_of({*own_.issue, year})) return true;
    if (!own_.days) return false;
    const value::PartialDate& start = own_.days->start;
    const value::PartialDate& end = own_.days->end;
    return prints(start.day) && prints(end.day) && all_of({start.month, start.day, end.month, end.day, year});
}

/// "253 incidents more than last week": what is printed is how many more.
bool ScopeFinder::is_compared(std::uint32_t pos) const {
    const value::Lexicon& lexicon = profile_.lexicon;
    const std::string_view text = normal_.text();
    const auto more = lexicon.increase_nouns.match(text, value::skip_white(text, pos));
    return more.matched && lexicon.measured_against.match(text, value::skip_white(text, more.end)).matched;
}

/// Where the words behind the match end, which may say something of it.
std::uint32_t ScopeFinder::limit_behind(const Match& match) const {
    auto limit = static_cast<std::uint32_t>(normal_.text().size());
    const auto heading = heading_from(match.range.end);
    if (heading != headings_.end()) limit = heading->range.begin;
    // A quotation that ends with its line is no part of the sentence below.
    constexpr std::uint32_t longest_quotation = 300;  // bytes
    const std::string_view text = normal_.text();
    const std::size_t close =
        quotes_ ? text.substr(match.range.end, longest_quotation).find('"') : std::string_view::npos;
    if (close != std::string_view::npos) {
        const std::uint32_t end = match.range.end + static_cast<std::uint32_t>(close) + 1;
        const std::uint32_t next = value::skip_white(text, end);
        const bool anew = next < text.size() && text[next] >= 'A' && text[next] <= 'Z';
        if (anew && normal_.is_line_start(next)) limit = std::min(limit, end);
    }
    // A label's figure shares its line, so that nothing behind it matters.
    if (profile_.rules[match.rule].kind == RuleKind::panel_label)
        limit = std::min(limit, normal_.next_line_start(match.range.end));
    return limit;
}

bool ScopeFinder::is_asked(const Match& match) const {
    if (!asks_) return false;
    const std::string_view text = normal_.text();
    const std::uint32_t limit = limit_behind(match);
    if (match.range.end >= limit) return false;
    const std::uint32_t close = marks_.sentence_end(match.range.end);
    return close <= limit && text[close - 1] == '?' && (close == text.size() || text::is_white(text[close]));
}

void ScopeFinder::find_identity_lines() {
    for (const text::Range range : identity_) {
        if (!identity_lines_.empty() && range.begin < identity_lines_.back().end) continue;
        add(identity_lines_, {line_begin(normal_, range.begin), normal_.next_line_start(range.begin + 1)});
    }
}

void ScopeFinder::find_others() {
    for (const std::vector<text::Range>* const phrases :
         {&places_, &times_, &last_period_, &days_, &openers_, &denies_}) {
        others_.insert(others_.end(), phrases->begin(), phrases->end());
    }
    sort(others_);
}

/// Where the first of the phrases from `pos` on begins that may make a figure another's.
std::uint32_t ScopeFinder::next_other(std::uint32_t pos) const {
    const auto next = first_from(others_, pos);
    return next == others_.end() ? UINT32_MAX : next->begin;
}

bool ScopeFinder::is_other_behind(const Match& match) const {
    const std::string_view text = normal_.text();
    const std::uint32_t behind = match.range.end;
    constexpr std::uint32_t reach = 1500;  // bytes: more than the clauses have that are looked at
    if (next_other(behind) > marks_.sentence_mark(behind, reach)) return false;
    const std::uint32_t limit = limit_behind(match);
    const std::uint32_t end = std::min(marks_.clause_end(behind), limit);
    if (any_within(behind, end)) return true;
    // Without spaces, an opener is one only where a clause starts: its characters are part of other words, too.
    const auto opener = first_from(openers_, behind);
    if (opener != openers_.end() && opener->begin < end && !text::is_multibyte(text[opener->begin])) return true;
    if (end >= limit || (text[end] != ',' && text[end] != ';')) return false;
    const std::uint32_t next = std::min(value::skip_white(text, end + 1), limit);
    const bool opens = begins_within(openers_, next, next + 1);
    // Behind a semicolon, what has a figure of its own is another statement.
    if (text[end] == ';') return opens && !has_count(next, std::min(marks_.sentence_end(next), limit));
    if (opens) return true;
    const std::uint32_t close = std::min(marks_.clause_end(next + 1), limit);
    if (has_count(next, close) || states_another(next)) return false;
    // "..., last year's": of a figure of its own, the clause says that this one is last year's.
    return any_within(next, next + 1) || names_time(next, close) || is_other_further_on(close, limit);
}

/// "..., last week it was medium": a clause that says in words what another time's value was leaves this one's.
bool ScopeFinder::states_another(std::uint32_t pos) const {
    if (!profile_.lexicon.unspaced) return false;
    for (const std::vector<text::Range>* const times : {&times_, &last_period_}) {
        for (auto time = first_from(*times, pos); time != times->end() && time->begin == pos; ++time) {
            if (profile_.lexicon.amounts_to.match(normal_.text(), time->end).matched) return true;
        }
    }
    return false;
}

/// Clauses of the same sentence, from the comma on, that end in another time: "..., in September". A figure of a
/// clause's own ends what is said of this one.
bool ScopeFinder::is_other_further_on(std::uint32_t comma, std::uint32_t limit) const {
    constexpr int most_clauses = 8;
    const std::string_view text = normal_.text();
    for (int i = 0; i < most_clauses && comma < limit && text[comma] == ','; ++i) {
        const std::uint32_t next = std::min(value::skip_white(text, comma + 1), limit);
        const std::uint32_t close = std::min(marks_.clause_end(next + 1), limit);
        if (has_count(next, close)) return false;
        if (begins_within(openers_, next, next + 1) && names_time(next, close)) return true;
        comma = close;
    }
    return false;
}

/// A clause speaks of another time, and does not compare with it: "the number of last week", not "more than last year".
bool ScopeFinder::names_time(std::uint32_t begin, std::uint32_t end) const {
    const std::string_view text = normal_.text();
    const value::Lexicon& lexicon = profile_.lexicon;
    std::uint32_t phrase = end;
    for (const std::vector<text::Range>* const times : {&times_, &last_period_, &days_}) {
        const auto first = first_from(*times, begin);
        if (first != times->end()) phrase = std::min(phrase, first->begin);
    }
    if (phrase >= end) return false;
    for (std::uint32_t at = begin; at < phrase; ++at) {
        if (at > begin && text::is_letter(text[at - 1])) continue;
        if (lexicon.directions.match(text, at).matched || lexicon.increase_nouns.match(text, at).matched) return false;
    }
    return true;
}

/// A bracket, or the next clause, that holds a time and nothing else: "(January-October)", ", 2022". The report's own
/// days may stand there.
bool ScopeFinder::is_timed_behind(const Match& match) const {
    constexpr std::uint32_t longest = 60;  // bytes
    const std::string_view text = normal_.text();
    const std::uint32_t limit = limit_behind(match);
    const std::uint32_t open = value::skip_white(text, match.range.end);
    if (open >= limit) return false;
    std::uint32_t end = 0;
    if (text[open] == '(' || text[open] == '[') {
        const char closing = text[open] == '(' ? ')' : ']';
        const std::size_t length = text.substr(open, std::min(longest, limit - open)).find(closing);
        if (length == std::string_view::npos) return false;
        end = open + static_cast<std::uint32_t>(length);
    } else if (text[open] == ',') {
        end = std::min(marks_.clause_end(value::skip_white(text, open + 1) + 1), limit);
    }
    if (end == 0) return false;
    const text::Range inside{value::skip_white(text, open + 1), end};
    if (!is_all_time(text, inside, profile_.lexicon)) return false;
    const auto days = value::read_day_range(text, inside.begin, profile_.lexicon);
    return !days || !is_own_period(*days);
}

/// A figure that is no date, nor part of another time ("in 2015"), stands in the range.
bool ScopeFinder::has_count(std::uint32_t begin, std::uint32_t end) const {
    const std::string_view text = normal_.text();
    for (std::uint32_t at = begin; at < end; ++at) {
        if (!text::is_digit(text[at])) continue;
        std::uint32_t digits = at;
        while (digits < end && text::is_digit(text[digits])) ++digits;
        const auto time = first_from(times_, at);
        if (time != times_.begin() && std::prev(time)->end >= digits) {
            at = std::prev(time)->end;
            continue;
        }
        const auto date = value::read_date(text, at, profile_.lexicon);
        if (!date || !date->valid() || date->printed.end <= digits) return true;
        at = date->printed.end;
    }
    return false;
}

/// Whether the sentence of the match says that its figures are none.
bool ScopeFinder::is_denied(const Match& match, std::uint32_t begin) const {
    if (denies_.empty()) return false;
    return begins_within(denies_, begin, marks_.sentence_end(match.range.end));
}

/// "253 incidents, of which 50 incidents ...": less of the same, behind words that go on with it or beside a partner,
/// is a part of it.
bool ScopeFinder::is_part(const Match& match, std::uint32_t begin) const {
    const auto captures = matches_.captures_of(match);
    if (!profile_.lexicon.unspaced || captures.empty() || captures.front().slot.kind != profile::SlotKind::count)
        return false;
    const bool partner = follows_partner(match);
    if (!partner && !begins_within(goes_on_, begin, match.range.begin)) return false;
    if (partner) begin = std::min(begin, context_begin(match.range.begin));
    const auto by_position = [](const Match& other, std::uint32_t pos) { return other.range.begin < pos; };
    auto other = std::lower_bound(matches_.all.begin(), matches_.all.end(), match.range.begin, by_position);
    while (other != matches_.all.begin() && (--other)->range.begin >= begin) {
        if (other->rule != match.rule || other->range.end > match.range.begin || other->captures == 0) continue;
        const Capture& whole = matches_.captures_of(*other).front();
        return whole.slot.field == captures.front().slot.field && whole.value > captures.front().value &&
               (partner || begins_within(goes_on_, other->range.end, match.range.begin));
    }
    return false;
}

bool ScopeFinder::is_other(const Match& match, std::span<const text::Range> gaps) const {
    const bool label = profile_.rules[match.rule].kind == RuleKind::panel_label;
    if (!label && (runs_on_before(match) || runs_on_behind(match) || ends_list(match) || ends_list_of_words(match) ||
                   lists_figures(match)))
        return true;
    if (any_holds(carried_, match.range.begin)) return true;
    // Where nothing is in reach, only a caption, a question or a comparison makes the sentence another's.
    constexpr std::uint32_t reach = 2600;  // bytes: more than four sentences have
    const bool near =
        next_other(match.range.begin > reach ? match.range.begin - reach : 0) < std::uint64_t{match.range.end} + reach;
    std::uint32_t begin = near ? context_begin(match.range.begin) : marks_.sentence_begin(match.range.begin);
    begin = behind_headings(begin, match.range.begin);
    if (label) {
        // A time may be the caption of all labels; a place in another box is that box's.
        if (next_other(begin) < match.range.begin &&
            (time_before(times_, begin, match.range.begin) || time_before(last_period_, begin, match.range.begin)))
            return true;
        begin = std::max(begin, line_begin(normal_, match.range.begin));
    } else if (has_other_caption(begin, match.range.begin)) {
        return true;
    }
    if (!label && (has_foreign_caption(match, begin) || has_other_voice(match, begin) ||
                   has_other_actor(match, begin) || is_timed_behind(match)))
        return true;
    if (is_compared(match.range.end) || is_asked(match)) return true;
    if (!label && is_part(match, begin)) return true;
    if (!near) return false;
    return is_denied(match, begin) || (!label && follows_other(match)) || is_other_before(match, begin) ||
           is_other_behind(match) ||
           std::any_of(gaps.begin(), gaps.end(), [this](text::Range gap) { return any_within(gap.begin, gap.end); });
}

/// A phrase of another scope stands before the match in its sentence, which begins at `begin`.
bool ScopeFinder::is_other_before(const Match& match, std::uint32_t begin) const {
    if (next_other(begin) >= match.range.begin) return false;
    if (other_before(begin, match.range.begin)) return true;
    if (begins_within(openers_, begin, match.range.begin) &&
        opens_clause(behind_last<';'>(normal_.text(), begin, match.range.begin), match.range.begin))
        return true;
    // A circumstance before the first comma holds for all of the sentence, until words of this period.
    const auto opener = first_from(openers_, begin);
    return opener != openers_.end() && opener->begin == begin && opener->end < match.range.begin &&
           opens_clause(begin, match.range.begin) && !begins_within(this_period_, begin, match.range.begin);
}

}  // namespace certdelta::extract
