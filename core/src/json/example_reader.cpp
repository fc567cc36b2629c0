#include "json/example_reader.h"

#include <unordered_map>

#include "json/names.h"

namespace certdelta::json {
namespace {

using profile::Example;
using profile::ExpectedField;
using profile::Profile;

class ExampleReader {
public:
    ExampleReader(TreeReader& reader, const Profile& profile) : reader_(reader) {
        for (std::size_t i = 0; i < profile.fields.size(); ++i)
            fields_.emplace(profile.fields[i].name, static_cast<std::int32_t>(i));
    }

    std::vector<Example> read(const Item& root) {
        std::vector<Example> examples;
        reader_.each(root, "examples", false, [&](const Item& json) {
            const std::size_t before = reader_.problems().size();
            Example example = read_one(json);
            if (reader_.problems().size() == before) examples.push_back(std::move(example));
        });
        return examples;
    }

private:
    Example read_one(const Item& json) {
        Example example;
        example.place = reader_.place_of(json);
        if (!reader_.only(json, {"title", "text", "gives", "issue", "period", "unassigned", "diagnostics"}))
            return example;
        example.title = reader_.string(json, "title", false);
        example.text = reader_.string(json, "text", true);
        if (const auto gives = reader_.member(json, "gives", false)) {
            if (gives->node->kind != Node::Kind::object)
                reader_.problem("wrong-type", *gives, "an object of fields is expected");
            for (std::size_t i = 0; i < gives->node->keys.size(); ++i) read_field(*gives, i, example);
        }
        if (const auto issue = reader_.member(json, "issue", false)) example.issue = read_issue(*issue);
        if (const auto period = reader_.member(json, "period", false)) example.period = read_period(*period);
        reader_.each_string(json, "unassigned", false,
                            [&](const std::string& figure, const Item&) { example.unassigned.push_back(figure); });
        if (reader_.member(json, "diagnostics", false)) {
            auto& codes = example.diagnostics.emplace();
            reader_.each_string(json, "diagnostics", true,
                                [&](const std::string& code, const Item&) { codes.push_back(code); });
        }
        return example;
    }

    void read_field(const Item& gives, std::size_t index, Example& example) {
        const std::string& name = gives.node->keys[index];
        const auto number = fields_.find(name);
        if (number == fields_.end())
            return reader_.problem_at_key("unknown-field", gives, index, "there is no field \"" + name + "\"");
        const Item json = gives.member(index);
        ExpectedField expected;
        expected.field = number->second;
        expected.place = reader_.place_of(json);
        if (json.node->kind == Node::Kind::object)
            read_details(json, expected);
        else
            expected.value = read_value(json);
        example.gives.push_back(std::move(expected));
    }

    void read_details(const Item& json, ExpectedField& expected) {
        if (reader_.member(json, "status", false))
            expected.status = read_named<Status>(json, "status", "found, absent, ambiguous or rejected is expected");
        if (expected.status != Status::found) {
            reader_.only(json, {"status"});  // there is nothing else to say of what has no value
            return;
        }
        reader_.only(json, {"value", "status", "qualifier", "change", "precision"});
        if (reader_.member(json, "qualifier", false))
            expected.qualifier = read_named<Qualifier>(json, "qualifier", "about, more-than or nearly is expected");
        expected.change = reader_.string(json, "change", false);
        if (const auto precision = reader_.member(json, "precision", false)) {
            expected.precision = precision->node->number;
            if (!expected.precision) reader_.problem("wrong-type", *precision, "a number is expected");
        }
        if (const auto value = reader_.member(json, "value", true)) expected.value = read_value(*value);
    }

    template <class Enum>
    Enum read_named(const Item& json, std::string_view key, const char* expectation) {
        const std::optional<Enum> value = from_name<Enum>(reader_.string(json, key, true));
        if (!value) reader_.problem("invalid-value", *reader_.member(json, key, true), expectation);
        return value.value_or(Enum{});
    }

    Value read_value(const Item& json) {
        const Node& node = *json.node;
        if (node.kind == Node::Kind::number && node.number) return *node.number;
        if (node.kind == Node::Kind::string) return node.text;
        std::vector<std::string> names;
        bool fits = node.kind == Node::Kind::array;
        for (const Node& item : node.items) {
            fits = fits && item.kind == Node::Kind::string;
            names.push_back(item.text);
        }
        if (!fits) reader_.problem("wrong-type", json, "a number, a text, a list of texts or an object is expected");
        return names;
    }

    Issue read_issue(const Item& json) {
        Issue issue;
        reader_.only(json, {"number", "year"});
        if (reader_.member(json, "number", false))
            issue.number = static_cast<std::int32_t>(reader_.integer(json, "number", true, 0));
        if (reader_.member(json, "year", false))
            issue.year = static_cast<std::int32_t>(reader_.integer(json, "year", true, 0));
        return issue;
    }

    Period read_period(const Item& json) {
        reader_.only(json, {"start", "end"});
        return {read_day(json, "start"), read_day(json, "end")};
    }

    Date read_day(const Item& json, std::string_view key) {
        const std::string text = reader_.string(json, key, true);
        const std::optional<Date> day = Date::from_string(text);
        if (!day && !text.empty())
            reader_.problem("invalid-value", *reader_.member(json, key, true), "a day is written YYYY-MM-DD");
        return day.value_or(Date{});
    }

    TreeReader& reader_;
    std::unordered_map<std::string, std::int32_t> fields_;
};

}  // namespace

std::vector<Example> read_examples(TreeReader& reader, const Item& root, const Profile& profile) {
    return ExampleReader(reader, profile).read(root);
}

}  // namespace certdelta::json
