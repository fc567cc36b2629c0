import { open, readdir, stat } from "node:fs/promises";
import { basename } from "node:path";
import { getSystemErrorMap } from "node:util";
import { CertdeltaError, type ErrorCode, maxDocumentBytes, tooLarge } from "../index.js";

/** What the command line writes for standard input. */
export const standardInput = "-";

export interface Input {
  /** The path's last component; it becomes `source.name`. */
  name: string;
  bytes: Uint8Array;
}

/** Reads a file, or standard input for "-". Throws CertdeltaError. */
export async function readInput(path: string): Promise<Input> {
  const name = sourceName(path);
  try {
    return { name, bytes: await (path === standardInput ? readBounded(process.stdin, name) : readFile(path, name)) };
  } catch (error) {
    throw error instanceof CertdeltaError ? error : systemError(error as NodeJS.ErrnoException, name);
  }
}

/** The file itself, or the *.json files in a folder, by name. Throws CertdeltaError for a folder without any. */
export async function profileFiles(path: string): Promise<string[]> {
  // What cannot be looked at is left to the reading, which says why.
  const isFolder = path !== standardInput && (await stat(path).catch(() => undefined))?.isDirectory();
  if (!isFolder) return [path];
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

async function readFile(path: string, name: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const status = await file.stat();
    if (status.isDirectory()) throw new CertdeltaError("is-directory", "is a folder, not a file", { source: name });
    if (status.size > maxDocumentBytes) throw tooLarge(status.size, name);
    return await readBounded(file.createReadStream(), name);
  } finally {
    await file.close();
  }
}

/** Pipes and devices do not tell their size beforehand. */
async function readBounded(stream: AsyncIterable<Buffer>, name: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > maxDocumentBytes) throw tooLarge(size, name);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const systemErrors: Readonly<Record<string, [ErrorCode, string]>> = {
  ENOENT: ["not-found", "no such file"],
  ENOTDIR: ["not-found", "no such file"],
  EISDIR: ["is-directory", "is a folder, not a file"],
};

function systemError(error: NodeJS.ErrnoException, source: string): CertdeltaError {
  const reason = getSystemErrorMap().get(error.errno ?? 0)?.[1] ?? error.message;
  const [code, message] = systemErrors[error.code ?? ""] ?? ["unreadable", `cannot be read: ${reason}`];
  return new CertdeltaError(code, message, { source, cause: error });
}
