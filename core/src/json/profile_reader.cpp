// Profiles and lexicons: from JSON text to what the engine works with.
#include <re2/re2.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "certdelta/report.h"
#include "profile/profile.h"

namespace certdelta::profile {
namespace {

using Json = nlohmann::ordered_json;

/// Reads a JSON tree with the place of each value in mind; the first thing that does not fit is kept as the error.
class Loader {
public:
    Loader(std::string_view name) : name_(name) {}

    [[nodiscard]] bool ok() const { return !error_; }
    [[nodiscard]] Error error() const { return *error_; }

    void fail(const std::string& place, const std::string& message) {
        if (error_) return;
        error_ = Error{};
        error_->code = ErrorCode::invalid_profile;
        error_->source = std::string(name_);
        error_->message = (place.empty() ? "at the top" : "at " + place) + ": " + message;
    }

    /// The member, or null (with an error when it is required).
    const Json* member(const Json& object, const std::string& place, const char* key, bool required) {
        const auto found = object.find(key);
        if (found != object.end()) return &*found;
        if (required) fail(place, std::string("\"") + key + "\" is missing");
        return nullptr;
    }

    std::string string(const Json& object, const std::string& place, const char* key, bool required) {
        const Json* value = member(object, place, key, required);
        if (value == nullptr) return {};
        if (!value->is_string()) {
            fail(place + "/" + key, "a text is expected");
            return {};
        }
        return *value->get_ptr<const std::string*>();
    }

    std::int64_t integer(const Json& object, const std::string& place, const char* key, bool required,
                         std::int64_t otherwise) {
        const Json* value = member(object, place, key, required);
        if (value == nullptr) return otherwise;
        if (!value->is_number_integer()) {
            fail(place + "/" + key, "a whole number is expected");
            return otherwise;
        }
        return value->get<std::int64_t>();
    }

    /// false when it is not there.
    bool boolean(const Json& object, const std::string& place, const char* key) {
        const Json* value = member(object, place, key, false);
        if (value == nullptr) return false;
        if (!value->is_boolean()) fail(place + "/" + key, "true or false is expected");
        return value->is_boolean() && value->get<bool>();
    }

    /// Calls take(element, place) for each element of an array member.
    template <class Take>
    void each(const Json& object, const std::string& place, const char* key, bool required, Take take) {
        const Json* value = member(object, place, key, required);
        if (value == nullptr) return;
        if (!value->is_array()) return fail(place + "/" + key, "a list is expected");
        for (std::size_t i = 0; i < value->size() && ok(); ++i)
            take((*value)[i], place + "/" + key + "/" + std::to_string(i));
    }

    template <class Take>
    void each_string(const Json& object, const std::string& place, const char* key, bool required, Take take) {
        each(object, place, key, required, [&](const Json& element, const std::string& at) {
            if (!element.is_string()) return fail(at, "a text is expected");
            take(*element.get_ptr<const std::string*>(), at);
        });
    }

