// From ranges of the normal form to evidence in the caller's text.
#pragma once

#include <string_view>

#include "certdelta/report.h"
#include "layout/page_text.h"
#include "text/normalise.h"
#include "text/utf8.h"

namespace certdelta::extract {

class EvidenceMaker {
public:
    /// `pages` is where the text came from, if it came from pages; else null.
    EvidenceMaker(std::string_view source, const text::NormalText& normal, const text::PositionIndex& positions,
                  const layout::PageText* pages = nullptr)
        : source_(source), normal_(normal), positions_(positions), pages_(pages) {}

    /// `quote` may be empty.
    [[nodiscard]] Evidence make(text::Range printed, text::Range quote = {}, std::string_view rule = {}) const;

    /// The same, into an empty one.
    void fill(Evidence& evidence, text::Range printed, text::Range quote, std::string_view rule) const;

private:
    [[nodiscard]] std::string_view slice(Span bytes) const {
        return source_.substr(bytes.begin, bytes.end - bytes.begin);
    }

    std::string_view source_;
    const text::NormalText& normal_;
    const text::PositionIndex& positions_;
    const layout::PageText* pages_;
};

}  // namespace certdelta::extract
