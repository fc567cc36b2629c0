/** The reports of one input: a document, or records in any number. */
import { CertdeltaError, type ErrorCode, type ErrorRecord } from "../index.js";
import { readBounded, readChunks, sourceName } from "./input.js";

export interface Item {
  /** The document's bytes, or a record's JSON. */
  content: Uint8Array | string;
  /** Of a record among others, from 1; 0 for a document. */
  number: number;
}

/** Enough to see what an input is. */
const beginning = 4096;

/** Whether a file holds records, and not a document. What cannot be read holds none: who reads it then, tells why. */
export async function holdsRecords(path: string): Promise<boolean> {
  const source = readChunks(path);
  try {
    return beginsAsRecords((await peek(source)).head);
  } catch {
    return false;
  } finally {
    await source.return(undefined);
  }
}

/** The beginning of a text of records: an object, or an array of them, that names a schema or a document. */
function beginsAsRecords(head: Buffer): boolean {
  const start = startOf(head);
  return /^\[?\s*\{/u.test(start) && /"certdelta\.(?!pages)|"document"/u.test(start);
}

const startOf = (head: Buffer) => new TextDecoder().decode(head.subarray(0, beginning)).trimStart();

/** Records one a line are given as they arrive, so that the input may be of any length. */
export async function* readItems(path: string): AsyncGenerator<Item> {
  const { head, chunks } = await peek(readChunks(path));
  if (!beginsAsRecords(head)) {
    yield { content: await readBounded(chunks, sourceName(path)), number: 0 };
    return;
  }
  let number = 0;
  const isOneALine = /^\{\S/u.test(startOf(head));
  const records = isOneALine ? splitLines(chunks) : splitWhole(await readBounded(chunks, sourceName(path)));
  for await (const content of records) yield { content, number: ++number };
}

/** The record's JSON of a report that stands in a file of records; `read` is for one that is still a document. */
export function recordOf(content: string, read: (document: string, name?: string) => string): string {
  // The core knows a record, and what is wrong with one.
  const isRecord = content.includes('"certdelta.') && !content.startsWith('{"schema":"certdelta.error/');
  if (isRecord) return read(content);
  let item: Partial<ErrorRecord> & { name?: unknown; document?: unknown };
  try {
    item = JSON.parse(content);
  } catch (cause) {
    throw new CertdeltaError("invalid-json", `is not valid JSON: ${(cause as Error).message}`, { cause });
  }
  const { source, code, message, document, name } = item;
  if (item.schema === "certdelta.error/1")
    throw new CertdeltaError(code as ErrorCode, `${source ?? "a document"} could not be read: ${message}`);
  if (typeof document !== "string")
    throw new CertdeltaError("invalid-record", "is neither a certdelta.report/1 record nor a document");
  return read(document, typeof name === "string" ? name : undefined);
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

async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines.filter((line) => line.trim() !== "");
  }
  if (rest.trim() !== "") yield rest;
}

/** A record on several lines, or an array of records. What is no JSON is left to the core, which says so. */
async function* splitWhole(bytes: Uint8Array): AsyncGenerator<string> {
  const text = new TextDecoder().decode(bytes);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    yield text;
    return;
  }
  for (const record of Array.isArray(json) ? json : [json]) yield JSON.stringify(record);
}
