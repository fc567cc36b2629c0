#include <unistd.h>

#include <utility>

#include "certdelta/json.h"
#include "certdelta/render.h"
#include "commands.h"
#include "documents.h"
#include "input.h"
#include "output.h"

namespace certdelta::cli {
namespace {

enum class Format { ndjson, json, json_array, csv, table };

Format format_of(const ParseArguments& arguments, bool several) {
    if (arguments.format == "json") return several ? Format::json_array : Format::json;
    if (arguments.format == "csv") return Format::csv;
    if (arguments.format == "table") return Format::table;
    if (arguments.format == "ndjson") return Format::ndjson;
    return Output::is_terminal() ? Format::table : Format::ndjson;
}

/// Pretty JSON as an element of an array: two columns further in. Strings of JSON hold no line breaks, so each one is
/// layout.
std::string indented(std::string_view json) {
    std::string out = "  ";
    for (const char c : json) {
        out.push_back(c);
        if (c == '\n') out += "  ";
    }
    return out;
}

/// Prints one record after another, as they are read.
class RecordPrinter {
public:
    RecordPrinter(Format format, Labels labels) : format_(format), labels_(std::move(labels)) {}

    [[nodiscard]] bool begin() {
        if (format_ == Format::json_array) return output_.write("[\n");
        if (format_ == Format::csv) return output_.write(csv_header());
        return true;
    }

    [[nodiscard]] bool print(const Report& report) {
        switch (format_) {
            case Format::csv:
                return output_.write(to_csv(report));
            case Format::table:
                return output_.write(separated("\n").append(to_table(report, labels_)));
            default:
                return print_json(to_json(report));
        }
    }

    /// Tables have no place for errors: standard error tells.
    [[nodiscard]] bool print(const Error& error) {
        const bool is_table = format_ == Format::csv || format_ == Format::table;
        return is_table || print_json(to_json(error));
    }

    [[nodiscard]] bool end() { return format_ != Format::json_array || output_.write("\n]\n"); }

    [[nodiscard]] bool failed() const { return output_.failed(); }

private:
    /// What comes before the next item: nothing before the first one.
    std::string separated(const char* separator) { return std::exchange(first_, false) ? "" : separator; }

    bool print_json(std::string record) {
        if (format_ == Format::json) return output_.write(pretty_json(record) + "\n");
        if (format_ == Format::json_array) {
            return output_.write(separated(",\n").append(indented(pretty_json(record))));
        }
        record.push_back('\n');
        return output_.write(record);
    }

    Output output_;
    Format format_;
    Labels labels_;
    bool first_ = true;
};

/// What became of the documents.
struct Tally {
    bool any_failed = false;
    bool any_strange = false;  ///< read, and no profile fits
    NotInRows hidden;
};

/// Prints what one file holds. False when nothing more can be printed.
bool print_file(RecordPrinter& printer, const InputFile& file, const std::vector<Result<Report>>& reports, bool as_rows,
                Tally& tally) {
    for (const Result<Report>& report : reports) {
        if (!report) {
            tally.any_failed = true;
            complain(file.path, report.error());
        } else {
            tally.any_strange = tally.any_strange || !report.value().profile;
            if (as_rows) remark_on_stranger(file.path, report.value(), "it has no rows");
            tally.hidden.add(report.value());
        }
        if (!(report ? printer.print(report.value()) : printer.print(report.error()))) return false;
    }
    return true;
}

}  // namespace

Exit run_parse(const ParseArguments& arguments) {
    std::vector<std::string> files = arguments.files;
    if (files.empty()) {
        if (isatty(STDIN_FILENO) == 1) {
            complain_about_usage("parse needs a FILE, or a document on standard input", "parse");
            return Exit::failed;
        }
        files.emplace_back("-");
    }
    if (arguments.format == "datapackage" && arguments.out.empty()) {
        complain_about_usage("--format datapackage needs --out DIR", "parse");
        return Exit::failed;
    }
    if (arguments.format != "datapackage" && !arguments.out.empty()) {
        complain_about_usage(
            "--out DIR goes with --format datapackage; the npm package's command, npx certdelta, writes single files",
            "parse");
        return Exit::failed;
    }
    if (arguments.format == "datapackage") return run_data_package(arguments, files);
    const std::optional<Reader> reader = make_reader(arguments.reading);
    if (!reader) return Exit::failed;

    const bool as_rows = arguments.format == "csv";
    std::vector<InputFile> inputs = list_inputs(files);
    if (as_rows) {
        for (InputFile& file : inputs) file.name = as_utf8(file.path);  // rows are named as the user did
    }
    // One record by itself is no array, and it takes a look to see how many there are.
    std::vector<Result<Report>> reports = read_each(*reader, inputs.front(), arguments.reading);
    const Format format = format_of(arguments, inputs.size() > 1 || inputs.front().collected || reports.size() > 1);
    Labels labels;
    if (format == Format::table) labels = {reader->profiles(), arguments.lang, Output::columns()};
    RecordPrinter printer(format, std::move(labels));
    Tally tally;
    bool open = printer.begin();
    for (const InputFile& file : inputs) {
        if (&file != &inputs.front()) reports = read_each(*reader, file, arguments.reading);
        open = open && print_file(printer, file, reports, as_rows, tally);
        if (!open) break;
    }
    if (open) static_cast<void>(printer.end());
    if (as_rows) remark_on_hidden(tally.hidden);
    if (tally.any_failed || printer.failed()) return Exit::failed;
    return tally.any_strange && arguments.strict ? Exit::findings : Exit::done;
}

}  // namespace certdelta::cli
