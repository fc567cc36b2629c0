// Profiles, from JSON text to what the engine works with.
#include <re2/re2.h>

#include <algorithm>
#include <functional>
#include <map>
#include <unordered_map>
#include <utility>

#include "certdelta/report.h"
#include "json/example_reader.h"
#include "json/lexicon_reader.h"
#include "json/tree_reader.h"
#include "position.h"
#include "profile/profile.h"
#include "profile/read_profile.h"

namespace certdelta::profile {
namespace {

/// A label ends the text before it where the text shows this much of it; in bytes.
constexpr std::size_t longest_label = 24;

using json::Item;
using json::Node;
using json::TreeReader;

/// Reads one profile, part after part.
class ProfileReader {
public:
    /// `base`: null, or the profile that this one extends.
    ProfileReader(std::string_view text, const Node& root, const Node* base)
        : reader_(text), root_{&root, ""}, base_{base, ""} {
        out_.places.text = text;
    }

    ProfileReading read(const std::vector<std::string_view>& lexicons, Depth depth) {
        depth_ = depth;
        const bool object = reader_.only(root_, {"schema", "id", "version", "language", "title", "extends", "identify",
                                                 "sections", "fields", "words", "parts", "rules", "clauses", "panels",
                                                 "phrases", "scope", "notices", "checks", "examples"});
        if (object) {
            head();
            lexicon(lexicons);
            fields();
            words();
            parts();
            identify();
            sections();
            if (depth == Depth::whole) rules();
            notices();
            checks();
            if (depth == Depth::whole) out_.examples = json::read_examples(reader_, root_, out_.profile);
        }
        out_.profile.template_dispatch.build();
        for (profile::MarkStarts* const starts : {&out_.profile.own_marks, &out_.profile.retold_marks}) {
            starts->any.build();
            starts->plain.build();
        }
        out_.problems = reader_.take_problems();
        return std::move(out_);
    }

private:
    void head() {
        if (reader_.string(root_, "schema", true) != "certdelta.profile/1" && has("schema"))
            reader_.problem("unknown-schema", *reader_.member(root_, "schema", true),
                            "\"certdelta.profile/1\" is expected");
        profile().id.id = reader_.string(root_, "id", true);
        profile().id.version = static_cast<std::int32_t>(reader_.integer(root_, "version", true, 1));
        profile().language = reader_.string(root_, "language", true);
        if (has("id") && profile().id.id.find('.') == std::string::npos)
            reader_.problem("invalid-id", *reader_.member(root_, "id", true),
                            "an id is \"periodical.edition\", with a dot");
        profile().extends = reader_.string(root_, "extends", false);
        if (has("extends") && base_.node == nullptr)
            reader_.problem("unknown-profile", *reader_.member(root_, "extends", true), "there is no such profile");
        if (const auto title = reader_.member(root_, "title", true)) {
            profile().title_en = reader_.string(*title, "en", true);
            profile().title_zh = reader_.string(*title, "zh", true);
        }
    }

    void lexicon(const std::vector<std::string_view>& lexicons) {
        if (json::read_lexicon(reader_, profile().language, lexicons, profile().lexicon)) return;
        if (const auto language = reader_.member(root_, "language", false))
            reader_.problem("unknown-language", *language, "there is no lexicon for \"" + profile().language + "\"");
    }

    void fields() {
        with_holder_of("fields", true, [&](const Item& holder) {
            reader_.each(holder, "fields", true, [&](const Item& json) { field_definition(json); });
        });
    }

    void words() {
        const auto lists = reader_.member(root_, "words", false);
        if (!lists) return;
        if (lists->node->kind != Node::Kind::object)
            return reader_.problem("wrong-type", *lists, "an object of lists is expected");
        for (const std::string& name : lists->node->keys) {
            const auto list = reader_.member(*lists, name, true);
            if (resolve(name, false))
                reader_.problem("duplicate-field", *list, "\"" + name + "\" is a slot of another kind already");
            text::PhraseSet phrases;
            reader_.each_string(*lists, name, true, [&](const std::string& phrase, const Item& json) {
                const std::size_t brace = phrase.find_first_of("{}");
                if (brace != std::string::npos)
                    reader_.problem_inside("invalid-value", json, brace,
                                           "words are taken as they are: a slot means nothing here");
                phrases.add(phrase, 0);
            });
            profile().words.emplace_back(name, std::move(phrases));
        }
    }

    void parts() {
        const auto parts = reader_.member(root_, "parts", false);
        if (!parts) return;
        if (parts->node->kind != Node::Kind::object)
            return reader_.problem("wrong-type", *parts, "an object of texts is expected");
        for (const std::string& name : parts->node->keys) {
            if (resolve(name, false) || name == "field")
                reader_.problem("duplicate-field", *reader_.member(*parts, name, true),
                                "\"" + name + "\" is a slot of another kind already");
            parts_.emplace(name, reader_.string(*parts, name, true));
        }
    }

