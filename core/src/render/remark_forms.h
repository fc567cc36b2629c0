// The forms that the core's English remarks have, and the words for them in another language: core/messages.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace certdelta::render {

/// A form of words: pieces of text with a slot behind each but the last.
struct Form {
    explicit Form(std::string_view form);

    std::vector<std::string> texts;
    std::vector<std::string> slots;
};

/// What a slot of that name holds, as render/remarks.h describes it: "period" of "period2".
[[nodiscard]] std::string_view kind_of(std::string_view slot);

/// One form of the core's English, and the words for it.
class RemarkForm {
public:
    RemarkForm(std::string_view english, std::string_view words);

    /// What the slots of english() hold in the message; nothing where it is of another form.
    [[nodiscard]] std::optional<std::vector<std::string>> match(std::string_view message) const;
    [[nodiscard]] const Form& english() const { return english_; }
    [[nodiscard]] const Form& words() const { return words_; }

private:
    Form english_;
    Form words_;
    std::shared_ptr<const re2::RE2> pattern_;  ///< of english_: compiled once, each message is compared with many
};

/// How a diagnostic of one code is said.
struct RemarkForms {
    std::string summary;            ///< where no form fits; empty for none
    std::vector<RemarkForm> forms;  ///< the first one that fits counts
};

/// Null where nothing is known of the code. The forms are read when one is first asked for.
[[nodiscard]] const RemarkForms* chinese_remark(const std::string& code);

}  // namespace certdelta::render
