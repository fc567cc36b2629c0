#include "layout/pieces.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace certdelta::layout {
namespace {

constexpr double widest_join = 0.6;     // em: a wider gap parts two pieces
constexpr double widest_between = 0.4;  // em of the smaller: the same where the sizes differ
constexpr std::size_t most_open = 8;    // pieces looked at in one band of heights

/// "1", "12", "[3]", "1,2", "*": what footnotes are numbered with. "087" and ",087" go on with a figure.
bool is_note_text(std::string_view text) {
    constexpr std::size_t longest_number = 2;
    if (text.empty() || text.size() > 5 || text.find_first_not_of("0123456789[]()*,") != std::string_view::npos)
        return false;
    if (text.front() == ',') return false;
    const bool bracketed = text.front() == '[' || text.front() == '(';
    std::size_t digits = 0;
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        if (digit && digits == 0 && c == '0') return false;
        digits = digit ? digits + 1 : 0;
        if (digits > longest_number && !bracketed) return false;
    }
    return true;
}

/// Walks over the fragments from left to right and lets each one go on where it fits best.
class Joiner {
public:
    Joiner(const Pages& pages, const std::vector<Fragment>& fragments, std::vector<UprightRule> rules)
        : pages_(pages), fragments_(fragments), rules_(std::move(rules)) {
        std::sort(rules_.begin(), rules_.end(), [](const UprightRule& a, const UprightRule& b) { return a.x < b.x; });
    }

    PagePieces join() {
        if (fragments_.empty()) return std::move(out_);
        std::vector<std::uint32_t> order(fragments_.size());
        std::vector<double> ems(fragments_.size());
        for (std::uint32_t i = 0; i < order.size(); ++i) {
            order[i] = i;
            ems[i] = fragments_[i].em;
        }
        std::nth_element(ems.begin(), ems.begin() + static_cast<std::ptrdiff_t>(ems.size() / 2), ems.end());
        out_.torn.assign(fragments_.size(), false);
        band_ = std::max(1.0, ems[ems.size() / 2]);
        std::stable_sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) {
            return fragments_[a].box.x0 < fragments_[b].box.x0;
        });
        for (const std::uint32_t index : order) place(index);
        for (const Note& note : notes_) end_note(note);
        join_justified();
        return std::move(out_);
    }

