// dist/wasm/certdelta.extism.wasm: functions for the host SDKs of Extism. Each one takes its input from the host, as
// certdelta_series takes reports, and leaves a result or a certdelta.error/1 record there.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "certdelta/json.h"
#include "operations.h"

#define CERTDELTA_EXTISM(name) __attribute__((import_module("extism:host/env"), import_name(#name)))

// Memory of the host, in which addresses are 64 bits wide.
extern "C" {
CERTDELTA_EXTISM(input_length) std::uint64_t extism_input_length(void);
CERTDELTA_EXTISM(input_load_u64) std::uint64_t extism_input_load_u64(std::uint64_t offset);
CERTDELTA_EXTISM(input_load_u8) std::uint32_t extism_input_load_u8(std::uint64_t offset);
CERTDELTA_EXTISM(alloc) std::uint64_t extism_alloc(std::uint64_t size);
CERTDELTA_EXTISM(free) void extism_free(std::uint64_t address);
CERTDELTA_EXTISM(length) std::uint64_t extism_length(std::uint64_t address);
CERTDELTA_EXTISM(load_u8) std::uint32_t extism_load_u8(std::uint64_t address);
CERTDELTA_EXTISM(store_u64) void extism_store_u64(std::uint64_t address, std::uint64_t value);
CERTDELTA_EXTISM(store_u8) void extism_store_u8(std::uint64_t address, std::uint32_t value);
CERTDELTA_EXTISM(output_set) void extism_output_set(std::uint64_t address, std::uint64_t size);
CERTDELTA_EXTISM(error_set) void extism_error_set(std::uint64_t address);
CERTDELTA_EXTISM(config_get) std::uint64_t extism_config_get(std::uint64_t key);
}

namespace {

using namespace certdelta;

constexpr std::size_t kWord = sizeof(std::uint64_t);

std::string input() {
    std::string bytes(static_cast<std::size_t>(extism_input_length()), '\0');
    std::size_t at = 0;
    for (; at + kWord <= bytes.size(); at += kWord) {
        const std::uint64_t word = extism_input_load_u64(at);
        std::memcpy(bytes.data() + at, &word, kWord);
    }
    for (; at < bytes.size(); ++at) bytes[at] = static_cast<char>(extism_input_load_u8(at));
    return bytes;
}

std::uint64_t to_host(std::string_view bytes) {
    const std::uint64_t address = extism_alloc(bytes.size());
    std::size_t at = 0;
    for (; at + kWord <= bytes.size(); at += kWord) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, kWord);
        extism_store_u64(address + at, word);
    }
    for (; at < bytes.size(); ++at) extism_store_u8(address + at, static_cast<unsigned char>(bytes[at]));
    return address;
}

/// The plugin's configuration under the name of a function: the options of its operation.
std::string options_of(std::string_view function) {
    const std::uint64_t key = to_host(function);
    const std::uint64_t value = extism_config_get(key);
    extism_free(key);
    if (value == 0) return {};
    std::string options(static_cast<std::size_t>(extism_length(value)), '\0');
    for (std::size_t i = 0; i < options.size(); ++i) options[i] = static_cast<char>(extism_load_u8(value + i));
    extism_free(value);
    return options;
}

std::int32_t answer(const Result<std::string>& result) {
    if (!result) {
        extism_error_set(to_host(to_json(result.error())));
        return 1;
    }
    extism_output_set(to_host(result.value()), result.value().size());
    return 0;
}

}  // namespace

extern "C" {

std::int32_t parse(void) { return answer(wasm::parse_items(input(), options_of("parse"))); }
std::int32_t compare(void) { return answer(wasm::compare_items(input(), options_of("compare"))); }
std::int32_t series(void) { return answer(wasm::series(input(), options_of("series"))); }
std::int32_t rows(void) { return answer(wasm::rows(input(), options_of("rows"))); }
std::int32_t check(void) { return answer(wasm::check_items(input(), options_of("check"))); }
std::int32_t explain(void) { return answer(wasm::explain_item(input(), options_of("explain"))); }

}  // extern "C"
