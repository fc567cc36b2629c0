#include "layout/page_text.h"

#include <algorithm>
#include <iterator>

#include "layout/fragments.h"
#include "layout/furniture.h"
#include "layout/order.h"
#include "layout/pieces.h"
#include "layout/shapes.h"
#include "layout/symbols.h"
#include "text/utf8.h"

namespace certdelta::layout {
namespace {

constexpr double word_gap = 0.18;   // em: more is a space
constexpr double edge_zone = 0.13;  // of a page's height, above and below: where headers and footers stand
constexpr std::size_t edge_rows = 3;
constexpr char32_t replacement = 0xFFFD;

/// What no text has: it is white space here.
bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF; }

std::vector<UprightRule> upright_rules(const Pages& pages, const Page& page) {
    constexpr double thin = 2;  // points
    std::vector<UprightRule> rules;
    for (const Mark& mark : page.marks) {
        const Box& box = mark.box;
        if (mark.kind != Mark::Kind::path || box.y1 - box.y0 < 6) continue;
        if (box.x1 - box.x0 <= thin) {
            rules.push_back({(box.x0 + box.x1) / 2, box.y0, box.y1});
        } else if (is_rectangle({pages.points.data() + mark.first_point, mark.points}, box)) {
            rules.push_back({box.x0, box.y0, box.y1});
            rules.push_back({box.x1, box.y0, box.y1});
        }
    }
    return rules;
}

}  // namespace

/// Writes one page after the other.
class Arranger {
public:
    Arranger(const Pages& pages, const text::TextWords& words)
        : straight_(straightened(pages)), pages_(straight_ ? *straight_ : pages), words_(words) {}

    PageText arrange() {
        out_.text.reserve(pages_.text.size() + pages_.text.size() / 8);
        layouts_.reserve(pages_.pages.size());
        for (page_ = 0; page_ < pages_.pages.size(); ++page_) lay_out(pages_.pages[page_]);
        edge_kinds_ =
            sort_edge_lines(edge_lines_, static_cast<std::uint32_t>(pages_.pages.size()), words_.page_numbers);
        for (page_ = 0; page_ < pages_.pages.size(); ++page_) {
            write(layouts_[page_]);
            add_marks(pages_.pages[page_]);
        }
        return std::move(out_);
    }

private:
    /// A copy in which no page is askew; none where none is.
    std::optional<Pages> straightened(const Pages& pages) {
        const auto is_turned = [](const Run& run) { return run.angle != 0; };
        const bool any = std::any_of(pages.pages.begin(), pages.pages.end(), [&](const Page& page) {
            return std::any_of(page.runs.begin(), page.runs.end(), is_turned);
        });
        if (!any) return std::nullopt;
        Pages straight = pages;
        for (Page& page : straight.pages) out_.turns_.push_back(put_straight(straight, page));
        return straight;
    }

    /// A row that may belong to the page, and its place in edge_lines_.
    struct EdgeRow {
        std::vector<std::uint32_t> pieces;
        std::size_t line = 0;
    };

    struct Layout {
        PageFragments fragments;
        PagePieces joined;
        std::vector<Placed> placed;  ///< as joined.pieces
        std::vector<EdgeRow> edges;  ///< from top to bottom
    };

