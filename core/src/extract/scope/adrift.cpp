#include "extract/scope/adrift.h"

#include <algorithm>
#include <string_view>

#include "extract/ranges.h"
#include "extract/scope/own_words.h"
#include "extract/scope/sentence_bounds.h"
#include "text/characters.h"

namespace certdelta::extract {
namespace {

constexpr std::string_view clause_marks = ",;:(";

/// The report's body, its time, its days or its place are named in the range.
bool names_own(const Phrases& in, text::Range range) {
    for (const std::vector<text::Range>* const own : {&in.own_voices, &in.this_period, &in.identity}) {
        if (begins_within(*own, range.begin, range.end)) return true;
    }
    for (std::uint32_t at = range.begin; at < range.end; ++at) {
        if (in.profile.home.match(in.normal.text(), at).matched) return true;
    }
    return false;
}

/// Words of which the profile does not know all, nor reads a figure among them.
bool is_foreign(const Phrases& in, text::Range words) {
    const std::string_view text = in.normal.text().substr(words.begin, words.end - words.begin);
    if (std::none_of(text.begin(), text.end(), text::is_letter)) return false;
    const auto value = first_from(in.values, words.end);
    if (value != in.values.begin() && std::prev(value)->end > words.begin) return false;
    return !names_own(in, words) && !is_own(in, words);
}

/// A figure is read in the sentence before, or in this one up to `pos`, and no heading stands between.
bool goes_on(const Phrases& in, std::uint32_t sentence, std::uint32_t pos) {
    const std::uint32_t end = text::skip_white_back(in.normal.text(), sentence);
    const std::uint32_t before = end == 0 ? 0 : in.marks.sentence_begin(end - 1);
    if (!begins_within(in.timed_values, before, pos)) return false;
    const std::vector<std::uint32_t>& lines = in.normal.line_starts();
    return std::none_of(std::lower_bound(lines.begin(), lines.end(), sentence),
                        std::upper_bound(lines.begin(), lines.end(), pos),
                        [&](std::uint32_t line) { return line > 0 && is_heading_line(in, line - 1); });
}

}  // namespace

bool is_adrift(const Phrases& in, const Match& match) {
    const bool headed = in.heading_behind(match.range.begin) != in.headings.begin();
    if (in.profile.lexicon.unspaced || in.profile.home.empty() || headed) return false;
    const std::string_view text = in.normal.text();
    const std::uint32_t begin = match.range.begin;
    const std::uint32_t paragraph = paragraph_begin(in, begin);
    const std::uint32_t sentence = std::max(in.marks.sentence_begin(begin), paragraph);
    if (goes_on(in, sentence, begin) || names_own(in, {sentence, match.range.end})) return false;
    const std::uint32_t end = text::skip_white_back(text, begin, sentence);
    if (end > sentence) {
        if (clause_marks.find(text[end - 1]) == std::string_view::npos) return false;  // others judge what runs on
        std::uint32_t clause = end - 1;
        while (clause > sentence && clause_marks.find(text[clause - 1]) == std::string_view::npos) --clause;
        return is_foreign(in, {clause, end - 1});
    }
    if (sentence <= paragraph) return false;
    const std::uint32_t before =
        std::max(in.marks.sentence_begin(text::skip_white_back(text, sentence) - 1), paragraph);
    return is_foreign(in, {before, sentence});
}

}  // namespace certdelta::extract
