#include "output.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <string>

#include "text/utf8.h"

namespace certdelta::cli {
namespace {

/// False with errno set.
bool write_all(int fd, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = write(fd, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

void append_hex(std::string& out, char byte) {
    constexpr char hex[] = "0123456789abcdef";
    const auto value = static_cast<unsigned char>(byte);
    out += "\\x";
    out.push_back(hex[value >> 4]);
    out.push_back(hex[value & 0xF]);
}

/// Characters that change what a terminal shows: controls, and those that turn the direction of text.
bool is_printable(char32_t c) {
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
    const bool direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return !control && !direction;
}

std::string printable(std::string_view text) {
    std::string out;
    for (std::size_t pos = 0; pos < text.size();) {
        const text::Decoded character = text::decode(text, pos);
        const std::size_t length = character.length == 0 ? 1 : character.length;
        const std::string_view bytes = text.substr(pos, length);
        if (character.length != 0 && is_printable(character.code_point)) {
            out += bytes;
        } else {
            for (const char byte : bytes) append_hex(out, byte);
        }
        pos += length;
    }
    return out;
}

void print_line(std::string line) {
    line.push_back('\n');
    // Nobody is left to tell when standard error itself cannot be written.
    static_cast<void>(write_all(STDERR_FILENO, line));
}

}  // namespace

std::string system_reason(int number) {
    switch (number) {
        case EACCES:
            return "permission denied";
        case EPERM:
            return "operation not permitted";
        case ELOOP:
            return "too many symbolic links encountered";
        case ENAMETOOLONG:
            return "name too long";
        case ENOTDIR:
            return "not a directory";
        case EISDIR:
            return "illegal operation on a directory";
        case EEXIST:
            return "file already exists";
        case ENOSPC:
            return "no space left on device";
        case EROFS:
            return "read-only file system";
        case EFBIG:
            return "file too large";
        case EIO:
            return "i/o error";
        case EMFILE:
            return "too many open files";
        case ENXIO:
            return "no such device or address";
        default:
            return std::strerror(number);
    }
}

bool Output::is_terminal() { return isatty(STDOUT_FILENO) == 1; }

std::size_t Output::columns() {
    const char* const asked = std::getenv("COLUMNS");
    const std::string_view text = asked == nullptr ? std::string_view() : std::string_view(asked);
    std::size_t columns = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), columns);
    if (error == std::errc() && end == text.data() + text.size() && columns > 0) return columns;
    winsize size{};
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

bool Output::write(std::string_view text) {
    if (write_all(STDOUT_FILENO, text)) return true;
    if (errno != EPIPE) {
        failed_ = true;
        print_line("certdelta: standard output: cannot be written: " + system_reason(errno) + " (unwritable)");
    }
    return false;
}

namespace {

/// A name that is empty is one, too: a script's variable that was never set.
std::string shown(std::string_view name) { return name.empty() ? "''" : printable(name); }

}  // namespace

void complain(std::string_view name, const Error& error) {
    std::string line = "certdelta: " + shown(name) + ": ";
    line.append(printable(error.message)).append(" (").append(code_name(error.code)).append(")");
    print_line(std::move(line));
}

void remark_on_stranger(std::string_view name, const Report& report, std::string_view consequence) {
    if (report.profile) return;
    std::string message = "no profile fits this document";
    for (const Diagnostic& diagnostic : report.diagnostics) {
        if (diagnostic.code == "no-profile") message = diagnostic.message;
    }
    print_line("certdelta: " + printable(name) + ": " + std::string(consequence) + ": " + printable(message) +
               " (no-profile)");
}

void NotInRows::add(const Report& report) {
    if (!report.profile) return;
    const auto fields = [&](Status status) {
        return static_cast<std::size_t>(std::count_if(report.fields.begin(), report.fields.end(),
                                                      [&](const Field& field) { return field.status == status; }));
    };
    const auto diagnostics = [&](Severity severity) {
        return static_cast<std::size_t>(
            std::count_if(report.diagnostics.begin(), report.diagnostics.end(),
                          [&](const Diagnostic& diagnostic) { return diagnostic.severity == severity; }));
    };
    const std::size_t own[] = {report.unassigned.size(), fields(Status::ambiguous), fields(Status::rejected),
                               diagnostics(Severity::error), diagnostics(Severity::warning)};
    std::size_t* const all[] = {&unassigned, &ambiguous, &rejected, &errors, &warnings};
    std::size_t sum = 0;
    for (std::size_t i = 0; i < std::size(own); ++i) {
        *all[i] += own[i];
        sum += own[i];
    }
    if (sum > 0) ++reports;
}

void remark_on_hidden(const NotInRows& hidden) {
    std::string line;
    const auto add = [&](std::size_t count, std::string_view thing, std::string_view what) {
        if (count == 0) return;
        line.append(line.empty() ? "" : ", ").append(std::to_string(count)).append(" ").append(thing);
        line.append(count == 1 ? "" : "s").append(what);
    };
    add(hidden.unassigned, "figure", " unassigned");
    add(hidden.ambiguous, "field", " ambiguous");
    add(hidden.rejected, "field", " rejected");
    add(hidden.errors, "error", "");
    add(hidden.warnings, "warning", "");
    if (line.empty()) return;
    const std::string reports = std::to_string(hidden.reports) + (hidden.reports == 1 ? " report: " : " reports: ");
    print_line("certdelta: " + reports + line + "; --format json shows them (not-in-rows)");
}

void remark_on_left_out(std::string_view name, std::size_t reports) {
    if (reports == 0) return;
    const std::string count = reports == 1 ? "" : std::to_string(reports) + " reports ";
    print_line("certdelta: " + shown(name) + ": " + count +
               "left out of the series: no profile fits, or the period is not known; --format json says which "
               "(left-out)");
}

void remark_on_others(std::string_view folder, const std::vector<std::string>& names) {
    constexpr std::size_t most = 5;
    if (names.empty()) return;
    std::string line = "certdelta: " + printable(folder) + ": left out, as no document: ";
    for (std::size_t i = 0; i < names.size() && i < most; ++i)
        line.append(i == 0 ? "" : ", ").append(printable(names[i]));
    if (names.size() > most) line.append(" and ").append(std::to_string(names.size() - most)).append(" more");
    print_line(line + " (left-out)");
}

void complain_about_usage(std::string_view reason, std::string_view command) {
    std::string line = "certdelta: " + printable(reason);
    line.append(" (").append(code_name(ErrorCode::usage)).append("); see certdelta ");
    if (!command.empty()) line.append(command).append(" ");
    print_line(line.append("--help"));
}

}  // namespace certdelta::cli
