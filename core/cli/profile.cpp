// The commands for authors of profiles: profile lint, profile test.
#include "certdelta/finding.h"
#include "certdelta/render.h"
#include "commands.h"
#include "documents.h"
#include "findings.h"
#include "input.h"

namespace certdelta::cli {
namespace {

/// Calls look(json, name) for each profile; false when one of them could not be read.
template <class Look>
bool each_profile(const std::vector<std::string>& paths, FindingPrinter& printer, Look look) {
    bool readable = true;
    const auto refuse = [&](const std::string& path, Error error) {
        readable = false;
        complain(path, error);
        error.source = as_utf8(path);
        printer.print(error);
    };
    for (const std::string& path : paths) {
        const Result<std::vector<std::string>> files = profile_files(path);
        if (!files) {
            refuse(path, files.error());
            continue;
        }
        for (const std::string& file : files.value()) {
            const Result<std::string> json = read_input(file, ReadOptions().max_bytes);
            if (json) {
                look(json.value(), as_utf8(file));
            } else {
                refuse(file, json.error());
            }
        }
    }
    return readable;
}

Exit outcome(const FindingPrinter& printer, bool readable, bool errors) {
    if (!readable || printer.failed()) return Exit::failed;
    return errors ? Exit::findings : Exit::done;
}

}  // namespace

Exit run_profile_lint(const ProfileArguments& arguments) {
    FindingPrinter printer(arguments.format);
    bool errors = false;
    const bool readable = each_profile(arguments.files, printer, [&](const std::string& json, const std::string& name) {
        const std::vector<Finding> findings = lint_profile(json, name);
        errors = errors || has_errors(findings);
        printer.print(findings);
    });
    printer.finish();
    return outcome(printer, readable, errors);
}

Exit run_profile_test(const ProfileArguments& arguments) {
    FindingPrinter printer(arguments.format);
    bool errors = false;
    const bool readable = each_profile(arguments.files, printer, [&](const std::string& json, const std::string& name) {
        const ProfileTest test = test_profile(json, name);
        errors = errors || has_errors(test.findings);
        printer.print(test.findings);
        printer.remark(summary(test, name));
    });
    printer.finish();
    return outcome(printer, readable, errors);
}

}  // namespace certdelta::cli