    /// Refuses members that are not in `known`.
    void only(const Json& object, const std::string& place, std::initializer_list<std::string_view> known) {
        if (!object.is_object()) return fail(place, "an object is expected");
        for (const auto& [key, value] : object.items()) {
            if (std::find(known.begin(), known.end(), key) == known.end())
                return fail(place, "unknown key \"" + key + "\"");
        }
    }

private:
    std::string_view name_;
    std::optional<Error> error_;
};

Error json_error(std::string_view text, std::string_view name) {
    // Parsed once more with the SAX interface, which tells where it stopped.
    struct Handler : nlohmann::json_sax<nlohmann::json> {
        std::size_t position = 0;
        bool null() override { return true; }
        bool boolean(bool) override { return true; }
        bool number_integer(number_integer_t) override { return true; }
        bool number_unsigned(number_unsigned_t) override { return true; }
        bool number_float(number_float_t, const string_t&) override { return true; }
        bool string(string_t&) override { return true; }
        bool binary(binary_t&) override { return true; }
        bool start_object(std::size_t) override { return true; }
        bool key(string_t&) override { return true; }
        bool end_object() override { return true; }
        bool start_array(std::size_t) override { return true; }
        bool end_array() override { return true; }
        bool parse_error(std::size_t at, const std::string&, const nlohmann::detail::exception&) override {
            position = at;
            return false;
        }
    } handler;
    nlohmann::json::sax_parse(text, &handler);
    const std::size_t at = std::min(handler.position == 0 ? 0 : handler.position - 1, text.size());
    const std::string_view before = text.substr(0, at);
    const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    Error error;
    error.code = ErrorCode::invalid_json;
    error.source = std::string(name);
    error.offset = at;
    error.line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    error.column = static_cast<std::uint32_t>(at - line_start) + 1;
    error.message =
        "line " + std::to_string(*error.line) + ", column " + std::to_string(*error.column) + ": this is not JSON";
    return error;
}

void add_phrases(Loader& loader, const Json& object, const std::string& place, const char* key, text::PhraseSet& set,
                 int payload) {
    loader.each_string(object, place, key, false,
                       [&](const std::string& phrase, const std::string&) { set.add(phrase, payload); });
}

void load_lexicon(Loader& loader, const Json& json, value::Lexicon& out) {
    out.language = loader.string(json, "", "language", true);
    if (const Json* scales = loader.member(json, "", "scales", true); scales != nullptr && scales->is_object()) {
        for (const auto& [word, factor] : scales->items()) {
            if (!factor.is_number_integer()) return loader.fail("/scales/" + word, "a whole number is expected");
            out.scales.add(word, static_cast<int>(out.factors.size()));
            out.factors.push_back(factor.get<std::int64_t>());
        }
    }
    if (const Json* qualifiers = loader.member(json, "", "qualifiers", true)) {
        constexpr std::pair<const char*, Qualifier> names[] = {
            {"about", Qualifier::about}, {"more-than", Qualifier::more_than}, {"nearly", Qualifier::nearly}};
        for (const auto& [key, qualifier] : names) {
            const Json empty = Json::object();
            const Json* before = loader.member(*qualifiers, "/qualifiers", "before", true);
            const Json* after = loader.member(*qualifiers, "/qualifiers", "after", true);
            add_phrases(loader, before != nullptr ? *before : empty, "/qualifiers/before", key, out.qualifiers_before,
                        static_cast<int>(qualifier));
            add_phrases(loader, after != nullptr ? *after : empty, "/qualifiers/after", key, out.qualifiers_after,
                        static_cast<int>(qualifier));
        }
    }
    add_phrases(loader, json, "", "other_units", out.other_units, 0);
    add_phrases(loader, json, "", "percent", out.percent, 0);
    add_phrases(loader, json, "", "points", out.points, 0);
    if (const Json* directions = loader.member(json, "", "directions", true)) {
        add_phrases(loader, *directions, "/directions", "up", out.directions, static_cast<int>(Direction::up));
        add_phrases(loader, *directions, "/directions", "down", out.directions, static_cast<int>(Direction::down));
        add_phrases(loader, *directions, "/directions", "same", out.directions, static_cast<int>(Direction::same));
        add_phrases(loader, *directions, "/directions", "unknown", out.directions,
                    static_cast<int>(Direction::unknown));
    }
    if (const Json* nouns = loader.member(json, "", "increase_nouns", false)) {
        add_phrases(loader, *nouns, "/increase_nouns", "up", out.increase_nouns, static_cast<int>(Direction::up));
        add_phrases(loader, *nouns, "/increase_nouns", "down", out.increase_nouns, static_cast<int>(Direction::down));
    }
    add_phrases(loader, json, "", "since_last_period", out.since_last_period, 0);
    add_phrases(loader, json, "", "since_last_year", out.since_last_year, 0);
    int month = 0;
    loader.each(json, "", "months", false, [&](const Json& names, const std::string& place) {
        ++month;
        if (!names.is_array()) return loader.fail(place, "a list is expected");
        for (const auto& name : names) {
            if (name.is_string()) out.months.add(*name.get_ptr<const std::string*>(), month);
        }
    });
    if (const Json* marks = loader.member(json, "", "date_marks", true)) {
        add_phrases(loader, *marks, "/date_marks", "year", out.year_marks, 0);
        add_phrases(loader, *marks, "/date_marks", "month", out.month_marks, 0);
        add_phrases(loader, *marks, "/date_marks", "day", out.day_marks, 0);
        add_phrases(loader, *marks, "/date_marks", "range", out.range_marks, 0);
    }
    add_phrases(loader, json, "", "list_separators", out.list_separators, 0);
    add_phrases(loader, json, "", "list_conjunctions", out.list_conjunctions, 0);
}

/// Compiles one profile, part after part.
class ProfileLoader {
public:
    /// `base`: null, or the profile that this one extends.
    ProfileLoader(const Json& json, const Json* base, std::string_view name)
        : json_(json), base_(base), loader_(name) {}

