#include "text/lines.h"

#include <algorithm>
#include <bitset>
#include <list>
#include <string>

#include "text/characters.h"
#include "text/eight.h"
#include "text/line_looks.h"
#include "text/page_ends.h"
#include "text/utf8.h"

namespace certdelta::text {
namespace {

constexpr std::size_t longest_header = 90;       // bytes
constexpr std::size_t shortest_repetition = 25;  // bytes; two boxes of a panel may well print the same figure

bool take_page_number(std::string_view& text) {
    std::size_t length = 0;
    while (length < text.size() && is_digit(text[length])) ++length;
    if (length == 0 || length > 3) return false;
    text = trim(text.substr(length));
    return true;
}

bool is_printable(char c) { return c > ' ' && c < '\x7F'; }

/// "3 / 5"
bool is_number_of_number(std::string_view line) {
    if (!take_page_number(line) || !line.starts_with('/')) return false;
    line = trim(line.substr(1));
    return take_page_number(line) && line.empty();
}

/// Whether a line may be a page number by its first and last characters, which the normal form keeps.
bool may_be_page_number(std::string_view line, const PageNumberForms& forms) {
    const char first = line.front();
    const char last = line.back();
    const bool begins = !is_printable(first) || is_digit(first) || first == '-' || forms.may_begin(first);
    return begins && (!is_printable(last) || is_digit(last) || last == '-' || forms.may_end(last));
}

bool is_page_number(std::string_view raw, const TextWords& words) {
    if (raw.size() > 40 || !may_be_page_number(raw, words.page_numbers) || lacks_digits(raw)) return false;
    const std::string folded = normalise_phrase(raw);  // full-width digits, dashes of all kinds
    const std::string_view line = folded;
    if (line.size() >= 3 && line.front() == '-' && line.back() == '-') {
        std::string_view inner = line;
        while (!inner.empty() && inner.front() == '-') inner.remove_prefix(1);
        while (!inner.empty() && inner.back() == '-') inner.remove_suffix(1);
        inner = trim(inner);
        return take_page_number(inner) && inner.empty();
    }
    return words.page_numbers.match(line) || is_number_of_number(line);
}

/// The line without marks of Markdown and without a page number at its start or end; empty when it holds any other
/// digit.
std::string_view header_key(std::string_view line) {
    if (line.size() > longest_header) return {};
    const auto is_mark = [](char c) { return c == '#' || c == '*' || c == ' '; };
    while (!line.empty() && is_mark(line.front())) line.remove_prefix(1);
    while (!line.empty() && is_mark(line.back())) line.remove_suffix(1);
    std::size_t tail = 0;
    while (tail < line.size() && is_digit(line[line.size() - 1 - tail])) ++tail;
    std::size_t head = 0;
    while (head < line.size() && is_digit(line[head])) ++head;
    // The page number stands apart: "3 Weekly Report", not a figure that a wrap pushed to a line's start ("3rd",
    // "363...").
    if (tail > 0 && tail <= 3 && tail < line.size() && is_blank(line[line.size() - 1 - tail])) {
        line = trim(line.substr(0, line.size() - tail));
    } else if (head > 0 && head <= 3 && head < line.size() && is_blank(line[head])) {
        line = trim(line.substr(head));
    }
    if (ends_like_sentence(line) || line.ends_with(",") || line.ends_with("\xEF\xBC\x8C")) return {};
    if (line.size() < 4 || std::any_of(line.begin(), line.end(), is_digit)) return {};
    return line;
}

/// No characters but ASCII's, and no two blanks or control characters side by side.
bool is_evenly_spaced_ascii(std::string_view line) {
    std::uint64_t blank_before = 0;
    for (std::size_t pos = 0; pos < line.size(); pos += 8) {
        std::uint64_t word = eight_from(line, pos);
        if (line.size() - pos < 8) word |= each_byte * 0x7F << 8U * (line.size() - pos);
        if (!all_ascii(word)) return false;
        const std::uint64_t blanks = ~(word + each_byte * (0x80 - '!')) & high_bits;
        if ((blanks & (blanks << 8U | blank_before)) != 0) return false;
        blank_before = blanks >> 56U;
    }
    return true;
}

/// Whether the normal form of a line may differ from its bytes in what makes it a header: spaces of any width,
/// characters without width, full-width digits.
bool needs_folding(std::string_view line) {
    if (is_evenly_spaced_ascii(line)) return false;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const auto byte = static_cast<unsigned char>(line[i]);
        if (byte > ' ' && (byte < 0xC2 || (byte >= 0xE4 && byte <= 0xE9))) continue;
        const auto next = static_cast<unsigned char>(line[i + 1]);
        if (is_blank(line[i]) && is_blank(line[i + 1])) return true;
        if (byte == 0xC2 && next == 0xA0) return true;                    // U+00A0
        if (byte == 0xE2 && (next == 0x80 || next == 0x81)) return true;  // U+2000..U+207F
        if (byte == 0xE3 && next == 0x80) return true;                    // U+3000
        if (byte == 0xEF && (next == 0xBB || next == 0xBC)) return true;  // U+FEFF, full-width forms
    }
    return false;
}

/// A capital letter or a Chinese character.
bool starts_like_title(std::string_view line) {
    return (line.front() >= 'A' && line.front() <= 'Z') || starts_with_cjk(line);
}

/// A sentence that goes on: the line before stops without a full stop, and the line after starts like a word's middle
/// of a sentence (a small letter, a figure, or a Chinese character).
bool interrupts(std::string_view before, std::string_view after) {
    if (before.empty() || after.empty() || ends_like_sentence(before)) return false;
    return (after.front() >= 'a' && after.front() <= 'z') || is_digit(after.front()) || starts_with_cjk(after);
}

/// The number that stands apart at the line's start or end, as header_key() takes it; 0 when there is none.
int page_number_of(std::string_view line) {
    const auto is_mark = [](char c) { return c == '#' || c == '*' || c == ' '; };
    while (!line.empty() && is_mark(line.front())) line.remove_prefix(1);
    while (!line.empty() && is_mark(line.back())) line.remove_suffix(1);
    const auto number = [](std::string_view digits) {
        int value = 0;
        for (const char digit : digits) value = value * 10 + (digit - '0');
        return value;
    };
    std::size_t tail = 0;
    while (tail < line.size() && is_digit(line[line.size() - 1 - tail])) ++tail;
    if (tail > 0 && tail <= 3) return number(line.substr(line.size() - tail));
    std::size_t head = 0;
    while (head < line.size() && is_digit(line[head])) ++head;
    return head > 0 && head <= 3 ? number(line.substr(0, head)) : 0;
}

/// Pages count up, one after the other; the figures of two boxes with one label do not. A title has no number.
bool is_page_after(int before, int after) {
    constexpr int most_pages = 20;
    return after > before && after <= before + 3 && after <= most_pages;
}

/// Of its first and its last bytes.
std::size_t hash_of(std::string_view key) {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
    const std::uint64_t first = eight_from(key, 0);
    const std::uint64_t last = key.size() < 8 ? 0 : eight_at(key.data() + key.size() - 8);
    return static_cast<std::size_t>(((first * odd ^ last) * odd) >> 40U);
}

/// Lines that stand in the document more than once without being part of a longer passage that does (a lead printed
/// again as a summary), and whose number, if they have one, counts on from page to page. Empty where there are none for
/// certain.
std::vector<bool> find_running_lines(std::string_view source, const std::vector<SourceLine>& lines,
                                     const std::vector<std::string_view>& keys) {
    const auto view = [&](std::size_t i) {
        return i < lines.size() ? source.substr(lines[i].begin, lines[i].end - lines[i].begin) : std::string_view{};
    };
    std::vector<std::size_t> order;
    std::bitset<1024> seen;  // hashes
    bool twice = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].omitted || keys[i].empty() || !starts_like_title(keys[i])) continue;
        order.push_back(i);
        const std::size_t hash = hash_of(keys[i]) % seen.size();
        twice = twice || seen[hash];
        seen[hash] = true;
    }
    if (!twice) return {};
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const int order_of_keys = keys[a].compare(keys[b]);
        return order_of_keys != 0 ? order_of_keys < 0 : a < b;
    });
    std::vector<bool> running(lines.size(), false);
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first + 1;
        bool passage = false;
        while (last < order.size() && keys[order[last]] == keys[order[first]]) {
            const std::size_t a = order[last - 1];
            const std::size_t b = order[last];
            const bool counts_on = page_number_of(view(a)) == 0 && page_number_of(view(b)) == 0
                                       ? view(a).find_first_of("0123456789") == std::string_view::npos
                                       : is_page_after(page_number_of(view(a)), page_number_of(view(b)));
            const bool same_before = a > 0 && view(a - 1) == view(b - 1);
            passage = passage || !counts_on || same_before || (b + 1 < lines.size() && view(a + 1) == view(b + 1));
            ++last;
        }
        for (std::size_t i = first; i < last; ++i) running[order[i]] = last - first > 1 && !passage;
        first = last;
    }
    return running;
}

