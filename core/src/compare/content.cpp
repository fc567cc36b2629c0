#include "compare/content.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace certdelta {
namespace {

void append_part(std::string& key, std::string_view part) {
    key.append(std::to_string(part.size())).append(":").append(part);
}

std::string joined(std::vector<std::string> parts) {
    std::sort(parts.begin(), parts.end());
    std::string key;
    for (const std::string& part : parts) append_part(key, part);
    return key;
}

std::unordered_map<std::string_view, const Field*> printed_fields(const Report& report) {
    std::unordered_map<std::string_view, const Field*> printed;
    for (const Field& field : report.fields) {
        if (field.status != Status::absent) printed.emplace(field.name, &field);
    }
    return printed;
}

}  // namespace

std::string key_of(const Value& value) {
    std::string key;
    if (const auto* number = std::get_if<Decimal>(&value)) {
        key.push_back('n');
        number->append_to(key);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        key.push_back('t');
        key += *text;
    } else if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
        key.push_back('l');
        for (const std::string& item : *list) append_part(key, item);
    }
    return key;
}

std::string key_of(const std::vector<Unassigned>& figures) {
    std::vector<std::string> texts;
    texts.reserve(figures.size());
    for (const Unassigned& figure : figures) texts.push_back(figure.text);
    return joined(std::move(texts));
}

Print print_of(const Field& field) {
    std::vector<std::string> candidates;
    candidates.reserve(field.candidates.size());
    for (const Candidate& candidate : field.candidates) {
        std::string& key = candidates.emplace_back();
        append_part(key, key_of(candidate.value));
        append_part(key, candidate.why);
    }
    return {field.precision, field.qualifier, field.change, joined(std::move(candidates))};
}

bool same_change(const std::optional<Change>& a, const std::optional<Change>& b) {
    if (!a || !b) return a.has_value() == b.has_value();
    return a->kind == b->kind && a->value == b->value && a->direction == b->direction;
}

bool same_print(const Print& a, const Print& b) {
    return a.precision == b.precision && a.qualifier == b.qualifier && same_change(a.change, b.change) &&
           a.candidates == b.candidates;
}

bool same_content(const Field& a, const Field& b) {
    return a.status == b.status && a.value == b.value && a.unit == b.unit && same_print(print_of(a), print_of(b));
}

bool same_content(const Report& a, const Report& b) {
    if (a.issue != b.issue || a.period != b.period || key_of(a.unassigned) != key_of(b.unassigned)) return false;
    const auto theirs = printed_fields(b);
    std::size_t shared = 0;
    for (const Field& field : a.fields) {
        if (field.status == Status::absent) continue;
        const auto found = theirs.find(field.name);
        if (found == theirs.end() || !same_content(field, *found->second)) return false;
        ++shared;
    }
    return shared == theirs.size();
}

bool numbers_differ(const Issue& a, const Issue& b) { return a.number && b.number && a.number != b.number; }

bool same_number(const Issue& a, const Issue& b) { return a.number && a.year && a == b; }

}  // namespace certdelta
