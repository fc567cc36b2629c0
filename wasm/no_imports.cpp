// What libc and Abseil would import from a host, defined inside the module instead, so that it instantiates anywhere
// with no imports at all. The core neither writes to a console nor reads a clock, a file or the environment; these
// definitions serve code that is linked but off its path (a log line of RE2, the environment that libc looks up at
// start).
#include <cstddef>
#include <cstdint>

namespace {

// Error numbers of WASI preview 1.
constexpr std::uint16_t success = 0;
constexpr std::uint16_t bad_file_descriptor = 8;
constexpr std::uint16_t not_supported = 58;

struct IoVector {
    const void* data;
    std::size_t size;
};

// Swallows the bytes. Claiming that all were written keeps stdio from trying again.
std::uint16_t discard(const IoVector* vectors, std::size_t count, std::size_t* written) {
    *written = 0;
    for (std::size_t i = 0; i < count; ++i) *written += vectors[i].size;
    return success;
}

}  // namespace

extern "C" {

[[noreturn]] void __wasi_proc_exit(std::uint32_t) { __builtin_trap(); }

std::uint16_t __wasi_fd_write(std::uint32_t, const IoVector* vectors, std::size_t count, std::size_t* written) {
    return discard(vectors, count, written);
}
std::uint16_t imported__wasi_fd_write(std::uint32_t, const IoVector* vectors, std::size_t count, std::size_t* written) {
    return discard(vectors, count, written);
}
std::uint16_t __wasi_fd_read(std::uint32_t, const IoVector*, std::size_t, std::size_t*) { return bad_file_descriptor; }
std::uint16_t __wasi_fd_close(std::uint32_t) { return bad_file_descriptor; }
std::uint16_t __wasi_fd_seek(std::uint32_t, std::int64_t, std::uint8_t, std::uint64_t*) { return bad_file_descriptor; }

std::uint16_t __wasi_environ_sizes_get(std::size_t* count, std::size_t* bytes) {
    *count = 0;
    *bytes = 0;
    return success;
}
std::uint16_t __wasi_environ_get(char**, char*) { return success; }
std::uint16_t __wasi_clock_time_get(std::uint32_t, std::uint64_t, std::uint64_t*) { return not_supported; }

void emscripten_notify_memory_growth(std::size_t) {}

// Abseil's stack traces: there is no stack to show.
std::uintptr_t emscripten_stack_snapshot() { return 0; }
std::uint32_t emscripten_stack_unwind_buffer(std::uintptr_t, void*, std::uint32_t) { return 0; }
const char* emscripten_pc_get_function(const void*) { return nullptr; }

}  // extern "C"
