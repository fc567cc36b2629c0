#include "text/markup.h"

#include <algorithm>

#include "text/characters.h"
#include "text/eight.h"
#include "text/folds.h"

namespace certdelta::text {
namespace {

bool is_alnum(char c) { return is_digit(c) || is_letter(c); }

}  // namespace

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
std::size_t line_mark_length(std::string_view line) {
    std::size_t hashes = 0;
    while (hashes < line.size() && line[hashes] == '#') ++hashes;
    if (hashes >= 1 && hashes <= 6 && (hashes == line.size() || line[hashes] == ' ' || line[hashes] == '\t'))
        return hashes;
    if (!line.empty() && line.front() == '>') return 1;
    return 0;
}

std::size_t quotation_length(std::string_view line) {
    std::size_t length = 0;
    while (length < line.size() && line[length] == '>') {
        if (length + 1 < line.size() && line[length + 1] != ' ' && line[length + 1] != '>') break;
        ++length;
        if (length + 1 < line.size() && line[length] == ' ' && line[length + 1] == '>') ++length;
    }
    return length;
}

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

}  // namespace certdelta::text
