// Exports of certdelta.plugin.wasm for Apache Camel's `wasm` language. Camel writes a message, {"headers": {...},
// "body": base64}, into memory of alloc(), calls parse(address, size), and reads what the result says: the address in
// its upper 32 bits, the size in its lower ones, of which the highest marks an error. It gives both back to dealloc().
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "address.h"
#include "certdelta/json.h"
#include "json/node.h"
#include "operations.h"

namespace {

using namespace certdelta;

constexpr std::uint64_t kErrorBit = std::uint64_t{1} << 31U;

/// The value of one character of base64 (RFC 4648), -1 for any other.
int sextet(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+') return 62;
    return c == '/' ? 63 : -1;
}

std::optional<std::string> decode_base64(std::string_view text) {
    while (text.ends_with('=')) text.remove_suffix(1);
    std::string bytes;
    bytes.reserve(text.size() * 3 / 4);
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        const int value = sextet(c);
        if (value < 0) return std::nullopt;
        bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes.push_back(static_cast<char>((bits >> static_cast<std::uint32_t>(count)) & 0xFFU));
    }
    return bytes;
}

Error invalid(std::string message) {
    Error error;
    error.code = ErrorCode::invalid_json;
    error.message = std::move(message);
    return error;
}

Result<std::string> parse_message(std::string_view message) {
    const Result<json::Node> node = json::parse(message);
    if (!node) return node.error();
    const json::Node* body = node.value().find("body");
    if (body == nullptr || body->kind != json::Node::Kind::string) return invalid("the message has no body");
    const std::optional<std::string> document = decode_base64(body->text);
    if (!document) return invalid("the body of the message is not base64");
    const json::Node* headers = node.value().find("headers");
    const json::Node* name = headers == nullptr ? nullptr : headers->find("CamelFileName");
    ReadOptions options;
    if (name != nullptr) options.name = name->text;
    const Result<Report> report = read_document_or_record(wasm::reader(), *document, options);
    if (!report) return report.error();
    return to_json(report.value());
}

}  // namespace

extern "C" {

std::uint32_t alloc(std::uint32_t size) { return wasm::to_address(std::malloc(size)); }

void dealloc(std::uint32_t address, std::uint32_t) { std::free(wasm::to_pointer<void>(address)); }

std::uint64_t parse(std::uint32_t message, std::uint32_t size) {
    const Result<std::string> result = parse_message(wasm::view(message, size));
    const std::string text = result ? result.value() : to_json(result.error());
    void* const kept = std::malloc(text.size());
    if (kept == nullptr) __builtin_trap();
    std::memcpy(kept, text.data(), text.size());
    return (std::uint64_t{wasm::to_address(kept)} << 32U) | text.size() | (result ? 0 : kErrorBit);
}

}  // extern "C"
