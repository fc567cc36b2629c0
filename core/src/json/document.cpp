#include "certdelta/json.h"
#include "json/pages_reader.h"

namespace certdelta {
namespace {

/// JSON white space and a byte order mark.
std::string_view skip_space(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

/// An object that names one of our schemas is meant as a record, also when it turns out to be another kind or damaged:
/// read as a document it would only be "a text that no profile fits".
bool looks_like_record(std::string_view bytes) {
    const std::string_view text = skip_space(bytes);
    return text.starts_with('{') && text.find("\"certdelta.") != std::string_view::npos;
}

}  // namespace

Result<Report> read_document_or_record(const Reader& reader, std::string_view bytes, const ReadOptions& options) {
    // The reader has its own words for documents that are too large.
    const bool is_pages = options.input == InputFormat::pages ||
                          (options.input == InputFormat::automatic && json::looks_like_pages(bytes));
    if (is_pages || bytes.size() > options.max_bytes || !looks_like_record(bytes)) return reader.read(bytes, options);
    return report_from_json(bytes, options.name);
}

}  // namespace certdelta
