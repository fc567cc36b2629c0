// Writes JSON text straight into a string: no tree in between, because reading a document spends much of its time here.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "certdelta/decimal.h"

namespace certdelta::json {

/// The caller keeps begin and end in pairs and writes a key before each member; commas are put in by the writer. Text
/// must be valid UTF-8; non-ASCII characters are written as they are (RFC 8259, section 8.1).
///
/// Pieces are collected in a small buffer, which is much faster than appending each one to the string. `out` is
/// complete whenever the outermost value is.
class Writer {
public:
    explicit Writer(std::string& out) : out_(out) {}
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void begin_object() { open('{'); }
    void end_object() { close('}'); }
    void begin_array() { open('['); }
    void end_array() { close(']'); }

    /// A key from the schema: plain ASCII that needs no escaping.
    template <std::size_t size>
    void key(const char (&name)[size]) {
        char* to = separated(size + 3);
        *to++ = '"';
        std::memcpy(to, name, size - 1);
        to += size - 1;
        *to++ = '"';
        *to++ = ':';
        end_ = to;
        needs_comma_ = false;
    }
    /// A key that comes from outside, such as the name of a field.
    void escaped_key(std::string_view name);

    void string(std::string_view text);
    /// Text of our own that needs no escaping and is short, such as the name of an enumerator.
    void plain(std::string_view text);
    void number(Decimal value);
    void integer(std::int64_t value);
    void unsigned_integer(std::uint64_t value);
    /// The array of two places, [begin, end].
    void range(std::uint64_t begin, std::uint64_t end);
    void boolean(bool value);
    void null();

private:
    static constexpr std::size_t capacity = 2048;

    void open(char bracket);
    void close(char bracket);
    void flush();
    /// After the last piece of a value.
    void done() {
        needs_comma_ = true;
        if (depth_ == 0) flush();
    }
    /// Where `size` more bytes can be written; at most `capacity`.
    char* room(std::size_t size) {
        if (static_cast<std::size_t>(buffer_ + capacity - end_) < size) flush();
        return end_;
    }
    /// The same, behind a comma where one is due.
    char* separated(std::size_t size) {
        char* to = room(size + 1);
        *to = ',';
        return to + (needs_comma_ ? 1 : 0);
    }
    void append_quoted(std::string_view text);

    std::string& out_;
    bool needs_comma_ = false;
    std::uint32_t depth_ = 0;
    char* end_ = buffer_;
    char buffer_[capacity];
};

}  // namespace certdelta::json
