#include "text/normalise.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <memory>
#include <span>
#include <utility>

#include "text/characters.h"
#include "text/eight.h"
#include "text/folds.h"
#include "text/lines.h"
#include "text/utf8.h"

namespace certdelta::text {
namespace {

// Of the ideographic marks, neither of which is folded.
constexpr char32_t comma_code_point = 0x3001;
constexpr char32_t full_stop_code_point = 0x3002;

/// ASCII characters that stand for themselves wherever they are.
constexpr std::array<bool, 256> make_plain_table() {
    std::array<bool, 256> plain{};
    for (std::size_t c = 0x21; c < 0x7F; ++c) plain[c] = true;
    for (const char c : {'*', '_', '\\', '[', ']', '`'}) plain[static_cast<unsigned char>(c)] = false;
    return plain;
}
constexpr std::array<bool, 256> plain_table = make_plain_table();

bool is_plain(char c) { return plain_table[static_cast<unsigned char>(c)]; }

/// The high bit of each byte that may be no part of a run of plain characters with one space between words: of those
/// that are not plain, of the second one of two spaces, and of marks beside which a space may be loose. Exact up to the
/// first such byte.
constexpr std::uint64_t not_in_run(std::uint64_t word) {
    const std::uint64_t low = word & ~high_bits;
    const auto from = [low](unsigned char c) { return low + each_byte * (0x80U - c); };
    const std::uint64_t semicolon = low ^ (each_byte * ';');
    const std::uint64_t spaces = ~((low ^ (each_byte * ' ')) + each_byte * 0x7F) & high_bits;
    const std::uint64_t brackets = from('[') & ~from('a');  // with '\\', '_' and '`'
    const std::uint64_t marks = from('(') & ~from('-');     // with '*' and ','
    return (word | ~from(' ') | from(0x7F) | brackets | marks | ((semicolon - each_byte) & ~semicolon) |
            (spaces & (spaces << 8U))) &
           high_bits;
}
bool is_ascii_punctuation(char c) {
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}
bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alnum(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// First byte of the characters U+4000 to U+9FFF, most of which are common ideographs.
bool is_ideograph_lead(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xE4 && byte <= 0xE9;
}

/// The character at `pos`, whose lead byte is an ideograph's.
char32_t ideograph_at(std::string_view text, std::size_t pos) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[pos + i]); };
    return static_cast<char32_t>((byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU));
}

/// Length of a pronunciation in brackets at `pos`, as some sites put it behind a character: Latin letters, one with a
/// tone mark at least. 0 when there is none.
std::size_t pinyin_length(std::string_view text, std::size_t pos) {
    constexpr std::string_view wide_open = "\xEF\xBC\x88";
    constexpr std::string_view wide_close = "\xEF\xBC\x89";
    constexpr std::size_t longest = 16;
    std::size_t at = pos;
    if (text[at] == '(')
        at += 1;
    else if (text.substr(at, 3) == wide_open)
        at += 3;
    else
        return 0;
    bool tone = false;
    while (at < text.size() && at - pos < longest) {
        if (text[at] == ')') return tone ? at + 1 - pos : 0;
        if (text.substr(at, 3) == wide_close) return tone ? at + 3 - pos : 0;
        const Decoded decoded = decode(text, at);
        const char32_t c = decoded.code_point;
        const bool marked = (c >= 0xE0 && c <= 0xFC) || (c >= 0x101 && c <= 0x16B) || (c >= 0x1CE && c <= 0x1DC);
        if (!marked && !(c >= 'a' && c <= 'z')) return 0;
        tone = tone || marked;
        at += decoded.length;
    }
    return 0;
}

/// Length of the heading at the line's start behind which a sentence begins without a space: with a capital letter, and
/// a small one behind that where the heading ends with a capital itself. 0 when there is none.
std::size_t glued_heading(std::string_view line, std::span<const std::string_view> headings) {
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (line.empty() || !is_capital(line.front())) return 0;
    for (const std::string_view heading : headings) {
        if (!line.starts_with(heading)) continue;
        const std::string_view rest = line.substr(heading.size());
        if (rest.size() < 2 || !is_capital(rest[0])) continue;
        if (!is_capital(heading.back()) || (rest[1] >= 'a' && rest[1] <= 'z')) return heading.size();
    }
    return 0;
}

}  // namespace

/// Builds a NormalText, one character or run after the other.
class Normaliser {
public:
    Normaliser(std::string_view source, NormalText& out, std::span<const std::string_view> headings = {})
        : source_(source), out_(out), headings_(headings) {
        out_.text_.resize(source.size() + spare);
    }

