// dist/wasm/certdelta.wasi.wasm: a command of WASI preview 1 that reads standard input and writes standard output. It
// opens no file and looks at nothing else of its host.
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "certdelta/finding.h"
#include "certdelta/json.h"
#include "certdelta/render.h"
#include "certdelta/version.h"
#include "item_stream.h"
#include "json/names.h"
#include "json/writer.h"
#include "operations.h"

namespace {

using namespace certdelta;

#define CERTDELTA_WASI(name) __attribute__((import_module("wasi_snapshot_preview1"), import_name(#name)))

struct IoVector {
    const void* data;
    std::size_t size;
};

}  // namespace

extern "C" {
CERTDELTA_WASI(args_sizes_get) std::uint16_t wasi_args_sizes_get(std::size_t* count, std::size_t* bytes);
CERTDELTA_WASI(args_get) std::uint16_t wasi_args_get(char** arguments, char* bytes);
CERTDELTA_WASI(fd_read)
std::uint16_t wasi_fd_read(std::uint32_t fd, const IoVector* vectors, std::size_t count, std::size_t* read);
CERTDELTA_WASI(fd_write)
std::uint16_t wasi_fd_write(std::uint32_t fd, const IoVector* vectors, std::size_t count, std::size_t* written);
[[noreturn]] CERTDELTA_WASI(proc_exit) void wasi_proc_exit(std::uint32_t status);
}

namespace {

/// Exit statuses of every certdelta command.
enum Exit : std::uint32_t { done = 0, findings = 1, failed = 2 };

constexpr std::uint32_t kInput = 0;
constexpr std::uint32_t kOutput = 1;
constexpr std::uint32_t kErrors = 2;
constexpr std::uint16_t kInterrupted = 27;  // EINTR
constexpr std::uint16_t kTryAgain = 6;      // EAGAIN: a pipe that its host does not wait for
constexpr std::uint16_t kBrokenPipe = 64;   // EPIPE

constexpr std::string_view kUsage =
    "usage: certdelta.wasi.wasm [parse]  [--format ndjson|csv] [--name NAME] [--input auto|text|markdown|pages]\n"
    "       certdelta.wasi.wasm compare  [--format json|csv|markdown|table] [--lang en|zh] [--input ...]\n"
    "       certdelta.wasi.wasm series   [--format json|csv|markdown|table] [--by week|month|quarter|year] [--lang "
    "...]\n"
    "       certdelta.wasi.wasm check    [--format text|ndjson] [--lang en|zh] [--name NAME] [--input ...]\n"
    "       certdelta.wasi.wasm explain  [--format text|json] [--lang en|zh] [--name NAME] [--input ...]\n"
    "       certdelta.wasi.wasm schema NAME | --version | --help\n"
    "Standard input: a document; or {\"name\": ..., \"document\": ...} or records, one a line. compare takes two.\n";

bool write_all(std::uint32_t fd, std::string_view text) {
    while (!text.empty()) {
        const IoVector vector{text.data(), text.size()};
        std::size_t written = 0;
        const std::uint16_t error = wasi_fd_write(fd, &vector, 1, &written);
        if (error == kInterrupted || error == kTryAgain) continue;
        if (error == kBrokenPipe && fd == kOutput) wasi_proc_exit(done);  // its reader has seen enough
        if (error != 0) return false;
        text.remove_prefix(written);
    }
    return true;
}

Exit complain(const Error& error) {
    write_all(kErrors, to_json(error) + "\n");
    return failed;
}

Exit complain(ErrorCode code, std::string message) {
    Error error;
    error.code = code;
    error.message = std::move(message);
    return complain(error);
}

Exit print(const Result<std::string>& text, bool in_one_line) {
    if (!text) return complain(text.error());
    const std::string& value = text.value();
    const bool is_written = write_all(kOutput, in_one_line ? value + "\n" : value);
    return is_written ? done : complain(ErrorCode::unwritable, "standard output cannot be written");
}

/// Calls take(piece) for what arrives, until it gives false or there is no more. False, after a complaint, when
/// standard input cannot be read.
template <class Take>
bool read_input(Take take) {
    std::vector<char> piece(std::size_t{64} << 10U);
    for (;;) {
        const IoVector vector{piece.data(), piece.size()};
        std::size_t got = 0;
        const std::uint16_t error = wasi_fd_read(kInput, &vector, 1, &got);
        if (error == kInterrupted || error == kTryAgain) continue;
        if (error != 0) {
            complain(ErrorCode::unreadable, "standard input cannot be read");
            return false;
        }
        if (got == 0 || !take(std::string_view(piece.data(), got))) return true;
    }
}

/// What standard input holds, up to a byte more than is read of a document: enough for its refusal.
bool read_all(std::string& out) {
    return read_input([&](std::string_view piece) {
        out += piece;
        return out.size() <= ReadOptions().max_bytes;
    });
}

struct Options {
    std::string format;
    std::vector<std::pair<std::string, std::string>> others;

