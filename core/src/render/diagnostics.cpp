#include "render/diagnostics.h"

#include "json/names.h"
#include "render/markdown_text.h"
#include "render/remarks.h"
#include "render/table.h"
#include "render/width.h"

namespace certdelta::render {

std::string diagnostic_line(const Diagnostic& diagnostic, const FieldLabels& labels) {
    const Phrasebook& phrases = labels.phrases();
    std::string head = phrases.say(json::name_of(diagnostic.severity)) + " " + diagnostic.code;
    if (diagnostic.evidence) head = phrases.say("{0} (line {1})", {head, std::to_string(diagnostic.evidence->line)});
    return wrapped_line(phrases.say("{0}: {1}", {head, on_one_line(remark(diagnostic, labels))}), labels.columns());
}

std::string diagnostic_item(const Diagnostic& diagnostic, const FieldLabels& labels) {
    const Phrasebook& phrases = labels.phrases();
    const std::string message =
        phrases.say("{0}: {1}", {phrases.say(json::name_of(diagnostic.severity)), escaped(remark(diagnostic, labels))});
    return "- " + phrases.say("{0} ({1})", {message, diagnostic.code}) + "\n";
}

std::string message_item(const Diagnostic& diagnostic, const FieldLabels& labels) {
    return "- " + escaped(remark(diagnostic, labels)) + "\n";
}

bool is_publishers_mistake(const Diagnostic& diagnostic) {
    return diagnostic.code == "stated-change-disagrees" || diagnostic.code == "editions-disagree";
}

}  // namespace certdelta::render
