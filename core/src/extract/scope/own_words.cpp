#include "extract/scope/own_words.h"

#include <algorithm>

#include "extract/caption.h"
#include "extract/ranges.h"
#include "text/characters.h"
#include "text/phrase_set.h"
#include "text/utf8.h"

namespace certdelta::extract {

std::uint32_t known_end(const Phrases& in, std::uint32_t pos) {
    const std::string_view text = in.normal.text();
    std::uint32_t end = pos;
    for (const text::PhraseSet* const words : {&in.profile.leads, &in.profile.topics, &in.profile.lead_words}) {
        const auto word = words->match(text, pos);
        const bool inside = word.matched && word.end < text.size() && text::is_letter(text[word.end - 1]) &&
                            text::is_letter(text[word.end]);
        if (word.matched && !inside) end = std::max(end, word.end);
    }
    for (const std::vector<text::Range>* const ranges :
         {&in.harmless, &in.this_period, &in.own_voices, &in.goes_on, &in.identity}) {
        for (auto range = first_from(*ranges, pos); range != ranges->end() && range->begin == pos; ++range)
            end = std::max(end, range->end);
    }
    const auto heading = in.heading_from(pos);
    if (heading != in.headings.end() && heading->range.begin == pos) end = std::max(end, heading->range.end);
    if (end > pos) return end;
    if (text::is_letter(text[pos]) || text::is_digit(text[pos]) || text::is_ideograph(text, pos)) return pos;
    return pos + text::decode(text, pos).length;
}

bool is_own(const Phrases& in, text::Range words) {
    if (begins_within(in.own_voices, words.begin, words.end)) return true;
    std::uint32_t pos = skip_item_mark(in.normal, words.begin);
    while (pos < words.end) {
        const std::uint32_t end = known_end(in, pos);
        if (end == pos) return false;
        pos = end;
    }
    return true;
}

bool is_own_name(const Phrases& in, text::Range words) {
    const std::string_view text = in.normal.text();
    bool named = false;
    for (std::uint32_t pos = words.begin; pos < words.end;) {
        const auto voice = first_from(in.own_voices, pos);
        if (voice != in.own_voices.end() && voice->begin == pos && voice->end <= words.end) {
            pos = voice->end;
            named = true;
        } else if (text::is_letter(text[pos]) || text::is_digit(text[pos]) || text::is_ideograph(text, pos)) {
            return false;
        } else {
            pos += std::max(1U, text::decode(text, pos).length);
        }
    }
    return named;
}

bool names_body(const Phrases& in, text::Range words) {
    if (words.empty() || is_own(in, words)) return false;
    const std::string_view text = in.normal.text();
    int count = 0;
    bool inner = false;
    for (std::uint32_t at = words.begin; at < words.end; ++at) {
        if (in.profile.home.match(text, at).matched) return false;
        if (!text::is_letter(text[at]) || (at > words.begin && text::is_letter(text[at - 1]))) continue;
        inner = inner || (count > 0 && text[at] >= 'A' && text[at] <= 'Z');
        ++count;
    }
    const std::uint32_t last = text::skip_white_back(text, words.end, words.begin);
    const bool capital = text[words.begin] >= 'A' && text[words.begin] <= 'Z';
    return inner || (count == 1 && capital && text[last - 1] != 's');
}

}  // namespace certdelta::extract
