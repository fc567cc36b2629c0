import { type Certdelta, CertdeltaError, type LabelLanguage, type Report } from "../index.js";
import { type BatchDocument, named, readDocuments } from "./documents.js";
import { standardInput } from "./input.js";
import { complain, print, remarkOnRows } from "./output.js";
import { indent, prettyJson } from "./pretty.js";
import { openCertdelta, type ReadingOptions } from "./reader.js";
import { type Status, status } from "./status.js";

export const parseFormats = ["ndjson", "json", "csv", "table"] as const;
export type ParseFormat = (typeof parseFormats)[number];

export interface ParseCommandOptions extends ReadingOptions {
  lang?: LabelLanguage;
  format?: ParseFormat;
}

/** How one format puts the documents of a batch together. */
interface Layout {
  /** What the core is asked for. JSON formats keep an error record in the place of a document that could not be read. */
  core: "json" | "csv" | "table";
  begin: string;
  between: string;
  end: string;
  arrange(text: string): string;
}

/** `parse [PATH...]`: one document after the other; one that cannot be read does not stop the rest. */
export async function parseCommand(files: string[], options: ParseCommandOptions): Promise<Status> {
  const certdelta = await openCertdelta(options);
  if (!certdelta) return status.failed;
  const paths = files.length > 0 ? files : [standardInput];
  const format = options.format ?? (process.stdout.isTTY ? "table" : "ndjson");

  let outcome: Status = status.done;
  let layout: Layout | undefined;
  let first = true;
  for await (const document of readDocuments(certdelta, paths, options)) {
    if (layout === undefined) {
      layout = layoutOf(format, paths.length > 1 || document.collected, certdelta);
      await print(layout.begin);
    }
    const { text, failed } = writeDocument(certdelta, document, layout, options);
    if (failed) outcome = status.failed;
    if (text === undefined) continue;
    await print((first ? "" : layout.between) + layout.arrange(text));
    first = false;
  }
  await print(layout?.end ?? "");
  return outcome;
}

function writeDocument(
  certdelta: Certdelta,
  { path, name, bytes, report, error }: BatchDocument,
  layout: Layout,
  { input, lang }: ParseCommandOptions,
): { text: string | undefined; failed: boolean } {
  const labels = lang && layout.core === "table" ? { lang } : {};
  try {
    if (error) throw error;
    if (layout.core === "csv") {
      // Two files of one name in two folders are told apart by their paths.
      const record: Report = certdelta.parse(bytes ?? JSON.stringify(named(report, path)), {
        name: path,
        ...(input && { input }),
      });
      remarkOnRows(record, path);
      return { text: certdelta.parseAs("csv", record), failed: false };
    }
    // A record goes through the core for tables; as JSON it is what it is.
    if (report) {
      const text =
        layout.core === "json" ? JSON.stringify(report) : certdelta.parseAs(layout.core, report, { name, ...labels });
      return { text, failed: false };
    }
    return { text: certdelta.parseAs(layout.core, bytes, { name, ...labels, ...(input && { input }) }), failed: false };
  } catch (error) {
    if (!(error instanceof CertdeltaError)) throw error;
    complain(error, path);
    return { text: layout.core === "json" ? JSON.stringify(error) : undefined, failed: true };
  }
}

function layoutOf(format: ParseFormat, several: boolean, certdelta: Certdelta): Layout {
  const plain = { begin: "", between: "", end: "", arrange: (text: string) => text };
  switch (format) {
    case "ndjson":
      return { ...plain, core: "json", arrange: (text) => `${text}\n` };
    case "csv":
      return { ...plain, core: "csv", begin: certdelta.info.csv_header };
    case "table":
      return { ...plain, core: "table", between: "\n" };
    case "json":
      return several
        ? { core: "json", begin: "[\n", between: ",\n", end: "\n]\n", arrange: (text) => indent(prettyJson(text)) }
        : { ...plain, core: "json", arrange: (text) => `${prettyJson(text)}\n` };
  }
}
