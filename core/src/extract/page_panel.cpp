#include "extract/page_panel.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "extract/page_headings.h"
#include "extract/page_things.h"
#include "layout/pieces.h"

namespace certdelta::extract {
namespace {

using layout::Pair;
using layout::Scene;
using layout::Side;
using layout::Thing;

// A page with more of these is no panel's, and its figures stay unassigned.
constexpr std::size_t most_labels = 64;
constexpr std::size_t most_things = 256;
constexpr std::size_t most_pieces = 2048;
constexpr std::size_t most_frames = 256;
constexpr std::uint32_t no_piece = UINT32_MAX;

struct Label {
    std::uint32_t rule = 0;
    text::Range range;
    Thing place;
    std::vector<std::uint32_t> pieces;  ///< of the page
    std::optional<BoxFigure> beside;    ///< the figure that shares a line with it
    bool spoilt = false;                ///< other words go on from it
};

/// What one label was found to have.
struct Finding {
    const Label* label = nullptr;
    value::Figure figure;
    std::optional<value::ReadChange> change;
    Side side = Side::right;   ///< of the label, on which the figure stands
    double gap = 0;            ///< between the two, points
    std::uint32_t piece = 0;   ///< of the figure; or no_piece, where it is the label's
    std::uint32_t amount = 0;  ///< piece of the change, where it stands by itself; or no_piece
};

/// Reads the panel on one page.
class PageReader {
public:
    PageReader(const text::NormalText& normal, const layout::PageText& pages, const profile::Profile& profile,
               const ScopeFinder& scope, const std::vector<std::string>& distrusted, Candidates& candidates)
        : normal_(normal),
          pages_(pages),
          profile_(profile),
          scope_(scope),
          distrusted_(distrusted),
          candidates_(candidates) {}

    /// `first` and `last` are pieces of `pages`, `labels` matches of labels, all of one page.
    void read(std::uint32_t page, std::size_t first, std::size_t last, const std::vector<Match>& labels) {
        if (labels.size() > most_labels || last - first > most_pieces) return;
        page_ = page;
        first_ = first;
        pieces_.clear();
        for (std::size_t i = first; i < last; ++i) {
            const layout::TextPiece& piece = pages_.pieces[i];
            pieces_.push_back(classify(normal_, normal_.from_source({piece.begin, piece.end}), profile_.lexicon));
            pieces_.back().place = {piece.box, piece.em};
        }
        take_labels(labels);
        if (labels_.empty()) return;
        take_drawn_legend(page);
        take_signs();
        take_amounts();
        take_figures();
        drop_governed(page);
        for (const Finding& finding : findings_) add(finding);
    }

private:
    [[nodiscard]] std::vector<std::uint32_t> pieces_of(PieceKind kind) const {
        std::vector<std::uint32_t> which;
        for (std::uint32_t i = 0; i < pieces_.size(); ++i) {
            if (pieces_[i].kind == kind) which.push_back(i);
        }
        return which;
    }

    [[nodiscard]] std::vector<Thing> places(const std::vector<std::uint32_t>& which) const {
        std::vector<Thing> things;
        for (const std::uint32_t piece : which) things.push_back(pieces_[piece].place);
        return things;
    }

    [[nodiscard]] std::span<const layout::DrawnSign> signs_of(std::uint32_t page) const {
        const auto [begin, end] =
            std::equal_range(pages_.signs.begin(), pages_.signs.end(), layout::DrawnSign{page, {}, {}},
                             [](const layout::DrawnSign& a, const layout::DrawnSign& b) { return a.page < b.page; });
        // libc++ 14 makes no span of two iterators.
        return std::span(pages_.signs)
            .subspan(static_cast<std::size_t>(begin - pages_.signs.begin()), static_cast<std::size_t>(end - begin));
    }

