#include "extract/repeated_labels.h"

#include <algorithm>
#include <bit>

#include "extract/ranges.h"
#include "text/characters.h"
#include "text/eight.h"

namespace certdelta::extract {
namespace {

constexpr std::uint32_t shortest_label = 6;  // bytes

/// What templates and panels have read, by position.
struct Read {
    std::vector<text::Range> captures;
    std::vector<text::Range> goes_on;  ///< phrases that go on with a sentence
};

Read read_by(const Matches& matches, const profile::Profile& profile, const std::vector<FieldCandidate>& boxes) {
    Read read;
    for (const Capture& capture : matches.captures) read.captures.push_back(capture.printed);
    for (const FieldCandidate& box : boxes) read.captures.push_back(box.printed);
    sort(read.captures);
    for (const Match& match : matches.all) {
        if (profile.rules[match.rule].kind == profile::RuleKind::goes_on) read.goes_on.push_back(match.range);
    }
    return read;
}

/// The first place of the words within the range; its end where there is none.
std::uint32_t find_words(std::string_view text, std::string_view words, text::Range within) {
    if (within.end - within.begin < words.size()) return within.end;
    const auto last = within.end - static_cast<std::uint32_t>(words.size());
    for (std::uint32_t pos = within.begin; pos <= last; pos += 8) {
        std::uint64_t firsts = text::equal_bytes(text::eight_from(text, pos), words.front());
        for (; firsts != 0; firsts &= firsts - 1) {
            const std::uint32_t at = pos + static_cast<std::uint32_t>(std::countr_zero(firsts)) / 8;
            if (at <= last && text[at + 1] == words[1] && text.substr(at, words.size()) == words) return at;
        }
    }
    return within.end;
}

/// A quick look: whether the last bytes of a label before the count stand again behind it, up to `end`.
bool ends_label_again(std::string_view text, const FieldCandidate& count, std::uint32_t end) {
    const text::Range before = trim(text, {count.quote.begin, std::max(count.quote.begin, count.printed.begin)});
    if (before.end - before.begin < shortest_label) return false;
    const std::string_view tail = text.substr(before.end - shortest_label, shortest_label);
    return find_words(text, tail, {count.printed.end, end}) != end;
}

/// Behind the last comma, semicolon, colon, bracket, ideographic comma or full stop in the range; its begin where
/// there is none.
std::uint32_t behind_list_mark(std::string_view text, text::Range range) {
    for (std::uint32_t pos = range.end; pos > range.begin; --pos) {
        const char c = text[pos - 1];
        if (text::is_letter(c) || c == ' ') continue;
        if (c == ',' || c == ';' || c == ':' || c == '(') return pos;
        if (c != text::ideographic_comma.front()) continue;
        const std::string_view mark = text.substr(pos - 1, text::ideographic_comma.size());
        if (mark == text::ideographic_comma || mark == text::ideographic_full_stop) return pos + 2;
    }
    return range.begin;
}

/// The other reading of a field: its figure, and where the words with it end.
FieldCandidate second_of(const FieldCandidate& first, const value::Figure& figure, std::uint32_t end) {
    FieldCandidate second = first;
    second.value = figure.value;
    second.precision = figure.precision;
    second.qualifier = figure.qualifier;
    second.printed = figure.printed;
    second.quote = {first.quote.begin, end};
    second.why = {};
    second.change.reset();
    return second;
}

struct Label {
    text::Range range;
    bool part = false;  ///< of the figure before it: "of which the government's"
};

/// The words between a count and the mark or figure before it, within its match.
Label label_before(std::string_view text, const FieldCandidate& candidate, const Read& read, bool unspaced) {
    text::Range label{candidate.quote.begin, candidate.printed.begin};
    std::uint32_t figure = UINT32_MAX;  // "from 70 down to 64": what stands between the two is no label
    const auto own = first_from(read.captures, candidate.printed.begin);
    if (own != read.captures.begin() && std::prev(own)->end <= label.end)
        figure = label.begin = std::max(label.begin, std::prev(own)->end);
    label.begin = behind_list_mark(text, label);
    const auto phrase = first_from(read.goes_on, label.begin);
    const bool part = phrase != read.goes_on.end() && phrase->begin == label.begin;
    if (part) label.begin = phrase->end;
    if (unspaced && label.begin == figure) return {};
    label = trim(text, label);
    if (label.end <= label.begin || label.end - label.begin < shortest_label) return {};
    return {label, part};
}

/// "20 defaced websites, 30 defaced websites and 50 phishing pages": the words of a label behind the count, up to a
/// list's next mark. A single word may count anything.
text::Range label_behind(std::string_view text, const FieldCandidate& candidate) {
    const std::uint32_t begin = text::skip_white(text, candidate.printed.end);
    std::uint32_t end = begin;
    while (end < text.size() && (text::is_letter(text[end]) || text[end] == ' ')) ++end;
    const text::Range label = trim(text, {begin, std::min(end, candidate.quote.end)});
    const std::string_view words = label.empty() ? "" : text.substr(label.begin, label.end - label.begin);
    return words.find(' ') == std::string_view::npos ? text::Range{} : label;
}

/// A comma, a semicolon or a conjunction stands before `pos`: "including 59 of them" is a part.
bool is_behind_list_mark(std::string_view text, std::uint32_t pos, const value::Lexicon& lexicon) {
    constexpr std::uint32_t longest = 8;  // bytes
    pos = text::skip_white_back(text, pos);
    if (pos == 0) return false;
    if (text[pos - 1] == ',' || text[pos - 1] == ';') return true;
    for (std::uint32_t begin = pos; begin > 0 && pos - begin < longest;) {
        --begin;
        const auto link = lexicon.list_conjunctions.match(text, begin);
        if (link.matched && link.end == pos) return begin == 0 || !text::is_word(text[begin - 1]);
    }
    return false;
}

/// The count that the words at `pos` are the label of, where both are an item of a list. None that is read already.
std::optional<value::Figure> counted_before(std::string_view text, std::uint32_t pos, std::uint32_t end,
                                            const Read& read, const value::Lexicon& lexicon) {
    const std::uint32_t next = text::skip_white(text, end);
    const bool ends = next >= text.size() || text[next] == ',' || text[next] == ';' || text[next] == '.' ||
                      lexicon.list_conjunctions.match(text, next).matched;
    std::uint32_t begin = text::skip_white_back(text, pos);
    while (begin > 0 && (text::is_digit(text[begin - 1]) ||
                         (text[begin - 1] == ',' && begin > 1 && text::is_digit(text[begin - 2]))))
        --begin;
    if (!ends || begin == pos || !text::is_digit(text[begin]) || !is_behind_list_mark(text, begin, lexicon))
        return std::nullopt;
    auto figure = value::read_count(text, begin, lexicon);
    if (!figure || figure->damaged || text::skip_white(text, figure->printed.end) != pos) return std::nullopt;
    const auto other = first_from(read.captures, begin);
    const bool is_read = other != read.captures.end() && other->begin < pos;
    return is_read ? std::nullopt : figure;
}

/// Another figure with the same label, behind the match, in its sentence, which ends at `end`. The label of a part says
/// the part of another figure, where one is read between the two.
std::optional<FieldCandidate> figure_of(std::string_view text, const Label& label, const FieldCandidate& first,
                                        std::uint32_t end, const Read& read, const value::Lexicon& lexicon) {
    const std::string_view words = text.substr(label.range.begin, label.range.end - label.range.begin);
    const std::uint32_t from = first.printed.end;
    const std::uint32_t begin = find_words(text, words, {from, end});
    if (begin == end || (label.part && begins_within(read.captures, from, begin))) return std::nullopt;
    const std::uint32_t at = text::skip_white(text, begin + static_cast<std::uint32_t>(words.size()));
    const auto figure = value::read_count(text, at, lexicon);
    const bool starts = begin == from || !text::is_letter(text[begin - 1]);
    if (!figure || !starts || figure->damaged || figure->printed.end > end) return std::nullopt;
    const auto other = std::lower_bound(read.captures.begin(), read.captures.end(), figure->printed.begin,
                                        [](text::Range range, std::uint32_t pos) { return range.end <= pos; });
    if (other != read.captures.end() && other->begin < figure->printed.end) return std::nullopt;
    return second_of(first, *figure, figure->printed.end);
}

}  // namespace

void add_repeated_labels(const text::NormalText& normal, const text::Marks& marks, const profile::Profile& profile,
                         const Matches& matches, const std::vector<FieldCandidate>& boxes,
                         std::vector<FieldCandidate>& fields) {
    constexpr std::uint32_t reach = 120;  // bytes
    const std::string_view text = normal.text();
    std::optional<Read> read;
    const std::size_t count = fields.size();
    for (std::size_t i = 0; i < count; ++i) {
        const auto field = static_cast<std::size_t>(fields[i].field);
        if (profile.fields[field].type != profile::FieldType::count) continue;
        const FieldCandidate first = fields[i];  // the fields grow
        const std::uint32_t end = marks.sentence_end(first.printed.end, reach);
        if (const text::Range behind = label_behind(text, first); !behind.empty()) {
            const std::string_view words = text.substr(behind.begin, behind.end - behind.begin);
            const std::uint32_t again = find_words(text, words, {behind.end, end});
            if (again != end && !read) read = read_by(matches, profile, boxes);
            const std::uint32_t close = again + static_cast<std::uint32_t>(words.size());
            const auto figure =
                again != end ? counted_before(text, again, close, *read, profile.lexicon) : std::nullopt;
            if (figure) {
                fields.push_back(second_of(first, *figure, close));
                continue;
            }
        }
        if (!ends_label_again(text, first, end)) continue;
        if (!read) read = read_by(matches, profile, boxes);
        const Label label = label_before(text, first, *read, profile.lexicon.unspaced);
        if (label.range.empty()) continue;
        if (auto second = figure_of(text, label, first, end, *read, profile.lexicon))
            fields.push_back(std::move(*second));
    }
}

}  // namespace certdelta::extract
