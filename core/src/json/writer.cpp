#include "json/writer.h"

#include <charconv>

namespace certdelta::json {
namespace {

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

void append_escape(std::string& out, char c) {
    constexpr char hex[] = "0123456789abcdef";
    out.push_back('\\');
    switch (c) {
        case '\b':
            out.push_back('b');
            return;
        case '\f':
            out.push_back('f');
            return;
        case '\n':
            out.push_back('n');
            return;
        case '\r':
            out.push_back('r');
            return;
        case '\t':
            out.push_back('t');
            return;
        case '"':
        case '\\':
            out.push_back(c);
            return;
        default:
            break;
    }
    const auto code = static_cast<unsigned char>(c);
    out += "u00";
    out.push_back(hex[code >> 4]);
    out.push_back(hex[code & 0xF]);
}

template <class Integer>
void append_integer(std::string& out, Integer value) {
    char digits[24];
    const auto written = std::to_chars(digits, digits + sizeof digits, value);
    out.append(digits, static_cast<std::size_t>(written.ptr - digits));
}

}  // namespace

void Writer::separate() {
    if (needs_comma_) out_.push_back(',');
    needs_comma_ = true;
}

void Writer::open(char bracket) {
    separate();
    out_.push_back(bracket);
    needs_comma_ = false;
}

void Writer::close(char bracket) {
    out_.push_back(bracket);
    needs_comma_ = true;
}

void Writer::append_quoted(std::string_view text) {
    out_.push_back('"');
    std::size_t run = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!needs_escape(text[i])) continue;
        out_.append(text, run, i - run);
        append_escape(out_, text[i]);
        run = i + 1;
    }
    out_.append(text, run);
    out_.push_back('"');
}

void Writer::key(std::string_view name) {
    separate();
    out_.push_back('"');
    out_ += name;
    out_ += "\":";
    needs_comma_ = false;
}

void Writer::escaped_key(std::string_view name) {
    separate();
    append_quoted(name);
    out_.push_back(':');
    needs_comma_ = false;
}

void Writer::string(std::string_view text) {
    separate();
    append_quoted(text);
}

void Writer::number(Decimal value) {
    separate();
    value.append_to(out_);
}

void Writer::integer(std::int64_t value) {
    separate();
    append_integer(out_, value);
}

void Writer::unsigned_integer(std::uint64_t value) {
    separate();
    append_integer(out_, value);
}

void Writer::boolean(bool value) {
    separate();
    out_ += value ? "true" : "false";
}

void Writer::null() {
    separate();
    out_ += "null";
}

}  // namespace certdelta::json