    Result<Profile> load(const std::vector<std::string_view>& lexicons) {
        loader_.only(json_, "",
                     {"schema", "id", "version", "language", "title", "extends", "identify", "sections", "fields",
                      "rules", "panels", "phrases", "scope", "notices", "checks"});
        if (loader_.ok()) head();
        if (loader_.ok()) lexicon(lexicons);
        if (loader_.ok()) fields();
        if (loader_.ok()) identify();
        if (loader_.ok()) rules();
        if (loader_.ok()) checks();
        if (!loader_.ok()) return loader_.error();
        profile_.template_dispatch.build();
        profile_.mark_dispatch.build();
        return std::move(profile_);
    }

private:
    void head() {
        if (loader_.string(json_, "", "schema", true) != "certdelta.profile/1")
            loader_.fail("/schema", "\"certdelta.profile/1\" is expected");
        profile_.id.id = loader_.string(json_, "", "id", true);
        profile_.id.version = static_cast<std::int32_t>(loader_.integer(json_, "", "version", true, 1));
        profile_.language = loader_.string(json_, "", "language", true);
        if (loader_.ok() && profile_.id.id.find('.') == std::string::npos)
            loader_.fail("/id", "an id is \"periodical.edition\", with a dot");
        if (const Json* title = loader_.member(json_, "", "title", true)) {
            profile_.title_en = loader_.string(*title, "/title", "en", true);
            profile_.title_zh = loader_.string(*title, "/title", "zh", true);
        }
    }

    void lexicon(const std::vector<std::string_view>& lexicons) {
        for (const std::string_view text : lexicons) {
            const Json json = Json::parse(text, nullptr, false);
            if (json.is_discarded() || json.value("language", "") != profile_.language) continue;
            return load_lexicon(loader_, json, profile_.lexicon);
        }
        loader_.fail("/language", "there is no lexicon for \"" + profile_.language + "\"");
    }

