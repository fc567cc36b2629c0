#include "text/text_words.h"

#include <algorithm>
#include <cstddef>

#include "text/characters.h"
#include "text/line_looks.h"

namespace certdelta::text {
namespace {

std::string_view skip_blanks(std::string_view line) {
    while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
    return line;
}

bool matches(std::string_view form, std::string_view line) {
    constexpr std::size_t most_digits = 3;
    for (const char c : form) {
        if (c == ' ') {
            line = skip_blanks(line);
            continue;
        }
        std::size_t length = 1;
        if (c == '#') {
            length = static_cast<std::size_t>(std::find_if_not(line.begin(), line.end(), is_digit) - line.begin());
            if (length == 0 || length > most_digits) return false;
        } else if (line.empty() || lower(line.front()) != c) {
            return false;
        }
        line.remove_prefix(length);
    }
    return skip_blanks(line).empty();
}

}  // namespace

void WordList::add(const WordList& other) {
    words_.reserve(words_.size() + other.words_.size());
    for (const std::string& word : other.words_) {
        if (!has(word)) words_.push_back(word);
    }
}

bool WordList::has(std::string_view word) const {
    return std::find(words_.begin(), words_.end(), word) != words_.end();
}

bool WordList::any_begins(std::string_view text) const {
    return std::any_of(words_.begin(), words_.end(), [text](const auto& word) { return text.starts_with(word); });
}

bool WordList::any_ends(std::string_view text) const {
    return std::any_of(words_.begin(), words_.end(), [text](const auto& word) { return text.ends_with(word); });
}

bool WordList::any_is_in(std::string_view text) const {
    return std::any_of(words_.begin(), words_.end(),
                       [text](const auto& word) { return text.find(word) != std::string_view::npos; });
}

void PageNumberForms::add(std::string_view form) {
    const auto add_word = [this](std::string& word) {
        if (!word.empty() && !words_.has(word)) words_.add(word);
        word.clear();
    };
    std::string small;
    std::string word;
    for (const char c : form) {
        small += lower(c);
        if (is_letter(c)) {
            word += lower(c);
        } else {
            add_word(word);
        }
    }
    add_word(word);
    if (small.empty()) return;
    forms_.add(small);
    const auto note = [](std::bitset<256>& set, char c) {
        if (is_multibyte(c) || c == '#') return;
        set.set(static_cast<std::size_t>(c));
        if (is_letter(c)) set.set(static_cast<std::size_t>(c - ('a' - 'A')));
    };
    note(begins_, small.front());
    note(ends_, small.back());
}

void PageNumberForms::add(const PageNumberForms& other) {
    forms_.add(other.forms_);
    words_.add(other.words_);
    begins_ |= other.begins_;
    ends_ |= other.ends_;
}

bool PageNumberForms::match(std::string_view line) const {
    return std::any_of(forms_.all().begin(), forms_.all().end(),
                       [line](const auto& form) { return matches(form, line); });
}

void NumberContext::add(const NumberContext& other) {
    before.add(other.before);
    before_endings.add(other.before_endings);
    may_be_before.add(other.may_be_before);
    never_before.add(other.never_before);
    partitives.add(other.partitives);
    counted.add(other.counted);
    may_be_behind.add(other.may_be_behind);
    never_behind.add(other.never_behind);
}

void TextWords::add(const TextWords& other) {
    titles.add(other.titles);
    issue_leads.add(other.issue_leads);
    issue_marks.add(other.issue_marks);
    abbreviations.add(other.abbreviations);
    lead_begins.add(other.lead_begins);
    lead_ends.add(other.lead_ends);
    year_marks.add(other.year_marks);
    page_numbers.add(other.page_numbers);
    numbers.add(other.numbers);
}

}  // namespace certdelta::text