    void take_labels(const std::vector<Match>& matches) {
        labels_.clear();
        for (const Match& match : matches) {
            Label label{match.rule, match.range, {}, {}, std::nullopt, false};
            for (std::uint32_t i = 0; i < pieces_.size(); ++i) {
                const text::Range range = pieces_[i].range;
                if (range.begin < match.range.end && range.end > match.range.begin) label.pieces.push_back(i);
            }
            if (is_label(label)) labels_.push_back(std::move(label));
        }
        // What stands in two labels is neither's.
        const std::vector<Label> all = labels_;
        std::erase_if(labels_, [&](const Label& label) {
            return std::any_of(all.begin(), all.end(), [&](const Label& other) {
                return other.range != label.range && other.range.begin <= label.range.begin &&
                       label.range.end <= other.range.end;
            });
        });
        for (Label& label : labels_) {
            for (const std::uint32_t piece : label.pieces) pieces_[piece].kind = PieceKind::nothing;
        }
        for (Label& label : labels_) label.spoilt = goes_on(label);
        // A label that is none is words to all others.
        for (const Label& label : labels_) {
            if (!label.spoilt) continue;
            for (const std::uint32_t piece : label.pieces) pieces_[piece].kind = PieceKind::words;
        }
        std::erase_if(labels_, [](const Label& label) { return label.spoilt; });
    }

    /// The lines hold the label, one below the other, and at most a figure beside it.
    bool is_label(Label& label) {
        if (label.pieces.empty()) return false;
        label.place = pieces_[label.pieces.front()].place;
        for (std::size_t i = 1; i < label.pieces.size(); ++i) {
            const Thing& line = pieces_[label.pieces[i]].place;
            const Thing& before = pieces_[label.pieces[i - 1]].place;
            const auto gap = layout::gap_on(Side::below, before, line);
            if (!gap || *gap > 1.2 * line.em) return false;
            label.place = {layout::united(label.place.box, line.box), std::min(label.place.em, line.em)};
        }
        const PagePiece& first = pieces_[label.pieces.front()];
        const PagePiece& last = pieces_[label.pieces.back()];
        const text::Range before{first.range.begin, label.range.begin};
        const text::Range behind{label.range.end, last.range.end};
        const bool bare_before = is_bare(before);
        const bool bare_behind = is_bare(behind);
        if (bare_before && bare_behind) return true;
        if (!bare_before && !bare_behind) return false;
        const text::Range rest = bare_before ? behind : before;
        label.beside = read_box(normal_.text(), rest, profile_.lexicon);
        return label.beside.has_value();
    }

    /// Nothing but white space, colons and brackets.
    [[nodiscard]] bool is_bare(text::Range range) const {
        constexpr std::string_view marks = " \t\n:|";
        const std::string_view text = normal_.text().substr(range.begin, range.end - range.begin);
        return text.find_first_not_of(marks) == std::string_view::npos;
    }

    /// Words of the same print follow or precede the label as its next line would, or stand right beside it.
    [[nodiscard]] bool goes_on(const Label& label) const {
        constexpr double next_line = 0.6;  // em
        constexpr double beside = 1;
        return std::any_of(pieces_.begin(), pieces_.end(), [&](const PagePiece& piece) {
            if (piece.kind != PieceKind::words) return false;
            const double em = std::min(label.place.em, piece.place.em);
            const bool same_print = std::max(label.place.em, piece.place.em) <= 1.15 * em;
            for (const Side side : layout::all_sides) {
                const auto gap = layout::gap_on(side, label.place, piece.place);
                const bool upright = side == Side::above || side == Side::below;
                if (gap && *gap <= (upright ? next_line : beside) * em && (same_print || !upright)) return true;
            }
            return false;
        });
    }

    [[nodiscard]] static bool holds(const Box& frame, const Box& box) {
        constexpr double over = 2;  // points that print may reach over its frame
        return box.x0 >= frame.x0 - over && box.x1 <= frame.x1 + over && box.y0 >= frame.y0 - over &&
               box.y1 <= frame.y1 + over;
    }

