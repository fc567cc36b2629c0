import { type Certdelta, CertdeltaError, type LabelLanguage, type Report } from "../index.js";
import { readAside } from "./aside.js";
import { type BatchDocument, eachRecord, listFiles, readFiles, readListed } from "./documents.js";
import { standardInput } from "./input.js";
import { complain, NotInRows, print, remarkOnStranger } from "./output.js";
import { indent, prettyJson } from "./pretty.js";
import { openCertdelta, type ReadingOptions } from "./reader.js";
import { type Status, status } from "./status.js";
import { coloured, tableColumns } from "./terminal.js";
import { FileWatch, untilInterrupted } from "./watch.js";

export const parseFormats = ["ndjson", "json", "csv", "table"] as const;
export type ParseFormat = (typeof parseFormats)[number];

export interface ParseCommandOptions extends ReadingOptions {
  lang?: LabelLanguage;
  format?: ParseFormat;
  /** A document that no profile fits is a finding. */
  strict?: boolean;
  /** Goes on with what comes into the folders or changes there, until it is interrupted. */
  watch?: boolean;
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
  // In a table of many, two files of one name in two folders are told apart by their paths.
  const nameOf = ({ path, name }: BatchDocument) => (format === "csv" ? path : name);
  if (!options.watch) {
    const list = await listFiles(paths);
    const documents = eachRecord(certdelta, readListed(certdelta, list, options), options);
    const read = readAside(certdelta, documents, { ...options, files: list.length, nameOf });
    return printDocuments(certdelta, read, { format, several: paths.length > 1, nameOf }, options);
  }
  const watch = await FileWatch.open(paths);
  return untilInterrupted(watch, async () => {
    const files = readFiles(certdelta, watch.eachFile(await listFiles(paths)), options);
    const documents = eachRecord(certdelta, files, options);
    const read = readAside(certdelta, documents, { ...options, files: 0, nameOf });
    return printDocuments(certdelta, read, { format, several: true, nameOf }, options);
  });
}

interface Printing {
  format: ParseFormat;
  several: boolean;
  nameOf(document: BatchDocument): string;
}

async function printDocuments(
  certdelta: Certdelta,
  documents: AsyncIterable<BatchDocument>,
  { format, several, nameOf }: Printing,
  options: ParseCommandOptions,
): Promise<Status> {
  let outcome: Status = status.done;
  let layout: Layout | undefined;
  let first = true;
  const hidden = new NotInRows();
  for await (const document of documents) {
    if (layout === undefined) {
      layout = layoutOf(format, several || document.collected, certdelta);
      await print(layout.begin);
    }
    const { text, outcome: own } = writeDocument(certdelta, document, layout, {
      ...options,
      name: nameOf(document),
      hidden,
    });
    if (own > outcome) outcome = own;
    if (text === undefined) continue;
    await print((first ? "" : layout.between) + layout.arrange(text));
    first = false;
  }
  await print(layout?.end ?? "");
  hidden.tell();
  return outcome;
}

function writeDocument(
  certdelta: Certdelta,
  { path, bytes, report, error }: BatchDocument,
  layout: Layout,
  { name, hidden, input, lang, strict }: ParseCommandOptions & { name: string; hidden: NotInRows },
): { text: string | undefined; outcome: Status } {
  const labels = layout.core === "table" ? { ...(lang && { lang }), ...tableColumns() } : {};
  try {
    if (error) throw error;
    const request = { name, ...(input && { input }) };
    if (layout.core === "csv") {
      const record = report ?? certdelta.parse(bytes, request);
      remarkOnStranger(record, path, "it has no rows");
      hidden.add(record);
      return { text: certdelta.parseAs("csv", record), outcome: outcomeOf(record, strict) };
    }
    if (!report) {
      const text = certdelta.parseAs(layout.core, bytes, { ...request, ...labels });
      const outcome = strict ? outcomeOf(certdelta.parse(bytes, request), strict) : status.done;
      return { text, outcome };
    }
    // A record goes through the core for tables; as JSON it is what it is.
    const text =
      layout.core === "json" ? JSON.stringify(report) : certdelta.parseAs(layout.core, report, { name, ...labels });
    return { text, outcome: outcomeOf(report, strict) };
  } catch (error) {
    if (!(error instanceof CertdeltaError)) throw error;
    complain(error, path);
    return { text: layout.core === "json" ? JSON.stringify(error) : undefined, outcome: status.failed };
  }
}

/** A report that no profile fits is a finding where that is asked for. */
function outcomeOf({ profile }: Report, strict: boolean | undefined): Status {
  return strict && profile === null ? status.findings : status.done;
}

function layoutOf(format: ParseFormat, several: boolean, certdelta: Certdelta): Layout {
  const plain = { begin: "", between: "", end: "", arrange: (text: string) => text };
  switch (format) {
    case "ndjson":
      return { ...plain, core: "json", arrange: (text) => `${text}\n` };
    case "csv":
      return { ...plain, core: "csv", begin: certdelta.info.csv_header };
    case "table":
      return { ...plain, core: "table", between: "\n", arrange: coloured };
    case "json":
      return several
        ? { core: "json", begin: "[\n", between: ",\n", end: "\n]\n", arrange: (text) => indent(prettyJson(text)) }
        : { ...plain, core: "json", arrange: (text) => `${prettyJson(text)}\n` };
  }
}
