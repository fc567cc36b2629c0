/** The worker: reads and compares off the page's thread, one request after the other, so that memory holds one document. */
import { CertdeltaError, load, type ReadResult, readEach } from "certdelta";
import type {
  Answers,
  DocumentSource,
  Envelope,
  Outcome,
  PagePicture,
  ReadDocument,
  Request,
  UnreadDocument,
} from "./protocol.ts";

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
    case "render":
      return render(request.pdf, request.page, request.scale);
    case "compare": {
      const { before, after } = request;
      return certdelta.compareAs("json", before.text, after.text, { before: before.name, after: after.name });
    }
  }
}

async function read({ name, content }: DocumentSource): Promise<(ReadDocument | UnreadDocument)[]> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : await bytesOf(content, name);
  const results: (ReadDocument | UnreadDocument)[] = [];
  for await (const result of readEach(bytes, name, { certdelta: await load(), keepBytes: true })) {
    results.push(toAnswer(result));
  }
  return results;
}

function toAnswer(result: ReadResult): ReadDocument | UnreadDocument {
  if (result.error) return { name: result.name, error: result.error.toJSON() };
  const { name, format, report, text, bytes } = result;
  const pdf = format === "pdf" && bytes ? { pdf: new Blob([bytes as Uint8Array<ArrayBuffer>]) } : {};
  return { name, record: JSON.stringify(report), text, extracted: format !== "text", ...pdf };
}

/** An archive may be larger than any document in it. */
const mostBytes = 256 * 1024 * 1024;

async function bytesOf(blob: Blob, name: string): Promise<Uint8Array> {
  if (blob.size > mostBytes) {
    throw new CertdeltaError("too-large", `${blob.size} bytes; at most ${mostBytes} are read`, { source: name });
  }
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw new CertdeltaError("unreadable", "the browser cannot read this file", { source: name, cause });
  }
}

/** PDFium is loaded when the first PDF document comes, not before. */
async function render(pdf: Blob, page: number, scale: number): Promise<PagePicture> {
  const { loadPdf } = await import("certdelta/pdf");
  const reader = await loadPdf();
  return reader.render(await pdf.arrayBuffer(), { page, scale });
}
