/** The documents that the paths of a command stand for: files, folders of files, archives of documents. */
import { type Certdelta, CertdeltaError, extract, type InputFormat, type Report, readEach } from "../index.js";
import { sniff } from "../sniff.js";
import { toBytes } from "../utf8.js";
import { type Input, listFolder, readInput, sourceName } from "./input.js";
import { extractInThread } from "./pdf-thread.js";

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
  /** For PDF documents that ask for one. */
  password?: string;
}

/** The record with another name of its document. */
export function named(report: Report | undefined, name: string): Report | undefined {
  return report && { ...report, source: { ...report.source, name } };
}

/** One after the other; one that cannot be read is an error in its place. */
export async function* readDocuments(
  certdelta: Certdelta,
  paths: readonly string[],
  options: DocumentOptions,
): AsyncGenerator<BatchDocument> {
  for (const path of paths) {
    const folder = await attempt(path, () => listFolder(path));
    if (folder instanceof CertdeltaError) yield { path, name: sourceName(path), collected: false, error: folder };
    else if (folder === undefined) yield* readFileAt(certdelta, { path, name: sourceName(path) }, false, options);
    else if (folder.length === 0) {
      const error = new CertdeltaError("not-found", "there are no files in this folder", { source: sourceName(path) });
      yield { path, name: sourceName(path), collected: true, error };
    } else for (const file of folder) yield* readFileAt(certdelta, file, true, options);
  }
}

async function* readFileAt(
  certdelta: Certdelta,
  { path, name }: { path: string; name: string },
  collected: boolean,
  options: DocumentOptions,
): AsyncGenerator<BatchDocument> {
  const file = await attempt(name, () => readInput(path, name));
  if (file instanceof CertdeltaError) yield { path, name, collected, error: file };
  else yield* readBytesOf(certdelta, { path, ...file }, collected, options);
}

/** The documents of a file that has been read. */
export async function* readBytesOf(
  certdelta: Certdelta,
  { path, name, bytes }: Input & { path: string },
  collected: boolean,
  { input, timeout, password }: DocumentOptions,
): AsyncGenerator<BatchDocument> {
  if (isText(bytes)) {
    yield { path, name, collected, bytes };
    return;
  }
  const archive = sniff(bytes).format === "zip";
  const options = { certdelta, extract: boundedExtract(timeout, password), ...(input && { input }) };
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

/** UTF-8 text, records and positioned text are the core's own input; UTF-16 is not. */
export function isText(bytes: Uint8Array): boolean {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return !utf16 && sniff(bytes).format === "text";
}

/**
 * A single document for a command that takes no batch: bytes for the core. A document of another format is its record, which
 * the core takes as well.
 */
export async function readComparable(certdelta: Certdelta, path: string, options: DocumentOptions): Promise<Input> {
  const documents: BatchDocument[] = [];
  for await (const document of readDocuments(certdelta, [path], options)) documents.push(document);
  const [document] = documents;
  if (document === undefined || documents.length > 1 || document.collected) {
    const message = "holds several documents; name one of them";
    throw new CertdeltaError("is-directory", message, { source: sourceName(path) });
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
