#include "certdelta/series.h"

#include <unistd.h>

#include "certdelta/json.h"
#include "certdelta/render.h"
#include "commands.h"
#include "documents.h"
#include "input.h"
#include "json/names.h"
#include "json/series_input.h"
#include "output.h"

namespace certdelta::cli {
namespace {

void print(Output& output, const Series& series, const std::string& format, const Labels& labels) {
    const auto write = [&](std::string_view text) { static_cast<void>(output.write(text)); };
    if (format == "csv") return write(to_csv(series));
    if (format == "markdown") return write(to_markdown(series, labels));
    if (format == "json") return write(pretty_json(to_json(series)) + "\n");
    if (format == "table" || (format.empty() && Output::is_terminal())) return write(to_table(series, labels));
    bool open = true;
    write_json(series, [&](std::string_view piece) { open = open && output.write(piece); });
    if (open) write("\n");
}

}  // namespace

Exit run_series(const SeriesArguments& arguments) {
    std::vector<std::string> files = arguments.files;
    if (files.empty()) {
        if (isatty(STDIN_FILENO) == 1) {
            complain_about_usage("series needs a FILE, or records on standard input", "series");
            return Exit::failed;
        }
        files.emplace_back("-");
    }
    const std::optional<Reader> reader = make_reader(arguments.reading);
    if (!reader) return Exit::failed;

    SeriesBuilder builder(*reader);
    bool all_taken = true;
    for (const InputFile& file : list_inputs(files)) {
        const auto complain_about = [&](const Error& error) {
            complain(file.path, error);
            all_taken = false;
        };
        if (file.error) {
            complain_about(*file.error);
            continue;
        }
        const std::size_t left_out = builder.left_out();
        ReadOptions options = read_options(file.path, arguments.reading);
        options.name = file.name;
        json::SeriesInput input(*reader, builder, std::move(options), complain_about);
        const auto take = [&](std::string_view piece) { return input.feed(piece); };
        if (const std::optional<Error> error = read_pieces(file.path, take)) {
            complain_about(*error);
            continue;
        }
        input.finish();
        // The other formats carry the diagnostics of the series.
        if (arguments.format == "csv") remark_on_left_out(file.path, builder.left_out() - left_out);
    }
    const SeriesBy by = json::from_name<SeriesBy>(arguments.by).value_or(SeriesBy::week);
    Output output;
    print(output, builder.series(by), arguments.format, Labels{reader->profiles(), arguments.lang, Output::columns()});
    if (!all_taken || output.failed()) return Exit::failed;
    return arguments.strict && builder.left_out() > 0 ? Exit::findings : Exit::done;
}

}  // namespace certdelta::cli
