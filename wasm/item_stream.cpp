#include "item_stream.h"

#include <algorithm>
#include <utility>

#include "certdelta/json.h"
#include "operations.h"

namespace certdelta::wasm {
namespace {

constexpr auto npos = std::string_view::npos;

}  // namespace

ItemStream::ItemStream(ReadOptions options, Take take)
    : options_(std::move(options)),
      take_(std::move(take)),
      items_(
          options_.max_bytes,
          [this](std::string_view item, std::uint64_t) { take_(json::read_item(reader(), item, options_)); },
          [this](std::uint64_t) { refuse(); }) {}

bool ItemStream::feed(std::string_view piece) {
    if (is_items_) {
        items_.feed(piece);
        return true;
    }
    beginning_ += piece;
    // Whole lines only: cut at a bad place, positioned text looks like a record.
    if (!is_document_ && (piece.find('\n') != npos || beginning_.size() >= json::kBeginningBytes))
        decide(beginning_.rfind('\n'));
    return is_items_ || beginning_.size() <= options_.max_bytes;
}

void ItemStream::finish() {
    if (!is_items_ && !is_document_) decide(npos);
    if (is_items_) {
        items_.finish();
    } else if (beginning_.size() > options_.max_bytes) {
        refuse();
    } else {
        take_(read_document_or_record(reader(), beginning_, options_));
    }
}

void ItemStream::decide(std::size_t size) {
    const std::string_view looked_at = std::string_view(beginning_).substr(0, std::min(size, json::kBeginningBytes));
    is_items_ = json::begins_as_records(looked_at);
    is_document_ = !is_items_ && beginning_.size() >= json::kBeginningBytes;
    if (!is_items_) return;
    items_.feed(beginning_);
    beginning_ = std::string();
}

void ItemStream::refuse() {
    Error error;
    error.code = ErrorCode::too_large;
    error.message = "has more than the " + std::to_string(options_.max_bytes) + " bytes that are read";
    error.source = options_.name;
    take_(error);
}

}  // namespace certdelta::wasm