    /// The page's frames, the smallest first.
    [[nodiscard]] std::vector<Box> frames() const {
        const auto [begin, end] =
            std::equal_range(pages_.frames.begin(), pages_.frames.end(), layout::Frame{page_, {}},
                             [](const layout::Frame& a, const layout::Frame& b) { return a.page < b.page; });
        std::vector<Box> frames;
        for (auto frame = begin; frame != end && frames.size() < most_frames; ++frame) frames.push_back(frame->box);
        const auto area = [](const Box& box) { return (box.x1 - box.x0) * (box.y1 - box.y0); };
        std::stable_sort(frames.begin(), frames.end(), [&](const Box& a, const Box& b) { return area(a) < area(b); });
        return frames;
    }

    /// For each of `things`, the smallest frame around it.
    [[nodiscard]] std::vector<std::int32_t> frames_of(const std::vector<Thing>& things) const {
        std::vector<std::int32_t> out(things.size(), -1);
        const std::vector<Box> all = frames();
        for (std::size_t thing = 0; thing < things.size(); ++thing) {
            for (std::size_t frame = 0; frame < all.size() && out[thing] < 0; ++frame) {
                if (holds(all[frame], things[thing].box)) out[thing] = static_cast<std::int32_t>(frame);
            }
        }
        return out;
    }

    /// For each of `things`, the owner whose frame it stands in: the smallest frame around it that holds one owner.
    [[nodiscard]] std::vector<std::int32_t> framed(const std::vector<Thing>& owners,
                                                   const std::vector<Thing>& things) const {
        std::vector<std::int32_t> out(things.size(), -1);
        for (const Box& frame : frames()) {
            std::int32_t holder = -1;
            std::size_t held = 0;
            for (std::uint32_t owner = 0; owner < owners.size(); ++owner) {
                if (!holds(frame, owners[owner].box)) continue;
                holder = static_cast<std::int32_t>(owner);
                ++held;
            }
            if (held != 1) continue;
            // A frame around a whole page or section happens to hold one label, too.
            constexpr double most_height = 16;  // em
            if (frame.y1 - frame.y0 > most_height * owners[static_cast<std::size_t>(holder)].em) continue;
            for (std::size_t thing = 0; thing < things.size(); ++thing) {
                if (out[thing] < 0 && holds(frame, things[thing].box)) out[thing] = holder;
            }
        }
        return out;
    }

    void take_figures() {
        findings_.clear();
        Scene scene;
        std::vector<const Label*> owners;
        scene.obstacles = places(pieces_of(PieceKind::words));
        for (const Label& label : labels_) {
            if (label.beside) {
                findings_.push_back(
                    {&label, label.beside->figure, label.beside->change, Side::right, 0, no_piece, no_piece});
                scene.obstacles.push_back(label.place);
            } else {
                owners.push_back(&label);
                scene.owners.push_back(label.place);
            }
        }
        const std::vector<std::uint32_t> figures = pieces_of(PieceKind::figure);
        if (figures.size() > most_things) return;
        // A figure with its change below or beside it is one thing.
        for (const std::uint32_t figure : figures) {
            Thing thing = pieces_[figure].place;
            const std::uint32_t amount = amount_of_[figure];
            if (amount != no_piece) thing.box = layout::united(thing.box, pieces_[amount].place.box);
            scene.things.push_back(thing);
        }
        scene.owner_of_thing = framed(scene.owners, scene.things);
        scene.frame_of_owner = frames_of(scene.owners);
        scene.frame_of_thing = frames_of(scene.things);
        for (const Pair& pair : layout::pair_up(scene)) {
            const std::uint32_t piece = figures[pair.thing];
            if (is_beset(pieces_[piece], pair.gap)) continue;
            const BoxFigure& box = *pieces_[piece].figure;
            const std::uint32_t amount = amount_of_[piece];
            findings_.push_back({owners[pair.owner], box.figure, box.change, pair.side, pair.gap, piece, amount});
            if (amount != no_piece) findings_.back().change = change_of(piece, amount);
        }
    }

