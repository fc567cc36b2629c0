// The operations of certdelta.h on text of C++: what every WebAssembly module offers, whatever its host asks for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "certdelta/error.h"
#include "certdelta/reader.h"

namespace certdelta::wasm {

/// With the profiles that add_profile added. The first call makes it, which takes much longer than to read a document.
const Reader& reader();

// Arguments and results are those that certdelta.h tells of. Options are JSON, or nothing.
Result<std::string> parse(std::string_view document, std::string_view options);
Result<std::string> compare(std::string_view before, std::string_view after, std::string_view options);
Result<std::string> series(std::string_view input, std::string_view options);
Result<std::string> series_feed(std::string_view bytes, std::string_view options);
Result<std::string> series_end(std::string_view options);
Result<std::string> rows(std::string_view input, std::string_view options);
Result<std::string> explain(std::string_view document, std::string_view options);
Result<std::string> check(std::string_view document, std::string_view options);
Result<std::string> lint_profile(std::string_view profile, std::string_view options);
Result<std::string> test_profile(std::string_view profile, std::string_view options);
Result<std::string> add_profile(std::string_view profile, std::string_view options);
Result<std::string> schema(std::string_view name);
Result<std::string> info(std::uint32_t abi_version);

// The same of items: documents with a name, or records, as in certdelta_series.
/// One gives its result, or fails; several give a line each, an error record in the place of what is none. As rows or
/// tables they all fail with the first that does.
Result<std::string> parse_items(std::string_view input, std::string_view options);
/// The findings of all of them.
Result<std::string> check_items(std::string_view input, std::string_view options);
/// Takes one document, with its name or without.
Result<std::string> explain_item(std::string_view input, std::string_view options);
/// Takes two. The options are those of compare.
Result<std::string> compare_items(std::string_view input, std::string_view options);

/// Puts one more report into the series that series_end gives; what keeps it out, where something does.
std::optional<Error> add_to_series(const Report& report);

}  // namespace certdelta::wasm
