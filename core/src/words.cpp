#include "words.h"

#include <algorithm>
#include <cstdlib>

namespace certdelta {
namespace {

std::string magnitude(const Change& change) {
    if (!change.value) return {};
    std::string text = change.value->to_string();
    if (change.kind == ChangeKind::percent) text += "%";
    if (change.kind == ChangeKind::points) text += " points";
    return text;
}

}  // namespace

std::string words_for(const Value& value) {
    if (const auto* number = std::get_if<Decimal>(&value)) return number->to_string();
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    std::string joined;
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
        for (const std::string& item : *list) {
            if (!joined.empty()) joined += "; ";
            joined += item;
        }
    }
    return joined;
}

std::string figure_in_words(Decimal value, std::string_view unit) {
    std::string text = value.to_string();
    if (unit.empty()) return text;
    const std::size_t sign = text.starts_with('-') ? 1 : 0;
    for (std::size_t at = std::min(text.find('.'), text.size()); at > sign + 3;) text.insert(at -= 3, ",");
    return text + (unit == "%" ? "%" : "");
}

std::string difference_in_words(Decimal difference, std::string_view unit) {
    const std::string text = figure_in_words(difference, unit == "%" ? "points" : unit);
    return (difference > Decimal() ? "+" : "") + text + (unit == "%" ? " points" : "");
}

std::string words_for(const Value& value, std::string_view unit) {
    const auto* number = std::get_if<Decimal>(&value);
    return number != nullptr ? figure_in_words(*number, unit) : words_for(value);
}

std::string words_for(const Value& value, std::string_view unit, Qualifier qualifier) {
    const std::string text = words_for(value, unit);
    switch (qualifier) {
        case Qualifier::none:
            return text;
        case Qualifier::about:
            return std::string("about ").append(text);
        case Qualifier::more_than:
            return std::string("more than ").append(text);
        case Qualifier::nearly:
            return std::string("nearly ").append(text);
    }
    return text;
}

std::string words_for(const Change& change) {
    const std::string size = magnitude(change);
    const std::string after_direction = size.empty() ? size : " " + size;
    switch (change.direction) {
        case Direction::up:
            return "up" + after_direction;
        case Direction::down:
            return "down" + after_direction;
        case Direction::same:
            return "same";
        case Direction::unknown:
            break;
    }
    return size.empty() ? "direction unknown" : size + ", direction unknown";
}

std::string words_for(const Issue& issue) {
    if (!issue.number && !issue.year) return {};
    std::string text = "issue ";
    text += issue.number ? std::to_string(*issue.number) : "?";
    if (issue.year) text.append("/").append(std::to_string(*issue.year));
    return text;
}

std::string words_for(const std::optional<Period>& period) {
    return period ? period->start.to_string() + " to " + period->end.to_string() : "period unknown";
}

std::string on_one_line(std::string_view quote) {
    std::string line;
    for (const char c : quote) {
        const bool white = c == ' ' || (c >= '\t' && c <= '\r');
        if (!white)
            line.push_back(c);
        else if (!line.empty() && line.back() != ' ')
            line.push_back(' ');
    }
    return line;
}

std::string named(std::string_view source) { return source.empty() ? "a report without a name" : std::string(source); }

std::string with_sign(Decimal value) {
    std::string text = value > Decimal() ? "+" : "";
    value.append_to(text);
    return text;
}

std::string counted(std::int64_t count, std::string_view noun) {
    std::string text = std::to_string(count) + " ";
    text += noun;
    if (std::abs(count) != 1) text += "s";
    return text;
}

}  // namespace certdelta