    void field_definition(const Item& json) {
        if (!reader_.only(
                json, {"name", "type", "unit", "aggregate", "label", "description", "codes", "pattern", "complete"}))
            return;
        FieldDefinition field;
        field.name = reader_.string(json, "name", true);
        field.unit = reader_.string(json, "unit", false);
        const auto number = static_cast<std::int32_t>(profile().fields.size());
        if (!field.name.empty() && !field_numbers_.emplace(field.name, number).second)
            return reader_.problem("duplicate-field", json, "\"" + field.name + "\" is there twice");
        field_type(json, field);
        const std::string aggregate = reader_.string(json, "aggregate", false);
        field.has_aggregate = !aggregate.empty();
        if (aggregate == "sum")
            field.aggregate = Aggregate::sum;
        else if (aggregate == "mean")
            field.aggregate = Aggregate::mean;
        else if (!aggregate.empty() && aggregate != "last")
            problem_of(json, "aggregate", "invalid-value", "sum, mean or last is expected");
        if (const auto label = reader_.member(json, "label", false)) {
            field.label_en = label_in(*label, "en");
            field.label_zh = label_in(*label, "zh");
        } else {
            reader_.problem("missing-label", json, "\"label\" is missing");
        }
        if (const auto description = reader_.member(json, "description", false)) {
            field.description_en = reader_.string(*description, "en", false);
            field.description_zh = reader_.string(*description, "zh", false);
        }
        codes(json, field);
        field.pattern_source = reader_.string(json, "pattern", false);
        if (!field.pattern_source.empty()) field.pattern = pattern(*reader_.member(json, "pattern", true));
        field.complete_source = reader_.string(json, "complete", false);
        if (!field.complete_source.empty()) field.complete = pattern(*reader_.member(json, "complete", true));
        profile().fields.push_back(std::move(field));
        out_.places.fields.push_back(reader_.place_of(json));
    }

    std::string label_in(const Item& label, std::string_view language) {
        const auto text = reader_.member(label, language, false);
        if (text && !reader_.string(label, language, false).empty()) return text->node->text;
        const std::string name(language);
        reader_.problem("missing-label", text.value_or(label), "a label in \"" + name + "\" is missing");
        return {};
    }

    void field_type(const Item& json, FieldDefinition& field) {
        const std::string type = reader_.string(json, "type", true);
        for (const FieldType candidate : {FieldType::count, FieldType::percentage, FieldType::year, FieldType::date,
                                          FieldType::enumeration, FieldType::list, FieldType::text}) {
            if (type == type_name(candidate)) {
                field.type = candidate;
                return;
            }
        }
        problem_of(json, "type", "invalid-value",
                   "count, percentage, year, date, enumeration, list or text is expected, not \"" + type + "\"");
    }

    void codes(const Item& json, FieldDefinition& field) {
        const auto codes = reader_.member(json, "codes", field.type == FieldType::enumeration);
        if (!codes) return;
        if (codes->node->kind != Node::Kind::object)
            return reader_.problem("wrong-type", *codes, "an object of lists is expected");
        for (const std::string& code : codes->node->keys) {
            EnumerationCode entry{code, {}};
            reader_.each_string(*codes, code, true, [&](const std::string& word, const Item&) {
                field.code_words.add(word, static_cast<int>(field.codes.size()));
                entry.words.push_back(word);
            });
            field.codes.push_back(std::move(entry));
        }
    }

    /// A pattern, or a group of it, that takes no character reads nothing, everywhere.
    void refuse_empty(const Item& source, const re2::RE2& compiled) {
        const std::string& text = source.node->text;
        if (re2::RE2::FullMatch("", compiled))
            return reader_.problem("invalid-pattern", source, "this pattern matches where nothing stands");
        bool in_class = false;  // "[()]" are two characters
        for (std::size_t at = 0; at + 1 < text.size(); ++at) {
            if (text[at] == '\\') {
                ++at;
            } else if (in_class) {
                in_class = text[at] != ']';
            } else if (text[at] == '[') {
                in_class = true;
                at += text[at + 1] == '^' ? 2 : 1;  // a bracket that comes first closes nothing
            } else if (text[at] == '(' && text[at + 1] == ')') {
                return reader_.problem_inside("invalid-pattern", source, at, "an empty group reads nothing");
            }
        }
    }