    /// The change of an amount, with the sign that stands behind its figure where it has none of its own. Of two signs
    /// that disagree, nothing tells which is meant.
    [[nodiscard]] std::optional<value::ReadChange> change_of(std::uint32_t figure, std::uint32_t amount) const {
        std::optional<value::ReadChange> change = pieces_[amount].change;
        const Direction behind = pieces_[figure].direction;
        if (!change || behind == Direction::unknown) return change;
        Direction& direction = change->change.direction;
        const bool agrees = direction == Direction::unknown || direction == behind;
        direction = agrees && !is_distrusted(pieces_[figure].range) ? behind : Direction::unknown;
        return change;
    }

    /// What a heading says to be another time's, place's or multiple's is no finding.
    void drop_governed(std::uint32_t page) {
        if (findings_.empty()) return;
        for (const Label& label : labels_) {
            for (const std::uint32_t piece : label.pieces) pieces_[piece].of_panel = true;
        }
        for (const Finding& finding : findings_) {
            if (finding.piece != no_piece) pieces_[finding.piece].of_panel = true;
            if (finding.amount != no_piece) pieces_[finding.amount].of_panel = true;
        }
        std::vector<PagePiece> aside;
        const auto [begin, end] =
            std::equal_range(pages_.aside.begin(), pages_.aside.end(), layout::TextPiece{0, 0, page, {}, 0},
                             [](const layout::TextPiece& a, const layout::TextPiece& b) { return a.page < b.page; });
        for (auto piece = begin; piece != end && aside.size() < most_things; ++piece) {
            aside.emplace_back();
            aside.back().range = normal_.from_source({piece->begin, piece->end});
            aside.back().place = {piece->box, piece->em};
        }
        const PageHeadings headings(normal_, pieces_, aside, scope_, profile_.lexicon);
        std::erase_if(findings_, [&](const Finding& finding) { return headings.is_other(box_of(finding)); });
    }

    [[nodiscard]] PanelBox box_of(const Finding& finding) const {
        const Thing& label = finding.label->place;
        PanelBox box{label.box, label.box, label.box, finding.side, finding.gap, label.em};
        if (finding.piece != no_piece) box.count = box.figure = pieces_[finding.piece].place.box;
        if (finding.amount != no_piece) box.figure = layout::united(box.figure, pieces_[finding.amount].place.box);
        return box;
    }

    /// Words stand so close to the figure that they may belong to it.
    [[nodiscard]] bool is_beset(const PagePiece& figure, double label_gap) const {
        constexpr double beside = 1.5;  // em
        constexpr double above = 0.8;
        constexpr double scale_above = 1.5;  // a word such as "thousand"
        return std::any_of(pieces_.begin(), pieces_.end(), [&](const PagePiece& piece) {
            if (piece.kind != PieceKind::words) return false;
            const double em = std::min(figure.place.em, piece.place.em);
            for (const Side side : layout::all_sides) {
                const auto gap = layout::gap_on(side, figure.place, piece.place);
                if (!gap) continue;
                const bool upright = side == Side::above || side == Side::below;
                double least = beside * em;
                if (upright) {
                    least = std::max(above * em, std::min(0.8 * std::max(0.0, label_gap), em));
                    if (is_part_of_figure(piece.range)) least = scale_above * std::max(figure.place.em, em);
                }
                if (*gap < least) return true;
            }
            return false;
        });
    }

    /// A scale, a unit or a qualifier stands at the piece's start.
    [[nodiscard]] bool is_part_of_figure(text::Range range) const {
        const value::Lexicon& lexicon = profile_.lexicon;
        const std::string_view text = normal_.text();
        return lexicon.scales.match(text, range.begin).matched ||
               lexicon.other_units.match(text, range.begin).matched ||
               lexicon.qualifiers_before.match(text, range.begin).matched ||
               lexicon.qualifiers_after.match(text, range.begin).matched ||
               lexicon.since_last_year.match(text, range.begin).matched;
    }

