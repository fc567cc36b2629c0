/**
 * PDF documents as positioned text, through PDFium compiled to WebAssembly. PDFium is loaded when this is, and not before.
 *
 *     import { loadPdf } from "certdelta/pdf";
 *
 *     const pdf = await loadPdf();
 *     const { pages, diagnostics } = pdf.pages(bytes, { name: "issue-43-2023.pdf" });
 *     const { width, height, data } = pdf.render(bytes, { page: 1, scale: 2 });
 */
import { gunzipSync } from "fflate";
import { decodeBase64 } from "./base64.js";
import { compileWasm, problemOf, type WasmSource } from "./compile.js";
import { createPdfReader, type PdfReader } from "./pdf/reader.js";

export { CertdeltaError } from "./errors.js";
export type { Box, Page, PageMark, Pages, Run } from "./pages.js";
export type { PagePicture, PdfOptions, PdfPages, PdfReader, RenderOptions } from "./pdf/reader.js";

/** Where PDFium comes from. */
export interface LoadPdfOptions {
  /** PDFium (`@embedpdf/pdfium/pdfium.wasm`); the default is the copy that this package carries: no file, no request. */
  wasm?: WasmSource;
}

const inlined = {};
let loaded = new WeakMap<object, Promise<PdfReader>>();

/** Makes the reader ready. Loading from the same source again gives the same reader. */
export function loadPdf(options: LoadPdfOptions = {}): Promise<PdfReader> {
  const problem = problemOf(options);
  if (problem) return Promise.reject(problem);
  const { wasm } = options;
  const key = wasm ?? inlined;
  const known = loaded.get(key);
  if (known) return known;
  const loading = compileWasm(wasm, inlinedPdfium).then(createPdfReader);
  loaded.set(key, loading);
  loading.catch(() => loaded.delete(key));
  return loading;
}

/** Forgets what was loaded; memory is given back once nobody holds the old reader. */
export function unloadPdf(): void {
  loaded = new WeakMap();
}

async function inlinedPdfium(): Promise<Uint8Array<ArrayBuffer>> {
  const { default: base64 } = await import("./pdfium-wasm.js");
  return gunzipSync(decodeBase64(base64)) as Uint8Array<ArrayBuffer>;
}
