#include "text/page_ends.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <string_view>

#include "text/characters.h"
#include "text/line_looks.h"
#include "text/utf8.h"

namespace certdelta::text {
namespace {

constexpr std::size_t top_lines = 12;
constexpr std::size_t longest_part = 120;  // bytes
constexpr int most_pages = 60;
constexpr std::size_t shortest_word = 3;  // letters
constexpr std::size_t character = 3;      // bytes of an ideograph

bool is_small(char c) { return c >= 'a' && c <= 'z'; }

/// What a line can be of a page's end.
enum class Part : std::uint8_t {
    none,
    number,   ///< a bare number, which may be a page's
    figure,   ///< another figure by itself
    header,   ///< a line of the document's head again
    footer,   ///< an address with a page number
    address,  ///< one without
};

struct Piece {
    Part part = Part::none;
    int number = 0;               ///< of the page; 0 where none is printed
    std::size_t top = top_lines;  ///< of top_, the line that is printed again
};

/// How a bare number goes with the words around it.
enum class Fit : std::uint8_t {
    counted,  ///< they count with it, or may
    likely,   ///< a number may stand there
    loose,    ///< hardly
    apart,    ///< none does, by the words' grammar
};

/// A word of Latin letters at the line's start or end; empty when something else stands there.
std::string_view first_word(std::string_view line) {
    return line.substr(0,
                       static_cast<std::size_t>(std::find_if_not(line.begin(), line.end(), is_letter) - line.begin()));
}
std::string_view last_word(std::string_view line) {
    std::size_t begin = line.size();
    while (begin > 0 && is_letter(line[begin - 1])) --begin;
    return line.substr(begin);
}

/// Marks or small words inside say that the line is one of a sentence.
bool reads_like_sentence(std::string_view line, bool chinese) {
    constexpr std::string_view marks[] = {"\xEF\xBC\x8C", ideographic_full_stop, ideographic_comma, ","};
    if (chinese) {
        return std::any_of(std::begin(marks), std::end(marks),
                           [line](auto mark) { return line.find(mark) != std::string_view::npos; });
    }
    constexpr int fewest_words = 3;
    int words = 0;
    for (std::size_t at = 1; at < line.size() && words < fewest_words; ++at)
        words += line[at - 1] == ' ' && is_small(line[at]) ? 1 : 0;
    return words == fewest_words;
}

/// A line of a sentence rather than a label or a heading.
bool is_prose(std::string_view line) {
    constexpr std::size_t shortest = 40;          // bytes
    constexpr std::size_t shortest_chinese = 60;  // bytes, without a mark
    if (line.size() < shortest) return false;
    const bool chinese = starts_with_cjk(line) || holds_ideograph(line);
    return (chinese && line.size() >= shortest_chinese) || reads_like_sentence(line, chinese);
}

bool ends_part(std::string_view line) { return line.ends_with(';') || line.ends_with("\xEF\xBC\x9B"); }

class PageEnds {
public:
    PageEnds(std::string_view source, std::vector<SourceLine>& lines, const TextWords& words)
        : source_(source), lines_(lines), words_(words) {}

    void omit() {
        find_top();
        if (!find_pieces()) return;
        find_blocks();
        take_numbers();
    }

private:
    /// A line with a page's number, or what may be one.
    struct Page {
        std::size_t line = 0;
        int number = 0;
        bool known = false;    ///< it is one: "- 3 -", or beside a running head
        bool inside = false;   ///< a bare number in a sentence that goes on behind it
        Fit fit = Fit::apart;  ///< of such a number
    };

    [[nodiscard]] std::string_view view(std::size_t line) const {
        return source_.substr(lines_[line].begin, lines_[line].end - lines_[line].begin);
    }

    /// Without marks of Markdown.
    [[nodiscard]] std::string_view words_of(std::size_t i) const {
        std::string_view line = view(i);
        const auto is_mark = [](char c) { return c == '#' || c == '*' || c == ' '; };
        while (!line.empty() && is_mark(line.front())) line.remove_prefix(1);
        while (!line.empty() && is_mark(line.back())) line.remove_suffix(1);
        return line;
    }

    void find_top() {
        for (std::size_t i = 0; i < lines_.size() && top_size_ < top_lines && i < 2 * top_lines; ++i) {
            const std::string_view line = words_of(i);
            if (lines_[i].omitted) continue;
            const bool named = std::any_of(line.begin(), line.end(), is_word);
            if (named && line.size() > character && line.size() <= longest_part &&
                !reads_like_sentence(line, holds_ideograph(line)) && !ends_like_sentence(line)) {
                top_fronts_.set(front_of(line));
                top_[top_size_++] = static_cast<std::uint32_t>(i);
            }
        }
    }

