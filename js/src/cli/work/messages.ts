/** From a message to what it gives: records, and what is no document. */
import type { JsMsg } from "nats";
import { type Certdelta, CertdeltaError, type ErrorRecord } from "../../index.js";
import { type DocumentOptions, isText, readBytesOf } from "../documents.js";

/** What one message gave. */
export interface Outcome {
  records: { record: string; name: string; document: Uint8Array }[];
  failures: Failure[];
}

export interface Failure {
  document: Uint8Array;
  error: ErrorRecord;
}

export async function outcomeOf(
  certdelta: Certdelta,
  message: JsMsg,
  options: DocumentOptions & { stream: string; maxDeliver: number },
): Promise<Outcome> {
  const outcome: Outcome = { records: [], failures: [] };
  const name = message.headers?.get("Certdelta-Name") || `${options.stream}-${message.seq}`;
  const fail = (document: Uint8Array, error: CertdeltaError) =>
    outcome.failures.push({ document, error: error.toJSON() });
  if (message.info.deliveryCount > options.maxDeliver) {
    // Whoever took it never came to its end: it may be what ends them.
    const times = message.info.deliveryCount - 1;
    fail(message.data, new CertdeltaError("trap", `no worker has finished it in ${times} tries`, { source: name }));
    return outcome;
  }
  for (const item of itemsOf(message.data, name)) {
    if (item.error) fail(item.bytes, item.error);
    else await readInto(outcome, certdelta, item, options, fail);
  }
  return outcome;
}

async function readInto(
  outcome: Outcome,
  certdelta: Certdelta,
  { name, bytes, original }: Item,
  options: DocumentOptions,
  fail: (document: Uint8Array, error: CertdeltaError) => void,
): Promise<void> {
  const document = original ?? bytes;
  for await (const read of readBytesOf(certdelta, { path: name, name, bytes }, false, options)) {
    try {
      if (read.error) throw read.error;
      const input = options.input && { input: options.input };
      const record = read.report
        ? JSON.stringify(read.report)
        : certdelta.parseAs("json", read.bytes, { name: read.name, ...input });
      outcome.records.push({ record, name: read.name, document });
    } catch (error) {
      if (!(error instanceof CertdeltaError)) throw error;
      fail(document, error);
    }
  }
}

interface Item {
  name: string;
  bytes: Uint8Array;
  /** As it stood in the message. */
  original?: Uint8Array;
  error?: CertdeltaError;
}

/** A message is a document of any format, or {"name": ..., "document": ...}, one a line. */
function itemsOf(data: Uint8Array, name: string): Item[] {
  if (!isText(data)) return [{ name, bytes: data }];
  const text = Buffer.from(data).toString();
  if (!/^\s*\{\s*"(?:name|document)"/.test(text)) return [{ name, bytes: data }];
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const isOne = !isJson(lines[0] ?? "") && isJson(text);
  return (isOne ? [text] : lines).map((line, index) => itemOf(line, `${name}.${index + 1}`));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.trim());
    return true;
  } catch {
    return false;
  }
}

function itemOf(line: string, name: string): Item {
  const original = Buffer.from(line);
  try {
    const item = JSON.parse(line.trim()); // a byte order mark, too
    if (typeof item.document !== "string") throw new SyntaxError("it has no document");
    return { name: typeof item.name === "string" ? item.name : name, bytes: Buffer.from(item.document), original };
  } catch (error) {
    const reason = `a line of the message is no document: ${error instanceof Error ? error.message : error}`;
    return { name, bytes: original, error: new CertdeltaError("invalid-json", reason, { source: name }) };
  }
}
