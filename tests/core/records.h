// Records for tests, made by hand.
#pragma once

#include <string>
#include <utility>

#include "certdelta/report.h"

namespace certdelta::test {

inline Decimal number(std::string_view text) { return *Decimal::from_string(text); }

inline Change stated(ChangeKind kind, Direction direction, std::string_view value = {},
                     std::string_view precision = "1") {
    Change change;
    change.kind = kind;
    change.direction = direction;
    if (!value.empty()) change.value = number(value);
    change.precision = number(precision);
    return change;
}

inline Field found(std::string name, Value value, std::string unit = {}) {
    Field field;
    field.name = std::move(name);
    field.status = Status::found;
    field.value = std::move(value);
    field.unit = std::move(unit);
    return field;
}

inline Field count(std::string name, std::string_view value, std::string_view precision = "1") {
    Field field = found(std::move(name), number(value), "incidents");
    field.precision = number(precision);
    return field;
}

inline Field count(std::string name, std::string_view value, Change change) {
    Field field = count(std::move(name), value);
    field.change = change;
    return field;
}

inline Field percentage(std::string name, std::string_view value) {
    Field field = found(std::move(name), number(value), "%");
    field.precision = number("0.1");
    return field;
}

inline Field text(std::string name, std::string value) { return found(std::move(name), Value(std::move(value))); }

inline Field absent(std::string name) {
    Field field;
    field.name = std::move(name);
    return field;
}

/// A field that is ambiguous or rejected.
inline Field open(std::string name, Status status) {
    Field field = absent(std::move(name));
    field.status = status;
    return field;
}

/// Issue `issue` of 2023 in the English edition, on the week that begins on `monday`.
inline Report weekly(std::int32_t issue, Date monday, std::vector<Field> fields) {
    Report report;
    report.source = {"issue-" + std::to_string(issue) + ".md", "markdown", 2000, "en"};
    report.profile = ProfileId{"cncert-weekly.en", 1};
    report.issue = {issue, 2023};
    report.period = Period{monday, Date::from_days(monday.to_days() + 6)};
    report.fields = std::move(fields);
    return report;
}

}  // namespace certdelta::test
