// Diagnostics as lines of plain text.
#pragma once

#include <string>
#include <vector>

#include "certdelta/report.h"

namespace certdelta::render {

/// One line each: "warning arrow-lost (line 31): the arrows of the panel were lost".
[[nodiscard]] std::string diagnostic_lines(const std::vector<Diagnostic>& diagnostics);

}  // namespace certdelta::render
