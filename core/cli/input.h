// Reading files and standard input.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certdelta/error.h"

namespace certdelta::cli {

/// Reads a file, or standard input for "-". Nothing larger than `max_bytes` is taken into memory.
[[nodiscard]] Result<std::string> read_input(const std::string& path, std::uint64_t max_bytes);

/// Gives the bytes of a file, or of standard input for "-", piece by piece, until `take` answers false.
[[nodiscard]] std::optional<Error> read_pieces(const std::string& path,
                                               const std::function<bool(std::string_view)>& take);

/// A file that a command is to read.
struct InputFile {
    std::string path;
    std::string name;  ///< for source.name: the last component, or the path inside the folder that was named; the whole
                       ///< path where another file of the run would have that name, too
    std::optional<Error> error;  ///< of a folder that cannot be looked at, or holds no documents
    bool collected = false;      ///< one of a folder
};

/// The files that the paths of a command stand for: themselves, or the documents of a folder and its folders, by the
/// bytes of their names. A document is what its name ends like one of (.md, .pdf), and JSON that begins as a record or
/// as positioned text. Of a folder's other files, standard error names the first ones. Hidden files are left out, and
/// links to folders are not followed.
[[nodiscard]] std::vector<InputFile> list_inputs(const std::vector<std::string>& paths);

[[nodiscard]] bool is_folder(const std::string& path);

/// The file itself, or the *.json files in a folder, by name; not_found for a folder without any.
[[nodiscard]] Result<std::vector<std::string>> profile_files(const std::string& path);

/// A path as UTF-8, whatever the file system holds.
[[nodiscard]] std::string as_utf8(std::string_view path);

/// The last component of a path, as UTF-8 whatever the file system holds.
[[nodiscard]] std::string source_name(std::string_view path);

}  // namespace certdelta::cli
