import { type Certdelta, CertdeltaError, type SeriesBy, type SeriesFormat } from "../index.js";
import { recordLine } from "../record-line.js";
import { readDocuments } from "./documents.js";
import { sourceName, standardInput } from "./input.js";
import { holdsRecords, type Item, readItems, recordOf } from "./items.js";
import { complain, print } from "./output.js";
import { prettyJson } from "./pretty.js";
import { openCertdelta, type ReadingOptions } from "./reader.js";
import { type Status, status } from "./status.js";

export const seriesFormats = ["json", "csv", "markdown", "table"] as const;
export const seriesIntervals = ["week", "month", "quarter", "year"] as const;

export interface SeriesCommandOptions extends ReadingOptions {
  format?: SeriesFormat;
  by: SeriesBy;
}

/** A report that could be read, and where it came from. */
interface Entry {
  path: string;
  number: number;
  record: string;
}

type Complain = (error: unknown, place: Pick<Entry, "path" | "number">) => void;

/** `series FILE...`: documents, and records in any number. What cannot be read is told, and does not stop the rest. */
export async function seriesCommand(files: string[], options: SeriesCommandOptions): Promise<Status> {
  const certdelta = await openCertdelta(options);
  if (!certdelta) return status.failed;
  let outcome: Status = status.done;
  const complainAbout: Complain = (error, { path, number }) => {
    if (!(error instanceof CertdeltaError)) throw error;
    const message = number === 0 ? error.message : `record ${number}: ${error.message}`;
    complain(new CertdeltaError(error.code, message), path);
    outcome = status.failed;
  };

  const entries: Entry[] = [];
  for (const path of files.length > 0 ? files : [standardInput])
    entries.push(...(await readEntries(certdelta, path, options, complainAbout)));
  const format = options.format ?? (process.stdout.isTTY ? "table" : "json");
  const text = runSeries(certdelta, entries, format, options.by, complainAbout);
  if (format !== "json") await print(text);
  else await print(`${options.format ? prettyJson(text) : text}\n`);
  return outcome;
}

async function readEntries(
  certdelta: Certdelta,
  path: string,
  options: SeriesCommandOptions,
  complainAbout: Complain,
): Promise<Entry[]> {
  const { input } = options;
  const entries: Entry[] = [];
  if (path !== standardInput && !(await holdsRecords(path))) {
    for await (const { path: place, name, bytes, report, error } of readDocuments(certdelta, [path], options)) {
      try {
        if (error) throw error;
        const record = certdelta.parseAs("json", report ?? bytes, { name, ...(input && { input }) });
        entries.push({ path: place, number: 0, record: recordLine(record) });
      } catch (error) {
        complainAbout(error, { path: place, number: 0 });
      }
    }
    return entries;
  }
  const parse = (document: string | Uint8Array, name = sourceName(path)) =>
    certdelta.parseAs("json", document, { name, ...(input && { input }) });
  const read = ({ content }: Item) => (typeof content === "string" ? recordOf(content, parse) : parse(content));
  try {
    for await (const item of readItems(path)) {
      try {
        entries.push({ path, number: item.number, record: recordLine(read(item)) });
      } catch (error) {
        complainAbout(error, { path, number: item.number });
      }
    }
  } catch (error) {
    complainAbout(error, { path, number: 0 });
  }
  return entries;
}

/** The series of those entries that fit together. */
function runSeries(
  certdelta: Certdelta,
  entries: Entry[],
  format: SeriesFormat,
  by: SeriesBy,
  complainAbout: Complain,
): string {
  const seriesOf = (list: Entry[]) => {
    const records = list.map(({ record }) => record);
    return certdelta.seriesAs(format, records, { by });
  };
  try {
    return seriesOf(entries);
  } catch (error) {
    if (!(error instanceof CertdeltaError)) throw error;
  }
  // One of them does not fit, and the core stopped there: each is tried beside the first one that has a profile.
  const fitting: Entry[] = [];
  let first: Entry | undefined;
  for (const entry of entries) {
    try {
      seriesOf(first === undefined ? [entry] : [first, entry]);
      fitting.push(entry);
      if (certdelta.parse(entry.record).profile !== null) first ??= entry;
    } catch (error) {
      complainAbout(withoutNumber(error), entry);
    }
  }
  return seriesOf(fitting);
}

/** The core counts the records that it was given. */
function withoutNumber(error: unknown): unknown {
  if (!(error instanceof CertdeltaError)) return error;
  return new CertdeltaError(error.code, error.message.replace(/^record \d+: /u, ""));
}
