#include <utility>

#include "certdelta/json.h"
#include "json/node.h"

namespace certdelta {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// Lays out valid JSON text as JSON.stringify(value, null, 2) does. Works on the text, so that numbers stay as they
/// are.
class Layout {
public:
    std::string run(std::string_view json) {
        for (std::size_t i = 0; i < json.size(); ++i) {
            const char c = json[i];
            if (is_space(c)) continue;
            if (c == '"') {
                const std::size_t end = end_of_string(json, i);
                put(json.substr(i, end - i));
                i = end - 1;
            } else if (c == '{' || c == '[') {
                put(json.substr(i, 1));
                ++depth_;
                opened_ = true;
            } else if (c == '}' || c == ']') {
                --depth_;
                if (!opened_) new_line();
                opened_ = false;
                out_.push_back(c);
            } else if (c == ',') {
                out_.push_back(c);
                new_line();
            } else if (c == ':') {
                out_ += ": ";
            } else {
                put(json.substr(i, 1));
            }
        }
        return std::move(out_);
    }

private:
    static std::size_t end_of_string(std::string_view json, std::size_t begin) {
        std::size_t i = begin + 1;
        while (json[i] != '"') i += json[i] == '\\' ? 2 : 1;
        return i + 1;
    }

    /// An opening bracket waits for its first item to break the line: an empty pair stays together.
    void put(std::string_view token) {
        if (opened_) new_line();
        opened_ = false;
        out_ += token;
    }

    void new_line() {
        out_.push_back('\n');
        out_.append(depth_ * 2, ' ');
    }

    std::string out_;
    std::size_t depth_ = 0;
    bool opened_ = false;
};

}  // namespace

std::string pretty_json(std::string_view text) {
    if (!json::parse(text).ok()) return std::string(text);
    return Layout().run(text);
}

}  // namespace certdelta
