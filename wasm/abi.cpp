// The C ABI: takes addresses apart, calls one operation, hands bytes back.
#include <cstdlib>
#include <utility>

#include "address.h"
#include "certdelta.h"
#include "certdelta/json.h"
#include "operations.h"

namespace {

using namespace certdelta::wasm;

constexpr std::uint32_t kAbiVersion = 1;

/// Puts a result or an error where the caller can read it.
std::int32_t answer(certdelta::Result<std::string> result, std::uint32_t out) {
    static std::string kept;  // what the last result slice points to
    const bool ok = result.ok();
    kept = ok ? std::move(result).value() : certdelta::to_json(result.error());
    auto* slice = to_pointer<certdelta_slice>(out);
    slice->data = to_address(kept.data());
    slice->size = static_cast<std::uint32_t>(kept.size());
    return ok ? 0 : 1;
}

}  // namespace

extern "C" {

std::uint32_t certdelta_abi_version(void) { return kAbiVersion; }

std::uint32_t certdelta_alloc(std::uint32_t size) { return to_address(std::malloc(size)); }

void certdelta_free(std::uint32_t pointer) { std::free(to_pointer<void>(pointer)); }

std::int32_t certdelta_parse(std::uint32_t document, std::uint32_t document_size, std::uint32_t options,
                             std::uint32_t options_size, std::uint32_t out) {
    return answer(parse(view(document, document_size), view(options, options_size)), out);
}

std::int32_t certdelta_compare(std::uint32_t before, std::uint32_t before_size, std::uint32_t after,
                               std::uint32_t after_size, std::uint32_t options, std::uint32_t options_size,
                               std::uint32_t out) {
    return answer(compare(view(before, before_size), view(after, after_size), view(options, options_size)), out);
}

std::int32_t certdelta_series(std::uint32_t reports, std::uint32_t reports_size, std::uint32_t options,
                              std::uint32_t options_size, std::uint32_t out) {
    return answer(series(view(reports, reports_size), view(options, options_size)), out);
}

std::int32_t certdelta_series_feed(std::uint32_t bytes, std::uint32_t bytes_size, std::uint32_t options,
                                   std::uint32_t options_size, std::uint32_t out) {
    return answer(series_feed(view(bytes, bytes_size), view(options, options_size)), out);
}

std::int32_t certdelta_series_end(std::uint32_t options, std::uint32_t options_size, std::uint32_t out) {
    return answer(series_end(view(options, options_size)), out);
}

std::int32_t certdelta_rows(std::uint32_t reports, std::uint32_t reports_size, std::uint32_t options,
                            std::uint32_t options_size, std::uint32_t out) {
    return answer(rows(view(reports, reports_size), view(options, options_size)), out);
}

std::int32_t certdelta_explain(std::uint32_t document, std::uint32_t document_size, std::uint32_t options,
                               std::uint32_t options_size, std::uint32_t out) {
    return answer(explain(view(document, document_size), view(options, options_size)), out);
}

std::int32_t certdelta_check(std::uint32_t document, std::uint32_t document_size, std::uint32_t options,
                             std::uint32_t options_size, std::uint32_t out) {
    return answer(check(view(document, document_size), view(options, options_size)), out);
}

std::int32_t certdelta_lint_profile(std::uint32_t profile, std::uint32_t profile_size, std::uint32_t options,
                                    std::uint32_t options_size, std::uint32_t out) {
    return answer(lint_profile(view(profile, profile_size), view(options, options_size)), out);
}

std::int32_t certdelta_test_profile(std::uint32_t profile, std::uint32_t profile_size, std::uint32_t options,
                                    std::uint32_t options_size, std::uint32_t out) {
    return answer(test_profile(view(profile, profile_size), view(options, options_size)), out);
}

std::int32_t certdelta_add_profile(std::uint32_t profile, std::uint32_t profile_size, std::uint32_t options,
                                   std::uint32_t options_size, std::uint32_t out) {
    return answer(add_profile(view(profile, profile_size), view(options, options_size)), out);
}

std::int32_t certdelta_schema(std::uint32_t name, std::uint32_t name_size, std::uint32_t out) {
    return answer(schema(view(name, name_size)), out);
}

std::int32_t certdelta_info(std::uint32_t out) { return answer(info(kAbiVersion), out); }

}  // extern "C"
