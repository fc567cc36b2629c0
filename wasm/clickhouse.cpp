// Exports of certdelta.plugin.wasm for user-defined functions of ClickHouse, ABI BUFFERED_V1, serialization format
// RowBinary: a buffer of rows in, a buffer of rows out. certdelta_parse_rows takes the text of a document a row
// (String) and gives its record, or a certdelta.error/1 record (String).
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "certdelta/json.h"
#include "operations.h"

namespace {

using namespace certdelta;

struct Buffer {
    std::uint8_t* data;
    std::uint32_t size;
};

/// LEB128, the length in front of a String. Takes it off `bytes`; empty when they end too early.
std::optional<std::uint64_t> take_length(std::string_view& bytes) {
    std::uint64_t value = 0;
    for (std::uint32_t shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        value |= std::uint64_t{byte & 0x7FU} << shift;
        if ((byte & 0x80U) == 0) return value;
    }
    return std::nullopt;
}

void append_string(std::string& out, std::string_view text) {
    std::uint64_t length = text.size();
    for (; length >= 0x80; length >>= 7U) out.push_back(static_cast<char>((length & 0x7FU) | 0x80U));
    out.push_back(static_cast<char>(length));
    out += text;
}

}  // namespace

extern "C" {

Buffer* clickhouse_create_buffer(std::uint32_t size) {
    auto* const buffer = static_cast<Buffer*>(std::malloc(sizeof(Buffer)));
    if (buffer == nullptr) __builtin_trap();
    *buffer = {static_cast<std::uint8_t*>(std::malloc(size)), size};
    if (buffer->data == nullptr && size > 0) __builtin_trap();
    return buffer;
}

void clickhouse_destroy_buffer(Buffer* buffer) {
    if (buffer == nullptr) return;
    std::free(buffer->data);
    std::free(buffer);
}

Buffer* certdelta_parse_rows(const Buffer* input, std::uint32_t rows) {
    std::string_view bytes(reinterpret_cast<const char*>(input->data), input->size);
    std::string out;
    for (std::uint32_t row = 0; row < rows; ++row) {
        const std::optional<std::uint64_t> length = take_length(bytes);
        if (!length || *length > bytes.size()) __builtin_trap();  // not what the ABI promises: the query fails
        const std::string_view document = bytes.substr(0, static_cast<std::size_t>(*length));
        bytes.remove_prefix(document.size());
        const Result<Report> report = read_document_or_record(wasm::reader(), document, {});
        append_string(out, report ? to_json(report.value()) : to_json(report.error()));
    }
    Buffer* const result = clickhouse_create_buffer(static_cast<std::uint32_t>(out.size()));
    std::memcpy(result->data, out.data(), out.size());
    return result;
}

}  // extern "C"
