/** What is written on a page and is no part of its content: notes typed on it, values of its form's fields. */
import type { Pdfium } from "./pdfium.js";
import type { Scratch } from "./scratch.js";

// Of fpdf_annot.h.
const freeText = 3;
const stamp = 13;
const widget = 20;
const hidden = 0x02 | 0x20; // hidden, and not for the screen
const most = 1000;
const longest = 4096;

/** The texts of the annotations that a reader of the page sees as text. */
export function annotationsOf(pdfium: Pdfium, scratch: Scratch, page: number): string[] {
  const texts: string[] = [];
  const count = Math.min(pdfium.FPDFPage_GetAnnotCount(page), most);
  for (let i = 0; i < count; i++) {
    const annotation = pdfium.FPDFPage_GetAnnot(page, i);
    if (annotation === 0) continue;
    const kind = pdfium.FPDFAnnot_GetSubtype(annotation);
    const shown = (pdfium.FPDFAnnot_GetFlags(annotation) & hidden) === 0;
    const key = kind === widget ? "V" : kind === freeText || kind === stamp ? "Contents" : undefined;
    const text = shown && key !== undefined ? stringOf(pdfium, scratch, annotation, key) : "";
    if (text !== "") texts.push(text);
    pdfium.FPDFPage_CloseAnnot(annotation);
  }
  return texts;
}

function stringOf(pdfium: Pdfium, scratch: Scratch, annotation: number, key: string): string {
  new Uint8Array(pdfium.memory.buffer).set(new TextEncoder().encode(`${key}\0`), scratch.at);
  const size = Math.min(pdfium.FPDFAnnot_GetStringValue(annotation, scratch.at, 0, 0), longest);
  if (size <= 2) return "";
  const buffer = pdfium.malloc(longest);
  if (buffer === 0) return "";
  pdfium.FPDFAnnot_GetStringValue(annotation, scratch.at, buffer, longest);
  const text = new TextDecoder("utf-16le").decode(new Uint8Array(pdfium.memory.buffer, buffer, size - 2).slice());
  pdfium.free(buffer);
  return text.trim();
}
