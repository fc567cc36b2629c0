#include "text/literal.h"

#include <algorithm>
#include <array>

#include "text/normalise.h"

namespace certdelta::text {
namespace {

constexpr std::array<char, 256> make_lower_table() {
    std::array<char, 256> table{};
    for (std::size_t i = 0; i < 256; ++i) table[i] = lower(static_cast<char>(static_cast<unsigned char>(i)));
    return table;
}
constexpr std::array<char, 256> lower_table = make_lower_table();

char folded(char c) { return lower_table[static_cast<unsigned char>(c)]; }

/// Characters of a literal that the text need not show.
bool may_be_missing(char c) { return c == '-' || c == '"' || c == ' '; }

}  // namespace

std::string fold_phrase(std::string_view phrase) {
    std::string folded_phrase = normalise_phrase(phrase);
    for (char& c : folded_phrase) c = is_white(c) ? ' ' : folded(c);
    return folded_phrase;
}

LiteralMatch match_literal(std::string_view text, std::uint32_t pos, std::string_view literal) {
    return match_literal_from(text, pos, literal, 0);
}

LiteralMatch match_literal_from(std::string_view text, std::uint32_t pos, std::string_view literal,
                                std::size_t agreed) {
    std::size_t i = agreed;
    std::size_t p = pos + agreed;
    while (i < literal.size()) {
        if (p < text.size() && folded(text[p]) == literal[i]) {
            ++i, ++p;
            continue;
        }
        const char wanted = literal[i];
        const char before = p > 0 ? text[p - 1] : ' ';
        if (p == text.size()) {
            if (wanted == ' ' && i + 1 == literal.size() && !is_word(before))
                return {static_cast<std::uint32_t>(p), true, false};
            return {static_cast<std::uint32_t>(p), false, p > pos};
        }
        const char have = text[p];
        if (wanted == ' ' && is_white(have)) {
            ++i, ++p;  // a line end for a space
        } else if (wanted == '-') {
            ++i;
            if (is_white(have)) ++p;
        } else if (have == '-' && p > pos && is_letter(before) && p + 1 < text.size() && is_letter(text[p + 1])) {
            ++p;
            if (wanted == ' ') ++i;
        } else if (wanted == ' ') {
            const bool after_word = is_word(before);
            const bool before_word = is_word(have);
            if (after_word && before_word && p > pos) return {static_cast<std::uint32_t>(p), false, false};
            ++i;  // white space lost beside punctuation or a figure
        } else if (is_white(have) && p > pos && (!is_word(before) || !is_word(wanted)) &&
                   !(is_digit(before) && is_digit(wanted))) {
            ++p;
        } else if (wanted == '"') {
            ++i;
        } else if (have == '"' && before != '"') {
            ++p;
        } else {
            return {static_cast<std::uint32_t>(p), false, false};
        }
    }
    return {static_cast<std::uint32_t>(p), true, false};
}

void BeginningSet::add(std::string_view phrase) {
    const char first = phrase[0];
    if (is_ideograph_lead(first)) {
        begins_.set(character(first, phrase[1], phrase[2]));
        return;
    }
    begins_.set(pair(first, ' '));
    if (phrase.size() > 1 && is_word(phrase[1]) && is_word(first)) {
        begins_.set(pair(first, phrase[1]));
        return;
    }
    for (unsigned second = 0; second < 256; ++second)
        begins_.set(pair(first, static_cast<char>(static_cast<unsigned char>(second))));
}

void EndingSet::add(std::string_view phrase) {
    const char last = phrase.back();
    if (may_be_missing(last)) {
        ends_.set();
        return;
    }
    const std::size_t size = phrase.size();
    if (size > 2 && BeginningSet::is_ideograph_lead(phrase[size - 3])) {
        ends_.set(BeginningSet::character(phrase[size - 3], phrase[size - 2], last));
        return;
    }
    const char before = size > 1 ? phrase[size - 2] : ' ';
    ends_.set(BeginningSet::pair(last, ' '));
    if (is_word(before)) {
        ends_.set(BeginningSet::pair(last, before));
        return;
    }
    for (unsigned any = 0; any < 256; ++any)
        ends_.set(BeginningSet::pair(last, static_cast<char>(static_cast<unsigned char>(any))));
}

void PhraseSet::add(std::string_view phrase, int payload) {
    std::string literal = fold_phrase(phrase);
    if (literal.empty()) return;
    begins_.add(literal);
    ends_.add(literal);
    std::string tail = literal.substr(literal.size() - std::min<std::size_t>(3, literal.size()));
    const auto place = std::lower_bound(tails_.begin(), tails_.end(), tail);
    if (place == tails_.end() || *place != tail) tails_.insert(place, std::move(tail));
    const auto first = static_cast<unsigned char>(literal.front());
    const auto behind = phrases_.begin() + static_cast<std::ptrdiff_t>(firsts_[first + 1U]);
    for (std::size_t c = first + 1U; c < firsts_.size(); ++c) ++firsts_[c];
    const std::size_t words =
        static_cast<std::size_t>(std::find_if_not(literal.begin(), literal.end(), is_word) - literal.begin());
    const std::uint64_t mask = words >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * words)) - 1;
    const std::uint64_t head = eight_from(literal, 0) & mask;
    phrases_.insert(behind, {head, mask, std::move(literal), payload});
}

bool PhraseSet::may_end_so(std::string_view text, std::uint32_t end) const {
    const auto before = [&](std::uint32_t i) { return end >= i ? text[end - i] : ' '; };
    return end > 0 && ends_.has(before(3), before(2), before(1));
}

bool PhraseSet::has_tail(std::string_view text, std::uint32_t end) const {
    return std::any_of(tails_.begin(), tails_.end(), [&](const std::string& tail) {
        for (std::size_t i = 1; i <= tail.size(); ++i) {
            const char wanted = tail[tail.size() - i];
            const char have = i <= end ? folded(text[end - i]) : ' ';
            if (have == wanted) continue;
            // match_literal() lets much pass between words, and nothing at the end but these.
            return i > 1 ? !is_word(wanted) || !is_word(have) : may_be_missing(wanted);
        }
        return true;
    });
}

PhraseSet::Match PhraseSet::longest_match(std::string_view text, std::uint32_t pos) const {
    Match best;
    const std::uint64_t shown = fold_eight(eight_from(text, pos));
    const auto first = static_cast<unsigned char>(folded(text[pos]));
    for (std::uint32_t i = firsts_[first]; i < firsts_[first + 1U]; ++i) {
        const Phrase* const phrase = &phrases_[i];
        // Two letters that differ are no match, whatever else is let pass.
        const std::uint64_t differences = (shown ^ phrase->head) & phrase->mask;
        std::size_t agreed = 1;
        if (differences != 0) {
            agreed = static_cast<std::size_t>(std::countr_zero(differences)) / 8;
            if (is_word(static_cast<char>(shown >> (8 * agreed) & 0xFFU))) continue;
        }
        const LiteralMatch match = match_literal_from(text, pos, phrase->literal, std::max<std::size_t>(agreed, 1));
        if (!match.matched || match.end <= best.end) continue;
        const bool inside_word =
            match.end < text.size() && is_letter(text[match.end]) && is_letter(text[match.end - 1]);
        if (!inside_word) best = {match.end, phrase->payload, true};
    }
    return best;
}

}  // namespace certdelta::text
