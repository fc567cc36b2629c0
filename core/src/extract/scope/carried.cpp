#include "extract/scope/carried.h"

#include <algorithm>

#include "extract/caption.h"
#include "extract/ranges.h"
#include "extract/scope/before.h"
#include "extract/scope/foreign_caption.h"
#include "extract/scope/own_words.h"
#include "extract/scope/scene.h"
#include "extract/scope/sentence_bounds.h"
#include "text/literal.h"
#include "text/sentence.h"

namespace certdelta::extract {
namespace {

constexpr std::uint32_t longest_opener = 8;  // bytes before a time or place that a sentence starts with

bool has_digit(std::string_view text, text::Range range) {
    return std::any_of(text.begin() + range.begin, text.begin() + range.end, text::is_digit);
}

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
        const std::uint32_t begin = context_begin(in, words.begin);
        // A line of its own has ended, even if no mark says so.
        const std::uint32_t line = in.normal.next_line_start(words.end);
        const std::uint32_t end = std::min(in.marks.clause_end(words.end), line);
        if (!other_before(in, begin, words.begin) && !in.any_within(words.begin, end)) continue;
        carried.push_back({end, static_cast<std::uint32_t>(in.normal.text().size())});
    }
}

/// "Last week" or "a year ago: figures" is about all of the line. Behind the report's title, where no headline stands,
/// any short line without figures is a heading: "Website security last year".
bool is_about_other(const Phrases& in, text::Range line) {
    const std::string_view words = in.normal.text().substr(line.begin, line.end - line.begin);
    if (line.begin == 0 ||
        text::ends_sentence(words, static_cast<std::uint32_t>(words.size() < 3 ? 0 : words.size() - 3)) ||
        text::ends_sentence(words, static_cast<std::uint32_t>(words.size() - 1)))
        return false;
    const bool titled = !in.titles.empty() && in.titles.front() <= line.begin;
    const std::uint32_t longest_rest = titled ? 40 : 12;  // bytes beside the words of another time or place
    const std::string_view text = in.normal.text();
    std::vector<text::Range> phrases;
    const bool others = in.next_other(line.begin) < line.end;
    for (const std::vector<text::Range>* const list : {&in.times, &in.last_period, &in.days, &in.places}) {
        if (!others || (list == &in.places && !titled)) continue;
        for (auto phrase = first_from(*list, line.begin); phrase != list->end() && phrase->end <= line.end; ++phrase)
            phrases.push_back(*phrase);
    }
    const text::PhraseSet& months = in.profile.lexicon.months;
    for (std::uint32_t at = line.begin; titled && at < line.end; ++at) {
        if (!text::is_digit(text[at]) && !months.may_start(text[at])) continue;
        const bool inside_word = at > line.begin && text::is_letter(text[at]) && text::is_letter(text[at - 1]);
        if (inside_word || !may_begin_time(text, at, in.profile.lexicon)) continue;
        const auto time = read_time_caption(in.normal, at, line.end, in.own, in.profile.lexicon);
        if (!time) continue;
        if (time->other && !time->holds_own && !time->is_last_day) phrases.push_back(time->range);
        at = time->range.end - 1;
    }
    if (phrases.empty() || begins_within(in.this_period, line.begin, line.end) ||
        begins_within(in.figures, line.begin, line.end))
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
bool is_caption_line(const Phrases& in, text::Range line) {
    if (!in.profile.bylines.empty() && is_byline(in, line)) return false;
    if (is_dated_byline(in, line)) return false;
    // "Source of the figures: somebody"
    for (auto voice = first_from(in.voices, line.begin); voice != in.voices.end() && voice->end + 1 < line.end;
         ++voice) {
        if (in.profile.lexicon.unspaced && in.normal.text()[voice->end] == ':' && !is_own(in, {voice->end, line.end}))
            return true;
    }
    const std::uint32_t begin = skip_item_mark(in.normal, line.begin);
    std::uint32_t end = line.end;
    if (end > begin && in.normal.text()[end - 1] == ':') --end;
    const auto is_all = [&](const std::vector<text::Range>& phrases) {
        const auto phrase = first_from(phrases, begin);
        return phrase != phrases.end() && phrase->begin == begin && phrase->end >= end;
    };
    if (is_all(in.places) || is_all(in.times) || is_about_other(in, line)) return true;
    const bool named = !in.titles.empty() && in.titles.front() <= line.begin;
    if (named && end < line.end && !in.profile.topics.empty() && is_other_caption(in, line.begin, end)) return true;
    const auto time = read_time_caption(in.normal, begin, end, in.own, in.profile.lexicon);
    if (!time || time->range.end < end || !time->other || time->is_last_day) return false;
    // A cover prints the month or the year before the first section.
    const bool cover = in.headings.empty() || begin < in.headings.front().range.begin;
    return !(cover && time->holds_own);
}

/// A caption on a line of its own holds up to the next such line, the next heading, or words of this period.
void carry_captions(const Phrases& in, std::vector<text::Range>& carried) {
    constexpr std::uint32_t longest = 40;  // bytes
    const auto closes = [](char c) {
        return c == '.' || c == ':' || c == '!' || c == '?' || c == ';' || c == '%' || c == ')';
    };
    constexpr std::string_view ideographic_full_stop = "\xE3\x80\x82";
    const std::string_view text = in.normal.text();
    const std::vector<std::uint32_t>& starts = in.normal.line_starts();
    const auto starts_anew = [&](std::uint32_t at) {
        return at >= text.size() || !((text[at] >= 'a' && text[at] <= 'z') || text[at] == ',');
    };
    const auto is_long = [&](std::uint32_t begin) {
        return text.substr(begin, longest + 1).find('\n') == std::string_view::npos && text.size() - begin > longest;
    };
    const auto heads = [&](std::uint32_t end) {
        const auto behind =
            std::lower_bound(in.headings.begin(), in.headings.end(), end,
                             [](const Heading& heading, std::uint32_t at) { return heading.range.begin < at; });
        const bool heading = behind != in.headings.begin() && end <= std::prev(behind)->range.end + 1;
        return heading || std::binary_search(in.titles.begin(), in.titles.end(), end);
    };
    std::optional<text::Range> open;
    const auto close = [&](std::uint32_t at) {
        if (open) carried.push_back({open->begin, at});
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
            const bool caption = (!bare || (parted && is_long(next))) && is_caption_line(in, line);
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
    const auto before = [](const Match& match, std::uint32_t at) { return match.range.begin < at; };
    const auto first = std::lower_bound(in.matches.all.begin(), in.matches.all.end(), figure.begin, before);
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
    for (auto match = std::lower_bound(first, in.matches.all.end(), pos, before);
         match != in.matches.all.end() && match->range.begin < pos + reach; ++match) {
        const std::vector<std::int32_t> fields = fields_of(*match);
        const bool again = std::find_first_of(fields.begin(), fields.end(), told.begin(), told.end()) != fields.end();
        if (again || (is_time && is_against_last_period(in, *match)))
            return in.marks.sentence_begin(match->range.begin);
    }
    return static_cast<std::uint32_t>(in.normal.text().size());
}

/// carry_scene() where words have spaces between them: the sentence starts with the phrase. What somebody said on a day
/// is of another time than what it tells of. A place ends where the report's own body acts, and a sentence that prints
/// the same thing again is told apart from this one.
void carry_first_words(const Phrases& in, std::vector<text::Range>& carried, text::Range phrase, bool is_time) {
    const std::string_view text = in.normal.text();
    const auto figure = first_from(in.figures, phrase.begin);
    constexpr std::uint32_t farthest = 200;  // bytes
    if (figure == in.figures.end() || figure->begin > phrase.end + farthest) return;
    const std::uint32_t lead = std::min(longest_opener + 2, phrase.begin);
    const bool opens = lead == phrase.begin ||
                       text.substr(phrase.begin - lead, lead).find_first_of(".!?:\n\t") != std::string_view::npos;
    if (!opens) return;
    const std::uint32_t begin = behind_headings(in, in.marks.sentence_begin(phrase.begin), phrase.begin);
    if (phrase.begin > begin + longest_opener) return;
    const std::uint32_t end = in.marks.sentence_end(phrase.end);
    if (figure->begin >= end || begins_within(in.this_period, begin, end) ||
        begins_within(in.voices, phrase.end, figure->begin) ||
        begins_within(in.figures, paragraph_begin(in, begin), begin))
        return;
    std::uint32_t close = std::min(paragraph_end(in, end), end_of_scene(in, *figure, end, is_time));
    for (const std::vector<text::Range>* const own : {&in.this_period, &in.compared, &in.own_voices}) {
        // What compares with the week before is this week's, and may still be the place's.
        if (own == (is_time ? &in.own_voices : &in.compared)) continue;
        const auto next = first_from(*own, end);
        if (next != own->end()) close = std::min(close, std::max(end, in.marks.sentence_begin(next->begin)));
    }
    carried.push_back({end, close});
}

/// What a sentence speaks of from `words.begin` on holds up to the end of its paragraph, if it prints figures and says
/// nothing of this period; words of this period, the report's own body, or a comparison with last week end it.
void carry_from(const Phrases& in, std::vector<text::Range>& carried, text::Range words) {
    if (!begins_within(in.figures, words.begin, words.end) || begins_within(in.this_period, words.begin, words.end))
        return;
    const std::string_view text = in.normal.text();
    std::uint32_t close = paragraph_end(in, words.end);
    for (const std::vector<text::Range>* const own : {&in.this_period, &in.own_voices, &in.compared}) {
        const auto next = first_from(*own, words.end);
        if (next == own->end()) continue;
        std::uint32_t begin = in.marks.sentence_begin(next->begin);
        // Words of this period say nothing of the clauses before theirs.
        const std::size_t mark = text.substr(begin, next->begin - begin).find_last_of(",;");
        if (own == &in.this_period && mark != std::string_view::npos) begin += static_cast<std::uint32_t>(mark) + 1;
        close = std::min(close, std::max(words.end, begin));
    }
    carried.push_back({words.end, close});
}

void carry_scene(const Phrases& in, std::vector<text::Range>& carried, text::Range phrase, bool is_time) {
    if (!in.profile.lexicon.unspaced) return carry_first_words(in, carried, phrase, is_time);
    if (sets_scene(in, phrase, is_time)) carry_from(in, carried, {phrase.begin, in.marks.sentence_end(phrase.end)});
}

/// "Last year, 903 websites were defaced. 120 pages were phishing pages.": a sentence without a time or place of its
/// own goes on with those that the sentence before it begins with, up to the end of its paragraph.
void carry_scenes(const Phrases& in, std::vector<text::Range>& carried) {
    for (const std::vector<text::Range>* const phrases : {&in.times, &in.last_period, &in.days, &in.places}) {
        for (const text::Range phrase : *phrases) carry_scene(in, carried, phrase, phrases != &in.places);
    }
}

/// What is carried on ends at the next heading, title, or words of this period.
void close_carried(const Phrases& in, std::vector<text::Range>& carried) {
    for (text::Range& range : carried) {
        const auto heading =
            std::upper_bound(in.headings.begin(), in.headings.end(), range.begin,
                             [](std::uint32_t at, const Heading& other) { return at < other.range.end; });
        if (heading != in.headings.end()) range.end = std::min(range.end, heading->range.begin);
        if (const auto back = first_from(in.this_period, range.begin); back != in.this_period.end())
            range.end = std::min(range.end, back->begin);
        const auto title = std::upper_bound(in.titles.begin(), in.titles.end(), range.begin);
        if (title != in.titles.end()) range.end = std::min(range.end, *title);
    }
    std::erase_if(carried, [](text::Range range) { return range.end <= range.begin; });
}

/// "The above is last year's" speaks of what stands before, up to the last heading.
void carry_back(const Phrases& in, std::vector<text::Range>& carried) {
    for (const text::Range words : in.looks_back) {
        const std::uint32_t begin = in.marks.sentence_begin(words.begin);
        const std::uint32_t end = in.marks.sentence_end(words.end);
        const std::uint32_t from = std::max(begin, line_begin(in.normal, words.begin));
        if (!in.any_within(from, end) && !begins_within(in.denies, from, end)) continue;
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
        return words.matched && value::skip_white(text, words.end) == phrase.begin;
    };
    if (!says_when_from(begin)) {
        const auto lead = in.profile.lead_words.match(text, begin);  // "But that was in 2021."
        if (!lead.matched || !says_when_from(value::skip_white(text, lead.end))) return;
    }
    if (phrase.end < text.size() && text[phrase.end] != '\n' && !in.marks.ends_sentence(phrase.end)) return;
    for (std::uint32_t at = phrase.begin; in.own.days && at < phrase.end; ++at) {
        const auto day = value::read_date(text, at, in.profile.lexicon);
        if (day && day->day != 0 && may_lie_within(*day, *in.own.days)) return;  // "as of October 22"
    }
    std::uint32_t end = begin;
    while (end > 0 && text::is_white(text[end - 1])) --end;
    if (end == 0 || !in.marks.ends_sentence(end - 1)) return;
    // Another paragraph may be about the body, and where it is.
    const std::string_view when = text.substr(phrase.begin, phrase.end - phrase.begin);
    if (in.normal.is_line_start(begin) && std::none_of(when.begin(), when.end(), text::is_digit)) return;
    const std::uint32_t last = in.marks.sentence_begin(end - 1);
    if (!begins_within(in.figures, last, end)) return;
    constexpr std::uint32_t shortest_wrapped = 60;  // bytes
    std::uint32_t from = line_begin(in.normal, end - 1);
    while (from > 0) {
        const std::uint32_t above = line_begin(in.normal, from - 1);
        if (from - above <= shortest_wrapped) break;
        from = above;
    }
    carried.push_back({std::max(from, behind_headings(in, paragraph_begin(in, end - 1), end - 1)), begin});
}

/// "That was in 2021.": another time or place right behind words that say when, and with which the sentence ends, is
/// that of the sentence before, if it prints figures, and of the lines that it is wrapped into.
void date_back(const Phrases& in, std::vector<text::Range>& carried) {
    if (in.profile.says_when.empty()) return;
    for (const std::vector<text::Range>* const phrases : {&in.times, &in.last_period, &in.days, &in.places}) {
        for (const text::Range phrase : *phrases) date_back(in, carried, phrase);
    }
}

/// "The alliance reports that 903 websites were defaced. 120 pages ...": the next sentence is told by the same
/// body, until the report's own speaks.
void carry_voices(const Phrases& in, std::vector<text::Range>& carried) {
    constexpr std::uint32_t longest_lead = 60;  // bytes
    if (!in.profile.lexicon.unspaced) return;
    const std::string_view text = in.normal.text();
    for (const text::Range voice : in.voices) {
        const std::uint32_t begin = behind_headings(in, in.marks.sentence_begin(voice.begin), voice.begin);
        if (voice.begin - begin > longest_lead || begins_within(in.figures, begin, voice.begin)) continue;
        if (is_own(in, {clause_begin(text, begin, voice.begin), voice.begin})) continue;
        // "The ministry said that the centre found ..."
        const auto figure = first_from(in.figures, voice.end);
        if (figure == in.figures.end() || begins_within(in.own_voices, voice.end, figure->begin)) continue;
        carry_from(in, carried, {voice.begin, in.marks.sentence_end(voice.end)});
    }
    // "The alliance: ..."
    for (const std::uint32_t mark : in.colons) {
        const auto value = first_from(in.figures, mark);
        if (value == in.figures.end()) break;
        if (value->begin - mark > longest_lead) continue;
        const std::uint32_t begin = behind_headings(in, in.marks.sentence_begin(mark), mark);
        if (mark - begin > longest_caption || begins_within(in.figures, begin, mark)) continue;
        if (is_other_caption(in, begin, mark)) carry_from(in, carried, {mark, in.marks.sentence_end(mark)});
    }
}

}  // namespace

bool follows_other(const Phrases& in, const Match& match) {
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
    for (const std::vector<text::Range>* const own : {&in.same, &in.this_period, &in.own_voices}) {
        if (begins_within(*own, sentence, match.range.end)) return false;
    }
    std::uint32_t before = sentence;
    while (before > 0 && text::is_white(text[before - 1])) --before;
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
    carry_captions(in, carried);
    carry_scenes(in, carried);
    carry_voices(in, carried);
    close_carried(in, carried);
    carry_back(in, carried);
    date_back(in, carried);
    sort(carried);
    reach_over(carried);
    return carried;
}

}  // namespace certdelta::extract
