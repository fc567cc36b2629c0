// Comparing a phrase of a profile or lexicon with the normal form of a document.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace certdelta::text {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
/// The white space of the normal form: one space, a wider gap, a line end.
constexpr bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n'; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
constexpr bool is_multibyte(char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; }

/// The normal form of a phrase in lower case: what match_literal takes.
[[nodiscard]] std::string fold_phrase(std::string_view phrase);

struct LiteralMatch {
    std::uint32_t end = 0;
    bool matched = false;
    bool ran_out = false;  ///< the text ended while it still agreed with the literal
};

/// Compares `literal` (from fold_phrase) with `text` (normal form) at `pos`. Case is ignored, and so is what wrapping
/// and typing do to a phrase: a line end for a space, white space beside punctuation or a figure, hyphens and quotation
/// marks there or not.
[[nodiscard]] LiteralMatch match_literal(std::string_view text, std::uint32_t pos, std::string_view literal);

/// A set of phrases, each with a number of the owner's choice.
class PhraseSet {
public:
    struct Match {
        std::uint32_t end = 0;
        int payload = 0;
        bool matched = false;
    };
    void add(std::string_view phrase, int payload);
    /// The longest phrase that stands at `pos` and does not stop inside a word.
    [[nodiscard]] Match match(std::string_view text, std::uint32_t pos) const {
        if (pos >= text.size() || !starts_[static_cast<unsigned char>(text[pos])]) return {};
        return longest_match(text, pos);
    }
    [[nodiscard]] bool empty() const { return phrases_.empty(); }

private:
    [[nodiscard]] Match longest_match(std::string_view text, std::uint32_t pos) const;

    struct Phrase {
        std::string literal;
        int payload;
    };
    std::vector<Phrase> phrases_;
    bool starts_[256] = {};  ///< first bytes of the phrases, in either case
};

}  // namespace certdelta::text
