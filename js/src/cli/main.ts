/** The command `certdelta`: the words and exit statuses of the native command. */
import { availableParallelism } from "node:os";
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { exportFormatOf } from "../export.js";
import { type Info, load } from "../index.js";
import { checkCommand } from "./check.js";
import { compareCommand, compareFormats } from "./compare.js";
import { completionScript, shells } from "./completion.js";
import { explainCommand, explainFormats } from "./explain.js";
import { dataPackageCommand, exportCommand } from "./files.js";
import { findingFormats } from "./findings.js";
import { standardInput } from "./input.js";
import { complainAboutUsage, print, watchStandardOutput } from "./output.js";
import { parseCommand, parseFormats } from "./parse.js";
import { lintCommand, testCommand } from "./profile.js";
import { schemaCommand } from "./schema.js";
import { seriesCommand, seriesFormats, seriesIntervals } from "./series.js";
import { type Status, status } from "./status.js";
import { namedCommand, refuseExcess, usageReason, withHelpAsOption } from "./usage.js";
import { workCommand } from "./work/work.js";

/** What files of `parse --out` may be called. */
const fileEndings = ".csv, .xlsx, .parquet, .arrow, .json, .ndjson, .md, .html";

const inputFormats = ["auto", "text", "markdown", "pages"];

function buildProgram(info: Info, finish: (outcome: Status) => void): Command {
  const program = new Command("certdelta")
    .description("Reads the weekly reports of national CERTs into records and compares them.")
    .configureOutput({ writeErr: () => {} }) // usage errors are printed once, in reportUsage
    .exitOverride()
    .helpOption("-h, --help", "Print this help and exit")
    .helpCommand(false)
    .version(`${info.name} ${info.version}`, "--version", "Print the version and exit")
    .addHelpText(
      "afterAll",
      "\nExit status: 0 done, 1 errors found (check, profile) or what --exit-code and --strict ask for, 2 an error, told on standard error.",
    );

  refuseExcess(program);
  batch(program.command("parse"))
    .description("Read reports into records")
    .argument("[FILE...]", documents)
    .addOption(
      new Option("--format <format>", "How to print (a terminal: table, else ndjson)").choices([
        ...parseFormats,
        "datapackage",
      ]),
    )
    .option(
      "--out <path>",
      `Folder for data.csv and datapackage.json with --format datapackage; else a file: ${fileEndings}. Folders that are missing are made`,
    )
    .addOption(labelLanguage("each report's"))
    .option("--strict", "Exit with 1 when a document is no report that a profile fits")
    .option("--watch", "Go on with what comes into the folders or changes there, until interrupted")
    .action(async (files, { out, ...options }) => {
      requireInput(program, "parse", files);
      if (options.watch) requireWatchable(program, files, options.format);
      if (out === undefined) {
        if (options.format === "datapackage") program.error("--format datapackage needs --out DIR");
        return finish(await parseCommand(files, options));
      }
      if (options.format === "datapackage") return finish(await dataPackageCommand(files, { ...options, out }));
      const format = exportFormatOf(out);
      if (options.format !== undefined) program.error("--out FILE has the format that its name asks for: no --format");
      if (format !== undefined) return finish(await exportCommand(files, { ...options, out }, format));
      program.error(`--out FILE ends with ${fileEndings}; a folder wants --format datapackage`);
    });
  reading(program.command("compare"))
    .description("Compare two reports, documents or records")
    .argument("<OLD>", "The older report")
    .argument("<NEW>", "The newer report")
    .addOption(new Option("--format <format>", "How to print (a terminal: table, else json)").choices(compareFormats))
    .option(
      "--exit-code",
      "Exit with 1 when a field is not the same, could not be compared, or a stated change is wrong",
    )
    .addOption(labelLanguage("the newer report's"))
    .action(async (before, after, options) => finish(await compareCommand(before, after, { ...options, jobs: 1 })));
  batch(program.command("series"))
    .description("Put reports into the order of their weeks, with statistics")
    .argument("[FILE...]", documents)
    .addOption(new Option("--format <format>", "How to print (a terminal: table, else json)").choices(seriesFormats))
    .addOption(
      new Option("--by <interval>", "Sum up by month, quarter or year, too").choices(seriesIntervals).default("week"),
    )
    .addOption(labelLanguage("the newest report's"))
    .option("--strict", "Exit with 1 when a document has no place in the series")
    .action(async (files, options) => {
      if (files.length === 0 && process.stdin.isTTY) program.error("series needs a FILE, or records on standard input");
      finish(await seriesCommand(files, options));
    });
  batch(program.command("check"))
    .description("Print what contradicts itself in each report")
    .argument("[FILE...]", documents)
    .addOption(findingFormat())
    .addOption(labelLanguage("the first report's"))
    .option("--strict", "Exit with 1 for warnings, too")
    .action(async (files, options) => {
      requireInput(program, "check", files);
      finish(await checkCommand(files, options));
    });
  reading(program.command("explain"))
    .description("Print a document with every figure marked by what it was read as")
    .argument("<FILE>", "The document; - is standard input")
    .addOption(new Option("--format <format>", "How to print (text when left out)").choices(explainFormats))
    .addOption(
      new Option("--lang <language>", "Name fields by their labels (left out: as records do)").choices(["en", "zh"]),
    )
    .action(async (file, options) => finish(await explainCommand(file, { ...options, jobs: 1 })));
  const profile = program
    .command("profile")
    .description("Look at profiles: lint, test")
    .helpCommand(false)
    .action(() => program.error("profile needs a word: lint or test"));
  const onProfiles = (name: string, description: string, run: typeof lintCommand) =>
    profile
      .command(name)
      .description(description)
      .argument("<FILE...>", "Profiles, or folders of profiles")
      .addOption(findingFormat())
      .action(async (files, options) => finish(await run(files, options)));
  onProfiles("lint", "Print everything that is wrong with profiles", lintCommand);
  onProfiles("test", "Run the examples of profiles and print what differs", testCommand);
  reading(program.command("work"))
    .description("Read the documents of a stream of NATS JetStream, together with other workers")
    .requiredOption("--nats <url>", "Address of a server, or several with commas: [tls://][USER:PASSWORD@]HOST[:PORT]")
    .option("--creds <file>", "Credentials of a user, as the server's tools write them")
    .option("--stream <name>", "Stream with the documents", "REPORTS")
    .option("--consumer <name>", "Consumer that the workers share; made when it is missing", "certdelta")
    .option("--to <subject>", "Subject for records", "certdelta.records")
    .option("--dead-letter <subject>", "Subject for what could not be read", "certdelta.failed")
    .option("--batch <messages>", "Messages taken at a time", count, 32)
    .option(
      "--ack-wait <seconds>",
      "Give the messages of a worker that died to another one after this time",
      seconds,
      60,
    )
    .option("--max-deliver <times>", "Try a message so often", count, 5)
    .option("--until-empty", "End when all messages are done with")
    .action(async (options) => finish(await workCommand(options)));
  program
    .command("schema")
    .description("Print a JSON Schema")
    .argument("<NAME>", "report, comparison, series, explanation, finding, error, pages or profile")
    .action(async (name) => finish(await schemaCommand(name)));
  program
    .command("completion")
    .description("Print the completion script of a shell")
    .addArgument(new Argument("<SHELL>", "The shell").choices(shells))
    .action(async (shell) => {
      await print(completionScript(program, shell, info.schemas));
      finish(status.done);
    });
  return program;
}

