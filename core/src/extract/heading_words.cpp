#include "extract/heading_words.h"

#include "text/characters.h"
#include "text/phrase_set.h"

namespace certdelta::extract {
namespace {

/// One of the phrases stands at the heading's start, as whole words; a bracket may stand before it.
bool begins(const text::PhraseSet& phrases, std::string_view text, text::Range heading) {
    std::uint32_t pos = heading.begin;
    while (pos < heading.end && (text::is_white(text[pos]) || text[pos] == '(')) ++pos;
    const auto match = phrases.match(text, pos);
    if (!match.matched || match.end > heading.end) return false;
    return match.end == heading.end || !text::is_letter(text[match.end - 1]) || !text::is_letter(text[match.end]);
}

}  // namespace

bool names_multiple(std::string_view text, text::Range range, const value::Lexicon& lexicon) {
    constexpr std::string_view openers = "(:/,";
    for (std::uint32_t pos = range.begin; pos < range.end; ++pos) {
        const auto match = lexicon.multiples.match(text, pos);
        if (!match.matched || match.end > range.end) continue;
        const std::uint32_t before = text::skip_white_back(text, pos, range.begin);
        if (before == range.begin || openers.find(text[before - 1]) != std::string_view::npos) return true;
        const bool is_word = before < pos && text::is_letter(text[pos]) && match.end - pos > 1;
        if (is_word && !text::is_digit(text[before - 1])) return true;
    }
    return false;
}

bool heads_other(std::string_view text, text::Range heading, const value::Lexicon& lexicon) {
    return begins(lexicon.other_headings, text, heading);
}

bool heads_counts(std::string_view text, text::Range heading, const value::Lexicon& lexicon) {
    return begins(lexicon.figure_headings, text, heading);
}

bool heads_changes(std::string_view text, text::Range heading, const value::Lexicon& lexicon) {
    const auto holds = [&](const text::PhraseSet& phrases) {
        for (std::uint32_t pos = heading.begin; pos < heading.end; ++pos) {
            if (const auto match = phrases.match(text, pos); match.matched && match.end <= heading.end) return true;
        }
        return false;
    };
    return holds(lexicon.change_headings) && !holds(lexicon.since_last_year);
}

}  // namespace certdelta::extract
