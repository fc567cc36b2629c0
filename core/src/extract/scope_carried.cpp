#include <algorithm>

#include "extract/caption.h"
#include "extract/ranges.h"
#include "extract/scope.h"
#include "text/literal.h"
#include "text/sentence.h"

// Scope that reaches beyond its sentence: announced, from a caption on a line of its own, or looked back upon.
namespace certdelta::extract {
namespace {

constexpr std::uint32_t longest_opener = 8;  // bytes before a time or place that a sentence starts with

bool has_digit(std::string_view text, text::Range range) {
    return std::any_of(text.begin() + range.begin, text.begin() + range.end, text::is_digit);
}

}  // namespace

/// "Last year, hosts were infected. 10,000 defaced websites were found", "In 2015, all was calm. The number of ...": a
/// sentence that says neither when, where nor by whom has the time or place that the sentence before it starts with.
/// One that starts with its subject may follow what the report's own body did at that time ("On Monday, ..."); behind
/// figures, carry_scenes() tells.
bool ScopeFinder::follows_other(const Match& match) const {
    constexpr std::uint32_t longest_lead = 16;  // bytes: "A total of", "The number of"
    const auto captures = matches_.captures_of(match);
    if (profile_.lexicon.unspaced || captures.empty()) return false;
    const std::string_view text = normal_.text();
    constexpr std::uint32_t longest_mark = 4;  // bytes, with white space
    const std::uint32_t sentence = marks_.sentence_begin(match.range.begin, longest_lead + longest_mark);
    if (match.range.begin - sentence > longest_lead) return false;
    constexpr std::uint32_t reach = 800;  // bytes: a long sentence, and what its mark stands behind
    const std::uint32_t lowest = sentence > reach ? sentence - reach : 0;
    if (!any_within(lowest, sentence) || sentence <= paragraph_begin(match.range.begin)) return false;
    for (const std::vector<text::Range>* const own : {&same_, &this_period_, &own_voices_}) {
        if (begins_within(*own, sentence, match.range.end)) return false;
    }
    std::uint32_t before = sentence;
    while (before > 0 && text::is_white(text[before - 1])) --before;
    before = marks_.sentence_begin(before > 0 ? before - 1 : 0);
    before = std::min(behind_headings(before, sentence), sentence);
    const bool figure_first = captures.front().printed.begin == match.range.begin;
    if (!figure_first && begins_within(own_voices_, before, sentence)) return false;
    const std::uint32_t end = std::min(before + longest_opener, sentence);
    for (const std::vector<text::Range>* const phrases : {&places_, &times_, &last_period_}) {
        const auto phrase = first_from(*phrases, before);
        if (phrase == phrases->end() || phrase->begin >= end) continue;
        if (figure_first || (phrases != &places_ && is_past_scene(*phrase, before, sentence))) return true;
    }
    return false;
}

/// A sentence without figures, from `begin` to `end`, tells of any event; where it is short, or opens with a year or
/// week before the report's, and no other, what follows may be of that time: "In 2015, all was calm."
bool ScopeFinder::is_past_scene(text::Range phrase, std::uint32_t begin, std::uint32_t end) const {
    constexpr std::uint32_t longest = 44;  // bytes
    const std::string_view text = normal_.text();
    if (end - begin > longest || has_count(phrase.end, end) || begins_within(this_period_, begin, end)) return false;
    if (phrase.begin > begin && !begins_within(openers_, begin, begin + 1)) return false;
    if (phrase.end < end && text[phrase.end] != ',' && text[phrase.end] != ' ') return false;  // "last week's report"
    for (std::uint32_t at = phrase.begin; at < phrase.end; ++at) {
        const auto year = value::read_year(text, at);
        if (year) return own_.days && year->value != Decimal::from_integer(own_.days->end.year);
    }
    const value::Lexicon& lexicon = profile_.lexicon;
    constexpr std::uint32_t longest_clause = 24;  // bytes: "Last year was hard."
    return lexicon.last_period.match(text, phrase.begin).matched || end - begin <= longest_clause;
}

/// "Here is last year:" holds up to the next heading or the next words of this period.
void ScopeFinder::carry_announcements(const Sorted& sorted) {
    for (const Match* const announcement : sorted.announces) {
        const Match& match = *announcement;
        const std::uint32_t begin = context_begin(match.range.begin);
        // A line of its own has ended, even if no mark says so.
        const std::uint32_t line = normal_.next_line_start(match.range.end);
        const std::uint32_t end = std::min(marks_.clause_end(match.range.end), line);
        if (!other_before(begin, match.range.begin) && !any_within(match.range.begin, end)) continue;
        carried_.push_back({end, static_cast<std::uint32_t>(normal_.text().size())});
    }
}

/// "Last week" or "a year ago: figures" is about all of the line. Behind the report's title, where no headline stands,
/// any short line without figures is a heading: "Website security last year".
bool ScopeFinder::is_about_other(text::Range line) const {
    const std::string_view words = normal_.text().substr(line.begin, line.end - line.begin);
    if (line.begin == 0 ||
        text::ends_sentence(words, static_cast<std::uint32_t>(words.size() < 3 ? 0 : words.size() - 3)) ||
        text::ends_sentence(words, static_cast<std::uint32_t>(words.size() - 1)))
        return false;
    const bool titled = !titles_.empty() && titles_.front() <= line.begin;
    const std::uint32_t longest_rest = titled ? 40 : 12;  // bytes beside the words of another time or place
    const std::string_view text = normal_.text();
    std::vector<text::Range> phrases;
    const bool others = next_other(line.begin) < line.end;
    for (const std::vector<text::Range>* const list : {&times_, &last_period_, &days_, &places_}) {
        if (!others || (list == &places_ && !titled)) continue;
        for (auto phrase = first_from(*list, line.begin); phrase != list->end() && phrase->end <= line.end; ++phrase)
            phrases.push_back(*phrase);
    }
    const text::PhraseSet& months = profile_.lexicon.months;
    for (std::uint32_t at = line.begin; titled && at < line.end; ++at) {
        if (!text::is_digit(text[at]) && !months.may_start(text[at])) continue;
        const bool inside_word = at > line.begin && text::is_letter(text[at]) && text::is_letter(text[at - 1]);
        if (inside_word || !may_begin_time(text, at, profile_.lexicon)) continue;
        const auto time = read_time_caption(normal_, at, line.end, own_, profile_.lexicon);
        if (!time) continue;
        if (time->other && !time->holds_own && !time->is_last_day) phrases.push_back(time->range);
        at = time->range.end - 1;
    }
    if (phrases.empty() || begins_within(this_period_, line.begin, line.end) ||
        begins_within(figures_, line.begin, line.end))
        return false;
    const std::string_view marks = titled ? "0123456789,;.%" : "0123456789,;.()%";
    std::uint32_t rest = 0;
    for (std::uint32_t at = line.begin; at < line.end; ++at) {
        if (std::any_of(phrases.begin(), phrases.end(), [at](text::Range phrase) { return phrase.contains(at); }))
            continue;
        // "Incident Handling, May"
        const std::uint32_t next = value::skip_white(text, at + 1);
        const bool parts =
            titled && text[at] == ',' &&
            std::any_of(phrases.begin(), phrases.end(), [next](text::Range phrase) { return phrase.begin == next; });
        if (parts) continue;
        if (++rest > longest_rest || marks.find(text[at]) != std::string_view::npos) return false;
    }
    return true;
}

/// A line of its own that names another time or place.
bool ScopeFinder::is_caption_line(text::Range line) const {
    if (!profile_.bylines.empty() && is_byline(line)) return false;
    if (is_dated_byline(line)) return false;
    // "Source of the figures: somebody"
    for (auto voice = first_from(voices_, line.begin); voice != voices_.end() && voice->end + 1 < line.end; ++voice) {
        if (profile_.lexicon.unspaced && normal_.text()[voice->end] == ':' && !is_own({voice->end, line.end}))
            return true;
    }
    const std::uint32_t begin = skip_item_mark(normal_, line.begin);
    std::uint32_t end = line.end;
    if (end > begin && normal_.text()[end - 1] == ':') --end;
    const auto is_all = [&](const std::vector<text::Range>& phrases) {
        const auto phrase = first_from(phrases, begin);
        return phrase != phrases.end() && phrase->begin == begin && phrase->end >= end;
    };
    if (is_all(places_) || is_all(times_) || is_about_other(line)) return true;
    const bool named = !titles_.empty() && titles_.front() <= line.begin;
    if (named && end < line.end && !profile_.topics.empty() && is_other_caption(line.begin, end)) return true;
    const auto time = read_time_caption(normal_, begin, end, own_, profile_.lexicon);
    if (!time || time->range.end < end || !time->other || time->is_last_day) return false;
    // A cover prints the month or the year before the first section.
    const bool cover = headings_.empty() || begin < headings_.front().range.begin;
    return !(cover && time->holds_own);
}

/// A caption on a line of its own holds up to the next such line, the next heading, or words of this period.
void ScopeFinder::carry_captions() {
    constexpr std::uint32_t longest = 40;  // bytes
    const auto closes = [](char c) {
        return c == '.' || c == ':' || c == '!' || c == '?' || c == ';' || c == '%' || c == ')';
    };
    constexpr std::string_view ideographic_full_stop = "\xE3\x80\x82";
    const std::string_view text = normal_.text();
    const std::vector<std::uint32_t>& starts = normal_.line_starts();
    const auto starts_anew = [&](std::uint32_t at) {
        return at >= text.size() || !((text[at] >= 'a' && text[at] <= 'z') || text[at] == ',');
    };
    const auto is_long = [&](std::uint32_t begin) {
        return text.substr(begin, longest + 1).find('\n') == std::string_view::npos && text.size() - begin > longest;
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
            const bool caption = (!bare || (parted && is_long(next))) && is_caption_line(line);
            if (open && (caption || !has_digit(text, line))) close(line.begin);
            if (caption) open = text::Range{end, end};
        }
        const bool ends = end > starts[i] &&
                          (closes(text[end - 1]) ||
                           (text::is_multibyte(text[end - 1]) && text.substr(0, end).ends_with(ideographic_full_stop)));
        parted = ends || heads(end);
        closed_before = ends || is_short;
    }
    close(static_cast<std::uint32_t>(text.size()));
}