    std::shared_ptr<const re2::RE2> pattern(const Item& source) {
        // The states of a long one's automaton need more: without it, RE2 searches a hundred times slower.
        constexpr int lean = 1 << 20;
        constexpr int roomy = 8 << 20;
        constexpr std::size_t longest_lean_source = 600;  // bytes; most longer ones would have to be compiled again
        constexpr int longest_lean = 1000;                // instructions
        const std::string& text = source.node->text;
        const auto compile = [&](int memory) {
            re2::RE2::Options options;
            options.set_log_errors(false);
            options.set_max_mem(memory);
            return std::make_shared<const re2::RE2>(text, options);
        };
        const bool is_long = text.size() > longest_lean_source;
        auto compiled = compile(is_long ? roomy : lean);
        if (!is_long && compiled->ok() && compiled->ProgramSize() > longest_lean) compiled = compile(roomy);
        if (compiled->ok()) {
            refuse_empty(source, *compiled);
            return compiled;
        }
        // RE2 names the piece that it stumbled over, not its place; the first one like it is where it starts to fail.
        const std::size_t found = text.find(compiled->error_arg());
        reader_.problem_inside("invalid-pattern", source, found == std::string::npos ? 0 : found,
                               "this is no RE2 pattern: " + compiled->error());
        return nullptr;
    }

    /// The meaning of a slot's name; see template.h.
    std::optional<Slot> resolve(std::string_view name, bool change) const {
        if (change) {
            const auto field = field_number(name);
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
                                                                   {"change", SlotKind::change},
                                                                   {"amounts to", SlotKind::amounts_to},
                                                                   {"name", SlotKind::name}};
        for (const auto& [known, kind] : plain) {
            if (name == known) return Slot{kind, no_field};
        }
        for (std::size_t list = 0; list < profile().words.size(); ++list) {
            if (name == profile().words[list].first)
                return Slot{SlotKind::words, no_field, 0, static_cast<std::uint32_t>(list)};
        }
        const auto field = field_number(name);
        if (!field) return std::nullopt;
        constexpr SlotKind kinds[] = {SlotKind::count,       SlotKind::percentage, SlotKind::year, SlotKind::date,
                                      SlotKind::enumeration, SlotKind::list,       SlotKind::text};
        return Slot{kinds[static_cast<std::size_t>(profile().fields[static_cast<std::size_t>(*field)].type)], *field};
    }

    /// The rules are those of extract::Machine and of the values' readers.
    SlotStart start_of(const Slot& slot) const {
        const value::Lexicon& lexicon = profile().lexicon;
        SlotStart start;
        Beginning begins;
        const auto add_words = [&start](const text::PhraseSet& phrases) {
            phrases.each([&start](std::string_view phrase) { start.words.emplace_back(phrase); });
        };
        const auto add = [&begins](const text::PhraseSet& phrases) {
            phrases.each([&begins](std::string_view phrase) { profile::add_beginning(begins, phrase); });
        };
        const auto add_digits = [&begins] {
            for (char digit = '0'; digit <= '9'; ++digit) begins.first.add(digit);
        };
        switch (slot.kind) {
            case SlotKind::count:
            case SlotKind::percentage:
            case SlotKind::figure:
                add_digits();
                add(lexicon.qualifiers_before);
                add(lexicon.percent_leads);
                add(lexicon.digits);
                if (slot.kind == SlotKind::percentage) break;
                if (slot.kind == SlotKind::count) add(lexicon.number_words);
                add(lexicon.powers);
                break;
            case SlotKind::year:
            case SlotKind::issue_year:
            case SlotKind::issue_number:
                add_digits();
                break;
            case SlotKind::date:
            case SlotKind::period:
                add_digits();
                add(lexicon.months);
                add_words(lexicon.months);
                break;
            case SlotKind::words:
                add(profile().words[slot.words].second);
                add_words(profile().words[slot.words].second);
                break;
            case SlotKind::amounts_to:
                add(lexicon.amounts_to);
                break;
            default:
                return start;
        }
        start.beginning = beginning_behind_white(begins);
        return start;
    }

    std::optional<Template> compile(const std::string& source, const Item& item) {
        bool unknown_field = false;
        const auto slot_named = [&](std::string_view name, bool change) {
            const std::optional<Slot> slot = resolve(name, change);
            unknown_field = unknown_field || !slot;
            return slot;
        };
        const auto part_named = [this](std::string_view name) -> std::optional<std::string_view> {
            const auto part = parts_.find(name);
            return part == parts_.end() ? std::nullopt : std::optional<std::string_view>(part->second);
        };
        auto compiled = compile_template(
            source, slot_named, [this](const Slot& slot) { return start_of(slot); }, part_named);
        if (compiled.ok()) return std::move(compiled).value();
        reader_.problem_inside(unknown_field ? "unknown-field" : "invalid-template", item,
                               compiled.error().column.value_or(1) - 1, compiled.error().message);
        return std::nullopt;
    }

    /// `id`: what stands for the rule in findings.
    std::uint32_t add_rule(Rule rule, const Item& id) {
        profile().rules.push_back(std::move(rule));
        out_.places.rules.push_back(reader_.place_of(id));
        return static_cast<std::uint32_t>(profile().rules.size() - 1);
    }

