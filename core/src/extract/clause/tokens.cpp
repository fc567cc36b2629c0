#include "extract/clause/tokens.h"

#include <algorithm>
#include <utility>

#include "extract/ranges.h"
#include "text/characters.h"
#include "text/utf8.h"

namespace certdelta::extract {
namespace {

using profile::ClauseRole;
using profile::SlotKind;
using Kind = ClauseTokenKind;

/// Marks that say nothing: quotation marks, dashes, bullets, arrows, shapes, those of Chinese, emoji. A raised digit
/// may be a note's, or a figure's own; what turns the direction of writing round shows another number than it holds.
bool is_punctuation(char32_t c) {
    constexpr std::pair<char32_t, char32_t> ranges[] = {
        {0x00, 0x7F},     {0xA0, 0xB1},     {0xB4, 0xB8},     {0xBB, 0xBB},     {0xBF, 0xBF},     {0x2010, 0x2027},
        {0x2030, 0x205E}, {0x2190, 0x2BFF}, {0x3000, 0x303F}, {0xFE10, 0xFE6F}, {0xFF00, 0xFFEF}, {0x1F000, 0x1FFFF}};
    return std::any_of(std::begin(ranges), std::end(ranges),
                       [c](const auto& range) { return c >= range.first && c <= range.second; });
}

class Tokeniser {
public:
    Tokeniser(const text::NormalText& normal, const profile::Profile& profile, const SlotReader& slots,
              const std::vector<ReadFigure>& read, text::Range paragraph, ClauseTokens& tokens)
        : normal_(normal),
          text_(normal.text().substr(0, paragraph.end)),
          profile_(profile),
          slots_(slots),
          paragraph_(paragraph),
          tokens_(tokens.all),
          captures_(tokens.captures) {
        read_ = std::lower_bound(read.begin(), read.end(), paragraph.begin,
                                 [](const ReadFigure& figure, auto pos) { return figure.printed.end <= pos; });
        read_end_ = read.end();
    }

    void run() {
        for (std::uint32_t pos = paragraph_.begin; pos < paragraph_.end;)
            pos = std::max(take(pos), text::next_character(text_, pos));
        add(Kind::line, {paragraph_.end, paragraph_.end});
    }

private:
    /// Takes what stands at `pos`; its end.
    std::uint32_t take(std::uint32_t pos) {
        if (text::is_white(text_[pos])) return pos + 1;
        while (read_ != read_end_ && read_->printed.end <= pos) ++read_;
        if (read_ != read_end_ && read_->printed.contains(pos)) return take_read(pos);
        if (const std::uint32_t end = take_item_number(pos); end != pos) return end;
        if (const std::uint32_t end = take_figure(pos); end != pos) return end;
        if (const std::uint32_t end = take_change(pos); end != pos) return end;
        const bool mark = text_[pos] == ':' || text_[pos] == ',';  // words of the lexicon, too
        if (const std::uint32_t end = mark ? pos : take_word(pos); end != pos) return end;
        return take_mark(pos);
    }

    std::uint32_t take_read(std::uint32_t pos) {
        ClauseToken& token = add(Kind::read, {pos, read_->printed.end});
        token.field = read_->field;
        token.beside = read_->beside;
        token.is_change = read_->change;
        token.is_time = read_->time;
        token.is_days = read_->days;
        if (const auto counter = profile_.lexicon.counters.match(text_, token.range.end); counter.matched)
            return counter.end;
        return token.range.end;
    }

    /// An item of a list may begin behind it.
    static bool begins_item(Kind kind) {
        return kind == Kind::line || kind == Kind::stop || kind == Kind::semicolon || kind == Kind::open;
    }

