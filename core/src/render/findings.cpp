#include "certdelta/render.h"
#include "json/names.h"
#include "render/field_labels.h"
#include "render/remarks.h"
#include "render/width.h"
#include "words.h"

namespace certdelta {

namespace {

/// "draft.json:7:68: ", or what is known of it.
std::string place_of(const Finding& finding) {
    std::string place = finding.source;
    for (const auto& number : {finding.line, finding.column}) {
        if (number) place.append(place.empty() ? "" : ":").append(std::to_string(*number));
    }
    return place.empty() ? place : render::on_one_line(place) + ": ";
}

}  // namespace

std::string to_text(std::span<const Finding> findings) {
    std::string out;
    for (const Finding& finding : findings) {
        out.append(place_of(finding)).append(json::name_of(finding.severity)).append(": ");
        out.append(render::on_one_line(finding.message)).append(" (").append(finding.code).append(")\n");
    }
    return out;
}

std::string to_text(std::span<const Finding> findings, const Report& report, const Labels& labels) {
    if (findings.empty()) return {};
    const render::FieldLabels names(labels, report);
    const render::Phrasebook& phrases = names.phrases();
    std::string out;
    for (const Finding& finding : findings) {
        const Diagnostic diagnostic{finding.severity, finding.code, finding.field, finding.message, std::nullopt};
        const std::string message = render::on_one_line(render::remark(diagnostic, names));
        const std::string said = phrases.say("{0}: {1}", {phrases.say(json::name_of(finding.severity)), message});
        out.append(place_of(finding)).append(phrases.say("{0} ({1})", {said, finding.code})).append("\n");
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
