// The words by which a text's lines and sentences are told apart before it is known what the text is. Data, read from
// core/lexicon.
#pragma once

#include <bitset>
#include <string>
#include <string_view>
#include <vector>

namespace certdelta::text {

/// Words of one kind.
class WordList {
public:
    void add(std::string_view word) { words_.emplace_back(word); }
    /// Adds those that are not there yet.
    void add(const WordList& other);
    /// Whether `word` is one of them, letter for letter.
    [[nodiscard]] bool has(std::string_view word) const;
    /// Whether `text` starts with one of them, ends with one, or holds one.
    [[nodiscard]] bool any_begins(std::string_view text) const;
    [[nodiscard]] bool any_ends(std::string_view text) const;
    [[nodiscard]] bool any_is_in(std::string_view text) const;
    [[nodiscard]] const std::vector<std::string>& all() const { return words_; }

private:
    std::vector<std::string> words_;
};

/// What may stand on either side of a number. Words of letters, or single characters of a language that puts no space
/// between words.
struct NumberContext {
    WordList before;          ///< leads to a number, and hardly to anything else ("about")
    WordList before_endings;  ///< of words that do ("-ed")
    WordList may_be_before;   ///< may stand before one ("of")
    WordList never_before;    ///< stands before none ("a")
    WordList partitives;      ///< of may_be_before: goes with what never_behind has, too ("of the", "of which")
    WordList counted;         ///< counts with a number before it ("thousand")
    WordList may_be_behind;   ///< may begin something new behind one ("were")
    WordList never_behind;    ///< stands behind none that it would be counted with ("which")

    void add(const NumberContext& other);
};

/// How page numbers are printed, "page # of #": '#' is a number of up to three digits, a space is white space or
/// nothing, and letters may be of either case.
class PageNumberForms {
public:
    void add(std::string_view form);
    void add(const PageNumberForms& other);
    /// False where no form starts with the letter or mark `c` of ASCII.
    [[nodiscard]] bool may_begin(char c) const { return begins_[static_cast<unsigned char>(c)]; }
    /// False where no form ends with it.
    [[nodiscard]] bool may_end(char c) const { return ends_[static_cast<unsigned char>(c)]; }
    /// Whether `line`, in normal form, is one of them.
    [[nodiscard]] bool match(std::string_view line) const;
    /// The words of letters in the forms, small ones.
    [[nodiscard]] const WordList& words() const { return words_; }

private:
    WordList forms_;
    WordList words_;
    std::bitset<256> begins_;
    std::bitset<256> ends_;
};

/// Of one language, or of several together: a text's own is known only once a profile fits it.
struct TextWords {
    WordList titles;         ///< in the title of a report, with capitals where it has them ("Weekly")
    WordList issue_leads;    ///< before the number of an issue, issue_marks behind it ("no." and "issue" in Chinese)
    WordList issue_marks;    ///< the same
    WordList abbreviations;  ///< hardly ever the last word of a sentence, and before figures ("fig")
    WordList lead_begins;    ///< words that tell a sentence's time, place or source begin so ("since" in Chinese) ...
    WordList lead_ends;      ///< ... or end so
    WordList year_marks;     ///< behind the digits of a year
    PageNumberForms page_numbers;
    NumberContext numbers;

    void add(const TextWords& other);
};

}  // namespace certdelta::text
