#include "run_examples.h"

#include <set>

#include "json/names.h"
#include "read_as.h"
#include "words.h"

namespace certdelta::profile {
namespace {

std::string quoted(std::string_view name) { return std::string(1, '"').append(name).append(1, '"'); }

std::string joined(const std::vector<std::string>& items) {
    std::string out;
    for (const std::string& item : items) out.append(out.empty() ? "" : ", ").append(item);
    return out.empty() ? "none" : out;
}

/// An example is a whole text, which nothing has cut.
std::string whole_text(const Example& example) { return example.text + "\n"; }

/// "about 957000, up 3.3%"; "ambiguous (conflict)"; "absent".
std::string words_of(Status status, const Value& value, Qualifier qualifier, const std::string& change) {
    if (status != Status::found) return std::string(json::name_of(status));
    std::string out;
    if (qualifier != Qualifier::none) out.append(json::name_of(qualifier)).append(" ");
    out += words_for(value);
    return change.empty() ? out : out + ", " + change;
}

std::string words_of(const Field& field) {
    const std::string change = field.change ? words_for(*field.change) : "";
    std::string out = words_of(field.status, field.value, field.qualifier, change);
    std::set<std::string> reasons;
    for (const Candidate& candidate : field.candidates) reasons.insert(candidate.why);
    if (field.status != Status::found && !reasons.empty()) out += " (" + joined({reasons.begin(), reasons.end()}) + ")";
    return out;
}

/// Compares one example with what reading it gave.
class Comparison {
public:
    Comparison(const Profile& profile, const Example& example) : profile_(profile), example_(example) {}

    std::vector<Problem> run() {
        const Result<Explanation> reading = read_as(profile_, whole_text(example_));
        if (!reading) {
            add("example-unreadable", example_.place, reading.error().message);
            return std::move(problems_);
        }
        const Report& report = reading.value().report;
        fields(report);
        if (report.issue != example_.issue)
            add("example-differs", example_.place,
                "expected " + words_of(example_.issue) + ", read " + words_of(report.issue));
        if (report.period != example_.period)
            add("example-differs", example_.place,
                "expected " + words_of(example_.period) + ", read " + words_of(report.period));
        std::vector<std::string> unassigned;
        for (const Unassigned& figure : report.unassigned) unassigned.push_back(figure.text);
        if (unassigned != example_.unassigned)
            add("example-differs", example_.place,
                "expected unassigned: " + joined(example_.unassigned) + "; left unassigned: " + joined(unassigned));
        diagnostics(report);
        return std::move(problems_);
    }

private:
    void add(std::string_view code, const SourcePlace& place, std::string message) {
        if (!example_.title.empty()) message = quoted(example_.title) + ": " + message;
        problems_.push_back({Severity::error, code, std::move(message), place, std::nullopt});
    }

    static std::string words_of(const Issue& issue) {
        const std::string words = words_for(issue);
        return words.empty() ? "no issue" : words;
    }
    static std::string words_of(const std::optional<Period>& period) {
        return period ? "the period " + words_for(period) : "no period";
    }

    void fields(const Report& report) {
        std::vector<bool> named(report.fields.size(), false);
        for (const ExpectedField& expected : example_.gives) {
            const auto index = static_cast<std::size_t>(expected.field);
            named[index] = true;
            const Field& field = report.fields[index];
            const std::string wanted =
                profile::words_of(expected.status, expected.value, expected.qualifier, expected.change);
            const std::string change = field.change ? words_for(*field.change) : "";
            const bool same =
                expected.status == field.status &&
                (field.status != Status::found ||
                 (expected.value == field.value && expected.qualifier == field.qualifier && expected.change == change));
            if (!same)
                add("example-differs", expected.place,
                    quoted(field.name) + ": expected " + wanted + ", read " + profile::words_of(field));
            else if (expected.precision && expected.precision != field.precision)
                add("example-differs", expected.place,
                    quoted(field.name) + ": expected a precision of " + expected.precision->to_string() + ", read " +
                        (field.precision ? field.precision->to_string() : "none"));
        }
        for (std::size_t i = 0; i < report.fields.size(); ++i) {
            const Field& field = report.fields[i];
            if (!named[i] && field.status != Status::absent)
                add("example-differs", example_.place,
                    quoted(field.name) + ": expected absent, read " + profile::words_of(field));
        }
    }

    void diagnostics(const Report& report) {
        if (!example_.diagnostics) return;
        std::vector<std::string> codes;
        for (const Diagnostic& diagnostic : report.diagnostics) codes.push_back(diagnostic.code);
        if (codes != *example_.diagnostics)
            add("example-differs", example_.place,
                "expected diagnostics: " + joined(*example_.diagnostics) + "; found: " + joined(codes));
    }

    const Profile& profile_;
    const Example& example_;
    std::vector<Problem> problems_;
};

/// Ids of the rules that read something of the examples.
std::set<std::string> exercised_rules(const ProfileReading& reading) {
    std::set<std::string> rules;
    for (const Example& example : reading.examples) {
        const Result<Explanation> read = read_as(reading.profile, whole_text(example));
        if (!read) continue;
        for (const certdelta::Mark& mark : read.value().marks) rules.insert(mark.rule);
        for (const Field& field : read.value().report.fields) {
            for (const Evidence& evidence : field.evidence) rules.insert(evidence.rule);
            for (const Candidate& candidate : field.candidates) {
                if (candidate.evidence) rules.insert(candidate.evidence->rule);
            }
        }
    }
    return rules;
}

}  // namespace

std::vector<Problem> run_example(const Profile& profile, const Example& example) {
    return Comparison(profile, example).run();
}

std::vector<Problem> find_untested_rules(const ProfileReading& reading) {
    const Profile& profile = reading.profile;
    if (profile.rules.empty()) return {};
    if (reading.examples.empty())
        return {{Severity::warning,
                 "no-example",
                 "there are no examples, so nothing shows that the rules read what they are meant to",
                 {"", 0, false},
                 std::nullopt}};
    std::vector<Problem> problems;
    std::set<std::string> rules = exercised_rules(reading);
    for (std::size_t i = 0; i < profile.rules.size(); ++i) {
        const Rule& rule = profile.rules[i];
        if (rule.kind != RuleKind::value && rule.kind != RuleKind::panel_label) continue;
        if (rules.insert(rule.id).second)
            problems.push_back({Severity::warning, "no-example", "no example exercises " + quoted(rule.id),
                                reading.places.rules[i], std::nullopt});
    }
    return problems;
}

}  // namespace certdelta::profile
