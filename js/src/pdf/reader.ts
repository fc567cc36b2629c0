/** Reads PDF documents with one instance of PDFium, which is replaced when a document has broken it or made it large. */
import { CertdeltaError } from "../errors.js";
import { allOmitted, type Omission, Omissions } from "../omissions.js";
import { type OptionNames, optionsOf } from "../options.js";
import type { Page, Pages } from "../pages.js";
import type { WasmModule } from "../platform.js";
import type { Diagnostic } from "../types.js";
import { type Bytes, toBytes } from "../utf8.js";
import { annotationsOf } from "./annotations.js";
import { type Matrix, shownMatrix } from "./geometry.js";
import { PdfiumAbort } from "./host.js";
import { MarkReader } from "./marks.js";
import { loadErrors, type Pdfium, startPdfium } from "./pdfium.js";
import { RunReader } from "./runs.js";
import { Scratch } from "./scratch.js";
import { UnseenReader } from "./unseen.js";

/** How a PDF is read. */
export interface PdfOptions {
  /** Name of the document; it goes into errors and into `source.name`. */
  name?: string;
  /** For a document that asks for one. */
  password?: string;
  /** Larger documents are refused with "too-large": 64 MiB. */
  maxBytes?: number;
  /** Documents of more pages are refused with "too-large": 500. */
  maxPages?: number;
  /** Documents of more characters are refused with "too-large": 4 million. */
  maxCharacters?: number;
  /**
   * A document that takes longer is given up with "timeout": 60 000 milliseconds. PDFium is asked between two pages and as
   * often as it calls out; within a single picture it may take longer. A worker that is ended stops at once.
   */
  maxMilliseconds?: number;
}

/** What a PDF holds. */
export interface PdfPages {
  pages: Pages;
  /** Text that is in the document and not in `pages`. */
  omitted: Omission[];
  /**
   * What could not be read, or had to be repaired: codes "page-unreadable", "page-without-text", "recognized-text", "repaired",
   * "drawing-cut".
   */
  diagnostics: Diagnostic[];
}

/** Which page is drawn, and how large. */
export interface RenderOptions extends PdfOptions {
  /** From 1. */
  page?: number;
  /** Pixels a point: 1 by default. A picture has at most 16 million pixels. */
  scale?: number;
}

/** A page as a picture: what `new ImageData(data, width, height)` takes. */
export interface PagePicture {
  width: number;
  height: number;
  /** Red, green, blue, alpha; row after row from the top. */
  data: Uint8ClampedArray<ArrayBuffer>;
}

/** Reads PDF documents. Both methods are synchronous and throw `CertdeltaError`. */
export interface PdfReader {
  /** Positioned text and drawings of all pages. */
  pages(document: Bytes, options?: PdfOptions): PdfPages;
  /** One page as it looks. */
  render(document: Bytes, options?: RenderOptions): PagePicture;
}

const defaults = { maxBytes: 64 * 1024 * 1024, maxPages: 500, maxCharacters: 4_000_000, maxMilliseconds: 60_000 };
const pdfOptions: OptionNames<PdfOptions> = {
  name: true,
  password: true,
  maxBytes: true,
  maxPages: true,
  maxCharacters: true,
  maxMilliseconds: true,
};
/** An instance that has grown beyond this is not kept: WebAssembly memory never shrinks. */
const keptMemoryBytes = 192 * 1024 * 1024;
const mostPixels = 16_000_000;

