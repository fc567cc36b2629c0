#include "layout/fragments.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "layout/strikes.h"
#include "layout/symbols.h"
#include "text/normalise.h"
#include "text/utf8.h"

namespace certdelta::layout {
namespace {

constexpr double wide_space = 0.9;               // em: more is a gap between two things
constexpr std::uint32_t longest_fragment = 200;  // bytes, so that a place in one is found at once

bool is_blank(char32_t c) {
    return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

bool is_digit(char32_t c) { return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19); }

double em_of(const Run& run) {
    const double height = run.box.y1 - run.box.y0;
    // Some writers scale a font of size 1 by a matrix: a size that the box belies is none.
    if (run.size > 0 && (height <= 0 || (height >= 0.2 * run.size && height <= 4 * run.size))) return run.size;
    return height > 0 ? height : 10;
}

/// Text that does not run from left to right: so it says, or it is far higher than wide.
bool is_turned(const Run& run, std::uint32_t characters, double em) {
    constexpr double most = 8;  // degrees
    const double turn = std::abs(std::remainder(run.angle, 360));
    if (turn > most) return true;
    const double width = run.box.x1 - run.box.x0;
    const double height = run.box.y1 - run.box.y0;
    return characters >= 3 && height > 2.5 * std::max(width, 0.1) && height > 1.8 * std::min(em, height / 1.5);
}

class Splitter {
public:
    Splitter(const Pages& pages, const Page& page, PageFragments& out)
        : pages_(pages), page_(page), strikes_(page), out_(out) {}

    void split(std::uint32_t index) {
        const Run& run = page_.runs[index];
        const std::string_view text = pages_.text_of(run);
        measure(run, text);
        if (characters_ == 0) return;
        em_ = em_of(run);
        if (is_off_page(run.box)) {
            ++out_.off_page;
            return;
        }
        into_ = is_turned(run, characters_, em_) ? &out_.aside : &out_.level;
        symbols_ = symbol_font(pages_.fonts[run.font]);
        index_ = index;
        cut(run, text);
    }

private:
    /// Counts the characters that show something, and all advances.
    void measure(const Run& run, std::string_view text) {
        characters_ = 0;
        advances_ = 0;
        for (std::size_t pos = 0; pos < text.size();) {
            const text::Decoded decoded = text::decode(text, pos);
            if (!is_blank(decoded.code_point)) ++characters_;
            advances_ += usual_advance(decoded.code_point);
            pos += std::max(1U, decoded.length);
        }
        scale_ = advances_ > 0 ? (run.box.x1 - run.box.x0) / advances_ : 0;
    }

    [[nodiscard]] bool is_off_page(const Box& box) const {
        const double x = (box.x0 + box.x1) / 2;
        const double y = (box.y0 + box.y1) / 2;
        return x < 0 || y < 0 || x > page_.width || y > page_.height;
    }

    void cut(const Run& run, std::string_view text) {
        open_ = false;
        double x = run.box.x0;
        double blank_from = x;
        bool blank_before = false;
        double struck_to = x;
        bool wide = false;
        character_ = 0;
        for (std::size_t pos = 0; pos < text.size(); ++character_) {
            const text::Decoded decoded = text::decode(text, pos);
            const std::size_t after = pos + std::max(1U, decoded.length);
            const double end = run.edges > 0 ? std::clamp(pages_.edges[run.first_edge + character_], x, run.box.x1)
                                             : x + scale_ * usual_advance(decoded.code_point);
            if (is_blank(decoded.code_point)) {
                if (!blank_before) blank_from = x;
                blank_before = true;
                wide = wide || decoded.code_point == '\t' || end - blank_from > wide_space * em_;
            } else if (strikes_.cross(index_, x, end)) {
                close();
                if (!struck_.empty() && x > struck_to) struck_ += ' ';
                struck_ += text.substr(pos, after - pos);
                struck_figure_ = struck_figure_ || is_digit(decoded.code_point);
                struck_to = end;
                blank_before = true;
                wide = false;
            } else {
                end_struck();
                if (wide) close();
                add(run, static_cast<std::uint32_t>(run.begin + pos), static_cast<std::uint32_t>(run.begin + after), x,
                    end, decoded.code_point, blank_before);
                blank_before = wide = false;
            }
            x = end;
            pos = after;
        }
        end_struck();
        close();
    }

    /// What is left out is told where a figure is in it.
    void end_struck() {
        if (struck_figure_) out_.struck.push_back(std::move(struck_));
        struck_.clear();
        struck_figure_ = false;
    }

    void add(const Run& run, std::uint32_t begin, std::uint32_t end, double x0, double x1, char32_t c, bool blank) {
        const bool symbol = symbols_ != SymbolFont::none;
        const char32_t shown = symbol ? decode_symbol(symbols_, c) : c;
        if (shown != c) {
            close();
            open(run, begin, x0, blank);
            current_.character = shown;
        } else if (!open_ || end - current_.begin > longest_fragment) {
            close();
            open(run, begin, x0, blank);
        }
        current_.end = end;
        current_.box.x1 = x1;
        if (shown != c) close();
    }

    void open(const Run& run, std::uint32_t begin, double x0, bool blank) {
        current_ = Fragment();
        current_.begin = begin;
        current_.font = run.font;
        current_.box = {x0, run.box.y0, x0, run.box.y1};
        current_.em = em_;
        current_.hidden = run.unmapped && symbols_ == SymbolFont::none;
        current_.lone = current_.hidden && characters_ == 1;
        current_.behind_space = blank;
        current_.run = index_;
        current_.first_character = character_;
        open_ = true;
    }

    void close() {
        if (open_) into_->push_back(current_);
        open_ = false;
    }

    const Pages& pages_;
    const Page& page_;
    Strikes strikes_;
    std::string struck_;  ///< the stretch that is being left out
    bool struck_figure_ = false;
    PageFragments& out_;
    std::vector<Fragment>* into_ = nullptr;
    SymbolFont symbols_ = SymbolFont::none;
    Fragment current_;
    bool open_ = false;
    std::uint32_t index_ = 0;
    std::uint32_t characters_ = 0;  ///< of the run, white space aside
    std::uint32_t character_ = 0;   ///< the current one of the run
    double advances_ = 0;
    double scale_ = 0;  ///< points an em of usual advance
    double em_ = 10;
};

}  // namespace

double usual_advance(char32_t c) {
    if (text::is_cjk(c) || (c >= 0x3000 && c <= 0x303F) || c >= 0x1F000) return 1;
    if (c <= 0x20 || c == 0xA0) return 0.25;
    if (c >= '0' && c <= '9') return 0.52;
    if (c >= 'A' && c <= 'Z') return c == 'I' || c == 'J' ? 0.35 : 0.68;
    if (c >= 'a' && c <= 'z') {
        constexpr std::string_view narrow = "fijlrt";
        constexpr std::string_view wide = "mw";
        if (narrow.find(static_cast<char>(c)) != std::string_view::npos) return 0.3;
        return wide.find(static_cast<char>(c)) != std::string_view::npos ? 0.78 : 0.5;
    }
    if (c == '%' || c == '@') return 0.85;
    return c < 0x80 ? 0.3 : 0.6;
}

PageFragments fragments_of(const Pages& pages, const Page& page) {
    PageFragments out;
    out.level.reserve(page.runs.size());
    Splitter splitter(pages, page, out);
    for (std::uint32_t i = 0; i < page.runs.size(); ++i) splitter.split(i);
    return out;
}

}  // namespace certdelta::layout
