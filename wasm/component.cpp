// The core module of dist/wasm/certdelta.component.wasm: certdelta.wit as the canonical ABI of the component model lays
// it out. Arguments are memory of this module that the host got from cabi_realloc, and belong to the callee; a result
// belongs to the caller until the function's cabi_post_.
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "address.h"
#include "certdelta/json.h"
#include "json/writer.h"
#include "operations.h"

namespace {

using namespace certdelta;
using wasm::to_address;
using wasm::to_pointer;
using wasm::view;

#define CERTDELTA_INTERFACE "certdelta:certdelta/reports@0.1.0#"
#define CERTDELTA_EXPORT(name) __attribute__((export_name(CERTDELTA_INTERFACE name)))
#define CERTDELTA_POST(name) __attribute__((export_name("cabi_post_" CERTDELTA_INTERFACE name)))

/// list<u8> or string.
struct Slice {
    std::uint32_t data;
    std::uint32_t size;
};

/// result<string, string>
struct Outcome {
    std::uint8_t is_error;
    Slice text;
};
static_assert(sizeof(Outcome) == 12);

/// record document
struct Document {
    Slice name;
    Slice content;
};

/// An argument, which is freed with this.
class Argument {
public:
    Argument(std::uint32_t data, std::uint32_t size) : data_(data), size_(size) {}
    explicit Argument(Slice slice) : Argument(slice.data, slice.size) {}
    ~Argument() {
        if (size_ > 0) std::free(to_pointer<void>(data_));
    }
    Argument(const Argument&) = delete;
    Argument& operator=(const Argument&) = delete;
    [[nodiscard]] std::string_view text() const { return view(data_, size_); }

private:
    std::uint32_t data_;
    std::uint32_t size_;
};

template <class T>
T* allocate(std::size_t count) {
    void* memory = std::malloc(count * sizeof(T));
    if (memory == nullptr && count > 0) __builtin_trap();  // the host makes a fresh instance
    return static_cast<T*>(memory);
}

Outcome outcome(const Result<std::string>& result) {
    const std::string text = result ? result.value() : to_json(result.error());
    char* bytes = allocate<char>(text.size());
    std::memcpy(bytes, text.data(), text.size());
    return {result ? std::uint8_t{0} : std::uint8_t{1}, {to_address(bytes), static_cast<std::uint32_t>(text.size())}};
}

std::uint32_t answer(const Result<std::string>& result) {
    return to_address(new (allocate<Outcome>(1)) Outcome(outcome(result)));
}

void release(std::uint32_t result) {
    auto* const given = to_pointer<Outcome>(result);
    std::free(to_pointer<void>(given->text.data));
    std::free(given);
}

std::string name_option(std::string_view name) {
    std::string options;
    json::Writer writer(options);
    writer.begin_object();
    writer.key("name");
    writer.string(name);
    writer.end_object();
    return options;
}

/// One argument and the options.
template <class Operation>
std::uint32_t call(Operation operation, std::uint32_t data, std::uint32_t size, std::uint32_t options,
                   std::uint32_t options_size) {
    const Argument document(data, size);
    const Argument wanted(options, options_size);
    return answer(operation(document.text(), wanted.text()));
}

}  // namespace

extern "C" {

std::uint32_t cabi_realloc(std::uint32_t old, std::uint32_t, std::uint32_t alignment, std::uint32_t size) {
    if (size == 0) return alignment;
    void* memory = std::realloc(to_pointer<void>(old), size);
    if (memory == nullptr) __builtin_trap();
    return to_address(memory);
}

#define CERTDELTA_FUNCTION(name, operation)                                                            \
    CERTDELTA_EXPORT(name)                                                                             \
    std::uint32_t component_##operation(std::uint32_t data, std::uint32_t size, std::uint32_t options, \
                                        std::uint32_t options_size) {                                  \
        return call(wasm::operation, data, size, options, options_size);                               \
    }                                                                                                  \
    CERTDELTA_POST(name) void component_post_##operation(std::uint32_t result) { release(result); }

CERTDELTA_FUNCTION("parse", parse)
CERTDELTA_FUNCTION("series", series)
CERTDELTA_FUNCTION("rows", rows)
CERTDELTA_FUNCTION("check", check)
CERTDELTA_FUNCTION("explain", explain)

CERTDELTA_EXPORT("compare")
std::uint32_t component_compare(std::uint32_t before, std::uint32_t before_size, std::uint32_t after,
                                std::uint32_t after_size, std::uint32_t options, std::uint32_t options_size) {
    const Argument older(before, before_size);
    const Argument newer(after, after_size);
    const Argument wanted(options, options_size);
    return answer(wasm::compare(older.text(), newer.text(), wanted.text()));
}
CERTDELTA_POST("compare") void component_post_compare(std::uint32_t result) { release(result); }

CERTDELTA_EXPORT("parse-batch")
std::uint32_t component_parse_batch(std::uint32_t documents, std::uint32_t count) {
    const Argument list(documents, count);
    const auto* given = to_pointer<const Document>(documents);
    auto* outcomes = allocate<Outcome>(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        const Argument name(given[i].name);
        const Argument content(given[i].content);
        new (outcomes + i) Outcome(outcome(wasm::parse(content.text(), name_option(name.text()))));
    }
    return to_address(new (allocate<Slice>(1)) Slice{to_address(outcomes), count});
}
CERTDELTA_POST("parse-batch") void component_post_parse_batch(std::uint32_t result) {
    auto* const given = to_pointer<Slice>(result);
    auto* const outcomes = to_pointer<Outcome>(given->data);
    for (std::uint32_t i = 0; i < given->size; ++i) std::free(to_pointer<void>(outcomes[i].text.data));
    std::free(outcomes);
    std::free(given);
}

}  // extern "C"
