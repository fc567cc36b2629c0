// The embedded translations: core/messages.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace certdelta::render {

/// How a diagnostic of one code is said.
struct RemarkForms {
    std::string summary;  ///< where no form fits; empty for none
    /// The core's English with {slots}, as render/remarks.h describes them, and the words in the other language. The
    /// first one that fits counts.
    std::vector<std::pair<std::string, std::string>> forms;
};

/// One language's words for the core's English. What it does not have stays English.
class Catalogue {
public:
    Catalogue(std::string_view phrases_json, std::string_view remarks_json);

    [[nodiscard]] std::string_view phrase(std::string_view form) const { return look_up(phrases_, form); }
    /// The form for a number of them.
    [[nodiscard]] std::string_view count(std::string_view noun) const { return look_up(counts_, noun); }
    [[nodiscard]] std::string_view unit(std::string_view unit) const { return look_up(units_, unit); }
    /// Null where nothing is known of the code.
    [[nodiscard]] const RemarkForms* remark(const std::string& code) const;

private:
    using Words = std::unordered_map<std::string, std::string>;
    [[nodiscard]] static std::string_view look_up(const Words& words, std::string_view key);

    Words phrases_;
    Words counts_;
    Words units_;
    std::unordered_map<std::string, RemarkForms> remarks_;
};

/// Each is read when it is first asked for. The English one has units, whose names in records are no words.
[[nodiscard]] const Catalogue& english();
[[nodiscard]] const Catalogue& chinese();

}  // namespace certdelta::render
