// The native command: takes the arguments apart and runs one command.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>

#include "certdelta/version.h"
#include "commands.h"
#include "output.h"
#include "usage.h"

namespace {

using namespace certdelta::cli;

void add_reading(CLI::App& command, Reading& reading) {
    command
        .add_option("--profile", reading.profiles,
                    "Read with this profile too, or with all of a folder (may be given more than once)")
        ->option_text("FILE")
        ->allow_extra_args(false);
    command.add_option("--input", reading.input, "What the documents are")
        ->option_text("auto|text|markdown|pages")
        ->check(one_of({"auto", "text", "markdown", "pages"}))
        ->take_last();
}

/// `otherwise`: whose language it is where the option is left out.
void add_lang(CLI::App& command, std::string& lang, const std::string& otherwise) {
    command
        .add_option(
            "--lang", lang,
            "Language of tables, markdown and text, of the labels of fields and all else (left out: " + otherwise + ")")
        ->option_text("en|zh")
        ->check(one_of({"en", "zh"}))
        ->take_last();
}

void add_strict(CLI::App& command, bool& strict, const std::string& description) {
    command.add_flag("--strict", strict, description)->disable_flag_override();
}

void add_parse(CLI::App& app, ParseArguments& arguments) {
    CLI::App& command = *app.add_subcommand("parse", "Read reports into records");
    command
        .add_option("FILE", arguments.files,
                    "Documents, folders of them, or records, any number in a file; - is standard input")
        ->option_text("...");
    command.add_option("--format", arguments.format, "How to print (a terminal: table, else ndjson)")
        ->option_text("ndjson|json|csv|table|datapackage")
        ->check(one_of({"ndjson", "json", "csv", "table", "datapackage"}))
        ->take_last();
    command.add_option("--out", arguments.out, "Folder for data.csv and datapackage.json, made where it is missing")
        ->option_text("DIR")
        ->take_last();
    add_lang(command, arguments.lang, "each report's");
    add_strict(command, arguments.strict, "Exit with 1 when a document is no report that a profile fits");
    add_reading(command, arguments.reading);
}

void add_compare(CLI::App& app, CompareArguments& arguments) {
    CLI::App& command = *app.add_subcommand("compare", "Compare two reports, documents or records");
    command.add_option("OLD", arguments.before, "The older report")->required()->option_text(" ");
    command.add_option("NEW", arguments.after, "The newer report")->required()->option_text(" ");
    command.add_option("--format", arguments.format, "How to print (a terminal: table, else json)")
        ->option_text("json|csv|markdown|table")
        ->check(one_of({"json", "csv", "markdown", "table"}))
        ->take_last();
    command
        .add_flag("--exit-code", arguments.exit_code,
                  "Exit with 1 when a field is not the same, could not be compared, or a stated change is wrong")
        ->disable_flag_override();
    add_lang(command, arguments.lang, "the newer report's");
    add_reading(command, arguments.reading);
}

void add_series(CLI::App& app, SeriesArguments& arguments) {
    CLI::App& command = *app.add_subcommand("series", "Put reports into the order of their weeks, with statistics");
    command
        .add_option("FILE", arguments.files,
                    "Documents, folders of them, or records, any number in a file; - is standard input")
        ->option_text("...");
    command.add_option("--format", arguments.format, "How to print (a terminal: table, else json)")
        ->option_text("json|csv|markdown|table")
        ->check(one_of({"json", "csv", "markdown", "table"}))
        ->take_last();
    command.add_option("--by", arguments.by, "Sum up by month, quarter or year, too")
        ->option_text("week|month|quarter|year")
        ->check(one_of({"week", "month", "quarter", "year"}))
        ->take_last();
    add_lang(command, arguments.lang, "the newest report's");
    add_strict(command, arguments.strict, "Exit with 1 when a document has no place in the series");
    add_reading(command, arguments.reading);
}

void add_finding_format(CLI::App& command, std::string& format) {
    command.add_option("--format", format, "How to print (text when left out)")
        ->option_text("text|ndjson|json")
        ->check(one_of({"text", "ndjson", "json"}))
        ->take_last();
}

void add_check(CLI::App& app, CheckArguments& arguments) {
    CLI::App& command = *app.add_subcommand("check", "Print what contradicts itself in each report");
    command
        .add_option("FILE", arguments.files,
                    "Documents, folders of them, or records, any number in a file; - is standard input")
        ->option_text("...");
    add_finding_format(command, arguments.format);
    add_lang(command, arguments.lang, "the first report's");
    add_strict(command, arguments.strict, "Exit with 1 for warnings, too");
    add_reading(command, arguments.reading);
}

void add_profile(CLI::App& app, ProfileArguments& lint, ProfileArguments& test) {
    CLI::App& command = *app.add_subcommand("profile", "Look at profiles: lint, test");
    command.require_subcommand(0, 1);
    const auto add = [&](const char* name, const char* description, ProfileArguments& arguments) {
        CLI::App& own = *command.add_subcommand(name, description);
        own.add_option("FILE", arguments.files, "Profiles, or folders of profiles")->required()->option_text("...");
        add_finding_format(own, arguments.format);
    };
    add("lint", "Print everything that is wrong with profiles", lint);
    add("test", "Run the examples of profiles and print what differs", test);
}

void add_explain(CLI::App& app, ExplainArguments& arguments) {
    CLI::App& command =
        *app.add_subcommand("explain", "Print a document with every figure marked by what it was read as");
    command.add_option("FILE", arguments.file, "The document; - is standard input")->required()->option_text(" ");
    command.add_option("--format", arguments.format, "How to print (text when left out)")
        ->option_text("text|json")
        ->check(one_of({"text", "json"}, "html",
                       "; the npm package's command writes it: npx certdelta explain --format html"))
        ->take_last();
    command.add_option("--lang", arguments.lang, "Name fields by their labels (left out: as records do)")
        ->option_text("en|zh")
        ->check(one_of({"en", "zh"}))
        ->take_last();
    add_reading(command, arguments.reading);
}

void add_schema(CLI::App& app, std::string& name) {
    CLI::App& command = *app.add_subcommand("schema", "Print a JSON Schema");
    command.add_option("NAME", name, "report, comparison, series, explanation, finding, error, pages or profile")
        ->required()
        ->option_text(" ");
}

/// The command that the first arguments name, "" for none: "parse", "profile lint".
std::string named_command(const CLI::App& app, const std::vector<std::string>& words) {
    std::string name;
    const CLI::App* command = &app;
    for (const std::string& word : words) {
        const auto inner = command->get_subcommands([&](const CLI::App* each) { return each->get_name() == word; });
        if (inner.empty()) break;
        command = inner.front();
        name.append(name.empty() ? "" : " ").append(word);
    }
    return name;
}

Exit run(int argc, char** argv) {
    CLI::App app("Reads the weekly reports of national CERTs into records and compares them.", "certdelta");
    app.set_version_flag("--version", "certdelta " + std::string(certdelta::version()), "Print the version and exit");
    app.set_help_flag("-h,--help", "Print this help and exit");
    app.require_subcommand(0, 1);  // that there is one is checked below: an unknown word is then named as such
    app.footer(
        "Exit status: 0 done, 1 errors found (check, profile) or what --exit-code and --strict ask for, 2 an error, "
        "told "
        "on standard error.");

    ParseArguments parse;
    CompareArguments compare;
    SeriesArguments series;
    CheckArguments check;
    ProfileArguments lint;
    ProfileArguments test;
    ExplainArguments explain;
    std::string schema;
    add_parse(app, parse);
    add_compare(app, compare);
    add_series(app, series);
    add_check(app, check);
    add_explain(app, explain);
    add_profile(app, lint, test);
    add_schema(app, schema);

    std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
    if (!words.empty() && words.front() == "help") {  // "help parse" is "parse --help"
        words.erase(words.begin());
        if (words.empty() || !named_command(app, words).empty()) words.emplace_back("--help");
    }
    const std::string command = named_command(app, words);
    try {
        app.parse(std::vector<std::string>(words.rbegin(), words.rend()));  // it takes the last one first
    } catch (const CLI::Success& help_or_version) {
        app.exit(help_or_version);
        return Exit::done;
    } catch (const CLI::ParseError& error) {
        complain_about_usage(usage_reason(app, error), command);
        return Exit::failed;
    }
    if (app.got_subcommand("parse")) return run_parse(parse);
    if (app.got_subcommand("compare")) return run_compare(compare);
    if (app.got_subcommand("series")) return run_series(series);
    if (app.got_subcommand("check")) return run_check(check);
    if (CLI::App* profile = app.get_subcommand("profile"); profile->parsed()) {
        if (profile->got_subcommand("lint")) return run_profile_lint(lint);
        if (profile->got_subcommand("test")) return run_profile_test(test);
        complain_about_usage("profile needs a word: lint or test", command);
        return Exit::failed;
    }
    if (app.got_subcommand("explain")) return run_explain(explain);
    if (app.got_subcommand("schema")) return run_schema(schema);
    complain_about_usage("a command is required: parse, compare, series, check, explain, profile or schema");
    return Exit::failed;
}

}  // namespace

int main(int argc, char** argv) {
    // A reader of our output that goes away is seen as EPIPE by the write, not as a signal that ends the command.
    std::signal(SIGPIPE, SIG_IGN);
    return static_cast<int>(run(argc, argv));
}
