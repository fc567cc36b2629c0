#include "extract/scope/aside.h"

#include <algorithm>

#include "extract/ranges.h"
#include "text/characters.h"

namespace certdelta::extract {
namespace {

/// The quotation around `pos`: a few words between its lines are the end of a line that was wrapped.
text::Range quotation_at(const Phrases& in, const std::vector<text::Range>& quoted, std::uint32_t pos) {
    constexpr std::uint32_t longest_rest = 30;     // bytes
    constexpr std::uint32_t shortest_quoted = 50;  // bytes of a line that was wrapped, without its mark
    text::Range whole;
    std::uint32_t rest = 0;
    for (const text::Range range : quoted) {
        const std::uint32_t next = text::skip_white(in.normal.text(), whole.end);
        const bool anew = next < range.begin && in.normal.text()[next] >= 'A' && in.normal.text()[next] <= 'Z';
        if (anew || range.begin > whole.end + std::max(rest, 2U)) {
            if (whole.end > pos) break;
            whole.begin = range.begin;
        }
        whole.end = range.end;
        rest = range.end - range.begin >= shortest_quoted ? longest_rest : 0;
    }
    return whole;
}

/// Where the signature of a mail begins: behind two dashes that are all of one of the last lines (RFC 3676, 4.3).
std::uint32_t signature_begin(const Phrases& in) {
    constexpr std::size_t most_lines = 10;
    const std::vector<std::uint32_t>& starts = in.normal.line_starts();
    const std::string_view text = in.normal.text();
    for (std::size_t i = starts.size(); i > 0 && starts.size() - i < most_lines; --i) {
        const std::string_view line = text.substr(starts[i - 1]);
        if (line.starts_with("--\n") || line.starts_with("-- \n")) return starts[i - 1];
    }
    return static_cast<std::uint32_t>(text.size());
}

}  // namespace

std::vector<text::Range> find_aside(const Phrases& in, std::span<const Match* const> titles) {
    std::vector<text::Range> aside;
    constexpr std::string_view opens = "<!--";
    constexpr std::string_view closes = "-->";
    const std::string_view text = in.normal.text();
    for (std::size_t begin = text.find(opens); begin != std::string_view::npos;) {
        const std::size_t close = text.find(closes, begin + opens.size());
        if (close == std::string_view::npos) break;
        aside.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(close)});
        begin = text.find(opens, close);
    }
    // A report that is quoted as a whole, or one that is told of and quoted from, is the report itself. Around one that
    // is quoted as a whole, somebody answers or signs.
    std::vector<text::Range> quoted = in.normal.quoted();
    bool titled = false;
    for (const Match* const title : titles) {
        if (quoted.empty()) continue;
        const Match& match = *title;
        const auto captures = in.matches.captures_of(match);
        const bool names = std::any_of(captures.begin(), captures.end(), [](const Capture& capture) {
            return capture.slot.kind == profile::SlotKind::issue_number ||
                   capture.slot.kind == profile::SlotKind::period;
        });
        if (!names) continue;
        if (!titled && any_holds(quoted, match.range.begin)) {
            const text::Range report = quotation_at(in, quoted, match.range.begin);
            quoted.clear();
            if (begins_within(in.timed_values, report.begin, report.end))
                quoted = {{0, report.begin}, {report.end, static_cast<std::uint32_t>(in.normal.text().size())}};
            titled = true;
            break;
        }
        titled = true;
        if (any_holds(quoted, match.range.begin)) quoted.clear();
    }
    if (titled) aside.insert(aside.end(), quoted.begin(), quoted.end());
    const std::uint32_t signature = signature_begin(in);
    if (!in.identity.empty() && in.identity.front().begin < signature)
        aside.push_back({signature, static_cast<std::uint32_t>(in.normal.text().size())});
    sort(aside);
    reach_over(aside);
    return aside;
}

}  // namespace certdelta::extract
