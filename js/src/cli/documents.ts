/** The documents that the paths of a command stand for: files, folders of them, archives of documents. */
import { join } from "node:path";
import { inOrder } from "../in-order.js";
import {
  type Certdelta,
  CertdeltaError,
  type ErrorRecord,
  extract,
  type InputFormat,
  type ParseOptions,
  type Report,
  readEach,
} from "../index.js";
import { sniff } from "../sniff.js";
import { encodingOf } from "../text-encoding.js";
import { encode, toBytes } from "../utf8.js";
import { type FilePath, type Input, isAmong, listFolder, nameApart, readInput, sourceName } from "./input.js";
import { remarkOnOthers } from "./output.js";
import { extractInThread } from "./pdf-thread.js";
import { Progress } from "./terminal.js";

/** One document of a batch. What the core reads by itself is handed to it as it is, so that every byte of its answer is its own. */
export type BatchDocument = {
  /** As the user knows it. */
  path: string;
  name: string;
  /** One of several that a folder or an archive holds. */
  collected: boolean;
} & (
  | { bytes: Uint8Array; report?: never; error?: never }
  | { bytes?: never; report: Report; error?: never }
  | { bytes?: never; report?: never; error: CertdeltaError }
);

export interface DocumentOptions {
  input?: InputFormat;
  /** Seconds after which a PDF is given up. */
  timeout: number;
  /** Documents that are read side by side. */
  jobs: number;
  /** For PDF documents that ask for one. */
  password?: string;
}

/** Enough to see what a text is. */
const beginning = 4096;

/** The record with another name of its document. */
export function named(report: Report, name: string): Report {
  return { ...report, source: { ...report.source, name } };
}

/** A file of a batch, or why there is none. */
export type BatchFile =
  | (FilePath & { collected: boolean; error?: never })
  | (BatchDocument & { error: CertdeltaError });

/**
 * The files that the paths of a command stand for, in their order. Standard error names the first ones of what else is in their
 * folders, but for the `own` files, which the command itself writes.
 */
export async function listFiles(paths: readonly string[], own: readonly string[] = []): Promise<BatchFile[]> {
  const files: BatchFile[] = [];
  for (const path of paths) {
    const name = sourceName(path);
    const folder = await attempt(path, () => listFolder(path));
    if (folder instanceof CertdeltaError) {
      files.push({ path, name, collected: false, error: folder });
      continue;
    }
    if (folder === undefined) {
      files.push({ path, name, collected: false });
      continue;
    }
    remarkOnOthers(
      path,
      folder.others.filter((other) => !isAmong(join(path, other), own)),
    );
    const documents = folder.documents.filter((file) => !isAmong(file.path, own));
    for (const file of documents) files.push({ ...file, collected: true });
    if (documents.length > 0) continue;
    const error = new CertdeltaError("not-found", "there are no documents in this folder", { source: name });
    files.push({ path, name, collected: true, error });
  }
  return nameApart(files).map((file) => (file.error ? { ...file, error: renamed(file.error, file.name) } : file));
}

/** The error as one of another source. */
function renamed(error: CertdeltaError, source: string): CertdeltaError {
  return error.source === source ? error : CertdeltaError.fromRecord({ ...error.toJSON(), source });
}

/** In the order of the paths; one that cannot be read is an error in its place. Tells a terminal how far it is. */
export async function* readDocuments(
  certdelta: Certdelta,
  paths: readonly string[],
  options: DocumentOptions,
): AsyncGenerator<BatchDocument> {
  yield* readListed(certdelta, await listFiles(paths), options);
}

/** The same for files that are listed already. */
export async function* readListed(
  certdelta: Certdelta,
  files: readonly BatchFile[],
  options: DocumentOptions,
): AsyncGenerator<BatchDocument> {
  const progress = new Progress(files.length);
  async function* each() {
    yield* files;
  }
  yield* readFiles(certdelta, each(), options, (path) => progress.step(path));
}

/** The documents of `files`, as many of these read side by side as `jobs` says. */
export async function* readFiles(
  certdelta: Certdelta,
  files: AsyncIterable<BatchFile>,
  options: DocumentOptions,
  onFile: (path: string) => void = () => {},
): AsyncGenerator<BatchDocument> {
  const opened = inOrder(files, options.jobs, async (file) => ({
    path: file.path,
    documents: file.error ? [file] : await openFile(certdelta, file, options),
  }));
  for await (const { path, documents } of opened) {
    yield* documents;
    onFile(path);
  }
}

