// Documents and records that arrive piece by piece, read one after the other.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "certdelta/reader.h"
#include "json/record_stream.h"

namespace certdelta::wasm {

/// Takes the bytes of one input: a document; or items, one JSON object a line (json::read_item), in any number. An item
/// is read as soon as its last byte is there: a host may wait for its answer before it sends the next one.
class ItemStream {
public:
    /// Gets each report, or what stands in the place of one.
    using Take = std::function<void(const Result<Report>&)>;

    /// `options` tell how to read, and the name of what has none of its own.
    ItemStream(ReadOptions options, Take take);
    ItemStream(const ItemStream&) = delete;
    ItemStream& operator=(const ItemStream&) = delete;

    /// The next bytes, wherever they were cut. False when no more are looked at.
    bool feed(std::string_view piece);
    /// No bytes follow.
    void finish();

private:
    /// What the first `size` bytes show the input to be, if they do.
    void decide(std::size_t size);
    void refuse();

    ReadOptions options_;
    Take take_;
    json::RecordStream items_;
    std::string beginning_;  ///< all of a document, or what came before it was clear that these are items
    bool is_document_ = false;
    bool is_items_ = false;
};

}  // namespace certdelta::wasm
