// What the core remarks, for people: with the labels of fields, and in their language. The core words its diagnostics
// in English; another language knows them by their forms (core/messages/remarks.zh.json), with the names, figures and
// dates of the case in their slots. A slot's name without its number is what it holds: "{period2}" is a period.
#pragma once

#include <string>

#include "certdelta/report.h"

namespace certdelta::render {

class FieldLabels;

/// The message of the diagnostic as people read it.
[[nodiscard]] std::string remark(const Diagnostic& diagnostic, const FieldLabels& labels);

}  // namespace certdelta::render
