/** What is put on a page and is no part of its content: notes typed on it, values of its form's fields, strikes. */
import type { PageMark } from "../pages.js";
import { applyX, applyY, boxOf, type Matrix, round } from "./geometry.js";
import type { Pdfium } from "./pdfium.js";
import type { Scratch } from "./scratch.js";

// Of fpdf_annot.h.
const freeText = 3;
const strikeOut = 12;
const stamp = 13;
const widget = 20;
const hidden = 0x02 | 0x20; // hidden, and not for the screen
const most = 1000;
const longest = 4096;

export interface PageAnnotations {
  /** What a reader of the page sees as text. */
  texts: string[];
  /** Lines through what is struck out. */
  strikes: PageMark[];
}

export function annotationsOf(pdfium: Pdfium, scratch: Scratch, page: number, shown: Matrix): PageAnnotations {
  const texts: string[] = [];
  const strikes: PageMark[] = [];
  const count = Math.min(pdfium.FPDFPage_GetAnnotCount(page), most);
  for (let i = 0; i < count; i++) {
    const annotation = pdfium.FPDFPage_GetAnnot(page, i);
    if (annotation === 0) continue;
    const kind = pdfium.FPDFAnnot_GetSubtype(annotation);
    const isShown = (pdfium.FPDFAnnot_GetFlags(annotation) & hidden) === 0;
    const key = kind === widget ? "V" : kind === freeText || kind === stamp ? "Contents" : undefined;
    const text = isShown && key !== undefined ? stringOf(pdfium, scratch, annotation, key) : "";
    if (text !== "") texts.push(text);
    if (isShown && kind === strikeOut) strikes.push(...strikesOf(pdfium, scratch, annotation, shown));
    pdfium.FPDFPage_CloseAnnot(annotation);
  }
  return { texts, strikes };
}

/** A line through the middle of each quadrilateral; its corners are upper left, upper right, lower left, lower right. */
function strikesOf(pdfium: Pdfium, scratch: Scratch, annotation: number, shown: Matrix): PageMark[] {
  const strikes: PageMark[] = [];
  const count = Math.min(pdfium.FPDFAnnot_CountAttachmentPoints(annotation), most);
  for (let i = 0; i < count; i++) {
    if (!pdfium.FPDFAnnot_GetAttachmentPoints(annotation, i, scratch.at)) continue;
    const point = (upper: number, lower: number): [number, number] => {
      const x = (scratch.float(2 * upper) + scratch.float(2 * lower)) / 2;
      const y = (scratch.float(2 * upper + 1) + scratch.float(2 * lower + 1)) / 2;
      return [round(applyX(shown, x, y)), round(applyY(shown, x, y))];
    };
    const [from, to] = [point(0, 2), point(1, 3)];
    strikes.push({ kind: "path", box: boxOf(...from, ...to), points: [from, to] });
  }
  return strikes;
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
