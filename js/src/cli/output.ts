/** Standard output and standard error of the command. */
import { once } from "node:events";
import { CertdeltaError, type Diagnostic, type Report } from "../index.js";
import { systemReason } from "./input.js";
import { status } from "./status.js";
import { clearStatusLine, styled } from "./terminal.js";

/** Writes to standard output and waits while the reader is slow, so that memory does not grow with the batch. */
export async function print(text: string): Promise<void> {
  clearStatusLine();
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

/** `certdelta: NAME: reason (code)`, on one line; NAME as the user typed it, '' for an empty one. */
export function complain(error: CertdeltaError, name: string): void {
  tell("red", `${shown(name)}: ${printable(error.message)} (${error.code})`);
}

/** What follows from it that no profile fits a document, as nothing else would show it: "it has no rows". */
export function remarkOnStranger({ profile, diagnostics }: Report, name: string, consequence: string): void {
  if (profile !== null) return;
  const message = diagnostics.find(({ code }) => code === "no-profile")?.message ?? "no profile fits this document";
  tell("yellow", `${printable(name)}: ${consequence}: ${printable(message)} (no-profile)`);
}

/** What the rows of reports do not show, or as an empty cell only. A report that no profile fits is told by itself. */
export class NotInRows {
  /** How many reports have any of it. */
  #reports = 0;
  #unassigned = 0;
  #ambiguous = 0;
  #rejected = 0;
  #errors = 0;
  #warnings = 0;

  add({ profile, unassigned, fields, diagnostics }: Report): void {
    if (profile === null) return;
    const withStatus = (status: string) => Object.values(fields).filter((field) => field.status === status).length;
    const ofSeverity = (severity: string) => diagnostics.filter((each) => each.severity === severity).length;
    const [ambiguous, rejected] = [withStatus("ambiguous"), withStatus("rejected")];
    const [errors, warnings] = [ofSeverity("error"), ofSeverity("warning")];
    this.#unassigned += unassigned.length;
    this.#ambiguous += ambiguous;
    this.#rejected += rejected;
    this.#errors += errors;
    this.#warnings += warnings;
    if (unassigned.length + ambiguous + rejected + errors + warnings > 0) this.#reports += 1;
  }

  /** Sums it up in one line, where there is any. */
  tell(): void {
    if (this.#reports === 0) return;
    const counts = [
      counted(this.#unassigned, "figure", " unassigned"),
      counted(this.#ambiguous, "field", " ambiguous"),
      counted(this.#rejected, "field", " rejected"),
      counted(this.#errors, "error"),
      counted(this.#warnings, "warning"),
    ].filter((count) => !count.startsWith("0 "));
    const hidden = `${counted(this.#reports, "report")}: ${counts.join(", ")}`;
    tell("yellow", `${hidden}; --format json shows them (not-in-rows)`);
  }
}

function counted(count: number, thing: string, what = ""): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}${what}`;
}

/** That `reports` of an input have no place in a series, where rows are all that is printed. */
export function remarkOnLeftOut(name: string, reports: number): void {
  if (reports === 0) return;
  const count = reports === 1 ? "" : `${reports} reports `;
  const reason = "no profile fits, or the period is not known; --format json says which";
  tell("yellow", `${shown(name)}: ${count}left out of the series: ${reason} (left-out)`);
}

/** That a folder holds files that are no documents, and what the first ones are called. */
export function remarkOnOthers(folder: string, names: readonly string[]): void {
  const most = 5;
  if (names.length === 0) return;
  const more = names.length > most ? ` and ${names.length - most} more` : "";
  const first = names.slice(0, most).map(printable).join(", ");
  tell("yellow", `${printable(folder)}: left out, as no document: ${first}${more} (left-out)`);
}

export function remark({ message, code }: Pick<Diagnostic, "message" | "code">): void {
  tell("yellow", `${printable(message)} (${code})`);
}

/** `command`: the words of the one that was called, whose help is the one to see. */
export function complainAboutUsage(reason: string, command: readonly string[]): void {
  tell("red", `${printable(reason)} (usage); see ${["certdelta", ...command, "--help"].join(" ")}`);
}

function tell(style: "red" | "yellow", line: string): void {
  clearStatusLine();
  process.stderr.write(`${styled(style, "certdelta:", process.stderr)} ${line}\n`);
}

/** A name that is empty is one, too: a script's variable that was never set. */
function shown(name: string): string {
  return name === "" ? "''" : printable(name);
}

/** What changes a terminal, in names of files above all: controls, line separators, marks that turn the direction of text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

function printable(text: string): string {
  return text.replaceAll(unprintable, (character) =>
    Array.from(Buffer.from(character), (byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join(""),
  );
}

/** A reader that has seen enough (`| head`) is no error; a full disk is. */
export function watchStandardOutput(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(status.done);
    complain(new CertdeltaError("unwritable", `cannot be written: ${systemReason(error)}`), "standard output");
    process.exit(status.failed);
  });
}
