#include "extract/explained.h"

#include <algorithm>

#include "extract/ranges.h"
#include "text/characters.h"
#include "text/utf8.h"
#include "text/words.h"
#include "value/date.h"
#include "value/number.h"

namespace certdelta::extract {
namespace {

/// "in May 31 websites": words lead to the month alone, and what follows its name is a figure.
bool is_month_alone(std::string_view text, const value::PartialDate& date, const value::Lexicon& lexicon) {
    constexpr std::uint32_t longest_lead = 8;  // bytes
    if (date.day == 0 || date.year != 0 || !text::is_letter(text[date.printed.begin])) return false;
    const std::uint32_t end = text::skip_white_back(text, date.printed.begin);
    for (std::uint32_t begin = end; begin > 0 && end - begin < longest_lead;) {
        --begin;
        const auto lead = lexicon.month_leads.match(text, begin);
        if (lead.matched && lead.end == end && (begin == 0 || !text::is_word(text[begin - 1]))) return true;
    }
    return false;
}

/// A date that covers the digits at `pos`: it may start with a month's name or with other digits before them.
std::optional<text::Range> date_at(std::string_view text, std::uint32_t pos, const value::Lexicon& lexicon) {
    constexpr std::uint32_t longest_month = 12;
    const std::uint32_t lowest = pos > longest_month ? pos - longest_month : 0;
    for (std::uint32_t begin = lowest; begin <= pos; ++begin) {
        const bool inside_word = begin > 0 && text::is_letter(text[begin]) && text::is_letter(text[begin - 1]);
        const bool inside_number = begin > 0 && text::is_digit(text[begin]) && text::is_digit(text[begin - 1]);
        if (inside_word || inside_number || text::is_white(text[begin])) continue;
        auto date = value::read_date(text, begin, lexicon);
        if (!date || !date->valid() || !date->printed.contains(pos)) continue;
        if (is_month_alone(text, *date, lexicon)) continue;
        const bool bare_year = date->month == 0 && date->day == 0 && date->printed.end - date->printed.begin == 4;
        if (!bare_year) return date->printed;
    }
    return std::nullopt;
}

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// The token around `pos`: letters, digits, hyphens and underscores. Empty when it is longer than any identifier.
text::Range token_at(std::string_view text, std::uint32_t pos) {
    constexpr std::uint32_t longest_token = 80;  // bytes
    const auto part = [&](std::uint32_t at) {
        if (at >= text.size()) return false;
        const char c = text[at];
        return text::is_letter(c) || text::is_digit(c) || c == '-' || c == '_';
    };
    text::Range token{pos, pos};
    while (token.begin > 0 && pos - token.begin <= longest_token && part(token.begin - 1)) --token.begin;
    while (token.end - token.begin <= longest_token && part(token.end)) ++token.end;
    return token.end - token.begin <= longest_token ? token : text::Range{pos, pos};
}

/// Names like CVE-2023-1234, MS08-067, APT28, IPv6: a capital letter leads, letters stand directly before or behind
/// digits or a hyphen. A word that lost the space before a figure ("handled253") is none.
bool is_identifier(std::string_view token) {
    if (token.empty() || !is_capital(token.front())) return false;
    const std::size_t digit = token.find_first_of("0123456789");
    const std::size_t hyphen = token.find('-');
    const std::size_t letters = std::min(digit, hyphen);
    if (letters == std::string_view::npos) return false;
    // "URLs704": a plural that lost its space
    const bool word = letters >= 3 && digit == letters && digit + 1 < token.size() && token[letters - 1] >= 'a' &&
                      token[letters - 1] <= 'z' && text::is_digit(token[digit + 1]);
    return letters <= 6 && !word;
}

/// Behind the suffix that makes a number whose digits end at `end` an ordinal; `end` itself where none does.
std::uint32_t behind_ordinal(std::string_view text, std::uint32_t end, const value::Lexicon& lexicon) {
    const std::uint32_t behind = value::behind_any(lexicon.ordinals, text, end);
    return behind < text.size() && text::is_letter(text[behind]) ? end : behind;
}

/// The line before is a sentence's, which goes on behind its end: its wrap may have pushed a figure down. A short line
/// may be a heading, unless a word that leads to a figure ends it, or an open bracket stands in it.
bool follows_open_line(const text::NormalText& normal, std::uint32_t start, const value::Lexicon& lexicon) {
    const std::string_view text = normal.text();
    const std::uint32_t end = text::skip_white_back(text, start);
    if (end == 0) return false;
    const std::uint32_t begin = line_begin(normal, end - 1);
    const std::string_view line = text.substr(begin, end - begin);
    const std::size_t open = line.rfind('(');
    if (open != std::string_view::npos && line.find(')', open) == std::string_view::npos) return true;
    const bool word = text::is_letter(text[end - 1]) || text::is_ideograph(text, text::previous_character(text, end));
    if (!word) return false;
    std::uint32_t last = end;
    while (last > begin && text::is_letter(text[last - 1])) --last;
    const auto verb = lexicon.amounts_to.match(text, last);
    return end - begin >= shortest_wrapped || (verb.matched && verb.end == end);
}

/// "1." or "2)" at the start of a line.
bool is_numbering(const text::NormalText& normal, std::uint32_t pos, std::uint32_t end, const value::Lexicon& lexicon) {
    const std::string_view text = normal.text();
    const std::uint32_t start = pos > 0 && text[pos - 1] == '(' ? pos - 1 : pos;
    if (end - pos > 2 || end + 1 >= text.size() || !normal.is_line_start(start)) return false;
    if (follows_open_line(normal, start, lexicon)) return false;
    if (text.substr(end, 3) == text::ideographic_comma) return true;
    return (text[end] == '.' || text[end] == ')') && !text::is_digit(text[end + 1]);
}

/// End of a time of day at `pos`: "10:11", "03:56:10"; `pos` where there is none.
std::uint32_t clock_end(std::string_view text, std::uint32_t pos) {
    constexpr int most_parts = 3;
    std::uint32_t end = pos;
    int parts = 0;
    for (std::uint32_t at = pos; parts < most_parts; ++parts) {
        int number = 0;
        const std::uint32_t begin = at;
        for (; at < text.size() && at - begin < 3 && text::is_digit(text[at]); ++at)
            number = number * 10 + text[at] - '0';
        const std::uint32_t digits = at - begin;
        if ((parts == 0 ? digits == 0 || number > 24 : digits != 2 || number > 59) || digits > 2) return pos;
        end = at;
        if (at >= text.size() || text[at] != ':') break;
        ++at;
    }
    if (parts == 0) return pos;
    // "03:56:10.063597"
    std::uint32_t fraction = end;
    if (parts + 1 == most_parts && end < text.size() && text[end] == '.') ++fraction;
    while (fraction > end && fraction < text.size() && text::is_digit(text[fraction])) ++fraction;
    return fraction > end + 1 ? fraction : end;
}

/// "Fig. 3": a label stands right before the digits, on their line, and nothing is counted behind them.
bool is_labelled(std::string_view text, std::uint32_t pos, std::uint32_t end, const value::Lexicon& lexicon) {
    constexpr std::uint32_t most_digits = 2;
    const std::uint32_t label = pos > 0 && text[pos - 1] == ' ' ? pos - 1 : pos;
    const std::string_view before = text.substr(0, label);
    if (end - pos > most_digits || lexicon.counters.match(text, end).matched) return false;
    const bool goes_on =
        end + 1 < text.size() && (text[end] == '.' || text[end] == ',') && text::is_digit(text[end + 1]);
    if (goes_on || lexicon.percent.match(text, end).matched || lexicon.scales.match(text, end).matched) return false;
    return std::any_of(lexicon.figure_labels.begin(), lexicon.figure_labels.end(),
                       [before](const std::string& word) { return before.ends_with(word); });
}

}  // namespace

std::vector<text::Range> find_addresses(std::string_view text) {
    constexpr std::string_view ends = " \t\n\"'<>()[]{}|\\";
    std::vector<text::Range> addresses;
    for (const std::string_view mark : {std::string_view("://"), std::string_view("www.")}) {
        for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + mark.size())) {
            const bool word = mark.front() == 'w' && at > 0 &&
                              (text::is_letter(text[at - 1]) || text::is_digit(text[at - 1]) || text[at - 1] == '/');
            if (word) continue;
            std::size_t end = at + mark.size();
            while (end < text.size() && !text::is_multibyte(text[end]) &&
                   ends.find(text[end]) == std::string_view::npos)
                ++end;
            addresses.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
            at = end - mark.size();
        }
    }
    sort(addresses);
    return addresses;
}

std::optional<Explained> explain_itself(const text::NormalText& normal, std::uint32_t pos, std::uint32_t digits_end,
                                        bool follows_date, const value::Lexicon& lexicon) {
    const std::string_view text = normal.text();
    if (const auto date = date_at(text, pos, lexicon)) return Explained{*date, "date"};
    const text::Range token = token_at(text, pos);
    if (is_identifier(text.substr(token.begin, token.end - token.begin)) &&
        !lexicon.counters.match(text, token.end).matched)
        return Explained{token, "identifier"};
    if (const std::uint32_t end = behind_ordinal(text, digits_end, lexicon); end > digits_end)
        return Explained{{pos, end}, "ordinal"};
    if (const std::uint32_t end = follows_date ? clock_end(text, pos) : pos; end > pos)
        return Explained{{pos, end}, "time-of-day"};
    if (is_labelled(text, pos, digits_end, lexicon)) return Explained{{pos, digits_end}, "figure-number"};
    if (is_numbering(normal, pos, digits_end, lexicon)) return Explained{{pos, digits_end}, "numbering"};
    return std::nullopt;
}

}  // namespace certdelta::extract
