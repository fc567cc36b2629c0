// certdelta.pages/1 is read as strictly as its schema says.
#include "json/pages_reader.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>

using namespace certdelta;

namespace {

const std::string run = R"({"text":"253","box":[1,2,3,4]})";
const std::string page = R"({"width":595,"height":842,"runs":[)" + run + "]}";
const std::string document =
    R"({"schema":"certdelta.pages/1","source":{"format":"pdf","bytes":7},"pages":[)" + page + "]}";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

std::string error_of(const std::string& json) {
    const Result<layout::Pages> pages = json::read_pages(json, "a.pdf");
    REQUIRE(!pages.ok());
    CHECK(pages.error().source == "a.pdf");
    return std::string(code_name(pages.error().code)) + " " + pages.error().message;
}

std::string error_of(std::string_view from, std::string_view to) { return error_of(replaced(document, from, to)); }

}  // namespace

TEST_CASE("pages: reads every member") {
    const std::string full = replaced(
        replaced(document, run,
                 R"({"text":"25","box":[1,2,3.5,4],"edges":[2,3.5],"font":"Wingdings","size":10.5,"angle":-90,)"
                 R"("unmapped":true})"),
        "]}]}", R"(],"marks":[{"kind":"image","box":[5,6,7,8]},{"kind":"path","box":[0,0,1,1],"points":[[0,1]]}]}]})");
    const Result<layout::Pages> read = json::read_pages(full, "a.pdf");
    REQUIRE(read.ok());
    const layout::Pages& pages = read.value();
    CHECK(pages.format == "pdf");
    CHECK(pages.bytes == 7);
    REQUIRE(pages.pages.size() == 1);
    REQUIRE(pages.pages[0].runs.size() == 1);
    const layout::Run& first = pages.pages[0].runs[0];
    CHECK(pages.text_of(first) == "25");
    CHECK(first.box == Box{1, 2, 3.5, 4});
    CHECK(first.edges == 2);
    CHECK(pages.fonts[first.font] == "Wingdings");
    CHECK(first.size == 10.5);
    CHECK(first.angle == -90);
    CHECK(first.unmapped);
    REQUIRE(pages.pages[0].marks.size() == 2);
    CHECK(pages.pages[0].marks[0].kind == layout::Mark::Kind::image);
    CHECK(pages.pages[0].marks[1].points == 1);
}

TEST_CASE("pages: what is wrong is told with its place") {
    CHECK(error_of("[1,2,3,4]", "[1,2,3]") == "invalid-record /pages/0/runs/0/box: has to have 4 numbers");
    CHECK(error_of("[1,2,3,4]", "[1,2,3,4,5]") == "invalid-record /pages/0/runs/0/box/4: is one number too many");
    CHECK(error_of("[1,2,3,4]", "[3,2,1,4]") == "invalid-record /pages/0/runs/0/box: ends before it begins");
    CHECK(error_of("[1,2,3,4]", "[1,2,3,1e9]") == "invalid-record /pages/0/runs/0/box/3: is out of range");
    CHECK(error_of("[1,2,3,4]", "[1,2,null,4]") == "invalid-record /pages/0/runs/0/box/2: has to have a value");
    CHECK(error_of("[1,2,3,4]", R"(["1",2,3,4])") == "invalid-record /pages/0/runs/0/box/0: has to be a number");
    CHECK(error_of("\"253\"", "253") == "invalid-record /pages/0/runs/0/text: has to be a string");
    CHECK(error_of("\"text\"", "\"txt\"") == "invalid-record /pages/0/runs/0/txt: is not a known key here");
    CHECK(error_of("\"text\":\"253\",", "") == "invalid-record /pages/0/runs/0: lacks the key \"text\"");
    CHECK(error_of("\"width\":595", "\"width\":0") == "invalid-record /pages/0/width: has to be larger than 0");
    CHECK(error_of("\"width\":595", "\"height\":1") == "invalid-record /pages/0/height: is there twice");
    CHECK(error_of("\"pdf\"", "\"P D F\"") ==
          "invalid-record /source/format: has to be a word of small letters, such as \"pdf\"");
    CHECK(error_of("pages/1", "pages/2") == "invalid-record /schema: is not \"certdelta.pages/1\"");
    CHECK(error_of("\"box\"", "\"edges\":[2],\"box\"") ==
          "invalid-record /pages/0/runs/0/edges: has to have one number for each character of the text");
    CHECK(error_of("\"box\"", "\"edges\":[2,1,3],\"box\"") ==
          "invalid-record /pages/0/runs/0/edges: has to be ascending");
    CHECK(error_of("[1,2,3,4]", "[1,[2],3,4]") == "invalid-record /pages/0/runs/0/box/1: has to be a number");
    CHECK(error_of(page, "[" + page + "]") == "invalid-record /pages/0: has to be an object");
    CHECK(error_of("[]") == "invalid-record the whole document: has to be an object");
}

TEST_CASE("pages: what is no JSON is told with its place") {
    CHECK(error_of("[1,2,3,4]", "[1,2,NaN,4]").starts_with("invalid-json is not valid JSON at line 1, column "));
    CHECK(error_of("[1,2,3,4]", "[1,2,3,1e999]").starts_with("invalid-json"));
    CHECK(error_of("\"253\"", "\"\xFF\"").starts_with("invalid-json"));
    CHECK(error_of(document.substr(0, 60)).starts_with("invalid-json"));
}

TEST_CASE("pages: too much text is refused") {
    const std::string much(json::most_page_text + 1, 'x');
    CHECK(error_of("253", much).starts_with("too-large /pages/0/runs/0/text: the pages hold more than "));
}

TEST_CASE("pages: are told by their schema") {
    CHECK(json::looks_like_pages(document));
    CHECK(json::looks_like_pages("\xEF\xBB\xBF \n" + document));
    CHECK(!json::looks_like_pages(R"({"schema":"certdelta.report/1"})"));
    CHECK(!json::looks_like_pages("the schema \"certdelta.pages/1\""));
}
