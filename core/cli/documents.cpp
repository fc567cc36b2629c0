#include "documents.h"

#include "certdelta/json.h"
#include "input.h"
#include "json/names.h"
#include "output.h"

namespace certdelta::cli {

namespace {

bool add_profile(Reader& reader, const std::string& path) {
    const Result<std::string> json = read_input(path, ReadOptions().max_bytes);
    if (!json) {
        complain(path, json.error());
        return false;
    }
    const Result<ProfileId> id = reader.add_profile(json.value(), source_name(path));
    if (id) return true;
    // The message of text that is no JSON names the place itself.
    const Error& error = id.error();
    const bool placed = error.code == ErrorCode::invalid_profile && error.line && error.column;
    std::string place = path;
    if (placed) place.append(":").append(std::to_string(*error.line)).append(":").append(std::to_string(*error.column));
    complain(place, error);
    return false;
}

}  // namespace

std::optional<Reader> make_reader(const Reading& reading) {
    Reader reader;
    for (const std::string& path : reading.profiles) {
        const Result<std::vector<std::string>> files = profile_files(path);
        if (!files) {
            complain(path, files.error());
            return std::nullopt;
        }
        for (const std::string& file : files.value()) {
            if (!add_profile(reader, file)) return std::nullopt;
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
    return read_report(reader, path, reading, source_name(path));
}

Result<Report> read_report(const Reader& reader, const InputFile& file, const Reading& reading) {
    if (file.error) return *file.error;
    return read_report(reader, file.path, reading, file.name);
}

Result<Report> read_report(const Reader& reader, const std::string& path, const Reading& reading, std::string name) {
    ReadOptions options = read_options(path, reading);
    options.name = std::move(name);
    Result<std::string> bytes = read_input(path, options.max_bytes);
    if (!bytes) {
        bytes.error().source = options.name;
        return bytes.error();
    }
    return read_document_or_record(reader, bytes.value(), options);
}

}  // namespace certdelta::cli
