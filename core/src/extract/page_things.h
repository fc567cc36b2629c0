// What the pieces of a page are to a panel: figures, changes, signs, words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "extract/panel.h"
#include "layout/neighbours.h"
#include "layout/page_text.h"
#include "text/normalise.h"
#include "value/number.h"

namespace certdelta::extract {

enum class PieceKind : std::uint8_t {
    nothing,  ///< left out of the normal form, a legend of signs, or what a change is measured against: the period
              ///< before
    words,
    figure,  ///< a count, perhaps with its change
    amount,  ///< a change, perhaps without its sign
    sign,    ///< an arrow alone
};

struct PagePiece {
    PieceKind kind = PieceKind::nothing;
    layout::Thing place;
    text::Range range;                         ///< in the normal form
    std::optional<BoxFigure> figure;           ///< figure
    std::optional<value::ReadChange> change;   ///< amount
    bool of_panel = false;                     ///< a line of a label, or a figure or change of a box
    bool has_sign = false;                     ///< amount: the direction is said
    Direction direction = Direction::unknown;  ///< sign; figure: of a sign behind it, whose amount stands elsewhere
};

/// What a piece is, by its text alone. Linear in its length.
[[nodiscard]] PagePiece classify(const text::NormalText& normal, text::Range range, const value::Lexicon& lexicon);

/// The first direction that words name; none up to the next sign, figure or clause.
[[nodiscard]] std::optional<Direction> direction_said(std::string_view text, text::Range words,
                                                      const value::Lexicon& lexicon);

/// The signs that the document's legend gives another direction than their own, or two: "\u2191 marks a decrease". What
/// they stand for is not known. Each as its characters.
[[nodiscard]] std::vector<std::string> distrusted_signs(const text::NormalText& normal, const value::Lexicon& lexicon);

}  // namespace certdelta::extract
