// Reading a tree that a person wrote: everything that does not fit is told, each with its place, not only the first.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/node.h"
#include "profile/problem.h"

namespace certdelta::json {

/// A value of the tree and how to name it.
struct Item {
    const Node* node = nullptr;
    std::string pointer;  ///< RFC 6901

    [[nodiscard]] Item element(std::size_t index) const;
    /// Member number `index` of an object.
    [[nodiscard]] Item member(std::size_t index) const;
};

/// Each function that reads gives a harmless value where it notes a problem, so that reading can go on.
class TreeReader {
public:
    using Problem = profile::Problem;
    using SourcePlace = profile::SourcePlace;

    /// `text`: what the tree was parsed from.
    explicit TreeReader(std::string_view text) : text_(text) {}

    [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }
    [[nodiscard]] std::vector<Problem> take_problems() { return std::move(problems_); }
    [[nodiscard]] SourcePlace place_of(const Item& item) const;

    /// From now on, what is read stands in another text; its problems are told at `from`, where this one refers to it.
    void enter_other_text(SourcePlace from) { other_text_ = std::move(from); }
    void leave_other_text() { other_text_.reset(); }

    void problem(std::string_view code, const Item& at, std::string message);
    /// At byte `inside` of a string's value.
    void problem_inside(std::string_view code, const Item& string, std::size_t inside, std::string message);
    /// At the key of a member.
    void problem_at_key(std::string_view code, const Item& object, std::size_t index, std::string message);

    /// The member, or nothing (with a problem when it is required).
    std::optional<Item> member(const Item& object, std::string_view key, bool required);
    std::string string(const Item& object, std::string_view key, bool required);
    std::int64_t integer(const Item& object, std::string_view key, bool required, std::int64_t otherwise);
    /// false when it is not there.
    bool boolean(const Item& object, std::string_view key);
    /// Notes members that are not in `known`, or there twice. False when it is no object.
    bool only(const Item& object, std::span<const std::string_view> known);
    bool only(const Item& object, std::initializer_list<std::string_view> known) {
        return only(object, std::span(known.begin(), known.size()));
    }

    /// Calls take(item) for each element of an array member.
    template <class Take>
    void each(const Item& object, std::string_view key, bool required, Take take) {
        const std::optional<Item> list = member(object, key, required);
        if (!list) return;
        if (list->node->kind != Node::Kind::array) return problem("wrong-type", *list, "a list is expected");
        for (std::size_t i = 0; i < list->node->items.size(); ++i) take(list->element(i));
    }

    /// Calls take(text, item) for each element of an array member.
    template <class Take>
    void each_string(const Item& object, std::string_view key, bool required, Take take) {
        each(object, key, required, [&](const Item& element) {
            if (element.node->kind != Node::Kind::string) return problem("wrong-type", element, "a text is expected");
            take(element.node->text, element);
        });
    }

private:
    std::string_view text_;
    std::vector<Problem> problems_;
    std::optional<SourcePlace> other_text_;
};

}  // namespace certdelta::json
