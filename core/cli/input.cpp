#include "input.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <iterator>
#include <map>
#include <set>

#include "json/record_stream.h"
#include "output.h"
#include "text/literal.h"
#include "text/utf8.h"

namespace certdelta::cli {
namespace {

/// Closes a file that we opened; standard input stays open.
class Descriptor {
public:
    explicit Descriptor(const std::string& path)
        : standard_input_(path == "-"),
          fd_(standard_input_ ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    ~Descriptor() {
        if (!standard_input_ && fd_ >= 0) close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return fd_; }

private:
    bool standard_input_;
    int fd_;
};

Error fail(ErrorCode code, std::string message) {
    Error error;
    error.code = code;
    error.message = std::move(message);
    return error;
}

Error system_error(int number) {
    if (number == ENOENT || number == ENOTDIR) return fail(ErrorCode::not_found, "no such file");
    if (number == EISDIR) return fail(ErrorCode::is_directory, "is a folder, not a file");
    return fail(ErrorCode::unreadable, "cannot be read: " + system_reason(number));
}

/// `size` is what is known of it: all of a file, or what a stream has given so far.
Error too_large(std::uint64_t size, std::uint64_t max_bytes) {
    return fail(ErrorCode::too_large, "the document has " + std::to_string(size) + " bytes, more than the " +
                                          std::to_string(max_bytes) + " that are read");
}

Result<std::string> read_all(int fd, std::uint64_t max_bytes) {
    std::string bytes;
    struct stat status {};
    if (fstat(fd, &status) != 0) return system_error(errno);
    if (S_ISDIR(status.st_mode)) return system_error(EISDIR);
    if (S_ISREG(status.st_mode)) {
        const auto size = static_cast<std::uint64_t>(status.st_size);
        if (size > max_bytes) return too_large(size, max_bytes);
        bytes.reserve(size + 1);
    }
    constexpr std::size_t chunk = 64 * 1024;
    for (std::size_t length = 0;;) {
        bytes.resize(length + chunk);
        const ssize_t got = read(fd, bytes.data() + length, chunk);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return system_error(errno);
        length += static_cast<std::size_t>(got);
        if (length > max_bytes) return too_large(length, max_bytes);
        if (got == 0) {
            bytes.resize(length);
            return bytes;
        }
    }
}

}  // namespace

Result<std::string> read_input(const std::string& path, std::uint64_t max_bytes) {
    const Descriptor descriptor(path);
    if (descriptor.get() < 0) return system_error(errno);
    return read_all(descriptor.get(), max_bytes);
}

std::optional<Error> read_pieces(const std::string& path, const std::function<bool(std::string_view)>& take) {
    const Descriptor descriptor(path);
    if (descriptor.get() < 0) return system_error(errno);
    struct stat status {};
    if (fstat(descriptor.get(), &status) != 0) return system_error(errno);
    if (S_ISDIR(status.st_mode)) return system_error(EISDIR);
    std::string piece(256 * 1024, '\0');
    for (;;) {
        const ssize_t got = read(descriptor.get(), piece.data(), piece.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return system_error(errno);
        if (got == 0 || !take(std::string_view(piece).substr(0, static_cast<std::size_t>(got)))) return std::nullopt;
    }
}

std::string source_name(std::string_view path) {
    while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
    const std::size_t slash = path.rfind('/');
    return as_utf8(slash == std::string_view::npos || path.size() == 1 ? path : path.substr(slash + 1));
}

std::string as_utf8(std::string_view path) {
    std::string out;
    for (std::size_t pos = 0; pos < path.size();) {
        const text::Decoded character = text::decode(path, pos);
        text::append_utf8(out, character.length == 0 ? char32_t{0xFFFD} : character.code_point);
        pos += std::max<std::size_t>(1, character.length);
    }
    return out;
}

bool is_folder(const std::string& path) {
    struct stat status {};
    return path != "-" && stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

namespace {

/// Names in a folder, by their bytes; hidden ones are left out.
Result<std::vector<std::string>> names_in(const std::string& path) {
    DIR* folder = opendir(path.c_str());
    if (folder == nullptr) return system_error(errno);
    std::vector<std::string> names;
    while (const dirent* entry = readdir(folder)) {
        if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
    }
    closedir(folder);
    std::sort(names.begin(), names.end());
    return names;
}

/// How the names of documents end. Some are of formats that nothing here reads: that is told, as of each that cannot be
/// read. The npm package's command has the same ones (js/src/cli/input.ts).
constexpr std::array kDocumentEndings = {
    ".md",    ".markdown", ".txt",  ".text", ".htm", ".html", ".xhtml", ".mht",
    ".mhtml", ".pdf",      ".docx", ".doc",  ".rtf", ".odt",  ".wps",   ".zip",
};
constexpr std::array kJsonEndings = {".json", ".ndjson", ".jsonl"};

template <std::size_t N>
bool ends_like(std::string name, const std::array<const char*, N>& endings) {
    for (char& c : name) c = text::lower(c);
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

/// Whether JSON is what commands take: by the first of our schemas that it names. What cannot be looked at is left to
/// the reading, which says why.
bool holds_records(const std::string& path) {
    constexpr std::string_view key = "\"certdelta.";
    std::string beginning;
    const auto error = read_pieces(path, [&](std::string_view piece) {
        beginning += piece;
        return beginning.size() < json::kBeginningBytes;
    });
    if (error) return true;
    std::string_view text = std::string_view(beginning).substr(0, json::kBeginningBytes);
    const std::size_t at = text.find(key);
    if (at == std::string_view::npos) return false;
    text.remove_prefix(at + key.size());
    return text.starts_with("report/") || text.starts_with("error/") || text.starts_with("pages/");
}

bool is_document(const std::string& path) {
    return ends_like(path, kDocumentEndings) || (ends_like(path, kJsonEndings) && holds_records(path));
}

/// What a folder holds.
struct Folder {
    std::vector<InputFile> documents;
    std::vector<std::string> others;  ///< paths inside of the folder
};

/// What is in the folder `root` + `inside`, and in its folders.
std::optional<Error> collect(const std::string& root, const std::string& inside, Folder& out) {
    const Result<std::vector<std::string>> names = names_in(root + inside);
    if (!names) return names.error();
    for (const std::string& name : names.value()) {
        const std::string path = root + inside + name;
        struct stat status {};
        if (lstat(path.c_str(), &status) != 0) continue;
        if (S_ISDIR(status.st_mode)) {
            if (std::optional<Error> error = collect(root, inside + name + "/", out)) return error;
        } else if (S_ISREG(status.st_mode) || (S_ISLNK(status.st_mode) && !is_folder(path))) {
            if (is_document(path))
                out.documents.push_back({path, as_utf8(inside + name), std::nullopt, true});
            else
                out.others.push_back(inside + name);
        }
    }
    return std::nullopt;
}

/// Files that would have one name are told apart by their paths.
void name_apart(std::vector<InputFile>& files) {
    std::map<std::string, std::set<std::string>> paths;
    for (const InputFile& file : files) paths[file.name].insert(file.path);
    for (InputFile& file : files) {
        if (paths[file.name].size() < 2) continue;
        file.name = as_utf8(file.path);
        if (file.error) file.error->source = file.name;
    }
}

}  // namespace

std::vector<InputFile> list_inputs(const std::vector<std::string>& paths) {
    std::vector<InputFile> files;
    for (const std::string& path : paths) {
        // What cannot be looked at is left to the reading, which says why.
        if (!is_folder(path)) {
            files.push_back({path, source_name(path), std::nullopt, false});
            continue;
        }
        Folder folder;
        std::optional<Error> error = collect(path.ends_with('/') ? path : path + "/", "", folder);
        remark_on_others(path, folder.others);
        if (!error && folder.documents.empty())
            error = fail(ErrorCode::not_found, "there are no documents in this folder");
        std::move(folder.documents.begin(), folder.documents.end(), std::back_inserter(files));
        if (!error) continue;
        error->source = source_name(path);
        files.push_back({path, source_name(path), error, true});
    }
    name_apart(files);
    return files;
}

Result<std::vector<std::string>> profile_files(const std::string& path) {
    // What cannot be looked at is left to the reading, which says why.
    if (!is_folder(path)) return std::vector<std::string>{path};
    const Result<std::vector<std::string>> names = names_in(path);
    if (!names) return names.error();
    std::vector<std::string> files;
    for (const std::string& name : names.value()) {
        if (name.ends_with(".json")) files.push_back(path + (path.ends_with('/') ? "" : "/") + name);
    }
    if (files.empty()) return fail(ErrorCode::not_found, "no profile (*.json) is in this folder");
    return files;
}

}  // namespace certdelta::cli
