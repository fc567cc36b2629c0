#include "json/object_reader.h"

#include <algorithm>

namespace certdelta::json {
namespace {

/// Whole numbers of records stay far below 2^53, which JavaScript can hold; Decimal's range is smaller still.
template <class Integer>
bool read_integer(Place& place, const Node& node, Integer& out) {
    if (node.kind != Node::Kind::number || !node.number || !node.number->is_integer())
        return place.fail("has to be a whole number");
    const std::int64_t value = node.number->micros() / Decimal::scale;
    if (!std::in_range<Integer>(value)) return place.fail("is out of range");
    out = static_cast<Integer>(value);
    return true;
}

}  // namespace

Place::Step::Step(Place& place, std::string_view key) : place_(place), length_(place.pointer_.size()) {
    place_.pointer_.push_back('/');
    for (const char c : key) {
        if (c == '~') {
            place_.pointer_ += "~0";
        } else if (c == '/') {
            place_.pointer_ += "~1";
        } else {
            place_.pointer_.push_back(c);
        }
    }
}

bool Place::fail(std::string_view reason) {
    if (!failure_.empty()) return false;
    failure_ = pointer_.empty() ? "the whole document" : pointer_;
    failure_ += ": ";
    failure_ += reason;
    return false;
}

bool read_text(Place& place, const Node& node, std::string& out) {
    if (node.kind != Node::Kind::string) return place.fail("has to be a string");
    out = node.text;
    return true;
}

bool read_decimal(Place& place, const Node& node, Decimal& out) {
    if (node.kind != Node::Kind::number) return place.fail("has to be a number");
    if (!node.number) return place.fail("is out of range");
    out = *node.number;
    return true;
}

bool read_int32(Place& place, const Node& node, std::int32_t& out) { return read_integer(place, node, out); }
bool read_uint32(Place& place, const Node& node, std::uint32_t& out) { return read_integer(place, node, out); }
bool read_uint64(Place& place, const Node& node, std::uint64_t& out) { return read_integer(place, node, out); }

ObjectReader::ObjectReader(Place& place, const Node& node)
    : place_(place), node_(node), taken_(node.keys.size(), false) {
    if (node.kind != Node::Kind::object) ok_ = place_.fail("has to be an object");
}

const Node* ObjectReader::take(std::string_view key, bool required) {
    if (!ok_) return nullptr;
    const auto found = std::find(node_.keys.begin(), node_.keys.end(), key);
    if (found == node_.keys.end()) {
        if (required) ok_ = place_.fail("lacks the key \"" + std::string(key) + "\"");
        return nullptr;
    }
    const auto index = static_cast<std::size_t>(found - node_.keys.begin());
    taken_[index] = true;
    return &node_.items[index];
}

bool ObjectReader::finish() {
    if (!ok_) return false;
    const auto left = std::find(taken_.begin(), taken_.end(), false);
    if (left == taken_.end()) return true;
    const std::string& key = node_.keys[static_cast<std::size_t>(left - taken_.begin())];
    const bool repeated =
        std::find(node_.keys.begin(), node_.keys.end(), key) != node_.keys.begin() + (left - taken_.begin());
    const Place::Step step(place_, key);
    return place_.fail(repeated ? "is there twice" : "is not a known key here");
}

}  // namespace certdelta::json
