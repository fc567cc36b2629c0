#include "render/comparison_groups.h"

#include <cstdlib>

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
    const auto count = [&](Group group) { return groups[static_cast<std::size_t>(group)].size(); };
    std::string text;
    const auto add = [&](std::size_t fields, std::string_view name) {
        if (fields == 0) return false;
        text.append(text.empty() ? "" : ", ").append(std::to_string(fields)).append(" ").append(name);
        return true;
    };
    const std::size_t rose = count(Group::rose);
    const std::size_t fell = count(Group::fell);
    if (add(rose + fell + count(Group::changed), group_name(Group::changed)) && rose + fell > 0) {
        text.append(" (").append(rose > 0 ? std::to_string(rose) + " rose" : "");
        text.append(rose > 0 && fell > 0 ? ", " : "").append(fell > 0 ? std::to_string(fell) + " fell" : "");
        text.push_back(')');
    }
    for (const Group group : {Group::added, Group::removed, Group::not_comparable, Group::same})
        static_cast<void>(add(count(group), group_name(group)));
    return text.empty() ? "no field in either report" : text;
}

std::string relation_in_words(const Comparison& comparison) {
    const std::int64_t weeks = std::abs(comparison.weeks_apart.value_or(0));
    const std::string apart = weeks > 0 ? counted(weeks, "week") + " apart" : std::string();
    switch (comparison.relation) {
        case Relation::consecutive:
            return "consecutive weeks";
        case Relation::apart:
            return apart.empty() ? "apart" : apart;
        case Relation::reversed:
            return "in reverse order" + (apart.empty() ? apart : ", " + apart);
        case Relation::revision:
            return "two versions of one issue";
        case Relation::other_edition:
            return "two editions of one week";
        case Relation::identical:
        case Relation::unrelated:
            break;
    }
    return std::string(json::name_of(comparison.relation));
}

std::string source_in_words(const ReportIdentity& report, std::string_view otherwise) {
    return report.source.empty() ? std::string(otherwise) : report.source;
}

std::string identity_in_words(const ReportIdentity& report, const FieldLabels& labels) {
    if (!report.profile) return "no profile fits";
    std::string text = labels.title_of(*report.profile);
    if (const std::string issue = words_for(report.issue); !issue.empty()) text += ", " + issue;
    return text + ", " + words_for(report.period);
}

std::string why_in_words(std::string_view why) {
    if (why == "unrelated") return "the reports are unrelated";
    if (why == "not-in-profile-before") return "the older report's profile does not have it";
    if (why == "not-in-profile-after") return "the newer report's profile does not have it";
    if (why == "ambiguous-before") return "ambiguous in the older report";
    if (why == "ambiguous-after") return "ambiguous in the newer report";
    if (why == "rejected-before") return "rejected in the older report";
    if (why == "rejected-after") return "rejected in the newer report";
    if (why == "different-type") return "values of two types";
    if (why == "different-unit") return "values in two units";
    return std::string(why);
}

std::string stated_in_words(const FieldChange& field) {
    if (!field.stated) return {};
    std::string text = words_for(*field.stated);
    if (field.agrees) text += *field.agrees ? " (agrees)" : " (disagrees)";
    // Where the older report has no figure, the newer one tells what it was.
    const bool alone = field.kind == FieldChangeKind::added || field.kind == FieldChangeKind::not_comparable;
    if (alone && field.implied_before)
        text += " (implies " + figure_in_words(*field.implied_before, field.unit) + " before)";
    return text;
}

std::string delta_pct_in_words(const FieldChange& field) {
    return field.delta_pct ? with_sign(*field.delta_pct) + "%" : "";
}

std::string delta_in_words(const FieldChange& field) {
    return field.delta ? difference_in_words(*field.delta, field.unit) : std::string();
}

}  // namespace certdelta::render
