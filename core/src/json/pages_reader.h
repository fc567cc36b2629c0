// certdelta.pages/1 -> positioned text.
#pragma once

#include <string_view>

#include "certdelta/error.h"
#include "layout/pages.h"

namespace certdelta::json {

/// Text of more bytes than this on all pages together is refused with too_large: a report has a few thousand.
constexpr std::uint32_t most_page_text = 8U * 1024U * 1024U;

/// Reads pages as strictly as their schema says, without a tree in between: memory is a small multiple of what is read.
/// Errors: invalid_json with offset, line and column; invalid_record with a JSON pointer in the message; too_large.
[[nodiscard]] Result<layout::Pages> read_pages(std::string_view json, std::string_view name);

/// An object that names the schema of pages.
[[nodiscard]] bool looks_like_pages(std::string_view json);

}  // namespace certdelta::json