/// Running headers, and a bare page number right beside one: a block of such lines, with a sentence going on behind it.
void omit_headers(std::string_view source, std::vector<SourceLine>& lines, const std::vector<std::string_view>& keys) {
    const auto view = [source](const SourceLine& line) { return source.substr(line.begin, line.end - line.begin); };
    const std::vector<bool> repeated = find_running_lines(source, lines, keys);
    if (repeated.empty()) return;
    constexpr int most_pages = 60;
    constexpr int longest_block = 8;  // lines; a page's end and the next one's beginning
    int page = 0;  // the last page's number: they count up, figures of a panel under labels printed twice do not
    const auto is_next_page = [&](int number) { return number > page && number <= page + 3 && number <= most_pages; };
    std::string_view before;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].omitted) continue;
        std::size_t next = i;
        bool header = false;
        // a page number that find_lines() left out may stand before the header
        bool number = i > 0 && lines[i - 1].omitted && lines[i - 1].kind == OmittedLine::page_number;
        int bare = 0;
        int length = 0;
        for (; next < lines.size() && length <= longest_block; ++next) {
            if (lines[next].omitted) continue;
            if (repeated[next]) {
                header = true;
            } else if (const int value = bare_number(view(lines[next]));
                       value > 0 && bare == 0 && is_next_page(value)) {
                bare = value;
                number = true;
            } else {
                break;
            }
            ++length;
        }
        if (length > longest_block) header = false;
        // With a page number and a header, it is a page's end whatever the next line starts with.
        const bool page_end = header && number && !before.empty() && !ends_like_sentence(before);
        if (header && next < lines.size() && (page_end || interrupts(before, view(lines[next])))) {
            page = std::max(page, bare);
            for (; i < next; ++i) {
                if (lines[i].omitted) continue;
                lines[i].omitted = true;
                lines[i].kind = repeated[i] ? OmittedLine::page_header : OmittedLine::page_number;
            }
        }
        before = view(lines[i]);
    }
}

}  // namespace

