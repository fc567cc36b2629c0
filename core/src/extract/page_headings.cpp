#include "extract/page_headings.h"

#include <algorithm>
#include <limits>

#include "extract/heading_words.h"
#include "layout/pieces.h"
#include "layout/symbols.h"
#include "text/characters.h"
#include "text/sentence.h"
#include "text/utf8.h"

namespace certdelta::extract {
namespace {

using layout::gap_on;
using layout::Side;
using layout::Thing;

constexpr std::uint32_t longest_heading = 90;  // bytes

Thing thing_of(const PagePiece& piece) { return piece.place; }

/// "2022": a year, not a count.
bool looks_like_year(std::string_view text) {
    return text.size() == 4 && std::all_of(text.begin(), text.end(), text::is_digit) &&
           (text.starts_with("19") || text.starts_with("20"));
}

bool shares_row(const Box& a, const Box& b) {
    return layout::overlap_y(a, b) >= 0.5 * std::min(a.y1 - a.y0, b.y1 - b.y0);
}

}  // namespace

PageHeadings::PageHeadings(const text::NormalText& normal, std::span<const PagePiece> pieces,
                           std::span<const PagePiece> aside, const ScopeFinder& scope, const value::Lexicon& lexicon)
    : normal_(normal), pieces_(pieces), aside_(aside), scope_(scope), lexicon_(lexicon) {
    for (std::uint32_t i = 0; i < pieces.size(); ++i) {
        const PagePiece& piece = pieces[i];
        if (piece.of_panel || piece.range.empty()) continue;
        const std::string_view text = normal.text().substr(piece.range.begin, piece.range.end - piece.range.begin);
        const bool says = piece.kind == PieceKind::words || piece.kind == PieceKind::nothing;
        if (says || (piece.kind == PieceKind::figure && looks_like_year(text))) words_.push_back(weigh(i));
    }
    std::stable_sort(words_.begin(), words_.end(), [&](const Words& a, const Words& b) {
        return pieces_[a.piece].place.box.y0 < pieces_[b.piece].place.box.y0;
    });
    find_rows();
}

PageHeadings::Words PageHeadings::weigh(std::uint32_t index) const {
    const PagePiece& piece = pieces_[index];
    const std::string_view text = normal_.text();
    Words words{index};
    const text::Range range = piece.range;
    const bool is_long = range.end - range.begin > longest_heading;
    const bool is_sentence = text::ends_sentence(text, range.end - 1, normal_.words()) || text[range.end - 1] == ',';
    words.stops = is_long || is_sentence || scope_.is_heading(range) || scope_.speaks_of_this(range);
    words.multiple = !is_long && names_multiple(text, range, lexicon_);
    const char first = text[range.begin];
    words.note = !is_long && !explains_sign(range) && (first == '(' || first == '*' || text::is_digit(first));
    if (is_long || is_sentence) return words;
    words.other = words.multiple || scope_.speaks_of_other(range) || heads_other(text, range, lexicon_) ||
                  (!scope_.is_heading(range) && !explains_sign(range) && scope_.names_other_time(range));
    // Digits are those of the report's own days here.
    const bool has_digit = std::any_of(text.begin() + range.begin, text.begin() + range.end, text::is_digit);
    words.of_counts = words.stops || has_digit || heads_counts(text, range, lexicon_);
    return words;
}

/// Which words have their row for themselves.
void PageHeadings::find_rows() {
    std::vector<std::uint32_t> by_top(pieces_.size());
    for (std::uint32_t i = 0; i < by_top.size(); ++i) by_top[i] = i;
    std::sort(by_top.begin(), by_top.end(),
              [&](std::uint32_t a, std::uint32_t b) { return pieces_[a].place.box.y0 < pieces_[b].place.box.y0; });
    double highest = 0;
    for (const PagePiece& piece : pieces_) highest = std::max(highest, piece.place.box.y1 - piece.place.box.y0);
    for (Words& words : words_) {
        const Box& box = pieces_[words.piece].place.box;
        words.alone = true;
        auto near = std::lower_bound(by_top.begin(), by_top.end(), box.y0 - highest,
                                     [&](std::uint32_t piece, double y) { return pieces_[piece].place.box.y0 < y; });
        for (; near != by_top.end() && pieces_[*near].place.box.y0 <= box.y1; ++near) {
            const PagePiece& other = pieces_[*near];
            if (*near == words.piece || other.kind == PieceKind::sign || !shares_row(box, other.place.box)) continue;
            if (!scope_.is_heading(other.range)) words.alone = false;
        }
    }
}

/// A legend: "\u2191 increase".
bool PageHeadings::explains_sign(text::Range range) const {
    const std::string_view text = normal_.text();
    for (std::uint32_t pos = range.begin; pos < range.end;) {
        const text::Decoded decoded = text::decode(text, pos);
        if (layout::is_sign(decoded.code_point)) return true;
        pos += std::max(1U, decoded.length);
    }
    return false;
}

/// A figure that is nobody's stands on that side of the words on which the box has its own.
bool PageHeadings::is_label(const Words& words, const PanelBox& box) const {
    const PagePiece& piece = pieces_[words.piece];
    if (piece.kind != PieceKind::words) return false;
    return std::any_of(pieces_.begin(), pieces_.end(), [&](const PagePiece& other) {
        if (other.kind != PieceKind::figure || other.of_panel) return false;
        const auto gap = gap_on(box.side, thing_of(piece), thing_of(other));
        return gap && *gap <= 2 * std::max(0.0, box.gap) + box.em;
    });
}

/// The words stand right above figures, and not above what the figures are of.
bool PageHeadings::heads_column(const Words& words, const PanelBox& box) const {
    constexpr double closest_row = 2;  // em between the heading of a column and its first figure
    if (box.side != Side::left && box.side != Side::right) return false;
    const PagePiece& heading = pieces_[words.piece];
    if (layout::overlap_x(heading.place.box, box.label) > 0) return false;
    return std::any_of(pieces_.begin(), pieces_.end(), [&](const PagePiece& piece) {
        if (piece.kind != PieceKind::figure) return false;
        const auto gap = gap_on(Side::below, thing_of(heading), thing_of(piece));
        return gap && *gap <= closest_row * piece.place.em;
    });
}

bool PageHeadings::column_is_other(const PanelBox& box, const Box& part) const {
    constexpr double next_line = 1;  // em
    Thing from{part, box.em};
    bool above_words = false;
    for (auto words = words_.rbegin(); words != words_.rend(); ++words) {
        const PagePiece& piece = pieces_[words->piece];
        const auto gap = gap_on(Side::above, from, thing_of(piece));
        if (!gap || (above_words && *gap > next_line * piece.place.em)) continue;
        if (is_label(*words, box)) continue;
        if (words->other || (!words->of_counts && heads_column(*words, box))) return true;
        if (words->stops) return false;
        from = thing_of(piece);
        above_words = true;
    }
    return false;
}

bool PageHeadings::row_is_other(const PanelBox& box, const Box& part) const {
    for (const Side side : {Side::left, Side::right}) {
        const Words* nearest = nullptr;
        double least = std::numeric_limits<double>::max();
        for (const Words& words : words_) {
            const auto gap = gap_on(side, {part, box.em}, thing_of(pieces_[words.piece]));
            if (!gap || *gap >= least) continue;
            least = *gap;
            nearest = &words;
        }
        if (nearest != nullptr && nearest->other && !is_label(*nearest, box)) return true;
    }
    return false;
}

bool PageHeadings::title_is_other(const PanelBox& box) const {
    constexpr int most_titles = 4;
    const double top = std::min(box.label.y0, box.figure.y0) + 0.3 * box.em;
    int titles = 0;
    for (auto words = words_.rbegin(); words != words_.rend() && titles < most_titles; ++words) {
        if (pieces_[words->piece].place.box.y1 > top) continue;
        if (!words->alone) {
            const text::Range range = pieces_[words->piece].range;
            if (range.end - range.begin > longest_heading) return false;
            continue;
        }
        if (is_label(*words, box)) continue;
        if (words->other) return true;
        if (words->stops) return false;
        ++titles;
    }
    return false;
}

bool PageHeadings::note_is_other(const PanelBox& box) const {
    constexpr int most_notes = 6;
    constexpr double smaller = 0.95;
    const double bottom = std::max(box.label.y1, box.figure.y1) - 0.3 * box.em;
    int notes = 0;
    for (const Words& words : words_) {
        const PagePiece& piece = pieces_[words.piece];
        if (piece.place.box.y0 < bottom || !words.alone) continue;
        if (scope_.is_heading(piece.range) || ++notes > most_notes) return false;
        const bool small = piece.place.em < smaller * box.em && !explains_sign(piece.range);
        if (words.multiple) return true;
        if ((words.note || small) && scope_.speaks_of_other(piece.range)) return true;
    }
    return false;
}

bool PageHeadings::aside_is_other(const PanelBox& box) const {
    const Box around = layout::united(box.label, box.figure);
    return std::any_of(aside_.begin(), aside_.end(), [&](const PagePiece& piece) {
        if (piece.range.empty() || piece.range.end - piece.range.begin > longest_heading) return false;
        if (layout::overlap_y(around, piece.place.box) <= 0) return false;
        const std::string_view text = normal_.text().substr(piece.range.begin, piece.range.end - piece.range.begin);
        return scope_.speaks_of_other(piece.range) || names_multiple(normal_.text(), piece.range, lexicon_) ||
               looks_like_year(text);
    });
}

bool PageHeadings::is_other(const PanelBox& box) const {
    return column_is_other(box, box.count) || column_is_other(box, box.label) || row_is_other(box, box.figure) ||
           row_is_other(box, box.label) || title_is_other(box) || note_is_other(box) || aside_is_other(box);
}

}  // namespace certdelta::extract