export function createPdfReader(module: WasmModule): PdfReader {
  let instance: Pdfium | undefined;

  /** Opens the document, runs `body`, closes it; whatever happens inside PDFium becomes a CertdeltaError. */
  function withDocument<T>(input: Bytes, options: PdfOptions, body: (open: OpenDocument) => T): T {
    const source = options.name ?? "";
    const bytes = toBytes(input, options.name);
    const { maxBytes = defaults.maxBytes } = options;
    if (bytes.length > maxBytes) {
      throw new CertdeltaError("too-large", `${bytes.length} bytes; at most ${maxBytes} are read`, { source });
    }
    try {
      instance ??= startPdfium(module);
      instance.deadline.at = performance.now() + (options.maxMilliseconds ?? defaults.maxMilliseconds);
      const result = inDocument(instance, bytes, options, source, body);
      if (instance.memory.buffer.byteLength > keptMemoryBytes) instance = undefined;
      return result;
    } catch (error) {
      // An error of ours leaves PDFium intact; after anything else its memory cannot be trusted.
      if (error instanceof CertdeltaError) throw error;
      instance = undefined;
      if (error instanceof PdfiumAbort && error.reason === "time") {
        throw new CertdeltaError("timeout", error.message, { source, cause: error });
      }
      if (error instanceof PdfiumAbort && error.reason === "memory") {
        throw new CertdeltaError("too-large", `reading it takes ${error.message}`, { source, cause: error });
      }
      throw new CertdeltaError("damaged-input", `PDFium broke down on it (${error})`, { source, cause: error });
    }
  }

  return {
    pages(document, given) {
      const options = optionsOf(given, pdfOptions);
      return withDocument(document, options, (open) => readPages(open, options));
    },
    render(document, given) {
      const options = optionsOf(given, { ...pdfOptions, page: true, scale: true });
      return withDocument(document, options, (open) => renderPage(open, options));
    },
  };
}

interface OpenDocument {
  pdfium: Pdfium;
  document: number;
  bytes: number;
  layers: boolean;
  pageCount: number;
  source: string;
}

function inDocument<T>(
  pdfium: Pdfium,
  bytes: Uint8Array,
  { password }: PdfOptions,
  source: string,
  body: (open: OpenDocument) => T,
): T {
  const data = copyIn(pdfium, bytes, source);
  const secret = password === undefined ? 0 : copyIn(pdfium, new TextEncoder().encode(`${password}\0`), source);
  let document = 0;
  const open = () => {
    document = pdfium.FPDF_LoadMemDocument(data, bytes.length, secret);
    if (document === 0) throw loadError(pdfium.FPDF_GetLastError(), password !== undefined, source);
    const pageCount = pdfium.FPDF_GetPageCount(document);
    if (pageCount <= 0) throw new CertdeltaError("damaged-input", "the PDF has no pages", { source });
    return body({ pdfium, document, bytes: bytes.length, layers: mayHaveLayers(bytes), pageCount, source });
  };
  return tidily(open, () => {
    if (document !== 0) pdfium.FPDF_CloseDocument(document);
    pdfium.free(data);
    pdfium.free(secret);
  });
}

/** Like `finally`, except that nothing of an instance is touched in which something broke: it is thrown away. */
function tidily<T>(body: () => T, clean: () => void): T {
  try {
    const result = body();
    clean();
    return result;
  } catch (error) {
    if (error instanceof CertdeltaError) clean();
    throw error;
  }
}

function copyIn(pdfium: Pdfium, bytes: Uint8Array, source: string): number {
  const pointer = pdfium.malloc(Math.max(bytes.length, 1));
  if (pointer === 0) throw new CertdeltaError("out-of-memory", `no room for ${bytes.length} bytes`, { source });
  new Uint8Array(pdfium.memory.buffer).set(bytes, pointer);
  return pointer;
}

function loadError(code: number, hadPassword: boolean, source: string): CertdeltaError {
  switch (code) {
    case loadErrors.password: {
      const message = hadPassword ? "the password does not open it" : "the PDF is encrypted and asks for a password";
      return new CertdeltaError("encrypted-input", message, { source });
    }
    case loadErrors.security:
      return new CertdeltaError("encrypted-input", "the PDF is encrypted in a way that cannot be read", { source });
    default:
      return new CertdeltaError("damaged-input", "this is no PDF, or one that is cut off or damaged beyond repair", {
        source,
      });
  }
}

function readPages(open: OpenDocument, options: PdfOptions): PdfPages {
  const { pageCount, source } = open;
  const { maxPages = defaults.maxPages } = options;
  if (pageCount > maxPages) {
    throw new CertdeltaError("too-large", `${pageCount} pages; at most ${maxPages} are read`, { source });
  }
  const { pages, omitted, ...numbers } = collectPages(open, options.maxCharacters ?? defaults.maxCharacters);
  if (numbers.unreadable.length === pageCount) {
    throw new CertdeltaError("damaged-input", "no page of the PDF can be read", { source });
  }
  if (pages.every(({ runs }) => runs.length === 0)) {
    const scanned = pages.some(({ marks }) => marks?.some(({ kind }) => kind === "image"));
    const message = scanned
      ? "the pages are pictures without a text layer (a scan?)"
      : `the pages show no text${allOmitted(omitted)}`;
    throw new CertdeltaError(scanned ? "scanned-input" : "empty-input", message, { source });
  }
  const { name } = options;
  return {
    pages: {
      schema: "certdelta.pages/1",
      source: { ...(name !== undefined && { name }), format: "pdf", bytes: open.bytes },
      pages,
    },
    omitted,
    diagnostics: diagnose(open, numbers),
  };
}

