#include "render/remarks.h"

#include <optional>
#include <string_view>
#include <vector>

#include "render/field_labels.h"
#include "render/remark_forms.h"
#include "text/characters.h"
#include "words.h"

namespace certdelta::render {
namespace {

constexpr std::string_view kRounding = " (rounding may explain it)";

bool take(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
    std::vector<std::string_view> parts;
    for (std::size_t at = text.find(separator); at != std::string_view::npos; at = text.find(separator)) {
        parts.push_back(text.substr(0, at));
        text.remove_prefix(at + separator.size());
    }
    parts.push_back(text);
    return parts;
}

/// "up 16.8%", "16.8%, direction unknown", "none"
std::string change_in_words(std::string_view text, const Phrasebook& book) {
    if (book.is_english()) return std::string(text);
    if (text == "same") return book.say("unchanged");
    const auto size = [&](std::string_view printed) {
        constexpr std::string_view points = " points";
        if (!printed.ends_with(points)) return std::string(printed);
        return book.say("{0} points", {printed.substr(0, printed.size() - points.size())});
    };
    if (take(text, "up ")) return book.say("up {0}", {size(text)});
    if (take(text, "down ")) return book.say("down {0}", {size(text)});
    constexpr std::string_view unknown = ", direction unknown";
    if (text.ends_with(unknown))
        return book.say("{0}, direction unknown", {size(text.substr(0, text.size() - unknown.size()))});
    return book.say(text);
}

std::string period_in_words(std::string_view text, const Phrasebook& book) {
    const std::vector<std::string_view> days = split(text, " to ");
    return days.size() == 2 ? book.say("{0} to {1}", {days[0], days[1]}) : book.say(text);
}

std::string issue_in_words(std::string_view text, const Phrasebook& book) {
    static_cast<void>(take(text, "issue "));
    const std::vector<std::string_view> parts = split(text, "/");
    return parts.size() == 2 ? book.say("issue {0}/{1}", {parts[0], parts[1]}) : book.say("issue {0}", {parts[0]});
}

/// "about 3,134"; any other value stays as it is.
std::string figure_in_words(std::string_view text, const Phrasebook& book) {
    for (const Qualifier qualifier : {Qualifier::about, Qualifier::more_than, Qualifier::nearly}) {
        const std::string printed = words_for(Value(std::string()), "", qualifier);
        std::string_view figure = text;
        const bool is_figure =
            take(figure, printed) && !figure.empty() && figure.front() >= '0' && figure.front() <= '9';
        if (is_figure) return book.qualified(std::string(figure), qualifier);
    }
    return std::string(text);
}

/// "1,253 (line 9), 1,235 (line 31)"
std::string readings_in_words(std::string_view text, const Phrasebook& book) {
    constexpr std::string_view place = " (line ";
    std::vector<std::string> readings;
    for (const std::string_view reading : split(text, ", ")) {
        const std::size_t at = reading.rfind(place);
        const bool is_placed = at != std::string_view::npos && reading.ends_with(')');
        const std::size_t number = at + place.size();
        readings.push_back(is_placed ? book.say("{0} (line {1})", {reading.substr(0, at),
                                                                   reading.substr(number, reading.size() - number - 1)})
                                     : std::string(reading));
    }
    return book.list(readings);
}

std::string in_words(std::string_view kind, std::string_view text, const FieldLabels& labels) {
    const Phrasebook& book = labels.phrases();
    if (kind == "readings") return readings_in_words(text, book);
    if (kind == "name") return text == named("") ? book.say("a report without a name") : std::string(text);
    if (kind == "period") return period_in_words(text, book);
    if (kind == "issue") return issue_in_words(text, book);
    if (kind == "figure" || kind == "value") return figure_in_words(text, book);
    if (kind == "change") return change_in_words(text, book);
    if (kind == "field") return labels.of(std::string(text));
    if (kind != "fields") return std::string(text);
    std::vector<std::string> names;
    for (const std::string_view name : split(text, ", ")) names.push_back(labels.of(std::string(name)));
    return book.list(names);
}

/// In the words of the catalogue; nothing where no form of the code fits. A field that its words leave out, as a page
/// does that shows it beside them, goes before them.
std::optional<std::string> translated(std::string_view message, const RemarkForms& forms, const FieldLabels& labels) {
    for (const RemarkForm& known : forms.forms) {
        const auto values = known.match(message);
        if (!values) continue;
        const Form& form = known.english();
        const auto value_of = [&](std::string_view slot) -> std::optional<std::string> {
            for (std::size_t i = 0; i < form.slots.size(); ++i) {
                if (form.slots[i] == slot) return in_words(kind_of(slot), (*values)[i], labels);
            }
            return std::nullopt;
        };
        const Form& wanted = known.words();
        std::string out;
        bool names_field = false;
        for (std::size_t i = 0; i < wanted.texts.size(); ++i) {
            out += wanted.texts[i];
            if (i == wanted.slots.size()) break;
            names_field = names_field || wanted.slots[i] == "field";
            out += value_of(wanted.slots[i]).value_or(wanted.slots[i]);
        }
        const auto field = names_field ? std::nullopt : value_of("field");
        return field ? labels.phrases().say("{0}: {1}", {*field, out}) : out;
    }
    return std::nullopt;
}

/// What a check has compared: "incidents.handled.total = 253, up 16.8%", or a period.
std::string compared(std::string_view figures, const FieldLabels& labels) {
    const Phrasebook& book = labels.phrases();
    const bool rounding = figures.ends_with(kRounding);
    if (rounding) figures.remove_suffix(kRounding.size());
    std::vector<std::string> parts;
    for (const std::string_view part : split(figures, ", ")) {
        const std::vector<std::string_view> sides = split(part, " = ");
        if (sides.size() == 2) {
            parts.push_back(labels.of(std::string(sides[0])).append(" = ").append(sides[1]));
        } else {
            parts.push_back(part.find(" to ") == std::string_view::npos ? change_in_words(part, book)
                                                                        : period_in_words(part, book));
        }
    }
    return book.list(parts) + (rounding ? book.say(kRounding) : std::string());
}

/// The profile's own sentence, and what its check compared.
std::optional<std::string> said_by_profile(const Diagnostic& diagnostic, const FieldLabels& labels) {
    for (const MessageSummary& message : labels.messages_of(diagnostic.code)) {
        std::string_view rest = diagnostic.message;
        if (!take(rest, message.message_en)) continue;
        const bool english = labels.phrases().is_english() || message.message_zh.empty();
        const std::string& sentence = english ? message.message_en : message.message_zh;
        if (rest.empty()) return sentence;
        if (take(rest, ": ")) return labels.phrases().say("{0}: {1}", {sentence, compared(rest, labels)});
    }
    return std::nullopt;
}

/// The core's own words, which write fields by their names in records, with their labels.
std::string in_english(const Diagnostic& diagnostic, const FieldLabels& labels) {
    const std::string_view message = diagnostic.message;
    const auto may_be_named = [](char c) {
        return (c >= 'a' && c <= 'z') || text::is_digit(c) || c == '_' || c == '.';
    };
    std::string out;
    for (std::size_t at = 0; at < message.size();) {
        std::size_t end = at;
        while (end < message.size() && may_be_named(message[end])) ++end;
        while (end > at && message[end - 1] == '.') --end;  // a full stop
        const std::string name(message.substr(at, end - at));
        // Without a dot, a name may be any word.
        const bool own = name == diagnostic.field && end < message.size() && message[end] == ':';
        out += own || name.find('.') != std::string::npos ? labels.of(name) : name;
        if (end == at) out += message[end++];
        at = end;
    }
    return out;
}

std::string said_of(const Diagnostic& diagnostic, const FieldLabels& labels) {
    if (auto said = said_by_profile(diagnostic, labels)) return *said;
    if (labels.phrases().is_english()) return in_english(diagnostic, labels);
    const bool is_check = diagnostic.code.starts_with("check.");
    const RemarkForms* forms = chinese_remark(is_check ? "check" : diagnostic.code);
    if (forms == nullptr) return in_english(diagnostic, labels);
    if (auto words = translated(diagnostic.message, *forms, labels)) return *words;
    return forms->summary.empty() ? in_english(diagnostic, labels) : forms->summary;
}

}  // namespace

std::string remark(const Diagnostic& diagnostic, const FieldLabels& labels) {
    std::string words = said_of(diagnostic, labels);
    if (diagnostic.field.empty()) return words;
    const std::string label = labels.of(diagnostic.field);
    const bool named = words.find(label) != std::string::npos;
    return named ? words : labels.phrases().say("{0}: {1}", {label, words});
}

}  // namespace certdelta::render