    void fields() {
        loader_.each(holder_of("fields"), "", "fields", true, [&](const Json& json, const std::string& place) {
            loader_.only(json, place,
                         {"name", "type", "unit", "aggregate", "label", "description", "codes", "pattern"});
            if (!loader_.ok()) return;
            FieldDefinition field;
            field.name = loader_.string(json, place, "name", true);
            field.unit = loader_.string(json, place, "unit", false);
            if (profile_.field_index(field.name)) return loader_.fail(place, "\"" + field.name + "\" is there twice");
            field_type(json, place, field);
            const std::string aggregate = loader_.string(json, place, "aggregate", false);
            if (aggregate == "sum")
                field.aggregate = Aggregate::sum;
            else if (aggregate == "mean")
                field.aggregate = Aggregate::mean;
            else if (!aggregate.empty() && aggregate != "last")
                loader_.fail(place + "/aggregate", "sum, mean or last is expected");
            if (const Json* label = loader_.member(json, place, "label", true)) {
                field.label_en = loader_.string(*label, place + "/label", "en", true);
                field.label_zh = loader_.string(*label, place + "/label", "zh", true);
            }
            if (const Json* description = loader_.member(json, place, "description", false)) {
                field.description_en = loader_.string(*description, place + "/description", "en", false);
                field.description_zh = loader_.string(*description, place + "/description", "zh", false);
            }
            codes(json, place, field);
            field.pattern_source = loader_.string(json, place, "pattern", false);
            if (!field.pattern_source.empty()) field.pattern = pattern(field.pattern_source, place + "/pattern");
            profile_.fields.push_back(std::move(field));
        });
    }

    void field_type(const Json& json, const std::string& place, FieldDefinition& field) {
        const std::string type = loader_.string(json, place, "type", true);
        for (const FieldType candidate : {FieldType::count, FieldType::percentage, FieldType::year, FieldType::date,
                                          FieldType::enumeration, FieldType::list, FieldType::text}) {
            if (type == type_name(candidate)) {
                field.type = candidate;
                return;
            }
        }
        loader_.fail(place + "/type",
                     "count, percentage, year, date, enumeration, list or text is expected, not \"" + type + "\"");
    }

    void codes(const Json& json, const std::string& place, FieldDefinition& field) {
        const Json* codes = loader_.member(json, place, "codes", field.type == FieldType::enumeration);
        if (codes == nullptr) return;
        if (!codes->is_object()) return loader_.fail(place + "/codes", "an object of lists is expected");
        for (const auto& [code, words] : codes->items()) {
            EnumerationCode entry{code, {}};
            loader_.each_string(*codes, place + "/codes", code.c_str(), true,
                                [&](const std::string& word, const std::string&) {
                                    field.code_words.add(word, static_cast<int>(field.codes.size()));
                                    entry.words.push_back(word);
                                });
            field.codes.push_back(std::move(entry));
        }
    }

    std::shared_ptr<const re2::RE2> pattern(const std::string& source, const std::string& place) {
        re2::RE2::Options options;
        options.set_log_errors(false);
        options.set_max_mem(1 << 20);
        auto compiled = std::make_shared<const re2::RE2>(source, options);
        if (compiled->ok()) return compiled;
        loader_.fail(place, "this is no RE2 pattern: " + compiled->error());
        return nullptr;
    }

    /// The meaning of a slot's name; see template.h.
    std::optional<Slot> resolve(std::string_view name, bool change) const {
        if (change) {
            const auto field = profile_.field_index(name);
            return field ? std::optional<Slot>({SlotKind::change, *field}) : std::nullopt;
        }
        constexpr std::pair<std::string_view, SlotKind> plain[] = {{"issue.number", SlotKind::issue_number},
                                                                   {"issue.year", SlotKind::issue_year},
                                                                   {"period", SlotKind::period},
                                                                   {"number", SlotKind::figure},
                                                                   {"count", SlotKind::count},
                                                                   {"percentage", SlotKind::percentage},
                                                                   {"year", SlotKind::year},
                                                                   {"date", SlotKind::date},
                                                                   {"days", SlotKind::period},
                                                                   {"change", SlotKind::change}};
        for (const auto& [known, kind] : plain) {
            if (name == known) return Slot{kind, no_field};
        }
        const auto field = profile_.field_index(name);
        if (!field) return std::nullopt;
        constexpr SlotKind kinds[] = {SlotKind::count,       SlotKind::percentage, SlotKind::year, SlotKind::date,
                                      SlotKind::enumeration, SlotKind::list,       SlotKind::text};
        return Slot{kinds[static_cast<std::size_t>(profile_.fields[static_cast<std::size_t>(*field)].type)], *field};
    }