/// "Last year, 903 websites were defaced. 120 pages were phishing pages.": a sentence without a time or place of its
/// own goes on with those that the sentence before it begins with, up to the end of its paragraph.
void ScopeFinder::carry_scenes() {
    for (const std::vector<text::Range>* const phrases : {&times_, &last_period_, &days_, &places_}) {
        for (const text::Range phrase : *phrases) carry_scene(phrase, phrases != &places_);
    }
}

/// Where the paragraph that goes on at `pos` ends, as far as lines show it: with a line that ends a sentence, or that
/// is too short to have been wrapped.
std::uint32_t ScopeFinder::paragraph_end(std::uint32_t pos) const {
    constexpr std::uint32_t shortest_wrapped = 60;  // bytes
    const std::string_view text = normal_.text();
    while (pos < text.size()) {
        if (pos == 0 || !normal_.is_line_start(pos)) pos = normal_.next_line_start(pos + 1);
        std::uint32_t end = pos;
        while (end > 0 && text::is_white(text[end - 1])) --end;
        const bool ends = end > 0 && (marks_.ends_sentence(end - 1) || (end > 2 && marks_.ends_sentence(end - 3)));
        if (ends || end - std::min(end, line_begin(normal_, end - 1)) < shortest_wrapped) return pos;
        ++pos;
    }
    return pos;
}

