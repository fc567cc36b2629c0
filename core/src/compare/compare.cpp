#include "certdelta/compare.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "compare/content.h"
#include "compare/editions.h"
#include "compare/field_change.h"
#include "compare/relation.h"
#include "compare/stated_change.h"
#include "embedded.h"
#include "json/lexicon_reader.h"
#include "json/names.h"
#include "value/printed_precision.h"
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

std::string before_in_words(const FieldChange& field) {
    return words_for(field.before, field.unit, field.before_qualifier);
}

std::string after_in_words(const FieldChange& field) {
    return words_for(field.after, field.unit, field.after_qualifier);
}

Diagnostic stated_change_disagrees(const FieldChange& field) {
    Diagnostic diagnostic;
    diagnostic.severity = Severity::warning;
    diagnostic.code = "stated-change-disagrees";
    diagnostic.field = field.name;
    diagnostic.message = field.name + ": the report states " + words_for(*field.stated);
    diagnostic.message += ", but from " + before_in_words(field) + " to " + after_in_words(field);
    if (field.computed) diagnostic.message += " it is " + describe_computed(field);
    if (field.implied_before) {
        diagnostic.message += "; " + words_for(*field.stated) + " would mean " +
                              figure_in_words(*field.implied_before, field.unit) + " before";
    }
    return diagnostic;
}

/// The two editions by their files, or by their profiles where the names do not tell them apart.
std::pair<std::string, std::string> names_of_editions(const Comparison& comparison) {
    const ReportIdentity& before = comparison.before;
    const ReportIdentity& after = comparison.after;
    const bool named = !before.source.empty() && !after.source.empty();
    if (named && before.source != after.source) return {before.source, after.source};
    return {before.profile->id, after.profile->id};
}

Diagnostic editions_disagree(const FieldChange& field, const Comparison& comparison) {
    const auto [before, after] = names_of_editions(comparison);
    Diagnostic diagnostic;
    diagnostic.severity = Severity::error;
    diagnostic.code = "editions-disagree";
    diagnostic.field = field.name;
    diagnostic.message =
        field.name + ": " + before + " prints " + before_in_words(field) + ", " + after + " " + after_in_words(field);
    return diagnostic;
}

/// Two reports on one week whose stated changes of a field cannot be one. Empty for a field that does not differ in
/// this.
std::optional<Diagnostic> stated_changes_differ(const Field* before, const Field* after, const Comparison& comparison) {
    if (before == nullptr || after == nullptr) return std::nullopt;
    const std::optional<Change>& was = before->change;
    const std::optional<Change>& is = after->change;
    const auto stated = [](const std::optional<Change>& change) { return change ? words_for(*change) : "none"; };
    Diagnostic diagnostic;
    diagnostic.field = after->name;
    diagnostic.message = after->name + ": ";
    if (comparison.relation == Relation::other_edition && was && is && !editions_agree(*was, *is)) {
        diagnostic.severity = Severity::error;
        diagnostic.code = "editions-disagree";
        const auto [older, newer] = names_of_editions(comparison);
        diagnostic.message += older + " states " + stated(was) + ", " + newer + " " + stated(is);
        return diagnostic;
    }
    const bool both_print_it = before->status == Status::found && after->status == Status::found;
    if (comparison.relation == Relation::revision && both_print_it && stated(was) != stated(is)) {
        diagnostic.severity = Severity::info;
        diagnostic.code = "stated-change-revised";
        diagnostic.message += "the stated change was " + stated(was) + ", now it is " + stated(is);
        return diagnostic;
    }
    return std::nullopt;
}

/// What a revision prints otherwise though the value is the same, or open in both: no field would tell it.
std::optional<Diagnostic> reading_revised(const Field* before, const Field* after) {
    const bool both = before != nullptr && after != nullptr && before->status != Status::absent;
    if (!both || before->status != after->status || before->value != after->value) return std::nullopt;
    const Print was = print_of(*before);
    const Print is = print_of(*after);
    std::string what;
    const auto add = [&](std::string part) { what.append(what.empty() ? "" : ", ").append(part); };
    if (was.precision != is.precision) {
        const auto words = [](const std::optional<Decimal>& size) { return size ? size->to_string() : "none"; };
        add("the precision (" + words(was.precision) + ", now " + words(is.precision) + ")");
    }
    if (was.qualifier != is.qualifier) {
        add("the qualifier (" + std::string(json::name_of(was.qualifier)) + ", now " +
            std::string(json::name_of(is.qualifier)) + ")");
    }
    if (was.candidates != is.candidates) add("the candidates");
    if (what.empty()) return std::nullopt;
    Diagnostic diagnostic;
    diagnostic.severity = Severity::info;
    diagnostic.code = "reading-revised";
    diagnostic.field = after->name;
    diagnostic.message = after->name + ": the value is the same, but not " + what;
    return diagnostic;
}

