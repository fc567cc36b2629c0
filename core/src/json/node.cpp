#include "json/node.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "json/parse_error.h"

namespace certdelta::json {
namespace {

// A record of the largest profile has a few thousand nodes, nested seven deep.
constexpr std::size_t kMaxDepth = 32;
constexpr std::size_t kMaxNodes = 1'000'000;
constexpr std::size_t kMaxBytes = UINT32_MAX;

/// Follows the parser through valid text, token by token: its events say what was read, not where.
class TokenCursor {
public:
    explicit TokenCursor(std::string_view text) : text_(text), next_(text.starts_with("\xEF\xBB\xBF") ? 3 : 0) {}

    /// Where the next token starts; steps over it.
    std::uint32_t take() {
        next_ = std::min(text_.find_first_not_of(" \t\r\n,:", next_), text_.size());
        const std::size_t begin = next_;
        const char first = begin < text_.size() ? text_[begin] : '\0';
        if (first == '"') {
            ++next_;
            while (next_ < text_.size() && text_[next_] != '"') next_ += text_[next_] == '\\' ? 2 : 1;
            ++next_;
        } else if (first == '{' || first == '}' || first == '[' || first == ']') {
            ++next_;
        } else {
            next_ = std::min(text_.find_first_of(" \t\r\n,:]}", begin), text_.size());
        }
        return static_cast<std::uint32_t>(begin);
    }

private:
    std::string_view text_;
    std::size_t next_;
};

/// Receives the events of nlohmann_json's parser and builds the tree.
class TreeBuilder {
public:
    using number_integer_t = nlohmann::json::number_integer_t;
    using number_unsigned_t = nlohmann::json::number_unsigned_t;
    using number_float_t = nlohmann::json::number_float_t;
    using string_t = nlohmann::json::string_t;
    using binary_t = nlohmann::json::binary_t;

    explicit TreeBuilder(std::string_view text) : cursor_(text) {}

    // The names that the parser calls.
    bool null() { return add(Node::Kind::null) != nullptr; }
    bool boolean(bool value) {
        Node* node = add(Node::Kind::boolean);
        if (node != nullptr) node->boolean = value;
        return node != nullptr;
    }
    bool number_integer(number_integer_t value) { return add_number(std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) { return add_number(std::to_string(value)); }
    /// The token, not the double: 16.8 has to stay 16.8.
    bool number_float(number_float_t, const string_t& token) { return add_number(token); }
    bool string(string_t& value) {
        Node* node = add(Node::Kind::string);
        if (node != nullptr) node->text = std::move(value);
        return node != nullptr;
    }
    bool binary(binary_t&) { return false; }  // text formats have none
    bool start_object(std::size_t) { return enter(Node::Kind::object); }
    bool start_array(std::size_t) { return enter(Node::Kind::array); }
    bool end_object() { return leave(); }
    bool end_array() { return leave(); }
    bool key(string_t& name) {
        open_.back()->keys.push_back(std::move(name));
        open_.back()->key_offsets.push_back(cursor_.take());
        return true;
    }
    template <class Exception>
    bool parse_error(std::size_t characters_read, const std::string&, const Exception& exception) {
        syntax_.reason = reason_of(exception.what());
        syntax_.offset = characters_read == 0 ? 0 : characters_read - 1;
        return false;
    }

    [[nodiscard]] Node take_root() { return std::move(root_); }
    [[nodiscard]] const SyntaxError& syntax() const { return syntax_; }

private:
    /// nullptr when the text holds too much.
    Node* add(Node::Kind kind) {
        if (++nodes_ > kMaxNodes) {
            syntax_.reason = "it holds more than " + std::to_string(kMaxNodes) + " values";
            return nullptr;
        }
        // Only the innermost open node grows, so the addresses of the open ones stay valid.
        Node& node = open_.empty() ? root_ : open_.back()->items.emplace_back();
        node.kind = kind;
        node.offset = cursor_.take();
        return &node;
    }

    bool add_number(std::string_view token) {
        Node* node = add(Node::Kind::number);
        if (node != nullptr) node->number = Decimal::from_string(token);
        return node != nullptr;
    }

    bool enter(Node::Kind kind) {
        if (open_.size() == kMaxDepth) {
            syntax_.reason = "it is nested more than " + std::to_string(kMaxDepth) + " levels deep";
            return false;
        }
        Node* node = add(kind);
        if (node != nullptr) open_.push_back(node);
        return node != nullptr;
    }

    bool leave() {
        open_.pop_back();
        cursor_.take();
        return true;
    }

    TokenCursor cursor_;
    Node root_;
    std::vector<Node*> open_;
    std::size_t nodes_ = 0;
    SyntaxError syntax_;
};

}  // namespace

const Node* Node::find(std::string_view key) const {
    const auto found = std::find(keys.begin(), keys.end(), key);
    return found == keys.end() ? nullptr : &items[static_cast<std::size_t>(found - keys.begin())];
}

Result<Node> parse(std::string_view text) {
    TreeBuilder builder(text);
    if (text.size() > kMaxBytes) {
        Error error;
        error.code = ErrorCode::invalid_json;
        error.message = "is larger than 4 GiB";
        return error;
    }
    if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return syntax_error(text, builder.syntax());
    return builder.take_root();
}

std::size_t offset_in_string(std::string_view text, std::size_t string, std::size_t inside) {
    std::size_t at = string + 1;
    // Each round takes one byte of the value, or all bytes of an escaped character.
    for (std::size_t done = 0; done < inside && at < text.size() && text[at] != '"';) {
        if (text[at] != '\\') {
            ++at;
            ++done;
        } else if (text.substr(at, 2) != "\\u") {
            at += 2;
            ++done;
        } else {
            const std::string_view digits = text.substr(at + 2, 4);
            // A character outside of the basic plane is two escapes; the first of them starts with D8 to DB.
            const bool pair = digits.size() == 4 && (digits[0] == 'D' || digits[0] == 'd') && digits[1] >= '8';
            done += pair ? 4 : digits < "0080" ? 1 : digits < "0800" ? 2 : 3;
            at += pair ? 12 : 6;
        }
    }
    return std::min(at, text.size());
}

}  // namespace certdelta::json
