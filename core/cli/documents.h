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

/// Reads one side of a comparison: a document, or a record made before. Errors carry the source's name.
[[nodiscard]] Result<Report> read_compared(const Reader& reader, const InputFile& file, const Reading& reading);
/// Reads a document, or any number of records; what cannot be read is an error in its place.
[[nodiscard]] std::vector<Result<Report>> read_each(const Reader& reader, const InputFile& file,
                                                    const Reading& reading);
/// The same, with a name of the caller's for a document. One that cannot be read is the error of them all.
[[nodiscard]] Result<std::vector<Report>> read_reports(const Reader& reader, const InputFile& file,
                                                       const Reading& reading, std::string name);

}  // namespace certdelta::cli
