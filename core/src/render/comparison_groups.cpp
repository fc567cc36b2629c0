#include "render/comparison_groups.h"

#include <cstdlib>
#include <utility>

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

std::string summary(const GroupedFields& groups, const Phrasebook& phrases) {
    std::vector<std::string> parts;
    const auto add = [&](std::vector<std::string>& to, std::size_t fields, Group group) {
        if (fields > 0) to.push_back(phrases.say("{0} {1}", {std::to_string(fields), phrases.say(group_name(group))}));
    };
    const auto count = [&](Group group) { return groups[static_cast<std::size_t>(group)].size(); };
    std::vector<std::string> moved;
    for (const Group group : {Group::rose, Group::fell}) add(moved, count(group), group);
    add(parts, count(Group::rose) + count(Group::fell) + count(Group::changed), Group::changed);
    if (!moved.empty()) parts.back() = phrases.say("{0} ({1})", {parts.back(), phrases.list(moved)});
    for (const Group group : {Group::added, Group::removed, Group::not_comparable, Group::same})
        add(parts, count(group), group);
    return parts.empty() ? phrases.say("no field in either report") : phrases.list(parts);
}

std::string relation_in_words(const Comparison& comparison, const Phrasebook& phrases) {
    const std::int64_t weeks = std::abs(comparison.weeks_apart.value_or(0));
    const std::string apart = phrases.say("{0} apart", {phrases.counted(weeks, "week")});
    switch (comparison.relation) {
        case Relation::consecutive:
            return phrases.say("consecutive weeks");
        case Relation::apart:
            if (weeks > 0) return apart;
            if (comparison.weeks_apart) return phrases.say("one week, but two issue numbers");
            return phrases.say(comparison.before.period && comparison.after.period
                                   ? "no whole number of weeks apart"
                                   : "an unknown number of weeks apart");
        case Relation::reversed:
            return weeks > 0 ? phrases.say("in reverse order, {0}", {apart}) : phrases.say("in reverse order");
        case Relation::revision:
            return phrases.say("two versions of one issue");
        case Relation::other_edition:
            return phrases.say("two editions of one week");
        case Relation::identical:
        case Relation::unrelated:
            break;
    }
    return phrases.say(json::name_of(comparison.relation));
}

std::string source_in_words(const ReportIdentity& report, std::string_view otherwise) {
    return report.source.empty() ? std::string(otherwise) : report.source;
}

std::string identity_in_words(const ReportIdentity& report, const FieldLabels& labels) {
    const Phrasebook& phrases = labels.phrases();
    if (!report.profile) return phrases.say("no profile fits");
    std::string text = labels.title_of(*report.profile);
    if (const std::string issue = phrases.of(report.issue); !issue.empty())
        text = phrases.say("{0}, {1}", {text, issue});
    return phrases.say("{0}, {1}", {text, phrases.of(report.period)});
}

std::string why_in_words(std::string_view why, const Phrasebook& phrases) {
    constexpr std::pair<std::string_view, std::string_view> reasons[] = {
        {"unrelated", "the reports are unrelated"},
        {"not-in-profile-before", "the older report's profile does not have it"},
        {"not-in-profile-after", "the newer report's profile does not have it"},
        {"ambiguous-before", "ambiguous in the older report"},
        {"ambiguous-after", "ambiguous in the newer report"},
        {"rejected-before", "rejected in the older report"},
        {"rejected-after", "rejected in the newer report"},
        {"different-type", "values of two types"},
        {"different-unit", "values in two units"},
        {"different-language", "words of two languages"}};
    for (const auto& [code, words] : reasons) {
        if (why == code) return phrases.say(words);
    }
    return std::string(why);
}

std::string before_in_words(const FieldChange& field, const FieldLabels& labels) {
    return labels.value(field.name, field.before, field.unit, field.before_qualifier);
}

std::string after_in_words(const FieldChange& field, const FieldLabels& labels) {
    return labels.value(field.name, field.after, field.unit, field.after_qualifier);
}

std::vector<std::string> same_in_words(const std::vector<const FieldChange*>& fields, const FieldLabels& labels) {
    std::vector<std::string> items;
    items.reserve(fields.size());
    for (const FieldChange* field : fields) {
        std::string& item = items.emplace_back(labels.of(field->name));
        if (field->before_qualifier == field->after_qualifier) continue;
        item = labels.phrases().say("{0} ({1}, now {2})",
                                    {item, before_in_words(*field, labels), after_in_words(*field, labels)});
    }
    return items;
}

std::string stated_in_words(const FieldChange& field, const Phrasebook& phrases) {
    if (!field.stated) return {};
    std::string text = phrases.of(*field.stated);
    if (field.agrees) text = phrases.say(*field.agrees ? "{0} (agrees)" : "{0} (disagrees)", {text});
    // Where the older report has no figure, the newer one tells what it was.
    const bool alone = field.kind == FieldChangeKind::added || field.kind == FieldChangeKind::not_comparable;
    if (alone && field.implied_before)
        text = phrases.say("{0} (implies {1} before)", {text, figure_in_words(*field.implied_before, field.unit)});
    return text;
}

std::string delta_pct_in_words(const FieldChange& field) {
    return field.delta_pct ? with_sign(*field.delta_pct) + "%" : "";
}

std::string delta_in_words(const FieldChange& field, const Phrasebook& phrases) {
    return field.delta ? phrases.difference(*field.delta, field.unit) : std::string();
}

}  // namespace certdelta::render
