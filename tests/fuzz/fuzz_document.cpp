// Any bytes, read as a document.
#include <cstddef>
#include <cstdint>

#include "invariants.h"

using namespace certdelta;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Reader reader;
    const std::string_view document(reinterpret_cast<const char*>(data), size);
    // The length picks the markup, so that an input is a document and nothing else.
    constexpr InputFormat formats[] = {InputFormat::automatic, InputFormat::text, InputFormat::markdown};
    fuzz::check_document(reader, document, {"fuzz", formats[size % 3]});
    return 0;
}
