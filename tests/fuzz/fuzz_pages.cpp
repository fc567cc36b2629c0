// Any bytes, read as the JSON of pages.
#include <cstddef>
#include <cstdint>

#include "invariants.h"

using namespace certdelta;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Reader reader;
    const std::string_view json(reinterpret_cast<const char*>(data), size);
    fuzz::check_pages(reader, json, {"fuzz", InputFormat::pages});
    return 0;
}
