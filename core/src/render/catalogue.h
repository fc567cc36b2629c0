// The embedded translations: core/messages.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace certdelta::render {

/// One of them; empty where there is none of that name.
[[nodiscard]] std::string_view message_file(std::string_view name);

/// One language's words for the core's English. What it does not have stays English.
class Catalogue {
public:
    explicit Catalogue(std::string_view phrases_json);

    [[nodiscard]] std::string_view phrase(std::string_view form) const { return look_up(phrases_, form); }
    /// The form for a number of them.
    [[nodiscard]] std::string_view count(std::string_view noun) const { return look_up(counts_, noun); }
    [[nodiscard]] std::string_view unit(std::string_view unit) const { return look_up(units_, unit); }

private:
    using Words = std::unordered_map<std::string, std::string>;
    [[nodiscard]] static std::string_view look_up(const Words& words, std::string_view key);

    Words phrases_;
    Words counts_;
    Words units_;
};

/// Each is read when it is first asked for. The English one has units, whose names in records are no words.
[[nodiscard]] const Catalogue& english();
[[nodiscard]] const Catalogue& chinese();

}  // namespace certdelta::render