    std::optional<Template> compile(const std::string& source, const std::string& place) {
        auto compiled =
            compile_template(source, [this](std::string_view name, bool change) { return resolve(name, change); });
        if (compiled.ok()) return std::move(compiled).value();
        loader_.fail(place, "character " + std::to_string(compiled.error().column.value_or(1)) + ": " +
                                compiled.error().message);
        return std::nullopt;
    }

    std::uint32_t add_rule(Rule rule) {
        profile_.rules.push_back(std::move(rule));
        return static_cast<std::uint32_t>(profile_.rules.size() - 1);
    }

    void add_template(std::uint32_t rule, const std::string& source, const std::string& place) {
        auto compiled = compile(source, place);
        if (!compiled) return;
        const auto number = static_cast<std::uint32_t>(profile_.templates.size());
        for (const std::string& literal : compiled->leading) profile_.template_dispatch.add(literal, number);
        const bool reads_text = std::any_of(compiled->slots.begin(), compiled->slots.end(),
                                            [](const Slot& slot) { return slot.kind == SlotKind::text; });
        if (reads_text) profile_.stops.insert(profile_.stops.end(), compiled->leading.begin(), compiled->leading.end());
        profile_.templates.push_back({rule, std::move(*compiled)});
    }

    void add_templates(std::uint32_t rule, const Json& json, const std::string& place, const char* key) {
        loader_.each_string(json, place, key, true,
                            [&](const std::string& source, const std::string& at) { add_template(rule, source, at); });
    }

    void add_mark(const std::string& source, const std::string& place, std::int32_t weight, bool title,
                  bool rules_out) {
        auto compiled = compile(source, place);
        if (!compiled) return;
        const auto number = static_cast<std::uint32_t>(profile_.marks.size());
        for (const std::string& literal : compiled->leading) profile_.mark_dispatch.add(literal, number);
        profile_.marks.push_back({std::move(*compiled), weight, title, rules_out});
    }

    void identify() {
        const Json* json = loader_.member(json_, "", "identify", true);
        if (json == nullptr) return;
        loader_.only(*json, "/identify", {"threshold", "titles", "marks", "against", "not"});
        profile_.threshold = static_cast<std::int32_t>(loader_.integer(*json, "/identify", "threshold", true, 1));
        loader_.each_string(
            *json, "/identify", "titles", true,
            [&](const std::string& source, const std::string& place) { add_mark(source, place, 3, true, false); });
        loader_.each_string(
            *json, "/identify", "marks", false,
            [&](const std::string& source, const std::string& place) { add_mark(source, place, 1, false, false); });
        loader_.each_string(
            *json, "/identify", "against", false,
            [&](const std::string& source, const std::string& place) { add_mark(source, place, -2, false, false); });
        loader_.each_string(*json, "/identify", "not", false, [&](const std::string& source, const std::string& place) {
            add_mark(source, place, 0, false, true);
        });
    }

