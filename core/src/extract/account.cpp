#include "extract/account.h"

#include <algorithm>
#include <array>

#include "extract/ranges.h"
#include "text/characters.h"
#include "text/utf8.h"
#include "text/words.h"

namespace certdelta::extract {
namespace {

using profile::Profile;

/// The figure around the digits at `pos`: a qualifier before them belongs to it.
text::Range figure_at(std::string_view text, std::uint32_t pos, const value::Lexicon& lexicon) {
    text::Range whole{pos, pos};
    while (whole.end < text.size() && text::is_digit(text[whole.end])) ++whole.end;
    if (const auto figure = value::read_figure(text, pos, lexicon)) whole = figure->printed;
    if (const auto before = value::qualifier_before(text, pos, lexicon)) whole.begin = before->begin;
    return whole;
}

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

/// Digits of other scripts, fractions, superscripts, Roman numerals: no rule reads them, and they are figures all the
/// same. Ranges of code points with a numeric value (Unicode: Nd and No of the Basic Multilingual Plane, U+2160..2188).
bool is_other_numeral(char32_t c) {
    struct Block {
        char32_t first;
        char32_t last;
    };
    static constexpr Block blocks[] = {
        {0xB2, 0xB3},     {0xB9, 0xB9},     {0xBC, 0xBE},     {0x660, 0x669},   {0x6F0, 0x6F9},   {0x7C0, 0x7C9},
        {0x966, 0x96F},   {0x9E6, 0x9EF},   {0xA66, 0xA6F},   {0xAE6, 0xAEF},   {0xB66, 0xB6F},   {0xBE6, 0xBF2},
        {0xC66, 0xC6F},   {0xCE6, 0xCEF},   {0xD66, 0xD6F},   {0xDE6, 0xDEF},   {0xE50, 0xE59},   {0xED0, 0xED9},
        {0xF20, 0xF33},   {0x1040, 0x1049}, {0x1090, 0x1099}, {0x17E0, 0x17E9}, {0x1810, 0x1819}, {0x1946, 0x194F},
        {0x19D0, 0x19DA}, {0x1A80, 0x1A99}, {0x1B50, 0x1B59}, {0x1BB0, 0x1BB9}, {0x1C40, 0x1C59}, {0x2070, 0x2070},
        {0x2074, 0x2079}, {0x2080, 0x2089}, {0x2150, 0x2188}, {0xA620, 0xA629}, {0xA8D0, 0xA8D9}, {0xA900, 0xA909},
        {0xA9D0, 0xA9D9}, {0xAA50, 0xAA59}, {0xABF0, 0xABF9}};
    const auto* const behind = std::upper_bound(std::begin(blocks), std::end(blocks), c,
                                                [](char32_t at, const Block& block) { return at < block.first; });
    return behind != std::begin(blocks) && c <= std::prev(behind)->last;
}

/// By its first byte. No ideograph: none of those is looked at any closer.
bool may_be_other_numeral(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xC2 && (byte < 0xE3 || byte == 0xEA);
}

/// End of the numerals of other kinds at `pos`, and of digits among them; `pos` when there are none.
std::uint32_t other_numerals_end(std::string_view text, std::uint32_t pos) {
    std::uint32_t end = pos;
    while (end < text.size() && may_be_other_numeral(text[end])) {
        const text::Decoded decoded = text::decode(text, end);
        if (!is_other_numeral(decoded.code_point)) break;
        end += decoded.length;
        while (end < text.size() && text::is_digit(text[end])) ++end;
    }
    return end;
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
    return parts > 0 ? end : pos;
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

/// End of a word for as much again or for half at `pos`, behind its number or a direction ("three times", "doubled");
/// 0 where it is a part of other words.
std::uint32_t whole_end(std::string_view text, std::uint32_t begin, std::uint32_t pos, const value::Lexicon& lexicon) {
    const auto whole = lexicon.wholes.match(text, pos);
    if (!whole.matched) return 0;
    const bool amount = lexicon.directions.may_end(text, begin) || value::qualifier_before(text, begin, lexicon);
    if (const auto rest = lexicon.wholes.match(text, whole.end); rest.matched) return rest.end;  // "once and a half"
    const bool parted = begin < pos && !text::is_ideograph(text, whole.end);
    return parted || (amount && value::read_whole(text, pos, lexicon)) ? whole.end : 0;
}

/// End of the number in the language's own words or characters for one that begins at `pos`, where a word for what is
/// counted follows ("a hundred and twenty" in Chinese); `pos` where there is none. "One" alone is no count of a report,
/// and one ideograph is none behind what makes it an ordinal or a pronoun ("the third", "these two").
std::uint32_t counted_numeral_end(std::string_view text, std::uint32_t pos, const value::Lexicon& lexicon) {
    constexpr std::uint32_t longest = 60;           // bytes
    constexpr std::uint32_t longest_character = 3;  // bytes
    auto numeral = lexicon.numerals.match(text, pos);
    if (lexicon.numerals.may_end(text, pos)) return pos;
    if (pos > 0 && (text::is_digit(text[pos - 1]) || text[pos - 1] == '.')) return pos;
    if (const auto share = value::read_spelled_percentage(text, pos, lexicon)) {
        // "thirty in a hundred" is nothing else; the character for tenths begins many words
        const bool lead = lexicon.percent_leads.match(text, pos).matched;
        const auto qualifier = lexicon.qualifiers_after.match(text, share->printed.end);
        if (qualifier.matched) return qualifier.end;
        if (lead || !text::is_ideograph(text, share->printed.end) || value::qualifier_before(text, pos, lexicon))
            return share->printed.end;
        // "of which three tenths are": with "one", it is the end of a word ("one of which became")
        const bool several = share->value > Decimal::from_integer(10);
        if (several && lexicon.amounts_to.match(text, share->printed.end).matched) return share->printed.end;
    }
    std::uint32_t end = pos;
    std::uint32_t numerals = 0;
    for (; numeral.matched && !lexicon.wholes.match(text, end).matched && end - pos < longest; ++numerals) {
        end = numeral.end;
        numeral = lexicon.numerals.match(text, end);
        if (numeral.matched) continue;
        // "ninety-five and more myriads"
        const auto more = value::qualifier_behind(text, end, lexicon);
        if (more && lexicon.scales.match(text, more->end).matched) numeral = lexicon.numerals.match(text, more->end);
    }
    if (const std::uint32_t whole = whole_end(text, pos, end, lexicon); whole != 0) return whole;
    const auto numerals_end = [&](std::uint32_t at) {
        for (auto next = lexicon.numerals.match(text, at); next.matched; next = lexicon.numerals.match(text, at))
            at = next.end;
        return at;
    };
    if (const auto parts = lexicon.fractions.match(text, end); numerals > 0 && parts.matched) {
        if (const std::uint32_t fraction = numerals_end(parts.end); fraction != parts.end) return fraction;
    }
    if (numerals == 0 || lexicon.other_units.match(text, end).matched) return pos;  // "three months"
    if (numerals == 1 && text::is_ideograph(text, pos) && !lexicon.scales.match(text, pos).matched) {
        const auto digit = lexicon.digits.match(text, pos);
        const bool several = digit.matched ? digit.payload > 1 : lexicon.powers.match(text, pos).matched;
        if (!several || lexicon.determiners.may_end(text, pos)) return pos;
    }
    const std::uint32_t number = end;
    for (int i = 0; i < 2; ++i) {  // "more than"
        if (const auto qualifier = value::qualifier_behind(text, end, lexicon)) end = qualifier->end;
    }
    // The word for what is counted may be a part of the qualifier's phrase, and is not needed behind "amounts to
    // about".
    const bool counted = lexicon.counters.match(text, end).matched || end > number + longest_character;
    const bool amount = numerals > 1 && !text::is_ideograph(text, end) &&
                        (lexicon.amounts_to.may_end(text, pos) || value::qualifier_before(text, pos, lexicon));
    // "between 95 and 96 myriads": what is counted stands behind the second one
    const auto range = lexicon.range_marks.match(text, end);
    const bool bound = numerals > 1 && range.matched && lexicon.numerals.match(text, range.end).matched;
    return counted || amount || bound ? end : pos;
}

/// End of a number in words with spaces or hyphens between them ("one hundred and sixty-three") at `pos`; `pos` where
/// there is none. Words for small numbers alone are none, unless a sentence starts with them: they are words of other
/// sentences, too ("one", "no").
std::uint32_t spelled_numeral_end(std::string_view text, std::uint32_t pos, const value::Lexicon& lexicon) {
    constexpr std::uint32_t longest = 90;  // bytes
    if (pos > 0 && (text::is_word(text[pos - 1]) || text::is_digit(text[pos - 1]))) return pos;
    std::uint32_t end = pos;
    bool large = false;
    for (std::uint32_t at = pos; at < text.size() && at - pos < longest;) {
        const auto numeral = lexicon.numerals.match(text, at);
        const auto word = numeral.matched ? numeral : lexicon.number_words.match(text, at);
        if (word.matched) {
            end = word.end;
            large = large || numeral.matched || (at == pos && is_capital(text[pos]) && word.payload > 1);
        }
        if (!word.matched && end == pos) break;
        const auto next = word.matched ? word : lexicon.list_conjunctions.match(text, at);
        if (!next.matched) break;
        at = next.end;
        const std::uint32_t behind = at;
        while (at < text.size() && (text::is_white(text[at]) || text[at] == '-')) ++at;
        if (at == behind) break;
    }
    return large ? end : pos;
}

/// End of a number without digits at `pos`; `pos` where there is none.
std::uint32_t numeral_end(std::string_view text, std::uint32_t pos, const value::Lexicon& lexicon) {
    if (text::is_letter(text[pos]))
        return lexicon.may_begin_number(text, pos) ? spelled_numeral_end(text, pos, lexicon) : pos;
    if (!text::is_multibyte(text[pos])) return pos;
    if (may_be_other_numeral(text[pos])) {
        const std::uint32_t end = other_numerals_end(text, pos);
        if (end > pos) return end;
    }
    const bool numeral = lexicon.may_begin_number(text, pos) && lexicon.numerals.match(text, pos).matched;
    return numeral ? counted_numeral_end(text, pos, lexicon) : pos;
}

/// Calls with the ranges whose figures belong to the candidate. Those between the names of a list do not: "Guangdong
/// (16.2%), Jiangsu (7.7%)".
template <typename Call>
void each_part(std::string_view text, const FieldCandidate& candidate, const Call& call) {
    const auto* const names = std::get_if<std::vector<std::string>>(&candidate.value);
    std::size_t from = candidate.printed.begin;
    for (std::size_t i = 0; names != nullptr && i < names->size(); ++i) {
        const std::size_t at = text.find((*names)[i], from);
        // A name that is not printed as it stands in the value ("R\&D") has no range of its own.
        if (at == std::string_view::npos || at + (*names)[i].size() > candidate.printed.end) {
            call(candidate.printed);
            return;
        }
        from = at + (*names)[i].size();
        call(text::Range{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(from)});
    }
    if (names == nullptr) call(candidate.printed);
}

}  // namespace

std::vector<Account> account_figures(const text::NormalText& normal, const Profile& profile,
                                     const Candidates& candidates, const std::vector<Field>& fields) {
    std::vector<Account> known;
    known.reserve(2 * candidates.fields.size() + candidates.loose_changes.size() + candidates.phrases.size());
    for (const FieldCandidate& candidate : candidates.fields) {
        const Field& field = fields[static_cast<std::size_t>(candidate.field)];
        // A field that was found shows none of the candidates that it did not take.
        if (field.status == Status::found && !candidate.why.empty()) continue;
        const std::string_view rule = profile.rules[candidate.rule].id;
        each_part(normal.text(), candidate, [&](text::Range part) {
            known.push_back({part, Mark::Kind::field, field.name, rule, field.status});
        });
        if (candidate.change)
            known.push_back({candidate.change->printed, Mark::Kind::field, field.name, rule, Status::found, true});
    }
    for (const auto& [index, change] : candidates.loose_changes) {
        const Field& field = fields[static_cast<std::size_t>(index)];
        if (field.status == Status::found)
            known.push_back(
                {change.printed, Mark::Kind::field, field.name, profile.rules[change.rule].id, Status::found, true});
    }
    for (const ExplainedPhrase& phrase : candidates.phrases)
        known.push_back({phrase.range, Mark::Kind::phrase, phrase.name, phrase.rule, Status::found});
    // By place, and in the order from above where places are the same.
    std::vector<std::uint64_t> order;  // of `known`: place and index
    order.reserve(known.size());
    for (const Account& account : known)
        order.push_back(std::uint64_t{account.range.begin} << 32U | static_cast<std::uint64_t>(order.size()));
    std::sort(order.begin(), order.end());
    const auto place_of = [](std::uint64_t entry) { return static_cast<std::uint32_t>(entry >> 32U); };

    std::vector<Account> accounts;
    accounts.reserve(known.size() + 16);
    const std::string_view text = normal.text();
    std::size_t next = 0;
    std::vector<const Account*> open;  // known ranges that may still cover what comes
    const auto covering = [&](std::uint32_t pos) -> const Account* {
        for (; next < order.size() && place_of(order[next]) <= pos; ++next)
            open.push_back(&known[static_cast<std::uint32_t>(order[next])]);
        std::erase_if(open, [pos](const Account* account) { return account->range.end <= pos; });
        // The narrowest says most.
        const auto best = std::min_element(open.begin(), open.end(), [](const Account* a, const Account* b) {
            return a->range.end - a->range.begin < b->range.end - b->range.begin;
        });
        return best == open.end() ? nullptr : *best;
    };
    const auto follows_date = [&](std::uint32_t pos) {
        constexpr std::uint32_t longest_gap = 2;  // bytes
        return !accounts.empty() && accounts.back().name == "date" && pos - accounts.back().range.end <= longest_gap;
    };
    const Account* last = nullptr;
    std::uint32_t told = 0;  // end of what has an account
    // No figure begins inside of a word or in white space.
    for (const std::uint32_t pos : normal.starts()) {
        if (pos < told) continue;
        if (!text::is_digit(text[pos])) {
            const std::uint32_t end = numeral_end(text, pos, profile.lexicon);
            if (end == pos) continue;
            if (covering(pos) == nullptr) {
                Account account;
                account.range = {pos, end};
                accounts.push_back(std::move(account));
            }
            told = end;
            continue;
        }
        std::uint32_t digits_end = pos;
        while (digits_end < text.size() && text::is_digit(text[digits_end])) ++digits_end;
        if (const Account* account = covering(pos)) {
            if (account != last) accounts.push_back(*account);
            last = account;
            told = std::max(digits_end, account->kind == Mark::Kind::phrase ? digits_end : account->range.end);
            continue;
        }
        last = nullptr;
        Account account;
        if (const auto date = date_at(text, pos, profile.lexicon)) {
            account = {*date, Mark::Kind::phrase, "date", "", Status::found};
        } else if (const text::Range token = token_at(text, pos);
                   is_identifier(text.substr(token.begin, token.end - token.begin)) &&
                   !profile.lexicon.counters.match(text, token.end).matched) {
            account = {token, Mark::Kind::phrase, "identifier", "", Status::found};
        } else if (const std::uint32_t end = behind_ordinal(text, digits_end, profile.lexicon); end > digits_end) {
            account = {{pos, end}, Mark::Kind::phrase, "ordinal", "", Status::found};
        } else if (const std::uint32_t clock = follows_date(pos) ? clock_end(text, pos) : pos; clock > pos) {
            account = {{pos, clock}, Mark::Kind::phrase, "time-of-day", "", Status::found};
        } else if (is_labelled(text, pos, digits_end, profile.lexicon)) {
            account = {{pos, digits_end}, Mark::Kind::phrase, "figure-number", "", Status::found};
        } else if (is_numbering(normal, pos, digits_end, profile.lexicon)) {
            account = {{pos, digits_end}, Mark::Kind::phrase, "numbering", "", Status::found};
        } else {
            account.range = figure_at(text, pos, profile.lexicon);
            account.range.end = other_numerals_end(text, account.range.end);
        }
        told = std::max(account.range.end, digits_end);
        accounts.push_back(std::move(account));
    }
    return accounts;
}

}  // namespace certdelta::extract