    void add_template(std::uint32_t rule, const std::string& source, const Item& item) {
        auto compiled = compile(source, item);
        if (!compiled) return;
        const auto number = static_cast<std::uint32_t>(profile().templates.size());
        for (const Leading& leading : compiled->leading) profile().template_dispatch.add(leading, number);
        const bool reads_text = std::any_of(compiled->slots.begin(), compiled->slots.end(),
                                            [](const Slot& slot) { return slot.kind == SlotKind::text; });
        if (reads_text)
            for (const Leading& label : leading_of(*compiled, compiled->first_words(), longest_label))
                profile().stops.add(label.words);
        profile().templates.push_back({rule, std::move(*compiled)});
        out_.places.templates.push_back(reader_.place_of(item));
    }

    void add_templates(std::uint32_t rule, const Item& json, std::string_view key) {
        if (depth_ == Depth::identity) return;
        reader_.each_string(json, key, true,
                            [&](const std::string& source, const Item& item) { add_template(rule, source, item); });
    }

    void add_mark(const std::string& source, const Item& item, MarkKind kind) {
        auto compiled = compile(source, item);
        if (!compiled) return;
        const auto number = static_cast<std::uint32_t>(profile().marks.size());
        const bool retold = profile::Mark{{}, kind}.is_for_retold();
        MarkStarts& starts = retold ? profile().retold_marks : profile().own_marks;
        for (const Leading& leading : compiled->leading) {
            starts.any.add(leading, number);
            if (!compiled->ideographs && !text::holds_ideograph(leading.words)) starts.plain.add(leading, number);
        }
        profile().marks.push_back({std::move(*compiled), kind});
        out_.places.marks.push_back(reader_.place_of(item));
    }

    void add_marks(const Item& json, std::string_view key, bool required, MarkKind kind) {
        reader_.each_string(json, key, required,
                            [&](const std::string& source, const Item& item) { add_mark(source, item, kind); });
    }

    void identify() {
        const auto json = reader_.member(root_, "identify", true);
        if (!json || !reader_.only(*json, {"threshold", "titles", "marks", "publisher", "sources", "retold", "requires",
                                           "home", "tellers", "against", "not", "digests", "regions", "editions"}))
            return;
        profile().threshold = static_cast<std::int32_t>(reader_.integer(*json, "threshold", true, 1));
        out_.places.threshold = reader_.place_of(reader_.member(*json, "threshold", false).value_or(*json));
        add_marks(*json, "titles", true, MarkKind::title);
        add_marks(*json, "marks", false, MarkKind::mark);
        add_marks(*json, "publisher", false, MarkKind::publisher);
        add_marks(*json, "sources", false, MarkKind::source);
        add_marks(*json, "retold", false, MarkKind::retold);
        add_marks(*json, "digests", false, MarkKind::digest);
        add_marks(*json, "requires", false, MarkKind::required);
        add_marks(*json, "home", false, MarkKind::home);
        add_marks(*json, "tellers", false, MarkKind::teller);
        add_marks(*json, "against", false, MarkKind::against);
        add_marks(*json, "not", false, MarkKind::rules_out);
        add_marks(*json, "regions", false, MarkKind::region);
        add_marks(*json, "editions", false, MarkKind::edition);
    }

    void sections() {
        reader_.each(root_, "sections", false, [&](const Item& json) {
            if (!reader_.only(json, {"id", "headings", "lines", "ignored", "closing"})) return;
            Rule rule;
            rule.ignored = reader_.boolean(json, "ignored");
            rule.closing = reader_.boolean(json, "closing");
            rule.id = rule.section = reader_.string(json, "id", true);
            rule.kind = RuleKind::heading;
            const auto list = reader_.member(json, "lines", false);
            const bool headed = !list || reader_.member(json, "headings", false);
            if (rule.ignored && headed) add_marks(json, "headings", true, MarkKind::foreign);
            Rule lines = rule;
            lines.id += ".lines";
            lines.own_line = true;
            if (headed) {
                add_templates(add_rule(std::move(rule), id_of(json)), json, "headings");
                reader_.each_string(json, "headings", false, [&](const std::string& source, const Item&) {
                    const auto plain = [](char c) { return c == ' ' || text::is_letter(c); };
                    if (std::all_of(source.begin(), source.end(), plain)) profile().headings.push_back(source);
                });
            }
            if (list) add_templates(add_rule(std::move(lines), *list), json, "lines");
        });
    }

    void rules() {
        reader_.each(root_, "rules", true, [&](const Item& json) { value_rule(json); });
        if (const auto json = reader_.member(root_, "clauses", false)) clauses(*json);
        reader_.each(root_, "panels", false, [&](const Item& json) { panel(json); });
        reader_.each(root_, "phrases", false, [&](const Item& json) {
            if (!reader_.only(json, {"id", "templates"})) return;
            Rule rule;
            rule.id = reader_.string(json, "id", true);
            rule.kind = RuleKind::phrase;
            add_templates(add_rule(std::move(rule), id_of(json)), json, "templates");
        });
        if (const auto json = reader_.member(root_, "scope", false)) scope(*json);
    }

