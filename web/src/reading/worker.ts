/** The worker: reads and compares off the page's thread, one request after the other, so that memory holds one document. */
import { CertdeltaError, load, maxDocumentBytes, tooLarge } from "certdelta";
import type { Answers, DocumentSource, Envelope, Outcome, ReadDocument, Request } from "./protocol.ts";

// TypeScript's "dom" and "webworker" libraries exclude each other; this is all that is needed of the latter.
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<Envelope<Request>>) => void) | null;
  postMessage(message: Envelope<Outcome>): void;
};

let queue = Promise.resolve();

scope.onmessage = ({ data: { id, content } }) => {
  queue = queue.then(async () => scope.postMessage({ id, content: await outcome(content) }));
};

async function outcome(request: Request): Promise<Outcome> {
  try {
    return { ok: true, value: await answer(request) };
  } catch (error) {
    const known = error instanceof CertdeltaError ? error : new CertdeltaError("trap", String(error));
    return { ok: false, error: known.toJSON() };
  }
}

async function answer(request: Request): Promise<Answers[keyof Answers]> {
  const certdelta = await load();
  switch (request.kind) {
    case "info":
      return certdelta.info;
    case "read":
      return read(request.document);
    case "compare": {
      const { before, after } = request;
      return certdelta.compareAs("json", before.text, after.text, { before: before.name, after: after.name });
    }
  }
}

async function read({ name, content }: DocumentSource): Promise<ReadDocument> {
  const certdelta = await load();
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : await bytesOf(content, name);
  const record = certdelta.parseAs("json", bytes, { name });
  // The core has accepted the bytes as UTF-8; a byte order mark stays, because offsets count it.
  return { record, text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes) };
}

async function bytesOf(blob: Blob, name: string): Promise<Uint8Array> {
  if (blob.size > maxDocumentBytes) throw tooLarge(blob.size, name);
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw new CertdeltaError("unreadable", "the browser cannot read this file", { source: name, cause });
  }
}