/** What this command reads beside what the native one does stands at the end. */
const inputs = "- is standard input. Text, Markdown, HTML, DOCX, PDF, ZIP";
const documents = `Documents, folders of them, or records, any number in a file; ${inputs}`;

function findingFormat(): Option {
  return new Option("--format <format>", "How to print (text when left out)").choices(findingFormats);
}

/** `otherwise`: whose language it is where the option is left out. */
function labelLanguage(otherwise: string): Option {
  const description = `Language of tables, markdown and text, of the labels of fields and all else (left out: ${otherwise})`;
  return new Option("--lang <language>", description).choices(["en", "zh"]);
}

/** Nobody is asked to type a document. */
function requireInput(program: Command, command: string, files: string[]): void {
  if (files.length === 0 && process.stdin.isTTY)
    program.error(`${command} needs a FILE, or a document on standard input`);
}

/** Standard input comes once, and an array ends. */
function requireWatchable(program: Command, files: string[], format: string | undefined): void {
  if (files.length === 0 || files.includes(standardInput)) program.error("--watch needs a FOLDER, or files");
  if (format === "json") program.error("--watch prints what comes, one after the other: no --format json");
}

/** The options of every command that reads documents. */
function reading(command: Command): Command {
  return command
    .option(
      "--profile <file>",
      "Read with this profile too, or with all of a folder (may be given more than once)",
      collect,
    )
    .addOption(new Option("--input <format>", "What the documents are").choices(inputFormats))
    .option("--timeout <seconds>", "Give a PDF up after this time", seconds, 60)
    .option("--password <password>", "Open encrypted PDF documents with it");
}

/** The same for commands that read any number of documents. */
function batch(command: Command): Command {
  return reading(command).addOption(
    new Option("--jobs <number>", "Documents read side by side; what is printed stays in order")
      .argParser(jobs)
      .default(defaultJobs(), "one a processor, 4 at most"),
  );
}

function seconds(value: string): number {
  const number = Number(value);
  if (!(number > 0 && number <= 86_400)) throw new InvalidArgumentError("It must be a number of seconds");
  return number;
}

function defaultJobs(): number {
  return Math.min(availableParallelism(), 4);
}

function jobs(value: string): number {
  const number = Number(value);
  if (!(Number.isInteger(number) && number >= 1 && number <= 64)) {
    throw new InvalidArgumentError("It must be a whole number from 1 to 64");
  }
  return number;
}

function count(value: string): number {
  const number = Number(value);
  if (!(Number.isInteger(number) && number > 0 && number <= 10_000))
    throw new InvalidArgumentError("It must be a whole number.");
  return number;
}

function collect(value: string, previous: string[] = []): string[] {
  return [...previous, value];
}

/** Help and usage errors reach this as exceptions. */
function reportUsage(error: unknown, command: readonly string[]): Status {
  if (!(error instanceof CommanderError)) throw error;
  if (error.exitCode === 0) return status.done;
  complainAboutUsage(usageReason(error), command);
  return status.failed;
}

watchStandardOutput();
// Set, not passed to process.exit(): what has been written to a pipe must still arrive.
process.exitCode = status.done;
const { info } = await load();
const program = buildProgram(info, (outcome) => {
  process.exitCode = outcome;
});
const words = withHelpAsOption(program, process.argv.slice(2));
await program.parseAsync(words, { from: "user" }).catch((error: unknown) => {
  process.exitCode = reportUsage(error, namedCommand(program, words));
});