std::vector<SourceLine> find_lines(std::string_view source, const TextWords& words) {
    std::vector<SourceLine> lines;
    std::size_t begin = 0;
    while (begin < source.size()) {
        std::size_t end = begin;
        end = find_any<'\n', '\r'>(source, end);
        std::size_t first = begin;
        std::size_t last = end;
        while (first < last && is_blank(source[first])) ++first;
        while (last > first && is_blank(source[last - 1])) --last;
        if (first < last)
            lines.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last), false, {}});
        begin = end + 1;
    }

    const auto view = [source](const SourceLine& line) { return source.substr(line.begin, line.end - line.begin); };
    std::vector<std::string_view> keys(lines.size());
    std::list<std::string> folded;  // keys that needed folding
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string_view line = view(lines[i]);
        if (is_page_number(line, words)) {
            lines[i].omitted = true;
            lines[i].kind = OmittedLine::page_number;
            continue;
        }
        const bool ends_sentence = ends_like_sentence(line) && line.back() != '*';  // no header, folded or not
        if (line.size() <= longest_header && !ends_sentence)
            keys[i] = header_key(needs_folding(line) ? folded.emplace_back(normalise_phrase(line, &words)) : line);
        if (i > 0 && line.size() >= shortest_repetition && !lines[i - 1].omitted &&
            same_words(view(lines[i - 1]), line, words)) {
            lines[i].omitted = true;
            lines[i].kind = OmittedLine::repeated;
        }
    }

    omit_headers(source, lines, keys);
    omit_page_ends(source, lines, words);
    return lines;
}

}  // namespace certdelta::text
