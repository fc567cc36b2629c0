#include <cstdint>

#include "certdelta/json.h"
#include "json/pages_reader.h"
#include "json/record_stream.h"

namespace certdelta {
namespace {

/// The records in an array of them, or in a text of one a line. Pieces of a damaged one do not count.
std::uint64_t count_records(std::string_view text) {
    std::uint64_t count = 0;
    const auto take = [&count](std::string_view item, std::uint64_t) {
        count += json::looks_like_record(item) ? 1U : 0U;
    };
    json::RecordStream stream(text.size(), take, [](std::uint64_t) {});
    stream.feed(text);
    stream.finish();
    return count;
}

}  // namespace

Result<Report> read_document_or_record(const Reader& reader, std::string_view bytes, const ReadOptions& options) {
    // The reader has its own words for documents that are too large.
    const bool is_pages = options.input == InputFormat::pages ||
                          (options.input == InputFormat::automatic && json::looks_like_pages(bytes));
    if (is_pages || bytes.size() > options.max_bytes || !json::looks_like_record(bytes))
        return reader.read(bytes, options);
    if (const std::uint64_t count = count_records(bytes); count > 1) {
        Error error;
        error.code = ErrorCode::invalid_record;
        error.message = std::to_string(count).insert(0, "holds ");
        error.message += " records, and one is read here; series takes all of them";
        error.source = options.name;
        return error;
    }
    return report_from_json(bytes, options.name);
}

}  // namespace certdelta