/** Numbers of pages, from 1. */
interface PageNumbers {
  unreadable: number[];
  withoutText: number[];
  /** The text is an unseen layer over or under a picture. */
  recognized: number[];
  cut: number[];
}

function collectPages(open: OpenDocument, maxCharacters: number): PageNumbers & { pages: Page[]; omitted: Omission[] } {
  const { pdfium, document, layers, pageCount, source } = open;
  const scratch = new Scratch(pdfium);
  const runReader = new RunReader(pdfium, scratch);
  const markReader = new MarkReader(pdfium, scratch);
  const unseenReader = new UnseenReader(pdfium, scratch);
  const omissions = new Omissions();
  const pages: Page[] = [];
  const numbers: PageNumbers = { unreadable: [], withoutText: [], recognized: [], cut: [] };
  let characters = 0;
  for (let number = 1; number <= pageCount && characters <= maxCharacters; number++) {
    pdfium.deadline.check();
    const page = pdfium.FPDF_LoadPage(document, number - 1);
    const text = page === 0 ? 0 : pdfium.FPDFText_LoadPage(page);
    if (text === 0) {
      numbers.unreadable.push(number);
      pages.push(emptyPage());
    } else {
      const { width, height, shown } = sizeOf(pdfium, page, scratch);
      const count = pdfium.FPDFText_CountChars(text);
      characters += count;
      const { marks, painted, truncated } = markReader.read(page, shown);
      const unseen = unseenReader.find(page, painted, width, height, layers);
      if (unseen.recognized) numbers.recognized.push(number);
      const smallest = unseen.recognized ? 0 : Math.min(smallestPrint, smallestPart * height);
      const runs =
        characters > maxCharacters ? [] : runReader.read(text, count, shown, { unseen, smallest }, omissions);
      const { texts, strikes } = annotationsOf(pdfium, scratch, page, shown);
      for (const note of texts) omissions.add("annotation", `${note} `);
      marks.push(...strikes);
      // A page without anything on it is no loss; a picture without text may be.
      if (runs.length === 0 && marks.some(({ kind }) => kind === "image")) numbers.withoutText.push(number);
      if (truncated) numbers.cut.push(number);
      pages.push(marks.length === 0 ? { width, height, runs } : { width, height, runs, marks });
      pdfium.FPDFText_ClosePage(text);
    }
    if (page !== 0) pdfium.FPDF_ClosePage(page);
  }
  pdfium.free(scratch.at);
  if (characters > maxCharacters) {
    throw new CertdeltaError("too-large", `more than ${maxCharacters} characters`, { source });
  }
  return { pages, omitted: omissions.finish(), ...numbers };
}

function diagnose(
  { pdfium, document }: OpenDocument,
  { unreadable, withoutText, recognized, cut }: PageNumbers,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const tell = (severity: Diagnostic["severity"], code: string, message: string) =>
    diagnostics.push({ severity, code, field: null, message });
  if (pdfium.FPDF_DocumentHasValidCrossReferenceTable(document) === 0) {
    tell("warning", "repaired", "the PDF is damaged and was repaired; parts of it may be missing");
  }
  if (unreadable.length > 0) tell("error", "page-unreadable", `cannot be read: ${listPages(unreadable)}`);
  if (withoutText.length > 0) tell("warning", "page-without-text", `without text: ${listPages(withoutText)}`);
  if (recognized.length > 0) {
    const message = "the text is an unseen layer of a picture, made by recognition, and may differ from what is seen";
    tell("warning", "recognized-text", `${message}: ${listPages(recognized)}`);
  }
  if (cut.length > 0) tell("info", "drawing-cut", `not all drawings were looked at: ${listPages(cut)}`);
  return diagnostics;
}

