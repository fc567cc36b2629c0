/** Printing findings, the same way for each command that has some. */
import type { CertdeltaError, Finding } from "../index.js";
import { print } from "./output.js";
import { prettyJson } from "./pretty.js";
import { coloured } from "./terminal.js";

export const findingFormats = ["text", "ndjson", "json"] as const;
export type FindingFormat = (typeof findingFormats)[number];

export class FindingPrinter {
  readonly format: FindingFormat;
  readonly #records: string[] = [];

  constructor(format: FindingFormat = "text") {
    this.format = format;
  }

  /** `text`: the same findings for people, as the core writes them. */
  async print(findings: readonly Finding[], text: () => string): Promise<void> {
    if (this.format === "text") await print(coloured(text()));
    else for (const finding of findings) await this.#printRecord(JSON.stringify(finding));
  }

  /** A file that could not be read: an error record in the place of its findings. Standard error tells it to people. */
  async printError(error: CertdeltaError): Promise<void> {
    if (this.format !== "text") await this.#printRecord(JSON.stringify(error));
  }

  async finish(): Promise<void> {
    if (this.format === "json") await print(`${prettyJson(`[${this.#records.join(",")}]`)}\n`);
  }

  async #printRecord(record: string): Promise<void> {
    if (this.format === "json") this.#records.push(record);
    else await print(`${record}\n`);
  }
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === "error");
}