    /// Which figure each change belongs to that stands by itself.
    void take_amounts() {
        amount_of_.assign(pieces_.size(), no_piece);
        Scene scene;
        std::vector<std::uint32_t> owners;
        scene.obstacles = places(pieces_of(PieceKind::words));
        for (const Label& label : labels_) scene.obstacles.push_back(label.place);
        for (const std::uint32_t figure : pieces_of(PieceKind::figure)) {
            if (pieces_[figure].figure->change) {
                scene.obstacles.push_back(pieces_[figure].place);
            } else {
                owners.push_back(figure);
                scene.owners.push_back(pieces_[figure].place);
            }
        }
        const std::vector<std::uint32_t> amounts = pieces_of(PieceKind::amount);
        if (owners.size() > most_things || amounts.size() > most_things) return;
        scene.things = places(amounts);
        scene.owner_of_thing = framed(scene.owners, scene.things);
        scene.farthest = 3;
        for (const Pair& pair : layout::pair_up(scene)) amount_of_[owners[pair.owner]] = amounts[pair.thing];
    }

    /// Arrows that stand beside the amounts they belong to: they say the direction, and are part of the same thing.
    void take_signs() {
        Scene scene;
        std::vector<std::uint32_t> owners;
        for (const std::uint32_t amount : pieces_of(PieceKind::amount)) {
            if (pieces_[amount].has_sign) continue;
            owners.push_back(amount);
            scene.owners.push_back(pieces_[amount].place);
        }
        std::vector<Direction> directions;
        for (const std::uint32_t sign : pieces_of(PieceKind::sign)) {
            scene.things.push_back(pieces_[sign].place);
            const bool distrusted = is_distrusted(pieces_[sign].range);
            directions.push_back(distrusted ? Direction::unknown : pieces_[sign].direction);
        }
        for (const layout::DrawnSign& sign : signs_of(page_)) {
            if (scene.things.size() > most_things) break;
            scene.things.push_back({sign.box, std::max(sign.box.y1 - sign.box.y0, 1.0)});
            directions.push_back(is_explained_otherwise(sign) ? Direction::unknown : sign.direction);
        }
        if (owners.empty() || owners.size() > most_things || scene.things.size() > most_things) return;
        scene.obstacles = places(pieces_of(PieceKind::words));
        scene.owner_of_thing.assign(scene.things.size(), -1);
        scene.farthest = 1.2;
        for (const Pair& pair : layout::pair_up(scene)) {
            PagePiece& amount = pieces_[owners[pair.owner]];
            amount.change->change.direction = directions[pair.thing];
            amount.place.box = layout::united(amount.place.box, scene.things[pair.thing].box);
        }
    }

    /// The words beside a drawn sign give it another direction than its own: a legend turns all signs like it around.
    void take_drawn_legend(std::uint32_t page) {
        drawn_legend_ = {};
        constexpr double beside = 3;  // em
        const auto signs = signs_of(page);
        for (const layout::DrawnSign& sign : signs.first(std::min(signs.size(), most_things))) {
            const Thing place{sign.box, std::max(sign.box.y1 - sign.box.y0, 1.0)};
            for (const PagePiece& piece : pieces_) {
                if (piece.kind != PieceKind::words) continue;
                const auto gap = layout::gap_on(Side::right, place, piece.place);
                if (!gap || *gap > beside * piece.place.em) continue;
                const auto said = direction_said(normal_.text(), piece.range, profile_.lexicon);
                if (said && *said != sign.direction) drawn_legend_[static_cast<std::size_t>(sign.direction)] = true;
            }
        }
    }

    [[nodiscard]] bool is_explained_otherwise(const layout::DrawnSign& sign) const {
        return drawn_legend_[static_cast<std::size_t>(sign.direction)];
    }

    [[nodiscard]] bool is_distrusted(text::Range range) const {
        const std::string_view text = normal_.text().substr(range.begin, range.end - range.begin);
        return std::any_of(distrusted_.begin(), distrusted_.end(),
                           [&](const std::string& sign) { return text.find(sign) != std::string_view::npos; });
    }