    /// "1.", "2)" or "(2)" at a line's start numbers an item, and so do a language's numerals.
    std::uint32_t take_item_number(std::uint32_t pos) {
        constexpr std::uint32_t most_digits = 2;
        constexpr int most_numerals = 3;
        const bool bracket = text_[pos] == '(';
        const std::uint32_t begin = bracket ? pos + 1 : pos;
        std::uint32_t end = begin;
        while (end < paragraph_.end && text::is_digit(text_[end])) ++end;
        if (end - begin > most_digits) return pos;
        for (int i = 0; i < most_numerals && (end == begin || i > 0); ++i) {
            const auto numeral = profile_.lexicon.numerals.match(text_, end);
            if (!numeral.matched) break;
            end = numeral.end;
        }
        if (end == begin || end >= paragraph_.end) return pos;
        const bool comma = text_.substr(end).starts_with(text::ideographic_comma);
        const bool point = text_[end] == '.' && end + 1 < text_.size() && !text::is_digit(text_[end + 1]);
        const bool close = text_[end] == ')';
        if (bracket ? !close : !comma && !point && !close) return pos;
        const std::uint32_t before = text::skip_white_back(text_, pos, paragraph_.begin);
        if (before != paragraph_.begin && !tokens_.empty() && !begins_item(tokens_.back().kind)) return pos;
        // A line's start has ended what stands before.
        if (!tokens_.empty() && tokens_.back().kind != Kind::line) add(Kind::stop, {pos, end});
        return end + (comma ? static_cast<std::uint32_t>(text::ideographic_comma.size()) : 1);
    }

    std::uint32_t take_figure(std::uint32_t pos) {
        const value::Lexicon& lexicon = profile_.lexicon;
        const bool digit = text::is_digit(text_[pos]);
        const bool spelled = !digit && lexicon.may_begin_number(text_, pos);
        if (!digit && !spelled && !lexicon.may_begin(value::begins_qualifier, text_, pos)) return pos;
        Capture capture;
        capture.slot = {SlotKind::percentage, profile::no_field};
        if (slots_.read(capture.slot, pos, capture) && !capture.percent_sign_lost) {
            // "4.3% higher than last week"
            Capture change;
            change.slot = {SlotKind::change, profile::no_field};
            if (slots_.read(change.slot, pos, change) && change.printed.end > capture.printed.end) {
                add(Kind::change, change);
                return change.printed.end;
            }
            slots_.look_around(capture);
            return add_figure(Kind::percentage, capture);
        }
        capture = {};
        capture.slot = {SlotKind::count, profile::no_field};
        if (slots_.read(capture.slot, pos, capture) &&
            (has_digit(capture.printed) || is_counted(capture.printed.end))) {
            slots_.look_around(capture);
            return add_figure(Kind::count, capture);
        }
        if (!digit) return pos;
        std::uint32_t end = pos;
        while (end < paragraph_.end && (text::is_digit(text_[end]) || text_[end] == '.' || text_[end] == ',')) ++end;
        add(Kind::unknown, {pos, end});
        return end;
    }

    std::uint32_t add_figure(Kind kind, const Capture& capture) {
        std::uint32_t end = capture.printed.end;
        const auto is_comma_in_figure = [this](std::uint32_t comma) {
            const std::uint32_t before = text::skip_white_back(text_, comma);
            const std::uint32_t behind = text::skip_white(text_, comma + 1);
            return before > 0 && behind < text_.size() && text_[comma] == ',' && text::is_digit(text_[before - 1]) &&
                   text::is_digit(text_[behind]);
        };
        const std::uint32_t before = text::skip_white_back(text_, capture.printed.begin);
        const bool broken = capture.damaged || is_comma_in_figure(text::skip_white(text_, end)) ||
                            (before > 0 && !follows_days() && is_comma_in_figure(before - 1)) ||
                            is_glued(capture.printed) || may_begin_with_item(capture.printed);
        ClauseToken& token = broken ? add(Kind::unknown, capture.printed) : add(kind, capture);
        if (kind == Kind::count) {
            if (const auto counter = profile_.lexicon.counters.match(text_, end); counter.matched) {
                token.counter = {end, counter.end};
                end = counter.end;
            }
        }
        return end;
    }

