// An export of certdelta.plugin.wasm for Fluent Bit's filter `wasm` (Event_Format json): gets a record as JSON, gives
// the record that takes its place. Fluent Bit copies the arguments into memory of malloc(), and the result out at once.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "certdelta/json.h"
#include "json/node.h"
#include "operations.h"

namespace {

using namespace certdelta;

/// Keys under which inputs of Fluent Bit and certdelta itself put a text.
constexpr std::array<std::string_view, 3> kDocumentKeys = {"document", "log", "message"};

constexpr std::string_view kReport = "certdelta";

std::string text_of(const json::Node& record, std::string_view key) {
    const json::Node* member = record.find(key);
    return member == nullptr ? std::string() : member->text;
}

const json::Node* find_document(const json::Node& record) {
    for (const std::string_view key : kDocumentKeys) {
        const json::Node* member = record.find(key);
        if (member != nullptr && member->kind == json::Node::Kind::string) return member;
    }
    return nullptr;
}

/// The record with a member "certdelta" more: the report that its text is, or why it is none.
std::string filter(std::string_view record) {
    const Result<json::Node> node = json::parse(record);
    const bool is_object = node && node.value().kind == json::Node::Kind::object;
    const json::Node* document = is_object ? find_document(node.value()) : nullptr;
    // None of ours, or read before: it goes on as it is.
    if (document == nullptr || node.value().find(kReport) != nullptr) return std::string(record);
    ReadOptions options;
    options.name = text_of(node.value(), "name");
    const Result<Report> report = read_document_or_record(wasm::reader(), document->text, options);
    std::string out(record.substr(0, record.find_last_of('}')));
    out.append(",\"").append(kReport).append("\":");
    out += report ? to_json(report.value()) : to_json(report.error());
    out.push_back('}');
    return out;
}

}  // namespace

extern "C" {

/// NUL-terminated; valid until the next call.
const char* certdelta_filter(const char*, std::uint32_t, std::uint32_t, std::uint32_t, const char* record,
                             std::uint32_t size) {
    static std::string kept;
    kept = filter({record, size});
    return kept.c_str();
}

}  // extern "C"