void ScopeFinder::carry_scene(text::Range phrase, bool is_time) {
    if (!profile_.lexicon.unspaced) return carry_first_words(phrase, is_time);
    if (sets_scene(phrase, is_time)) carry_from({phrase.begin, marks_.sentence_end(phrase.end)});
}

/// The same where words have spaces between them: the sentence starts with the phrase. What somebody said on a day is
/// of another time than what it tells of. A place ends where the report's own body acts, and a sentence that prints
/// the same thing again is told apart from this one.
void ScopeFinder::carry_first_words(text::Range phrase, bool is_time) {
    const std::string_view text = normal_.text();
    const auto figure = first_from(figures_, phrase.begin);
    constexpr std::uint32_t farthest = 200;  // bytes
    if (figure == figures_.end() || figure->begin > phrase.end + farthest) return;
    const std::uint32_t lead = std::min(longest_opener + 2, phrase.begin);
    const bool opens = lead == phrase.begin ||
                       text.substr(phrase.begin - lead, lead).find_first_of(".!?:\n\t") != std::string_view::npos;
    if (!opens) return;
    const std::uint32_t begin = behind_headings(marks_.sentence_begin(phrase.begin), phrase.begin);
    if (phrase.begin > begin + longest_opener) return;
    const std::uint32_t end = marks_.sentence_end(phrase.end);
    if (figure->begin >= end || begins_within(this_period_, begin, end) ||
        begins_within(voices_, phrase.end, figure->begin) || begins_within(figures_, paragraph_begin(begin), begin))
        return;
    std::uint32_t close = std::min(paragraph_end(end), end_of_scene(*figure, end, is_time));
    for (const std::vector<text::Range>* const own : {&this_period_, &compared_, &own_voices_}) {
        // What compares with the week before is this week's, and may still be the place's.
        if (own == (is_time ? &own_voices_ : &compared_)) continue;
        const auto next = first_from(*own, end);
        if (next != own->end()) close = std::min(close, std::max(end, marks_.sentence_begin(next->begin)));
    }
    carried_.push_back({end, close});
}

