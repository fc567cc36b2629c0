#include "profile/required_words.h"

#include <re2/re2.h>
#include <re2/regexp.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "text/utf8.h"

namespace certdelta::profile {
namespace {

constexpr std::size_t any = RequiredWords::any;
constexpr std::string_view full_stop = "\xE3\x80\x82";

std::size_t add(std::size_t a, std::size_t b) { return a > any - b ? any : a + b; }

std::size_t times(std::size_t length, int count) {
    if (length == 0 || count == 0) return 0;
    if (length == any || count < 0) return any;
    return length * static_cast<std::size_t>(count);
}

bool ignores_case(re2::Regexp* regexp) { return (regexp->parse_flags() & re2::Regexp::FoldCase) != 0; }

/// Most bytes that a match of `regexp` can have. A literal that ignores case may match longer characters than its own.
std::size_t longest_match(re2::Regexp* regexp) {
    constexpr std::size_t longest_character = 4;
    const auto longest_of_parts = [regexp](auto combine) {
        std::size_t length = 0;
        for (int i = 0; i < regexp->nsub(); ++i) length = combine(length, longest_match(regexp->sub()[i]));
        return length;
    };
    switch (regexp->op()) {
        case re2::kRegexpNoMatch:
        case re2::kRegexpEmptyMatch:
        case re2::kRegexpBeginLine:
        case re2::kRegexpEndLine:
        case re2::kRegexpWordBoundary:
        case re2::kRegexpNoWordBoundary:
        case re2::kRegexpBeginText:
        case re2::kRegexpEndText:
            return 0;
        case re2::kRegexpLiteral:
        case re2::kRegexpAnyChar:
        case re2::kRegexpAnyByte:
        case re2::kRegexpCharClass:
            return longest_character;
        case re2::kRegexpLiteralString:
            return longest_character * static_cast<std::size_t>(regexp->nrunes());
        case re2::kRegexpConcat:
        case re2::kRegexpCapture:
        case re2::kRegexpQuest:
            return longest_of_parts(add);
        case re2::kRegexpAlternate:
            return longest_of_parts([](std::size_t a, std::size_t b) { return std::max(a, b); });
        case re2::kRegexpRepeat:
            return times(longest_match(regexp->sub()[0]), regexp->max());
        default:
            return any;
    }
}

/// The words that `regexp` is; empty when it is something else.
std::string words_of(re2::Regexp* regexp) {
    std::string words;
    if (ignores_case(regexp)) return words;
    if (regexp->op() == re2::kRegexpLiteral) text::append_utf8(words, static_cast<char32_t>(regexp->rune()));
    if (regexp->op() == re2::kRegexpLiteralString) {
        for (int i = 0; i < regexp->nrunes(); ++i) text::append_utf8(words, static_cast<char32_t>(regexp->runes()[i]));
    }
    return words;
}

/// Whether a match of `regexp` can hold a character.
bool may_hold(re2::Regexp* regexp, char32_t character) {
    const auto rune = static_cast<re2::Rune>(character);
    switch (regexp->op()) {
        case re2::kRegexpLiteral:
            return regexp->rune() == rune;
        case re2::kRegexpLiteralString:
            return std::find(regexp->runes(), regexp->runes() + regexp->nrunes(), rune) !=
                   regexp->runes() + regexp->nrunes();
        case re2::kRegexpCharClass:
            return regexp->cc()->Contains(rune);
        case re2::kRegexpAnyChar:
        case re2::kRegexpAnyByte:
            return true;
        default:
            return std::any_of(regexp->sub(), regexp->sub() + regexp->nsub(),
                               [character](re2::Regexp* part) { return may_hold(part, character); });
    }
}

/// What `regexp` is a sequence of, groups around several parts aside.
void add_parts(re2::Regexp* regexp, std::vector<re2::Regexp*>& parts) {
    const bool group = regexp->op() == re2::kRegexpCapture;
    if (!group && regexp->op() != re2::kRegexpConcat) return parts.push_back(regexp);
    for (int i = 0; i < regexp->nsub(); ++i) add_parts(regexp->sub()[i], parts);
}

/// The pattern from a part of its sequence on; null where a group stands before it.
std::shared_ptr<const re2::RE2> pattern_from(const re2::RE2& pattern, re2::Regexp* first) {
    re2::Regexp* const whole = pattern.Regexp();
    if (whole->op() != re2::kRegexpConcat) return nullptr;
    re2::Regexp** const end = whole->sub() + whole->nsub();
    re2::Regexp** const begin = std::find(whole->sub(), end, first);
    if (begin == whole->sub() || begin == end) return nullptr;
    std::string source;
    for (re2::Regexp** part = begin; part != end; ++part) source += "(?:" + (*part)->ToString() + ')';
    auto rest = std::make_shared<const re2::RE2>(source, pattern.options());
    const bool all_groups = rest->ok() && rest->NumberOfCapturingGroups() == pattern.NumberOfCapturingGroups();
    return all_groups ? rest : nullptr;
}

}  // namespace

RequiredWords required_words(const re2::RE2& pattern) {
    std::vector<re2::Regexp*> parts;
    add_parts(pattern.Regexp(), parts);
    RequiredWords required;
    std::size_t at = parts.size();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        std::string words = words_of(parts[i]);
        if (words.size() <= required.words.size()) continue;
        required.words = std::move(words);
        at = i;
    }
    if (at == parts.size()) return required;
    if (pattern.NumberOfCapturingGroups() > 0) required.rest = pattern_from(pattern, parts[at]);
    required.in_sentence = !may_hold(pattern.Regexp(), U'\u3002');
    required.before = required.behind = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        std::size_t& reach = i < at ? required.before : required.behind;
        if (i != at) reach = add(reach, longest_match(parts[i]));
    }
    return required;
}