    void add_line(Range line, Markup markup, std::span<const Range> emphasis) {
        if (begun_) line_break_ = true;
        mark_line_ = true;
        std::size_t pos = line.begin;
        const std::string_view words = source_.substr(line.begin, line.end - line.begin);
        pos += std::max(quotation_length(words), markup == Markup::markdown ? line_mark_length(words) : 0);
        const std::size_t heading = pos + glued_heading(source_.substr(pos, line.end - pos), headings_);
        auto next_emphasis = std::lower_bound(emphasis.begin(), emphasis.end(), pos,
                                              [](Range range, std::size_t at) { return range.begin < at; });
        while (pos < line.end) {
            if (next_emphasis != emphasis.end() && pos == next_emphasis->begin) {
                pos = next_emphasis->end;
                ++next_emphasis;
                continue;
            }
            pos = add_at(pos, pos < heading ? heading : line.end, markup);
            if (pos == heading) line_break_ = mark_line_ = true;
        }
        space_ = true;
    }

    void add_phrase() {
        std::size_t pos = 0;
        while (pos < source_.size()) pos = add_at(pos, source_.size(), Markup::none);
    }
    [[nodiscard]] bool space_pending() const { return space_; }

    /// How many bytes of the normal form there are so far.
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(size_); }

    /// After the last character.
    void finish() {
        out_.text_.resize(size_);
        if (open_.normal_length > 0) out_.segments_.push_back(open_);
    }

