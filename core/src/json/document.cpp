#include <cstdint>

#include "certdelta/json.h"
#include "json/pages_reader.h"
#include "json/record_stream.h"

namespace certdelta {

namespace json {

Result<Report> read_one(const Reader& reader, std::string_view bytes, const ReadOptions& options,
                        std::string_view taker) {
    // The reader has its own words for documents that are too large.
    const bool is_pages = options.input == InputFormat::pages ||
                          (options.input == InputFormat::automatic && json::looks_like_pages(bytes));
    if (is_pages || bytes.size() > options.max_bytes || !json::looks_like_record(bytes))
        return reader.read(bytes, options);
    if (const std::uint64_t count = json::count_records(bytes); count > 1) {
        Error error;
        error.code = ErrorCode::invalid_record;
        error.message = "holds " + std::to_string(count) + " records; ";
        error.message.append(taker).append(" takes one");
        error.source = options.name;
        return error;
    }
    return report_from_json(bytes, options.name);
}

}  // namespace json

Result<Report> read_document_or_record(const Reader& reader, std::string_view bytes, const ReadOptions& options) {
    return json::read_one(reader, bytes, options, "parse");
}

}  // namespace certdelta