    /// From the label to the figure and its change, where nothing else lies between them in the text; else the label.
    [[nodiscard]] text::Range quote_of(const Finding& finding) const {
        text::Range quote = finding.label->range;
        const auto stretch = [&quote](text::Range range) {
            quote = {std::min(quote.begin, range.begin), std::max(quote.end, range.end)};
        };
        stretch(finding.figure.printed);
        if (finding.change) stretch(finding.change->printed);
        const auto is_other = [&](std::uint32_t piece) {
            const text::Range range = pieces_[piece].range;
            if (range.empty() || range.end <= quote.begin || range.begin >= quote.end) return false;
            if (range.begin <= finding.figure.printed.begin && finding.figure.printed.end <= range.end) return false;
            const std::vector<std::uint32_t>& label = finding.label->pieces;
            return piece != finding.amount && pieces_[piece].kind != PieceKind::sign &&
                   std::find(label.begin(), label.end(), piece) == label.end();
        };
        for (std::uint32_t piece = 0; piece < pieces_.size(); ++piece) {
            if (is_other(piece)) return finding.label->range;
        }
        return quote;
    }

    void add(const Finding& finding) {
        const profile::Rule& rule = profile_.rules[finding.label->rule];
        const text::Range quote = quote_of(finding);
        FieldCandidate candidate;
        candidate.field = rule.field;
        candidate.value = finding.figure.value;
        candidate.precision = finding.figure.precision;
        candidate.qualifier = finding.figure.qualifier;
        candidate.printed = finding.figure.printed;
        candidate.quote = quote;
        candidate.rule = finding.label->rule;
        if (finding.figure.damaged) candidate.why = "damaged";
        if (finding.change && !finding.change->against_last_year && !finding.change->damaged) {
            Change change = finding.change->change;
            if (is_distrusted(finding.change->printed)) change.direction = Direction::unknown;
            candidate.change = StatedChange{change, finding.change->printed, quote, finding.label->rule};
            if (change.direction == Direction::unknown) candidates_.lost_arrows.push_back(finding.change->printed);
        }
        candidates_.fields.push_back(std::move(candidate));
    }

    const text::NormalText& normal_;
    const layout::PageText& pages_;
    const profile::Profile& profile_;
    const ScopeFinder& scope_;
    const std::vector<std::string>& distrusted_;
    Candidates& candidates_;
    std::uint32_t page_ = 0;
    std::size_t first_ = 0;
    std::vector<PagePiece> pieces_;
    std::array<bool, 4> drawn_legend_{};  ///< by Direction: drawn signs of it have another meaning
    std::vector<Label> labels_;
    std::vector<Finding> findings_;
    std::vector<std::uint32_t> amount_of_;  ///< of a figure's piece, the piece of its change; or no_piece
};

}  // namespace

void collect_page_panel(const text::NormalText& normal, const layout::PageText& pages, const profile::Profile& profile,
                        const Matches& matches, const ScopeFinder& scope, Candidates& candidates) {
    std::vector<Match> labels = find_labels(profile, matches, scope);
    // Which box a part belongs to shows in lines of text only; on a page it may stand in a row of its own.
    std::erase_if(labels, [&](const Match& label) { return profile.rules[label.rule].under != profile::no_field; });
    if (labels.empty()) return;
    const std::vector<std::string> distrusted = distrusted_signs(normal, profile.lexicon);
    PageReader reader(normal, pages, profile, scope, distrusted, candidates);
    std::size_t next = 0;
    for (std::size_t first = 0; first < pages.pieces.size();) {
        const std::uint32_t page = pages.pieces[first].page;
        std::size_t last = first;
        while (last < pages.pieces.size() && pages.pieces[last].page == page) ++last;
        const std::uint64_t end = pages.pieces[last - 1].end;
        std::vector<Match> here;
        for (; next < labels.size() && normal.to_source(labels[next].range).begin < end; ++next)
            here.push_back(labels[next]);
        if (!here.empty()) reader.read(page, first, last, here);
        first = last;
    }
}

}  // namespace certdelta::extract
