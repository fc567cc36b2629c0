#include "text/line_looks.h"

#include <algorithm>
#include <string>

#include "text/characters.h"
#include "text/normalise.h"
#include "text/utf8.h"

namespace certdelta::text {
namespace {

/// The Chinese character of three bytes at `pos`, or in which `pos` lies; empty when there is none.
std::string_view ideograph_around(std::string_view line, std::size_t pos) {
    while (pos > 0 && pos < line.size() && (static_cast<unsigned char>(line[pos]) & 0xC0U) == 0x80U) --pos;
    if (pos + 3 > line.size()) return {};
    const auto lead = static_cast<unsigned char>(line[pos]);
    return lead >= 0xE4 && lead <= 0xE9 ? line.substr(pos, 3) : std::string_view{};
}

/// Whether a bracket before `pos` may hold a pronunciation that goes on there: the normal form leaves it out.
bool may_be_pronunciation(std::string_view line, std::size_t pos) {
    constexpr std::size_t longest = 16;  // bytes
    const std::string_view before = line.substr(pos - std::min(pos, longest), std::min(pos, longest));
    return before.find('(') != std::string_view::npos || before.find("\xEF\xBC\x88") != std::string_view::npos;
}

bool is_alnum(char c) { return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

}  // namespace

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

// None of the characters that fold to a digit is a common ideograph, whose first byte is E4 to E9.
bool lacks_digits(std::string_view line) {
    return std::none_of(line.begin(), line.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return is_digit(c) || (byte >= 0xC0 && byte < 0xE4) || byte > 0xE9;
    });
}

bool ends_like_sentence(std::string_view line) {
    if (line.empty()) return false;
    switch (line.back()) {
        case '.':
        case ':':
        case '!':
        case '?':
        case ';':
        case '*':
            return true;
        case '\x82':
            return line.ends_with(ideographic_full_stop);
        case '\x9A':
        case '\x9B':
            return line.substr(0, line.size() - 1).ends_with("\xEF\xBC");
        default:
            return false;
    }
}

bool starts_with_cjk(std::string_view line) { return is_cjk(decode(line, 0).code_point); }

bool same_words(std::string_view a, std::string_view b, const TextWords& words) {
    if (a.front() != b.front() || a.back() != b.back()) return false;
    if (a == b) return true;
    // Two characters that differ in their normal form stay apart, whatever stands around them.
    const auto differing =
        static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
    if (differing < a.size() && differing < b.size() && is_alnum(a[differing]) && is_alnum(b[differing]) &&
        !may_be_pronunciation(a, differing))
        return false;
    const std::string_view in_a = ideograph_around(a, differing);
    const std::string_view in_b = ideograph_around(b, differing);
    if (!in_a.empty() && !in_b.empty() && normalise_phrase(in_a) != normalise_phrase(in_b)) return false;
    return normalise_phrase(a, &words) == normalise_phrase(b, &words);
}

int bare_number(std::string_view line) {
    if (line.size() > 12 || lacks_digits(line)) return 0;
    const std::string folded = normalise_phrase(line);
    if (folded.empty() || folded.size() > 3 || !std::all_of(folded.begin(), folded.end(), is_digit)) return 0;
    int number = 0;
    for (const char digit : folded) number = number * 10 + (digit - '0');
    return number;
}

}  // namespace certdelta::text
