/** A worker: reads, compares and exports off the page's thread, one request after the other, so that memory holds one document. */
import {
  type Certdelta,
  CertdeltaError,
  load,
  type ReadResult,
  type Report,
  readEach,
  recordLine,
  type Series,
  unload,
} from "certdelta";
import { isLibraryFile, readLibraryFile, startsAsLibrary } from "../storage/library-file.ts";
import { countsOf } from "./counts.ts";
import { isProfile, readProfile } from "./profile-file.ts";
import type {
  Answers,
  DocumentSource,
  Envelope,
  Failure,
  Outcome,
  PagePicture,
  ReadAnswer,
  ReadDocument,
  ReadOutcome,
  Request,
  UnreadDocument,
} from "./protocol.ts";
import { seriesAnswer } from "./series-answer.ts";
import { TrialDocuments, tryDraft } from "./trial.ts";

// TypeScript's "dom" and "webworker" libraries exclude each other; this is all that is needed of the latter.
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<Envelope<Request>>) => void) | null;
  postMessage(message: Envelope<Outcome>, transfer?: Transferable[]): void;
};

let queue = Promise.resolve();
/** Requests that have come and are not answered yet. */
let waiting = 0;

scope.onmessage = ({ data: { id, content } }) => {
  waiting += 1;
  // The bytes are on their way while the documents before are being read.
  const bytes = content.kind === "read" ? bytesOfAll(content.documents) : [];
  for (const each of bytes) each.catch(() => {}); // whoever reads it says why it cannot be read
  queue = queue.then(async () => {
    const done = await outcome(content, bytes);
    waiting -= 1;
    scope.postMessage({ id, content: done }, transferableOf(content.kind, done));
  });
};

/** Pictures and files are handed over, not copied: the page's thread would wait for the copy. */
function transferableOf(kind: Request["kind"], { ok, value }: Outcome & { value?: unknown }): Transferable[] {
  if (!ok) return [];
  if (kind === "render") return [(value as PagePicture).data.buffer];
  return kind === "export" ? [(value as Answers["export"]).bytes.buffer] : [];
}