    /// "in the week to June 19, 533 sites": the digits before the comma are a day's.
    bool follows_days() const {
        return tokens_.size() > 1 && tokens_.back().kind == Kind::comma && tokens_[tokens_.size() - 2].is_days;
    }

    /// "l,200", "?,620", "1;620": the rest of a number whose beginning is no number any more; ">402", "402+": a bound;
    /// "1. 287": a number in two.
    bool is_glued(text::Range printed) const {
        constexpr std::string_view bounds = "<>+=~^$#]";
        const std::uint32_t begin = printed.begin;
        const std::uint32_t end = printed.end;
        const auto at = [this](std::uint32_t pos) { return pos < text_.size() ? text_[pos] : ' '; };
        if (begin > paragraph_.begin && bounds.find(text_[begin - 1]) != std::string_view::npos) return true;
        if (at(end) == '+' || at(end) == '`' || text_.substr(end).starts_with("\xC2\xB1")) return true;
        if (begin > 1 && text_[begin - 1] == ':' && text::is_digit(text_[begin - 2])) return true;  // a time of day
        const bool mark = begin > 1 && (text_[begin - 1] == ',' || text_[begin - 1] == ';');
        if (mark && !text::is_white(text_[begin - 2]) && text_[begin - 2] != ')' && text_[begin - 2] != '%' &&
            !text::is_ideograph(text_, text::previous_character(text_, begin - 1)))
            return true;
        return !profile_.lexicon.unspaced && at(end) == '.' && at(end + 1) == ' ' && text::is_digit(at(end + 2)) &&
               text::is_digit(at(end + 3)) && text::is_digit(at(end + 4)) && !text::is_digit(at(end + 5)) &&
               end - begin <= 3;
    }

    /// "4 253 sites" at a line's start: a number with a space, or an item's number and its own.
    bool may_begin_with_item(text::Range printed) const {
        constexpr std::uint32_t most_digits = 2;
        std::uint32_t at = printed.begin;
        while (at < printed.end && text::is_digit(text_[at])) ++at;
        return at < printed.end && text_[at] == ' ' && at - printed.begin <= most_digits &&
               text::skip_white_back(text_, printed.begin, paragraph_.begin) == paragraph_.begin;
    }

    bool has_digit(text::Range printed) const {
        return std::any_of(text_.begin() + printed.begin, text_.begin() + printed.end, text::is_digit);
    }

    bool is_counted(std::uint32_t end) const { return profile_.lexicon.counters.match(text_, end).matched; }

    std::uint32_t take_change(std::uint32_t pos) {
        constexpr std::uint32_t beginnings =
            value::begins_direction | value::begins_base | value::begins_change_filler | value::begins_change_lead;
        const bool glyph = text_[pos] == '\xEE' || text_[pos] == '\xEF';
        const bool sign = text_[pos] == '+' || text_[pos] == '-';
        if (!glyph && !sign && !profile_.lexicon.may_begin(beginnings, text_, pos)) return pos;
        Capture capture;
        capture.slot = {SlotKind::change, profile::no_field};
        if (!slots_.read(capture.slot, pos, capture)) return pos;
        add(Kind::change, capture);
        return capture.printed.end;
    }

    std::uint32_t take_word(std::uint32_t pos) {
        const auto word = profile_.clauses.words.match(text_, pos);
        if (!word.matched) return pos;
        const auto role = static_cast<ClauseRole>(word.payload);
        const Kind kind = role == ClauseRole::link ? Kind::link : role == ClauseRole::each ? Kind::each : Kind::word;
        add(kind, {pos, word.end}).word = word.payload;
        return word.end;
    }

