// Files of the repository, for tests of what is not embedded.
#pragma once

#include <cstdio>
#include <memory>
#include <string>

namespace certdelta::test {

/// Empty when there is no such file. `path`: from the top of the repository.
inline std::string source_file(const std::string& path) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(
        std::fopen((CERTDELTA_SOURCE_DIR "/" + path).c_str(), "rb"), std::fclose);
    std::string bytes;
    char chunk[4096];
    while (file) {
        const std::size_t got = std::fread(chunk, 1, sizeof chunk, file.get());
        if (got == 0) break;
        bytes.append(chunk, got);
    }
    return bytes;
}

}  // namespace certdelta::test
