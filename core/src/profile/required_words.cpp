#include "profile/required_words.h"

#include <re2/re2.h>
#include <re2/regexp.h>

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "text/characters.h"
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

/// Whether a match of `regexp` can hold a character anywhere but at its end.
bool may_hold_inside(re2::Regexp* regexp, char32_t character) {
    switch (regexp->op()) {
        case re2::kRegexpLiteral:
        case re2::kRegexpCharClass:
        case re2::kRegexpAnyChar:
            return false;
        case re2::kRegexpConcat:
        case re2::kRegexpCapture:
        case re2::kRegexpQuest: {
            re2::Regexp** const last = regexp->sub() + regexp->nsub() - 1;
            return std::any_of(regexp->sub(), last,
                               [character](re2::Regexp* part) { return may_hold(part, character); }) ||
                   may_hold_inside(*last, character);
        }
        case re2::kRegexpAlternate:
            return std::any_of(regexp->sub(), regexp->sub() + regexp->nsub(),
                               [character](re2::Regexp* part) { return may_hold_inside(part, character); });
        default:
            return may_hold(regexp, character);
    }
}

/// What `regexp` is a sequence of, groups around several parts aside.
void add_parts(re2::Regexp* regexp, std::vector<re2::Regexp*>& parts) {
    const bool group = regexp->op() == re2::kRegexpCapture;
    if (!group && regexp->op() != re2::kRegexpConcat) return parts.push_back(regexp);
    for (int i = 0; i < regexp->nsub(); ++i) add_parts(regexp->sub()[i], parts);
}

/// The first place of the words that lies in the range.
std::size_t find_words(std::string_view words, std::string_view text, std::size_t from, std::size_t to) {
    // By their last byte: many Chinese characters share the first of their three.
    const std::size_t last = words.size() - 1;
    for (std::size_t at = from + last; at < to; ++at) {
        at = text.find(words.back(), at);
        if (at >= to) break;
        if (text.compare(at - last, words.size(), words) == 0) return at - last;
    }
    return any;
}

}  // namespace

std::vector<PatternPiece> pieces_of(const re2::RE2& pattern) {
    re2::Regexp* const whole = pattern.Regexp();
    if (whole->op() != re2::kRegexpConcat) return {};
    std::vector<PatternPiece> pieces(1);
    std::string source;
    bool compiles = true;
    int groups = 0;
    const auto end_piece = [&] {
        if (source.empty()) return;
        pieces.back().after = std::make_shared<const re2::RE2>(source, pattern.options());
        compiles = compiles && pieces.back().after->ok();
        groups += pieces.back().after->NumberOfCapturingGroups();
        source.clear();
    };
    for (int i = 0; i < whole->nsub(); ++i) {
        std::string words = words_of(whole->sub()[i]);
        if (words.empty()) {
            source += "(?:" + whole->sub()[i]->ToString() + ')';
            continue;
        }
        end_piece();
        pieces.push_back({std::move(words), nullptr});
    }
    end_piece();
    const bool cut = compiles && pieces.size() > 1 && groups == pattern.NumberOfCapturingGroups();
    return cut ? pieces : std::vector<PatternPiece>();
}

RequiredWords required_words(const re2::RE2& pattern) {
    constexpr int short_pattern = 300;  // instructions: RE2 finds the groups of a shorter one fast
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
    if (required.words.empty()) return required;
    if (pattern.NumberOfCapturingGroups() > 0 && pattern.ProgramSize() > short_pattern)
        required.pieces = pieces_of(pattern);
    required.in_sentence = !may_hold_inside(pattern.Regexp(), U'\u3002');
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
        const std::size_t stop = text.substr(begin, found - begin).rfind(text::ideographic_full_stop);
        if (stop != std::string_view::npos) begin += stop + text::ideographic_full_stop.size();
        const std::size_t next = text.substr(found, end - found).find(text::ideographic_full_stop);
        if (next != std::string_view::npos) end = found + next + text::ideographic_full_stop.size();
    }
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

