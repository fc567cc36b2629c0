// From the arguments of a command to records.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "certdelta/reader.h"
#include "commands.h"
#include "input.h"

namespace certdelta::cli {

/// A reader with the profiles that the user adds; empty when one of them is no profile, which is then told on standard
/// error.
[[nodiscard]] std::optional<Reader> make_reader(const Reading& reading);

[[nodiscard]] ReadOptions read_options(const std::string& path, const Reading& reading);

/// Reads a document, or a record made before. Errors carry the source's name.
[[nodiscard]] Result<Report> read_report(const Reader& reader, const std::string& path, const Reading& reading);
/// A file of several; what was wrong with listing it is the error.
[[nodiscard]] Result<Report> read_report(const Reader& reader, const InputFile& file, const Reading& reading);
/// The same, of a file that may hold several records, with a name of the caller's for a document. One that cannot be
/// read is the error.
[[nodiscard]] Result<std::vector<Report>> read_reports(const Reader& reader, const InputFile& file,
                                                       const Reading& reading, std::string name);

}  // namespace certdelta::cli