/** A file that is one document is read at once; an archive, document after document, when its turn has come. */
export async function openFile(
  certdelta: Certdelta,
  { path, name, collected }: FilePath & { collected: boolean },
  options: DocumentOptions,
): Promise<AsyncIterable<BatchDocument> | BatchDocument[]> {
  const file = await attempt(name, () => readInput(path, name));
  if (file instanceof CertdeltaError) return [{ path, name, collected, error: file }];
  const documents = readBytesOf(certdelta, { path, ...file }, collected, options);
  return sniff(file.bytes).format === "zip" ? documents : await collect(documents);
}

async function collect(documents: AsyncIterable<BatchDocument>): Promise<BatchDocument[]> {
  const all: BatchDocument[] = [];
  for await (const document of documents) all.push(document);
  return all;
}

/** The documents of a file that has been read. */
export async function* readBytesOf(
  certdelta: Certdelta,
  { path, name, bytes }: Input & { path: string },
  collected: boolean,
  { input, timeout, password, jobs }: DocumentOptions,
): AsyncGenerator<BatchDocument> {
  if (isText(bytes)) {
    yield { path, name, collected, bytes };
    return;
  }
  const archive = sniff(bytes).format === "zip";
  const options = { certdelta, extract: boundedExtract(timeout, password), concurrency: jobs, ...(input && { input }) };
  for await (const result of readEach(bytes, name, options)) {
    const inside = result.name.slice(name.length);
    const place = { path: path + inside, name: result.name, collected: collected || archive };
    yield result.error ? { ...place, error: result.error } : { ...place, report: result.report };
  }
}

/** `extract`, except that a PDF that would never end ends with an error. */
export function boundedExtract(timeout: number, password?: string): typeof extract {
  return (document, name, options) => {
    const bytes = toBytes(document);
    return sniff(bytes).format === "pdf"
      ? extractInThread(bytes, name, timeout, password)
      : extract(bytes, name, options);
  };
}

/** Each of the records that a text of several holds, and every other document as it is. */
export async function* eachRecord(
  certdelta: Certdelta,
  documents: AsyncIterable<BatchDocument>,
  { input }: DocumentOptions,
): AsyncGenerator<BatchDocument, void, undefined> {
  for await (const document of documents) {
    const { path, name, bytes } = document;
    const records = bytes && beginsAsJson(bytes) ? recordsIn(certdelta, bytes, { name, ...(input && { input }) }) : [];
    if (records.length < 2) yield document;
    else
      for (const record of records) {
        const content = JSON.parse(record) as Report | ErrorRecord;
        const place = { path, name, collected: true };
        yield content.schema === "certdelta.error/1"
          ? { ...place, error: CertdeltaError.fromRecord(content) }
          : { ...place, bytes: encode(record) };
      }
  }
}

/** None where the text is one document or record that cannot be read: that is told when it is. */
function recordsIn(certdelta: Certdelta, bytes: Uint8Array, options: ParseOptions): string[] {
  try {
    return certdelta.parseRecords(bytes, options);
  } catch (error) {
    if (error instanceof CertdeltaError) return [];
    throw error;
  }
}

function beginsAsJson(bytes: Uint8Array): boolean {
  return /^(?:\u00ef\u00bb\u00bf)?\s*[[{]/.test(Buffer.from(bytes.subarray(0, beginning)).toString("latin1"));
}

/** UTF-8 text, records and positioned text are the core's own input; text of other encodings is not. */
export function isText(bytes: Uint8Array): boolean {
  return sniff(bytes).format === "text" && encodingOf(bytes) === "utf-8";
}

/**
 * A single document for a command that takes no batch: bytes for the core. A document of another format is its record, which
 * the core takes as well.
 */
export async function readComparable(certdelta: Certdelta, file: BatchFile, options: DocumentOptions): Promise<Input> {
  const documents = await collect(readListed(certdelta, [file], options));
  const [document] = documents;
  if (document === undefined || documents.length > 1 || document.collected) {
    const message = "holds several documents; name one of them";
    throw new CertdeltaError("is-directory", message, { source: file.name });
  }
  if (document.error) throw document.error;
  const { name } = document;
  return { name, bytes: document.bytes ?? Buffer.from(JSON.stringify(document.report)) };
}

async function attempt<T>(source: string, body: () => Promise<T>): Promise<T | CertdeltaError> {
  try {
    return await body();
  } catch (error) {
    if (error instanceof CertdeltaError) return error;
    throw new CertdeltaError("unreadable", `cannot be read: ${error}`, { source, cause: error });
  }
}
