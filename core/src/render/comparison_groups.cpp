#include "render/comparison_groups.h"

#include "json/names.h"
#include "words.h"

namespace certdelta::render {
namespace {

Group group_of(const FieldChange& field, Relation relation) {
    switch (field.kind) {
        case FieldChangeKind::added:
            return Group::added;
        case FieldChangeKind::removed:
            return Group::removed;
        case FieldChangeKind::same:
            return Group::same;
        case FieldChangeKind::not_comparable:
            return Group::not_comparable;
        case FieldChangeKind::changed:
            break;
    }
    // Within one week nothing rises: two reports on it differ.
    const bool one_week = relation == Relation::revision || relation == Relation::other_edition;
    if (!field.delta || one_week) return Group::changed;
    return *field.delta > Decimal() ? Group::rose : Group::fell;
}

}  // namespace

std::string_view group_name(Group group) {
    switch (group) {
        case Group::rose:
            return "rose";
        case Group::fell:
            return "fell";
        case Group::changed:
            return "changed";
        case Group::added:
            return "added";
        case Group::removed:
            return "removed";
        case Group::not_comparable:
            return "not comparable";
        case Group::same:
            return "same";
    }
    return {};
}

GroupedFields group_fields(const Comparison& comparison) {
    GroupedFields groups;
    for (const FieldChange& field : comparison.fields)
        groups[static_cast<std::size_t>(group_of(field, comparison.relation))].push_back(&field);
    return groups;
}

std::string summary(const GroupedFields& groups) {
    std::string text;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].empty()) continue;
        if (!text.empty()) text += ", ";
        text += std::to_string(groups[i].size()) + " ";
        text += group_name(static_cast<Group>(i));
    }
    return text.empty() ? "no field in either report" : text;
}

std::string relation_in_words(const Comparison& comparison) {
    std::string text(json::name_of(comparison.relation));
    if (comparison.weeks_apart && *comparison.weeks_apart != 0) text += ", " + counted(*comparison.weeks_apart, "week");
    return text;
}

std::string identity_in_words(const ReportIdentity& report) {
    if (!report.profile) return "no profile fits";
    std::string text = report.profile->id;
    if (const std::string issue = words_for(report.issue); !issue.empty()) text += ", " + issue;
    return text + ", " + words_for(report.period);
}

std::string stated_in_words(const FieldChange& field) {
    if (!field.stated) return {};
    std::string text = words_for(*field.stated);
    if (field.agrees) text += *field.agrees ? " (agrees)" : " (disagrees)";
    // Where the older report has no figure, the newer one tells what it was.
    const bool alone = field.kind == FieldChangeKind::added || field.kind == FieldChangeKind::not_comparable;
    if (alone && field.implied_before) text += " (implies " + field.implied_before->to_string() + " before)";
    return text;
}

std::string delta_pct_in_words(const FieldChange& field) {
    return field.delta_pct ? with_sign(*field.delta_pct) + "%" : "";
}

std::string delta_in_words(const FieldChange& field) {
    if (!field.delta) return {};
    return with_sign(*field.delta) + (field.unit == "%" ? " points" : "");
}

}  // namespace certdelta::render