    /// As the operations want them.
    [[nodiscard]] std::string json(std::string_view default_format) const {
        std::string out;
        json::Writer writer(out);
        writer.begin_object();
        writer.key("format");
        writer.string(format.empty() ? default_format : format);
        for (const auto& [key, value] : others) {
            writer.escaped_key(key);
            writer.string(value);
        }
        writer.end_object();
        return out;
    }
};

/// For the commands that read documents one by one; empty after a complaint.
std::optional<ReadOptions> read_options(std::string_view command, const Options& options) {
    ReadOptions reading;
    for (const auto& [key, value] : options.others) {
        const auto input = json::from_name<InputFormat>(value);
        if (key == "name") {
            reading.name = value;
        } else if (key == "input" && input) {
            reading.input = *input;
        } else {
            complain(ErrorCode::usage, std::string(command) + " has no --" + key + " " + value);
            return std::nullopt;
        }
    }
    return reading;
}

/// The language that was asked for, taken out of the options; empty where none was, nothing after a complaint.
std::optional<std::string> take_lang(Options& options) {
    std::string lang;
    for (const auto& [key, value] : options.others) {
        if (key == "lang") lang = value;
    }
    std::erase_if(options.others, [](const auto& option) { return option.first == "lang"; });
    if (lang.empty() || lang == "en" || lang == "zh") return lang;
    complain(ErrorCode::usage, "--lang has to be one of en zh");
    return std::nullopt;
}

/// Feeds standard input to `items` and prints what they put into `out`: what one read has brought is answered before
/// the next one, as whoever asks may wait for it. False when it could not be read or printed.
bool stream(wasm::ItemStream& items, std::string& out) {
    bool is_printed = true;
    const auto flush = [&] {
        is_printed = (out.empty() || print(out, false) == done) && is_printed;
        out.clear();
    };
    const bool is_read = read_input([&](std::string_view piece) {
        const bool wants_more = items.feed(piece);
        flush();
        return wants_more && is_printed;
    });
    if (!is_read) return false;
    items.finish();
    flush();
    return is_printed;
}

Exit run_parse(const Options& options) {
    const bool as_csv = options.format == "csv";
    if (!as_csv && !options.format.empty() && options.format != "ndjson")
        return complain(ErrorCode::usage, "--format has to be one of ndjson csv");
    const std::optional<ReadOptions> reading = read_options("parse", options);
    if (!reading) return failed;
    Exit outcome = done;
    std::string out = as_csv ? csv_header() : "";
    wasm::ItemStream items(*reading, [&](const Result<Report>& report) {
        if (!report) outcome = failed;
        if (!as_csv) {
            out.append(report ? to_json(report.value()) : to_json(report.error())).push_back('\n');
        } else if (report) {
            out += to_csv(report.value());
        } else {
            complain(report.error());
        }
    });
    return stream(items, out) ? outcome : failed;
}

Exit run_compare(const Options& options) {
    std::string input;
    if (!read_all(input)) return failed;
    return print(wasm::compare_items(input, options.json("json")), options.format.empty() || options.format == "json");
}

Exit run_series(const Options& options) {
    Exit outcome = done;
    wasm::ItemStream items({}, [&](const Result<Report>& report) {
        const std::optional<Error> error = report ? wasm::add_to_series(report.value()) : report.error();
        if (error) outcome = complain(*error);
    });
    bool is_empty = true;
    const bool is_read = read_input([&](std::string_view piece) {
        is_empty = false;
        return items.feed(piece);
    });
    if (!is_read) return failed;
    if (!is_empty) items.finish();
    const Exit printed =
        print(wasm::series_end(options.json("json")), options.format.empty() || options.format == "json");
    return printed == done ? outcome : printed;
}

Exit run_check(const Options& options) {
    const bool as_json = options.format == "ndjson";
    if (!as_json && !options.format.empty() && options.format != "text")
        return complain(ErrorCode::usage, "--format has to be one of text ndjson");
    Options others = options;
    const std::optional<std::string> lang = take_lang(others);
    const std::optional<ReadOptions> reading = lang ? read_options("check", others) : std::nullopt;
    if (!reading) return failed;
    Labels labels{wasm::reader().profiles(), *lang};
    Exit outcome = done;
    std::string out;
    wasm::ItemStream items(*reading, [&](const Result<Report>& report) {
        if (!report) {
            outcome = complain(report.error());
            return;
        }
        const Report& checked = report.value();
        const std::vector<Finding> found = check_report(checked);
        if (outcome == done && has_errors(found)) outcome = findings;
        if (labels.language.empty() && checked.profile) labels.language = checked.source.language;
        if (!as_json) out += to_text(found, checked, labels);
        for (const Finding& finding : found) {
            if (as_json) out.append(to_json(finding)).push_back('\n');
        }
    });
    return stream(items, out) ? outcome : failed;
}

Exit run_explain(const Options& options) {
    std::string document;
    if (!read_all(document)) return failed;
    return print(wasm::explain_item(document, options.json("text")), options.format == "json");
}

std::vector<std::string> arguments() {
    std::size_t count = 0;
    std::size_t size = 0;
    if (wasi_args_sizes_get(&count, &size) != 0 || count == 0) return {};
    std::vector<char*> places(count);
    std::vector<char> bytes(size);
    if (wasi_args_get(places.data(), bytes.data()) != 0) return {};
    return {places.begin() + 1, places.end()};  // the first one is the module's own name
}

Exit run() {
    std::vector<std::string> words = arguments();
    std::string command = "parse";
    if (!words.empty() && !words.front().starts_with("--")) {
        command = words.front();
        words.erase(words.begin());
    }
    if (command == "schema" && words.size() == 1) return print(wasm::schema(words.front()), false);

    Options options;
    for (std::size_t i = 0; i < words.size(); i += 2) {
        if (words[i] == "--help") return print(std::string(kUsage), false);
        if (words[i] == "--version") return print("certdelta " + std::string(version()), true);
        if (!words[i].starts_with("--") || i + 1 == words.size())
            return complain(ErrorCode::usage, words[i] + " is no option with a value; see --help");
        std::string key = words[i].substr(2);
        if (key == "format") {
            options.format = words[i + 1];
        } else {
            options.others.emplace_back(std::move(key), words[i + 1]);
        }
    }
    if (command == "parse") return run_parse(options);
    if (command == "compare") return run_compare(options);
    if (command == "series") return run_series(options);
    if (command == "check") return run_check(options);
    if (command == "explain") return run_explain(options);
    return complain(ErrorCode::usage, command + " is no command; see --help");
}

}  // namespace

extern "C" {

/// For those who wrap this module into a component: what adapts it to WASI 0.2 keeps its own state in memory of this
/// function. Left to grow the memory, it would take pages that Emscripten's allocator holds for its own.
void* cabi_realloc(void* old, std::size_t, std::size_t, std::size_t size) {
    void* memory = std::realloc(old, size);
    if (memory == nullptr && size > 0) __builtin_trap();
    return memory;
}

[[noreturn]] void _start(void) { wasi_proc_exit(run()); }

}  // extern "C"
