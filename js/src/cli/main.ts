/** The command `certdelta`: the words and exit statuses of the native command. */
import { Command, CommanderError, Option } from "commander";
import { load } from "../index.js";
import { compareCommand, compareFormats } from "./compare.js";
import { dataPackageCommand } from "./data-package.js";
import { explainCommand } from "./explain.js";
import { complainAboutUsage, watchStandardOutput } from "./output.js";
import { parseCommand, parseFormats } from "./parse.js";
import { schemaCommand } from "./schema.js";
import { seriesCommand, seriesFormats, seriesIntervals } from "./series.js";
import { type Status, status } from "./status.js";

const inputFormats = ["auto", "text", "markdown"];

function buildProgram(version: string, finish: (outcome: Status) => void): Command {
  const program = new Command("certdelta")
    .description("Reads reports of national CERTs into records with evidence, and compares them.")
    .configureOutput({ writeErr: () => {} }) // usage errors are printed once, in reportUsage
    .exitOverride()
    .version(version, "--version", "print the version");

  reading(program.command("parse"))
    .description("read documents into records")
    .argument("[files...]", 'files; "-" or none: standard input')
    .addOption(
      new Option("--format <format>", "default: table on a terminal, else ndjson").choices([
        ...parseFormats,
        "datapackage",
      ]),
    )
    .option("--out <dir>", "folder for data.csv and datapackage.json")
    .action(async (files, options) => {
      if (files.length === 0 && process.stdin.isTTY)
        program.error("parse needs a FILE, or a document on standard input");
      if ((options.format === "datapackage") !== (options.out !== undefined))
        program.error("--format datapackage and --out DIR go together");
      finish(await (options.format === "datapackage" ? dataPackageCommand : parseCommand)(files, options));
    });
  reading(program.command("compare"))
    .description("compare two reports: documents, or records")
    .argument("<old>")
    .argument("<new>")
    .addOption(new Option("--format <format>", "default: table on a terminal, else json").choices(compareFormats))
    .option("--exit-code", "exit with 1 when anything differs or a stated change disagrees")
    .action(async (before, after, options) => finish(await compareCommand(before, after, options)));
  reading(program.command("series"))
    .description("put reports into the order of their weeks, with statistics")
    .argument("[files...]", 'documents, or records, any number in a file; "-" or none: standard input')
    .addOption(new Option("--format <format>", "default: table on a terminal, else json").choices(seriesFormats))
    .addOption(new Option("--by <interval>", "sum up, too").choices(seriesIntervals).default("week"))
    .action(async (files, options) => {
      if (files.length === 0 && process.stdin.isTTY) program.error("series needs a FILE, or records on standard input");
      finish(await seriesCommand(files, options));
    });
  reading(program.command("explain"))
    .description("print a document with every figure marked")
    .argument("<file>")
    .action(async (file, options) => finish(await explainCommand(file, options)));
  program
    .command("schema")
    .description("print a JSON Schema")
    .argument("<name>", "report, comparison, series, error or profile")
    .action(async (name) => finish(await schemaCommand(name)));
  return program;
}

/** The options of every command that reads documents. */
function reading(command: Command): Command {
  return command
    .option("--profile <file>", "add a profile; may be repeated", collect, [])
    .addOption(new Option("--input <format>", "how documents are taken").choices(inputFormats));
}

function collect(value: string, previous: string[]): string[] {
  return [...previous, value];
}

/** Help and usage errors reach this as exceptions. */
function reportUsage(error: unknown): Status {
  if (!(error instanceof CommanderError)) throw error;
  if (error.exitCode === 0) return status.done;
  const reason = error.code === "commander.help" ? "a command is required" : error.message.replace(/^error: |\.$/g, "");
  complainAboutUsage(reason);
  return status.failed;
}

watchStandardOutput();
// Set, not passed to process.exit(): what has been written to a pipe must still arrive.
process.exitCode = status.done;
const { name, version } = (await load()).info;
await buildProgram(`${name} ${version}`, (outcome) => {
  process.exitCode = outcome;
})
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = reportUsage(error);
  });