    void lay_out(const Page& page) {
        Layout layout;
        layout.fragments = fragments_of(pages_, page);
        out_.off_page += layout.fragments.off_page;
        std::move(layout.fragments.struck.begin(), layout.fragments.struck.end(), std::back_inserter(out_.struck));
        layout.joined = pieces_of(pages_, layout.fragments.level, upright_rules(pages_, page));
        layout.placed.reserve(layout.joined.pieces.size());
        for (const Piece& piece : layout.joined.pieces)
            layout.placed.push_back(
                {piece.box, piece.em, ends_in_colon(layout.fragments.level[piece.fragments.back()])});
        std::vector<std::uint32_t> all(layout.placed.size());
        for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
        const std::vector<std::vector<std::uint32_t>> rows = rows_of(layout.placed, std::move(all));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (i < edge_rows && is_edge(layout.placed, rows[i], page, true))
                add_edge(page, layout, rows[i], true);
            else if (i + edge_rows >= rows.size() && is_edge(layout.placed, rows[i], page, false))
                add_edge(page, layout, rows[i], false);
        }
        layouts_.push_back(std::move(layout));
    }

    void add_edge(const Page& page, Layout& layout, std::vector<std::uint32_t> row, bool top) {
        const std::vector<Placed>& placed = layout.placed;
        std::stable_sort(row.begin(), row.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return placed[a].box.x0 < placed[b].box.x0; });
        EdgeLine line{page_, placed[row.front()].box, page.width, page.height, top, {}};
        for (const std::uint32_t piece : row) {
            line.box = united(line.box, placed[piece].box);
            for (const std::uint32_t fragment : layout.joined.pieces[piece].fragments)
                line.text += text_of(layout.fragments.level[fragment]);
            line.text += ' ';  // figures of two pieces are two
        }
        layout.edges.push_back({std::move(row), edge_lines_.size()});
        edge_lines_.push_back(std::move(line));
    }

    void write(const Layout& layout) {
        std::vector<bool> is_furniture(layout.placed.size(), false);
        for (const EdgeRow& row : layout.edges) {
            if (edge_kinds_[row.line] == EdgeKind::text) continue;
            for (const std::uint32_t piece : row.pieces) is_furniture[piece] = true;
        }
        for (const EdgeRow& row : layout.edges) {
            if (edge_lines_[row.line].at_top) write_furniture(layout, row);
        }
        std::vector<Placed> body;
        std::vector<std::uint32_t> body_pieces;
        for (std::uint32_t piece = 0; piece < layout.placed.size(); ++piece) {
            if (is_furniture[piece]) continue;
            body.push_back(layout.placed[piece]);
            body_pieces.push_back(piece);
        }
        for (const OrderedLine& line : reading_order(body)) {
            break_line(line.apart);
            bool first = true;
            for (const std::uint32_t piece : line.pieces) {
                if (!first) out_.text += "   ";
                first = false;
                add_piece(layout.fragments, layout.joined, layout.joined.pieces[body_pieces[piece]]);
            }
        }
        for (const EdgeRow& row : layout.edges) {
            if (!edge_lines_[row.line].at_top) write_furniture(layout, row);
        }
        for (const Fragment& fragment : layout.fragments.aside) {
            break_line(true);
            const auto begin = static_cast<std::uint32_t>(out_.text.size());
            add_fragment(fragment, false);
            out_.aside.push_back(
                {begin, static_cast<std::uint32_t>(out_.text.size()), page_, fragment.box, fragment.em});
        }
        for (const std::uint32_t note : layout.joined.notes) {
            break_line(true);
            add_fragment(layout.fragments.level[note], false);
        }
    }

    void write_furniture(const Layout& layout, const EdgeRow& row) {
        const EdgeKind kind = edge_kinds_[row.line];
        if (kind == EdgeKind::text) return;
        break_line(false);
        const std::size_t begin = out_.text.size();
        for (const std::uint32_t piece : row.pieces) {
            if (piece != row.pieces.front()) out_.text += "   ";
            add_piece(layout.fragments, layout.joined, layout.joined.pieces[piece]);
        }
        out_.furniture.push_back({{begin, out_.text.size()}, kind == EdgeKind::page_number});
    }

    [[nodiscard]] std::string_view text_of(const Fragment& fragment) const {
        return std::string_view(pages_.text).substr(fragment.begin, fragment.end - fragment.begin);
    }

    [[nodiscard]] bool ends_in_colon(const Fragment& fragment) const {
        constexpr std::string_view wide_colon = "\xEF\xBC\x9A";
        const std::string_view text = text_of(fragment);
        return fragment.character == 0 && (text.ends_with(':') || text.ends_with(wide_colon));
    }

    /// A row of one line in the zone of headers or footers.
    static bool is_edge(const std::vector<Placed>& placed, const std::vector<std::uint32_t>& row, const Page& page,
                        bool top) {
        constexpr std::size_t most_pieces = 4;
        if (row.size() > most_pieces) return false;
        return std::all_of(row.begin(), row.end(), [&](std::uint32_t piece) {
            const Box& box = placed[piece].box;
            return top ? box.y1 <= edge_zone * page.height : box.y0 >= (1 - edge_zone) * page.height;
        });
    }

    /// Starts a line, unless nothing was written yet.
    void break_line(bool apart) {
        if (out_.text.empty()) return;
        out_.text += apart ? "\n\n" : "\n";
    }

    void add_piece(const PageFragments& fragments, const PagePieces& joined, const Piece& piece) {
        const auto begin = static_cast<std::uint32_t>(out_.text.size());
        for (std::size_t i = 0; i < piece.fragments.size(); ++i) {
            const Fragment& fragment = fragments.level[piece.fragments[i]];
            const Fragment* before = i > 0 ? &fragments.level[piece.fragments[i - 1]] : nullptr;
            const Fragment* behind =
                i + 1 < piece.fragments.size() ? &fragments.level[piece.fragments[i + 1]] : nullptr;
            const bool sign = fragment.lone && !has_font_of(fragment, before) && !has_font_of(fragment, behind);
            const bool torn = joined.torn[piece.fragments[i]];
            if (torn)
                out_.text += '[';
            else if (before != nullptr && is_apart(*before, fragment))
                out_.text += ' ';
            add_fragment(fragment, sign);
            if (torn) out_.text += ']';
        }
        out_.pieces.push_back({begin, static_cast<std::uint32_t>(out_.text.size()), page_, piece.box, piece.em});
    }

    /// A hidden glyph in its neighbour's font is a character of the neighbour's word. An unknown font may be the same.
    [[nodiscard]] static bool has_font_of(const Fragment& fragment, const Fragment* other) {
        return other != nullptr && (fragment.font == 0 || other->font == 0 || fragment.font == other->font);
    }

    [[nodiscard]] static bool is_apart(const Fragment& before, const Fragment& fragment) {
        const double gap = fragment.box.x0 - before.box.x1;
        if (fragment.run == before.run) return fragment.behind_space;
        if (fragment.behind_space && gap > -0.1 * fragment.em) return true;
        return gap > word_gap * std::min(before.em, fragment.em);
    }

    void add_fragment(const Fragment& fragment, bool sign) {
        PageText::Glyphs glyphs;
        glyphs.begin = static_cast<std::uint32_t>(out_.text.size());
        glyphs.page = page_;
        glyphs.box = fragment.box;
        glyphs.first_edge = static_cast<std::uint32_t>(out_.edges_.size());
        out_.edges_.push_back(0);
        if (fragment.character != 0 || sign) {
            text::append_utf8(out_.text, sign ? lost_sign : fragment.character);
            out_.edges_.push_back(static_cast<float>(fragment.box.x1 - fragment.box.x0));
        } else {
            add_characters(fragment);
        }
        glyphs.end = static_cast<std::uint32_t>(out_.text.size());
        out_.glyphs_.push_back(glyphs);
    }

    void add_characters(const Fragment& fragment) {
        const std::string_view text(pages_.text);
        const std::size_t first_edge = out_.edges_.size();
        double advance = 0;
        for (std::size_t pos = fragment.begin; pos < fragment.end;) {
            const text::Decoded decoded = text::decode(text, pos);
            const std::uint32_t length = std::max(1U, decoded.length);
            advance += usual_advance(decoded.code_point);
            if (is_control(decoded.code_point))
                out_.text += ' ';
            else if (fragment.hidden)
                text::append_utf8(out_.text, replacement);
            else
                out_.text.append(text.substr(pos, length));
            out_.edges_.push_back(static_cast<float>(advance));
            pos += length;
        }
        const double width = fragment.box.x1 - fragment.box.x0;
        const double scale = advance > 0 ? width / advance : 0;
        for (std::size_t i = first_edge; i < out_.edges_.size(); ++i)
            out_.edges_[i] = static_cast<float>(out_.edges_[i] * scale);
        take_run_edges(fragment, first_edge);
    }

    /// The run's own edges, where it has them.
    void take_run_edges(const Fragment& fragment, std::size_t first_edge) {
        const Run& run = pages_.pages[page_].runs[fragment.run];
        if (run.edges == 0) return;
        std::uint32_t character = fragment.first_character;
        for (std::size_t i = first_edge; i < out_.edges_.size(); ++i, ++character) {
            const double edge = pages_.edges[run.first_edge + character] - fragment.box.x0;
            out_.edges_[i] = static_cast<float>(std::clamp(edge, 0.0, fragment.box.x1 - fragment.box.x0));
        }
    }

    void add_marks(const Page& page) {
        constexpr double smallest_sign = 1.5;  // points
        constexpr double largest_sign = 48;
        constexpr double smallest_frame = 12;
        for (const Mark& mark : page.marks) {
            const double width = mark.box.x1 - mark.box.x0;
            const double height = mark.box.y1 - mark.box.y0;
            const std::span<const Point> points{pages_.points.data() + mark.first_point, mark.points};
            if (mark.kind == Mark::Kind::path && is_rectangle(points, mark.box)) {
                if (width >= smallest_frame && height >= smallest_frame) out_.frames.push_back({page_, mark.box});
                continue;
            }
            if (std::max(width, height) > largest_sign || std::max(width, height) < smallest_sign) continue;
            const Direction direction =
                mark.kind == Mark::Kind::path ? direction_of(points, mark.box) : Direction::unknown;
            out_.signs.push_back({page_, mark.box, direction});
        }
    }

    PageText out_;
    std::optional<Pages> straight_;
    const Pages& pages_;
    const text::TextWords& words_;
    std::uint32_t page_ = 0;
    std::vector<Layout> layouts_;  ///< by page
    std::vector<EdgeLine> edge_lines_;
    std::vector<EdgeKind> edge_kinds_;  ///< as edge_lines_
};