    /// Of the first bytes, which are one Chinese character.
    static std::size_t front_of(std::string_view line) {
        const auto byte = [line](std::size_t i) {
            return static_cast<std::size_t>(static_cast<unsigned char>(line[i]));
        };
        return (byte(0) * 31 + byte(1) * 7 + byte(2)) % 256;
    }

    /// Which of top_ the words are; top_lines when none.
    [[nodiscard]] std::size_t top_of(std::string_view words, std::size_t line) const {
        if (words.size() < character || !top_fronts_[front_of(words)]) return top_lines;
        const auto end = top_.begin() + static_cast<std::ptrdiff_t>(top_size_);
        const auto top = std::find_if(
            top_.begin(), end, [&](std::uint32_t i) { return i < line && same_words(words_of(i), words, words_); });
        return top == end ? top_lines : static_cast<std::size_t>(top - top_.begin());
    }

    /// A report's title, or its issue and days.
    [[nodiscard]] bool is_title(std::string_view words) const {
        return words_.titles.any_is_in(words) ||
               std::any_of(words_.issue_leads.all().begin(), words_.issue_leads.all().end(), [&](const auto& lead) {
                   const std::size_t begin = words.find(lead);
                   return begin != std::string_view::npos && words_.issue_marks.any_is_in(words.substr(begin));
               });
    }

    /// Whether a number beside the line of the head is a page's: the line is the report's title, or stands beside
    /// numbers more than once. A label does so in the sentence that has its figure.
    [[nodiscard]] bool is_running_head(std::size_t top) const {
        constexpr std::size_t fewest = 2;
        return numbered_[top] >= fewest || is_title(words_of(top_[top]));
    }

    /// Takes the number that stands apart at the line's end, or at its start, off; 0 when there is none.
    static int take_number(std::string_view& words) {
        constexpr std::size_t longest = 2;
        std::size_t tail = 0;
        while (tail < words.size() && is_digit(words[words.size() - 1 - tail])) ++tail;
        std::size_t head = 0;
        while (head < words.size() && is_digit(words[head])) ++head;
        std::string_view digits;
        if (tail > 0 && tail <= longest && tail < words.size() && is_blank(words[words.size() - 1 - tail])) {
            digits = words.substr(words.size() - tail);
            words.remove_suffix(tail);
        } else if (head > 0 && head <= longest && head < words.size() && is_blank(words[head])) {
            digits = words.substr(0, head);
            words.remove_prefix(head);
        }
        words = trim(words);
        int number = 0;
        for (const char digit : digits) number = number * 10 + (digit - '0');
        return number;
    }

    static bool is_address(std::string_view words) {
        constexpr std::size_t longest = 50;  // bytes
        const bool one = words.size() <= longest && std::none_of(words.begin(), words.end(),
                                                                 [](char c) { return is_blank(c) || is_multibyte(c); });
        return one && (words.starts_with("www.") || words.starts_with("http"));
    }

    [[nodiscard]] Piece piece_of(std::size_t i) const {
        constexpr std::size_t longest_figure = 16;  // bytes
        const std::string_view line = words_of(i);
        if (line.size() > longest_part || line.empty()) return {};
        const auto front = static_cast<unsigned char>(line.front());
        const bool digit = is_digit(line.front());
        if (!digit && front != 0xEF && front != 'w' && front != 'h' &&
            (line.size() < character || !top_fronts_[front_of(line)]))
            return {};
        if ((digit || front == 0xEF) && line.size() <= longest_figure) {
            const int number = bare_number(line);
            if (number > 0 && number <= most_pages) return {Part::number, number};
            if (std::none_of(line.begin(), line.end(), is_letter)) return {Part::figure, 0};
        }
        if (const std::size_t top = top_of(line, i); top < top_lines) return {Part::header, 0, top};
        std::string_view words = line;
        const int number = take_number(words);
        if (is_address(words)) return {number > 0 ? Part::footer : Part::address, number};
        const std::size_t top = number > 0 ? top_of(words, i) : top_lines;
        return top < top_lines ? Piece{Part::header, number, top} : Piece{};
    }

    bool find_pieces() {
        for (std::size_t i = 1; i < lines_.size(); ++i) {
            if (lines_[i].omitted) continue;
            const Piece piece = piece_of(i);
            if (piece.part == Part::none) continue;
            if (pieces_.empty()) pieces_.resize(lines_.size());
            pieces_[i] = piece;
            if (piece.top < top_lines && piece.number > 0) ++numbered_[piece.top];
        }
        return !pieces_.empty();
    }

