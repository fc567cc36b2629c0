// Rows of RFC 4180 that no spreadsheet runs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "certdelta/report.h"
#include "words.h"

namespace certdelta::render {

/// Cells that begin so are run as formulas by spreadsheets: with = + - @, also in their full-width forms, which
/// spreadsheets in Chinese and Japanese take for the same, a tab or a line break (OWASP, "CSV Injection").
inline bool starts_a_formula(std::string_view text) {
    if (text.empty()) return false;
    if (std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos) return true;
    constexpr std::string_view full_width[] = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
    for (const std::string_view mark : full_width) {
        if (text.starts_with(mark)) return true;
    }
    return false;
}

/// Writes rows of RFC 4180.
class CsvWriter {
public:
    explicit CsvWriter(std::string& out) : out_(out) {}

    /// Text from a document or a person.
    void text(std::string_view text) {
        std::string cell = starts_a_formula(text) ? "'" : "";
        append(cell.append(text));
    }
    /// Numbers, dates and codes of ours.
    void plain(std::string_view text) { append(text); }
    void number(const std::optional<Decimal>& value) { append(value ? value->to_string() : std::string()); }
    void number(const std::optional<std::int32_t>& value) { append(value ? std::to_string(*value) : std::string()); }
    void value(const Value& value) {
        if (std::holds_alternative<Decimal>(value)) {
            plain(words_for(value));
        } else {
            text(words_for(value));
        }
    }
    void end_row() {
        out_ += "\r\n";
        first_ = true;
    }

private:
    void append(std::string_view cell) {
        if (!first_) out_.push_back(',');
        first_ = false;
        if (cell.find_first_of(",\"\r\n") == std::string_view::npos) {
            out_ += cell;
            return;
        }
        out_.push_back('"');
        for (const char c : cell) {
            if (c == '"') out_.push_back('"');
            out_.push_back(c);
        }
        out_.push_back('"');
    }

    std::string& out_;
    bool first_ = true;
};

}  // namespace certdelta::render
