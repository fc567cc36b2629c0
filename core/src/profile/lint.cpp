#include "profile/lint.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "profile/lint_clauses.h"
#include "profile/lint_templates.h"

namespace certdelta::profile {
namespace {

using Problems = std::vector<Problem>;

void add(Problems& problems, Severity severity, std::string_view code, const SourcePlace& place, std::string message) {
    if (place.inherited) return;  // told when the other profile is linted
    problems.push_back({severity, code, std::move(message), place, std::nullopt});
}

std::string quoted(std::string_view name) { return std::string(1, '"').append(name).append(1, '"'); }

bool is_number(FieldType type) { return type == FieldType::count || type == FieldType::percentage; }

void lint_fields(const ProfileReading& reading, Problems& problems) {
    for (std::size_t i = 0; i < reading.profile.fields.size(); ++i) {
        const FieldDefinition& field = reading.profile.fields[i];
        const SourcePlace& place = reading.places.fields[i];
        if (is_number(field.type) && field.unit.empty())
            add(problems, Severity::warning, "missing-unit", place, quoted(field.name) + " says no unit");
        if (is_number(field.type) && !field.has_aggregate)
            add(problems, Severity::warning, "missing-aggregate", place,
                quoted(field.name) + " does not say how several periods become one (sum, mean or last)");
        if (field.type != FieldType::enumeration && !field.codes.empty())
            add(problems, Severity::warning, "unused-key", place,
                "\"codes\" means nothing here: " + quoted(field.name) + " is no enumeration");
        if (field.type != FieldType::text && !field.pattern_source.empty())
            add(problems, Severity::warning, "unused-key", place,
                "\"pattern\" means nothing here: " + quoted(field.name) + " is no text");
        if (field.type != FieldType::text && !field.complete_source.empty())
            add(problems, Severity::warning, "unused-key", place,
                "\"complete\" means nothing here: " + quoted(field.name) + " is no text");
        std::map<std::string, std::string> taken;
        for (const EnumerationCode& code : field.codes) {
            const bool readable = std::any_of(code.words.begin(), code.words.end(), [&](const std::string& word) {
                return !text::fold_phrase(word).empty() && taken.emplace(text::fold_phrase(word), code.code).second;
            });
            if (!readable)
                add(problems, Severity::warning, "unused-code", place,
                    "nothing is read as the code " + quoted(code.code) +
                        ": it has no words, or all of them belong to another code");
        }
    }
}

/// Fields that some template, pattern, panel or clause of the profile reads.
std::set<std::string_view> filled_fields(const Profile& profile) {
    std::set<std::string_view> names;
    const auto take = [&](const Slot& slot) {
        if (slot.field != no_field && slot.kind != SlotKind::change)
            names.insert(profile.fields[static_cast<std::size_t>(slot.field)].name);
    };
    for (const RuleTemplate& one : profile.templates) {
        std::for_each(one.compiled.slots.begin(), one.compiled.slots.end(), take);
        const Rule& rule = profile.rules[one.rule];
        if (rule.kind == RuleKind::panel_label && rule.field != no_field)
            names.insert(profile.fields[static_cast<std::size_t>(rule.field)].name);
    }
    for (const PatternRule& one : profile.patterns) std::for_each(one.slots.begin(), one.slots.end(), take);
    for (const ClauseFigure& one : profile.clauses.figures)
        names.insert(profile.fields[static_cast<std::size_t>(one.field)].name);
    return names;
}

void lint_filled(const ProfileReading& reading, const std::vector<const Profile*>& editions, Problems& problems) {
    std::set<std::string_view> filled = filled_fields(reading.profile);
    for (const Profile* edition : editions) filled.merge(filled_fields(*edition));
    for (std::size_t i = 0; i < reading.profile.fields.size(); ++i) {
        const std::string& name = reading.profile.fields[i].name;
        if (filled.count(name) == 0)
            add(problems, Severity::warning, "unfilled-field", reading.places.fields[i],
                "nothing reads " + quoted(name) + ", so it is always absent");
    }
}

/// Ids have to tell the parts of one kind apart: evidence and diagnostics name them.
void lint_ids(const ProfileReading& reading, Problems& problems) {
    std::set<std::pair<RuleKind, std::string_view>> seen;
    for (std::size_t i = 0; i < reading.profile.rules.size(); ++i) {
        const Rule& rule = reading.profile.rules[i];
        const bool again = !seen.emplace(rule.kind, rule.id).second;
        // The figures of a panel share its id.
        const bool same_panel = rule.kind == RuleKind::panel_label && i > 0 &&
                                reading.places.rules[i - 1].pointer == reading.places.rules[i].pointer;
        if (again && !same_panel)
            add(problems, Severity::error, "duplicate-id", reading.places.rules[i],
                "the id " + quoted(rule.id) + " is there twice");
    }
    std::set<std::string_view> checks;
    for (std::size_t i = 0; i < reading.profile.checks.size(); ++i) {
        const std::string& id = reading.profile.checks[i].id;
        if (!checks.insert(id).second)
            add(problems, Severity::error, "duplicate-id", reading.places.checks[i],
                "the id " + quoted(id) + " is there twice");
    }
}

void lint_sections(const ProfileReading& reading, Problems& problems) {
    const Profile& profile = reading.profile;
    std::vector<bool> has_templates(profile.rules.size(), false);
    for (const RuleTemplate& one : profile.templates) has_templates[one.rule] = true;
    for (std::size_t i = 0; i < profile.rules.size(); ++i) {
        if (profile.rules[i].kind == RuleKind::heading && !has_templates[i])
            add(problems, Severity::warning, "unused-section", reading.places.rules[i],
                "the section " + quoted(profile.rules[i].id) + " has no heading, so no text is ever in it");
    }
}

/// The type that each field of a check has to have; the last one stands for all that follow.
std::vector<FieldType> types_of(CheckKind kind) {
    switch (kind) {
        case CheckKind::ratio:
            return {FieldType::percentage, FieldType::count, FieldType::count};
        case CheckKind::complement:
            return {FieldType::percentage};
        case CheckKind::sum:
        case CheckKind::quotient:
            return {FieldType::count};
        default:
            return {};
    }
}

void lint_checks(const ProfileReading& reading, Problems& problems) {
    const Profile& profile = reading.profile;
    for (std::size_t i = 0; i < profile.checks.size(); ++i) {
        const Check& check = profile.checks[i];
        const std::set<std::int32_t> different(check.fields.begin(), check.fields.end());
        if (different.size() < check.fields.size())
            add(problems, Severity::error, "repeated-field", reading.places.checks[i],
                "the check " + quoted(check.id) + " names a field twice: it would be compared with itself");
        const std::vector<FieldType> types = types_of(check.kind);
        for (std::size_t j = 0; j < check.fields.size(); ++j) {
            const FieldDefinition& field = profile.fields[static_cast<std::size_t>(check.fields[j])];
            const std::string found = quoted(field.name) + " is a field of type " + std::string(type_name(field.type));
            if (!types.empty() && field.type != types[std::min(j, types.size() - 1)])
                add(problems, Severity::error, "wrong-field-type", reading.places.checks[i],
                    found + ", a " + std::string(type_name(types[std::min(j, types.size() - 1)])) + " is expected");
            else if (types.empty() && !is_number(field.type))
                add(problems, Severity::error, "wrong-field-type", reading.places.checks[i],
                    found + ", a count or a percentage is expected");
        }
        const bool order = check.kind == CheckKind::le && check.fields.size() == 2;
        if (order && profile.fields[static_cast<std::size_t>(check.fields[0])].type !=
                         profile.fields[static_cast<std::size_t>(check.fields[1])].type)
            add(problems, Severity::error, "wrong-field-type", reading.places.checks[i],
                "a count cannot be compared with a percentage");
    }
}

void lint_identification(const ProfileReading& reading, Problems& problems) {
    const Profile& profile = reading.profile;
    constexpr std::int32_t title_weight = 3;
    std::int32_t most = 0;
    bool titled = false;
    // together they weigh as much as one mark
    bool required = false;
    bool publisher = false;
    bool source = false;
    for (const Mark& mark : profile.marks) {
        if (mark.kind == MarkKind::title) most += title_weight;
        titled = titled || mark.kind == MarkKind::title;
        if (mark.kind == MarkKind::mark || mark.kind == MarkKind::retold) most += 1;
        required = required || mark.kind == MarkKind::required;
        publisher = publisher || mark.kind == MarkKind::publisher;
        source = source || mark.kind == MarkKind::source;
    }
    most += (required ? 1 : 0) + (publisher ? 1 : 0) + (source ? 1 : 0);
    if (profile.threshold > most)
        add(problems, Severity::error, "unreachable-threshold", reading.places.threshold,
            "no document can be recognised: titles and marks together weigh " + std::to_string(most) +
                ", the threshold is " + std::to_string(profile.threshold));
    else if (profile.threshold < 1)
        add(problems, Severity::error, "unreachable-threshold", reading.places.threshold,
            "every document would be taken for this periodical: the threshold has to be 1 at least");
    else if (profile.threshold == 1)
        add(problems, Severity::warning, "low-threshold", reading.places.threshold,
            "a document with one of the marks would be taken for this periodical: more than one should be asked for");
    else if (titled && profile.threshold <= title_weight)
        add(problems, Severity::warning, "low-threshold", reading.places.threshold,
            "the title alone, on a line of its own, weighs " + std::to_string(title_weight) +
                ": a page that only quotes it would be taken for this periodical");
}

/// RE2 writes counted repetitions out: "[^.]{0,40}" forty times, each as long as the ranges of its characters.
void lint_patterns(const ProfileReading& reading, Problems& problems) {
    constexpr int largest = 2000;  // instructions: such a pattern takes longer than the rest of a profile
    for (std::size_t i = 0; i < reading.profile.patterns.size(); ++i) {
        const int size = reading.profile.patterns[i].pattern->ProgramSize();
        if (size > largest)
            add(problems, Severity::warning, "large-pattern", reading.places.patterns[i],
                "RE2 makes " + std::to_string(size) + " instructions of this pattern, which slow every reading down: " +
                    "\"[^.]*\" costs a fortieth of \"[^.]{0,40}\"");
    }
}

}  // namespace

std::vector<Problem> lint(const ProfileReading& reading, const std::vector<const Profile*>& editions) {
    Problems problems;
    lint_fields(reading, problems);
    // What did not load cannot be missed where it is named: only a profile that loads is looked at as a whole.
    if (reading.complete()) {
        lint_filled(reading, editions, problems);
        lint_identification(reading, problems);
        lint_clauses(reading, problems);
    }
    lint_ids(reading, problems);
    lint_sections(reading, problems);
    lint_checks(reading, problems);
    lint_templates(reading, problems);
    lint_patterns(reading, problems);
    return problems;
}

}  // namespace certdelta::profile
