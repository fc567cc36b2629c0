// Writes JSON text straight into a string: no tree in between, because reading a document spends much of its time here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "certdelta/decimal.h"

namespace certdelta::json {

/// The caller keeps begin and end in pairs and writes a key before each member; commas are put in by the writer. Text
/// must be valid UTF-8; non-ASCII characters are written as they are (RFC 8259, section 8.1).
class Writer {
public:
    explicit Writer(std::string& out) : out_(out) {}

    void begin_object() { open('{'); }
    void end_object() { close('}'); }
    void begin_array() { open('['); }
    void end_array() { close(']'); }

    /// A key from the schema: plain ASCII that needs no escaping.
    void key(std::string_view name);
    /// A key that comes from outside, such as the name of a field.
    void escaped_key(std::string_view name);

    void string(std::string_view text);
    void number(Decimal value);
    void integer(std::int64_t value);
    void unsigned_integer(std::uint64_t value);
    void boolean(bool value);
    void null();

private:
    void open(char bracket);
    void close(char bracket);
    void separate();
    void append_quoted(std::string_view text);

    std::string& out_;
    bool needs_comma_ = false;
};

}  // namespace certdelta::json
