#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "certdelta/json.h"
#include "certdelta/render.h"
#include "commands.h"
#include "documents.h"
#include "input.h"
#include "output.h"

namespace certdelta::cli {
namespace {

std::optional<Error> unwritable(const std::string& reason) {
    Error error;
    error.code = ErrorCode::unwritable;
    error.message = "cannot be written: " + reason;
    return error;
}

std::optional<Error> system_error() { return unwritable(system_reason(errno)); }

/// A file that is written from its beginning.
class OutputFile {
public:
    explicit OutputFile(const std::string& path)
        : fd_(open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {}
    ~OutputFile() {
        if (fd_ >= 0) close(fd_);
    }
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    [[nodiscard]] std::optional<Error> write(std::string_view text) const {
        if (fd_ < 0) return system_error();
        while (!text.empty()) {
            const ssize_t written = ::write(fd_, text.data(), text.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) return system_error();
            text.remove_prefix(static_cast<std::size_t>(written));
        }
        return std::nullopt;
    }

private:
    int fd_;
};

/// Makes a folder and those that it stands in.
std::optional<Error> make_folders(const std::string& path) {
    for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
        const std::string folder = path.substr(0, end);
        const bool is_new = mkdir(folder.c_str(), 0777) == 0;
        if (!is_new && errno != EEXIST) return system_error();
        if (!is_new && !is_folder(folder + "/")) return unwritable(folder + " is no folder");
        if (end == std::string::npos) return std::nullopt;
    }
}

}  // namespace

Exit run_data_package(const ParseArguments& arguments, const std::vector<std::string>& files) {
    const std::optional<Reader> reader = make_reader(arguments.reading);
    if (!reader) return Exit::failed;
    const auto fail = [](const std::string& path, const Error& error) {
        complain(path, error);
        return Exit::failed;
    };
    if (const auto error = make_folders(arguments.out)) return fail(arguments.out, *error);

    const std::string data_path = arguments.out + "/data.csv";
    const OutputFile data(data_path);
    if (const auto error = data.write(csv_header())) return fail(data_path, *error);
    std::vector<std::string> profiles;
    bool any_failed = false;
    bool any_strange = false;
    NotInRows hidden;
    for (InputFile file : list_inputs(files)) {
        file.name = as_utf8(file.path);  // two files of one name in two folders are told apart by their paths
        for (const Result<Report>& report : read_each(*reader, file, arguments.reading)) {
            if (!report) {
                complain(file.path, report.error());
                any_failed = true;
                continue;
            }
            remark_on_stranger(file.path, report.value(), "it has no rows");
            hidden.add(report.value());
            any_strange = any_strange || !report.value().profile;
            if (const auto error = data.write(to_csv(report.value()))) return fail(data_path, *error);
            const std::optional<ProfileId>& profile = report.value().profile;
            if (profile && std::find(profiles.begin(), profiles.end(), profile->id) == profiles.end())
                profiles.push_back(profile->id);
        }
    }
    const std::string descriptor_path = arguments.out + "/datapackage.json";
    const OutputFile descriptor(descriptor_path);
    if (const auto error = descriptor.write(pretty_json(data_package_json(*reader, profiles)) + "\n"))
        return fail(descriptor_path, *error);
    remark_on_hidden(hidden);
    if (any_failed) return Exit::failed;
    return any_strange && arguments.strict ? Exit::findings : Exit::done;
}

}  // namespace certdelta::cli
