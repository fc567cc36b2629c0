#include "extract/issue_reader.h"

#include <algorithm>

#include "extract/ranges.h"
#include "text/characters.h"

namespace certdelta::extract {
namespace {

using profile::RuleKind;
using profile::SlotKind;

std::int32_t whole(Decimal number) { return static_cast<std::int32_t>(number.micros() / Decimal::scale); }

}  // namespace

std::string_view IssueReader::read(const Capture& capture, const Match& match, IdentityCandidate& identity) const {
    switch (capture.slot.kind) {
        case SlotKind::issue_number:
            if (is_one_of_several(capture, match) || capture.value == Decimal()) return {};
            if (!match.cut) identity.number = whole(capture.value);
            return "issue.number";
        case SlotKind::issue_year:
            if (!match.cut) identity.year = whole(capture.value);
            return "issue.year";
        case SlotKind::period:
            if (!match.cut && (!profile_.rules[match.rule].weak || names_period(match))) identity.days = capture.days;
            return "period";
        default:
            return {};
    }
}

/// "Issue 43-44", "Issue 4 3": which number is the issue's, nothing tells. A date may stand behind it.
bool IssueReader::is_one_of_several(const Capture& capture, const Match& match) const {
    constexpr std::uint32_t longest = 3;  // digits of an issue's number
    const std::string_view text = normal_.text();
    if (capture.printed.end != match.range.end) return false;
    const auto skip = [text](std::uint32_t at) { return at < text.size() && text[at] == ' ' ? at + 1 : at; };
    std::uint32_t begin = skip(match.range.end);
    constexpr std::string_view marks = "-/&+";
    const auto link = profile_.lexicon.list_conjunctions.match(text, begin);
    if (link.matched)
        begin = skip(link.end);
    else if (begin < text.size() && marks.find(text[begin]) != std::string_view::npos)
        begin = skip(begin + 1);
    std::uint32_t end = begin;
    while (end < text.size() && text::is_digit(text[end])) ++end;
    if (end == begin || end - begin > longest || begin == match.range.end) return false;
    return !value::read_date(text, begin, profile_.lexicon);
}

/// Outside of titles, days are the report's where words of the rule lead to them, on a line that is no sentence, or in
/// a sentence that speaks of this period or prints figures of it; else they may be those of an event. Where words have
/// no spaces between them, too many sentences go on without a mark.
bool IssueReader::names_period(const Match& match) const {
    constexpr std::uint32_t longest_rest = 60;  // bytes of a line beside the days
    const std::string_view text = normal_.text();
    const text::Range days = matches_.captures_of(match).front().printed;
    if (scope_.is_compared_period(days)) return false;
    if (profile_.lexicon.unspaced || days.begin > match.range.begin) return true;
    const std::uint32_t line = line_begin(normal_, days.begin);
    const std::uint32_t next = normal_.next_line_start(days.end);
    const std::uint32_t end = text::skip_white_back(text, next, days.end);
    const bool goes_on = next < text.size() && text[next] >= 'a' && text[next] <= 'z';
    const bool is_line = (end - line) - (days.end - days.begin) <= longest_rest && !goes_on &&
                         !scope_.marks().ends_sentence(end - 1) && scope_.marks().sentence_begin(days.begin) <= line;
    if (is_line) return true;
    const text::Range sentence{scope_.marks().sentence_begin(days.begin), scope_.marks().sentence_end(days.end)};
    return std::any_of(matches_.from(sentence.begin), matches_.from(sentence.end), [&](const Match& other) {
        const profile::Rule& rule = profile_.rules[other.rule];
        return !other.cut && (rule.kind == RuleKind::this_period || (rule.kind == RuleKind::value && !rule.timeless));
    });
}

}  // namespace certdelta::extract
