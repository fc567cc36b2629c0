#include "extract/evidence.h"

namespace certdelta::extract {

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
    if (!quote.empty()) evidence.quote = slice(normal_.to_source(quote));
    evidence.rule = rule;
    if (pages_ == nullptr) return;
    if (const auto place = pages_->place_of(evidence.bytes)) {
        evidence.page = static_cast<std::int32_t>(place->page) + 1;
        evidence.box = place->box;
    }
}

}  // namespace certdelta::extract
