#include "json/record_stream.h"

#include <array>

#include "json/object_reader.h"
#include "json/pages_reader.h"

namespace certdelta::json {
namespace {

/// How every record begins that a certdelta has written on one line.
constexpr std::string_view kBeginning = "{\"schema\":\"certdelta.";

constexpr std::string_view kSpace = " \t\r\n";

/// Whether a byte may change where the stream stands.
bool matters(char c) {
    static constexpr std::array<bool, 256> table = [] {
        std::array<bool, 256> marks{};
        for (const char mark : std::string_view("{}[]\"\\\n")) marks[static_cast<unsigned char>(mark)] = true;
        return marks;
    }();
    return table[static_cast<unsigned char>(c)];
}

std::string_view skip_space(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::size_t begin = text.find_first_not_of(kSpace);
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

struct ErrorRecord {
    std::optional<std::string> source;
    std::string code;
    std::string message;
};

std::optional<ErrorCode> code_of(std::string_view name) {
    for (auto code = ErrorCode::empty_input; code <= ErrorCode::usage;
         code = static_cast<ErrorCode>(static_cast<int>(code) + 1)) {
        if (code_name(code) == name) return code;
    }
    return std::nullopt;
}

bool read_error_record(Place& place, const Node& node, ErrorRecord& out) {
    std::string schema;
    std::optional<std::uint64_t> number;
    ObjectReader object(place, node);
    object.required("schema", schema, read_text);
    object.nullable("source", out.source, read_text);
    object.required("code", out.code, read_text);
    object.required("message", out.message, read_text);
    for (const std::string_view key : {"offset", "line", "column"}) object.optional(key, number, read_uint64);
    return object.finish();
}

struct NamedDocument {
    std::string name;
    std::string document;
};

bool read_named_document(Place& place, const Node& node, NamedDocument& out) {
    ObjectReader object(place, node);
    object.optional("name", out.name, read_text);
    object.required("document", out.document, read_text);
    return object.finish();
}

Error invalid_item(const std::string& what, const Place& place, const std::string& name) {
    Error error;
    error.code = ErrorCode::invalid_record;
    error.message = "is not " + what + ": " + place.failure();
    error.source = name;
    return error;
}

/// The error that a record tells of. Codes of other surfaces are not known here.
Error error_of(const ErrorRecord& record, const std::string& name) {
    Error error;
    error.code = code_of(record.code).value_or(ErrorCode::unreadable);
    error.source = record.source.value_or(name);
    error.message =
        (record.source ? *record.source : std::string("a document")) + " could not be read: " + record.message;
    return error;
}

/// A report's evidence may quote anything, so only the first member tells what an object is.
bool begins_with_schema(std::string_view item, std::string_view schema) {
    std::string_view rest = skip_space(item);
    for (const std::string_view token :
         {std::string_view("{"), std::string_view("\"schema\""), std::string_view(":")}) {
        if (!rest.starts_with(token)) return false;
        rest = skip_space(rest.substr(token.size()));
    }
    return rest.starts_with(schema);
}

bool begins_with_document(std::string_view item) {
    std::string_view rest = skip_space(item);
    if (!rest.starts_with('{')) return false;
    rest = skip_space(rest.substr(1));
    return rest.starts_with("\"document\"") || rest.starts_with("\"name\"");
}

}  // namespace

bool begins_as_records(std::string_view beginning) {
    if (looks_like_pages(beginning)) return false;
    std::string_view text = skip_space(beginning);
    if (text.starts_with('[')) text = skip_space(text.substr(1));
    return text.starts_with('{') && (text.find("\"certdelta.") != std::string_view::npos || begins_with_document(text));
}

void RecordStream::feed(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        // What changes nothing is taken in one go.
        const bool may_run = depth_ > 0 && !escaped_ && line_matches_ == npos && item_.size() < max_bytes_;
        if (may_run) {
            const std::size_t begin = i;
            while (i < bytes.size() && !matters(bytes[i])) ++i;
            item_.append(bytes, begin, i - begin);
            if (i == bytes.size()) break;
        }
        step(bytes[i]);
    }
}

void RecordStream::step(char c) {
    if (depth_ > 0) return step_inside(c);
    if (!item_.empty()) {  // something that is no object: up to the end of its line
        if (c == '\n') return give();
        too_large_ = too_large_ || item_.size() >= max_bytes_;
        if (!too_large_) item_.push_back(c);
        return;
    }
    if (kSpace.find(c) != std::string_view::npos || c == ',' || c == '[' || c == ']') return;
    if (number_ == 0 && (c == '\xEF' || c == '\xBB' || c == '\xBF')) return;  // a byte order mark
    item_.push_back(c);
    if (c != '{') return;
    depth_ = 1;
    line_matches_ = npos;
}

void RecordStream::step_inside(char c) {
    if (item_.size() >= max_bytes_) {
        too_large_ = true;
        item_.assign(1, '{');
    }
    item_.push_back(c);
    if (c == '\n') {  // no string of JSON holds one
        line_matches_ = 0;
        in_string_ = false;
        escaped_ = false;
        return;
    }
    if (line_matches_ != npos) {
        line_matches_ = c == kBeginning[line_matches_] ? line_matches_ + 1 : npos;
        if (line_matches_ == kBeginning.size()) {
            item_.resize(item_.size() - kBeginning.size());
            give();
            item_ = kBeginning;
            depth_ = 1;
            in_string_ = true;  // in the name of the schema
            return;
        }
    }
    if (escaped_) {
        escaped_ = false;
    } else if (in_string_) {
        escaped_ = c == '\\';
        in_string_ = c != '"';
    } else if (c == '"') {
        in_string_ = true;
    } else if (c == '{' || c == '[') {
        ++depth_;
    } else if (c == '}' || c == ']') {
        if (--depth_ == 0) give();
    }
}

void RecordStream::give() {
    ++number_;
    if (too_large_) {
        refuse_(number_);
    } else {
        take_(item_, number_);
    }
    item_.clear();
    depth_ = 0;
    in_string_ = false;
    escaped_ = false;
    too_large_ = false;
    line_matches_ = npos;
}

void RecordStream::finish() {
    if (!item_.empty()) give();
}

Result<Report> read_item(const Reader& reader, std::string_view item, const ReadOptions& options) {
    const bool is_error = begins_with_schema(item, "\"certdelta.error/");
    if (!is_error && !begins_with_document(item)) {
        return looks_like_pages(item) ? reader.read(item, options) : report_from_json(item, options.name);
    }

    Result<Node> node = parse(item);
    if (!node) {
        node.error().source = options.name;
        return std::move(node.error());
    }
    Place place;
    if (is_error) {
        ErrorRecord record;
        if (!read_error_record(place, node.value(), record))
            return invalid_item("an error record", place, options.name);
        return error_of(record, options.name);
    }
    NamedDocument document;
    if (!read_named_document(place, node.value(), document)) return invalid_item("a document", place, options.name);
    ReadOptions named = options;
    if (!document.name.empty()) named.name = document.name;
    return reader.read(document.document, named);
}

}  // namespace certdelta::json
