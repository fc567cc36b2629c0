#include "certdelta/compare.h"

#include "certdelta/json.h"
#include "certdelta/render.h"
#include "commands.h"
#include "documents.h"
#include "output.h"

namespace certdelta::cli {
namespace {

std::string print(const Comparison& comparison, const std::string& format, const Labels& labels) {
    if (format == "csv") return to_csv(comparison);
    if (format == "markdown") return to_markdown(comparison, labels);
    if (format == "json") return pretty_json(to_json(comparison)) + "\n";
    if (format == "table" || Output::is_terminal()) return to_table(comparison, labels);
    return to_json(comparison) + "\n";
}

}  // namespace

Exit run_compare(const CompareArguments& arguments) {
    const std::optional<Reader> reader = make_reader(arguments.reading);
    if (!reader) return Exit::failed;

    for (const std::string& path : {arguments.before, arguments.after}) {
        if (!is_folder(path)) continue;
        Error error;
        error.code = ErrorCode::is_directory;
        error.message = "is a folder: two documents are compared; series takes folders";
        complain(path, error);
        return Exit::failed;
    }
    // Both are read before either is judged: two bad files are two lines, not one now and one at the next try.
    const std::vector<InputFile> files = list_inputs({arguments.before, arguments.after});
    const Result<Report> before = read_compared(*reader, files.front(), arguments.reading);
    const Result<Report> after = read_compared(*reader, files.back(), arguments.reading);
    if (!before) complain(arguments.before, before.error());
    if (!after) complain(arguments.after, after.error());
    if (!before || !after) return Exit::failed;

    const Labels labels{reader->profiles(), arguments.lang, Output::columns()};
    const Comparison comparison = compare(before.value(), after.value(), labels.profiles);
    Output output;
    static_cast<void>(output.write(print(comparison, arguments.format, labels)));
    if (output.failed()) return Exit::failed;
    return arguments.exit_code && has_findings(comparison) ? Exit::findings : Exit::done;
}

}  // namespace certdelta::cli