    void notices() {
        reader_.each(root_, "notices", false, [&](const Item& json) {
            if (!reader_.only(json, {"code", "severity", "message", "templates"})) return;
            Rule rule;
            rule.kind = RuleKind::notice;
            rule.id = rule.code = reader_.string(json, "code", true);
            rule.message = message(json);
            rule.severity = severity(json, Severity::warning);
            const Item code = reader_.member(json, "code", false).value_or(json);
            add_templates(add_rule(std::move(rule), code), json, "templates");
        });
    }

    void value_rule(const Item& json) {
        if (!reader_.only(json, {"id", "templates", "pattern", "groups", "timeless", "section", "weak", "titled"}))
            return;
        Rule rule;
        rule.id = reader_.string(json, "id", true);
        rule.timeless = reader_.boolean(json, "timeless");
        rule.weak = reader_.boolean(json, "weak");
        rule.titled = reader_.boolean(json, "titled");
        rule.only_in = reader_.string(json, "section", false);
        const bool section =
            rule.only_in.empty() || std::any_of(profile().rules.begin(), profile().rules.end(), [&](const Rule& known) {
                return known.kind == RuleKind::heading && known.section == rule.only_in;
            });
        if (!section) problem_of(json, "section", "unknown-section", "there is no section \"" + rule.only_in + "\"");
        const std::uint32_t number = add_rule(std::move(rule), id_of(json));
        if (reader_.member(json, "pattern", false)) return pattern_rule(number, json);
        add_templates(number, json, "templates");
    }

    void pattern_rule(std::uint32_t number, const Item& json) {
        PatternRule rule;
        rule.rule = number;
        rule.source = reader_.string(json, "pattern", true);
        const Item source = *reader_.member(json, "pattern", true);
        if (source.node->kind == Node::Kind::string) rule.pattern = pattern(source);
        std::size_t names = 0;
        reader_.each_string(json, "groups", true, [&](const std::string& name, const Item& item) {
            ++names;
            const auto slot = name == "..." ? Slot{SlotKind::gap, no_field} : resolve(name, false);
            if (!slot)
                return reader_.problem("unknown-field", item,
                                       "no field and no kind of figure is called \"" + name + "\"");
            rule.slots.push_back(*slot);
        });
        const auto groups = reader_.member(json, "groups", false);
        if (!rule.pattern || !groups) return;
        const int captures = rule.pattern->NumberOfCapturingGroups();
        if (captures != static_cast<int>(names))
            return reader_.problem(
                "group-count", *groups,
                "the pattern has " + std::to_string(captures) + " groups, the list names " + std::to_string(names));
        if (rule.slots.size() != names) return;
        rule.required = required_words(*rule.pattern);
        profile().patterns.push_back(std::move(rule));
        out_.places.patterns.push_back(reader_.place_of(source));
    }

    void clauses(const Item& json) {
        if (!reader_.only(json, {"concepts", "plain", "part", "from", "to", "earlier", "other", "aside", "together",
                                 "subjects", "figures"}))
            return;
        Clauses& clauses = profile().clauses;
        Rule rule;
        rule.id = "clauses";
        clauses.rule = add_rule(std::move(rule), json);
        if (const auto concepts = reader_.member(json, "concepts", true)) clause_concepts(*concepts);
        constexpr std::pair<std::string_view, ClauseRole> roles[] = {
            {"plain", ClauseRole::plain}, {"part", ClauseRole::part},       {"from", ClauseRole::from},
            {"to", ClauseRole::to},       {"earlier", ClauseRole::earlier}, {"together", ClauseRole::together},
            {"other", ClauseRole::other}, {"aside", ClauseRole::aside}};
        for (const auto& [key, role] : roles) clause_words(json, key, static_cast<int>(role));
        language_words();
        reader_.each(json, "figures", true, [&](const Item& figure) { clause_figure(figure); });
        reader_.each(json, "subjects", false, [&](const Item& subject) {
            if (!reader_.only(subject, {"concepts", "noun"})) return;
            profile().clauses.subjects.push_back({concepts_of(subject, "concepts"), concepts_of(subject, "noun")});
        });
    }

