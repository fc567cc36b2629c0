// Which lines at the edges of pages belong to the pages.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "certdelta/report.h"
#include "text/text_words.h"

namespace certdelta::layout {

/// A line near the upper or lower edge of its page.
struct EdgeLine {
    std::uint32_t page = 0;
    Box box;
    double page_width = 0;
    double page_height = 0;
    bool at_top = false;
    std::string text;
};

enum class EdgeKind : std::uint8_t { text, header, page_number };

/// What each line is. A running header or footer stands at one height on several pages with the same words; numbers in
/// it may count the pages. Its first appearance is text all the same: a title is one. A page number is a bare number
/// that counts the pages, or the only page's number at its foot.
[[nodiscard]] std::vector<EdgeKind> sort_edge_lines(const std::vector<EdgeLine>& lines, std::uint32_t pages,
                                                    const text::PageNumberForms& forms);

}  // namespace certdelta::layout
