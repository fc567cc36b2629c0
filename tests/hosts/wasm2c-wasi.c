// A host for the C code that wasm2c makes of certdelta.wasi.wasm: what it imports of WASI preview 1, by POSIX calls.
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "module.h"

static Z_certdelta_instance_t instance;
static char** words;
static u32 word_count;

struct Z_wasi_snapshot_preview1_instance_t {
    int unused;
};

static u8* at(u32 address) { return instance.w2c_memory.data + address; }

static u32 get(u32 address) {
    u32 value;
    memcpy(&value, at(address), sizeof value);
    return value;
}

static void put(u32 address, u32 value) { memcpy(at(address), &value, sizeof value); }

u32 Z_wasi_snapshot_preview1Z_args_sizes_get(struct Z_wasi_snapshot_preview1_instance_t* host, u32 count, u32 size) {
    u32 bytes = 0;
    (void)host;
    for (u32 i = 0; i < word_count; ++i) bytes += (u32)strlen(words[i]) + 1;
    put(count, word_count);
    put(size, bytes);
    return 0;
}

u32 Z_wasi_snapshot_preview1Z_args_get(struct Z_wasi_snapshot_preview1_instance_t* host, u32 places, u32 bytes) {
    (void)host;
    for (u32 i = 0; i < word_count; ++i) {
        u32 size = (u32)strlen(words[i]) + 1;
        memcpy(at(bytes), words[i], size);
        put(places + 4 * i, bytes);
        bytes += size;
    }
    return 0;
}

// One vector is enough: a short count is allowed.
u32 Z_wasi_snapshot_preview1Z_fd_read(struct Z_wasi_snapshot_preview1_instance_t* host, u32 fd, u32 vectors, u32 count,
                                      u32 got) {
    (void)host;
    (void)count;
    ssize_t size = read((int)fd, at(get(vectors)), get(vectors + 4));
    if (size < 0) return errno == EINTR ? 27 : 29;
    put(got, (u32)size);
    return 0;
}

u32 Z_wasi_snapshot_preview1Z_fd_write(struct Z_wasi_snapshot_preview1_instance_t* host, u32 fd, u32 vectors, u32 count,
                                       u32 written) {
    (void)host;
    (void)count;
    ssize_t size = write((int)fd, at(get(vectors)), get(vectors + 4));
    if (size < 0) return errno == EINTR ? 27 : 29;
    put(written, (u32)size);
    return 0;
}

void Z_wasi_snapshot_preview1Z_proc_exit(struct Z_wasi_snapshot_preview1_instance_t* host, u32 status) {
    (void)host;
    exit((int)status);
}

int main(int argc, char** argv) {
    static struct Z_wasi_snapshot_preview1_instance_t host;
    words = argv;
    word_count = (u32)argc;
    wasm_rt_init();
    Z_certdelta_init_module();
    Z_certdelta_instantiate(&instance, &host);
    Z_certdeltaZ__start(&instance);
    return 0;
}
