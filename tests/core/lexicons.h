// The embedded lexicons, for tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "embedded.h"
#include "profile/profile.h"
#include "text/text_words.h"

namespace certdelta::test {

inline std::vector<std::string_view> lexicons() {
    std::vector<std::string_view> texts;
    for (const embedded::File& file : embedded::lexicons()) texts.push_back(file.bytes);
    return texts;
}

inline std::vector<std::string_view> profiles() {
    std::vector<std::string_view> texts;
    for (const embedded::File& file : embedded::profiles()) texts.push_back(file.bytes);
    return texts;
}

/// The lexicon that a profile of `language` works with.
inline value::Lexicon lexicon(std::string_view language) {
    std::string json = R"({"schema":"certdelta.profile/1","id":"test.x","version":1,"language":")";
    json += language;
    json += R"(","title":{"en":"t","zh":"t"},"identify":{"threshold":1,"titles":[]},"fields":[],"rules":[]})";
    auto profile = profile::compile_profile(json, "test", lexicons());
    return profile.ok() ? profile.value().lexicon : value::Lexicon{};
}

/// Those of all lexicons together, as a Reader has them.
inline const text::TextWords& text_words() {
    static const text::TextWords words = [] {
        text::TextWords all;
        for (const char* const language : {"en", "zh"}) all.add(*lexicon(language).text_words);
        return all;
    }();
    return words;
}

}  // namespace certdelta::test
