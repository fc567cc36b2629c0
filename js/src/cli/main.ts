/** The command `certdelta`: the words and exit statuses of the native command. */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { load } from "../index.js";
import { compareCommand, compareFormats } from "./compare.js";
import { explainCommand } from "./explain.js";
import { complainAboutUsage, watchStandardOutput } from "./output.js";
import { parseCommand, parseFormats } from "./parse.js";
import { schemaCommand } from "./schema.js";
import { type Status, status } from "./status.js";

const inputFormats = ["auto", "text", "markdown", "pages"];

function buildProgram(version: string, finish: (outcome: Status) => void): Command {
  const program = new Command("certdelta")
    .description("Reads reports of national CERTs into records with evidence, and compares them.")
    .configureOutput({ writeErr: () => {} }) // usage errors are printed once, in reportUsage
    .exitOverride()
    .version(version, "--version", "print the version");

  reading(program.command("parse"))
    .description("read documents into records")
    .argument("[files...]", 'text, Markdown, HTML, DOCX, PDF, ZIP, or folders of them; "-" or none: standard input')
    .addOption(new Option("--format <format>", "default: table on a terminal, else ndjson").choices(parseFormats))
    .action(async (files, options) => {
      if (files.length === 0 && process.stdin.isTTY)
        program.error("parse needs a FILE, or a document on standard input");
      finish(await parseCommand(files, options));
    });
  reading(program.command("compare"))
    .description("compare two reports: documents, or records")
    .argument("<old>")
    .argument("<new>")
    .addOption(new Option("--format <format>", "default: table on a terminal, else json").choices(compareFormats))
    .option("--exit-code", "exit with 1 when anything differs or a stated change disagrees")
    .action(async (before, after, options) => finish(await compareCommand(before, after, options)));
  reading(program.command("explain"))
    .description("print a document with every figure marked")
    .argument("<file>")
    .action(async (file, options) => finish(await explainCommand(file, options)));
  program
    .command("schema")
    .description("print a JSON Schema")
    .argument("<name>", "report, comparison, error or profile")
    .action(async (name) => finish(await schemaCommand(name)));
  return program;
}

/** The options of every command that reads documents. */
function reading(command: Command): Command {
  return command
    .option("--profile <file>", "add a profile; may be repeated", collect, [])
    .addOption(new Option("--input <format>", "how documents are taken").choices(inputFormats))
    .option("--timeout <seconds>", "give a PDF up after this time", seconds, 60);
}

function seconds(value: string): number {
  const number = Number(value);
  if (!(number > 0 && number <= 86_400)) throw new InvalidArgumentError("It must be a number of seconds.");
  return number;
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