    /// What the language says around any figure, where the profile does not say it otherwise.
    void language_words() {
        constexpr std::size_t shortest_movement = 6;  // bytes: a single character may begin another word
        const value::Lexicon& lexicon = profile().lexicon;
        const auto add = [this](std::string_view phrase, ClauseRole role) {
            const auto [known, added] = clause_words_.emplace(phrase, static_cast<int>(role));
            if (added && phrase != ":") profile().clauses.words.add(phrase, static_cast<int>(role));
        };
        const auto add_all = [&add](const text::PhraseSet& phrases, ClauseRole role) {
            phrases.each([&](std::string_view phrase) { add(phrase, role); });
        };
        for (const std::string& word : lexicon.distributives) add(word, ClauseRole::each);
        add_all(lexicon.list_separators, ClauseRole::link);
        add_all(lexicon.list_conjunctions, ClauseRole::link);
        add_all(lexicon.amounts_to, ClauseRole::plain);
        add_all(lexicon.since_last_period, ClauseRole::plain);
        const auto add_long = [&](const text::PhraseSet& phrases, ClauseRole role) {
            phrases.each([&](std::string_view phrase) {
                if (phrase.size() >= shortest_movement) add(phrase, role);
            });
        };
        // Where words have spaces between them, they stand beside counts, too: "a further 20".
        if (lexicon.unspaced) add_long(lexicon.change_fillers, ClauseRole::plain);
        add_long(lexicon.directions, ClauseRole::movement);
    }

    void clause_concepts(const Item& concepts) {
        if (concepts.node->kind != Node::Kind::object)
            return reader_.problem("wrong-type", concepts, "an object of lists is expected");
        Clauses& clauses = profile().clauses;
        for (const std::string& name : concepts.node->keys) {
            if (clauses.concepts.size() == most_concepts)
                return reader_.problem("too-many", concepts, "at most 64 concepts are told apart");
            clause_words(concepts, name, static_cast<int>(clauses.concepts.size()));
            clauses.concepts.push_back(name);
            out_.places.concepts.push_back(reader_.place_of(*reader_.member(concepts, name, true)));
        }
    }

    void clause_words(const Item& json, std::string_view key, int payload) {
        reader_.each_string(json, key, false, [&](const std::string& phrase, const Item& item) {
            const auto [known, added] = clause_words_.emplace(text::fold_phrase(phrase), payload);
            if (!added)
                reader_.problem("duplicate-word", item, "\"" + phrase + "\" is in a list of the clauses already");
            else
                profile().clauses.words.add(phrase, payload);
        });
    }

    Concepts concepts_of(const Item& json, std::string_view key) {
        Concepts set = 0;
        reader_.each_string(json, key, false, [&](const std::string& name, const Item& item) {
            const std::vector<std::string>& names = profile().clauses.concepts;
            const auto found = std::find(names.begin(), names.end(), name);
            if (found == names.end())
                return reader_.problem("unknown-concept", item, "there is no concept \"" + name + "\"");
            set |= Concepts{1} << static_cast<unsigned>(found - names.begin());
        });
        return set;
    }

    void clause_figure(const Item& json) {
        if (!reader_.only(json, {"field", "all", "may", "of", "after", "across", "counters"})) return;
        ClauseFigure figure;
        figure.field = field(json, "field");
        figure.all = concepts_of(json, "all");
        figure.may = concepts_of(json, "may");
        reader_.each_string(json, "of", false, [&](const std::string& name, const Item& item) {
            figure.of.push_back(field_called(name, item));
        });
        reader_.each_string(json, "after", false, [&](const std::string& name, const Item& item) {
            figure.after.push_back(field_called(name, item));
        });
        figure.across = reader_.boolean(json, "across");
        reader_.each_string(json, "counters", false, [&](const std::string& word, const Item&) {
            figure.counters.push_back(text::fold_phrase(word));
        });
        if (figure.field == no_field) return;
        const FieldType type = profile().fields[static_cast<std::size_t>(figure.field)].type;
        if (type != FieldType::count && type != FieldType::percentage && type != FieldType::enumeration)
            return problem_of(json, "field", "invalid-value", "a count, a percentage or an enumeration is expected");
        if (figure.all == 0 && !figure.follows())
            return reader_.problem("ambiguous-figure", json,
                                   "\"all\", \"of\" or \"after\" has to say what the figure is of");
        profile().clauses.figures.push_back(std::move(figure));
        out_.places.clause_figures.push_back(reader_.place_of(json));
    }

    void panel(const Item& json) {
        if (!reader_.only(json, {"id", "figures"})) return;
        const std::string id = reader_.string(json, "id", true);
        reader_.each(json, "figures", true, [&](const Item& figure) {
            if (!reader_.only(figure, {"field", "labels", "under"})) return;
            Rule rule;
            rule.id = id;
            rule.kind = RuleKind::panel_label;
            rule.field = field(figure, "field");
            if (reader_.member(figure, "under", false)) rule.under = field(figure, "under");
            add_templates(add_rule(std::move(rule), id_of(json)), figure, "labels");
        });
    }

