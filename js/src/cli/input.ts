import { open, readdir, stat } from "node:fs/promises";
import { basename, relative } from "node:path";
import { getSystemErrorMap } from "node:util";
import { CertdeltaError, type ErrorCode, maxDocumentBytes } from "../index.js";

/** What the command line writes for standard input. */
export const standardInput = "-";

export interface Input {
  /**
   * The path's last component, or the path inside the folder that was named, or the whole path where another file of the run
   * would have that name, too; it becomes `source.name`.
   */
  name: string;
  bytes: Uint8Array;
}

/** Reads a file, or standard input for "-". Throws CertdeltaError. */
export async function readInput(path: string, name: string = sourceName(path)): Promise<Input> {
  try {
    return { name, bytes: await (path === standardInput ? readBounded(process.stdin, name) : readFile(path, name)) };
  } catch (error) {
    throw error instanceof CertdeltaError ? error : systemError(error as NodeJS.ErrnoException, name);
  }
}

/** The bytes of a file, or of standard input for "-", as they arrive. Throws CertdeltaError. */
export async function* readChunks(path: string, name: string): AsyncGenerator<Buffer> {
  try {
    if (path === standardInput) {
      yield* process.stdin;
      return;
    }
    const file = await open(path);
    try {
      if ((await file.stat()).isDirectory())
        throw new CertdeltaError("is-directory", "is a folder, not a file", { source: name });
      yield* file.createReadStream({ autoClose: false });
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof CertdeltaError ? error : systemError(error as NodeJS.ErrnoException, name);
  }
}

/** The file itself, or the *.json files in a folder, by name. Throws CertdeltaError for a folder without any. */
export async function profileFiles(path: string): Promise<string[]> {
  // What cannot be looked at is left to the reading, which says why.
  if (!(await isFolder(path))) return [path];
  const names = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    throw systemError(error, sourceName(path));
  });
  const profiles = names.filter((name) => name.endsWith(".json") && !name.startsWith("."));
  if (profiles.length === 0) {
    throw new CertdeltaError("not-found", "no profile (*.json) is in this folder", { source: sourceName(path) });
  }
  const separator = path.endsWith("/") ? "" : "/";
  return profiles.sort(byBytes).map((name) => path + separator + name);
}

/** The order of the native command. */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

export function sourceName(path: string): string {
  return basename(path) || path;
}

export function isAmong(path: string, files: readonly string[]): boolean {
  return files.some((file) => relative(file, path) === "");
}

/** A file that a command is to read. */
export interface FilePath {
  path: string;
  name: string;
}

/** Files that would have one name are told apart by their paths. */
export function nameApart<File extends FilePath>(files: readonly File[]): File[] {
  const paths = new Map<string, Set<string>>();
  for (const { name, path } of files) paths.set(name, (paths.get(name) ?? new Set()).add(path));
  return files.map((file) => ((paths.get(file.name)?.size ?? 0) > 1 ? { ...file, name: file.path } : file));
}

/** What a folder holds. */
export interface Folder {
  documents: FilePath[];
  /** Paths of all else inside of the folder. */
  others: string[];
}

/**
 * The documents of a folder and of its folders, in the order of their names. Hidden files are left out, and links to folders are
 * not followed. `undefined` where `path` is no folder. Throws CertdeltaError.
 */
export async function listFolder(path: string): Promise<Folder | undefined> {
  // What is not there or cannot be looked at is told when it is read.
  if (!(await isFolder(path))) return undefined;
  try {
    const folder: Folder = { documents: [], others: [] };
    await collect(path.endsWith("/") ? path : `${path}/`, "", folder);
    return folder;
  } catch (error) {
    throw systemError(error as NodeJS.ErrnoException, sourceName(path));
  }
}

/**
 * How the names of documents end. Some are of formats that nothing here reads: that is told, as of each that cannot be read. The
 * native command has the same ones (core/cli/input.cpp).
 */
const documentEnding = /\.(?:md|markdown|txt|text|html?|xhtml|mht|mhtml|pdf|docx?|rtf|odt|wps|zip)$/i;
const jsonEnding = /\.(?:json|ndjson|jsonl)$/i;
/** So much of a JSON file is looked at. */
const beginningBytes = 64 * 1024;

