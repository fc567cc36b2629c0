// What a reader is told of a sentence that is left aside: why, in either language.
#include "extract/other_reason.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "certdelta/reader.h"
#include "render/field_labels.h"
#include "render/remarks.h"

using namespace certdelta;
using extract::OtherReason;

namespace {

const Reader& reader() {
    static const Reader the_reader;
    return the_reader;
}

/// The remark on the sentence that is left aside.
Diagnostic remark_on(const std::string& document) {
    const auto report = reader().read(document, {"test.txt", InputFormat::text});
    REQUIRE(report);
    const auto& diagnostics = report.value().diagnostics;
    const auto found = std::find_if(diagnostics.begin(), diagnostics.end(),
                                    [](const Diagnostic& diagnostic) { return diagnostic.code == "other-scope"; });
    REQUIRE(found != diagnostics.end());
    return *found;
}

}  // namespace

TEST_CASE("a sentence that is left aside says why") {
    const std::string english = "Weekly Report of CNCERT\n\nIssue 25 2016 Jun.13 -Jun.19\n\n";
    const std::string chinese = "网络安全信息与动态周报2016年第25期（6月13日—6月19日）\n\n";
    const std::string handled = "CNCERT has handled 253 network security incidents";
    const struct {
        OtherReason reason;
        std::string document;
    } cases[] = {
        {OtherReason::time_or_place, english + handled + " since January."},
        {OtherReason::time_or_place, english + "In Guangdong, " + handled + "."},
        {OtherReason::context, english + handled + ". It was all in September."},
        {OtherReason::caption, english + "A reader: " + handled + "."},
        {OtherReason::caption, english + "2015: " + handled + "."},
        {OtherReason::voice, english + "John says: " + handled + "."},
        {OtherReason::actor, chinese + "境内被篡改网站数量2146个\n各分中心\n处理网络安全事件418起"},
        {OtherReason::longer, english + "Between 10 and 20 websites were defaced."},
        {OtherReason::part, chinese + "CNCERT共处理网络安全事件253起，协调运营商处理网络安全事件64起。"},
        {OtherReason::difference, english + handled + " more than last week."},
        {OtherReason::question, english + handled + ", or has it not?"},
        {OtherReason::denial, chinese + "境内被篡改网站数量为64个，不属实。"},
    };
    for (const auto& [reason, document] : cases) {
        CAPTURE(document);
        const std::string message = remark_on(document + "\n\nThanks to all.\n").message;
        CHECK(message.substr(message.find(", but ") + 6) == extract::words_of(reason));
    }
}

TEST_CASE("each reason is said in Chinese, too") {
    const render::FieldLabels labels({reader().profiles(), "zh"}, "cncert-weekly", "en");
    for (int i = 0; i <= static_cast<int>(OtherReason::denial); ++i) {
        const std::string words(extract::words_of(static_cast<OtherReason>(i)));
        CAPTURE(words);
        const std::string message = "this sentence reads like incidents.handled.total, but " + words;
        CHECK(render::remark({Severity::info, "other-scope", "", message, std::nullopt}, labels)
                  .starts_with("这句话像是在说处理事件，但"));
    }
}
