#include "extract/evidence.h"

#include "text/characters.h"
#include "text/words.h"

namespace certdelta::extract {
namespace {

/// Templates may begin with the mark that parts their words from those before: no part of what is quoted.
text::Range from_first_word(std::string_view text, text::Range quote, std::uint32_t printed) {
    constexpr std::string_view marks = ",.;:)]";
    while (quote.begin < printed) {
        const std::uint32_t at = quote.begin;
        const bool ideographic = text.substr(at).starts_with(text::ideographic_full_stop) ||
                                 text.substr(at).starts_with(text::ideographic_comma);
        if (!ideographic && !text::is_white(text[at]) && marks.find(text[at]) == std::string_view::npos) break;
        quote.begin = text::next_character(text, at);
    }
    return quote;
}

/// Of a match that goes on and on (a caption with a thousand figures behind it), what stands around the figure: each of
/// its figures would quote all of it.
text::Range around(std::string_view text, text::Range quote, text::Range printed) {
    constexpr std::uint32_t longest = 1200;  // bytes
    if (quote.end - quote.begin <= longest) return quote;
    const auto is_inside = [text](std::uint32_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; };
    if (printed.begin - quote.begin > longest / 2) {
        quote.begin = printed.begin - longest / 2;
        while (is_inside(quote.begin)) ++quote.begin;
    }
    if (quote.end > printed.end && quote.end - printed.end > longest / 2) {
        quote.end = printed.end + longest / 2;
        while (is_inside(quote.end)) --quote.end;
    }
    return quote;
}

}  // namespace

Evidence EvidenceMaker::make(text::Range printed, text::Range quote, std::string_view rule) const {
    Evidence evidence;
    fill(evidence, printed, quote, rule);
    return evidence;
}

void EvidenceMaker::fill(Evidence& evidence, text::Range printed, text::Range quote, std::string_view rule) const {
    evidence.bytes = normal_.to_source(printed);
    evidence.utf16 = positions_.utf16(evidence.bytes);
    evidence.line = positions_.line(evidence.bytes.begin);
    evidence.text = slice(evidence.bytes);
    if (!quote.empty()) {
        const text::Range words = from_first_word(normal_.text(), quote, printed.begin);
        evidence.quote = slice(normal_.to_source(around(normal_.text(), words, printed)));
    }
    evidence.rule = rule;
    if (pages_ == nullptr) return;
    if (const auto place = pages_->place_of(evidence.bytes)) {
        evidence.page = static_cast<std::int32_t>(place->page) + 1;
        evidence.box = place->box;
        evidence.boxes = pages_->lines_of(evidence.bytes);
    }
}

}  // namespace certdelta::extract
