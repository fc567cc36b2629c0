// Errors as values. Nothing in certdelta throws; whatever can fail returns Result<T>.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace certdelta {

/// What went wrong, in the words that scripts can rely on (see code_name()).
enum class ErrorCode : std::uint8_t {
    empty_input,        ///< the document has no bytes, or white space only
    binary_input,       ///< the document holds bytes that no text has (NUL and other control characters)
    invalid_utf8,       ///< the document is not UTF-8; `offset` is the first bad byte
    too_large,          ///< the document is larger than the reader's limit
    unsupported_input,  ///< a kind of input that this surface does not read (PDF in the core, say)
    invalid_json,       ///< JSON text that does not parse
    invalid_record,     ///< JSON that parses but is not a record of the expected schema
    invalid_profile,    ///< a profile that does not load
    not_found,          ///< a named thing (file, schema, profile) does not exist
    is_directory,       ///< a folder where a file was expected
    unreadable,         ///< the operating system refused to read
    unwritable,         ///< the operating system refused to write
    usage,              ///< options that do not fit together
};

/// The code as it is printed: "empty-input", "invalid-utf8", ...
[[nodiscard]] std::string_view code_name(ErrorCode code);

/// One error. `message` is one complete sentence for a person, without the source's name and without a full stop.
struct Error {
    ErrorCode code = ErrorCode::usage;
    std::string message;
    std::string source;                   ///< name of the file or document; empty when unknown
    std::optional<std::uint64_t> offset;  ///< byte offset in the source
    std::optional<std::uint32_t> line;    ///< 1-based line in the source
    std::optional<std::uint32_t> column;  ///< 1-based column, in characters (code points), in that line

    friend bool operator==(const Error&, const Error&) = default;
};

/// A value or an Error. Check ok() before value().
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
    Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] const T& value() const& { return *std::get_if<0>(&state_); }
    [[nodiscard]] T& value() & { return *std::get_if<0>(&state_); }
    [[nodiscard]] T&& value() && { return std::move(*std::get_if<0>(&state_)); }
    [[nodiscard]] const Error& error() const { return *std::get_if<1>(&state_); }
    [[nodiscard]] Error& error() { return *std::get_if<1>(&state_); }

private:
    std::variant<T, Error> state_;
};

}  // namespace certdelta
