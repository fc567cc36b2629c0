#include "certdelta/finding.h"

#include <algorithm>

#include "embedded.h"
#include "position.h"
#include "profile/lint.h"
#include "profile/read_profile.h"
#include "run_examples.h"
#include "words.h"

namespace certdelta {
namespace {

using profile::Problem;
using profile::Profile;
using profile::ProfileReading;

std::vector<std::string_view> texts_of(std::span<const embedded::File> files) {
    std::vector<std::string_view> texts;
    for (const embedded::File& file : files) texts.push_back(file.bytes);
    return texts;
}

ProfileReading read(std::string_view json) {
    return profile::read_profile(json, texts_of(embedded::lexicons()), texts_of(embedded::profiles()));
}

/// The embedded profiles that share their fields with this one, which they extend or which extends them.
std::vector<ProfileReading> editions_of(const ProfileReading& reading) {
    std::vector<ProfileReading> editions;
    for (const embedded::File& file : embedded::profiles()) {
        ProfileReading other = read(file.bytes);
        const bool related = !reading.profile.extends.empty() && reading.profile.extends == other.profile.id.id;
        if (related || other.profile.extends == reading.profile.id.id) editions.push_back(std::move(other));
    }
    return editions;
}

std::vector<Problem> not_json(const Error& error) {
    const std::string& message = error.message;
    const std::size_t reason = message.find(": ");
    return {{Severity::error,
             "invalid-json",
             "this is not JSON" + (reason == std::string::npos ? "" : message.substr(reason)),
             {"", static_cast<std::size_t>(error.offset.value_or(0)), false},
             std::nullopt}};
}

/// In the order of the text, each with its line and column.
std::vector<Finding> to_findings(std::vector<Problem> problems, std::string_view json, std::string_view name) {
    std::stable_sort(problems.begin(), problems.end(),
                     [](const Problem& a, const Problem& b) { return a.place.offset < b.place.offset; });
    std::vector<Finding> findings;
    PositionWalk walk(json);
    for (Problem& problem : problems) {
        const Position position = walk.at(problem.place.offset);
        Finding finding;
        finding.source = std::string(name);
        finding.line = position.line;
        finding.column = position.column;
        finding.place = std::move(problem.place.pointer);
        finding.severity = problem.severity;
        finding.code = std::string(problem.code);
        finding.message = std::move(problem.message);
        findings.push_back(std::move(finding));
    }
    return findings;
}

/// "1,253 (line 9), 1,235 (line 31)": what the report prints of a field, each value once.
std::string readings_in_words(const Field& field) {
    std::vector<std::string> readings;
    std::vector<std::string> values;
    for (const Candidate& candidate : field.candidates) {
        const std::string value = words_for(candidate.value, field.unit);
        if (value.empty() || std::find(values.begin(), values.end(), value) != values.end()) continue;
        values.push_back(value);
        const std::string line = candidate.evidence ? " (line " + std::to_string(candidate.evidence->line) + ")" : "";
        readings.push_back(value + line);
    }
    std::string out;
    for (const std::string& reading : readings) out.append(out.empty() ? "" : ", ").append(reading);
    return out;
}

/// What a diagnostic says where the record is not beside it: with the values that contradict each other.
std::string message_of(const Diagnostic& diagnostic, const Report& report) {
    if (diagnostic.code != "conflicting-values") return diagnostic.message;
    const auto field = std::find_if(report.fields.begin(), report.fields.end(),
                                    [&](const Field& each) { return each.name == diagnostic.field; });
    const std::string readings = field == report.fields.end() ? "" : readings_in_words(*field);
    return readings.empty() ? diagnostic.message : diagnostic.message + ": " + readings;
}

}  // namespace

std::vector<Finding> lint_profile(std::string_view json, std::string_view name) {
    const ProfileReading reading = read(json);
    if (reading.not_json) return to_findings(not_json(*reading.not_json), json, name);
    std::vector<Problem> problems = reading.problems;
    const std::vector<ProfileReading> editions = editions_of(reading);
    std::vector<const Profile*> profiles;
    for (const ProfileReading& edition : editions) profiles.push_back(&edition.profile);
    for (Problem& problem : profile::lint(reading, profiles)) problems.push_back(std::move(problem));
    if (reading.complete()) {
        for (Problem& problem : profile::find_untested_rules(reading)) problems.push_back(std::move(problem));
    }
    return to_findings(std::move(problems), json, name);
}

ProfileTest test_profile(std::string_view json, std::string_view name) {
    ProfileTest test;
    const ProfileReading reading = read(json);
    if (reading.not_json) {
        test.findings = to_findings(not_json(*reading.not_json), json, name);
    } else if (!reading.complete()) {
        test.findings = to_findings(reading.problems, json, name);
    } else {
        test.examples = reading.examples.size();
        std::vector<Problem> differences;
        for (const profile::Example& example : reading.examples) {
            std::vector<Problem> found = profile::run_example(reading.profile, example);
            if (!found.empty()) ++test.failed;
            for (Problem& problem : found) differences.push_back(std::move(problem));
        }
        test.findings = to_findings(std::move(differences), json, name);
    }
    return test;
}

std::vector<Finding> check_report(const Report& report) {
    std::vector<Finding> findings;
    for (const Diagnostic& diagnostic : report.diagnostics) {
        if (diagnostic.severity == Severity::info) continue;
        Finding finding;
        finding.source = report.source.name;
        if (diagnostic.evidence) finding.line = diagnostic.evidence->line;
        finding.severity = diagnostic.severity;
        finding.code = diagnostic.code;
        finding.message = message_of(diagnostic, report);
        finding.field = diagnostic.field;
        findings.push_back(std::move(finding));
    }
    return findings;
}

bool has_errors(std::span<const Finding> findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& finding) { return finding.severity == Severity::error; });
}

}  // namespace certdelta
