#include "documents.h"

#include "certdelta/json.h"
#include "input.h"
#include "json/names.h"
#include "json/record_stream.h"
#include "output.h"

namespace certdelta::cli {

namespace {

bool add_profile(Reader& reader, const std::string& path) {
    const Result<std::string> json = read_input(path, ReadOptions().max_bytes);
    if (!json) {
        complain(path, json.error());
        return false;
    }
    const Result<ProfileId> id = reader.add_profile(json.value(), as_utf8(path));
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

namespace {

/// A file and how it is to be read.
struct Document {
    std::string bytes;
    ReadOptions options;
};

Result<Document> open_document(const std::string& path, const Reading& reading, std::string name) {
    Document document{{}, read_options(path, reading)};
    document.options.name = std::move(name);
    Result<std::string> bytes = read_input(path, document.options.max_bytes);
    if (!bytes) {
        bytes.error().source = document.options.name;
        return bytes.error();
    }
    document.bytes = std::move(bytes).value();
    return document;
}

}  // namespace

Result<Report> read_compared(const Reader& reader, const InputFile& file, const Reading& reading) {
    const Result<Document> document = open_document(file.path, reading, file.name);
    if (!document) return document.error();
    return json::read_one(reader, document.value().bytes, document.value().options, "compare");
}

std::vector<Result<Report>> read_each(const Reader& reader, const InputFile& file, const Reading& reading) {
    if (file.error) return {*file.error};
    const Result<Document> document = open_document(file.path, reading, file.name);
    if (!document) return {document.error()};
    std::vector<Result<Report>> reports;
    json::each_item(reader, document.value().bytes, document.value().options,
                    [&](const Result<Report>& report) { reports.push_back(report); });
    return reports;
}

Result<std::vector<Report>> read_reports(const Reader& reader, const InputFile& file, const Reading& reading,
                                         std::string name) {
    if (file.error) return *file.error;
    const Result<Document> document = open_document(file.path, reading, std::move(name));
    if (!document) return document.error();
    const auto& [bytes, options] = document.value();
    std::vector<Report> reports;
    if (json::count_records(bytes) <= 1) {
        const Result<Report> report = read_document_or_record(reader, bytes, options);
        if (!report) return report.error();
        reports.push_back(report.value());
        return reports;
    }
    const std::optional<Error> error =
        json::each_report(reader, bytes, options, [&](const Report& report) -> std::optional<Error> {
            reports.push_back(report);
            return std::nullopt;
        });
    if (error) return *error;
    return reports;
}

}  // namespace certdelta::cli