    void find_blocks() {
        constexpr std::size_t longest_block = 8;  // lines
        std::size_t before = lines_.size();       // the last line that is no part of a page's end
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (lines_[i].omitted) {
                if (lines_[i].kind == OmittedLine::page_number) pages_.push_back({i, number_in(view(i)), true});
                continue;
            }
            if (pieces_[i].part == Part::none) {
                before = i;
                continue;
            }
            std::size_t end = i;
            std::size_t length = 0;
            for (; end < lines_.size() && (lines_[end].omitted || pieces_[end].part != Part::none); ++end)
                length += lines_[end].omitted ? 0 : 1;
            if (before < lines_.size() && length <= longest_block) take_block(before, i, end, length);
            i = end - 1;
        }
    }

    static int number_in(std::string_view line) {
        int number = 0;
        for (const char c : line) {
            if (is_digit(c) && number < 100)
                number = number * 10 + (c - '0');
            else if (number > 0)
                break;
        }
        return number;
    }

    /// The lines from `begin` to `end`, between the lines `before` and `end`.
    void take_block(std::size_t before, std::size_t begin, std::size_t end, std::size_t length) {
        const auto is = [&](Part part) {
            return std::any_of(pieces_.begin() + static_cast<std::ptrdiff_t>(begin),
                               pieces_.begin() + static_cast<std::ptrdiff_t>(end),
                               [part](const Piece& piece) { return piece.part == part; });
        };
        const std::string_view above = view(before);
        const bool alone = length == 1 && is(Part::number);
        const bool closed = !is_prose(above) || ends_like_sentence(above);
        if (end == lines_.size() || (closed && !(is_prose(above) && ends_part(above)))) {
            if (alone) pages_.push_back({begin, pieces_[begin].number});
            return;
        }
        const std::string_view below = view(end);
        const bool goes_on = is_small(below.front()) || starts_with_cjk(below) || is_digit(below.front());
        const auto numbers = std::count_if(pieces_.begin() + static_cast<std::ptrdiff_t>(begin),
                                           pieces_.begin() + static_cast<std::ptrdiff_t>(end),
                                           [](const Piece& piece) { return piece.number > 0; });
        const bool label = std::any_of(
            pieces_.begin() + static_cast<std::ptrdiff_t>(begin), pieces_.begin() + static_cast<std::ptrdiff_t>(end),
            [this](const Piece& piece) { return piece.top < top_lines && !is_running_head(piece.top); });
        const bool furniture = (is(Part::header) && !(label && numbers > 0)) || is(Part::footer) ||
                               (is(Part::address) && is(Part::number));
        if (furniture && !is(Part::figure) && numbers <= 1) {
            if (goes_on || above.back() == ',') take_furniture(below, begin, end);
        } else if (closed) {
            if (alone) pages_.push_back({begin, pieces_[begin].number});
        } else if (alone) {
            pages_.push_back({begin, pieces_[begin].number, false, goes_on, fit_of(above, below)});
        } else if (length == 1 && goes_on && is(Part::figure)) {
            figures_apart_ = true;
        }
    }

    void take_furniture(std::string_view below, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const int number = pieces_[i].number;
            if (number == 0) continue;
            if (number <= page_ || (pieces_[i].part == Part::number && begins_with_counter(below))) return;
            page_ = number;
            pages_.push_back({i, number, true});
        }
        for (std::size_t i = begin; i < end; ++i) omit(i);
    }

    [[nodiscard]] bool begins_with_counter(std::string_view below) const {
        return words_.numbers.counted.has(is_ideograph(below, 0) ? below.substr(0, character) : first_word(below));
    }

    void omit(std::size_t i) {
        if (lines_[i].omitted) return;
        lines_[i].omitted = true;
        lines_[i].kind = pieces_[i].part == Part::number ? OmittedLine::page_number : OmittedLine::page_header;
    }

    /// How a number goes with the words above and below it.
    [[nodiscard]] Fit fit_of(std::string_view above, std::string_view below) const {
        return holds_ideograph(above) ? fit_in_characters(above, below) : fit_in_words(above, below);
    }

    [[nodiscard]] Fit fit_in_characters(std::string_view above, std::string_view below) const {
        const NumberContext& words = words_.numbers;
        const bool behind_word = is_ideograph(above, above.size() - character);
        const std::string_view last = above.substr(above.size() - character);
        if (!is_ideograph(below, 0)) return is_digit(below.front()) ? Fit::likely : Fit::counted;
        const std::string_view next = below.substr(0, character);
        if (words.counted.has(next) || (behind_word && words.before.has(last))) return Fit::counted;
        const bool pause = last == "\xEF\xBC\x8C" || last == ideographic_comma;
        return (behind_word || pause) && !words.may_be_behind.has(next) ? Fit::loose : Fit::likely;
    }

