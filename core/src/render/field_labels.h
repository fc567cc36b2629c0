// What people call the fields of a comparison or a series.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "certdelta/render.h"

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
    /// Of a profile, in the same language; its id where nobody knows it.
    [[nodiscard]] std::string title_of(const ProfileId& id) const;
    /// Its message, with the label of its field in the place of the name.
    [[nodiscard]] Diagnostic of(Diagnostic diagnostic) const;

private:
    std::unordered_map<std::string, std::string> by_name_;
    std::unordered_map<std::string, std::string> titles_;  ///< by the profile's id
};

}  // namespace certdelta::render
