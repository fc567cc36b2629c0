// What tables and Markdown say, in English or Chinese. English stands where it is said; core/messages/phrases.zh.json
// has the Chinese for each form of words.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certdelta/decimal.h"
#include "certdelta/report.h"

namespace certdelta::render {

class Phrasebook {
public:
    /// `language`: "zh"; English for any other.
    explicit Phrasebook(std::string_view language) : is_chinese_(language == "zh") {}

    [[nodiscard]] bool is_english() const { return !is_chinese_; }

    /// `form` is English, with {0}, {1} and so on where `values` go.
    [[nodiscard]] std::string say(std::string_view form, std::initializer_list<std::string_view> values = {}) const;
    /// The same at the begin of a line: "Rose".
    [[nodiscard]] std::string title(std::string_view form) const;
    /// "1 week", "8 weeks".
    [[nodiscard]] std::string counted(std::int64_t count, std::string_view noun) const;
    /// What a field counts: "hosts".
    [[nodiscard]] std::string unit(std::string_view unit) const;
    /// "a, b, c"
    [[nodiscard]] std::string list(const std::vector<std::string>& items) const;

    /// A figure in words with what is printed beside it: "about 3,134".
    [[nodiscard]] std::string qualified(const std::string& figure, Qualifier qualifier) const;
    /// The same as words_for() and difference_in_words().
    [[nodiscard]] std::string of(const Change& change) const;
    [[nodiscard]] std::string of(const Issue& issue) const;
    [[nodiscard]] std::string of(const std::optional<Period>& period) const;
    [[nodiscard]] std::string difference(Decimal difference, std::string_view unit) const;

private:
    bool is_chinese_;
};

}  // namespace certdelta::render