    void scope(const Item& json) {
        constexpr std::pair<std::string_view, RuleKind> kinds[] = {{"other", RuleKind::other_scope},
                                                                   {"times", RuleKind::other_time},
                                                                   {"last_period", RuleKind::last_period},
                                                                   {"this_period", RuleKind::this_period},
                                                                   {"same", RuleKind::same_scope},
                                                                   {"openers", RuleKind::scope_opener},
                                                                   {"goes_on", RuleKind::goes_on},
                                                                   {"announces", RuleKind::announces},
                                                                   {"looks_back", RuleKind::looks_back},
                                                                   {"sums_up", RuleKind::sums_up},
                                                                   {"sourced", RuleKind::sourced},
                                                                   {"denies", RuleKind::denies},
                                                                   {"voices", RuleKind::voice},
                                                                   {"acts", RuleKind::act},
                                                                   {"other_actors", RuleKind::other_actor},
                                                                   {"own_voices", RuleKind::own_voice},
                                                                   {"other_titles", RuleKind::other_title},
                                                                   {"dated", RuleKind::dated}};
        constexpr std::pair<std::string_view, text::PhraseSet Profile::*> words[] = {
            {"leads", &Profile::leads},   {"tails", &Profile::tails},           {"bylines", &Profile::bylines},
            {"topics", &Profile::topics}, {"lead_words", &Profile::lead_words}, {"tail_words", &Profile::tail_words},
            {"home", &Profile::home},     {"outsiders", &Profile::outsiders},   {"says_when", &Profile::says_when}};
        std::vector<std::string_view> keys;
        for (const auto& [key, kind] : kinds) keys.push_back(key);
        for (const auto& [key, member] : words) keys.push_back(key);
        if (!reader_.only(json, keys)) return;
        for (const auto& [key, member] : words) {
            reader_.each_string(json, key, false, [&, set = member](const std::string& phrase, const Item&) {
                (profile().*set).add(phrase, 0);
            });
        }
        for (const auto& [key, kind] : kinds) {
            if (!reader_.member(json, key, false)) continue;
            Rule rule;
            rule.id = std::string("scope.").append(key);
            rule.kind = kind;
            add_templates(add_rule(std::move(rule), json), json, key);
        }
    }

    void checks() {
        with_holder_of("checks", false, [&](const Item& holder) {
            reader_.each(holder, "checks", false, [&](const Item& json) { check(json); });
        });
    }

    /// One sentence: in English, or one in each language.
    profile::Message message(const Item& json) {
        const auto text = reader_.member(json, "message", true);
        if (!text || text->node->kind != Node::Kind::object) return {reader_.string(json, "message", true), {}};
        if (!reader_.only(*text, {"en", "zh"})) return {};
        return {reader_.string(*text, "en", true), reader_.string(*text, "zh", true)};
    }

    void check(const Item& json) {
        struct Form {
            std::string_view kind;
            CheckKind value;
            std::vector<std::string_view> keys;
        };
        if (!reader_.only(
                json, {"id", "kind", "severity", "message", "left", "right", "total", "parts", "share", "part", "whole",
                       "value", "numerator", "denominator", "fields", "first_weekday", "days", "numbered_by_last_day"}))
            return;
        const std::vector<Form> forms = {{"le", CheckKind::le, {"left", "right"}},
                                         {"sum", CheckKind::sum, {"total"}},
                                         {"ratio", CheckKind::ratio, {"share", "part", "whole"}},
                                         {"quotient", CheckKind::quotient, {"value", "numerator", "denominator"}},
                                         {"complement", CheckKind::complement, {"left", "right"}},
                                         {"change", CheckKind::change, {}},
                                         {"period", CheckKind::period, {}}};
        Check check;
        check.id = reader_.string(json, "id", true);
        check.message = message(json);
        check.severity = severity(json, Severity::error);
        const std::string kind = reader_.string(json, "kind", true);
        const auto form =
            std::find_if(forms.begin(), forms.end(), [&](const Form& known) { return known.kind == kind; });
        if (form == forms.end()) return problem_of(json, "kind", "invalid-value", "there is no check \"" + kind + "\"");
        check.kind = form->value;
        for (const std::string_view key : form->keys) check.fields.push_back(field(json, key));
        if (check.kind == CheckKind::sum) {
            reader_.each_string(json, "parts", true, [&](const std::string& part, const Item& item) {
                check.fields.push_back(field_called(part, item));
            });
        }
        if (check.kind == CheckKind::change) {
            reader_.each_string(json, "fields", false, [&](const std::string& name, const Item& item) {
                check.fields.push_back(field_called(name, item));
            });
        }
        if (check.kind == CheckKind::period) period_check(json, check);
        const bool known = std::find(check.fields.begin(), check.fields.end(), no_field) == check.fields.end();
        if (!known) return;
        profile().checks.push_back(std::move(check));
        out_.places.checks.push_back(reader_.place_of(json));
    }

    void period_check(const Item& json, Check& check) {
        constexpr std::string_view days[] = {"sunday",   "monday", "tuesday", "wednesday",
                                             "thursday", "friday", "saturday"};
        const std::string first = reader_.string(json, "first_weekday", true);
        for (int day = 0; day < 7; ++day) {
            if (first == days[day]) check.first_weekday = day;
        }
        if (!check.first_weekday)
            problem_of(json, "first_weekday", "invalid-value", "a weekday's English name in small letters is expected");
        check.days = static_cast<std::int32_t>(reader_.integer(json, "days", true, 7));
        check.numbered_by_last_day = reader_.boolean(json, "numbered_by_last_day");
    }