private:
    static constexpr std::size_t spare = 16;  // bytes

    /// Takes the character or run at `pos`; returns the position after it.
    std::size_t add_at(std::size_t pos, std::size_t end, Markup markup) {
        const char c = source_[pos];
        if (last_cjk_ && (c == '(' || (c == '\xEF' && pos + 2 < end && source_[pos + 2] == '\x88'))) {
            if (const std::size_t length = pinyin_length(source_.substr(0, end), pos); length > 0) return pos + length;
        }
        if (is_plain(c)) {
            if (c == '.' && last_cjk_ && is_chinese_stop(pos, end)) {
                put(ideographic_full_stop, pos, pos + 1, true);
                return pos + 1;
            }
            const std::size_t last = run_end(pos, end);
            const bool stop = last < end && source_[last - 1] == '.' && is_stop_of_run(pos, last);
            put_same(pos, last - (stop ? 1 : 0), false);
            if (stop) put(ideographic_full_stop, last - 1, last, true);
            return last;
        }
        if (is_ideograph_lead(c)) {
            std::size_t last = pos;
            while (last < end && is_ideograph_lead(source_[last]) && is_simple(ideograph_at(source_, last))) last += 3;
            if (last > pos) {
                put_same(pos, last, true);
                return last;
            }
        }
        return static_cast<unsigned char>(c) < 0x80 ? add_ascii(pos, end, markup) : add_multibyte(pos, end);
    }

    /// "Since this year.": what tells a sentence's time, place or source ends none. A comma was misread.
    [[nodiscard]] bool is_lead_in(std::string_view line) const {
        constexpr std::size_t longest = 36;  // bytes
        if (out_.words_ == nullptr) return false;
        // A stretch that begins further back is no short one, whatever it begins with.
        line.remove_prefix(line.size() - std::min(line.size(), longest + ideographic_comma.size()));
        std::size_t begin = line.find_last_of(",;:");
        begin = begin == std::string_view::npos ? 0 : begin + 1;
        for (const std::string_view stop : {ideographic_full_stop, ideographic_comma}) {
            const std::size_t at = line.rfind(stop);
            if (at != std::string_view::npos) begin = std::max(begin, at + stop.size());
        }
        const std::string_view stretch = line.substr(begin);
        return stretch.size() <= longest &&
               (out_.words_->lead_begins.any_begins(stretch) || out_.words_->lead_ends.any_ends(stretch));
    }

    /// Whether the full stop of ASCII at `pos`, behind a Chinese character, ends a Chinese sentence: behind words, and
    /// no mark of a list ("1." in characters), a name's, a version's, an address's or one of several dots.
    [[nodiscard]] bool is_chinese_stop(std::size_t pos, std::size_t end) const {
        constexpr std::uint32_t longest_mark = 6;  // bytes, of two characters
        // One to ten, by their property kPrimaryNumeric (Unicode Standard Annex #38).
        constexpr std::string_view numerals =
            "\xE4\xB8\x80\xE4\xBA\x8C\xE4\xB8\x89\xE5\x9B\x9B\xE4\xBA\x94\xE5\x85\xAD\xE4\xB8\x83\xE5\x85\xAB\xE4\xB9"
            "\x9D\xE5\x8D\x81";
        const bool behind_word =
            size_ >= 3 && (back() == ')' || is_ideograph(std::string_view(out_.text_.data(), size_), size_ - 3));
        const std::uint32_t line = out_.line_starts_.empty() ? 0 : out_.line_starts_.back();
        const std::string_view before(out_.text_.data() + line, size_ - line);
        const bool mark = before.size() <= longest_mark && numerals.find(before.substr(0, 3)) != std::string_view::npos;
        if (!behind_word || line_break_ || mark || is_lead_in(before)) return false;
        const std::string_view rest = source_.substr(pos + 1, end - pos - 1);
        if (rest.empty() || rest.front() == ' ' || (rest.front() & 0x80) != 0) return true;
        // A body's name of capitals, which is longer than a domain's, or a year.
        constexpr std::size_t length = 4;
        const auto begins_with = [rest](auto is_of) {
            return rest.size() > length && std::all_of(rest.begin(), rest.begin() + length, is_of);
        };
        return begins_with([](char c) { return c >= 'A' && c <= 'Z'; }) ||
               (begins_with(is_ascii_digit) && out_.words_ != nullptr &&
                out_.words_->year_marks.any_begins(rest.substr(length)));
    }

    /// Whether a run of plain characters from `pos` to `last` ends with a Chinese sentence's full stop: behind "%" or a
    /// word of two letters, with a Chinese character behind it.
    [[nodiscard]] bool is_stop_of_run(std::size_t pos, std::size_t last) const {
        constexpr std::size_t shortest = 3;
        if (last - pos < shortest || last >= source_.size() || !is_ideograph_lead(source_[last])) return false;
        const char before = source_[last - 2];
        const auto is_letter = [](char c) { return is_alnum(c) && !is_ascii_digit(c); };
        return before == '%' || (is_letter(before) && is_letter(source_[last - 3]));
    }

    /// End of the run of plain characters at `pos`, with the spaces between its words.
    [[nodiscard]] std::size_t run_end(std::size_t pos, std::size_t end) const {
        const char* const text = source_.data();
        std::size_t last = pos + 1;
        while (last < end) {
            const bool open = text[last] == ' ' && text[last - 1] == '(';
            while (!open && last + 8 <= end) {
                const std::uint64_t word = eight_at(text + last);
                const std::uint64_t others = not_in_run(word);
                // What follows a space decides whether it is one of the run.
                if (others != 0) {
                    const auto agreed = static_cast<std::size_t>(std::countr_zero(others)) / 8;
                    last += agreed > 0 && text[last + agreed - 1] == ' ' ? agreed - 1 : agreed;
                    break;
                }
                last += word >> 56U == ' ' ? 7 : 8;
            }
            if (last == end) break;
            if (is_plain(text[last]))
                ++last;
            else if (last + 1 < end && text[last] == ' ' && is_plain(text[last + 1]) &&
                     !is_loose_space(text[last - 1], text[last + 1]))
                last += 2;
            else
                break;
        }
        return last;
    }

    std::size_t add_multibyte(std::size_t pos, std::size_t end) {
        const Decoded decoded = decode(source_, pos);
        if (decoded.length == 0) return pos + 1;  // not UTF-8: the reader refuses such documents before they get here
        const char32_t code = decoded.code_point;
        const std::size_t after = pos + decoded.length;
        std::string_view normal = source_.substr(pos, decoded.length);
        std::string simplified;
        char narrow[] = {' ', ' '};
        if (code > first_fullwidth && code <= last_fullwidth) {
            // A wide comma between narrow digits parts two numbers rather than a number's thousands.
            const bool parts = code == 0xFF0C && pos > 0 && after < end && is_ascii_digit(source_[pos - 1]) &&
                               is_ascii_digit(source_[after]);
            narrow[0] = static_cast<char>(code - first_fullwidth + ' ');
            normal = {narrow, parts ? 2U : 1U};
            if (narrow[0] == '.' && last_cjk_ && is_chinese_stop(after - 1, end)) normal = ideographic_full_stop;
        } else if (code >= first_ideograph && code < first_ideograph + ideograph_count) {
            if (is_traditional(code)) {
                append_utf8(simplified, simplify(code));
                normal = simplified;
            }
        } else if (is_space(code)) {
            wide_ = wide_ || space_;
            space_ = true;
            return after;
        } else if (is_line_break(code)) {
            line_break_ = mark_line_ = begun_;
            return after;
        } else if (is_invisible(code)) {
            return after;
        } else if (code != comma_code_point && code != full_stop_code_point) {
            if (const char* const fold = find_fold(code)) normal = fold;
        }
        put(normal, pos, after, is_cjk(code));
        return after;
    }

    std::size_t add_ascii(std::size_t pos, std::size_t end, Markup markup) {
        const char c = source_[pos];
        if (markup == Markup::markdown) {
            if (c == '\\' && pos + 1 < end && is_ascii_punctuation(source_[pos + 1])) {
                put(std::string_view(source_.data() + pos + 1, 1), pos, pos + 2, false);
                return pos + 2;
            }
            if (c == '`') return pos + 1;
            if (c == '[' && begins_link(pos, end)) return pos + 1;
            if (c == ']' && pos == link_close_) return link_end_;
        }
        if (c == ' ' || c == '\t') {
            wide_ = wide_ || space_ || c == '\t';
            space_ = true;
        } else if (is_line_break(static_cast<char32_t>(c))) {
            line_break_ = mark_line_ = begun_;
        } else if (!is_invisible(static_cast<char32_t>(static_cast<unsigned char>(c)))) {
            put_same(pos, pos + 1, false);
        }
        return pos + 1;
    }

    /// Whether "[text](target)" stands at `pos`; then link_close_ and link_end_ are its places. Not behind a digit:
    /// there it is a footnote's number, which must not join the figure.
    bool begins_link(std::size_t pos, std::size_t end) {
        constexpr std::size_t longest = 300;
        if (pos > 0 && source_[pos - 1] >= '0' && source_[pos - 1] <= '9') return false;
        std::size_t at = pos + 1;
        const std::size_t limit = std::min(end, pos + longest);
        while (at < limit && source_[at] != ']' && source_[at] != '[') ++at;
        if (at + 1 >= limit || source_[at] != ']' || source_[at + 1] != '(') return false;
        const std::size_t close = at;
        while (at < limit && source_[at] != ')' && source_[at] != ' ') ++at;
        if (at >= limit || source_[at] != ')') return false;
        link_close_ = close;
        link_end_ = at + 1;
        return true;
    }

    /// The last character of the normal form.
    [[nodiscard]] char back() const { return out_.text_[size_ - 1]; }

    /// A word divided at a line end ("inci-", "dents") is one word again.
    bool join_divided_word(std::size_t source_begin) {
        const char next = source_[source_begin];
        if (!line_break_ || size_ < 2 || back() != '-' || !(next >= 'a' && next <= 'z')) return false;
        const char before = out_.text_[size_ - 2];
        if (!is_alnum(before) || (before >= '0' && before <= '9') || open_.normal_length != open_.source_length)
            return false;
        --size_;
        --open_.normal_length;
        --open_.source_length;
        if (open_.normal_length == 0) {
            open_ = out_.segments_.back();
            out_.segments_.pop_back();
        }
        return true;
    }

    /// A space that a copy put before a mark or behind an opening bracket: "incidents , of which", "( gov.cn )". Not
    /// within figures.
    static bool is_loose_space(char before, char next) {
        if (next > ';' || before == '(') return before == '(';
        const bool digit = before >= '0' && before <= '9';
        return next == ')' || ((next == ',' || next == ';') && !digit);
    }

    [[nodiscard]] bool drops_space(std::size_t source_begin) const {
        return space_ && !wide_ && !line_break_ && begun_ && is_loose_space(back(), source_[source_begin]);
    }

    void before_character(std::size_t source_begin, bool cjk) {
        if (space_ || line_break_) {
            if (!join_divided_word(source_begin) && !drops_space(source_begin) && begun_ && !cjk && !last_cjk_) {
                const char mark = line_break_ ? '\n' : wide_ ? '\t' : ' ';
                append(&mark, last_source_end_, source_begin - last_source_end_, 1);
            }
        }
        if (mark_line_) out_.line_starts_.push_back(size());
        space_ = wide_ = line_break_ = mark_line_ = false;
        begun_ = true;
    }

    void put(std::string_view normal, std::size_t begin, std::size_t end, bool cjk) {
        before_character(begin, cjk);
        append(normal.data(), begin, end - begin, normal.size());
        last_cjk_ = cjk;
        last_source_end_ = end;
    }

    void put_same(std::size_t begin, std::size_t end, bool cjk) {
        before_character(begin, cjk);
        append(source_.data() + begin, begin, end - begin, end - begin);
        last_cjk_ = cjk;
        last_source_end_ = end;
    }

    /// Appends `length` bytes that stand for `source_length` bytes of the source.
    void append(const char* bytes, std::size_t source, std::size_t source_length, std::size_t length) {
        const bool same = source_length == length && open_.normal_length == open_.source_length;
        if (same && open_.source + open_.source_length == source) {
            open_.normal_length += static_cast<std::uint32_t>(length);
            open_.source_length += static_cast<std::uint32_t>(length);
        } else {
            if (open_.normal_length > 0) out_.segments_.push_back(open_);
            open_ = {size(), static_cast<std::uint32_t>(source), static_cast<std::uint32_t>(length),
                     static_cast<std::uint32_t>(source_length)};
        }
        // A few characters grow: they have four bytes for three.
        if (size_ + length > out_.text_.size()) out_.text_.resize(size_ + length + out_.text_.size() / 2 + spare);
        copy(out_.text_.data() + size_, bytes, length);
        size_ += length;
    }

    static void copy(char* to, const char* from, std::size_t length) {
        if (length < 8) {
            for (std::size_t i = 0; i < length; ++i) to[i] = from[i];
            return;
        }
        for (std::size_t i = 0; i + 8 <= length; i += 8) std::memcpy(to + i, from + i, 8);
        std::memcpy(to + length - 8, from + length - 8, 8);
    }

    std::string_view source_;
    NormalText& out_;
    std::span<const std::string_view> headings_;
    std::size_t size_ = 0;      ///< of the normal form; behind it, text_ has room
    NormalText::Segment open_;  ///< the last one, which may grow
    bool begun_ = false;
    bool space_ = false;
    bool wide_ = false;  ///< more than one space
    bool line_break_ = false;
    bool mark_line_ = false;
    bool last_cjk_ = false;
    std::size_t last_source_end_ = 0;
    std::size_t link_close_ = SIZE_MAX;  ///< the ']' of the link that is being read
    std::size_t link_end_ = 0;           ///< behind its target
};

