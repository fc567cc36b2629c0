#include <unistd.h>

#include "certdelta/finding.h"
#include "certdelta/json.h"
#include "commands.h"
#include "documents.h"
#include "findings.h"
#include "input.h"

namespace certdelta::cli {

Exit run_check(const CheckArguments& arguments) {
    std::vector<std::string> files = arguments.files;
    if (files.empty()) {
        if (isatty(STDIN_FILENO) == 1) {
            complain_about_usage("check needs a FILE, or a document on standard input", "check");
            return Exit::failed;
        }
        files.emplace_back("-");
    }
    const std::optional<Reader> reader = make_reader(arguments.reading);
    if (!reader) return Exit::failed;

    FindingPrinter printer(arguments.format);
    Labels labels{reader->profiles(), arguments.lang};
    bool unreadable = false;
    bool errors = false;
    for (const InputFile& file : list_inputs(files)) {
        // Named as the user named it, so that the place of a finding can be gone to. A record keeps its own name: the
        // line is one of the document that it was read from.
        const Result<std::vector<Report>> reports = read_reports(*reader, file, arguments.reading, as_utf8(file.path));
        if (!reports) {
            unreadable = true;
            complain(file.path, reports.error());
            printer.print(reports.error());
            continue;
        }
        for (const Report& report : reports.value()) {
            const std::vector<Finding> findings = check_report(report);
            errors = errors || has_errors(findings) || (arguments.strict && !findings.empty());
            // One run speaks one language.
            if (labels.language.empty() && report.profile) labels.language = report.source.language;
            printer.print(findings, report, labels);
        }
    }
    printer.finish();
    if (unreadable || printer.failed()) return Exit::failed;
    return errors ? Exit::findings : Exit::done;
}

}  // namespace certdelta::cli
