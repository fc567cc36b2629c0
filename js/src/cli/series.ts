import { type Certdelta, CertdeltaError, type LabelLanguage, type SeriesBy, type SeriesFormat } from "../index.js";
import { encode } from "../utf8.js";
import { type BatchDocument, isText, readBytesOf, readDocuments } from "./documents.js";
import { listFolder, readBounded, readChunks, sourceName, standardInput } from "./input.js";
import { complain, print } from "./output.js";
import { prettyJson } from "./pretty.js";
import { openCertdelta, type ReadingOptions } from "./reader.js";
import { type Status, status } from "./status.js";

export const seriesFormats = ["json", "csv", "markdown", "table"] as const;
export const seriesIntervals = ["week", "month", "quarter", "year"] as const;

export interface SeriesCommandOptions extends ReadingOptions {
  format?: SeriesFormat;
  by: SeriesBy;
  lang?: LabelLanguage;
}

/** Enough to see what an input is. */
const beginning = 4096;

/**
 * `series FILE...`: documents, and records in any number. What cannot be read is told, and does not stop the rest. The core
 * takes text and records piece after piece, as the native command does; what else there is, is read into records first.
 */
export async function seriesCommand(files: string[], options: SeriesCommandOptions): Promise<Status> {
  const certdelta = await openCertdelta(options);
  if (!certdelta) return status.failed;
  let outcome: Status = status.done;
  const complainAbout = (error: unknown, path: string) => {
    if (!(error instanceof CertdeltaError)) throw error;
    complain(error, path);
    outcome = status.failed;
  };
  const feed = (piece: Uint8Array, path: string, name: string, end: boolean) => {
    const { input } = options;
    const { errors, wantsMore } = certdelta.feedSeries(piece, { name, end, ...(input && { input }) });
    for (const error of errors) complainAbout(error, path);
    return wantsMore;
  };

  for (const path of files.length > 0 ? files : [standardInput]) {
    try {
      const documents = await feedStream(certdelta, path, options, feed);
      for await (const { path: place, name, bytes, report, error } of documents) {
        if (error) complainAbout(error, place);
        else feed(bytes ?? encode(JSON.stringify(report)), place, name, true);
      }
    } catch (error) {
      complainAbout(error, path);
      // What broke the core down took the series with it.
      if (error instanceof CertdeltaError && (error.code === "trap" || error.code === "out-of-memory"))
        return status.failed;
    }
  }
  const format = options.format ?? (process.stdout.isTTY ? "table" : "json");
  const text = certdelta.endSeries(format, { by: options.by, ...(options.lang && { lang: options.lang }) });
  if (format !== "json") await print(text);
  else await print(`${options.format ? prettyJson(text) : text}\n`);
  return outcome;
}

type Feed = (piece: Uint8Array, path: string, name: string, end: boolean) => boolean;

/** Feeds text as it arrives; what has to be read into documents before is given back. */
async function feedStream(
  certdelta: Certdelta,
  path: string,
  options: SeriesCommandOptions,
  feed: Feed,
): Promise<AsyncIterable<BatchDocument> | BatchDocument[]> {
  if ((await listFolder(path)) !== undefined) return readDocuments(certdelta, [path], options);
  const name = sourceName(path);
  const source = readChunks(path);
  const { head, chunks } = await peek(source);
  if (!isText(head)) {
    if (path === standardInput) {
      const bytes = await readBounded(chunks, name);
      return readBytesOf(certdelta, { path, name, bytes }, false, options);
    }
    await source.return(undefined);
    return readDocuments(certdelta, [path], options);
  }
  for await (const chunk of chunks) if (!feed(chunk, path, name, false)) return [];
  feed(new Uint8Array(), path, name, true);
  return [];
}

/** The first bytes, and all chunks with these again. */
async function peek(source: AsyncGenerator<Buffer>): Promise<{ head: Buffer; chunks: AsyncGenerator<Buffer> }> {
  let head = Buffer.alloc(0);
  while (head.length < beginning) {
    const { value, done } = await source.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  async function* chunks() {
    yield head;
    yield* source;
  }
  return { head, chunks: chunks() };
}
