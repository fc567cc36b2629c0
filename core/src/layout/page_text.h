// A document's pages as one text in reading order, each character with its place on a page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "certdelta/report.h"
#include "layout/pages.h"
#include "layout/turn.h"
#include "text/text_words.h"

namespace certdelta::layout {

/// A stretch of one line with no wide gap in it: a line of a column, a label, a figure.
struct TextPiece {
    std::uint32_t begin = 0;  ///< in PageText::text
    std::uint32_t end = 0;
    std::uint32_t page = 0;  ///< from 0
    Box box;
    double em = 0;  ///< size of its largest print, points
};

/// Something small that is drawn and may be an arrow.
struct DrawnSign {
    std::uint32_t page = 0;
    Box box;
    Direction direction = Direction::unknown;  ///< up, down or unknown
};

/// A drawn rectangle that is large enough to hold text.
struct Frame {
    std::uint32_t page = 0;
    Box box;
};

/// A line at a page's edge that belongs to the page and not to the text.
struct Furniture {
    Span bytes;
    bool page_number = false;  ///< otherwise a running header or footer
};

struct Place {
    std::uint32_t page = 0;  ///< from 0
    Box box;
};

class PageText {
public:
    std::string text;                  ///< UTF-8 without control characters but line ends
    std::vector<TextPiece> pieces;     ///< by position; without those of rotated text and raised numbers
    std::vector<TextPiece> aside;      ///< by position: rotated text
    std::vector<DrawnSign> signs;      ///< by page
    std::vector<Frame> frames;         ///< by page
    std::vector<Furniture> furniture;  ///< by position
    std::uint32_t off_page = 0;        ///< runs left out because they lie outside their page
    std::vector<std::string> struck;   ///< stretches with figures left out because they are struck out

    /// Where a stretch of the text stands: the page that it begins on, and a box around all lines of it that are there.
    [[nodiscard]] std::optional<Place> place_of(Span bytes) const;
    /// A box for each of its lines on that page, in reading order; empty where it stands on one line.
    [[nodiscard]] std::vector<Box> lines_of(Span bytes) const;

private:
    friend class Arranger;
    /// A fragment in the text. Characters lie in it by their usual advances, or at its run's edges.
    struct Glyphs {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
        std::uint32_t page = 0;
        std::uint32_t first_edge = 0;  ///< in edges_; one a character and one for its start
        Box box;
    };
    [[nodiscard]] std::vector<Glyphs>::const_iterator glyphs_at(Span bytes) const;
    [[nodiscard]] Box part_of(const Glyphs& glyphs, Span bytes) const;

    std::vector<Glyphs> glyphs_;              ///< by position
    std::vector<float> edges_;                ///< abscissae from the fragment's left side
    std::vector<std::optional<Turn>> turns_;  ///< by page: of those that were put straight
};

/// Puts the pages into reading order: lines from top to bottom, column after column, each line of text one line;
/// running headers, footers and page numbers stand where they are printed and are listed as furniture. Rotated text and
/// raised numbers stand at their page's end. Pages that lie askew or on their side are put straight for it; `pieces`,
/// `signs` and `frames` are places on the straight page. Time: n log n in the number of runs.
[[nodiscard]] PageText arrange(const Pages& pages, const text::TextWords& words);

}  // namespace certdelta::layout