    [[nodiscard]] Fit fit_in_words(std::string_view above, std::string_view below) const {
        const NumberContext& words = words_.numbers;
        const std::string_view word = last_word(above);
        const std::string_view next = first_word(below);
        const bool leads = words.before.has(word) || words.before_endings.any_ends(word);
        const bool may_lead = leads || words.may_be_before.has(word);
        if (words.counted.has(next)) return Fit::counted;
        if (is_digit(below.front())) return Fit::likely;
        if (words.never_before.has(word)) return Fit::apart;
        if (words.never_behind.has(next)) return may_lead && !words.partitives.has(word) ? Fit::likely : Fit::apart;
        if (leads) return Fit::counted;
        if (may_lead) return Fit::likely;
        return word.size() < shortest_word || !is_small(word.front()) || words.may_be_behind.has(next) ? Fit::likely
                                                                                                       : Fit::loose;
    }

    /// The bare numbers that are pages': of those that count on through the document all but what its sentence counts
    /// with, and single ones of which the words beside them know nothing, in a document whose figures have no lines of
    /// their own.
    void take_numbers() {
        std::sort(pages_.begin(), pages_.end(), [](const Page& a, const Page& b) { return a.line < b.line; });
        const std::vector<bool> counting = find_counting();
        for (std::size_t i = 0; i < pages_.size(); ++i) {
            const Page& page = pages_[i];
            const bool figure = page.fit == Fit::counted || page.fit == Fit::likely;
            figures_apart_ = figures_apart_ || (page.inside && !counting[i] && figure);
        }
        int last = 0;
        for (std::size_t i = 0; i < pages_.size(); ++i) {
            const Page& page = pages_[i];
            const bool taken = page.inside && page.number > last &&
                               (counting[i] ? page.fit != Fit::counted : page.fit == Fit::apart && !figures_apart_);
            if (taken) omit(page.line);
            if (taken || page.known || counting[i]) last = std::max(last, page.number);
        }
    }

    /// Which of pages_ are of a count from page to page, some lines apart: 1, 2, 3. Not those that stand in two
    /// sentences.
    [[nodiscard]] std::vector<bool> find_counting() const {
        constexpr std::size_t fewest = 3;
        constexpr std::size_t closest = 5;  // lines
        constexpr int highest_first = 3;
        struct Count {
            std::size_t length = 0;
            std::size_t last = 0;    ///< of pages_
            std::size_t inside = 0;  ///< how many lines in sentences are the number
        };
        std::array<Count, most_pages + 1> counts{};  // by their last number
        std::vector<std::size_t> before(pages_.size(), pages_.size());
        const Count* longest = nullptr;
        for (std::size_t i = 0; i < pages_.size(); ++i) {
            const int number = pages_[i].number;
            if (number <= 0 || number > most_pages) continue;
            const Count& lower = counts[static_cast<std::size_t>(number) - 1];
            const bool on = lower.length > 0 && pages_[lower.last].line + closest <= pages_[i].line;
            if (!on && number > highest_first) continue;
            Count& count = counts[static_cast<std::size_t>(number)];
            const std::size_t length = on ? lower.length + 1 : 1;
            count.inside += pages_[i].inside ? 1 : 0;
            if (count.length >= length) continue;
            count.length = length;
            count.last = i;
            if (on) before[i] = lower.last;
            if (longest == nullptr || longest->length < length) longest = &count;
        }
        std::vector<bool> counting(pages_.size(), false);
        if (longest == nullptr) return counting;
        // A document's last line is its last page's number.
        const bool to_the_end = pages_[longest->last].line + 1 == lines_.size();
        if (longest->length + (to_the_end ? 1 : 0) < fewest) return counting;
        for (std::size_t i = longest->last; i < pages_.size(); i = before[i])
            counting[i] = counts[static_cast<std::size_t>(pages_[i].number)].inside <= 1;
        return counting;
    }

    std::string_view source_;
    std::vector<SourceLine>& lines_;
    const TextWords& words_;
    std::array<std::uint32_t, top_lines> top_{};
    std::size_t top_size_ = 0;
    std::array<std::size_t, top_lines> numbered_{};  ///< how many lines are that of top_ and a number
    std::bitset<256> top_fronts_;
    std::vector<Piece> pieces_;
    std::vector<Page> pages_;
    int page_ = 0;
    bool figures_apart_ = false;  ///< a sentence's figure has a line of its own
};

}  // namespace

void omit_page_ends(std::string_view source, std::vector<SourceLine>& lines, const TextWords& words) {
    PageEnds(source, lines, words).omit();
}

}  // namespace certdelta::text
