import { open } from "node:fs/promises";
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

/** The bytes of a file, or of standard input for "-", as they arrive. Throws CertdeltaError. */
export async function* readChunks(path: string): AsyncGenerator<Buffer> {
  const name = sourceName(path);
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
export async function readBounded(stream: AsyncIterable<Buffer>, name: string): Promise<Uint8Array> {
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

export function systemError(error: NodeJS.ErrnoException, source: string): CertdeltaError {
  const reason = getSystemErrorMap().get(error.errno ?? 0)?.[1] ?? error.message;
  const [code, message] = systemErrors[error.code ?? ""] ?? ["unreadable", `cannot be read: ${reason}`];
  return new CertdeltaError(code, message, { source, cause: error });
}
