// The pieces that several records share, written the same way in each.
#pragma once

#include <optional>
#include <vector>

#include "certdelta/report.h"
#include "json/writer.h"

namespace certdelta::json {

/// null, a number, a string or an array of strings.
void write(Writer& writer, const Value& value);
void write(Writer& writer, const Change& change);
void write(Writer& writer, const Evidence& evidence);
void write(Writer& writer, const Issue& issue);
void write(Writer& writer, const std::optional<ProfileId>& profile);
void write(Writer& writer, const std::optional<Period>& period);
void write(Writer& writer, const std::optional<Decimal>& number);
void write(Writer& writer, const std::optional<std::int32_t>& number);
void write(Writer& writer, const std::vector<Diagnostic>& diagnostics);
/// null for the empty text.
void write_text_or_null(Writer& writer, std::string_view text);

}  // namespace certdelta::json
