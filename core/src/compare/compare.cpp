#include "certdelta/compare.h"

#include <string>
#include <unordered_map>

#include "compare/editions.h"
#include "compare/field_change.h"
#include "compare/relation.h"
#include "words.h"

namespace certdelta {
namespace {

ReportIdentity identify(const Report& report) {
    return {report.source.name, report.profile, report.issue, report.period};
}

std::string describe_computed(const FieldChange& field) {
    const bool is_percent = field.stated->kind == ChangeKind::percent;
    return with_sign(*field.computed) + (is_percent ? "%" : "");
}

Diagnostic stated_change_disagrees(const FieldChange& field) {
    Diagnostic diagnostic;
    diagnostic.severity = Severity::warning;
    diagnostic.code = "stated-change-disagrees";
    diagnostic.field = field.name;
    diagnostic.message = field.name + ": the report states " + words_for(*field.stated);
    if (field.computed) diagnostic.message += ", the two figures make it " + describe_computed(field);
    if (field.implied_before) diagnostic.message += "; it implies " + field.implied_before->to_string() + " before";
    return diagnostic;
}

Diagnostic editions_disagree(const FieldChange& field) {
    Diagnostic diagnostic;
    diagnostic.severity = Severity::error;
    diagnostic.code = "editions-disagree";
    diagnostic.field = field.name;
    diagnostic.message = field.name + ": one edition prints " + std::get_if<Decimal>(&field.before)->to_string() +
                         ", the other " + std::get_if<Decimal>(&field.after)->to_string();
    return diagnostic;
}

/// Two reports on one week whose stated changes of a field cannot be one. Empty for a field that does not differ in
/// this.
std::optional<Diagnostic> stated_changes_differ(const Field* before, const Field* after, Relation relation) {
    if (before == nullptr || after == nullptr) return std::nullopt;
    const std::optional<Change>& was = before->change;
    const std::optional<Change>& is = after->change;
    const auto stated = [](const std::optional<Change>& change) { return change ? words_for(*change) : "none"; };
    Diagnostic diagnostic;
    diagnostic.field = after->name;
    diagnostic.message = after->name + ": ";
    if (relation == Relation::other_edition && was && is && !editions_agree(*was, *is)) {
        diagnostic.severity = Severity::error;
        diagnostic.code = "editions-disagree";
        diagnostic.message += "one edition states the change " + stated(was) + ", the other " + stated(is);
        return diagnostic;
    }
    const bool both_print_it = before->status == Status::found && after->status == Status::found;
    if (relation == Relation::revision && both_print_it && stated(was) != stated(is)) {
        diagnostic.severity = Severity::info;
        diagnostic.code = "stated-change-revised";
        diagnostic.message += "the stated change was " + stated(was) + ", now it is " + stated(is);
        return diagnostic;
    }
    return std::nullopt;
}

bool is_figure_that_differs(const FieldChange& field) {
    return field.kind == FieldChangeKind::changed && std::holds_alternative<Decimal>(field.before);
}

/// Fields by name: profiles may have hundreds, and Report::find looks through all of them.
std::unordered_map<std::string_view, const Field*> index(const std::vector<Field>& fields) {
    std::unordered_map<std::string_view, const Field*> by_name;
    by_name.reserve(fields.size());
    for (const Field& field : fields) by_name.emplace(field.name, &field);
    return by_name;
}

const Field* look_up(const std::unordered_map<std::string_view, const Field*>& by_name, std::string_view name) {
    const auto found = by_name.find(name);
    return found == by_name.end() ? nullptr : found->second;
}

}  // namespace

Comparison compare(const Report& before, const Report& after) {
    Comparison comparison;
    comparison.before = identify(before);
    comparison.after = identify(after);
    Standing standing = relate(before, after);
    comparison.relation = standing.relation;
    comparison.weeks_apart = standing.weeks_apart;
    comparison.diagnostics = std::move(standing.diagnostics);

    const auto add = [&](const Field* was, const Field* is) {
        std::optional<FieldChange> field = compare_field(was, is, comparison.relation);
        if (!field) return;
        if (field->agrees == false) comparison.diagnostics.push_back(stated_change_disagrees(*field));
        if (comparison.relation == Relation::other_edition && is_figure_that_differs(*field)) {
            comparison.diagnostics.push_back(editions_disagree(*field));
        }
        if (auto differ = stated_changes_differ(was, is, comparison.relation))
            comparison.diagnostics.push_back(std::move(*differ));
        comparison.fields.push_back(std::move(*field));
    };
    const auto older = index(before.fields);
    const auto newer = index(after.fields);
    for (const Field& field : after.fields) add(look_up(older, field.name), &field);
    for (const Field& field : before.fields) {
        if (!newer.contains(field.name)) add(&field, nullptr);
    }
    return comparison;
}

}  // namespace certdelta
