// Addresses as hosts know them: 32-bit numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace certdelta::wasm {

template <class T>
T* to_pointer(std::uint32_t address) {
    return reinterpret_cast<T*>(static_cast<std::uintptr_t>(address));
}

inline std::uint32_t to_address(const void* pointer) {
    return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(pointer));
}

inline std::string_view view(std::uint32_t address, std::size_t size) {
    return size == 0 ? std::string_view() : std::string_view(to_pointer<const char>(address), size);
}

}  // namespace certdelta::wasm
