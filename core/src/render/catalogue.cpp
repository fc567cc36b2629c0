#include "render/catalogue.h"

#include "embedded.h"
#include "json/node.h"

namespace certdelta::render {
using json::Node;

std::string_view message_file(std::string_view name) {
    for (const embedded::File& file : embedded::messages()) {
        if (file.name == name) return file.bytes;
    }
    return {};
}

Catalogue::Catalogue(std::string_view phrases_json) {
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
}

std::string_view Catalogue::look_up(const Words& words, std::string_view key) {
    const auto found = words.find(std::string(key));
    return found == words.end() ? key : std::string_view(found->second);
}

const Catalogue& english() {
    static const Catalogue catalogue(message_file("phrases.en.json"));
    return catalogue;
}

const Catalogue& chinese() {
    static const Catalogue catalogue(message_file("phrases.zh.json"));
    return catalogue;
}

}  // namespace certdelta::render
