#include <cstdint>

#include "certdelta/json.h"
#include "json/pages_reader.h"
#include "json/record_stream.h"

namespace certdelta {

Result<Report> read_document_or_record(const Reader& reader, std::string_view bytes, const ReadOptions& options) {
    // The reader has its own words for documents that are too large.
    const bool is_pages = options.input == InputFormat::pages ||
                          (options.input == InputFormat::automatic && json::looks_like_pages(bytes));
    if (is_pages || bytes.size() > options.max_bytes || !json::looks_like_record(bytes))
        return reader.read(bytes, options);
    if (const std::uint64_t count = json::count_records(bytes); count > 1) {
        Error error;
        error.code = ErrorCode::invalid_record;
        error.message = std::to_string(count).insert(0, "holds ");
        error.message += " records, and one is read here; check and series take all of them";
        error.source = options.name;
        return error;
    }
    return report_from_json(bytes, options.name);
}

}  // namespace certdelta
