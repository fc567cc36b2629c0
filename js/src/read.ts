/** Documents of any kind that certdelta reads, told apart by their content. Each reader is loaded when it is first needed. */
import { type Certdelta, type InputFormat, maxDocumentBytes, tooLarge } from "./certdelta.js";
import { CertdeltaError } from "./errors.js";
import { inOrder } from "./in-order.js";
import { load } from "./load.js";
import { type Omission, omissionDiagnostics } from "./omissions.js";
import { type OptionNames, optionsOf } from "./options.js";
import type { Pages } from "./pages.js";
import { sniff } from "./sniff.js";
import { encodingOf } from "./text-encoding.js";
import type { Diagnostic, Report } from "./types.js";
import { type Bytes, decode, toBytes } from "./utf8.js";

/** How documents are read. */
export interface ReadOptions {
  /** Who reads the text: the default is `await load()`. Give your own where you added profiles to it. */
  certdelta?: Certdelta;
  /** How text is taken that comes as text; other formats say that themselves. */
  input?: InputFormat;
  /** For PDF documents that ask for one. */
  password?: string;
  /** The encoding of an HTML page, where it came with the page. */
  charset?: string;
  /** What a ZIP archive may hold; see `ZipOptions` of "certdelta/zip". */
  zip?: { maxMembers?: number; maxMemberBytes?: number; maxTotalBytes?: number; maxRatio?: number };
  /** Who turns a document into text: the default is `extract`. Give your own to do it in a worker, which can be ended. */
  extract?: (bytes: Uint8Array, name: string, options: ReadOptions) => Promise<Extracted>;
  /** How many documents of an archive are read side by side: more than 1, the default, where `extract` works elsewhere. */
  concurrency?: number;
  /** Gives each document's bytes with its record: to show its pages, for example. */
  keepBytes?: boolean;
  /** Asked between documents: the rest of an archive is not read once it is aborted. */
  signal?: AbortSignal;
}

const readOptions: OptionNames<ReadOptions> = {
  certdelta: true,
  input: true,
  password: true,
  charset: true,
  zip: true,
  extract: true,
  concurrency: true,
  keepBytes: true,
  signal: true,
};

/** A document that was read. */
export interface ReadDocument {
  /** Its name; a member of an archive has the archive's name before it: "2023.zip/issue-43.pdf". */
  name: string;
  format: "text" | "html" | "docx" | "pdf";
  report: Report;
  /** The text that evidence indexes. */
  text: string;
  /** Of a PDF: where its text stands. */
  pages?: Pages;
  /** Text that is in the document and not in `text`. */
  omitted?: Omission[];
  /** The document itself, where `keepBytes` asks for it. */
  bytes?: Uint8Array;
  error?: never;
}

/** A document that could not be read. */
export interface UnreadDocument {
  name: string;
  error: CertdeltaError;
  report?: never;
}

/** What became of one document. */
export type ReadResult = ReadDocument | UnreadDocument;

/**
 * Reads a document, or all documents of a ZIP archive. What cannot be read is an error in its place; nothing is thrown but the
 * reason of an aborted signal, and the CertdeltaError "usage" for what is no document at all.
 */
export async function read(document: Bytes | Blob, name = "", options?: ReadOptions): Promise<ReadResult[]> {
  const results: ReadResult[] = [];
  for await (const result of readEach(document, name, options)) results.push(result);
  return results;
}

/** The same, one after the other: an archive is never in memory as a whole. */
export async function* readEach(
  document: Bytes | Blob,
  name = "",
  given?: ReadOptions,
): AsyncGenerator<ReadResult, void, undefined> {
  const options = optionsOf(given, readOptions);
  options.signal?.throwIfAborted();
  const bytes = toBytes(document instanceof Blob ? await document.arrayBuffer() : document, name);
  const { format } = sniff(bytes);
  if (format !== "zip") {
    yield await readOne(bytes, name, options);
    return;
  }
  const { readZip } = await import("./zip.js");
  yield* inOrder(
    members(readZip(bytes, { name, ...options.zip }), name, options),
    options.concurrency ?? 1,
    (member) => (member.error ? Promise.resolve(member) : readMember(member, options)),
  );
}

type Member = { name: string; bytes: Uint8Array; error?: never } | UnreadDocument;

/** The members of an archive; where it breaks, that is an error behind those before. */
async function* members(archive: Generator<Member>, name: string, { signal }: ReadOptions): AsyncGenerator<Member> {
  while (true) {
    signal?.throwIfAborted();
    const next = attempt(name, () => archive.next());
    if (next.error) yield next;
    if (next.error || next.value.done) return;
    yield next.value.value;
  }
}

function readMember({ name, bytes }: { name: string; bytes: Uint8Array }, options: ReadOptions): Promise<ReadResult> {
  if (sniff(bytes).format !== "zip") return readOne(bytes, name, options);
  const message = "an archive inside an archive is not opened; unpack it first";
  return Promise.resolve({ name, error: new CertdeltaError("unsupported-input", message, { source: name }) });
}