Box PageText::part_of(const Glyphs& glyphs, Span bytes) const {
    Box box = glyphs.box;
    std::uint32_t character = 0;
    double x0 = 0;
    double x1 = box.x1 - box.x0;
    for (std::size_t pos = glyphs.begin; pos < glyphs.end; ++character) {
        const std::size_t after = pos + std::max(1U, text::decode(text, pos).length);
        if (pos <= bytes.begin) x0 = edges_[glyphs.first_edge + character];
        if (pos < bytes.end) x1 = edges_[glyphs.first_edge + character + 1];
        pos = after;
    }
    box.x1 = glyphs.box.x0 + x1;
    box.x0 = glyphs.box.x0 + x0;
    return box;
}

/// The first one of the stretch; the end of all where there is none.
std::vector<PageText::Glyphs>::const_iterator PageText::glyphs_at(Span bytes) const {
    const auto glyphs = std::upper_bound(glyphs_.begin(), glyphs_.end(), bytes.begin,
                                         [](std::uint64_t at, const Glyphs& known) { return at < known.end; });
    return glyphs == glyphs_.end() || glyphs->begin >= bytes.end ? glyphs_.end() : glyphs;
}

std::vector<Box> PageText::lines_of(Span bytes) const {
    std::vector<Box> lines;
    const auto first = glyphs_at(bytes);
    for (auto glyphs = first; glyphs != glyphs_.end() && glyphs->begin < bytes.end && glyphs->page == first->page;
         ++glyphs) {
        const Box part = part_of(*glyphs, bytes);
        const bool same_line = !lines.empty() && part.y0 < (lines.back().y0 + lines.back().y1) / 2 &&
                               part.y1 > (lines.back().y0 + lines.back().y1) / 2;
        if (same_line)
            lines.back() = united(lines.back(), part);
        else
            lines.push_back(part);
    }
    if (lines.size() < 2) return {};
    if (first->page < turns_.size() && turns_[first->page]) {
        for (Box& line : lines) line = turns_[first->page]->back(line);
    }
    return lines;
}

std::optional<Place> PageText::place_of(Span bytes) const {
    auto glyphs = glyphs_at(bytes);
    if (glyphs == glyphs_.end()) return std::nullopt;
    Place place{glyphs->page, part_of(*glyphs, bytes)};
    for (++glyphs; glyphs != glyphs_.end() && glyphs->begin < bytes.end && glyphs->page == place.page; ++glyphs)
        place.box = united(place.box, part_of(*glyphs, bytes));
    if (place.page < turns_.size() && turns_[place.page]) place.box = turns_[place.page]->back(place.box);
    return place;
}

PageText arrange(const Pages& pages, const text::TextWords& words) { return Arranger(pages, words).arrange(); }

}  // namespace certdelta::layout
