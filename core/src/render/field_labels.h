// What people call the fields of a report, a comparison or a series, and the language in which they read about them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "certdelta/render.h"
#include "render/phrasebook.h"

namespace certdelta::render {

/// Labels of one periodical's fields, in one language.
class FieldLabels {
public:
    /// `language`: of the reports, for labels that name none. Of profiles that have the same field, the one whose id
    /// comes first gives the label.
    FieldLabels(const Labels& labels, std::string_view periodical, std::string_view language);
    /// In the language of the newer report.
    FieldLabels(const Labels& labels, const Comparison& comparison);
    FieldLabels(const Labels& labels, const Report& report);
    FieldLabels(const Labels& labels, const Series& series) : FieldLabels(labels, series.periodical, series.language) {}

    /// The field's own name where it has no label; with it where several fields have one label.
    [[nodiscard]] std::string of(const std::string& name) const;
    [[nodiscard]] std::vector<std::string> of(const std::vector<std::string>& names) const;
    /// A field's value: a figure as figure_in_words() has it; with what is printed beside it; in Chinese, the word for
    /// a code that documents print.
    [[nodiscard]] std::string value(const std::string& name, const Value& value, std::string_view unit,
                                    Qualifier qualifier = Qualifier::none) const;
    /// Of a profile, in the same language; its id where nobody knows it.
    [[nodiscard]] std::string title_of(const ProfileId& id) const;
    [[nodiscard]] const Phrasebook& phrases() const { return phrases_; }
    /// Of a table's lines; 0 where nobody knows.
    [[nodiscard]] std::size_t columns() const { return columns_; }
    /// What profiles say in diagnostics of that code.
    [[nodiscard]] std::vector<MessageSummary> messages_of(const std::string& code) const;

private:
    void add_codes(const FieldSummary& field);

    Phrasebook phrases_;
    std::size_t columns_;
    std::unordered_map<std::string, std::string> by_name_;
    std::map<std::pair<std::string, std::string>, std::string> words_of_codes_;  ///< by field and code
    std::unordered_map<std::string, std::string> titles_;                        ///< by the profile's id
    std::unordered_multimap<std::string, MessageSummary> messages_;              ///< by their code
};

}  // namespace certdelta::render
