// Which lines of a document are running text, and which are the furniture of its pages.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/normalise.h"
#include "text/text_words.h"

namespace certdelta::text {

struct SourceLine {
    std::uint32_t begin = 0;  ///< first byte that is no white space
    std::uint32_t end = 0;    ///< after the last byte that is no white space
    bool omitted = false;
    OmittedLine kind = OmittedLine::page_number;
};

/// All lines of `source` that are not blank, in order. Omitted are
///  - page numbers: a number between dashes ("- 3 -"), "3 / 5", and the forms of `words` ("Page 3 of 5");
///  - running page headers: a short line that stands in the document more than once (page numbers in it aside) and that
///    interrupts a sentence;
///  - a bare number right beside such a header;
///  - a line printed twice in a row.
/// Any other bare number may be a figure of the report and stays.
[[nodiscard]] std::vector<SourceLine> find_lines(std::string_view source, const TextWords& words);

}  // namespace certdelta::text