/** Points, and of the page's height: what is smaller is a grey line. */
const smallestPrint = 2.5;
const smallestPart = 0.003;

const layerWords = ["/OCProperties", "/ObjStm"].map((word) => new TextEncoder().encode(word));

/** Whether the document may have layers: it says so, or its dictionaries are compressed. */
function mayHaveLayers(bytes: Uint8Array): boolean {
  const [slash, letter] = [0x2f, 0x4f]; // both words begin with "/O"
  for (let at = bytes.indexOf(slash); at >= 0; at = bytes.indexOf(slash, at + 1)) {
    if (bytes[at + 1] !== letter) continue;
    if (layerWords.some((word) => word.every((byte, i) => bytes[at + i] === byte))) return true;
  }
  return false;
}

/** A page that could not be read keeps its place, so that page numbers stay true. */
function emptyPage(): Page {
  return { width: 595, height: 842, runs: [] };
}

function listPages(numbers: number[]): string {
  const shown = numbers.slice(0, 20).join(", ");
  return `page${numbers.length === 1 ? "" : "s"} ${shown}${numbers.length > 20 ? ", …" : ""}`;
}

function sizeOf(pdfium: Pdfium, page: number, scratch: Scratch): { width: number; height: number; shown: Matrix } {
  const quarters = pdfium.FPDFPage_GetRotation(page);
  let [left, top, right, bottom] = [0, 842, 595, 0];
  if (pdfium.FPDF_GetPageBoundingBox(page, scratch.at)) {
    const box = [scratch.float(0), scratch.float(1), scratch.float(2), scratch.float(3)] as const;
    const sane = box[2] - box[0] > 0 && box[1] - box[3] > 0 && box.every((value) => Math.abs(value) < 100_000);
    if (sane) [left, top, right, bottom] = box;
  }
  const [width, height] = [right - left, top - bottom];
  const turned = (quarters & 1) === 1;
  return {
    width: hundredths(turned ? height : width),
    height: hundredths(turned ? width : height),
    shown: shownMatrix(left, bottom, right, top, quarters),
  };
}

function hundredths(value: number): number {
  return Math.max(0.01, Math.round(value * 100) / 100);
}

function renderPage({ pdfium, document, pageCount, source }: OpenDocument, options: RenderOptions): PagePicture {
  const { page: number = 1, scale = 1 } = options;
  if (!Number.isInteger(number) || number < 1 || number > pageCount) {
    throw new CertdeltaError("usage", `there is no page ${number}; the document has ${pageCount}`, { source });
  }
  const page = pdfium.FPDF_LoadPage(document, number - 1);
  if (page === 0) throw new CertdeltaError("damaged-input", `page ${number} cannot be read`, { source });
  const scratch = new Scratch(pdfium);
  let [buffer, bitmap] = [0, 0];
  const draw = () => {
    const size = sizeOf(pdfium, page, scratch);
    const width = Math.max(1, Math.round(size.width * scale));
    const height = Math.max(1, Math.round(size.height * scale));
    if (!(width * height <= mostPixels)) {
      throw new CertdeltaError("too-large", `a picture of ${width} × ${height} pixels`, { source });
    }
    buffer = pdfium.malloc(width * height * 4);
    bitmap = buffer === 0 ? 0 : pdfium.FPDFBitmap_CreateEx(width, height, bgra, buffer, width * 4);
    if (bitmap === 0) throw new CertdeltaError("out-of-memory", "no room for the picture", { source });
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, white);
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, withAnnotations | redFirst);
    return { width, height, data: new Uint8ClampedArray(pdfium.memory.buffer, buffer, width * height * 4).slice() };
  };
  return tidily(draw, () => {
    if (bitmap !== 0) pdfium.FPDFBitmap_Destroy(bitmap);
    pdfium.free(buffer);
    pdfium.free(scratch.at);
    pdfium.FPDF_ClosePage(page);
  });
}

// Of fpdfview.h: FPDFBitmap_BGRA, FPDF_ANNOT, FPDF_REVERSE_BYTE_ORDER.
const bgra = 4;
const withAnnotations = 0x01;
const redFirst = 0x10;
const white = 0xffffffff;