text::Range RequiredWords::reach(std::string_view text, std::size_t from, std::size_t found) const {
    std::size_t begin = found - std::min(before, found - from);
    std::size_t end = behind >= text.size() - found - words.size() ? text.size() : found + words.size() + behind;
    if (in_sentence) {
        const std::size_t stop = text.substr(begin, found - begin).rfind(full_stop);
        if (stop != std::string_view::npos) begin += stop + full_stop.size();
        const std::size_t next = text.substr(found, end - found).find(full_stop);
        if (next != std::string_view::npos) end = found + next;
    }
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

text::Range RequiredWords::next_stretch(std::string_view text, std::size_t from) const {
    if (words.empty()) return {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(text.size())};
    std::size_t found = find(text, from, text.size());
    if (found == any) return {};
    text::Range stretch = reach(text, from, found);
    // Stretches that overlap are one.
    while (stretch.end < text.size()) {
        found = find(text, found + 1, text.size());
        if (found == any) break;
        const text::Range next = reach(text, from, found);
        if (next.begin >= stretch.end) break;
        stretch.end = std::max(stretch.end, next.end);
    }
    return stretch;
}

std::size_t RequiredWords::find(std::string_view text, std::size_t from, std::size_t to) const {
    // By their last byte: many Chinese characters share the first of their three.
    const std::size_t last = words.size() - 1;
    for (std::size_t at = from + last; at < to; ++at) {
        at = text.find(words.back(), at);
        if (at >= to) break;
        if (text.compare(at - last, words.size(), words) == 0) return at - last;
    }
    return any;
}

bool find_pattern(const re2::RE2& pattern, const RequiredWords& required, std::string_view text, std::size_t from,
                  std::size_t to, std::span<std::string_view> groups) {
    const auto count = static_cast<int>(groups.size());
    const auto find_all = [&] { return pattern.Match(text, from, to, re2::RE2::UNANCHORED, groups.data(), count); };
    if (required.rest == nullptr) return find_all();
    std::string_view whole;
    if (!pattern.Match(text, from, to, re2::RE2::UNANCHORED, &whole, 1)) return false;
    const auto begin = static_cast<std::size_t>(whole.data() - text.data());
    const std::size_t end = begin + whole.size();
    std::size_t only = RequiredWords::any;
    for (std::size_t at = required.find(text, begin, end); at != RequiredWords::any;
         at = required.find(text, at + 1, end)) {
        std::string_view rest;
        const bool fits = required.rest->Match(text, at, to, re2::RE2::ANCHOR_START, &rest, 1) &&
                          rest.data() + rest.size() == whole.data() + whole.size();
        if (!fits) continue;
        if (only != RequiredWords::any) return find_all();
        only = at;
    }
    if (only == RequiredWords::any ||
        !required.rest->Match(text, only, to, re2::RE2::ANCHOR_START, groups.data(), count))
        return find_all();
    groups[0] = whole;
    return true;
}

}  // namespace certdelta::profile
