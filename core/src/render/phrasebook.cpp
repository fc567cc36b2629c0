#include "render/phrasebook.h"

#include <charconv>

#include "render/catalogue.h"
#include "words.h"

namespace certdelta::render {
namespace {

/// The form with its values in their places; a number beyond them stays as it is.
std::string filled(std::string_view form, std::initializer_list<std::string_view> values) {
    std::string out;
    for (std::size_t at = 0; at < form.size();) {
        std::size_t number = 0;
        const char* const end = form.data() + form.size();
        if (form[at] == '{') {
            const auto [behind, error] = std::from_chars(form.data() + at + 1, end, number);
            if (error == std::errc() && behind != end && *behind == '}' && number < values.size()) {
                out += values.begin()[number];
                at = static_cast<std::size_t>(behind - form.data()) + 1;
                continue;
            }
        }
        out.push_back(form[at++]);
    }
    return out;
}

/// "1.2%", "17", "1.2 points"
std::string size_of(const Change& change, const Phrasebook& book) {
    if (!change.value) return {};
    const std::string text = change.value->to_string();
    if (change.kind == ChangeKind::percent) return text + "%";
    return change.kind == ChangeKind::points ? book.say("{0} points", {text}) : text;
}

}  // namespace

std::string Phrasebook::say(std::string_view form, std::initializer_list<std::string_view> values) const {
    return filled(is_chinese_ ? chinese().phrase(form) : form, values);
}

std::string Phrasebook::title(std::string_view form) const {
    std::string text = say(form);
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

std::string Phrasebook::counted(std::int64_t count, std::string_view noun) const {
    return is_chinese_ ? filled(chinese().count(noun), {std::to_string(count)}) : certdelta::counted(count, noun);
}

std::string Phrasebook::unit(std::string_view unit) const {
    return std::string((is_chinese_ ? chinese() : english()).unit(unit));
}

std::string Phrasebook::list(const std::vector<std::string>& items) const {
    std::string out;
    for (const std::string& item : items) out.append(out.empty() ? "" : say(", ")).append(item);
    return out;
}

std::string Phrasebook::qualified(const std::string& figure, Qualifier qualifier) const {
    switch (qualifier) {
        case Qualifier::none:
            return figure;
        case Qualifier::about:
            return say("about {0}", {figure});
        case Qualifier::more_than:
            return say("more than {0}", {figure});
        case Qualifier::nearly:
            return say("nearly {0}", {figure});
    }
    return figure;
}

std::string Phrasebook::of(const Change& change) const {
    if (!is_chinese_) return words_for(change);
    const std::string size = size_of(change, *this);
    switch (change.direction) {
        case Direction::up:
            return size.empty() ? say("up") : say("up {0}", {size});
        case Direction::down:
            return size.empty() ? say("down") : say("down {0}", {size});
        case Direction::same:
            return say("unchanged");
        case Direction::unknown:
            break;
    }
    return size.empty() ? say("direction unknown") : say("{0}, direction unknown", {size});
}

std::string Phrasebook::of(const Issue& issue) const {
    if (!is_chinese_ || (!issue.number && !issue.year)) return words_for(issue);
    const std::string number = issue.number ? std::to_string(*issue.number) : "?";
    return issue.year ? say("issue {0}/{1}", {number, std::to_string(*issue.year)}) : say("issue {0}", {number});
}

std::string Phrasebook::of(const std::optional<Period>& period) const {
    return period ? say("{0} to {1}", {period->start.to_string(), period->end.to_string()}) : say("period unknown");
}

std::string Phrasebook::difference(Decimal difference, std::string_view unit) const {
    const std::string text = difference_in_words(difference, unit == "%" ? "points" : unit);
    return unit == "%" ? say("{0} points", {text}) : text;
}

}  // namespace certdelta::render
