// Any bytes, added as a profile; what loads then reads documents. Linted and tested too: no error, it loads.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "certdelta/finding.h"
#include "certdelta/json.h"
#include "invariants.h"

using namespace certdelta;

namespace {

/// Starts like an issue of the embedded English profile, which a seed of this target changes, and holds what templates
/// read: counts, percentages, changes, dates, lists, texts, words of another scope, damaged figures.
constexpr std::string_view document =
    "# Weekly Report of CNCERT\n\nIssue 43 2023 Oct.16 -Oct.22\n\n## Key Findings\n\nDefaced Websites in Chinese "
    "Mainland\n"
    "1,205 \xE2\x86\x91 4.5%\n\n## Malware Activities\n\nThe infected computers amounted to about 957 thousand, among "
    "which about "
    "844 thousand were controlled by Trojans or Botnets. Since January, CNCERT has handled 9,120 incidents.\n\n"
    "## Incident Handling\n\nCNCERT has handled 253 network security incidents, 59 of which were crossborder ones, a "
    "decrease of "
    "16.8% from last week. The top three are Guangdong, Jiangsu and Zhejiang; 2*3 others and 12.\n\n"
    "## About CNCERT\n\nSince its foundation in Sep.2002, with 31 provinces. By 2022, relationships with 274 "
    "organizations from 81 "
    "countries or regions.\n\nDuty Editor: Somebody Else\nEmail: a\\_b@example.org\nTel: +86-10-8299\n";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Reader reader;
    const std::string_view profile(reinterpret_cast<const char*>(data), size);
    const Result<ProfileId> added = reader.add_profile(profile, "fuzz.json");
    const std::vector<Finding> findings = lint_profile(profile, "fuzz.json");
    if (!added.ok() && !has_errors(findings)) __builtin_trap();
    const ProfileTest test = test_profile(profile, "fuzz.json");
    const bool refused = test.examples == 0 && has_errors(test.findings);
    if (added.ok() == refused) __builtin_trap();
    if (!added.ok()) {
        const Error& error = added.error();
        // A profile that is refused changes nothing, so the reader serves the next input.
        if (error.message.empty() || error.source != "fuzz.json" || to_json(error).empty()) __builtin_trap();
        return 0;
    }
    fuzz::check_document(reader, document, {"fuzz", InputFormat::automatic});
    reader = Reader();
    return 0;
}
