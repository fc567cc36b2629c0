// Strict reading of JSON objects: each member has one type, none is missing, none is unknown.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/names.h"
#include "json/node.h"

namespace certdelta::json {

/// Where a reader is in the document, and the first thing that it found wrong.
class Place {
public:
    /// Steps into a member or an element for as long as the guard lives.
    class Step {
    public:
        Step(Place& place, std::string_view key);
        Step(Place& place, std::size_t index) : Step(place, std::to_string(index)) {}
        ~Step() { place_.pointer_.resize(length_); }
        Step(const Step&) = delete;
        Step& operator=(const Step&) = delete;

    private:
        Place& place_;
        std::size_t length_;
    };

    /// Notes what is wrong here, if it is the first; always false, so that a reader can `return place.fail(...)`.
    bool fail(std::string_view reason);
    /// The first failure as "/fields/x/value: has to be a number".
    [[nodiscard]] const std::string& failure() const { return failure_; }

private:
    std::string pointer_;  ///< RFC 6901
    std::string failure_;
};

/// Reads one node into a value of ours; false after place.fail().
template <class T>
using ReadFunction = bool (*)(Place&, const Node&, T&);

bool read_text(Place& place, const Node& node, std::string& out);
bool read_decimal(Place& place, const Node& node, Decimal& out);
bool read_int32(Place& place, const Node& node, std::int32_t& out);
bool read_uint32(Place& place, const Node& node, std::uint32_t& out);
bool read_uint64(Place& place, const Node& node, std::uint64_t& out);

/// One of the names of an enumeration (json/names.h).
template <class Enum>
bool read_name(Place& place, const Node& node, Enum& out) {
    const std::optional<Enum> value = node.kind == Node::Kind::string ? from_name<Enum>(node.text) : std::nullopt;
    if (value) {
        out = *value;
        return true;
    }
    std::string reason = "has to be one of";
    for (const std::string_view name : Names<Enum>::table) reason.append(" \"").append(name).append("\"");
    return place.fail(reason);
}

template <class T>
bool read_array(Place& place, const Node& node, std::vector<T>& out, ReadFunction<T> read) {
    if (node.kind != Node::Kind::array) return place.fail("has to be an array");
    out.reserve(node.items.size());
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        const Place::Step step(place, i);
        if (!read(place, node.items[i], out.emplace_back())) return false;
    }
    return true;
}

/// Reads the members of one object. After the first failure, nothing more is read; finish() tells.
class ObjectReader {
public:
    ObjectReader(Place& place, const Node& node);

    template <class T>
    void required(std::string_view key, T& out, ReadFunction<T> read) {
        if (const Node* member = take(key, true)) apply(key, *member, out, read);
    }

    /// A member that may be left out.
    template <class T>
    void optional(std::string_view key, std::optional<T>& out, ReadFunction<T> read) {
        if (const Node* member = take(key, false)) apply(key, *member, out.emplace(), read);
    }

    /// A member that may be left out and then stays as it is.
    template <class T>
    void optional(std::string_view key, T& out, ReadFunction<T> read) {
        if (const Node* member = take(key, false)) apply(key, *member, out, read);
    }

    /// A member that has to be there, but may be null.
    template <class T>
    void nullable(std::string_view key, std::optional<T>& out, ReadFunction<T> read) {
        const Node* member = take(key, true);
        if (member != nullptr && member->kind != Node::Kind::null) apply(key, *member, out.emplace(), read);
    }

    template <class T>
    void array(std::string_view key, std::vector<T>& out, ReadFunction<T> read) {
        const Node* member = take(key, true);
        if (member == nullptr) return;
        const Place::Step step(place_, key);
        ok_ = read_array(place_, *member, out, read);
    }

    /// The member, for a reader that needs the node itself; nullptr when it is not there.
    const Node* take(std::string_view key, bool required);

    /// True when all members were read and none is left over.
    [[nodiscard]] bool finish();

private:
    template <class T>
    void apply(std::string_view key, const Node& member, T& out, ReadFunction<T> read) {
        const Place::Step step(place_, key);
        ok_ = read(place_, member, out);
    }

    Place& place_;
    const Node& node_;
    std::vector<bool> taken_;
    bool ok_ = true;
};

}  // namespace certdelta::json
