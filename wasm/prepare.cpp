// For modules that keep their memory as it is once the profiles are read: see finish-module.mjs.
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>

#include "operations.h"

namespace {

struct Block {
    Block* next;
};

/// Memory that reading has freed keeps what it held, which would be shipped; what is zero is not. Takes all blocks that
/// can be had without more memory, largest first, clears them and gives them back.
void clear_free_memory() {
    constexpr std::size_t sizes[] = {1U << 20U, 1U << 18U, 1U << 16U, 1U << 14U,
                                     1U << 12U, 1U << 10U, 1U << 8U,  1U << 6U};
    const void* top = sbrk(0);
    Block* taken = nullptr;
    for (const std::size_t size : sizes) {
        while (void* const memory = std::malloc(size)) {
            std::memset(memory, 0, size);
            taken = new (memory) Block{taken};
            if (sbrk(0) == top) continue;
            top = sbrk(0);
            break;
        }
    }
    while (taken != nullptr) {
        Block* const next = taken->next;
        taken->next = nullptr;
        std::free(taken);
        taken = next;
    }
}

}  // namespace

extern "C" void certdelta_prepare(void) {
    static_cast<void>(certdelta::wasm::reader());
    clear_free_memory();
}
