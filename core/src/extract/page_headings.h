// What stands above, beside and below the boxes of a panel and says what their figures are of: "Last week", "2022",
// "Overseas", "Unit: thousand". A figure under such a heading is not the period's own count.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "extract/page_things.h"
#include "extract/scope.h"

namespace certdelta::extract {

/// A label and its figure on a page.
struct PanelBox {
    Box label;
    Box count;                                ///< the figure by itself
    Box figure;                               ///< with its change
    layout::Side side = layout::Side::right;  ///< of the label, on which the figure stands
    double gap = 0;                           ///< between the two, points
    double em = 0;                            ///< size of the label's print, points
};

class PageHeadings {
public:
    /// `pieces` and `aside`, which is rotated text, are those of one page, and outlive this object.
    PageHeadings(const text::NormalText& normal, std::span<const PagePiece> pieces, std::span<const PagePiece> aside,
                 const ScopeFinder& scope, const value::Lexicon& lexicon);

    /// True when words that govern the box speak of another time or place, or of multiples of what is counted:
    ///  - the nearest words above the label or the figure, in their column, and what those stand right below; right
    ///  above a
    ///    column of figures, that are beside their labels, any words but those that head counts;
    ///  - the nearest words beside the label or the figure, in their row;
    ///  - the short lines above the box that have their row for themselves, up to the section's heading, the report's
    ///    title, a sentence, or words of this period;
    ///  - a note below it, in smaller print or in brackets; anything short where it names a multiple;
    ///  - rotated text beside it.
    /// A label of another box, with a figure of its own, governs nothing. Time: linear in the page's pieces, but for
    /// their sorting.
    [[nodiscard]] bool is_other(const PanelBox& box) const;

private:
    struct Words {
        std::uint32_t piece = 0;
        bool alone = false;      ///< nothing else stands in its row, or a section's heading
        bool stops = false;      ///< a section's heading, the report's title, a sentence, words of this period
        bool other = false;      ///< speaks of another time or place, or of multiples
        bool multiple = false;   ///< of multiples
        bool of_counts = false;  ///< a column of this period's counts may be headed so
        bool note = false;       ///< starts like a footnote, and explains no sign
    };

    [[nodiscard]] Words weigh(std::uint32_t piece) const;
    void find_rows();
    [[nodiscard]] bool explains_sign(text::Range range) const;
    [[nodiscard]] bool is_label(const Words& words, const PanelBox& box) const;
    [[nodiscard]] bool heads_column(const Words& words, const PanelBox& box) const;
    [[nodiscard]] bool column_is_other(const PanelBox& box, const Box& part) const;
    [[nodiscard]] bool row_is_other(const PanelBox& box, const Box& part) const;
    [[nodiscard]] bool title_is_other(const PanelBox& box) const;
    [[nodiscard]] bool note_is_other(const PanelBox& box) const;
    [[nodiscard]] bool aside_is_other(const PanelBox& box) const;

    const text::NormalText& normal_;
    std::span<const PagePiece> pieces_;
    std::span<const PagePiece> aside_;
    const ScopeFinder& scope_;
    const value::Lexicon& lexicon_;
    std::vector<Words> words_;  ///< from top to bottom
};

}  // namespace certdelta::extract
