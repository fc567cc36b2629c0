#include "json/series_input.h"

#include <utility>

namespace certdelta::json {

SeriesInput::SeriesInput(const Reader& reader, SeriesBuilder& builder, ReadOptions options, Complain complain)
    : reader_(reader),
      builder_(builder),
      options_(std::move(options)),
      complain_(std::move(complain)),
      records_(
          options_.max_bytes,
          [this](std::string_view item, std::uint64_t number) { take(read_item(reader_, item, options_), number); },
          [this](std::uint64_t number) { refuse(number); }) {}

bool SeriesInput::feed(std::string_view piece) {
    if (is_records_) {
        records_.feed(piece);
        return true;
    }
    beginning_ += piece;
    if (!is_decided_ && beginning_.size() >= kBeginningBytes) decide();
    return beginning_.size() <= options_.max_bytes;
}

void SeriesInput::finish() {
    if (!is_decided_) decide();
    if (is_records_) {
        records_.finish();
    } else if (beginning_.size() > options_.max_bytes) {
        refuse(0);  // how much more there would have been is not known
    } else {
        take(read_document_or_record(reader_, beginning_, options_), 0);
    }
}

void SeriesInput::decide() {
    is_decided_ = true;
    is_records_ = begins_as_records(std::string_view(beginning_).substr(0, kBeginningBytes));
    if (!is_records_) return;
    records_.feed(beginning_);
    beginning_ = std::string();
}

/// `number` of the record, or 0 for a document.
void SeriesInput::take(const Result<Report>& report, std::uint64_t number) {
    if (!report) return complain_about(report.error(), number);
    if (const std::optional<Error> error = builder_.add(report.value())) complain_about(*error, number);
}

void SeriesInput::refuse(std::uint64_t number) const {
    Error error;
    error.code = ErrorCode::too_large;
    error.message = "has more than the " + std::to_string(options_.max_bytes) + " bytes that are read";
    error.source = options_.name;
    complain_about(std::move(error), number);
}

void SeriesInput::complain_about(Error error, std::uint64_t number) const {
    if (number > 0) error.message = "record " + std::to_string(number) + ": " + error.message;
    complain_(error);
}

}  // namespace certdelta::json