    Severity severity(const Item& json, Severity otherwise) {
        const std::string name = reader_.string(json, "severity", false);
        if (name.empty()) return otherwise;
        if (name == "info") return Severity::info;
        if (name == "warning") return Severity::warning;
        if (name != "error") problem_of(json, "severity", "invalid-value", "info, warning or error is expected");
        return Severity::error;
    }

    [[nodiscard]] std::optional<std::int32_t> field_number(std::string_view name) const {
        const auto found = field_numbers_.find(std::string(name));
        return found == field_numbers_.end() ? std::nullopt : std::optional(found->second);
    }

    /// The field that a member names; no_field, with a problem, when there is none.
    std::int32_t field(const Item& json, std::string_view key) {
        const std::string name = reader_.string(json, key, true);
        const auto item = reader_.member(json, key, false);
        return item && item->node->kind == Node::Kind::string ? field_called(name, *item) : no_field;
    }

    std::int32_t field_called(const std::string& name, const Item& item) {
        const auto number = field_number(name);
        if (!number) reader_.problem("unknown-field", item, "there is no field \"" + name + "\"");
        return number.value_or(no_field);
    }

    /// At the member where it is there (a missing one has been told already).
    void problem_of(const Item& json, std::string_view key, std::string_view code, std::string message) {
        const auto item = reader_.member(json, key, false);
        if (item && item->node->kind == Node::Kind::string) reader_.problem(code, *item, std::move(message));
    }

    Item id_of(const Item& json) { return reader_.member(json, "id", false).value_or(json); }

    [[nodiscard]] bool has(std::string_view key) const { return root_.node->find(key) != nullptr; }

    /// Calls read(tree) with the tree that has `key`: the profile itself, or the one that it extends.
    template <class Read>
    void with_holder_of(std::string_view key, bool required, Read read) {
        if (has(key) || base_.node == nullptr) {
            if (has(key) || (required && !has("extends"))) read(root_);
            return;
        }
        reader_.enter_other_text(reader_.place_of(*reader_.member(root_, "extends", true)));
        read(base_);
        reader_.leave_other_text();
    }

    Profile& profile() { return out_.profile; }
    [[nodiscard]] const Profile& profile() const { return out_.profile; }

    TreeReader reader_;
    Item root_;
    Item base_;
    ProfileReading out_;
    std::unordered_map<std::string, std::int32_t> field_numbers_;
    std::unordered_map<std::string, int> clause_words_;  ///< folded
    std::map<std::string, std::string, std::less<>> parts_;
    Depth depth_ = Depth::whole;
};

Error error_of(const Problem& problem, std::string_view json, std::string_view name) {
    Error error;
    error.code = ErrorCode::invalid_profile;
    error.source = std::string(name);
    error.message = problem.place.pointer.empty() ? "at the top: " : "at " + problem.place.pointer + ": ";
    if (problem.character) error.message += "character " + std::to_string(*problem.character) + ": ";
    error.message += problem.message;
    const Position position = position_of(json, problem.place.offset);
    error.offset = problem.place.offset;
    error.line = position.line;
    error.column = position.column;
    return error;
}

}  // namespace

bool ProfileReading::complete() const {
    return !not_json && std::none_of(problems.begin(), problems.end(),
                                     [](const Problem& problem) { return problem.severity == Severity::error; });
}

ProfileReading read_profile(std::string_view json, const std::vector<std::string_view>& lexicons,
                            const std::vector<std::string_view>& bases, Depth depth) {
    const Result<Node> root = json::parse(json);
    if (!root) {
        ProfileReading nothing;
        nothing.not_json = root.error();
        return nothing;
    }
    const Node* extends = root.value().find("extends");
    if (extends == nullptr) return ProfileReader(json, root.value(), nullptr).read(lexicons, depth);
    for (const std::string_view text : bases) {
        const Result<Node> base = json::parse(text);
        const Node* id = base ? base.value().find("id") : nullptr;
        if (id != nullptr && id->text == extends->text)
            return ProfileReader(json, root.value(), &base.value()).read(lexicons, depth);
    }
    return ProfileReader(json, root.value(), nullptr).read(lexicons, depth);
}

Result<Profile> compile_profile(std::string_view json, std::string_view name,
                                const std::vector<std::string_view>& lexicons,
                                const std::vector<std::string_view>& bases, Depth depth) {
    ProfileReading reading = read_profile(json, lexicons, bases, depth);
    if (reading.not_json) {
        reading.not_json->source = std::string(name);
        return *reading.not_json;
    }
    if (!reading.complete()) return error_of(reading.problems.front(), json, name);
    return std::move(reading.profile);
}

}  // namespace certdelta::profile
