#include "extract/clause/view.h"

#include <algorithm>

namespace certdelta::extract {

using profile::ClauseRole;
using Kind = ClauseTokenKind;

bool ClauseView::is_bare(std::size_t i) const {
    return tokens_[i].counter.empty() && capture(i).precision == Decimal::from_integer(1);
}

bool ClauseView::is_followed(std::size_t i) const {
    const std::size_t begin = behind_bracket(i + 1);
    return words_behind(begin - 1) > begin;
}

bool ClauseView::follows_words(std::size_t i) const {
    if (i == 0) return false;
    const Kind before = tokens_[i - 1].kind;
    return before == Kind::word || before == Kind::colon || before == Kind::cell || before == Kind::each ||
           before == Kind::link;
}

bool ClauseView::leads_to_value(std::size_t colon) const {
    const Kind next = tokens_[colon + 1].kind;
    return is_figure(next) || (next == Kind::word && ends_value(tokens_[colon + 2].kind));
}

bool ClauseView::says_nothing(std::size_t begin, std::size_t end) const {
    return std::all_of(tokens_.begin() + static_cast<std::ptrdiff_t>(begin),
                       tokens_.begin() + static_cast<std::ptrdiff_t>(end), [this](const ClauseToken& token) {
                           return is_mark(token.kind) || is_when(token) || is_role(token, ClauseRole::plain);
                       });
}

bool ClauseView::names_home(std::size_t begin, std::size_t end) const {
    for (std::size_t at = begin; at < end; ++at) {
        const text::Range token = tokens_[at].range;
        for (std::uint32_t pos = token.begin; pos < token.end; ++pos) {
            if (profile_.home.match(text(), pos).matched) return true;
        }
    }
    return false;
}

std::size_t ClauseView::behind_bracket(std::size_t open) const {
    if (!is(open, Kind::open)) return open;
    constexpr std::size_t longest = 12;  // tokens
    const std::size_t last = std::min(tokens_.size(), open + longest);
    std::size_t close = open + 1;
    while (close < last && !ends_sentence(tokens_[close].kind) && tokens_[close].kind != Kind::close) ++close;
    if (close >= last || tokens_[close].kind != Kind::close) return open;
    return is_figure_at(words_behind(close)) ? open : close + 1;
}

Label ClauseView::label(std::size_t begin, std::size_t end, bool behind) const {
    Label label;
    bool moves = false;
    label.first = begin;
    for (std::size_t i = begin; i < end; ++i) {
        const ClauseToken& token = tokens_[i];
        if (token.kind == Kind::link) {
            label.listed = label.listed || label.said != 0;
            continue;
        }
        if (is_when(token)) {
            if (label.first == i) label.first = i + 1;  // for the scope to see
            continue;
        }
        if (token.kind == Kind::change || token.kind == Kind::colon) continue;  // leads to the count behind it
        if (token.kind != Kind::word) {
            label.known = false;
            continue;
        }
        switch (static_cast<ClauseRole>(token.word)) {
            case ClauseRole::movement:
                moves = true;
                break;
            case ClauseRole::plain:
            case ClauseRole::together:
                break;
            case ClauseRole::other:
                label.known = false;
                break;
            case ClauseRole::aside:
                if (behind) return label;
                label.known = false;
                break;
            case ClauseRole::part:
                label.part = true;
                break;
            case ClauseRole::from:
                label.from = true;
                break;
            case ClauseRole::to:
                label.to = true;
                break;
            case ClauseRole::earlier:
                label.earlier = true;
                break;
            default:
                label.said |= concept_of(token);
                if (moves) label.known = false;  // "fewer government sites": an amount of change
        }
    }
    return label;
}

Label ClauseView::label_behind(std::size_t i, std::size_t end) const {
    const std::size_t begin = end == i + 1 ? behind_bracket(end) : i + 1;
    Label behind = label(begin, begin == i + 1 ? end : words_behind(begin - 1), true);
    // "138 sites (4.5%) did": these words go on behind the bracket.
    const std::size_t rest = begin == i + 1 ? behind_bracket(end) : end;
    if (!has_counters() && rest != end && !label(rest, words_behind(rest - 1)).known) behind.known = false;
    return behind;
}

}  // namespace certdelta::extract
