// Documents a second of the native core: certdelta_bench SECONDS FILE...
// Prints one line: documents read, seconds taken, bytes of records written.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "certdelta/json.h"
#include "certdelta/reader.h"

namespace {

struct Document {
    std::string name;
    std::string bytes;
};

std::vector<Document> load(char** first, char** last) {
    std::vector<Document> documents;
    for (char** path = first; path != last; ++path) {
        std::ifstream file(*path, std::ios::binary);
        documents.push_back({*path, std::string(std::istreambuf_iterator<char>(file), {})});
    }
    return documents;
}

}  // namespace

int main(int argc, char** argv) {
    using Clock = std::chrono::steady_clock;
    const double seconds = argc > 2 ? std::strtod(argv[1], nullptr) : 0;
    if (seconds <= 0) {
        std::fputs("usage: certdelta_bench SECONDS FILE...\n", stderr);
        return 2;
    }
    const std::vector<Document> documents = load(argv + 2, argv + argc);
    const certdelta::Reader reader;

    std::size_t read = 0;
    std::size_t written = 0;
    const Clock::time_point start = Clock::now();
    std::chrono::duration<double> taken{};
    // The clock is asked once a round of all documents: asking costs as much as reading a short one.
    while (taken.count() < seconds) {
        for (const Document& document : documents) {
            certdelta::ReadOptions options;
            options.name = document.name;
            const auto report = reader.read(document.bytes, options);
            if (!report.ok()) {
                std::fprintf(stderr, "certdelta_bench: %s: %s\n", document.name.c_str(),
                             report.error().message.c_str());
                return 2;
            }
            written += certdelta::to_json(report.value()).size();
        }
        read += documents.size();
        taken = Clock::now() - start;
    }
    std::printf("%zu %.6f %zu\n", read, taken.count(), written);
    return 0;
}
