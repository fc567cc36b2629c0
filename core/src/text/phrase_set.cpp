#include "text/phrase_set.h"

#include <algorithm>
#include <bit>

#include "text/eight.h"
#include "text/literal.h"

namespace certdelta::text {
namespace {

/// Characters of a literal that the text need not show.
bool may_be_missing(char c) { return c == '-' || c == '"' || c == ' '; }

}  // namespace

void BeginningSet::add(std::string_view phrase) {
    const char first = phrase[0];
    if (is_ideograph_lead(first)) {
        begins_.add(character(first, phrase[1], phrase[2]));
        return;
    }
    begins_.add(pair(first, ' '));
    if (phrase.size() > 1 && is_word(phrase[1]) && is_word(first)) {
        begins_.add(pair(first, phrase[1]));
        return;
    }
    for (unsigned second = 0; second < 256; ++second)
        begins_.add(pair(first, static_cast<char>(static_cast<unsigned char>(second))));
}

void EndingSet::add(std::string_view phrase) {
    const char last = phrase.back();
    if (may_be_missing(last)) {
        ends_.add_all();
        return;
    }
    const std::size_t size = phrase.size();
    if (size > 2 && BeginningSet::is_ideograph_lead(phrase[size - 3])) {
        ends_.add(BeginningSet::character(phrase[size - 3], phrase[size - 2], last));
        return;
    }
    const char before = size > 1 ? phrase[size - 2] : ' ';
    ends_.add(BeginningSet::pair(last, ' '));
    if (is_word(before)) {
        ends_.add(BeginningSet::pair(last, before));
        return;
    }
    for (unsigned any = 0; any < 256; ++any)
        ends_.add(BeginningSet::pair(last, static_cast<char>(static_cast<unsigned char>(any))));
}

void PhraseSet::add(std::string_view phrase, int payload) {
    std::string literal = fold_phrase(phrase);
    if (literal.empty()) return;
    begins_.add(literal);
    ends_.add(literal);
    std::string tail = literal.substr(literal.size() - std::min(longest_tail, literal.size()));
    const auto place = std::lower_bound(tails_.begin(), tails_.end(), tail);
    if (place == tails_.end() || *place != tail) tails_.insert(place, std::move(tail));
    firsts_.set(static_cast<unsigned char>(literal.front()));
    const auto at = [&](std::size_t i) { return i < literal.size() ? literal[i] : ' '; };
    std::uint32_t& newest = chains_[chain(at(0), is_word(at(0)) ? at(1) : ' ', at(2))];
    const std::uint64_t mask = literal.size() >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * literal.size())) - 1;
    const std::uint64_t head = eight_from(literal, 0);
    phrases_.push_back({head, mask, word_bytes(head), std::move(literal), payload, newest});
    newest = static_cast<std::uint32_t>(phrases_.size());
}

bool PhraseSet::may_end_so(std::string_view text, std::uint32_t end) const {
    const auto before = [&](std::uint32_t i) { return end >= i ? text[end - i] : ' '; };
    return end > 0 && ends_.has(before(3), before(2), before(1));
}

bool PhraseSet::has_tail(std::string_view text, std::uint32_t end) const {
    const auto before = [&](std::uint32_t i) { return i <= end ? lower(text[end - i]) : ' '; };
    const std::array<char, longest_tail> shown{before(1), before(2), before(3)};
    return std::any_of(tails_.begin(), tails_.end(), [&shown](const std::string& tail) {
        for (std::size_t i = 1; i <= tail.size(); ++i) {
            const char wanted = tail[tail.size() - i];
            const char have = shown[i - 1];
            if (have == wanted) continue;
            // match_literal() lets much pass between words, and nothing at the end but these.
            return i > 1 ? !is_word(wanted) || !is_word(have) : may_be_missing(wanted);
        }
        return true;
    });
}

PhraseSet::Match PhraseSet::longest_match(std::string_view text, std::uint32_t pos) const {
    Match best;
    std::uint32_t best_number = 0;
    const std::uint64_t shown = fold_eight(eight_from(text, pos));
    const std::uint64_t shown_words = word_bytes(shown);
    const auto shown_at = [shown](std::size_t i) { return static_cast<char>(shown >> (8 * i) & 0xFFU); };
    const auto take = [&](std::uint32_t number) {
        const Phrase& phrase = phrases_[number];
        const std::uint64_t differences = (shown ^ phrase.head) & phrase.mask;
        std::size_t agreed = std::min<std::size_t>(8, phrase.literal.size());
        if (differences != 0) {
            agreed = static_cast<std::size_t>(std::countr_zero(differences)) / 8;
            // Two letters that differ are no match, whatever else is let pass.
            const bool letters = ((shown_words & phrase.words) >> (8 * agreed) & 0x80U) != 0;
            if (letters || agreed == 0) return;
            const char have = is_white(shown_at(agreed)) ? ' ' : shown_at(agreed);
            if (!may_differ(phrase.literal[agreed - 1], have, phrase.literal[agreed])) return;
        }
        auto end = static_cast<std::uint32_t>(pos + agreed);
        if (agreed < phrase.literal.size()) {
            const LiteralMatch match = match_literal_from(text, pos, phrase.literal, agreed);
            if (!match.matched) return;
            end = match.end;
        }
        const bool longer = end > best.end || (end == best.end && best.matched && number < best_number);
        const bool inside_word = end < text.size() && is_letter(text[end]) && is_letter(text[end - 1]);
        if (!longer || inside_word) return;
        best = {end, phrase.payload, true};
        best_number = number;
    };
    const char first = shown_at(0);
    const char second = is_word(first) ? shown_at(1) : ' ';
    const bool has_others = !BeginningSet::is_ideograph_lead(first) && is_word(second);
    std::uint32_t behind = chains_[chain(first, second, shown_at(2))];
    std::uint32_t others = has_others ? chains_[chain(first, ' ', ' ')] : 0;
    bool all = false;
    if (second == '-' || second == '"') {
        // The phrase need not show them.
        all = true;
        behind = static_cast<std::uint32_t>(phrases_.size());
        others = 0;
    }
    while (true) {
        if (behind == 0) std::swap(behind, others);
        if (behind == 0) return best;
        take(behind - 1);
        behind = all ? behind - 1 : phrases_[behind - 1].next;
    }
}

}  // namespace certdelta::text
