#include "extract/page_things.h"

#include <algorithm>

#include "layout/symbols.h"
#include "text/characters.h"
#include "text/utf8.h"

namespace certdelta::extract {
namespace {

/// End of the sign at `pos`; `pos` when there is none.
std::uint32_t sign_end(std::string_view text, std::uint32_t pos) {
    if (pos >= text.size()) return pos;
    const text::Decoded decoded = text::decode(text, pos);
    return layout::is_sign(decoded.code_point) ? pos + decoded.length : pos;
}

Direction direction_at(std::string_view text, std::uint32_t pos, const value::Lexicon& lexicon) {
    const auto match = lexicon.directions.match(text, pos);
    return match.matched ? static_cast<Direction>(match.payload) : Direction::unknown;
}

/// The piece by itself, closed, so that nothing behind it is read and its end cuts no figure.
std::string closed(std::string_view text, text::Range range) {
    std::string piece(text.substr(range.begin, range.end - range.begin));
    return piece + '\n';
}

void shift(text::Range& range, std::uint32_t by) {
    range.begin += by;
    range.end += by;
}

/// A change that fills the piece: in words or signs, or a bare percentage with a sign that says nothing or none.
bool read_amount(std::string_view piece, std::uint32_t length, const value::Lexicon& lexicon, PagePiece& out) {
    std::uint32_t begin = 0;
    std::uint32_t end = length;
    if (piece[0] == '(' && end > 2 && piece[end - 1] == ')') ++begin, --end;  // (+3.5%) and its like
    std::string inner(piece.substr(begin, end - begin));
    inner += '\n';
    if (auto change = value::read_change(inner, 0, lexicon); change && change->printed.end == end - begin) {
        shift(change->printed, begin);
        shift(change->core, begin);
        out.has_sign = change->change.direction != Direction::unknown;
        out.change = change;
        return true;
    }
    std::uint32_t pos = text::skip_white(inner, sign_end(inner, 0));
    const auto amount = value::read_percentage(inner, pos, lexicon);
    if (!amount || !amount->percent_sign) return false;
    pos = text::skip_white(inner, amount->printed.end);
    pos = sign_end(inner, pos);
    if (pos < end - begin) {
        const auto base = lexicon.since_last_period.match(inner, text::skip_white(inner, pos));
        if (!base.matched || base.end != end - begin) return false;
    }
    value::ReadChange change;
    change.change = {ChangeKind::percent, amount->value, Direction::unknown, amount->precision};
    change.printed = {amount->printed.begin + begin, amount->printed.end + begin};
    change.core = change.printed;
    change.damaged = amount->damaged;
    out.change = change;
    return true;
}

}  // namespace

std::optional<Direction> direction_said(std::string_view text, text::Range words, const value::Lexicon& lexicon) {
    for (std::uint32_t at = words.begin; at < words.end; ++at) {
        // A figure, another sign or the end of the clause: no legend, or its next entry.
        if (text::is_digit(text[at]) || text[at] == ';' || text[at] == '\n' || sign_end(text, at) != at) break;
        if (text::is_letter(text[at]) && at > words.begin && text::is_letter(text[at - 1])) continue;
        auto word = lexicon.increase_nouns.match(text, at);
        if (!word.matched) word = lexicon.directions.match(text, at);
        if (word.matched) return static_cast<Direction>(word.payload);
    }
    return std::nullopt;
}

namespace {

/// "\u2191 marks an increase": it explains the signs, and goes on with nothing that stands above it.
bool is_legend(std::string_view text, text::Range range, const value::Lexicon& lexicon) {
    if (sign_end(text, range.begin) == range.begin) return false;
    for (std::uint32_t pos = range.begin; pos < range.end; ++pos) {
        const std::uint32_t end = sign_end(text, pos);
        // The words of one sign end at the next one, so that none is looked at twice.
        if (end > pos && direction_said(text, {end, range.end}, lexicon)) return true;
    }
    return false;
}

}  // namespace

namespace {

/// "669 thousand \u2193": a count, and the sign of a change whose amount stands below.
bool read_signed_count(const std::string& piece, std::uint32_t length, const value::Lexicon& lexicon, PagePiece& out) {
    for (std::uint32_t pos = 1; pos < length; ++pos) {
        if (sign_end(piece, pos) != length) continue;
        const std::uint32_t end = text::skip_white_back(piece, pos);
        auto figure = read_box(piece.substr(0, end) + '\n', {0, end}, lexicon);
        if (!figure || figure->change) return false;
        out.figure = std::move(figure);
        out.direction = direction_at(piece, pos, lexicon);
        return true;
    }
    return false;
}

}  // namespace

PagePiece classify(const text::NormalText& normal, text::Range range, const value::Lexicon& lexicon) {
    constexpr std::uint32_t longest = 80;  // bytes of anything but words
    PagePiece out;
    out.range = range;
    if (range.empty()) return out;
    out.kind = PieceKind::words;
    const std::uint32_t length = range.end - range.begin;
    if (is_legend(normal.text(), range, lexicon)) out.kind = PieceKind::nothing;
    if (length > longest) return out;
    const std::string piece = closed(normal.text(), range);
    if (auto figure = read_box(piece, {0, length}, lexicon)) {
        shift(figure->figure.printed, range.begin);
        if (figure->change) {
            shift(figure->change->printed, range.begin);
            shift(figure->change->core, range.begin);
        }
        out.figure = figure;
        out.kind = PieceKind::figure;
        return out;
    }
    if (read_signed_count(piece, length, lexicon, out)) {
        shift(out.figure->figure.printed, range.begin);
        out.kind = PieceKind::figure;
        return out;
    }
    if (read_amount(piece, length, lexicon, out)) {
        shift(out.change->printed, range.begin);
        shift(out.change->core, range.begin);
        out.kind = PieceKind::amount;
        return out;
    }
    if (const std::uint32_t end = sign_end(piece, 0); end == length) {
        out.kind = PieceKind::sign;
        out.direction = direction_at(piece, 0, lexicon);
        return out;
    }
    const auto base = lexicon.since_last_period.match(piece, piece[0] == '(' ? 1 : 0);
    if (base.matched && base.end + (piece[0] == '(' ? 1 : 0) == length) out.kind = PieceKind::nothing;
    return out;
}

std::vector<std::string> distrusted_signs(const text::NormalText& normal, const value::Lexicon& lexicon) {
    constexpr std::uint32_t farthest = 60;  // bytes from a sign to the word for its direction
    const std::string_view text = normal.text();
    struct Meaning {
        std::string sign;
        Direction direction;
    };
    std::vector<Meaning> meanings;
    std::vector<std::string> out;
    const auto distrust = [&](const std::string& sign) {
        if (std::find(out.begin(), out.end(), sign) == out.end()) out.push_back(sign);
    };
    for (std::uint32_t pos = 0; pos < text.size();) {
        const std::uint32_t end = sign_end(text, pos);
        if (end == pos) {
            ++pos;
            continue;
        }
        const std::string sign(text.substr(pos, end - pos));
        const Direction own = direction_at(text, pos, lexicon);
        // Behind a figure it is the sign of a change; what the legend says of a sign stands on its line.
        const std::uint32_t before = text::skip_white_back(text, pos);
        const bool behind_figure =
            before > 0 && !normal.is_line_start(pos) && (text::is_digit(text[before - 1]) || text[before - 1] == '%');
        const std::uint32_t limit = behind_figure ? end : std::min(normal.next_line_start(end), end + farthest);
        if (const auto said = direction_said(text, {end, limit}, lexicon)) {
            if (own != Direction::unknown && *said != own) distrust(sign);
            for (const Meaning& known : meanings) {
                if (known.sign == sign && known.direction != *said) distrust(sign);
            }
            if (meanings.size() < 64) meanings.push_back({sign, *said});
        }
        pos = end;
    }
    return out;
}

}  // namespace certdelta::extract
