#include "certdelta/series.h"

#include <unistd.h>

#include "certdelta/json.h"
#include "certdelta/render.h"
#include "commands.h"
#include "documents.h"
#include "input.h"
#include "json/names.h"
#include "json/record_stream.h"
#include "output.h"

namespace certdelta::cli {
namespace {

/// Puts the reports of one input into a series: a document is read as a whole, records one after the other.
class Input {
public:
    Input(const Reader& reader, SeriesBuilder& builder, const std::string& path, const Reading& reading)
        : reader_(reader),
          builder_(builder),
          path_(path),
          options_(read_options(path, reading)),
          records_(
              options_.max_bytes,
              [this](std::string_view item, std::uint64_t number) {
                  take(json::read_item(reader_, item, options_), number);
              },
              [this](std::uint64_t number) {
                  Error error;
                  error.code = ErrorCode::too_large;
                  error.message = "has more than the " + std::to_string(options_.max_bytes) + " bytes that are read";
                  complain_about(error, number);
              }) {}

    /// False when anything could not be taken, which has then been told.
    [[nodiscard]] bool run() {
        const std::optional<Error> error = read_pieces(path_, [this](std::string_view piece) { return feed(piece); });
        if (error) {
            complain_about(*error, 0);
            return false;
        }
        if (!is_decided_) decide();
        if (is_records_) {
            records_.finish();
        } else {
            take(read_document_or_record(reader_, beginning_, options_), 0);
        }
        return all_taken_;
    }

private:
    /// False when there is no need for more.
    bool feed(std::string_view piece) {
        if (is_records_) {
            records_.feed(piece);
            return true;
        }
        beginning_ += piece;
        if (!is_decided_ && beginning_.size() >= json::kBeginningBytes) decide();
        return beginning_.size() <= options_.max_bytes;
    }

    void decide() {
        is_decided_ = true;
        is_records_ = json::begins_as_records(std::string_view(beginning_).substr(0, json::kBeginningBytes));
        if (!is_records_) return;
        records_.feed(beginning_);
        beginning_ = std::string();
    }

    /// `number` of the record, or 0 for a document.
    void take(const Result<Report>& report, std::uint64_t number) {
        if (!report) return complain_about(report.error(), number);
        if (const std::optional<Error> error = builder_.add(report.value())) complain_about(*error, number);
    }

    void complain_about(Error error, std::uint64_t number) {
        if (number > 0) error.message = "record " + std::to_string(number) + ": " + error.message;
        complain(path_, error);
        all_taken_ = false;
    }

    const Reader& reader_;
    SeriesBuilder& builder_;
    const std::string& path_;
    ReadOptions options_;
    json::RecordStream records_;
    std::string beginning_;  ///< all of a document, or what came before it was clear that these are records
    bool is_decided_ = false;
    bool is_records_ = false;
    bool all_taken_ = true;
};

void print(Output& output, const Series& series, const std::string& format) {
    const auto write = [&](std::string_view text) { static_cast<void>(output.write(text)); };
    if (format == "csv") return write(to_csv(series));
    if (format == "markdown") return write(to_markdown(series));
    if (format == "json") return write(pretty_json(to_json(series)) + "\n");
    if (format == "table" || (format.empty() && Output::is_terminal())) return write(to_table(series));
    bool open = true;
    write_json(series, [&](std::string_view piece) { open = open && output.write(piece); });
    if (open) write("\n");
}

}  // namespace

Exit run_series(const SeriesArguments& arguments) {
    std::vector<std::string> files = arguments.files;
    if (files.empty()) {
        if (isatty(STDIN_FILENO) == 1) {
            complain_about_usage("series needs a FILE, or records on standard input");
            return Exit::failed;
        }
        files.emplace_back("-");
    }
    const std::optional<Reader> reader = make_reader(arguments.reading);
    if (!reader) return Exit::failed;

    SeriesBuilder builder(*reader);
    bool all_taken = true;
    for (const std::string& file : files) {
        Input input(*reader, builder, file, arguments.reading);
        if (!input.run()) all_taken = false;
    }
    const SeriesBy by = json::from_name<SeriesBy>(arguments.by).value_or(SeriesBy::week);
    Output output;
    print(output, builder.series(by), arguments.format);
    return all_taken && !output.failed() ? Exit::done : Exit::failed;
}

}  // namespace certdelta::cli