/// Where, behind `pos`, a sentence begins that is told apart from the one with the match at `figure`: it reads a field
/// of that once more, or, which ends a time and no place, compares with the period before. The text's end where none
/// does.
std::uint32_t ScopeFinder::end_of_scene(text::Range figure, std::uint32_t pos, bool is_time) const {
    constexpr std::uint32_t reach = 2600;  // bytes: a long paragraph
    const auto before = [](const Match& match, std::uint32_t at) { return match.range.begin < at; };
    const auto first = std::lower_bound(matches_.all.begin(), matches_.all.end(), figure.begin, before);
    const auto fields_of = [this](const Match& match) {
        std::vector<std::int32_t> fields;
        if (profile_.rules[match.rule].kind != profile::RuleKind::value || match.cut) return fields;
        for (const Capture& capture : matches_.captures_of(match)) {
            if (capture.slot.field != profile::no_field) fields.push_back(capture.slot.field);
        }
        return fields;
    };
    std::vector<std::int32_t> told;
    for (auto match = first; match != matches_.all.end() && match->range.begin < pos; ++match) {
        const std::vector<std::int32_t> fields = fields_of(*match);
        told.insert(told.end(), fields.begin(), fields.end());
    }
    for (auto match = std::lower_bound(first, matches_.all.end(), pos, before);
         match != matches_.all.end() && match->range.begin < pos + reach; ++match) {
        const std::vector<std::int32_t> fields = fields_of(*match);
        const bool again = std::find_first_of(fields.begin(), fields.end(), told.begin(), told.end()) != fields.end();
        if (again || (is_time && is_against_last_period(*match))) return marks_.sentence_begin(match->range.begin);
    }
    return static_cast<std::uint32_t>(normal_.text().size());
}

/// A change that the match reads says that it is one from the period before.
bool ScopeFinder::is_against_last_period(const Match& match) const {
    const value::Lexicon& lexicon = profile_.lexicon;
    const auto captures = matches_.captures_of(match);
    return std::any_of(captures.begin(), captures.end(), [&](const Capture& capture) {
        if (capture.slot.kind != profile::SlotKind::change || capture.against_last_year) return false;
        for (std::uint32_t at = capture.change_core.end; at < capture.printed.end; ++at) {
            if (lexicon.last_period.match(normal_.text(), at).matched ||
                lexicon.since_last_period.match(normal_.text(), at).matched)
                return true;
        }
        return false;
    });
}

/// The phrase opens a clause before any value, and is parted from what follows; a time may run on into a value.
bool ScopeFinder::sets_scene(text::Range phrase, bool is_time) const {
    constexpr std::uint32_t longest_scene = 36;  // bytes: "in the first half of last year"
    const std::string_view text = normal_.text();
    if (!opens_scene(phrase, behind_headings(marks_.sentence_begin(phrase.begin), phrase.begin))) return false;
    const std::uint32_t comma = marks_.clause_end(phrase.end);
    const bool parted = comma - phrase.begin <= longest_scene && comma + 1 < text.size() && text[comma] == ',' &&
                        !text::is_digit(text[comma + 1]);
    return parted || (is_time && begins_within(figures_, phrase.begin, phrase.end + 1));
}

/// A time or place that opens a clause of the sentence at `begin`, before any value, sets the scene for all that
/// follows: "the data show that last year, ...".
bool ScopeFinder::opens_scene(text::Range phrase, std::uint32_t begin) const {
    constexpr std::uint32_t longest_lead = 6;  // bytes before the phrase: "in", "as of"
    constexpr std::string_view marks = ",:;";
    const std::string_view text = normal_.text();
    std::uint32_t clause = phrase.begin;
    while (clause > begin && phrase.begin - clause <= longest_lead &&
           marks.find(text[clause - 1]) == std::string_view::npos)
        --clause;
    return phrase.begin - clause <= longest_lead && !begins_within(values_, begin, phrase.begin);
}