private:
    [[nodiscard]] std::string_view text_of(const Fragment& fragment) const {
        return std::string_view(pages_.text).substr(fragment.begin, fragment.end - fragment.begin);
    }
    [[nodiscard]] std::int64_t band_of(const Box& box) const {
        return static_cast<std::int64_t>(std::floor((box.y0 + box.y1) / 2 / band_));
    }

    /// Raised digits behind a figure; many writers draw each character by itself.
    struct Note {
        std::uint32_t piece = 0;
        std::vector<std::uint32_t> fragments;
    };

    /// Whether the fragment goes on with a note that was begun before it.
    bool goes_on_with_note(std::uint32_t index) {
        const Fragment& fragment = fragments_[index];
        const std::size_t oldest = notes_.size() > most_open ? notes_.size() - most_open : 0;
        for (std::size_t i = notes_.size(); i > oldest; --i) {
            const Fragment& last = fragments_[notes_[i - 1].fragments.back()];
            const double em = last.em;
            if (std::abs(fragment.em - em) > 0.05 * em || std::abs(fragment.box.y1 - last.box.y1) > 0.12 * em) continue;
            if (std::abs(fragment.box.x0 - last.box.x1) > 0.12 * em || fragment.character != 0) continue;
            if (text_of(fragment).find_first_not_of("0123456789[]()*,.") != std::string_view::npos) continue;
            notes_[i - 1].fragments.push_back(index);
            return true;
        }
        return false;
    }

    /// A footnote's number stands apart; what is none goes back to its figure, whose rest it may be.
    void end_note(const Note& note) {
        std::string text;
        for (const std::uint32_t index : note.fragments) text += text_of(fragments_[index]);
        Piece& piece = out_.pieces[note.piece];
        // A separator that is drawn by itself went to the figure: with it, no number of a footnote begins.
        const auto behind = [this](double x, std::uint32_t index) { return x < fragments_[index].box.x0; };
        const double x = fragments_[note.fragments.front()].box.x0;
        const auto place = std::upper_bound(piece.fragments.begin(), piece.fragments.end(), x, behind);
        bool separated = false;
        if (place != piece.fragments.begin()) {
            const Fragment& before = fragments_[*(place - 1)];
            const std::string_view mark = text_of(before);
            separated = (mark == "," || mark == ".") && std::abs(x - before.box.x1) <= 0.12 * piece.em &&
                        is_raised(piece, before);
            if (separated) out_.torn[*(place - 1)] = true;
        }
        if (is_note_text(text) && !separated) {
            out_.notes.insert(out_.notes.end(), note.fragments.begin(), note.fragments.end());
            return;
        }
        for (const std::uint32_t index : note.fragments) {
            const Box& box = fragments_[index].box;
            piece.fragments.insert(std::upper_bound(piece.fragments.begin(), piece.fragments.end(), box.x0, behind),
                                   index);
            piece.box = united(piece.box, box);
            out_.torn[index] = true;
        }
    }

    void place(std::uint32_t index) {
        if (goes_on_with_note(index)) return;
        const Fragment& fragment = fragments_[index];
        const std::int64_t band = band_of(fragment.box);
        std::int32_t best = -1;
        double best_gap = 0;
        for (std::int64_t at = band - 2; at <= band + 2 && !out_.torn[index]; ++at) {
            const auto open = open_.find(at);
            if (open == open_.end()) continue;
            for (const std::uint32_t candidate : open->second) {
                const Piece& piece = out_.pieces[candidate];
                if (is_print_over(piece, fragment)) return;
                const double gap = fragment.box.x0 - piece.box.x1;
                if (is_torn(piece, fragment, gap)) {
                    best = static_cast<std::int32_t>(candidate);
                    out_.torn[index] = true;
                    break;
                }
                if (!fits(piece, fragment, gap)) continue;
                if (is_note(piece, fragment, gap)) {
                    notes_.push_back({candidate, {index}});
                    return;
                }
                if (best < 0 || std::abs(gap) < std::abs(best_gap)) {
                    best = static_cast<std::int32_t>(candidate);
                    best_gap = gap;
                }
            }
        }
        if (best < 0) {
            best = static_cast<std::int32_t>(out_.pieces.size());
            out_.pieces.push_back({{}, fragment.box, fragment.box, fragment.em});
        }
        const auto chosen = static_cast<std::uint32_t>(best);
        Piece& piece = out_.pieces[chosen];
        piece.fragments.push_back(index);
        piece.box = united(piece.box, fragment.box);
        if (fragment.em > 1.01 * piece.em) {
            piece.em = fragment.em;
            piece.core = fragment.box;
        } else if (fragment.em > 0.99 * piece.em) {
            piece.core = united(piece.core, fragment.box);
        }
        std::vector<std::uint32_t>& open = open_[band];
        const auto there = std::find(open.begin(), open.end(), chosen);
        if (there != open.end()) open.erase(there);
        if (open.size() == most_open) open.erase(open.begin());
        open.push_back(chosen);
    }

    /// Justified text has gaps as wide as those between columns, but all of them alike, between single words.
    void join_justified() {
        std::vector<std::uint32_t> order(out_.pieces.size());
        for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
        const auto middle = [this](std::uint32_t i) { return out_.pieces[i].core.y0 + out_.pieces[i].core.y1; };
        std::stable_sort(order.begin(), order.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return middle(a) < middle(b); });
        std::vector<Piece> joined;
        for (std::size_t first = 0; first < order.size();) {
            const Piece& piece = out_.pieces[order[first]];
            const double within = 0.4 * (piece.core.y1 - piece.core.y0);  // of twice the middle
            std::size_t last = first + 1;
            while (last < order.size() && middle(order[last]) - middle(order[first]) <= within) ++last;
            std::stable_sort(
                order.begin() + static_cast<std::ptrdiff_t>(first), order.begin() + static_cast<std::ptrdiff_t>(last),
                [this](std::uint32_t a, std::uint32_t b) { return out_.pieces[a].box.x0 < out_.pieces[b].box.x0; });
            const std::span<const std::uint32_t> line{order.data() + first, last - first};
            const bool justified = is_justified(line);
            for (const std::uint32_t index : line) {
                Piece& next = out_.pieces[index];
                if (!justified || index == line.front()) {
                    joined.push_back(std::move(next));
                    continue;
                }
                Piece& whole = joined.back();
                whole.fragments.insert(whole.fragments.end(), next.fragments.begin(), next.fragments.end());
                whole.box = united(whole.box, next.box);
                whole.core = united(whole.core, next.core);
            }
            first = last;
        }
        out_.pieces = std::move(joined);
    }

    [[nodiscard]] bool is_justified(std::span<const std::uint32_t> line) const {
        constexpr std::size_t fewest = 4;    // pieces
        constexpr double widest = 4;         // em
        constexpr double most_uneven = 1.8;  // kerning and rounding aside, all gaps are one
        if (line.size() < fewest) return false;
        double least = widest;
        double most = 0;
        std::size_t words = 0;
        for (std::size_t i = 0; i < line.size(); ++i) {
            const Piece& piece = out_.pieces[line[i]];
            if (is_word(piece)) ++words;
            if (i == 0) continue;
            const Piece& before = out_.pieces[line[i - 1]];
            if (std::max(piece.em, before.em) > 1.1 * std::min(piece.em, before.em)) return false;
            const double gap = (piece.box.x0 - before.box.x1) / piece.em;
            least = std::min(least, gap);
            most = std::max(most, gap);
        }
        return least > 0 && most < widest && most <= most_uneven * least && words * 10 >= line.size() * 6;
    }

    /// One word of Latin letters.
    [[nodiscard]] bool is_word(const Piece& piece) const {
        constexpr double within_word = 0.18;  // em
        const Fragment* before = nullptr;
        for (const std::uint32_t index : piece.fragments) {
            const Fragment& fragment = fragments_[index];
            const std::string_view text = text_of(fragment);
            if (fragment.character != 0 || text.find(' ') != std::string_view::npos) return false;
            if (before != nullptr && fragment.box.x0 - before->box.x1 > within_word * fragment.em) return false;
            before = &fragment;
        }
        const char c = text_of(fragments_[piece.fragments.front()]).front();
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    [[nodiscard]] bool is_print_over(const Piece& piece, const Fragment& fragment) const {
        constexpr double shift = 0.2;  // em
        const Fragment& last = fragments_[piece.fragments.back()];
        return std::abs(last.box.x0 - fragment.box.x0) < shift * fragment.em &&
               std::abs(last.box.y0 - fragment.box.y0) < shift * fragment.em &&
               std::abs(last.box.x1 - fragment.box.x1) < shift * fragment.em && last.character == fragment.character &&
               text_of(last) == text_of(fragment);
    }

    [[nodiscard]] bool fits(const Piece& piece, const Fragment& fragment, double gap) const {
        constexpr double same_size = 1.25;
        const double small = std::min(piece.em, fragment.em);
        const double large = std::max(piece.em, fragment.em);
        const bool same = large <= same_size * small;
        if (parts_digits(piece, fragment, gap) && !is_note(piece, fragment, gap)) return false;
        if (gap < -0.5 * small || gap > (same ? widest_join : widest_between) * small) return false;
        const double height = fragment.box.y1 - fragment.box.y0;
        const double core = piece.core.y1 - piece.core.y0;
        const double common = overlap_y(piece.core, fragment.box);
        if (common < 0.5 * std::min(height, core)) return false;
        if (!same) {
            // On one base line, or level with the middle: not one of two lines beside a large figure.
            const double base = std::abs(piece.core.y1 - fragment.box.y1);
            const double middle = std::abs(piece.core.y0 + piece.core.y1 - fragment.box.y0 - fragment.box.y1) / 2;
            const bool raised = is_raised(piece, fragment);
            if (base > 0.35 * small && middle > 0.2 * large && !raised) return false;
        }
        return gap < 0.1 * small || !is_parted(piece.box.x1, fragment);
    }

    /// Digits close behind a digit, smaller or on another base line, and no footnote's number: what the figure is,
    /// nobody can say. A decimal or a thousand on the same base line is the figure's, however small.
    [[nodiscard]] bool is_torn(const Piece& piece, const Fragment& fragment, double gap) const {
        const Fragment& last = fragments_[piece.fragments.back()];
        const std::string_view before = text_of(last);
        std::string_view behind = text_of(fragment);
        const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
        if (last.character != 0 || fragment.character != 0 || before.empty() || !is_digit(before.back())) return false;
        const bool separated = behind.size() > 1 && (behind.front() == ',' || behind.front() == '.');
        if (separated) behind.remove_prefix(1);
        if (behind.empty() || !is_digit(behind.front())) return false;
        const double small = std::min(last.em, fragment.em);
        const bool one_size = std::max(last.em, fragment.em) <= 1.05 * small;
        const bool one_line = std::abs(last.box.y1 - fragment.box.y1) <= 0.12 * std::max(last.em, fragment.em);
        if (one_line && (one_size || separated)) return false;
        // A thousand may follow behind a space.
        if (gap < -0.2 * small || gap > 0.35 * small || is_note(piece, fragment, gap)) return false;
        const double lower = std::min(last.box.y1 - last.box.y0, fragment.box.y1 - fragment.box.y0);
        return overlap_y(last.box, fragment.box) > 0.2 * lower;
    }

    /// Two digits are one number only in one size, on one base line, and no farther apart than a narrow space.
    [[nodiscard]] bool parts_digits(const Piece& piece, const Fragment& fragment, double gap) const {
        const Fragment& last = fragments_[piece.fragments.back()];
        const std::string_view before = text_of(last);
        const std::string_view behind = text_of(fragment);
        const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
        if (before.empty() || behind.empty() || !is_digit(before.back()) || !is_digit(behind.front())) return false;
        const double small = std::min(last.em, fragment.em);
        const bool one_size = std::max(last.em, fragment.em) <= 1.05 * small;
        const bool one_line = std::abs(last.box.y1 - fragment.box.y1) <= 0.12 * small;
        return !one_size || !one_line || gap > 0.35 * small;
    }

    [[nodiscard]] static bool is_raised(const Piece& piece, const Fragment& fragment) {
        const double core = piece.core.y1 - piece.core.y0;
        return fragment.em <= 0.9 * piece.em && fragment.box.y1 < piece.core.y1 - 0.2 * core;
    }

    [[nodiscard]] bool is_note(const Piece& piece, const Fragment& fragment, double gap) const {
        return is_raised(piece, fragment) && gap <= 0.12 * piece.em && is_note_text(text_of(fragment));
    }

    /// An upright rule stands between `from` and the fragment.
    [[nodiscard]] bool is_parted(double from, const Fragment& fragment) const {
        constexpr int most = 16;  // rules looked at
        auto rule = std::lower_bound(rules_.begin(), rules_.end(), from - 0.5,
                                     [](const UprightRule& known, double x) { return known.x < x; });
        const double middle = (fragment.box.y0 + fragment.box.y1) / 2;
        for (int i = 0; i < most && rule != rules_.end() && rule->x <= fragment.box.x0 + 0.5; ++i, ++rule) {
            if (rule->y0 <= middle && middle <= rule->y1) return true;
        }
        return false;
    }

    const Pages& pages_;
    const std::vector<Fragment>& fragments_;
    std::vector<UprightRule> rules_;
    double band_ = 1;
    std::vector<Note> notes_;
    std::unordered_map<std::int64_t, std::vector<std::uint32_t>> open_;  ///< latest pieces, by height
    PagePieces out_;
};

}  // namespace

PagePieces pieces_of(const Pages& pages, const std::vector<Fragment>& fragments, std::vector<UprightRule> rules) {
    return Joiner(pages, fragments, std::move(rules)).join();
}

}  // namespace certdelta::layout
