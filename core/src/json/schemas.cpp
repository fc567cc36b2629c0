#include "certdelta/json.h"
#include "embedded.h"

namespace certdelta {
namespace {

std::string_view schema_name(const embedded::File& file) {
    constexpr std::string_view suffix = ".schema.json";
    std::string_view name = file.name;
    if (name.ends_with(suffix)) name.remove_suffix(suffix.size());
    return name;
}

}  // namespace

std::vector<std::string_view> schema_names() {
    std::vector<std::string_view> names;
    for (const embedded::File& file : embedded::schemas()) names.push_back(schema_name(file));
    return names;
}

Result<std::string_view> schema(std::string_view name) {
    std::string known;
    for (const embedded::File& file : embedded::schemas()) {
        if (schema_name(file) == name) return file.bytes;
        known.append(known.empty() ? "" : ", ").append(schema_name(file));
    }
    Error error;
    error.code = ErrorCode::not_found;
    error.message = "no schema has this name; there are " + known;
    error.source = name;
    return error;
}

}  // namespace certdelta