/** One document that is no archive. */
async function readOne(bytes: Uint8Array, name: string, options: ReadOptions): Promise<ReadResult> {
  try {
    const extracted = await (options.extract ?? extract)(bytes, name, options);
    const certdelta = options.certdelta ?? (await load());
    const result = interpret(certdelta, extracted, bytes, name, options);
    return options.keepBytes ? { ...result, bytes } : result;
  } catch (error) {
    return { name, error: asError(error, name) };
  }
}

/** What a reader gives: text, or positioned text. */
export interface Extracted {
  format: ReadDocument["format"];
  /** Left out for positioned text, and for bytes that the core takes as they are. */
  text?: string;
  pages?: Pages;
  omitted?: Omission[];
  diagnostics: Diagnostic[];
}

/** The text of one document that is no archive, without reading figures in it. Throws CertdeltaError. */
export async function extract(document: Bytes, name: string, given?: ReadOptions): Promise<Extracted> {
  const options = optionsOf(given, readOptions);
  const bytes = toBytes(document, name);
  const { format, refused } = sniff(bytes);
  const named = { name };
  switch (format) {
    case undefined:
      throw new CertdeltaError("unsupported-input", `this is ${refused}`, { source: name });
    case "pdf": {
      const { loadPdf } = await import("./pdf.js");
      const { password } = options;
      const pdf = await loadPdf();
      return { format, ...pdf.pages(bytes, password === undefined ? named : { name, password }) };
    }
    case "docx": {
      const { readDocx } = await import("./docx.js");
      return { diagnostics: [], ...readDocx(bytes, named) };
    }
    case "html": {
      const { readHtml } = await import("./html.js");
      const { charset } = options;
      return readHtml(bytes, charset === undefined ? named : { name, charset });
    }
    case "zip": {
      const message = "this is a ZIP archive of documents, not one document";
      throw new CertdeltaError("unsupported-input", message, { source: name });
    }
    default:
      return { format: "text", ...decodeText(bytes, name) };
  }
}

/** UTF-8, and bytes of no encoding that is known, stay as they are: the core says where they are not UTF-8. */
function decodeText(bytes: Uint8Array, name: string): { text?: string; diagnostics: Diagnostic[] } {
  if (bytes.length > maxDocumentBytes) throw tooLarge(bytes.length, name);
  const encoding = encodingOf(bytes);
  if (encoding === "utf-8") return { diagnostics: [] };
  const label = encoding === "gb18030" ? "GB 18030" : "UTF-16";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    const message = `read as ${label}; byte offsets are those of its UTF-8 form`;
    return { text, diagnostics: [{ severity: "info", code: "decoded", field: null, message }] };
  } catch (cause) {
    const message = `the text looks like ${label}, and is damaged: not all of it is characters`;
    throw new CertdeltaError("damaged-input", message, { source: name, cause });
  }
}

/** Has the core read what was extracted. */
function interpret(
  certdelta: Certdelta,
  { format, text, pages, omitted, diagnostics }: Extracted,
  bytes: Uint8Array,
  name: string,
  { input }: ReadOptions,
): ReadDocument {
  if (pages !== undefined) {
    const { report, text } = readPages(certdelta, pages, name);
    report.diagnostics.push(...diagnostics, ...omissionDiagnostics(omitted ?? []));
    return { name, format, report, text, pages, ...(omitted && { omitted }) };
  }
  if (format === "text") {
    const report = certdelta.parse(text ?? bytes, input === undefined ? { name } : { name, input });
    report.diagnostics.push(...diagnostics);
    if (text !== undefined) report.source.bytes = bytes.length;
    return { name, format, report, text: text ?? decode(bytes) };
  }
  const report = certdelta.parse(text ?? "", { name, input: "text" });
  report.source.format = format;
  report.source.bytes = bytes.length;
  report.diagnostics.push(...diagnostics, ...omissionDiagnostics(omitted ?? []));
  return { name, format, report, text: text ?? "", ...(omitted && { omitted }) };
}

/** Whether the core knows positioned text. */
export function readsPages(certdelta: Certdelta): boolean {
  return certdelta.info.schemas.includes("pages");
}

/** The record, and the text that the core put together from the pages. */
function readPages(certdelta: Certdelta, pages: Pages, name: string): { report: Report; text: string } {
  if (!readsPages(certdelta)) {
    throw new CertdeltaError("unsupported-input", "this core reads no positioned text", { source: name });
  }
  return certdelta.parseWithText(JSON.stringify(pages), { name, input: "pages" });
}

function attempt<T>(name: string, body: () => T): { value: T; error?: never } | UnreadDocument {
  try {
    return { value: body() };
  } catch (error) {
    return { name, error: asError(error, name) };
  }
}

/** Anything else than a CertdeltaError is a bug, and no reason to lose the documents that follow. */
function asError(error: unknown, source: string): CertdeltaError {
  if (error instanceof CertdeltaError) return error;
  return new CertdeltaError("trap", `a reader broke down (${error})`, { source, cause: error });
}
