#include "text/text_words.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "json/node.h"
#include "lexicons.h"
#include "text/normalise.h"
#include "text/sentence.h"

using namespace certdelta;

namespace {

std::size_t count_strings(const json::Node& node) {
    std::size_t count = node.kind == json::Node::Kind::string ? 1 : 0;
    for (const json::Node& item : node.items) count += count_strings(item);
    return count;
}

}  // namespace

TEST_CASE(
    "a page number is printed in a form of its language: spaces in it may be left out, letters be of either case") {
    text::PageNumberForms forms;
    forms.add("page # of #");
    forms.add("# . Blatt");
    for (const char* const line : {"page 3 of 5", "Page 12 of 60", "PAGE3OF5", "page 3\tof 5", "4. Blatt", "4.blatt "})
        CHECK_MESSAGE(forms.match(line), line);
    for (const char* const line : {"page 3", "page 3 of 5 websites", "pa ge 3 of 5", "page 2016 of 5", "page of", ""})
        CHECK_FALSE_MESSAGE(forms.match(line), line);
    CHECK(forms.may_begin('P'));
    CHECK_FALSE(forms.may_begin('b'));
    CHECK(forms.may_end('t'));
    CHECK_FALSE(forms.may_end('f'));
    CHECK(forms.words().all() == std::vector<std::string>{"page", "of", "blatt"});
}

TEST_CASE("words of two languages are each of them once") {
    text::TextWords words = *test::lexicon("en").text_words;
    const std::size_t english = words.abbreviations.all().size();
    words.add(text::TextWords(words));
    CHECK(words.abbreviations.all().size() == english);
    words.add(test::text_words());
    CHECK(words.abbreviations.all().size() == english);
    CHECK(words.titles.has("Weekly"));
    CHECK(words.titles.has("\xE5\x91\xA8\xE6\x8A\xA5"));
    CHECK(words.page_numbers.match("page 3 of 5"));
    CHECK(
        words.page_numbers.match("\xE7\xAC\xAC"
                                 "3\xE9\xA1\xB5,\xE5\x85\xB1"
                                 "5\xE9\xA1\xB5"));
}

TEST_CASE("what a lexicon does not say, a text is not told apart by") {
    const text::TextWords none;
    const text::TextWords& all = test::text_words();
    const auto omissions = [](std::string_view source, const text::TextWords& words) {
        return text::NormalText::of(source, text::Markup::none, words).omissions().size();
    };
    CHECK(omissions("253 websites\nPage 3 of 5\nwere defaced", all) == 1);
    CHECK(omissions("253 websites\nPage 3 of 5\nwere defaced", none) == 0);
    CHECK(omissions("253 websites\n- 3 -\nwere defaced", none) == 1);
    CHECK_FALSE(text::ends_sentence("fig. 3", 3, all));
    CHECK(text::ends_sentence("fig. 3", 3, none));
}

TEST_CASE("each word that a lexicon has for texts is read") {
    for (const std::string_view file : test::lexicons()) {
        const json::Node json = json::parse(file).value();
        const json::Node& section = *json.find("text");
        const std::shared_ptr<const text::TextWords> held = test::lexicon(json.find("language")->text).text_words;
        const text::TextWords& words = *held;
        const text::NumberContext& numbers = words.numbers;
        std::size_t read = 0;
        for (const text::WordList* list :
             {&words.titles, &words.issue_leads, &words.issue_marks, &words.abbreviations, &words.lead_begins,
              &words.lead_ends, &numbers.before, &numbers.before_endings, &numbers.may_be_before, &numbers.never_before,
              &numbers.partitives, &numbers.counted, &numbers.may_be_behind, &numbers.never_behind})
            read += list->all().size();
        for (const json::Node& form : section.find("page_numbers")->items) {
            std::string line = form.text;
            std::replace(line.begin(), line.end(), '#', '7');
            CHECK_MESSAGE(words.page_numbers.match(line), line);
            ++read;
        }
        CHECK(read == count_strings(section));
    }
}
