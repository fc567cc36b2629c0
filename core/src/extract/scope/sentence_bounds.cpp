#include "extract/scope/sentence_bounds.h"

#include <algorithm>

#include "extract/ranges.h"
#include "extract/scope/own_words.h"
#include "text/characters.h"

namespace certdelta::extract {
namespace {

/// Behind the lines from `begin` on that a site sets between the title and the text: "Published: ... Views: ...".
std::uint32_t behind_bylines(const Phrases& in, std::uint32_t begin, std::uint32_t pos) {
    constexpr std::uint32_t longest = 160;  // bytes
    constexpr int most_lines = 6;
    const std::string_view text = in.normal.text();
    const std::uint32_t title = in.titles.empty() ? 0 : in.titles.front();
    if (in.profile.bylines.empty() || title > begin || begins_within(in.timed_values, title, begin)) return begin;
    const std::uint32_t below = in.normal.next_line_start(begin + 1);
    if (in.normal.is_line_start(begin) && below < pos && is_heading_line(in, begin) &&
        is_byline(in, {below, in.normal.next_line_start(below + 1)}))
        begin = below;
    for (int i = 0; i < most_lines; ++i) {
        std::uint32_t line = begin;
        while (line < pos && text::is_white(text[line])) ++line;
        const std::uint32_t next = in.normal.next_line_start(line + 1);
        if (!in.normal.is_line_start(line) || next > pos || next - line > longest ||
            begins_within(in.timed_values, line, next))
            break;
        if (!is_byline(in, {line, next})) break;
        begin = next;
    }
    return begin;
}

/// Whether a mark stands at `end` that may part a title from a site's name.
bool may_follow_site_name(const Phrases& in, std::uint32_t end) {
    if (!in.profile.lexicon.unspaced || end == 0) return false;
    const std::string_view text = in.normal.text();
    const std::uint32_t mark = text::skip_white(text, end);
    return mark < text.size() && (text[mark] == '-' || text[mark] == '|' || text[mark] == '_');
}

/// The next line, where nothing but a site's name stands behind the title or the issue that ends at `end`: "... | The
/// university's network". `end` where anything else does.
std::uint32_t behind_site_name(const Phrases& in, std::uint32_t end, std::uint32_t next_line) {
    constexpr std::uint32_t longest = 60;  // bytes
    const std::string_view text = in.normal.text();
    const std::uint32_t mark = text::skip_white(text, end);
    const bool named = may_follow_site_name(in, end) && mark + 1 < next_line && next_line - mark <= longest;
    if (!named || begins_within(in.timed_values, mark, next_line) || begins_within(in.times, mark, next_line))
        return end;
    const std::string_view name = text.substr(mark + 1, next_line - mark - 1);
    return name.find_first_of("0123456789,;:") == std::string_view::npos ? next_line : end;
}

/// Behind what names the issue at `begin`: a line that holds the title, the number and the days begins no sentence.
std::uint32_t behind_identity(const Phrases& in, std::uint32_t begin, std::uint32_t pos) {
    if (!any_holds(in.identity_lines, begin) && (begin == pos || in.normal.text()[begin] != ')') &&
        !may_follow_site_name(in, begin))
        return begin;
    const std::uint32_t line = line_begin(in.normal, begin);
    const std::uint32_t next_line = in.normal.next_line_start(begin + 1);
    std::uint32_t end = begin;
    int left = 16;  // a line names an issue and its days a few times at most
    for (auto range = first_from(in.identity, line); range != in.identity.end() && range->begin < next_line && left > 0;
         ++range, --left)
        end = std::max(end, range->end);
    while (end < pos && in.normal.text()[end] == ')') ++end;
    if (const std::uint32_t below = behind_site_name(in, end, next_line); below != end && below <= pos) return below;
    return end > begin && end <= pos && in.normal.is_line_start(text::skip_white(in.normal.text(), end)) ? end : begin;
}

/// Behind lines such as "Source: the report's own body" or "Subject: something" from `begin` on: short lines of their
/// own, which say nothing of the sentence below.
std::uint32_t behind_head_lines(const Phrases& in, std::uint32_t begin, std::uint32_t pos) {
    constexpr std::uint32_t longest = 48;  // bytes: a line that has not been wrapped
    const std::string_view text = in.normal.text();
    const auto is_capital = [text](std::uint32_t at) { return text[at] >= 'A' && text[at] <= 'Z'; };
    while (begin < pos && in.normal.is_line_start(begin)) {
        const std::uint32_t next = in.normal.next_line_start(begin + 1);
        if (is_dated_byline(in, {begin, next})) {
            begin = next;
            continue;
        }
        if (!is_capital(begin)) break;
        std::uint32_t name = begin;
        while (name < next && (text::is_letter(text[name]) || text[name] == '-')) ++name;
        const bool head = next > name + 2 && text[name] == ':' && text[name + 1] == ' ' && next - begin <= longest;
        const bool anew = next <= pos && (is_capital(next) || text::is_digit(text[next]) || text[next] == '"');
        if (!head || !anew || begins_within(in.timed_values, begin, next)) break;
        if (begins_within(in.voices, begin, name) && !is_own(in, {name, next})) break;  // "Source: somebody else"
        begin = next;
    }
    return begin;
}

}  // namespace

std::uint32_t skip_headlines(const Phrases& in, std::uint32_t begin, std::uint32_t pos) {
    constexpr std::size_t top_lines = 12;
    constexpr std::string_view announces = ",;:(";
    const std::vector<std::uint32_t>& starts = in.normal.line_starts();
    for (std::size_t i = 0; i + 1 < std::min(starts.size(), top_lines) && starts[i + 1] <= pos; ++i) {
        if (starts[i] < begin) continue;
        const std::uint32_t last = text::skip_white_back(in.normal.text(), starts[i + 1], starts[i]);
        const std::uint32_t next =
            i + 2 < starts.size() ? starts[i + 2] : static_cast<std::uint32_t>(in.normal.text().size());
        const bool much_shorter = (last - starts[i]) * 3 < (next - starts[i + 1]) * 2;
        const bool open = (last > starts[i] && announces.find(in.normal.text()[last - 1]) != std::string_view::npos) ||
                          begins_within(in.announces, starts[i], last);
        if (much_shorter && !open) begin = starts[i + 1];
    }
    return begin;
}

std::uint32_t context_begin(const Phrases& in, std::uint32_t pos) {
    constexpr int most_sentences = 3;
    std::uint32_t begin = in.marks.sentence_begin(pos);
    for (int i = 0; i < most_sentences && begin > 0; ++i) {
        const auto phrase = first_from(in.goes_on, begin);
        if (phrase == in.goes_on.end() || phrase->begin != begin) break;
        const std::uint32_t before = text::skip_white_back(in.normal.text(), begin);
        // to the sentence that ends here, and to its begin
        constexpr std::uint32_t longest_mark = 3;
        begin = in.marks.sentence_begin(before > longest_mark ? before - longest_mark : 0);
    }
    return begin;
}

std::uint32_t behind_headings(const Phrases& in, std::uint32_t begin, std::uint32_t pos) {
    const auto heading = in.heading_behind(pos);
    if (heading != in.headings.begin()) begin = std::max(begin, std::prev(heading)->range.end);
    const auto title = std::upper_bound(in.titles.begin(), in.titles.end(), pos);
    if (title != in.titles.begin()) begin = std::max(begin, *std::prev(title));
    const auto citation = std::upper_bound(in.citations.begin(), in.citations.end(), pos);
    if (citation != in.citations.begin()) begin = std::max(begin, *std::prev(citation));
    begin = behind_bylines(in, behind_identity(in, begin, pos), pos);
    while (begin < pos && text::is_white(in.normal.text()[begin])) ++begin;
    return in.profile.lexicon.unspaced ? begin : behind_head_lines(in, begin, pos);
}

bool is_byline(const Phrases& in, text::Range line) {
    const std::string_view text = in.normal.text();
    const auto part_of_word = [text](std::uint32_t at) {
        return text::is_multibyte(text[at]) || text::is_letter(text[at]);
    };
    if (text.substr(line.begin, line.end - line.begin).find(':') == std::string_view::npos) return false;
    bool labelled = false;
    for (std::uint32_t at = line.begin; at < line.end; ++at) {
        if (text[at] == ':') {
            const bool clock =
                at > line.begin && at + 1 < line.end && text::is_digit(text[at - 1]) && text::is_digit(text[at + 1]);
            const bool address = text.substr(at, 3) == "://";
            if (!clock && !address) return false;
        }
        const auto label = in.profile.bylines.match(text, at);
        const std::uint32_t colon = text::skip_white(text, label.end);
        if (!label.matched || colon >= line.end || text[colon] != ':') {
            if (begins_within(in.voices, at, at + 1)) return false;
            continue;
        }
        // Where words have no spaces between them, a label may be the end of a longer one.
        if (at > line.begin && part_of_word(at - 1) && !is_apart(in.normal, at)) return false;
        labelled = true;
        at = colon;
    }
    if (!labelled || begins_within(in.times, line.begin, line.end) ||
        begins_within(in.last_period, line.begin, line.end))
        return false;
    for (auto place = first_from(in.places, line.begin); place != in.places.end() && place->begin < line.end; ++place) {
        if (place->end >= line.end || !part_of_word(place->end)) return false;
    }
    return true;
}

bool is_dated_byline(const Phrases& in, text::Range line) {
    constexpr std::uint32_t longest = 80;  // bytes
    const std::string_view text = in.normal.text();
    if (line.begin >= line.end || line.end - line.begin > longest || !text::is_digit(text[line.begin])) return false;
    const auto date = value::read_date(text, line.begin, in.profile.lexicon);
    if (!date || date->year == 0 || date->day == 0 || begins_within(in.timed_values, line.begin, line.end))
        return false;
    const auto voice = first_from(in.voices, date->printed.end);
    return voice != in.voices.end() && voice->end < line.end && text[voice->end] == ':' &&
           is_own(in, {voice->end, line.end});
}

std::uint32_t entry_begin(const Phrases& in, std::uint32_t begin, std::uint32_t pos) {
    const std::string_view text = in.normal.text();
    const std::uint32_t line = line_begin(in.normal, pos);
    if (line <= begin) return begin;
    const std::uint32_t above = std::max(line_begin(in.normal, line - 1), begin);
    std::uint32_t end = text::skip_white_back(text, line, above);
    const auto behind = first_from(in.timed_values, line);
    const bool holds = behind != in.timed_values.begin() && std::prev(behind)->end > above;
    if (holds && (std::prev(behind)->end >= end || line - above < shortest_wrapped)) return line;
    if (!in.profile.lexicon.unspaced) return begin;
    while (end > above && text[end - 1] == ')') --end;
    return end > above && (text::is_digit(text[end - 1]) || text[end - 1] == '%') && in.has_count(above, end) ? line
                                                                                                              : begin;
}

bool is_heading_line(const Phrases& in, std::uint32_t pos) {
    constexpr std::uint32_t longest = 60;  // bytes
    constexpr std::string_view goes_on = ",;:(";
    const std::string_view text = in.normal.text();
    const std::uint32_t begin = line_begin(in.normal, pos);
    const std::uint32_t end = text::skip_white_back(text, in.normal.next_line_start(pos + 1), begin);
    return end > begin && end - begin < longest && goes_on.find(text[end - 1]) == std::string_view::npos;
}

std::uint32_t paragraph_begin(const Phrases& in, std::uint32_t pos) {
    constexpr int most_lines = 6;
    std::uint32_t begin = line_begin(in.normal, pos);
    for (int i = 0; i < most_lines && begin > 0; ++i) {
        const std::uint32_t before = line_begin(in.normal, begin - 1);
        const std::string_view line = in.normal.text().substr(before, begin - before);
        if (line.size() < shortest_wrapped && !std::all_of(line.begin(), line.end(), text::is_white)) break;
        begin = before;
    }
    return begin;
}

std::uint32_t paragraph_end(const Phrases& in, std::uint32_t pos) {
    constexpr int most_lines = 60;
    const std::string_view text = in.normal.text();
    for (int i = 0; i < most_lines && pos < text.size(); ++i) {
        if (pos == 0 || !in.normal.is_line_start(pos)) pos = in.normal.next_line_start(pos + 1);
        const std::uint32_t end = text::skip_white_back(text, pos);
        const bool ends = end > 0 && (in.marks.ends_sentence(end - 1) || (end > 2 && in.marks.ends_sentence(end - 3)));
        if (ends || end - std::min(end, line_begin(in.normal, end - 1)) < shortest_wrapped) return pos;
        ++pos;
    }
    return pos;
}

std::uint32_t clause_begin(std::string_view text, std::uint32_t begin, std::uint32_t end, bool lines) {
    for (std::uint32_t at = end; at > begin; --at) {
        const char c = text[at - 1];
        if (c == text::ideographic_full_stop.back() && text.substr(0, at).ends_with(text::ideographic_full_stop))
            return at;
        if (text::is_multibyte(c)) continue;
        if (c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || (c == '\n' && lines)) return at;
    }
    return begin;
}

}  // namespace certdelta::extract
