#include "extract/scope/carried.h"

#include <algorithm>

#include "extract/caption.h"
#include "extract/ranges.h"
#include "extract/scope/before.h"
#include "extract/scope/caption_lines.h"
#include "extract/scope/closing_words.h"
#include "extract/scope/foreign_caption.h"
#include "extract/scope/own_words.h"
#include "extract/scope/scene.h"
#include "extract/scope/sentence_bounds.h"
#include "text/characters.h"

namespace certdelta::extract {
namespace {

/// A sentence without figures, from `begin` to `end`, tells of any event; where it is short, or opens with a year or
/// week before the report's, and no other, what follows may be of that time: "In 2015, all was calm."
bool is_past_scene(const Phrases& in, text::Range phrase, std::uint32_t begin, std::uint32_t end) {
    constexpr std::uint32_t longest = 44;  // bytes
    const std::string_view text = in.normal.text();
    if (end - begin > longest || in.has_count(phrase.end, end) || begins_within(in.this_period, begin, end))
        return false;
    if (phrase.begin > begin && !begins_within(in.openers, begin, begin + 1)) return false;
    if (phrase.end < end && text[phrase.end] != ',' && text[phrase.end] != ' ') return false;  // "last week's report"
    for (std::uint32_t at = phrase.begin; at < phrase.end; ++at) {
        const auto year = value::read_year(text, at);
        if (year) return in.own.days && year->value != Decimal::from_integer(in.own.days->end.year);
    }
    const value::Lexicon& lexicon = in.profile.lexicon;
    constexpr std::uint32_t longest_clause = 24;  // bytes: "Last year was hard."
    return lexicon.last_period.match(text, phrase.begin).matched || end - begin <= longest_clause;
}

/// "Here is last year:" holds up to the next heading or the next words of this period.
void carry_announcements(const Phrases& in, std::vector<text::Range>& carried) {
    for (const text::Range words : in.announces) {
        const std::uint32_t begin = behind_headings(in, context_begin(in, words.begin), words.begin);
        // A line of its own has ended, even if no mark says so.
        const std::uint32_t line = in.normal.next_line_start(words.end);
        const std::uint32_t end = std::min(in.marks.clause_end(words.end), line);
        if (!time_or_place_before(in, begin, words.begin) && !in.any_within(words.begin, end)) continue;
        carried.push_back({end, static_cast<std::uint32_t>(in.normal.text().size())});
    }
}

/// A change that the match reads says that it is one from the period before.
bool is_against_last_period(const Phrases& in, const Match& match) {
    const value::Lexicon& lexicon = in.profile.lexicon;
    const auto captures = in.matches.captures_of(match);
    return std::any_of(captures.begin(), captures.end(), [&](const Capture& capture) {
        if (capture.slot.kind != profile::SlotKind::change || capture.against_last_year) return false;
        for (std::uint32_t at = capture.change_core.end; at < capture.printed.end; ++at) {
            if (lexicon.last_period.match(in.normal.text(), at).matched ||
                lexicon.since_last_period.match(in.normal.text(), at).matched)
                return true;
        }
        return false;
    });
}

/// Where, behind `pos`, a sentence begins that is told apart from the one with the match at `figure`: it reads a field
/// of that once more, or, which ends a time and no place, compares with the period before. The text's end where none
/// does.
std::uint32_t end_of_scene(const Phrases& in, text::Range figure, std::uint32_t pos, bool is_time) {
    constexpr std::uint32_t reach = 2600;  // bytes: a long paragraph
    const auto first = in.matches.from(figure.begin);
    const auto fields_of = [&in](const Match& match) {
        std::vector<std::int32_t> fields;
        if (in.profile.rules[match.rule].kind != profile::RuleKind::value || match.cut) return fields;
        for (const Capture& capture : in.matches.captures_of(match)) {
            if (capture.slot.field != profile::no_field) fields.push_back(capture.slot.field);
        }
        return fields;
    };
    std::vector<std::int32_t> told;
    for (auto match = first; match != in.matches.all.end() && match->range.begin < pos; ++match) {
        const std::vector<std::int32_t> fields = fields_of(*match);
        told.insert(told.end(), fields.begin(), fields.end());
    }
    for (auto match = in.matches.from(pos); match != in.matches.all.end() && match->range.begin < pos + reach;
         ++match) {
        const std::vector<std::int32_t> fields = fields_of(*match);
        const bool again = std::find_first_of(fields.begin(), fields.end(), told.begin(), told.end()) != fields.end();
        if (again || (is_time && is_against_last_period(in, *match)))
            return in.marks.sentence_begin(match->range.begin);
    }
    return static_cast<std::uint32_t>(in.normal.text().size());
}

/// What holds beyond its sentence.
enum class Carried { time, place, voice };

/// What the sentence from `words.begin` to `words.end` speaks of holds up to the end of its paragraph, if it prints
/// figures and says nothing of this period. Words of this period end it, and a sentence that is told apart from this
/// one. What compares with the period before is of no other time, but may be of the place; the report's own body ends a
/// place or another's voice by its name, and a time where it speaks anew.
void carry_from(const Phrases& in, std::vector<text::Range>& carried, text::Range words, Carried what) {
    const auto figure = first_from(in.timed_values, words.begin);
    if (figure == in.timed_values.end() || figure->begin >= words.end ||
        begins_within(in.this_period, words.begin, words.end))
        return;
    const std::string_view text = in.normal.text();
    const bool is_time = what == Carried::time;
    std::uint32_t close = paragraph_end(in, words.end);
    if (what != Carried::voice) close = std::min(close, end_of_scene(in, *figure, words.end, is_time));
    const auto end_with = [&](std::uint32_t begin) { close = std::min(close, std::max(words.end, begin)); };
    if (const auto own = first_from(in.this_period, words.end); own != in.this_period.end()) {
        // Words of this period say nothing of the clauses before theirs.
        const std::uint32_t begin = in.marks.sentence_begin(own->begin);
        const std::size_t mark = text.substr(begin, own->begin - begin).find_last_of(",;");
        end_with(mark == std::string_view::npos ? begin : begin + static_cast<std::uint32_t>(mark) + 1);
    }
    if (const auto week = first_from(in.compared, words.end); is_time && week != in.compared.end())
        end_with(in.marks.sentence_begin(week->begin));
    for (auto own = first_from(in.own_voices, words.end); own != in.own_voices.end() && own->begin < close; ++own) {
        if (!is_time || begins_within(in.voices, own->begin, in.marks.clause_end(own->end)))
            end_with(in.marks.sentence_begin(own->begin));
    }
    carried.push_back({words.end, close});
}

/// "Last year, 903 websites were defaced. 120 pages were phishing pages.": a sentence without a time or place of its
/// own goes on with those that the sentence before it begins with, up to the end of its paragraph.
void carry_scenes(const Phrases& in, std::vector<text::Range>& carried) {
    for (const std::vector<text::Range>* const phrases : {&in.times, &in.last_period, &in.days, &in.places}) {
        const Carried what = phrases == &in.places ? Carried::place : Carried::time;
        for (const text::Range phrase : *phrases) {
            if (sets_scene(in, phrase, what == Carried::time))
                carry_from(in, carried, {phrase.begin, in.marks.sentence_end(phrase.end)}, what);
        }
    }
}

/// "See Issue 12 of 2016.": behind a short sentence that names another issue, and prints no figure, the paragraph tells
/// of that issue.
void carry_citations(const Phrases& in, std::vector<text::Range>& carried) {
    constexpr std::uint32_t longest = 80;  // bytes
    for (const text::Range issue : in.issues) {
        const std::uint32_t end = in.marks.sentence_end(issue.end, longest);
        if (in.marks.sentence_mark(issue.end, longest) >= end) continue;
        const std::uint32_t begin = behind_headings(in, in.marks.sentence_begin(issue.begin, longest), issue.begin);
        if (end - begin > longest || in.has_count(begin, issue.begin) || in.has_count(issue.end, end) ||
            begins_within(in.this_period, begin, end))
            continue;
        carried.push_back({end, paragraph_end(in, end)});
    }
}

/// The item of a list that begins at `pos` opens with the report's own body.
bool is_own_item(const Phrases& in, std::uint32_t pos) {
    const std::uint32_t words = skip_item_mark(in.normal, pos);
    const auto own = first_from(in.own_voices, pos);
    return words > pos && own != in.own_voices.end() && own->begin == words;
}

/// What is carried on ends at the next heading, title, words of this period, or the item of a list that begins to tell
/// of the report.
void close_carried(const Phrases& in, std::vector<text::Range>& carried) {
    for (text::Range& range : carried) {
        const auto heading = in.heading_behind(range.begin);
        if (heading != in.headings.end()) range.end = std::min(range.end, heading->range.begin);
        if (const auto back = first_from(in.this_period, range.begin); back != in.this_period.end())
            range.end = std::min(range.end, back->begin);
        const auto title = std::upper_bound(in.titles.begin(), in.titles.end(), range.begin);
        if (title != in.titles.end()) range.end = std::min(range.end, *title);
        auto cited = std::lower_bound(in.citations.begin(), in.citations.end(), range.begin);
        cited = std::find_if(cited, in.citations.end(), [&in](std::uint32_t at) { return is_own_item(in, at); });
        if (cited != in.citations.end()) range.end = std::min(range.end, *cited);
    }
    std::erase_if(carried, [](text::Range range) { return range.end <= range.begin; });
}

/// "The above is last year's", "source of the figures: somebody" speaks of what stands before, up to the last heading.
void carry_back(const Phrases& in, std::vector<text::Range>& carried) {
    for (const text::Range words : in.looks_back) {
        const std::uint32_t begin = in.marks.sentence_begin(words.begin);
        std::uint32_t end = std::min(in.marks.sentence_end(words.end), paragraph_end(in, words.end));
        // A line that names the report's own issue says nothing of what the lines below it hold.
        const std::uint32_t line = in.normal.next_line_start(words.end);
        const auto cited = std::lower_bound(in.citations.begin(), in.citations.end(), begin);
        if (cited != in.citations.end() && *cited < line) end = std::min(end, line);
        const std::uint32_t from = std::max(begin, line_begin(in.normal, words.begin));
        const bool sourced = in.normal.text()[words.end - 1] == ':' && in.normal.is_line_start(words.begin) &&
                             !is_own(in, {words.end, end});
        if (!sourced && !in.any_within(from, end) && !begins_within(in.denies, from, end)) continue;
        const auto heading = in.heading_from(words.begin);
        carried.push_back({heading == in.headings.begin() ? 0 : std::prev(heading)->range.end, words.begin});
    }
}

void date_back(const Phrases& in, std::vector<text::Range>& carried, text::Range phrase) {
    constexpr std::uint32_t longest = 30;  // bytes before the phrase: "all of these were"
    const std::string_view text = in.normal.text();
    if (phrase.begin == 0 || !in.profile.says_when.may_end(text, phrase.begin - 1)) return;
    const std::uint32_t begin = in.marks.sentence_begin(phrase.begin, longest);
    if (begin == 0 || begin == phrase.begin) return;
    const auto says_when_from = [&](std::uint32_t at) {
        const auto words = in.profile.says_when.match(text, at);
        return words.matched && text::skip_white(text, words.end) == phrase.begin;
    };
    if (!says_when_from(begin)) {
        const auto lead = in.profile.lead_words.match(text, begin);  // "But that was in 2021."
        if (!lead.matched || !says_when_from(text::skip_white(text, lead.end))) return;
    }
    if (phrase.end < text.size() && text[phrase.end] != '\n' && !in.marks.ends_sentence(phrase.end)) return;
    for (std::uint32_t at = phrase.begin; in.own.days && at < phrase.end; ++at) {
        const auto day = value::read_date(text, at, in.profile.lexicon);
        if (day && day->day != 0 && may_lie_within(*day, *in.own.days)) return;  // "as of October 22"
    }
    const std::uint32_t end = text::skip_white_back(text, begin);
    if (end == 0 || !in.marks.ends_sentence(end - 1)) return;
    // Another paragraph may be about the body, and where it is.
    const std::string_view when = text.substr(phrase.begin, phrase.end - phrase.begin);
    if (in.normal.is_line_start(begin) && std::none_of(when.begin(), when.end(), text::is_digit)) return;
    const std::uint32_t last = in.marks.sentence_begin(end - 1);
    if (!begins_within(in.timed_values, last, end)) return;
    carried.push_back({behind_headings(in, paragraph_begin(in, end - 1), end - 1), begin});
}

/// "That was in 2021.": another time or place right behind words that say when, and with which the sentence ends, is
/// that of the sentence before, if it prints figures, and of the lines that it is wrapped into.
void date_back(const Phrases& in, std::vector<text::Range>& carried) {
    if (in.profile.says_when.empty()) return;
    for (const std::vector<text::Range>* const phrases : {&in.times, &in.last_period, &in.days, &in.places}) {
        for (const text::Range phrase : *phrases) date_back(in, carried, phrase);
    }
}

/// The line from `begin` to the start of the next one says what a site says of a text: "Author: ...".
bool is_byline(const Phrases& in, std::uint32_t begin, std::uint32_t next) {
    return is_byline(in, text::Range{begin, text::skip_white_back(in.normal.text(), next, begin)});
}

/// The colon at `mark` stands in a byline above the line with `pos`.
bool is_of_byline(const Phrases& in, std::uint32_t mark, std::uint32_t pos) {
    const std::uint32_t next = in.normal.next_line_start(mark);
    return next <= pos && is_byline(in, line_begin(in.normal, mark), next);
}

/// `begin`, or behind the last of the bylines from there to `mark`.
std::uint32_t behind_bylines(const Phrases& in, std::uint32_t begin, std::uint32_t mark) {
    for (std::uint32_t line = line_begin(in.normal, begin);;) {
        const std::uint32_t next = in.normal.next_line_start(line + 1);
        if (next >= mark) return begin;
        if (is_byline(in, line, next)) begin = std::max(begin, next);
        line = next;
    }
}

/// Where the items end that begin on the line behind `pos`.
std::uint32_t items_end(const Phrases& in, std::uint32_t pos) {
    const std::string_view text = in.normal.text();
    for (std::uint32_t line = in.normal.next_line_start(pos); line < text.size();
         line = in.normal.next_line_start(line + 1)) {
        const bool wrapped = text[line] >= 'a' && text[line] <= 'z';
        if (!wrapped && skip_item_mark(in.normal, line) == line) return line;
    }
    return static_cast<std::uint32_t>(text.size());
}

/// "The alliance found:" on a line above the items of a list, where words have spaces between them.
void carry_list_leads(const Phrases& in, std::vector<text::Range>& carried) {
    constexpr std::uint32_t longest_lead = 120;  // bytes
    if (in.profile.lexicon.unspaced) return;
    const std::string_view text = in.normal.text();
    for (const text::Range voice : in.voices) {
        if (text[voice.end - 1] != ':' || voice.end >= text.size() || text[voice.end] != '\n') continue;
        const std::uint32_t begin =
            behind_headings(in, in.marks.sentence_begin(voice.begin, longest_lead), voice.begin);
        if (!names_body(in, {begin, voice.begin})) continue;
        carried.push_back({voice.end, items_end(in, voice.end)});
    }
}

/// "The alliance reports that 903 websites were defaced. 120 pages ...": the next sentence is told by the same
/// body, until the report's own speaks.
void carry_voices(const Phrases& in, std::vector<text::Range>& carried) {
    constexpr std::uint32_t longest_lead = 60;      // bytes
    constexpr std::uint32_t longest_bylines = 120;  // bytes: an author, a date and a source
    if (!in.profile.lexicon.unspaced) return;
    const std::string_view text = in.normal.text();
    for (const text::Range voice : in.voices) {
        const std::uint32_t begin = behind_headings(in, in.marks.sentence_begin(voice.begin), voice.begin);
        if (voice.begin - begin > longest_lead || begins_within(in.timed_values, begin, voice.begin)) continue;
        if (is_own(in, {clause_begin(text, begin, voice.begin), voice.begin})) continue;
        // "The ministry said that the centre found ..."
        const auto figure = first_from(in.timed_values, voice.end);
        if (figure == in.timed_values.end() || begins_within(in.own_voices, voice.end, figure->begin)) continue;
        carry_from(in, carried, {voice.begin, in.marks.sentence_end(voice.end)}, Carried::voice);
    }
    // "The alliance: ..."
    for (const std::uint32_t mark : in.colons) {
        const auto value = first_from(in.timed_values, mark);
        if (value == in.timed_values.end()) break;
        if (value->begin - mark > longest_lead || is_of_byline(in, mark, value->begin)) continue;
        std::uint32_t begin = behind_headings(in, in.marks.sentence_begin(mark), mark);
        if (mark - begin > longest_caption + longest_bylines) continue;
        begin = behind_bylines(in, begin, mark);
        if (mark - begin > longest_caption || begins_within(in.timed_values, begin, mark)) continue;
        if (is_foreign_caption(in, begin, mark))
            carry_from(in, carried, {mark, in.marks.sentence_end(mark)}, Carried::voice);
    }
}

}  // namespace

bool follows_scene(const Phrases& in, const Match& match) {
    constexpr std::uint32_t longest_lead = 16;  // bytes: "A total of", "The number of"
    const auto captures = in.matches.captures_of(match);
    if (in.profile.lexicon.unspaced || captures.empty()) return false;
    const std::string_view text = in.normal.text();
    constexpr std::uint32_t longest_mark = 4;  // bytes, with white space
    const std::uint32_t sentence = in.marks.sentence_begin(match.range.begin, longest_lead + longest_mark);
    if (match.range.begin - sentence > longest_lead) return false;
    constexpr std::uint32_t reach = 800;  // bytes: a long sentence, and what its mark stands behind
    const std::uint32_t lowest = sentence > reach ? sentence - reach : 0;
    if (!in.any_within(lowest, sentence) || sentence <= paragraph_begin(in, match.range.begin)) return false;
    for (const std::vector<text::Range>* const own : {&in.harmless, &in.this_period, &in.own_voices}) {
        if (begins_within(*own, sentence, match.range.end)) return false;
    }
    std::uint32_t before = text::skip_white_back(text, sentence);
    before = in.marks.sentence_begin(before > 0 ? before - 1 : 0);
    before = std::min(behind_headings(in, before, sentence), sentence);
    const bool figure_first = captures.front().printed.begin == match.range.begin;
    if (!figure_first && begins_within(in.own_voices, before, sentence)) return false;
    const std::uint32_t end = std::min(before + longest_opener, sentence);
    for (const std::vector<text::Range>* const phrases : {&in.places, &in.times, &in.last_period}) {
        const auto phrase = first_from(*phrases, before);
        if (phrase == phrases->end() || phrase->begin >= end) continue;
        if (figure_first || (phrases != &in.places && is_past_scene(in, *phrase, before, sentence))) return true;
    }
    return false;
}

std::vector<text::Range> find_carried(const Phrases& in) {
    std::vector<text::Range> carried;
    carry_announcements(in, carried);
    const std::vector<text::Range> captioned = find_captioned(in);
    carried.insert(carried.end(), captioned.begin(), captioned.end());
    carry_scenes(in, carried);
    carry_citations(in, carried);
    carry_voices(in, carried);
    carry_list_leads(in, carried);
    close_carried(in, carried);
    carry_back(in, carried);
    date_back(in, carried);
    const std::vector<text::Range> closed = find_closed(in);
    carried.insert(carried.end(), closed.begin(), closed.end());
    sort(carried);
    reach_over(carried);
    return carried;
}

}  // namespace certdelta::extract
