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

}  // namespace

RequiredWords required_words(const re2::RE2& pattern) {
    re2::Regexp* whole = pattern.Regexp();
    std::vector<re2::Regexp*> parts = {whole};
    if (whole->op() == re2::kRegexpConcat) parts.assign(whole->sub(), whole->sub() + whole->nsub());
    RequiredWords required;
    std::size_t at = parts.size();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        std::string words = words_of(parts[i]);
        if (words.size() <= required.words.size()) continue;
        required.words = std::move(words);
        at = i;
    }
    if (at == parts.size()) return required;
    required.before = required.behind = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        std::size_t& reach = i < at ? required.before : required.behind;
        if (i != at) reach = add(reach, longest_match(parts[i]));
    }
    return required;
}

text::Range RequiredWords::next_stretch(std::string_view text, std::size_t from) const {
    if (words.empty()) return {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(text.size())};
    std::size_t found = text.find(words, from);
    if (found == std::string_view::npos) return {};
    const std::size_t begin = found - std::min(before, found - from);
    std::size_t end = 0;
    // Stretches that overlap are one.
    for (; found != std::string_view::npos && (end == 0 || found - std::min(before, found) < end);
         found = text.find(words, found + 1)) {
        if (behind >= text.size() - found - words.size())
            end = text.size();
        else
            end = found + words.size() + behind;
        if (end == text.size()) break;
    }
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace certdelta::profile
