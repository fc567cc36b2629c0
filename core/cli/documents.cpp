#include "documents.h"

#include "certdelta/json.h"
#include "input.h"
#include "json/names.h"
#include "output.h"

namespace certdelta::cli {

std::optional<Reader> make_reader(const Reading& reading) {
    Reader reader;
    for (const std::string& path : reading.profiles) {
        const Result<std::string> json = read_input(path, ReadOptions().max_bytes);
        if (!json) {
            complain(path, json.error());
            return std::nullopt;
        }
        const Result<ProfileId> id = reader.add_profile(json.value(), source_name(path));
        if (!id) {
            complain(path, id.error());
            return std::nullopt;
        }
    }
    return reader;
}

ReadOptions read_options(const std::string& path, const Reading& reading) {
    ReadOptions options;
    options.name = source_name(path);
    options.input = json::from_name<InputFormat>(reading.input).value_or(InputFormat::automatic);
    return options;
}

Result<Report> read_report(const Reader& reader, const std::string& path, const Reading& reading) {
    const ReadOptions options = read_options(path, reading);
    Result<std::string> bytes = read_input(path, options.max_bytes);
    if (!bytes) {
        bytes.error().source = options.name;
        return bytes.error();
    }
    return read_document_or_record(reader, bytes.value(), options);
}

}  // namespace certdelta::cli
