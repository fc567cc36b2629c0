#include "extract/account.h"

#include <algorithm>

#include "extract/explained.h"
#include "extract/numerals.h"
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
    const std::vector<text::Range> addresses = find_addresses(text);
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
        if (any_holds(addresses, pos)) {
            account = {{pos, std::prev(first_from(addresses, pos + 1))->end},
                       Mark::Kind::phrase,
                       "address",
                       "",
                       Status::found};
        } else if (const auto explained = explain_itself(normal, pos, digits_end, follows_date(pos), profile.lexicon)) {
            account = {explained->range, Mark::Kind::phrase, explained->name, "", Status::found};
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
