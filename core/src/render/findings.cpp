#include "certdelta/render.h"
#include "json/names.h"
#include "render/width.h"
#include "words.h"

namespace certdelta {

std::string to_text(std::span<const Finding> findings) {
    std::string out;
    for (const Finding& finding : findings) {
        std::string place = finding.source;
        for (const auto& number : {finding.line, finding.column}) {
            if (number) place.append(place.empty() ? "" : ":").append(std::to_string(*number));
        }
        if (!place.empty()) out.append(render::on_one_line(place)).append(": ");
        out.append(json::name_of(finding.severity)).append(": ");
        out.append(render::on_one_line(finding.message)).append(" (").append(finding.code).append(")\n");
    }
    return out;
}

std::string summary(const ProfileTest& test, std::string_view name) {
    std::string out = name.empty() ? "" : render::on_one_line(name) + ": ";
    out += counted(static_cast<std::int64_t>(test.examples), "example");
    if (test.failed > 0) return out + ", " + std::to_string(test.failed) + " not as expected";
    if (has_errors(test.findings)) return out + " run: the profile does not load";
    return test.examples == 0 ? out : out + ", all as expected";
}

}  // namespace certdelta
