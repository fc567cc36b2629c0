#include "render/catalogue.h"

#include "embedded.h"
#include "json/node.h"

namespace certdelta::render {
namespace {

using json::Node;

std::string_view file(std::string_view name) {
    for (const embedded::File& file : embedded::messages()) {
        if (file.name == name) return file.bytes;
    }
    return {};
}

}  // namespace

Catalogue::Catalogue(std::string_view phrases_json, std::string_view remarks_json) {
    const auto read_words = [](const Node& root, std::string_view key, Words& out) {
        const Node* words = root.find(key);
        if (words == nullptr) return;
        for (std::size_t i = 0; i < words->items.size(); ++i) out.emplace(words->keys[i], words->items[i].text);
    };
    if (const auto phrases = json::parse(phrases_json)) {
        read_words(phrases.value(), "phrases", phrases_);
        read_words(phrases.value(), "counts", counts_);
        read_words(phrases.value(), "units", units_);
    }
    if (const auto remarks = json::parse(remarks_json)) {
        const Node& root = remarks.value();
        for (std::size_t i = 0; i < root.items.size(); ++i) {
            RemarkForms& remark = remarks_[root.keys[i]];
            if (const Node* summary = root.items[i].find("summary")) remark.summary = summary->text;
            const Node* forms = root.items[i].find("forms");
            if (forms == nullptr) continue;
            for (const Node& form : forms->items) {
                if (form.items.size() == 2) remark.forms.emplace_back(form.items[0].text, form.items[1].text);
            }
        }
    }
}

std::string_view Catalogue::look_up(const Words& words, std::string_view key) {
    const auto found = words.find(std::string(key));
    return found == words.end() ? key : std::string_view(found->second);
}

const RemarkForms* Catalogue::remark(const std::string& code) const {
    const auto found = remarks_.find(code);
    return found == remarks_.end() ? nullptr : &found->second;
}

const Catalogue& english() {
    static const Catalogue catalogue(file("phrases.en.json"), {});
    return catalogue;
}

const Catalogue& chinese() {
    static const Catalogue catalogue(file("phrases.zh.json"), file("remarks.zh.json"));
    return catalogue;
}

}  // namespace certdelta::render
