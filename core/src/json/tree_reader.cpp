#include "json/tree_reader.h"

#include <algorithm>
#include <set>

namespace certdelta::json {
namespace {

std::string below(const std::string& pointer, std::string_view key) {
    std::string out = pointer + "/";
    for (const char c : key) {
        if (c == '~') {
            out += "~0";
        } else if (c == '/') {
            out += "~1";
        } else {
            out.push_back(c);
        }
    }
    return out;
}

std::uint32_t characters(std::string_view text) {
    return static_cast<std::uint32_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

Item Item::element(std::size_t index) const { return {&node->items[index], pointer + "/" + std::to_string(index)}; }
Item Item::member(std::size_t index) const { return {&node->items[index], below(pointer, node->keys[index])}; }

profile::SourcePlace TreeReader::place_of(const Item& item) const {
    if (other_text_) return {other_text_->pointer, other_text_->offset, true};
    return {item.pointer, item.node->offset, false};
}

void TreeReader::problem(std::string_view code, const Item& at, std::string message) {
    if (other_text_) message = "of the profile that it extends, " + at.pointer + ": " + message;
    problems_.push_back({Severity::error, code, std::move(message), place_of(at), std::nullopt});
}

void TreeReader::problem_inside(std::string_view code, const Item& string, std::size_t inside, std::string message) {
    problem(code, string, std::move(message));
    problems_.back().character = characters(std::string_view(string.node->text).substr(0, inside)) + 1;
    if (!other_text_) problems_.back().place.offset = offset_in_string(text_, string.node->offset, inside);
}

void TreeReader::problem_at_key(std::string_view code, const Item& object, std::size_t index, std::string message) {
    problem(code, object, std::move(message));
    if (!other_text_) problems_.back().place.offset = object.node->key_offsets[index];
}

std::optional<Item> TreeReader::member(const Item& object, std::string_view key, bool required) {
    const auto& keys = object.node->keys;
    const auto found = std::find(keys.begin(), keys.end(), key);
    if (found != keys.end()) return object.member(static_cast<std::size_t>(found - keys.begin()));
    if (required && object.node->kind != Node::Kind::object)
        problem("wrong-type", object, "an object is expected");
    else if (required)
        problem("missing-key", object, std::string("\"").append(key).append("\" is missing"));
    return std::nullopt;
}

std::string TreeReader::string(const Item& object, std::string_view key, bool required) {
    const std::optional<Item> value = member(object, key, required);
    if (!value) return {};
    if (value->node->kind == Node::Kind::string) return value->node->text;
    problem("wrong-type", *value, "a text is expected");
    return {};
}

std::int64_t TreeReader::integer(const Item& object, std::string_view key, bool required, std::int64_t otherwise) {
    const std::optional<Item> value = member(object, key, required);
    if (!value) return otherwise;
    const std::optional<Decimal>& number = value->node->number;
    if (number && number->is_integer()) return number->micros() / Decimal::scale;
    problem("wrong-type", *value, "a whole number is expected");
    return otherwise;
}

bool TreeReader::boolean(const Item& object, std::string_view key) {
    const std::optional<Item> value = member(object, key, false);
    if (!value) return false;
    if (value->node->kind != Node::Kind::boolean) problem("wrong-type", *value, "true or false is expected");
    return value->node->boolean;
}

bool TreeReader::only(const Item& object, std::span<const std::string_view> known) {
    const Node& node = *object.node;
    if (node.kind != Node::Kind::object) {
        problem("wrong-type", object, "an object is expected");
        return false;
    }
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
        if (std::find(known.begin(), known.end(), node.keys[i]) == known.end())
            problem_at_key("unknown-key", object, i, "unknown key \"" + node.keys[i] + "\"");
        else if (!seen.insert(node.keys[i]).second)
            problem_at_key("duplicate-key", object, i, "\"" + node.keys[i] + "\" is there twice");
    }
    return true;
}

}  // namespace certdelta::json