async function outcome(request: Request, bytes: readonly Bytes[]): Promise<Outcome> {
  try {
    return { ok: true, value: await answer(request, bytes) };
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): { ok: false; error: Failure } {
  const known = error instanceof CertdeltaError ? error : new CertdeltaError("trap", String(error));
  return { ok: false, error: known.toJSON() };
}

let loading: Promise<Certdelta> | undefined;
const trials = new TrialDocuments();
let userProfiles: readonly string[] = [];
let generation = 0;

async function answer(request: Request, bytes: readonly Bytes[]): Promise<Answers[keyof Answers]> {
  loading ??= load();
  const certdelta = await loading;
  switch (request.kind) {
    case "profiles":
      generation = request.generation;
      await useProfiles(certdelta, request.profiles);
      return null;
    case "info":
      return certdelta.info;
    case "warmUp":
      return warmUp(certdelta, request.documents);
    case "read":
      return readAll(certdelta, request.documents, bytes);
    case "render":
      return render(request);
    case "compare":
    case "comparisonMarkdown": {
      const { before, after } = request;
      const names = { before: before.name, after: after.name };
      return request.kind === "compare"
        ? certdelta.compareAs("json", before.text, after.text, names)
        : certdelta.compareAs("markdown", before.text, after.text, { ...names, lang: request.lang });
    }
    case "series": {
      const ndjson = new TextEncoder().encode(request.lines.join("\n"));
      const { errors } = certdelta.feedSeries(ndjson, { name: "library", end: true });
      const series = JSON.parse(certdelta.endSeries("json", { by: request.by })) as Series;
      return seriesAnswer(series, errors);
    }
    case "export": {
      const { exportReports } = await import("certdelta/export");
      const reports = request.records.map((record) => JSON.parse(record) as Report);
      const { bytes, diagnostics } = await exportReports(certdelta, reports, request.format, { lang: request.lang });
      return {
        bytes: bytes as Uint8Array<ArrayBuffer>,
        remarks: diagnostics.map(({ code, message }) => ({ code, message })),
      };
    }
    case "trial":
      return tryDraft({ ...request, certdelta, draft: await draftFor(request.profile), known: trials });
  }
}

/** A core forgets none of its profiles: where one of them is to go, another core takes its place. */
async function useProfiles(certdelta: Certdelta, profiles: readonly string[]): Promise<void> {
  const kept = new Set(profiles.map(idOf));
  const forgets = userProfiles.some((profile) => !kept.has(idOf(profile)));
  userProfiles = profiles;
  trials.forgetReports();
  draft?.certdelta.close();
  draft = undefined;
  if (forgets) {
    certdelta.close();
    unload();
    loading = load();
  }
  addProfiles(await (loading ?? load()));
}

/** Profiles that do not load with this version are left out: what they read stays in the library as it is. */
function addProfiles(certdelta: Certdelta): void {
  for (const profile of userProfiles) {
    try {
      certdelta.addProfile(profile);
    } catch (error) {
      if (!(error instanceof CertdeltaError)) throw error;
    }
  }
}

let draft: { id: string; certdelta: Certdelta } | undefined;

/** A core of its own that drafts of one profile are added to, one replacing the other. */
async function draftFor(profile: string): Promise<Certdelta> {
  const id = idOf(profile);
  if (draft?.id !== id) {
    draft?.certdelta.close();
    unload();
    draft = { id, certdelta: await load() };
    addProfiles(draft.certdelta);
  }
  return draft.certdelta;
}

function idOf(profile: string): string {
  try {
    return String((JSON.parse(profile) as { id?: unknown }).id);
  } catch {
    return ""; // the lint says what is wrong with it
  }
}

/** The browser compiles what is used often a second time, into faster code: it does so now, and not while somebody waits. */
async function warmUp(certdelta: Certdelta, documents: readonly DocumentSource[]): Promise<null> {
  for (const document of documents) {
    await new Promise((resolve) => setTimeout(resolve)); // what is asked meanwhile goes first
    if (waiting > 1) break;
    await readAll(certdelta, [document], [bytesOf(document)]);
  }
  return null;
}

/** What one of them is refused for concerns none of the others. */
async function readAll(
  certdelta: Certdelta,
  documents: readonly DocumentSource[],
  bytes: readonly Bytes[],
): Promise<ReadOutcome[]> {
  const outcomes: ReadOutcome[] = [];
  for (const [index, document] of documents.entries()) {
    try {
      const value = { ...(await read(certdelta, document, await bytes[index])), generation };
      outcomes.push({ ok: true, value });
    } catch (error) {
      outcomes.push(failed(error));
    }
  }
  return outcomes;
}

/** Without bytes, it is a saved library, of which only the parts that are needed are read. */
async function read(
  certdelta: Certdelta,
  { name, content, password }: DocumentSource,
  bytes: Uint8Array | undefined,
): Promise<Omit<ReadAnswer, "generation">> {
  if (!bytes) return readLibraryFile(certdelta, content as Blob);
  if (startsAsRecord(bytes)) return { documents: readRecords(certdelta, bytes, name), profiles: [] };
  if (isProfile(bytes)) return readProfile(certdelta, bytes, name);
  const documents: (ReadDocument | UnreadDocument)[] = [];
  const options = { certdelta, keepBytes: true, ...(password !== undefined && { password }) };
  for await (const result of readEach(bytes, name, options)) documents.push(toAnswer(result));
  return { documents, profiles: [] };
}

function toAnswer(result: ReadResult): ReadDocument | UnreadDocument {
  if (result.error) return { name: result.name, error: result.error.toJSON() };
  const { name, format, report, text, bytes } = result;
  const record = JSON.stringify(report);
  const original = format !== "text" && bytes ? { original: new Blob([bytes as Uint8Array<ArrayBuffer>]) } : {};
  return { name, record, line: recordLine(record), counts: countsOf(report), text, ...original };
}

function startsAsRecord(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 256));
  return /^\s*\[?\s*\{\s*"schema"\s*:\s*"certdelta\.(report|error)\//.test(start);
}

/** Records saved earlier: one, a line each, or an array. The core looks at each; errors in them stay errors. */
function readRecords(certdelta: Certdelta, bytes: Uint8Array, name: string): (ReadDocument | UnreadDocument)[] {
  const text = new TextDecoder().decode(bytes);
  let records: string[];
  try {
    const whole = JSON.parse(text) as unknown;
    records = (Array.isArray(whole) ? whole : [whole]).map((record) => JSON.stringify(record));
  } catch {
    records = text.split("\n").filter((line) => line.trim() !== "");
  }
  return records.map((record, index) => {
    try {
      if (/^\s*\{\s*"schema"\s*:\s*"certdelta\.error\//.test(record)) {
        const error = JSON.parse(record);
        return { name: error.source ?? name, error };
      }
      const written = certdelta.parseAs("json", record, name);
      const report = JSON.parse(written) as Report;
      return {
        name: report.source.name || name,
        record: written,
        line: recordLine(written),
        counts: countsOf(report),
        text: "",
      };
    } catch (error) {
      const known = error instanceof CertdeltaError ? error : new CertdeltaError("invalid-record", String(error));
      return { name: records.length === 1 ? name : `${name} (${index + 1})`, error: known.toJSON() };
    }
  });
}

/** An archive may be larger than any document in it. */
const mostBytes = 256 * 1024 * 1024;
/** To look at the beginning of a file takes as long as to read so much. */
const smallBytes = 256 * 1024;

/** `undefined` for a saved library. */
type Bytes = Promise<Uint8Array | undefined>;

/** Several files are read as one: the browser takes longer to hand a small one over than the core to read it. */
function bytesOfAll(documents: readonly DocumentSource[]): Bytes[] {
  if (documents.length < 2) return documents.map(bytesOf);
  const files = documents.flatMap(({ content }) => (typeof content === "string" ? [] : [content]));
  const together = new Blob(files).arrayBuffer();
  let end = 0;
  return documents.map(async (document) => {
    const { content } = document;
    if (typeof content === "string") return bytesOf(document);
    const begin = end;
    end += content.size;
    try {
      const bytes = new Uint8Array((await together).slice(begin, begin + content.size));
      return startsAsLibrary(bytes) ? undefined : bytes;
    } catch {
      return bytesOf(document); // one of them cannot be read: which one shows when each is read by itself
    }
  });
}

async function bytesOf({ name, content }: DocumentSource): Bytes {
  if (typeof content === "string") return new TextEncoder().encode(content);
  try {
    if (content.size > smallBytes && (await isLibraryFile(content))) return undefined;
    if (content.size > mostBytes) {
      throw new CertdeltaError("too-large", `${content.size} bytes; at most ${mostBytes} are read`, { source: name });
    }
    const bytes = new Uint8Array(await content.arrayBuffer());
    return startsAsLibrary(bytes) ? undefined : bytes;
  } catch (cause) {
    if (cause instanceof CertdeltaError) throw cause;
    throw new CertdeltaError("unreadable", "the browser cannot read this file", { source: name, cause });
  }
}

/** PDFium is loaded when the first PDF document comes, not before. */
async function render({ pdf, page, scale, password }: Request & { kind: "render" }): Promise<PagePicture> {
  const { loadPdf } = await import("certdelta/pdf");
  const reader = await loadPdf();
  return reader.render(await pdf.arrayBuffer(), { page, scale, ...(password !== undefined && { password }) });
}