    std::uint32_t take_mark(std::uint32_t pos) {
        constexpr std::string_view open_lenticular = "\xE3\x80\x90";
        constexpr std::string_view close_lenticular = "\xE3\x80\x91";
        const std::string_view rest = text_.substr(pos);
        if (rest.starts_with(text::ideographic_full_stop)) return add(Kind::stop, {pos, pos + 3}).range.end;
        // At a line's start, these brackets are a caption's, unless they hold a figure.
        const bool begins_line = normal_.is_line_start(pos);
        const bool figure = pos + 3 < paragraph_.end && text::is_digit(text_[pos + 3]);
        if (rest.starts_with(open_lenticular) && begins_line && !figure) {
            captioned_ = true;
            return pos + 3;
        }
        if (rest.starts_with(open_lenticular)) return add(Kind::open, {pos, pos + 3}).range.end;
        if (rest.starts_with(close_lenticular)) {
            const Kind kind = captioned_ ? Kind::colon : Kind::close;
            captioned_ = false;
            return add(kind, {pos, pos + 3}).range.end;
        }
        switch (text_[pos]) {
            case '/':
                return add(Kind::link, {pos, pos + 1}).range.end;
            case '|':
                return add(Kind::cell, {pos, pos + 1}).range.end;
            case ',':
                return add(Kind::comma, {pos, pos + 1}).range.end;
            case ';':
                return add(Kind::semicolon, {pos, pos + 1}).range.end;
            case ':':
                return add(Kind::colon, {pos, pos + 1}).range.end;
            case '(':
            case '[':
                return add(Kind::open, {pos, pos + 1}).range.end;
            case ')':
            case ']':
                return add(Kind::close, {pos, pos + 1}).range.end;
            case '.':
                if (rest.starts_with("..") || (pos > 0 && text_[pos - 1] == '.')) return pos + 1;  // leads to a figure
                [[fallthrough]];
            case '!':
                return add(Kind::stop, {pos, pos + 1}).range.end;
            case '*':
                if (pos == paragraph_.begin && rest.starts_with("* ")) return pos + 1;  // a list's mark
                break;
            case '-':
                if (rest.starts_with("--")) return add(Kind::comma, {pos, pos + 2}).range.end;
                // A sign, or a range: no count begins behind it.
                if (pos + 1 < text_.size() && text::is_digit(text_[pos + 1])) add(Kind::unknown, {pos, pos + 1});
                return pos + 1;
            default:
                break;
        }
        const bool word = text::is_letter(text_[pos]) || text::is_ideograph(text_, pos) || text_[pos] == '?' ||
                          text_[pos] == '%' || text_[pos] == '*' ||
                          !is_punctuation(text::decode(text_, pos).code_point);
        const std::uint32_t end = text::next_character(text_, pos);
        if (word && !tokens_.empty() && tokens_.back().kind == Kind::unknown && tokens_.back().range.end == pos)
            tokens_.back().range.end = end;
        else if (word)
            add(Kind::unknown, {pos, end});
        return end;
    }

    ClauseToken& add(Kind kind, text::Range range) {
        ClauseToken& token = tokens_.emplace_back();
        token.kind = kind;
        token.range = range;
        return token;
    }

    ClauseToken& add(Kind kind, const Capture& capture) {
        ClauseToken& token = add(kind, capture.printed);
        token.capture = static_cast<std::uint32_t>(captures_.size());
        captures_.push_back(capture);
        return token;
    }

    const text::NormalText& normal_;
    std::string_view text_;
    const profile::Profile& profile_;
    const SlotReader& slots_;
    text::Range paragraph_;
    std::vector<ReadFigure>::const_iterator read_;
    std::vector<ReadFigure>::const_iterator read_end_;
    std::vector<ClauseToken>& tokens_;
    std::vector<Capture>& captures_;
    bool captioned_ = false;  ///< a caption's bracket is open
};

}  // namespace

void add_clause_tokens(const text::NormalText& normal, const profile::Profile& profile, const SlotReader& slots,
                       const std::vector<ReadFigure>& read, text::Range paragraph, ClauseTokens& tokens) {
    Tokeniser(normal, profile, slots, read, paragraph, tokens).run();
}

}  // namespace certdelta::extract
