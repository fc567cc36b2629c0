// Diagnostics as lines of plain text and of Markdown.
#pragma once

#include <string>

#include "certdelta/report.h"
#include "render/field_labels.h"

namespace certdelta::render {

/// "warning arrow-lost (line 31): the arrows of the panel were lost\n", within the columns of the labels.
[[nodiscard]] std::string diagnostic_line(const Diagnostic& diagnostic, const FieldLabels& labels);
/// An item of a list in Markdown: "- warning: message (code)\n".
[[nodiscard]] std::string diagnostic_item(const Diagnostic& diagnostic, const FieldLabels& labels);
/// The same where a heading says what it is: "- message\n".
[[nodiscard]] std::string message_item(const Diagnostic& diagnostic, const FieldLabels& labels);

/// Whether it tells of something that the publisher printed wrong, by its code.
[[nodiscard]] bool is_publishers_mistake(const Diagnostic& diagnostic);

}  // namespace certdelta::render
