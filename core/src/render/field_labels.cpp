#include "render/field_labels.h"

#include <algorithm>

#include "text/characters.h"
#include "words.h"

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
    : FieldLabels(labels, periodical_of(report.profile),
                  report.profile ? language_of(labels, report.profile) : report.source.language) {}

FieldLabels::FieldLabels(const Labels& labels, std::string_view periodical, std::string_view language)
    : phrases_(labels.language.empty() ? language : std::string_view(labels.language)), columns_(labels.columns) {
    const bool english = phrases_.is_english();
    std::vector<const ProfileSummary*> editions;
    for (const ProfileSummary& profile : labels.profiles) {
        titles_.emplace(profile.id.id, english ? profile.title_en : profile.title_zh);
        if (profile.id.periodical() != periodical) continue;
        editions.push_back(&profile);
        for (const MessageSummary& message : profile.messages) messages_.emplace(message.code, message);
    }
    std::sort(editions.begin(), editions.end(), [](const auto* a, const auto* b) { return a->id.id < b->id.id; });
    std::unordered_map<std::string, int> uses;
    for (const ProfileSummary* edition : editions) {
        for (const FieldSummary& field : edition->fields) {
            const std::string& label = english ? field.label_en : field.label_zh;
            if (!english) add_codes(field);
            if (!label.empty() && by_name_.emplace(field.name, label).second) ++uses[label];
        }
    }
    for (auto& [name, label] : by_name_) {
        if (uses[label] > 1) label.append(" (").append(name).append(")");
    }
}

/// Profiles list the words of both languages together.
void FieldLabels::add_codes(const FieldSummary& field) {
    for (const CodeSummary& code : field.codes) {
        const auto chinese = std::find_if(code.words.begin(), code.words.end(), [](const std::string& word) {
            return !word.empty() && text::is_multibyte(word.front());
        });
        if (chinese != code.words.end()) words_of_codes_.emplace(std::pair(field.name, code.code), *chinese);
    }
}

std::string FieldLabels::value(const std::string& name, const Value& value, std::string_view unit,
                               Qualifier qualifier) const {
    if (const auto* list = std::get_if<std::vector<std::string>>(&value); list != nullptr && !phrases_.is_english())
        return phrases_.list(*list);
    const auto* code = std::get_if<std::string>(&value);
    const auto word = code == nullptr ? words_of_codes_.end() : words_of_codes_.find({name, *code});
    return phrases_.qualified(word == words_of_codes_.end() ? words_for(value, unit) : word->second, qualifier);
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

std::vector<MessageSummary> FieldLabels::messages_of(const std::string& code) const {
    std::vector<MessageSummary> messages;
    const auto [begin, end] = messages_.equal_range(code);
    for (auto it = begin; it != end; ++it) messages.push_back(it->second);
    return messages;
}

}  // namespace certdelta::render
