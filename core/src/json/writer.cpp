#include "json/writer.h"

#include <algorithm>

namespace certdelta::json {
namespace {

constexpr std::size_t longest_escape = 6;  // bytes
constexpr std::size_t longest_integer = 20;

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

/// Whether some of eight bytes may need an escape. Each term sets the high bit of a byte that is below 0x20, '"' or
/// '\'; a borrow can set it for a neighbour, too, which costs a second look and no more.
bool may_need_escape(std::uint64_t bytes) {
    constexpr std::uint64_t ones = 0x0101010101010101U;
    const std::uint64_t quote = bytes ^ (ones * '"');
    const std::uint64_t backslash = bytes ^ (ones * '\\');
    const std::uint64_t found =
        ((bytes - ones * 0x20) & ~bytes) | ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash);
    return (found & (ones * 0x80)) != 0;
}

char* put_escape(char* to, char c) {
    constexpr char hex[] = "0123456789abcdef";
    *to++ = '\\';
    switch (c) {
        case '\b':
            *to++ = 'b';
            return to;
        case '\f':
            *to++ = 'f';
            return to;
        case '\n':
            *to++ = 'n';
            return to;
        case '\r':
            *to++ = 'r';
            return to;
        case '\t':
            *to++ = 't';
            return to;
        case '"':
        case '\\':
            *to++ = c;
            return to;
        default:
            break;
    }
    const auto code = static_cast<unsigned char>(c);
    *to++ = 'u';
    *to++ = '0';
    *to++ = '0';
    *to++ = hex[code >> 4U];
    *to++ = hex[code & 0xFU];
    return to;
}

/// `to` has room for longest_escape bytes for each byte of `text`.
char* put_escaped(char* to, std::string_view text) {
    const char* from = text.data();
    const char* const last = from + text.size();
    while (from != last) {
        if (last - from >= 8) {
            std::uint64_t bytes = 0;
            std::memcpy(&bytes, from, sizeof bytes);
            if (!may_need_escape(bytes)) {
                std::memcpy(to, &bytes, sizeof bytes);
                from += 8;
                to += 8;
                continue;
            }
        }
        const char* const stop = from + std::min<std::ptrdiff_t>(8, last - from);
        for (; from != stop; ++from) {
            if (needs_escape(*from))
                to = put_escape(to, *from);
            else
                *to++ = *from;
        }
    }
    return to;
}

char* put_integer(char* to, std::uint64_t value) {
    char digits[longest_integer];
    char* first = digits + longest_integer;
    // Most numbers of a record are places in it: 32 bits, which divide faster.
    while (value > UINT32_MAX) {
        *--first = static_cast<char>('0' + value % 10);
        value /= 10;
    }
    auto small = static_cast<std::uint32_t>(value);
    do {
        *--first = static_cast<char>('0' + small % 10);
        small /= 10;
    } while (small != 0);
    while (first != digits + longest_integer) *to++ = *first++;
    return to;
}

}  // namespace

void Writer::flush() {
    out_.append(buffer_, static_cast<std::size_t>(end_ - buffer_));
    end_ = buffer_;
}

void Writer::open(char bracket) {
    char* to = separated(1);
    *to++ = bracket;
    end_ = to;
    needs_comma_ = false;
    ++depth_;
}

void Writer::close(char bracket) {
    char* to = room(1);
    *to++ = bracket;
    end_ = to;
    --depth_;
    done();
}

void Writer::append_quoted(std::string_view text) {
    constexpr std::size_t most_at_once = (capacity - 8) / longest_escape;
    char* to = separated(text.size() <= most_at_once ? text.size() * longest_escape + 2 : 1);
    *to++ = '"';
    while (text.size() > most_at_once) {
        end_ = to;
        to = put_escaped(room(most_at_once * longest_escape), text.substr(0, most_at_once));
        text.remove_prefix(most_at_once);
        end_ = to;
        to = room(text.size() <= most_at_once ? text.size() * longest_escape + 1 : 0);
    }
    to = put_escaped(to, text);
    *to++ = '"';
    end_ = to;
}

void Writer::escaped_key(std::string_view name) {
    append_quoted(name);
    char* to = room(1);
    *to++ = ':';
    end_ = to;
    needs_comma_ = false;
}

void Writer::string(std::string_view text) {
    append_quoted(text);
    done();
}

void Writer::plain(std::string_view text) {
    char* to = separated(text.size() + 2);
    *to++ = '"';
    std::memcpy(to, text.data(), text.size());
    to += text.size();
    *to++ = '"';
    end_ = to;
    done();
}

void Writer::number(Decimal value) {
    if (value.is_integer()) return integer(value.micros() / Decimal::scale);
    end_ = separated(0);
    const std::string printed = value.to_string();
    char* to = room(printed.size());
    std::memcpy(to, printed.data(), printed.size());
    end_ = to + printed.size();
    done();
}

void Writer::integer(std::int64_t value) {
    char* to = separated(longest_integer + 1);
    auto magnitude = static_cast<std::uint64_t>(value);
    if (value < 0) {
        *to++ = '-';
        magnitude = 0 - magnitude;  // as unsigned: the most negative value has no positive counterpart
    }
    end_ = put_integer(to, magnitude);
    done();
}

void Writer::unsigned_integer(std::uint64_t value) {
    end_ = put_integer(separated(longest_integer), value);
    done();
}

void Writer::range(std::uint64_t begin, std::uint64_t end) {
    char* to = separated(2 * longest_integer + 3);
    *to++ = '[';
    to = put_integer(to, begin);
    *to++ = ',';
    to = put_integer(to, end);
    *to++ = ']';
    end_ = to;
    done();
}

void Writer::boolean(bool value) {
    const std::string_view word = value ? "true" : "false";
    char* to = separated(word.size());
    std::memcpy(to, word.data(), word.size());
    end_ = to + word.size();
    done();
}

void Writer::null() {
    char* to = separated(4);
    std::memcpy(to, "null", 4);
    end_ = to + 4;
    done();
}

}  // namespace certdelta::json