text::Range RequiredWords::next_stretch(std::string_view text, std::size_t from) const {
    if (words.empty()) return {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(text.size())};
    std::size_t found = find_words(words, text, from, text.size());
    if (found == any) return {};
    text::Range stretch = reach(text, from, found);
    // Stretches that overlap are one.
    while (stretch.end < text.size()) {
        found = find_words(words, text, found + 1, text.size());
        if (found == any) break;
        // Where the next one begins matters only behind this one, and at the full stop with which that may end.
        const std::size_t end = stretch.end - std::min<std::size_t>(stretch.end, text::ideographic_full_stop.size());
        const text::Range next = reach(text, std::min(std::max(from, end), found), found);
        if (next.begin >= stretch.end) break;
        stretch.end = std::max(stretch.end, next.end);
    }
    return stretch;
}

namespace {

/// How the words of a pattern's pieces stand in a match.
class Cutting {
public:
    Cutting(std::span<const PatternPiece> pieces, std::string_view text, std::size_t end)
        : pieces_(pieces), text_(text), end_(end), places_(pieces.size()) {}

    /// Whether they stand in the match that begins here in one way, and only one.
    bool is_unique(std::size_t begin) {
        try_from(0, begin, begin);
        return ways_ == 1 && tries_ <= most_tries;
    }
    /// Fills the groups of the pieces, from the first group on. After is_unique() has said yes.
    bool read(std::span<std::string_view> groups) const {
        std::size_t group = 0;
        std::vector<std::string_view> own(groups.size() + 1);
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            const PatternPiece& piece = pieces_[i];
            if (piece.after == nullptr) continue;
            const auto count = static_cast<std::size_t>(piece.after->NumberOfCapturingGroups());
            if (count == 0) continue;
            const std::size_t end = i + 1 < pieces_.size() ? found_[i + 1] : end_;
            if (!fits(piece, found_[i] + piece.words.size(), end, {own.data(), count + 1})) return false;
            std::copy_n(own.begin() + 1, count, groups.begin() + static_cast<std::ptrdiff_t>(group));
            group += count;
        }
        return true;
    }

private:
    static constexpr std::uint32_t most_tries = 64;

    /// Whether text[begin..end] is what follows the words of a piece.
    bool fits(const PatternPiece& piece, std::size_t begin, std::size_t end, std::span<std::string_view> groups) const {
        if (piece.after == nullptr) return begin == end;
        // The characters beside it are all that a pattern can look at; RE2 is faster in a short text.
        const std::size_t left = begin == 0 ? 0 : 1;
        const std::string_view around = text_.substr(begin - left, end - begin + left + 1);
        return piece.after->Match(around, left, left + end - begin, re2::RE2::ANCHOR_BOTH, groups.data(),
                                  static_cast<int>(groups.size()));
    }

    /// Tries the places of the words of all pieces behind this one, whose own words stand at `place`, up to `begin`.
    void try_from(std::size_t piece, std::size_t place, std::size_t begin) {
        places_[piece] = place;
        if (piece + 1 == pieces_.size()) {
            ++tries_;
            if (!fits(pieces_[piece], begin, end_, {})) return;
            if (++ways_ == 1) found_ = places_;
            return;
        }
        const std::string& next = pieces_[piece + 1].words;
        for (std::size_t at = find_words(next, text_, begin, end_); at != any && ways_ < 2 && tries_ <= most_tries;
             at = find_words(next, text_, at + 1, end_)) {
            ++tries_;
            if (fits(pieces_[piece], begin, at, {})) try_from(piece + 1, at, at + next.size());
        }
    }

    std::span<const PatternPiece> pieces_;
    std::string_view text_;
    std::size_t end_;  ///< of the match
    std::uint32_t ways_ = 0;
    std::uint32_t tries_ = 0;
    std::vector<std::size_t> places_;  ///< of the pieces' words, as they are tried
    std::vector<std::size_t> found_;   ///< the first ones that fit
};

}  // namespace

bool find_pattern(const re2::RE2& pattern, std::span<const PatternPiece> pieces, std::string_view text,
                  std::size_t from, std::size_t to, std::span<std::string_view> groups) {
    if (pieces.empty())
        return pattern.Match(text, from, to, re2::RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size()));
    std::string_view whole;
    if (!pattern.Match(text, from, to, re2::RE2::UNANCHORED, &whole, 1)) return false;
    const auto begin = static_cast<std::size_t>(whole.data() - text.data());
    Cutting cutting(pieces, text, begin + whole.size());
    groups[0] = whole;
    if (cutting.is_unique(begin) && cutting.read(groups.subspan(1))) return true;
    return pattern.Match(text, from, to, re2::RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size()));
}

}  // namespace certdelta::profile