    void rules() {
        loader_.each(json_, "", "sections", false, [&](const Json& json, const std::string& place) {
            loader_.only(json, place, {"id", "headings", "ignored"});
            Rule rule;
            rule.ignored = loader_.boolean(json, place, "ignored");
            rule.id = rule.section = loader_.string(json, place, "id", true);
            rule.kind = RuleKind::heading;
            add_templates(add_rule(std::move(rule)), json, place, "headings");
        });
        loader_.each(json_, "", "rules", true, [&](const Json& json, const std::string& place) {
            loader_.only(json, place, {"id", "templates", "pattern", "groups", "timeless", "section", "weak"});
            Rule rule;
            rule.id = loader_.string(json, place, "id", true);
            rule.timeless = loader_.boolean(json, place, "timeless");
            rule.weak = loader_.boolean(json, place, "weak");
            rule.only_in = loader_.string(json, place, "section", false);
            const bool section = rule.only_in.empty() ||
                                 std::any_of(profile_.rules.begin(), profile_.rules.end(), [&](const Rule& known) {
                                     return known.kind == RuleKind::heading && known.section == rule.only_in;
                                 });
            if (!section) loader_.fail(place + "/section", "there is no section \"" + rule.only_in + "\"");
            const std::uint32_t number = add_rule(std::move(rule));
            if (json.contains("pattern")) return pattern_rule(number, json, place);
            add_templates(number, json, place, "templates");
        });
        panels();
        simple_rules("phrases", RuleKind::phrase);
        if (const Json* scope = loader_.member(json_, "", "scope", false)) {
            loader_.only(*scope, "/scope", {"other", "same"});
            for (const auto& [key, kind] :
                 {std::pair{"other", RuleKind::other_scope}, std::pair{"same", RuleKind::same_scope}}) {
                Rule rule;
                rule.id = std::string("scope.") + key;
                rule.kind = kind;
                add_templates(add_rule(std::move(rule)), *scope, "/scope", key);
            }
        }
        loader_.each(json_, "", "notices", false, [&](const Json& json, const std::string& place) {
            loader_.only(json, place, {"code", "severity", "message", "templates"});
            Rule rule;
            rule.kind = RuleKind::notice;
            rule.id = rule.code = loader_.string(json, place, "code", true);
            rule.message = loader_.string(json, place, "message", true);
            rule.severity = severity(json, place, Severity::warning);
            add_templates(add_rule(std::move(rule)), json, place, "templates");
        });
    }

    void simple_rules(const char* key, RuleKind kind) {
        loader_.each(json_, "", key, false, [&](const Json& json, const std::string& place) {
            loader_.only(json, place, {"id", "templates"});
            Rule rule;
            rule.id = loader_.string(json, place, "id", true);
            rule.kind = kind;
            add_templates(add_rule(std::move(rule)), json, place, "templates");
        });
    }

    void pattern_rule(std::uint32_t number, const Json& json, const std::string& place) {
        PatternRule rule;
        rule.rule = number;
        rule.source = loader_.string(json, place, "pattern", true);
        rule.pattern = pattern(rule.source, place + "/pattern");
        loader_.each_string(json, place, "groups", true, [&](const std::string& name, const std::string& at) {
            const auto slot = resolve(name, false);
            if (!slot) return loader_.fail(at, "no field and no kind of figure is called \"" + name + "\"");
            rule.slots.push_back(*slot);
        });
        if (loader_.ok() && rule.pattern->NumberOfCapturingGroups() != static_cast<int>(rule.slots.size()))
            return loader_.fail(place + "/groups", "the pattern has " +
                                                       std::to_string(rule.pattern->NumberOfCapturingGroups()) +
                                                       " groups, the list names " + std::to_string(rule.slots.size()));
        profile_.patterns.push_back(std::move(rule));
    }

    void panels() {
        loader_.each(json_, "", "panels", false, [&](const Json& json, const std::string& place) {
            loader_.only(json, place, {"id", "figures"});
            const std::string id = loader_.string(json, place, "id", true);
            loader_.each(json, place, "figures", true, [&](const Json& figure, const std::string& at) {
                loader_.only(figure, at, {"field", "labels"});
                Rule rule;
                rule.id = id;
                rule.kind = RuleKind::panel_label;
                rule.field = field(loader_.string(figure, at, "field", true), at + "/field");
                add_templates(add_rule(std::move(rule)), figure, at, "labels");
            });
        });
    }

    std::int32_t field(const std::string& name, const std::string& place) {
        const auto index = profile_.field_index(name);
        if (!index) loader_.fail(place, "there is no field \"" + name + "\"");
        return index.value_or(no_field);
    }

    Severity severity(const Json& json, const std::string& place, Severity otherwise) {
        const std::string name = loader_.string(json, place, "severity", false);
        if (name.empty()) return otherwise;
        if (name == "info") return Severity::info;
        if (name == "warning") return Severity::warning;
        if (name != "error") loader_.fail(place + "/severity", "info, warning or error is expected");
        return Severity::error;
    }