/// Figures that no rule explains are not compared, but a revision that differs in them is none without a word.
std::optional<Diagnostic> unassigned_revised(const Report& before, const Report& after) {
    if (key_of(before.unassigned) == key_of(after.unassigned)) return std::nullopt;
    Diagnostic diagnostic;
    diagnostic.severity = Severity::info;
    diagnostic.code = "unassigned-revised";
    diagnostic.message =
        "the figures that no rule explains are not the same: " + std::to_string(before.unassigned.size()) +
        " before, " + std::to_string(after.unassigned.size()) + " now";
    return diagnostic;
}

/// Types of fields by name, of the profile that has this id.
std::unordered_map<std::string_view, std::string_view> types_of(std::span<const ProfileSummary> profiles,
                                                                const std::optional<ProfileId>& id) {
    std::unordered_map<std::string_view, std::string_view> types;
    for (const ProfileSummary& profile : profiles) {
        if (!id || profile.id.id != id->id) continue;
        for (const FieldSummary& field : profile.fields) types.emplace(field.name, field.type);
    }
    return types;
}

/// Of two editions: whether what they print cannot be one value.
bool do_editions_disagree(const FieldChange& field, std::string_view type) {
    if (field.kind != FieldChangeKind::changed) return false;
    if (std::holds_alternative<Decimal>(field.before)) return true;
    const auto* before = std::get_if<std::string>(&field.before);
    const auto* after = std::get_if<std::string>(&field.after);
    return before != nullptr && after != nullptr && !editions_agree(type, *before, *after);
}

/// Judges a stated change that does not agree once more, by the qualifier with which its report prints it: "up by more
/// than 5%". The lexicon of the report's language is read when it is asked for first.
class QualifiedChanges {
public:
    explicit QualifiedChanges(std::string_view language) : language_(language) {}

    [[nodiscard]] std::optional<bool> agree(const Field& before, const Field& after) {
        if (!lexicon_) read_lexicon();
        Change change = *after.change;
        for (const Evidence& place : after.evidence) {
            const Qualifier qualifier = value::printed_qualifier(change, place.quote, *lexicon_);
            if (qualifier == Qualifier::none) continue;
            const value::Loosened stated = value::loosened(*change.value, change.precision, qualifier);
            change.value = stated.value;
            change.precision = stated.precision;
            return agrees(change, printed_figure(before), printed_figure(after));
        }
        return false;
    }

private:
    void read_lexicon() {
        std::vector<std::string_view> texts;
        for (const embedded::File& file : embedded::lexicons()) texts.push_back(file.bytes);
        json::TreeReader reader({});
        json::read_lexicon(reader, language_, texts, lexicon_.emplace());
    }

    std::string_view language_;
    std::optional<value::Lexicon> lexicon_;
};

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

Comparison compare(const Report& before, const Report& after, std::span<const ProfileSummary> profiles) {
    Comparison comparison;
    comparison.before = identify(before);
    comparison.after = identify(after);
    Standing standing = relate(before, after);
    comparison.relation = standing.relation;
    comparison.weeks_apart = standing.weeks_apart;
    comparison.diagnostics = std::move(standing.diagnostics);

    QualifiedChanges qualified(after.source.language);
    const bool translated = before.profile && after.profile && before.profile->id != after.profile->id;
    const auto types = types_of(profiles, after.profile ? after.profile : before.profile);
    const auto add = [&](const Field* was, const Field* is) {
        const auto known = types.find(is != nullptr ? is->name : was->name);
        const std::string_view type = known == types.end() ? std::string_view() : known->second;
        std::optional<FieldChange> field = compare_field(was, is, comparison.relation, type, translated);
        if (!field) return;
        if (field->agrees == false && is->change->value) field->agrees = qualified.agree(*was, *is);
        if (field->agrees == false) comparison.diagnostics.push_back(stated_change_disagrees(*field));
        if (comparison.relation == Relation::other_edition) {
            if (do_editions_disagree(*field, type))
                comparison.diagnostics.push_back(editions_disagree(*field, comparison));
        }
        if (comparison.relation == Relation::revision) {
            if (auto revised = reading_revised(was, is)) comparison.diagnostics.push_back(std::move(*revised));
        }
        if (auto differ = stated_changes_differ(was, is, comparison))
            comparison.diagnostics.push_back(std::move(*differ));
        comparison.fields.push_back(std::move(*field));
    };
    const auto older = index(before.fields);
    const auto newer = index(after.fields);
    for (const Field& field : after.fields) add(look_up(older, field.name), &field);
    for (const Field& field : before.fields) {
        if (!newer.contains(field.name)) add(&field, nullptr);
    }
    if (comparison.relation == Relation::revision) {
        if (auto revised = unassigned_revised(before, after)) comparison.diagnostics.push_back(std::move(*revised));
    }
    return comparison;
}

bool has_findings(const Comparison& comparison) {
    const bool any_field = std::any_of(
        comparison.fields.begin(), comparison.fields.end(),
        [](const FieldChange& field) { return field.kind != FieldChangeKind::same || field.agrees == false; });
    const bool any_error =
        std::any_of(comparison.diagnostics.begin(), comparison.diagnostics.end(),
                    [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::error; });
    return any_field || any_error || comparison.relation == Relation::unrelated;
}

}  // namespace certdelta
