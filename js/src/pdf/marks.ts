/** What a page draws beside text: paths, which may be arrows or the frames of boxes, and images. */
import type { Mark } from "../pages.js";
import { applyX, applyY, boxOf, type Matrix, multiply, round } from "./geometry.js";
import { objectTypes, type Pdfium, segmentTypes } from "./pdfium.js";
import type { Scratch } from "./scratch.js";

/** A page that draws more is a map or a chart: the rest cannot be an arrow beside a figure. */
const mostMarks = 5000;
const mostPoints = 64;
/** As deep as PDFium itself follows forms in forms. */
const deepestForm = 28;

export interface PageMarks {
  marks: Mark[];
  /** Some were left out. */
  truncated: boolean;
}

export class MarkReader {
  readonly #pdfium: Pdfium;
  readonly #scratch: Scratch;
  #marks: Mark[] = [];
  #truncated = false;

  constructor(pdfium: Pdfium, scratch: Scratch) {
    this.#pdfium = pdfium;
    this.#scratch = scratch;
  }

  read(page: number, shown: Matrix): PageMarks {
    const { FPDFPage_CountObjects, FPDFPage_GetObject } = this.#pdfium;
    this.#marks = [];
    this.#truncated = false;
    const count = FPDFPage_CountObjects(page);
    for (let i = 0; i < count && !this.#truncated; i++) this.#object(FPDFPage_GetObject(page, i), shown, 0);
    return { marks: this.#marks, truncated: this.#truncated };
  }

  #object(object: number, outer: Matrix, depth: number): void {
    const { FPDFPageObj_GetType, FPDFFormObj_CountObjects, FPDFFormObj_GetObject } = this.#pdfium;
    switch (FPDFPageObj_GetType(object)) {
      case objectTypes.path:
        this.#path(object, multiply(this.#matrixOf(object), outer));
        break;
      case objectTypes.image:
        this.#image(multiply(this.#matrixOf(object), outer));
        break;
      case objectTypes.form: {
        if (depth === deepestForm) return;
        const inner = multiply(this.#matrixOf(object), outer);
        const count = FPDFFormObj_CountObjects(object);
        for (let i = 0; i < count && !this.#truncated; i++) {
          this.#object(FPDFFormObj_GetObject(object, i), inner, depth + 1);
        }
      }
    }
  }

  #matrixOf(object: number): Matrix {
    const scratch = this.#scratch;
    if (!this.#pdfium.FPDFPageObj_GetMatrix(object, scratch.at)) return [1, 0, 0, 1, 0, 0];
    return [scratch.float(0), scratch.float(1), scratch.float(2), scratch.float(3), scratch.float(4), scratch.float(5)];
  }

  /** An image is the unit square of its own coordinates. */
  #image(matrix: Matrix): void {
    const xs = [applyX(matrix, 0, 0), applyX(matrix, 1, 0), applyX(matrix, 0, 1), applyX(matrix, 1, 1)];
    const ys = [applyY(matrix, 0, 0), applyY(matrix, 1, 0), applyY(matrix, 0, 1), applyY(matrix, 1, 1)];
    this.#add({ kind: "image", box: boxOf(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)) });
  }

  #path(path: number, matrix: Matrix): void {
    if (!this.#isPainted(path)) return;
    const { FPDFPath_CountSegments, FPDFPath_GetPathSegment, FPDFPathSegment_GetPoint, FPDFPathSegment_GetType } =
      this.#pdfium;
    const scratch = this.#scratch;
    const count = FPDFPath_CountSegments(path);
    let points: [number, number][] = [];
    let controls = 0;
    for (let i = 0; i < count && !this.#truncated; i++) {
      const segment = FPDFPath_GetPathSegment(path, i);
      const type = FPDFPathSegment_GetType(segment);
      if (type === segmentTypes.moveTo) {
        this.#subpath(points);
        points = [];
      }
      // A curve is three points; the third is where it ends.
      controls = type === segmentTypes.bezierTo ? (controls + 1) % 3 : 0;
      if (controls !== 0) continue;
      if (!FPDFPathSegment_GetPoint(segment, scratch.at, scratch.at + 4)) continue;
      const [x, y] = [scratch.float(0), scratch.float(1)];
      points.push([round(applyX(matrix, x, y)), round(applyY(matrix, x, y))]);
    }
    this.#subpath(points);
  }

  #isPainted(path: number): boolean {
    const { at } = this.#scratch;
    if (!this.#pdfium.FPDFPath_GetDrawMode(path, at, at + 4)) return true;
    const view = new DataView(this.#pdfium.memory.buffer, at, 8);
    return view.getInt32(0, true) !== 0 || view.getInt32(4, true) !== 0;
  }

  #subpath(points: [number, number][]): void {
    const first = points[0];
    const last = points[points.length - 1];
    if (points.length > 2 && first && last && first[0] === last[0] && first[1] === last[1]) points.pop();
    if (points.length < 2) return;
    let [x0, y0, x1, y1] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -1e9, -1e9];
    for (const [x, y] of points) {
      x0 = Math.min(x0, x);
      x1 = Math.max(x1, x);
      y0 = Math.min(y0, y);
      y1 = Math.max(y1, y);
    }
    const box = boxOf(x0, y0, x1, y1);
    this.#add(points.length > mostPoints ? { kind: "path", box } : { kind: "path", box, points });
  }

  #add(mark: Mark): void {
    if (this.#marks.length === mostMarks) this.#truncated = true;
    else this.#marks.push(mark);
  }
}