/** Whether a file that stands in a folder is a document: by how its name ends, or as JSON that begins as a record or as positioned text. */
export async function isDocument(path: string): Promise<boolean> {
  return documentEnding.test(path) || (jsonEnding.test(path) && (await holdsRecords(path)));
}

/** By the first schema of certdelta that it names. What cannot be looked at is left to the reading, which says why. */
async function holdsRecords(path: string): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(beginningBytes), 0, beginningBytes, 0);
      const [, schema] = /"certdelta\.(\w+\/)?/.exec(buffer.toString("latin1", 0, bytesRead)) ?? [];
      return schema !== undefined && ["report/", "error/", "pages/"].includes(schema);
    } finally {
      await file.close();
    }
  } catch {
    return true;
  }
}

async function collect(root: string, inside: string, folder: Folder): Promise<void> {
  const entries = await readdir(root + inside, { withFileTypes: true });
  entries.sort((a, b) => byBytes(a.name, b.name));
  for (const entry of entries) {
    if (entry.name.startsWith(".")) continue;
    const name = inside + entry.name;
    const path = root + name;
    if (entry.isDirectory()) await collect(root, `${name}/`, folder);
    else if (entry.isFile() || (entry.isSymbolicLink() && !(await isFolder(path)))) {
      if (await isDocument(path)) folder.documents.push({ path, name });
      else folder.others.push(name);
    }
  }
}

export async function isFolder(path: string): Promise<boolean> {
  return path !== standardInput && ((await stat(path).catch(() => undefined))?.isDirectory() ?? false);
}

/** The first part of a path that is there, and is no folder. */
export async function notAFolder(path: string): Promise<string | undefined> {
  for (let end = path.indexOf("/", 1); ; end = path.indexOf("/", end + 1)) {
    const part = end < 0 ? path : path.slice(0, end);
    const status = await stat(part).catch(() => undefined);
    if (status && !status.isDirectory()) return part;
    if (!status || end < 0) return undefined;
  }
}

async function readFile(path: string, name: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const status = await file.stat();
    if (status.isDirectory()) throw new CertdeltaError("is-directory", "is a folder, not a file", { source: name });
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    const most = mostBytes(buffer.subarray(0, bytesRead));
    if (status.size > most) throw tooLargeFile(status.size, most, name);
    return await readBounded(file.createReadStream({ start: 0 }), name);
  } finally {
    await file.close();
  }
}

/** Pipes and devices do not tell their size beforehand. */
export async function readBounded(stream: AsyncIterable<Buffer>, name: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  let most = maxDocumentBytes;
  for await (const chunk of stream) {
    if (size === 0) most = mostBytes(chunk);
    size += chunk.length;
    if (size > most) throw tooLargeFile(size, most, name);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Archives and PDFs hold more than their text. */
function mostBytes(start: Uint8Array): number {
  const magic = Buffer.from(start.subarray(0, 4)).toString("latin1");
  if (magic.startsWith("PK")) return 512 * 1024 * 1024;
  return magic === "%PDF" ? 64 * 1024 * 1024 : maxDocumentBytes;
}

function tooLargeFile(size: number, most: number, source: string): CertdeltaError {
  return new CertdeltaError("too-large", `the document has ${size} bytes, more than the ${most} that are read`, {
    source,
  });
}

const systemErrors: Readonly<Record<string, [ErrorCode, string]>> = {
  ENOENT: ["not-found", "no such file"],
  ENOTDIR: ["not-found", "no such file"],
  EISDIR: ["is-directory", "is a folder, not a file"],
};

/** What the operating system says, in its own words. */
export function systemReason(error: unknown): string {
  const { errno, message } = error as NodeJS.ErrnoException;
  return getSystemErrorMap().get(errno ?? 0)?.[1] ?? message;
}

export function systemError(error: NodeJS.ErrnoException, source: string): CertdeltaError {
  const [code, message] = systemErrors[error.code ?? ""] ?? ["unreadable", `cannot be read: ${systemReason(error)}`];
  return new CertdeltaError(code, message, { source, cause: error });
}