/// What a sentence speaks of from `words.begin` on holds up to the end of its paragraph, if it prints figures and says
/// nothing of this period; words of this period, the report's own body, or a comparison with last week end it.
void ScopeFinder::carry_from(text::Range words) {
    if (!begins_within(figures_, words.begin, words.end) || begins_within(this_period_, words.begin, words.end)) return;
    const std::string_view text = normal_.text();
    std::uint32_t close = paragraph_end(words.end);
    for (const std::vector<text::Range>* const own : {&this_period_, &own_voices_, &compared_}) {
        const auto next = first_from(*own, words.end);
        if (next == own->end()) continue;
        std::uint32_t begin = marks_.sentence_begin(next->begin);
        // Words of this period say nothing of the clauses before theirs.
        const std::size_t mark = text.substr(begin, next->begin - begin).find_last_of(",;");
        if (own == &this_period_ && mark != std::string_view::npos) begin += static_cast<std::uint32_t>(mark) + 1;
        close = std::min(close, std::max(words.end, begin));
    }
    carried_.push_back({words.end, close});
}

/// What is carried on ends at the next heading, title, or words of this period.
void ScopeFinder::close_carried() {
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
}

/// "The above is last year's" speaks of what stands before, up to the last heading.
void ScopeFinder::carry_back(const Sorted& sorted) {
    for (const Match* const words : sorted.looks_back) {
        const Match& match = *words;
        const std::uint32_t begin = marks_.sentence_begin(match.range.begin);
        const std::uint32_t end = marks_.sentence_end(match.range.end);
        const std::uint32_t from = std::max(begin, line_begin(normal_, match.range.begin));
        if (!any_within(from, end) && !begins_within(denies_, from, end)) continue;
        const auto heading = heading_from(match.range.begin);
        carried_.push_back({heading == headings_.begin() ? 0 : std::prev(heading)->range.end, match.range.begin});
    }
}

/// "That was in 2021.": another time or place right behind words that say when, and with which the sentence ends, is
/// that of the sentence before, if it prints figures, and of the lines that it is wrapped into.
void ScopeFinder::date_back() {
    if (profile_.says_when.empty()) return;
    for (const std::vector<text::Range>* const phrases : {&times_, &last_period_, &days_, &places_}) {
        for (const text::Range phrase : *phrases) date_back(phrase);
    }
}

void ScopeFinder::date_back(text::Range phrase) {
    constexpr std::uint32_t longest = 30;  // bytes before the phrase: "all of these were"
    const std::string_view text = normal_.text();
    if (phrase.begin == 0 || !profile_.says_when.may_end(text, phrase.begin - 1)) return;
    const std::uint32_t begin = marks_.sentence_begin(phrase.begin, longest);
    if (begin == 0 || begin == phrase.begin) return;
    const auto says_when_from = [&](std::uint32_t at) {
        const auto words = profile_.says_when.match(text, at);
        return words.matched && value::skip_white(text, words.end) == phrase.begin;
    };
    if (!says_when_from(begin)) {
        const auto lead = profile_.lead_words.match(text, begin);  // "But that was in 2021."
        if (!lead.matched || !says_when_from(value::skip_white(text, lead.end))) return;
    }
    if (phrase.end < text.size() && text[phrase.end] != '\n' && !marks_.ends_sentence(phrase.end)) return;
    for (std::uint32_t at = phrase.begin; own_.days && at < phrase.end; ++at) {
        const auto day = value::read_date(text, at, profile_.lexicon);
        if (day && day->day != 0 && may_lie_within(*day, *own_.days)) return;  // "as of October 22"
    }
    std::uint32_t end = begin;
    while (end > 0 && text::is_white(text[end - 1])) --end;
    if (end == 0 || !marks_.ends_sentence(end - 1)) return;
    // Another paragraph may be about the body, and where it is.
    const std::string_view when = text.substr(phrase.begin, phrase.end - phrase.begin);
    if (normal_.is_line_start(begin) && std::none_of(when.begin(), when.end(), text::is_digit)) return;
    const std::uint32_t last = marks_.sentence_begin(end - 1);
    if (!begins_within(figures_, last, end)) return;
    constexpr std::uint32_t shortest_wrapped = 60;  // bytes
    std::uint32_t from = line_begin(normal_, end - 1);
    while (from > 0) {
        const std::uint32_t above = line_begin(normal_, from - 1);
        if (from - above <= shortest_wrapped) break;
        from = above;
    }
    carried_.push_back({std::max(from, behind_headings(paragraph_begin(end - 1), end - 1)), begin});
}

}  // namespace certdelta::extract
