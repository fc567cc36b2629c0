#include "extract/doubt.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>

#include "extract/caption.h"
#include "extract/ranges.h"
#include "text/characters.h"

namespace certdelta::extract {
namespace {

using profile::SlotKind;

/// A small number alone on a line, in the middle of a sentence, may as well be the page's.
bool is_page_number(const text::NormalText& normal, const Capture& capture, const Match& match,
                    profile::FieldType type) {
    if (type != profile::FieldType::count && type != profile::FieldType::percentage) return false;
    return capture.slot.kind != SlotKind::constant && may_be_page_number(normal, capture.printed, match);
}

/// A mark of a list's item, with a space behind it.
bool begins_item(std::string_view text, std::uint32_t pos) {
    constexpr std::string_view marks[] = {"- ", "* ", "\xE2\x80\xA2", "\xE2\x97\x8F", "\xE2\x96\xA0", "\xC2\xB7"};
    return std::any_of(std::begin(marks), std::end(marks),
                       [rest = text.substr(pos)](std::string_view mark) { return rest.starts_with(mark); });
}

/// The lines of `pos` and of `next` are numbered, one after the other: the list goes on.
bool is_next_number(const text::NormalText& normal, std::uint32_t pos, std::uint32_t next) {
    const std::string_view text = normal.text();
    const auto number_at = [&](std::uint32_t at) {
        std::uint32_t end = at;
        while (end < text.size() && end - at < 2 && text::is_digit(text[end])) ++end;
        const bool mark = end < text.size() && (text[end] == '.' || text[end] == ')');
        if (end == at || !(mark || text.substr(end).starts_with(text::ideographic_comma))) return 0;
        return std::stoi(std::string(text.substr(at, end - at)));
    };
    const int number = number_at(line_begin(normal, pos - 1));
    return number != 0 && number_at(next) == number + 1;
}

/// Lines of labels with figures around the one at `line`, all of which say in words what they count ("Phishing: 12" is
/// a kind of something), below a sentence or a line with figures of its own: no heading chooses what they are of. A
/// report has no list as long as `most_lines`.
bool is_plain_list(const text::NormalText& normal, std::uint32_t line) {
    constexpr int most_lines = 100;
    int lines = 0;
    const std::string_view text = normal.text();
    const auto says_what = [&](std::uint32_t at) {
        const std::string_view label = text.substr(at, text.find(':', at) - at);
        return label.find(' ') != std::string_view::npos;
    };
    std::uint32_t first = line;
    while (is_labelled_line(normal, first)) {
        if (!says_what(first) || ++lines > most_lines) return false;
        if (first == 0) break;
        line = first;
        first = line_begin(normal, first - 1);
    }
    for (std::uint32_t next = line; next < text.size() && is_labelled_line(normal, next);
         next = normal.next_line_start(next + 1)) {
        if (!says_what(next) || ++lines > 2 * most_lines) return false;
    }
    if (line == 0) return true;
    const std::string_view above = text.substr(first, text::skip_white_back(text, line, first) - first);
    constexpr std::string_view marks = ".:!?";
    return above.empty() || above.find_first_of("0123456789") != std::string_view::npos ||
           marks.find(above.back()) != std::string_view::npos;
}

/// The figure is the last that the template asks for, and its line ends right behind it: the text may have been cut
/// there, and something else glued on. A scale behind it ends it.
bool is_open_end(const text::NormalText& normal, const Capture& capture, const Match& match) {
    const std::string_view text = normal.text();
    const bool figure = capture.slot.kind == SlotKind::count || capture.slot.kind == SlotKind::percentage;
    if (!figure || capture.printed.end != match.range.end || text[capture.printed.end - 1] == '%') return false;
    const std::uint32_t next = text::skip_white(text, capture.printed.end);
    if (next >= text.size()) return true;
    constexpr std::string_view punctuation = ",.;:)";
    if (!normal.is_line_start(next) || begins_item(text, next)) return false;
    if (is_labelled_line(normal, next) && is_plain_list(normal, line_begin(normal, capture.printed.begin)))
        return false;
    if (text::is_multibyte(text[capture.printed.end - 1]) || is_next_number(normal, capture.printed.end, next))
        return false;
    return punctuation.find(text[next]) == std::string_view::npos &&
           text.substr(next, 3) != text::ideographic_full_stop;
}

/// A name or an address behind which the document stops, in the middle of its last line, may be half of one.
bool is_cut_text(const text::NormalText& normal, const Capture& capture, const profile::FieldDefinition& field) {
    const std::string_view text = normal.text();
    if (field.type != profile::FieldType::text || !normal.ends_open()) return false;
    std::uint32_t end = capture.printed.end;
    while (end < text.size() && (text[end] == '.' || text[end] == '-' || text[end] == ' ')) ++end;
    if (end != text.size()) return false;
    const absl::string_view print(text.data() + capture.printed.begin, capture.printed.end - capture.printed.begin);
    return field.complete == nullptr || !re2::RE2::FullMatch(print, *field.complete);
}

/// Another code of the field follows behind "or": "medium" or high.
bool has_alternative(std::string_view text, const Capture& capture, const profile::FieldDefinition& field,
                     const value::Lexicon& lexicon) {
    const auto skip = [&](std::uint32_t pos) {
        while (pos < text.size() && (text::is_white(text[pos]) || text[pos] == '"' || text[pos] == '\'')) ++pos;
        return pos;
    };
    const auto link = lexicon.alternatives.match(text, skip(capture.printed.end));
    if (!link.matched) return false;
    const auto other = field.code_words.match(text, skip(link.end));
    return other.matched && other.payload != capture.code && (other.end == text.size() || text[other.end] != '-');
}

bool is_share_over_100(const Capture& capture, const profile::FieldDefinition& field) {
    return field.type == profile::FieldType::percentage && capture.value > Decimal::from_integer(100);
}

}  // namespace

std::string_view doubt_of(const text::NormalText& normal, const profile::Profile& profile, const Capture& capture,
                          const Match& match) {
    const profile::FieldDefinition& field = profile.fields[static_cast<std::size_t>(capture.slot.field)];
    if (match.cut) return "cut-off";
    if (capture.code == Capture::unknown_code) return "unknown-code";
    if (field.type == profile::FieldType::enumeration &&
        has_alternative(normal.text(), capture, field, profile.lexicon))
        return "alternatives";
    if (capture.damaged) return "damaged";
    if (capture.slot.kind == SlotKind::count && may_be_columns(normal, capture.printed, profile.lexicon))
        return "damaged";
    if (is_page_number(normal, capture, match, field.type)) return "page-number";
    if (is_open_end(normal, capture, match) || is_cut_text(normal, capture, field)) return "cut-off";
    if (is_share_over_100(capture, field)) return "out-of-range";
    if (field.type != profile::FieldType::list && is_interrupted(normal, capture.printed)) return "interrupted";
    return {};
}

bool may_be_page_number(const text::NormalText& normal, text::Range figure, const Match& match) {
    constexpr std::uint32_t most_digits = 3;
    const std::string_view text = normal.text();
    figure = from_digits(text, figure);  // behind a qualifier
    if (figure.end - figure.begin > most_digits) return false;
    const bool bracket =
        figure.begin > 0 && figure.end < text.size() && text[figure.begin - 1] == '(' && text[figure.end] == ')';
    if (!normal.is_line_start(bracket ? figure.begin - 1 : figure.begin)) return false;
    const std::uint32_t next = text::skip_white(text, bracket ? figure.end + 1 : figure.end);
    if (normal.is_line_start(next)) return true;
    return figure.end == match.range.end && next < text.size() && text[next] >= 'A' && text[next] <= 'Z';
}

/// "900 960" at a line's end, where the language has words for one of what is counted, may be one number, or two
/// columns of a row.
bool may_be_columns(const text::NormalText& normal, text::Range count, const value::Lexicon& lexicon) {
    const std::string_view text = normal.text();
    if (lexicon.counters.empty()) return false;
    const std::string_view printed = text.substr(count.begin, count.end - count.begin);
    const std::size_t space = printed.find_last_of(' ');
    const bool grouped = space != std::string_view::npos && space > 0 && space + 1 < printed.size() &&
                         text::is_digit(printed[space - 1]) && text::is_digit(printed[space + 1]);
    if (!grouped) return false;
    const std::uint32_t next = text::skip_white(text, count.end);
    return next >= text.size() || normal.is_line_start(next) || text[next] == '|';
}

text::Range from_digits(std::string_view text, text::Range printed) {
    std::uint32_t begin = printed.begin;
    while (begin < printed.end && !text::is_digit(text[begin])) ++begin;
    return begin == printed.end ? printed : text::Range{begin, printed.end};
}

bool is_interrupted(const text::NormalText& normal, text::Range printed) {
    return normal.is_interrupted(from_digits(normal.text(), printed));
}

}  // namespace certdelta::extract
