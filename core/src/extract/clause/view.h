// Questions about the tokens of clauses that take no memory of what was read before.
#pragma once

#include <cstddef>
#include <string_view>

#include "extract/clause/tokens.h"
#include "extract/matcher.h"
#include "profile/profile.h"
#include "text/normalise.h"

namespace certdelta::extract {

/// What some tokens of a clause say.
struct Label {
    profile::Concepts said = 0;
    std::size_t first = 0;  ///< the first of the tokens
    bool known = true;      ///< every word of it
    bool listed = false;    ///< several things, of which one figure is said
    bool part = false;
    bool from = false;
    bool to = false;
    bool earlier = false;
};

inline bool is_figure(ClauseTokenKind kind) {
    return kind == ClauseTokenKind::count || kind == ClauseTokenKind::percentage || kind == ClauseTokenKind::read;
}
inline bool is_any_word(ClauseTokenKind kind) {
    return kind == ClauseTokenKind::word || kind == ClauseTokenKind::unknown;
}
inline bool is_mark(ClauseTokenKind kind) {
    return kind == ClauseTokenKind::comma || kind == ClauseTokenKind::open || kind == ClauseTokenKind::close;
}
inline bool ends_sentence(ClauseTokenKind kind) {
    return kind == ClauseTokenKind::stop || kind == ClauseTokenKind::line;
}
inline bool ends_value(ClauseTokenKind kind) {
    return ends_sentence(kind) || kind == ClauseTokenKind::comma || kind == ClauseTokenKind::cell ||
           kind == ClauseTokenKind::semicolon || kind == ClauseTokenKind::close;
}
inline bool is_role(const ClauseToken& token, profile::ClauseRole role) {
    return token.kind == ClauseTokenKind::word && token.word == static_cast<int>(role);
}
inline bool is_concept(const ClauseToken& token) { return token.word < static_cast<int>(profile::most_concepts); }
inline profile::Concepts concept_of(const ClauseToken& token) {
    return profile::Concepts{1} << static_cast<unsigned>(token.word);
}
inline bool is_change(const ClauseToken& token) {
    return token.kind == ClauseTokenKind::change || (token.kind == ClauseTokenKind::read && token.is_change);
}
inline bool is_read_count(const ClauseToken& token) {
    return token.kind == ClauseTokenKind::read && !token.beside && !token.is_time;
}

/// The tokens of one text, read with one profile; a line ends them. All outlive it.
class ClauseView {
public:
    ClauseView(const text::NormalText& normal, const profile::Profile& profile, const ClauseTokens& tokens)
        : normal_(normal), profile_(profile), tokens_(tokens.all), captures_(tokens.captures) {}

    [[nodiscard]] const text::NormalText& normal() const { return normal_; }
    [[nodiscard]] std::string_view text() const { return normal_.text(); }
    [[nodiscard]] std::string_view text(text::Range range) const {
        return text().substr(range.begin, range.end - range.begin);
    }
    [[nodiscard]] const profile::Profile& profile() const { return profile_; }
    /// What is counted stands right behind its number, with a word of the language for one of it.
    [[nodiscard]] bool has_counters() const { return !profile_.lexicon.counters.empty(); }

    [[nodiscard]] std::size_t size() const { return tokens_.size(); }
    [[nodiscard]] const ClauseToken& operator[](std::size_t i) const { return tokens_[i]; }
    /// Whether there is such a token, and it is of that kind.
    [[nodiscard]] bool is(std::size_t i, ClauseTokenKind kind) const {
        return i < tokens_.size() && tokens_[i].kind == kind;
    }
    [[nodiscard]] bool is_figure_at(std::size_t i) const { return i < tokens_.size() && is_figure(tokens_[i].kind); }
    /// Whether a count stands there, or what a template has read as one.
    [[nodiscard]] bool is_count_at(std::size_t i) const {
        return is(i, ClauseTokenKind::count) || (i < tokens_.size() && is_read_count(tokens_[i]));
    }
    /// Of a count, a percentage, a change.
    [[nodiscard]] const Capture& capture(std::size_t i) const { return captures_[tokens_[i].capture]; }

    [[nodiscard]] bool follows_link(std::size_t i) const {
        return i > 0 && tokens_[i - 1].kind == ClauseTokenKind::link;
    }

    /// Days, which say nothing of what is counted.
    [[nodiscard]] bool is_when(const ClauseToken& token) const {
        return token.kind == ClauseTokenKind::read && token.is_days && !has_counters();
    }
    /// Neither a counter nor a scale tells that the number counts something.
    [[nodiscard]] bool is_bare(std::size_t i) const;
    /// Words say what the number counts, right behind it.
    [[nodiscard]] bool is_followed(std::size_t i) const;
    /// A number alone behind a bracket or a comma may be a note's, a year.
    [[nodiscard]] bool follows_words(std::size_t i) const;
    /// "Sites: 12", "Rating: good": the colon is a part of the label.
    [[nodiscard]] bool leads_to_value(std::size_t colon) const;
    /// Nothing but marks and words that say nothing of what is counted.
    [[nodiscard]] bool says_nothing(std::size_t begin, std::size_t end) const;
    /// The tokens hold a name of the report's own place.
    [[nodiscard]] bool names_home(std::size_t begin, std::size_t end) const;

    /// Where the words behind a token end.
    [[nodiscard]] std::size_t words_behind(std::size_t i) const {
        std::size_t end = i + 1;
        while (end < tokens_.size() && is_any_word(tokens_[end].kind)) ++end;
        return end;
    }
    /// The same of words that the profile's clauses know.
    [[nodiscard]] std::size_t known_words_end(std::size_t begin) const {
        while (is(begin, ClauseTokenKind::word)) ++begin;
        return begin;
    }
    /// Where the words end that are said of a figure: up to a mark. Between two figures they are the second's, where
    /// counters end what the first one counts.
    [[nodiscard]] std::size_t words_end(std::size_t i) const {
        const std::size_t end = words_behind(i);
        return is_figure_at(end) && has_counters() ? i + 1 : end;
    }
    /// Behind the bracket that begins at `open` and ends in its sentence; `open` where none does, or a figure follows
    /// the words behind it.
    [[nodiscard]] std::size_t behind_bracket(std::size_t open) const;

    /// `behind`: the tokens stand behind a figure.
    [[nodiscard]] Label label(std::size_t begin, std::size_t end, bool behind = false) const;
    /// What is said of a figure behind it, up to `end`; "41 (3.1%) of the sites": a bracket right behind the figure
    /// parts it from its words.
    [[nodiscard]] Label label_behind(std::size_t i, std::size_t end) const;

private:
    const text::NormalText& normal_;
    const profile::Profile& profile_;
    const std::vector<ClauseToken>& tokens_;
    const std::vector<Capture>& captures_;
};

}  // namespace certdelta::extract