NormalText NormalText::of(std::string_view source, Markup markup, const TextWords& words,
                          std::span<const std::string_view> headings) {
    NormalText out(&words);
    out.segments_.reserve(64 + source.size() / 40);
    std::vector<Range> emphasis;
    if (markup == Markup::markdown) emphasis = find_emphasis(source);
    Normaliser normaliser(source, out, headings);
    for (const SourceLine& line : find_lines(source, words)) {
        if (line.omitted) {
            out.omissions_.push_back({{line.begin, line.end}, line.kind});
        } else {
            const std::uint32_t begin = normaliser.size();
            normaliser.add_line({line.begin, line.end}, markup, emphasis);
            if (markup == Markup::markdown ? source[line.begin] == '>'
                                           : quotation_length(source.substr(line.begin, line.end - line.begin)) > 0)
                out.quoted_.push_back({begin, normaliser.size()});
        }
    }
    out.ends_open_ = !source.empty() && source.back() != '\n' && source.back() != '\r';
    normaliser.finish();
    out.index();
    return out;
}

NormalText NormalText::of_pages(std::string_view source, std::span<const Omission> furniture, const TextWords& words,
                                std::span<const std::string_view> headings) {
    NormalText out(&words);
    Normaliser normaliser(source, out, headings);
    auto next = furniture.begin();
    for (std::size_t begin = 0; begin < source.size();) {
        const std::size_t end = std::min(source.find('\n', begin), source.size());
        while (next != furniture.end() && next->source.end <= begin) ++next;
        if (next != furniture.end() && next->source.begin <= begin && end <= next->source.end)
            out.omissions_.push_back({{begin, end}, next->kind});
        else if (begin < end)
            normaliser.add_line({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, Markup::none, {});
        begin = end + 1;
    }
    normaliser.finish();
    out.index();
    return out;
}

std::string normalise_phrase(std::string_view phrase, const TextWords* words) {
    NormalText out(words);
    Normaliser normaliser(phrase, out);
    normaliser.add_phrase();
    normaliser.finish();
    std::string text;
    const auto blank = [](char c) { return c == ' ' || c == '\n' || c == '\t'; };
    if (!phrase.empty() && blank(phrase.front())) text += ' ';
    text += out.text();
    if (normaliser.space_pending() && !out.text().empty()) text += ' ';
    return text;
}

}  // namespace certdelta::text
