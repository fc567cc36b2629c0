#include "render/field_labels.h"

#include <algorithm>

namespace certdelta::render {
namespace {

const std::optional<ProfileId>& profile_of(const Comparison& comparison) {
    return comparison.after.profile ? comparison.after.profile : comparison.before.profile;
}

std::string language_of(const Labels& labels, const std::optional<ProfileId>& id) {
    for (const ProfileSummary& profile : labels.profiles) {
        if (id && profile.id.id == id->id) return profile.language;
    }
    return {};
}

std::string_view periodical_of(const std::optional<ProfileId>& id) {
    return id ? id->periodical() : std::string_view();
}

}  // namespace

FieldLabels::FieldLabels(const Labels& labels, const Comparison& comparison)
    : FieldLabels(labels, periodical_of(profile_of(comparison)), language_of(labels, profile_of(comparison))) {}

FieldLabels::FieldLabels(const Labels& labels, const Report& report)
    : FieldLabels(labels, periodical_of(report.profile), language_of(labels, report.profile)) {}

FieldLabels::FieldLabels(const Labels& labels, std::string_view periodical, std::string_view language) {
    const std::string_view wanted = labels.language.empty() ? language : std::string_view(labels.language);
    std::vector<const ProfileSummary*> editions;
    for (const ProfileSummary& profile : labels.profiles) {
        titles_.emplace(profile.id.id, wanted == "zh" ? profile.title_zh : profile.title_en);
        if (profile.id.periodical() == periodical) editions.push_back(&profile);
    }
    std::sort(editions.begin(), editions.end(), [](const auto* a, const auto* b) { return a->id.id < b->id.id; });
    std::unordered_map<std::string, int> uses;
    for (const ProfileSummary* edition : editions) {
        for (const FieldSummary& field : edition->fields) {
            const std::string& label = wanted == "zh" ? field.label_zh : field.label_en;
            if (!label.empty() && by_name_.emplace(field.name, label).second) ++uses[label];
        }
    }
    for (auto& [name, label] : by_name_) {
        if (uses[label] > 1) label.append(" (").append(name).append(")");
    }
}

std::string FieldLabels::of(const std::string& name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? name : found->second;
}

std::vector<std::string> FieldLabels::of(const std::vector<std::string>& names) const {
    std::vector<std::string> labels;
    labels.reserve(names.size());
    for (const std::string& name : names) labels.push_back(of(name));
    return labels;
}

std::string FieldLabels::title_of(const ProfileId& id) const {
    const auto found = titles_.find(id.id);
    return found == titles_.end() || found->second.empty() ? id.id : found->second;
}

Diagnostic FieldLabels::of(Diagnostic diagnostic) const {
    const std::size_t at =
        diagnostic.field.empty() ? std::string::npos : diagnostic.message.find(diagnostic.field + ":");
    const bool is_name = at == 0 || (at != std::string::npos && diagnostic.message[at - 1] == ' ');
    if (is_name) diagnostic.message.replace(at, diagnostic.field.size(), of(diagnostic.field));
    return diagnostic;
}

}  // namespace certdelta::render
