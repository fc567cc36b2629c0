import { inOrder } from "../in-order.js";
import { type Certdelta, CertdeltaError, type LabelLanguage, type SeriesBy, type SeriesFormat } from "../index.js";
import { encode } from "../utf8.js";
import { type BatchDocument, type BatchFile, isText, listFiles, openFile, readBytesOf } from "./documents.js";
import { type FilePath, readBounded, readChunks, standardInput } from "./input.js";
import { complain, print, remarkOnLeftOut } from "./output.js";
import { prettyJson } from "./pretty.js";
import { openCertdelta, type ReadingOptions } from "./reader.js";
import { type Status, status } from "./status.js";
import { coloured, Progress, tableColumns } from "./terminal.js";

export const seriesFormats = ["json", "csv", "markdown", "table"] as const;
export const seriesIntervals = ["week", "month", "quarter", "year"] as const;

export interface SeriesCommandOptions extends ReadingOptions {
  format?: SeriesFormat;
  by: SeriesBy;
  lang?: LabelLanguage;
  /** A document that has no place in the series is a finding. */
  strict?: boolean;
}

/** Enough to see what an input is. */
const beginning = 4096;

/**
 * `series FILE...`: documents, and records in any number. What cannot be read is told, and does not stop the rest. The core
 * takes text and records piece after piece, as the native command does; what else there is, is read into records first.
 */
export async function seriesCommand(paths: string[], options: SeriesCommandOptions): Promise<Status> {
  const certdelta = await openCertdelta(options);
  if (!certdelta) return status.failed;
  let outcome: Status = status.done;
  let allLeftOut = 0;
  const complainAbout = (error: unknown, path: string) => {
    if (!(error instanceof CertdeltaError)) throw error;
    complain(error, path);
    outcome = status.failed;
  };
  const feed = (piece: Uint8Array, path: string, name: string, end: boolean) => {
    const { input } = options;
    const { errors, wantsMore, leftOut } = certdelta.feedSeries(piece, { name, end, ...(input && { input }) });
    for (const error of errors) complainAbout(error, path);
    // The other formats carry the diagnostics of the series.
    if (options.format === "csv") remarkOnLeftOut(path, leftOut - allLeftOut);
    allLeftOut = leftOut;
    return wantsMore;
  };

  const files = await listFiles(paths.length > 0 ? paths : [standardInput]);
  const opened = inOrder(eachOf(files), options.jobs, async (file) => ({
    ...file,
    input: await openInput(certdelta, file, options).catch((error: unknown) => ({ failure: error })),
  }));
  const progress = new Progress(files.length);
  for await (const { path, name, input } of opened) {
    try {
      if ("failure" in input) throw input.failure;
      if ("chunks" in input) {
        await feedChunks({ path, name }, input.chunks, feed);
        continue;
      }
      for await (const { path: place, name: own, bytes, report, error } of input.documents) {
        if (error) complainAbout(error, place);
        else feed(bytes ?? encode(JSON.stringify(report)), place, own, true);
      }
    } catch (error) {
      complainAbout(error, path);
      // What broke the core down took the series with it.
      if (error instanceof CertdeltaError && (error.code === "trap" || error.code === "out-of-memory"))
        return status.failed;
    } finally {
      progress.step(path);
    }
  }
  const format = options.format ?? (process.stdout.isTTY ? "table" : "json");
  const text = certdelta.endSeries(format, {
    by: options.by,
    ...(options.lang && { lang: options.lang }),
    ...(format === "table" && tableColumns()),
  });
  if (format === "table") await print(coloured(text));
  else if (format !== "json") await print(text);
  else await print(`${options.format ? prettyJson(text) : text}\n`);
  return outcome === status.done && allLeftOut > 0 && options.strict ? status.findings : outcome;
}

type Feed = (piece: Uint8Array, path: string, name: string, end: boolean) => boolean;

/** Text is taken as it arrives; what has to be read into documents before is given as these. */
type SeriesSource =
  | { chunks: AsyncGenerator<Uint8Array> }
  | { documents: AsyncIterable<BatchDocument> | BatchDocument[] };

async function openInput(certdelta: Certdelta, file: BatchFile, options: SeriesCommandOptions): Promise<SeriesSource> {
  if (file.error) return { documents: [file] };
  const { path, name } = file;
  const source = readChunks(path, name);
  const { head, chunks } = await peek(source);
  if (isText(head)) return { chunks };
  if (path !== standardInput) {
    await source.return(undefined);
    return { documents: await openFile(certdelta, file, options) };
  }
  const bytes = await readBounded(chunks, name);
  return { documents: readBytesOf(certdelta, { path, name, bytes }, false, options) };
}

/** Stops where the core wants no more. */
async function feedChunks({ path, name }: FilePath, chunks: AsyncGenerator<Uint8Array>, feed: Feed): Promise<void> {
  for await (const chunk of chunks) if (!feed(chunk, path, name, false)) return;
  feed(new Uint8Array(), path, name, true);
}

async function* eachOf<T>(items: readonly T[]): AsyncGenerator<T, void, undefined> {
  yield* items;
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
