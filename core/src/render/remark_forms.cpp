#include "render/remark_forms.h"

#include <re2/re2.h>

#include <array>
#include <unordered_map>

#include "json/node.h"
#include "render/catalogue.h"

namespace certdelta::render {
namespace {

struct Kind {
    std::string_view name;
    std::string_view pattern;
};

/// What slots hold, as words.h prints it; anything else is a name, of any characters.
constexpr std::array<Kind, 7> kKinds = {{
    {"period", R"(\d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d|period unknown)"},
    {"issue", R"(issue (?:\d+|\?)(?:/\d+)?)"},
    {"number", R"([+-]?\d+(?:,\d{3})*(?:\.\d+)?%?)"},
    {"figure", R"((?:about |more than |nearly )?[+-]?\d+(?:,\d{3})*(?:\.\d+)?%?)"},
    {"field", R"([a-z][\w.]*)"},
    {"fields", R"([a-z][\w.]*(?:, [a-z][\w.]*)*)"},
    {"change", R"((?:up|down)(?: -?[\d.]+(?:%| points)?)?|same|none|(?:-?[\d.]+(?:%| points)?, )?direction unknown)"},
}};

std::string_view pattern_of(std::string_view kind) {
    for (const Kind& known : kKinds) {
        if (known.name == kind) return known.pattern;
    }
    return ".+?";
}

using Remarks = std::unordered_map<std::string, RemarkForms>;

Remarks read_remarks(std::string_view remarks_json) {
    Remarks remarks;
    const auto root = json::parse(remarks_json);
    if (!root) return remarks;
    for (std::size_t i = 0; i < root.value().items.size(); ++i) {
        const json::Node& node = root.value().items[i];
        RemarkForms& remark = remarks[root.value().keys[i]];
        if (const json::Node* summary = node.find("summary")) remark.summary = summary->text;
        const json::Node* forms = node.find("forms");
        if (forms == nullptr) continue;
        for (const json::Node& form : forms->items) {
            if (form.items.size() == 2) remark.forms.emplace_back(form.items[0].text, form.items[1].text);
        }
    }
    return remarks;
}

}  // namespace

Form::Form(std::string_view form) {
    for (std::size_t open = form.find('{'); open != std::string_view::npos; open = form.find('{')) {
        const std::size_t close = form.find('}', open);
        if (close == std::string_view::npos) break;
        texts.emplace_back(form.substr(0, open));
        slots.emplace_back(form.substr(open + 1, close - open - 1));
        form.remove_prefix(close + 1);
    }
    texts.emplace_back(form);
}

std::string_view kind_of(std::string_view slot) {
    while (!slot.empty() && slot.back() >= '0' && slot.back() <= '9') slot.remove_suffix(1);
    return slot;
}

RemarkForm::RemarkForm(std::string_view english, std::string_view words) : english_(english), words_(words) {
    std::string pattern;
    for (std::size_t i = 0; i < english_.texts.size(); ++i) {
        pattern += re2::RE2::QuoteMeta(english_.texts[i]);
        if (i < english_.slots.size()) pattern.append("(").append(pattern_of(kind_of(english_.slots[i]))).append(")");
    }
    re2::RE2::Options options;
    options.set_dot_nl(true);
    options.set_log_errors(false);
    pattern_ = std::make_shared<const re2::RE2>(pattern, options);
}

std::optional<std::vector<std::string>> RemarkForm::match(std::string_view message) const {
    std::vector<absl::string_view> groups(english_.slots.size() + 1);
    const absl::string_view text(message.data(), message.size());
    if (!pattern_->ok() ||
        !pattern_->Match(text, 0, text.size(), re2::RE2::ANCHOR_BOTH, groups.data(), static_cast<int>(groups.size())))
        return std::nullopt;
    std::vector<std::string> values;
    for (std::size_t i = 1; i < groups.size(); ++i) values.emplace_back(groups[i].data(), groups[i].size());
    return values;
}

const RemarkForms* chinese_remark(const std::string& code) {
    static const Remarks remarks = read_remarks(message_file("remarks.zh.json"));
    const auto found = remarks.find(code);
    return found == remarks.end() ? nullptr : &found->second;
}

}  // namespace certdelta::render
