#include "extract/scope/caption_lines.h"

#include <algorithm>

#include "extract/caption.h"
#include "extract/ranges.h"
#include "extract/scope/foreign_caption.h"
#include "extract/scope/own_words.h"
#include "extract/scope/sentence_bounds.h"
#include "text/characters.h"
#include "text/phrase_set.h"
#include "text/sentence.h"

namespace certdelta::extract {
namespace {

bool has_digit(std::string_view text, text::Range range) {
    return std::any_of(text.begin() + range.begin, text.begin() + range.end, text::is_digit);
}

/// Where words have no spaces between them, a text that names the report's own body tells of it from there on.
bool cites_before(const Phrases& in, std::uint32_t pos) {
    return in.profile.lexicon.unspaced && !in.own_voices.empty() && in.own_voices.front().begin < pos;
}

/// "Last week" or "a year ago: figures" is about all of the line. Behind the report's title, where no headline stands,
/// any short line without figures is a heading: "Website security last year".
bool is_about_other(const Phrases& in, text::Range line) {
    const std::string_view words = in.normal.text().substr(line.begin, line.end - line.begin);
    if (line.begin == 0 ||
        text::ends_sentence(words, static_cast<std::uint32_t>(words.size() < 3 ? 0 : words.size() - 3),
                            in.normal.words()) ||
        text::ends_sentence(words, static_cast<std::uint32_t>(words.size() - 1), in.normal.words()))
        return false;
    const bool titled = (!in.titles.empty() && in.titles.front() <= line.begin) || cites_before(in, line.begin);
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
        begins_within(in.timed_values, line.begin, line.end))
        return false;
    const std::string_view marks = titled ? "0123456789,;.%" : "0123456789,;.()%";
    std::uint32_t rest = 0;
    for (std::uint32_t at = line.begin; at < line.end; ++at) {
        if (std::any_of(phrases.begin(), phrases.end(), [at](text::Range phrase) { return phrase.contains(at); }))
            continue;
        // "Incident Handling, May"
        const std::uint32_t next = text::skip_white(text, at + 1);
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
    if (named && end < line.end && !in.profile.topics.empty() && is_foreign_caption(in, line.begin, end)) return true;
    const auto time = read_time_caption(in.normal, begin, end, in.own, in.profile.lexicon);
    if (!time || time->range.end < end || !time->other || time->is_last_day) return false;
    // A cover prints the month or the year before the first section.
    const bool cover = in.headings.empty() || begin < in.headings.front().range.begin;
    return !(cover && time->holds_own);
}

}  // namespace

std::vector<text::Range> find_captioned(const Phrases& in) {
    std::vector<text::Range> captioned;
    constexpr std::uint32_t longest = 40;  // bytes
    const auto closes = [](char c) {
        return c == '.' || c == ':' || c == '!' || c == '?' || c == ';' || c == '%' || c == ')';
    };
    const std::string_view text = in.normal.text();
    const std::vector<std::uint32_t>& starts = in.normal.line_starts();
    const auto starts_anew = [&](std::uint32_t at) {
        return at >= text.size() || !((text[at] >= 'a' && text[at] <= 'z') || text[at] == ',');
    };
    const auto is_long = [&](std::uint32_t begin) {
        return text.substr(begin, longest + 1).find('\n') == std::string_view::npos && text.size() - begin > longest;
    };
    const auto heads = [&](std::uint32_t end) {
        const auto behind = in.heading_from(end);
        const bool heading = behind != in.headings.begin() && end <= std::prev(behind)->range.end + 1;
        return heading || std::binary_search(in.titles.begin(), in.titles.end(), end);
    };
    std::optional<text::Range> open;
    const auto close = [&](std::uint32_t at) {
        if (open) captioned.push_back({open->begin, at});
        open.reset();
    };
    bool closed_before = true;  // what stands before the line has ended
    bool parted = true;         // a sentence or a heading has ended there
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const std::uint32_t next = i + 1 < starts.size() ? starts[i + 1] : static_cast<std::uint32_t>(text.size());
        const std::uint32_t end = text::skip_white_back(text, next, starts[i]);
        const bool is_short = end > starts[i] && end - starts[i] <= longest && starts_anew(starts[i]);
        if (is_short && closed_before && starts_anew(next)) {
            const text::Range line{starts[i], end};
            // A bare number is a year only where a sentence follows: a torn panel prints its figures like that.
            const bool bare = std::all_of(text.begin() + line.begin, text.begin() + line.end, text::is_digit);
            const bool caption = (!bare || (parted && is_long(next))) && is_caption_line(in, line);
            if (open && (caption || !has_digit(text, line))) close(line.begin);
            if (caption) open = text::Range{end, end};
        }
        const bool ends =
            end > starts[i] && (closes(text[end - 1]) || (text::is_multibyte(text[end - 1]) &&
                                                          text.substr(0, end).ends_with(text::ideographic_full_stop)));
        parted = ends || heads(end);
        closed_before = ends || is_short;
    }
    close(static_cast<std::uint32_t>(text.size()));
    return captioned;
}

}  // namespace certdelta::extract
