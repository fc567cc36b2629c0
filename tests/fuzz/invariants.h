// What holds for every reading, whatever the bytes.
#pragma once

#include <string_view>

#include "certdelta/reader.h"

namespace certdelta::fuzz {

/// Reads the document in every way and ends the program, with a line that says why, when a promise of the record is
/// broken.
void check_document(const Reader& reader, std::string_view document, const ReadOptions& options);

/// The same for pages (JSON).
void check_pages(const Reader& reader, std::string_view json, const ReadOptions& options);

}  // namespace certdelta::fuzz
