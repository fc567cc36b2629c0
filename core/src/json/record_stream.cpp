#include "json/record_stream.h"

#include <algorithm>
#include <array>

#include "json/object_reader.h"
#include "json/pages_reader.h"

namespace certdelta::json {
namespace {

/// How every record begins, spaces between its tokens aside.
constexpr std::string_view kBeginning = "{\"schema\":\"certdelta.";

/// Whether spaces may stand behind so much of a record's beginning: behind the bracket, the key and the colon.
bool is_between_tokens(std::size_t matches) { return matches == 1 || matches == 9 || matches == 10; }

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

/// What an array begins with, or the text itself.
std::string_view skip_bracket(std::string_view text) {
    text = skip_space(text);
    return text.starts_with('[') ? skip_space(text.substr(1)) : text;
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

bool looks_like_record(std::string_view text) {
    text = skip_bracket(text);
    return text.starts_with('{') && text.find("\"certdelta.") != std::string_view::npos;
}

bool begins_as_records(std::string_view beginning) {
    if (looks_like_pages(beginning)) return false;
    std::string_view text = skip_bracket(beginning);
    if (looks_like_record(text) || (text.starts_with('{') && begins_with_document(text))) return true;
    // The first line may be what is left of a record.
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
        text.remove_prefix(end + 1);
        if (text.starts_with('{') && begins_with_schema(text, "\"certdelta.")) return true;
    }
    return false;
}

void RecordStream::feed(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        // What changes nothing is taken in one go.
        const bool may_run =
            depth_ > 0 && !escaped_ && !at_line_begin_ && line_matches_ == npos && item_.size() < max_bytes_;
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
}

void RecordStream::step_inside(char c) {
    if (item_.size() >= max_bytes_) forget();
    if (c == '{' && at_line_begin_ && !may_hold_object()) {
        give();
        return step(c);
    }
    item_.push_back(c);
    if (c == '\n') {
        is_broken_ = is_broken_ || in_string_;  // no string of JSON holds one
        first_line_ = std::min(first_line_, item_.size() - 1);
        at_line_begin_ = true;
        if (line_matches_ != npos && !is_between_tokens(line_matches_)) line_matches_ = npos;
        in_string_ = false;
        escaped_ = false;
        return;
    }
    if (c == '{' && at_line_begin_) {
        line_matches_ = 0;
        line_begin_ = item_.size() - 1;
    }
    at_line_begin_ = false;
    if (line_matches_ != npos && !(is_between_tokens(line_matches_) && kSpace.find(c) != npos)) {
        line_matches_ = c == kBeginning[line_matches_] ? line_matches_ + 1 : npos;
        if (line_matches_ == kBeginning.size()) {
            std::string next = item_.substr(line_begin_);
            item_.resize(line_begin_);
            give();
            item_ = std::move(next);
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

bool RecordStream::may_hold_object() const {
    if (is_broken_) return false;
    const std::size_t last = item_.find_last_not_of(kSpace);
    if (last < first_line_) return false;
    return item_[last] == ':' || item_[last] == ',' || item_[last] == '[';
}

void RecordStream::forget() {
    too_large_ = true;
    const bool one_line = first_line_ == npos;
    const bool keeps_line = line_matches_ != npos && line_begin_ > 1;
    // Of what is left out, an open array stands for the rest: an object may follow in it.
    item_.replace(0, keeps_line ? line_begin_ : item_.size(), 1, '[');
    line_begin_ = 1;
    if (!keeps_line) line_matches_ = npos;
    if (!one_line) first_line_ = 0;
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
    is_broken_ = false;
    at_line_begin_ = false;
    first_line_ = npos;
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

std::uint64_t count_records(std::string_view text) {
    std::uint64_t count = 0;
    if (!looks_like_record(text)) return count;
    const auto take = [&count](std::string_view item, std::uint64_t) { count += looks_like_record(item) ? 1U : 0U; };
    RecordStream stream(text.size(), take, [](std::uint64_t) {});
    stream.feed(text);
    stream.finish();
    return count;
}

void each_item(const Reader& reader, std::string_view input, const ReadOptions& options,
               const std::function<void(const Result<Report>&)>& take) {
    const bool is_one = input.size() > options.max_bytes || options.input == InputFormat::pages ||
                        (options.input == InputFormat::automatic && looks_like_pages(input));
    if (is_one || count_records(input) <= 1) return take(read_document_or_record(reader, input, options));
    RecordStream records(
        options.max_bytes,
        [&](std::string_view item, std::uint64_t number) {
            Result<Report> report = read_item(reader, item, options);
            if (!report) report.error().message.insert(0, "record " + std::to_string(number) + ": ");
            take(report);
        },
        [](std::uint64_t) {});  // none is larger than all of them
    records.feed(input);
    records.finish();
}

std::optional<Error> each_report(const Reader& reader, std::string_view input, const ReadOptions& options,
                                 const std::function<std::optional<Error>(const Report&)>& take) {
    std::optional<Error> failure;
    if (input.empty()) return failure;
    const auto take_one = [&](const Result<Report>& report) {
        failure = report ? take(report.value()) : std::optional<Error>(report.error());
    };
    if (!begins_as_records(input.substr(0, kBeginningBytes))) {
        take_one(read_document_or_record(reader, input, options));
        return failure;
    }
    const auto at = [&](std::uint64_t number) {
        if (failure) failure->message.insert(0, "record " + std::to_string(number) + ": ");
    };
    RecordStream records(
        options.max_bytes,
        [&](std::string_view item, std::uint64_t number) {
            if (failure) return;
            take_one(read_item(reader, item, options));
            at(number);
        },
        [&](std::uint64_t number) {
            if (failure) return;
            failure.emplace();
            failure->code = ErrorCode::too_large;
            failure->message = "is too large";
            failure->source = options.name;
            at(number);
        });
    records.feed(input);
    records.finish();
    return failure;
}

}  // namespace certdelta::json