    void checks() {
        struct Form {
            std::string_view kind;
            CheckKind value;
            std::vector<const char*> keys;
        };
        const std::vector<Form> forms = {{"le", CheckKind::le, {"left", "right"}},
                                         {"sum", CheckKind::sum, {"total"}},
                                         {"ratio", CheckKind::ratio, {"share", "part", "whole"}},
                                         {"quotient", CheckKind::quotient, {"value", "numerator", "denominator"}},
                                         {"complement", CheckKind::complement, {"left", "right"}},
                                         {"period", CheckKind::period, {}}};
        loader_.each(holder_of("checks"), "", "checks", false, [&](const Json& json, const std::string& place) {
            loader_.only(
                json, place,
                {"id", "kind", "severity", "message", "left", "right", "total", "parts", "share", "part", "whole",
                 "value", "numerator", "denominator", "first_weekday", "days", "numbered_by_last_day"});
            if (!loader_.ok()) return;
            Check check;
            check.id = loader_.string(json, place, "id", true);
            check.message = loader_.string(json, place, "message", true);
            check.severity = severity(json, place, Severity::error);
            const std::string kind = loader_.string(json, place, "kind", true);
            const auto form =
                std::find_if(forms.begin(), forms.end(), [&](const Form& known) { return known.kind == kind; });
            if (form == forms.end()) return loader_.fail(place + "/kind", "there is no check \"" + kind + "\"");
            check.kind = form->value;
            for (const char* key : form->keys)
                check.fields.push_back(field(loader_.string(json, place, key, true), place + "/" + key));
            if (check.kind == CheckKind::sum) {
                loader_.each_string(json, place, "parts", true, [&](const std::string& part, const std::string& at) {
                    check.fields.push_back(field(part, at));
                });
            }
            if (check.kind == CheckKind::period) period_check(json, place, check);
            profile_.checks.push_back(std::move(check));
        });
    }

    void period_check(const Json& json, const std::string& place, Check& check) {
        constexpr std::string_view days[] = {"sunday",   "monday", "tuesday", "wednesday",
                                             "thursday", "friday", "saturday"};
        const std::string first = loader_.string(json, place, "first_weekday", true);
        for (int day = 0; day < 7; ++day) {
            if (first == days[day]) check.first_weekday = day;
        }
        if (!check.first_weekday)
            loader_.fail(place + "/first_weekday", "a weekday's English name in small letters is expected");
        check.days = static_cast<std::int32_t>(loader_.integer(json, place, "days", true, 7));
        check.numbered_by_last_day = loader_.boolean(json, place, "numbered_by_last_day");
    }

    /// The tree that has `key`: the profile itself, or the one it extends.
    [[nodiscard]] const Json& holder_of(const char* key) const {
        return base_ != nullptr && !json_.contains(key) ? *base_ : json_;
    }

    const Json& json_;
    const Json* base_;
    Loader loader_;
    Profile profile_;
};

}  // namespace

Result<Profile> compile_profile(std::string_view json, std::string_view name,
                                const std::vector<std::string_view>& lexicons,
                                const std::vector<std::string_view>& bases) {
    const Json tree = Json::parse(json, nullptr, false);
    if (tree.is_discarded()) return json_error(json, name);
    if (!tree.contains("extends")) return ProfileLoader(tree, nullptr, name).load(lexicons);
    for (const std::string_view text : bases) {
        const Json base = Json::parse(text, nullptr, false);
        if (!base.is_discarded() && base.value("id", "") == tree["extends"])
            return ProfileLoader(tree, &base, name).load(lexicons);
    }
    Error error;
    error.code = ErrorCode::invalid_profile;
    error.source = std::string(name);
    error.message = "at /extends: there is no such profile";
    return error;
}

}  // namespace certdelta::profile
