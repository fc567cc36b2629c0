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
#include "text/lines.h"
#include "text/utf8.h"

namespace certdelta::text {
namespace {

struct Fold {
    char32_t from;
    const char* to;
};

constexpr Fold fold_table[] = {
#include "text/fold_table.inc"
};

struct Simplified {
    char16_t from;
    char16_t to;
};

constexpr Simplified simplified_table[] = {
#include "text/han_table.inc"
};

constexpr char32_t first_ideograph = 0x4E00;
constexpr std::size_t ideographs = 0xA000 - 0x4E00;
// Full-width forms of the printable ASCII characters stand for these, in order.
constexpr char32_t first_fullwidth = 0xFF00;  // of the space, which is no character
constexpr char32_t last_fullwidth = 0xFF5E;
constexpr std::size_t block_size = 64;  // bytes, of the index of segments
// Of the ideographic marks, neither of which is folded.
constexpr char32_t comma_code_point = 0x3001;
constexpr char32_t full_stop_code_point = 0x3002;

/// One bit for each common ideograph: whether simplified_table has it.
constexpr std::array<std::uint32_t, ideographs / 32> make_traditional_bits() {
    std::array<std::uint32_t, ideographs / 32> bits{};
    for (const Simplified& pair : simplified_table) {
        const std::size_t index = pair.from - first_ideograph;
        bits[index / 32] |= 1U << (index % 32);
    }
    return bits;
}
constexpr std::array<std::uint32_t, ideographs / 32> traditional_bits = make_traditional_bits();

/// `code_point` between U+4E00 and U+9FFF.
bool is_traditional(char32_t code_point) {
    const std::size_t index = code_point - first_ideograph;
    return (traditional_bits[index / 32] >> (index % 32) & 1U) != 0;
}

/// A common ideograph that stands for itself. `code_point` up to U+9FFF.
bool is_simple(char32_t code_point) { return code_point >= first_ideograph && !is_traditional(code_point); }

char32_t simplify(char32_t code_point) {
    const auto* const found =
        std::lower_bound(std::begin(simplified_table), std::end(simplified_table), code_point,
                         [](const Simplified& pair, char32_t wanted) { return pair.from < wanted; });
    return found->to;
}

const char* find_fold(char32_t code_point) {
    const auto* const found = std::lower_bound(std::begin(fold_table), std::end(fold_table), code_point,
                                               [](const Fold& fold, char32_t wanted) { return fold.from < wanted; });
    return found != std::end(fold_table) && found->from == code_point ? found->to : nullptr;
}

bool is_space(char32_t c) {
    return c == ' ' || c == '\t' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

bool is_line_break(char32_t c) { return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029; }

/// Zero-width and other invisible characters; stray control characters too. Not U+202E: what follows it is shown
/// against the order of its characters, and a figure there is another one.
bool is_invisible(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202D) || (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

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

/// Runs of '*' and '_' that open or close emphasis, found much as in CommonMark (0.31, 6.2): equal runs pair, innermost
/// first. What has no partner is text, so that a figure censored as "2**" stays damaged.
std::vector<Range> find_emphasis(std::string_view source) {
    struct Run {
        std::uint32_t begin;
        std::uint32_t length;
        char mark;
    };
    constexpr std::uint32_t farthest = 4000;  // bytes between the two ends
    std::vector<Run> open;
    std::vector<Range> matched;
    for (std::size_t pos = find_any<'*', '_'>(source, 0); pos < source.size(); pos = find_any<'*', '_'>(source, pos)) {
        const char mark = source[pos];
        std::size_t end = pos;
        while (end < source.size() && source[end] == mark) ++end;
        const Run run{static_cast<std::uint32_t>(pos), static_cast<std::uint32_t>(end - pos), mark};
        const char before = pos == 0 ? '\n' : source[pos - 1];
        const char after = end == source.size() ? '\n' : source[end];
        pos = end;
        if (run.length > 3 || before == '\\') continue;
        const auto blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
        // Unlike in CommonMark, a mark behind a letter or digit never opens, and one before never closes: stars stand
        // for digits in a censored "2**".
        const bool can_close = !is_alnum(after);  // extraction leaves spaces and wraps before it
        const bool can_open = !blank(after) && !is_alnum(before);
        while (!open.empty() && run.begin - open.back().begin > farthest) open.pop_back();
        if (can_close && !open.empty() && open.back().mark == mark && open.back().length == run.length) {
            matched.push_back({open.back().begin, open.back().begin + run.length});
            matched.push_back({run.begin, run.begin + run.length});
            open.pop_back();
        } else if (can_open) {
            open.push_back(run);
        }
    }
    std::sort(matched.begin(), matched.end(), [](Range a, Range b) { return a.begin < b.begin; });
    return matched;
}

/// Length of the Markdown mark that a line starts with: heading or quotation.
std::size_t line_mark_length(std::string_view line) {
    std::size_t hashes = 0;
    while (hashes < line.size() && line[hashes] == '#') ++hashes;
    if (hashes >= 1 && hashes <= 6 && (hashes == line.size() || line[hashes] == ' ' || line[hashes] == '\t'))
        return hashes;
    if (!line.empty() && line.front() == '>') return 1;
    return 0;
}

/// Length of the marks of mails that are quoted in others, "> > ": plain text has them, too. In front of anything else
/// than a space or a mark, the character may be a sign of comparison.
std::size_t quotation_length(std::string_view line) {
    std::size_t length = 0;
    while (length < line.size() && line[length] == '>') {
        if (length + 1 < line.size() && line[length + 1] != ' ' && line[length + 1] != '>') break;
        ++length;
        if (length + 1 < line.size() && line[length] == ' ' && line[length + 1] == '>') ++length;
    }
    return length;
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

bool is_cjk(char32_t c) {
    return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) ||
           (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) || (c >= 0x20000 && c <= 0x3FFFF);
}

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
        } else if (code >= first_ideograph && code < first_ideograph + ideographs) {
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

Markup detect_markup(std::string_view source) {
    for (std::size_t pos = find_any<'#', '*', '\\', ']'>(source, 0); pos < source.size();
         pos = find_any<'#', '*', '\\', ']'>(source, pos + 1)) {
        const char c = source[pos];
        const char next = pos + 1 < source.size() ? source[pos + 1] : '\n';
        if (c == ']' && next == '(') return Markup::markdown;
        if (c == '\\' && (next == '_' || next == '*' || next == '#')) return Markup::markdown;
        if (c == '*' && next == '*' && pos + 2 < source.size() &&
            !is_line_break(static_cast<char32_t>(source[pos + 2])) && source[pos + 2] != ' ' &&
            source[pos + 2] != '*' && source.find("**", pos + 3) != std::string_view::npos)
            return Markup::markdown;
        const bool line_start = pos == 0 || source[pos - 1] == '\n';
        if (c == '#' && line_start && line_mark_length(source.substr(pos, 8)) > 0) return Markup::markdown;
    }
    return Markup::none;
}

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

void NormalText::index() {
    constexpr std::size_t padding = 8;
    const std::size_t size = text_.size();
    folded_ = std::unique_ptr<char[]>(new char[size + padding]);
    char* const folded = folded_.get();
    const char* const text = text_.data();
    std::uint64_t ideographs = 0;
    std::uint64_t letters_before = 0;   // the high bit of the lowest byte
    std::uint64_t capitals_before = 0;  // the same
    const auto take_eight = [&](std::uint64_t word, std::size_t pos) -> std::uint64_t {
        const std::uint64_t low = word & ~high_bits;
        const std::uint64_t ascii = ~word & high_bits;
        const std::uint64_t small = low | (each_byte * 0x20);
        const std::uint64_t letters = (small + each_byte * (0x80 - 'a')) & ~(small + each_byte * (0x7F - 'z')) & ascii;
        const std::uint64_t capitals = letters & ~(word << 2U);
        const std::uint64_t printed = low + each_byte * (0x80 - '!');
        // A character that is none of ASCII's starts with a byte from 0xC0 on.
        std::uint64_t starts = (ascii & printed) | (word & (word << 1U) & high_bits);
        const std::uint64_t behind_letter = letters << 8U | letters_before;
        const std::uint64_t behind_capital = capitals << 8U | capitals_before;
        starts &= ~(letters & ((behind_letter & ~capitals) | (behind_capital & capitals)));
        letters_before = letters >> 56U;
        capitals_before = capitals >> 56U;
        ideographs |= ideograph_leads(word);
        std::uint64_t lower_case = word | capitals >> 2U;
        // '\t' and '\n', the only characters below a space, become one.
        if (const std::uint64_t white = ascii & ~(low + each_byte * (0x80 - ' ')); white != 0)
            lower_case = (lower_case & ~((white >> 7U) * 0xFFU)) | white >> 2U;
        std::memcpy(folded + pos, &lower_case, sizeof lower_case);
        return starts;
    };
    std::size_t room = size / 3 + 8;  // more than most texts need
    starts_ = std::unique_ptr<std::uint32_t[]>(new std::uint32_t[room]);
    std::uint32_t* next = starts_.get();
    std::uint32_t* last = next + room - 8;
    for (std::size_t pos = 0; pos < size; pos += 8) {
        if (next > last) {
            room = size + 8;
            auto larger = std::unique_ptr<std::uint32_t[]>(new std::uint32_t[room]);
            next = std::copy(starts_.get(), next, larger.get());
            starts_ = std::move(larger);
            last = starts_.get() + room - 8;
        }
        std::uint64_t starts = take_eight(pos + 8 <= size ? eight_at(text + pos) : eight_from(text_, pos), pos);
        for (; starts != 0; starts &= starts - 1)
            *next++ = static_cast<std::uint32_t>(pos) + static_cast<std::uint32_t>(std::countr_zero(starts)) / 8;
    }
    start_count_ = static_cast<std::size_t>(next - starts_.get());
    std::memset(folded + size, 0, padding);
    ideographs_ = ideographs != 0;
    line_marks_ = PositionSet(size);
    for (const std::uint32_t start : line_starts_) line_marks_.add(start);
    block_segments_.reserve(size / block_size + 1);
    std::uint32_t segment = 0;
    for (std::size_t pos = 0; pos <= size; pos += block_size) {
        while (segment + 1 < segments_.size() && segments_[segment + 1].normal <= pos) ++segment;
        block_segments_.push_back(segment);
    }
}

const NormalText::Segment& NormalText::segment_at(std::uint32_t pos) const {
    std::uint32_t i = block_segments_[pos / block_size];
    while (i + 1 < segments_.size() && segments_[i + 1].normal <= pos) ++i;
    return segments_[i];
}

Span NormalText::to_source(Range range) const {
    const Segment& first = segment_at(range.begin);
    const bool first_same = first.normal_length == first.source_length;
    const std::uint64_t begin = first.source + (first_same ? range.begin - first.normal : 0);
    const Segment& last = segment_at(range.end - 1);
    const bool last_same = last.normal_length == last.source_length;
    const std::uint64_t end = last_same ? last.source + (range.end - last.normal) : last.source + last.source_length;
    return {begin, end};
}

Range NormalText::from_source(Span bytes) const {
    // The first position whose character ends behind `at`.
    const auto position = [this](std::uint64_t at) -> std::uint32_t {
        const auto segment = std::lower_bound(
            segments_.begin(), segments_.end(), at,
            [](const Segment& known, std::uint64_t wanted) { return known.source + known.source_length <= wanted; });
        if (segment == segments_.end()) return static_cast<std::uint32_t>(text_.size());
        const bool same = segment->normal_length == segment->source_length;
        const std::uint64_t inside = same && at > segment->source ? at - segment->source : 0;
        return segment->normal + static_cast<std::uint32_t>(inside);
    };
    Range range{position(bytes.begin), position(bytes.end)};
    while (range.begin < range.end && is_white(text_[range.begin])) ++range.begin;
    while (range.end > range.begin && is_white(text_[range.end - 1])) --range.end;
    return range;
}

bool NormalText::is_interrupted(Range range) const {
    if (omissions_.empty()) return false;
    const Span source = to_source(range);
    const auto next =
        std::upper_bound(omissions_.begin(), omissions_.end(), source.begin,
                         [](std::uint64_t at, const Omission& omission) { return at < omission.source.begin; });
    return next != omissions_.end() && next->source.end < source.end;
}

std::uint32_t NormalText::next_line_start(std::uint32_t pos) const {
    const auto next = std::lower_bound(line_starts_.begin(), line_starts_.end(), pos);
    return next == line_starts_.end() ? static_cast<std::uint32_t>(text_.size()) : *next;
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
