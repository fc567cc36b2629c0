/** What a page draws beside text: paths, which may be arrows or the frames of boxes, and images. */
import type { Box, PageMark } from "../pages.js";
import { applyX, applyY, boxOf, type Matrix, multiply, round } from "./geometry.js";
import { objectTypes, type Pdfium, segmentTypes } from "./pdfium.js";
import type { Scratch } from "./scratch.js";

/** A page that draws more is a map or a chart: the rest cannot be an arrow beside a figure. */
const mostMarks = 5000;
const mostPoints = 64;
/** As deep as PDFium itself follows forms in forms. */
const deepestForm = 28;

export interface PageMarks {
  marks: PageMark[];
  /** Text and what may cover it or be its ground, in the order in which they are painted. */
  painted: Painted[];
  /** Some were left out. */
  truncated: boolean;
}

export interface Painted {
  object: number;
  /** A fill has one colour; a picture is an image, a shading has many colours. */
  kind: "text" | "fill" | "picture" | "shading";
  /** Leads to the coordinates of the shown page. */
  matrix: Matrix;
  /** Inside a form of the page. */
  nested: boolean;
  /** Inside a form that is transparent, or may be. */
  faded: boolean;
  /** A ground's; of text it is found when it is asked for. */
  box?: Box;
}

/** More text than this on a page is not looked at one by one. */
const mostPainted = 20_000;
/** A smaller ground hides no figure. */
const smallestGround = 4;

/** What an object is part of. */
interface Where {
  outer: Matrix;
  depth: number;
  faded: boolean;
}

function painted(object: number, kind: Painted["kind"], { outer, depth, faded }: Where): Painted {
  return { object, kind, matrix: outer, nested: depth > 0, faded };
}

export class MarkReader {
  readonly #pdfium: Pdfium;
  readonly #scratch: Scratch;
  #marks: PageMark[] = [];
  #painted: Painted[] = [];
  #truncated = false;

  constructor(pdfium: Pdfium, scratch: Scratch) {
    this.#pdfium = pdfium;
    this.#scratch = scratch;
  }

  read(page: number, shown: Matrix): PageMarks {
    const { FPDFPage_CountObjects, FPDFPage_GetObject } = this.#pdfium;
    this.#marks = [];
    this.#painted = [];
    this.#truncated = false;
    const count = FPDFPage_CountObjects(page);
    const top = { outer: shown, depth: 0, faded: false };
    for (let i = 0; i < count && !this.#isFull(); i++) this.#object(FPDFPage_GetObject(page, i), top);
    return { marks: this.#marks, painted: this.#painted, truncated: this.#truncated };
  }

  /** Nothing more is taken: neither drawings nor text. */
  #isFull(): boolean {
    return this.#truncated && this.#painted.length >= mostPainted;
  }

  #object(object: number, where: Where): void {
    const { FPDFPageObj_GetType, FPDFPageObj_HasTransparency, FPDFFormObj_CountObjects, FPDFFormObj_GetObject } =
      this.#pdfium;
    const { outer, depth } = where;
    switch (FPDFPageObj_GetType(object)) {
      case objectTypes.text:
        this.#paint(painted(object, "text", where));
        break;
      case objectTypes.path:
        if (!this.#truncated) this.#path(object, multiply(this.#matrixOf(object), outer), where);
        break;
      case objectTypes.image:
        if (!this.#truncated) this.#image(object, multiply(this.#matrixOf(object), outer), where);
        break;
      case objectTypes.shading:
        this.#shading(object, where);
        break;
      case objectTypes.form: {
        if (depth === deepestForm) return;
        const faded = where.faded || FPDFPageObj_HasTransparency(object) !== 0;
        const inner = { outer: multiply(this.#matrixOf(object), outer), depth: depth + 1, faded };
        const count = FPDFFormObj_CountObjects(object);
        for (let i = 0; i < count && !this.#isFull(); i++) this.#object(FPDFFormObj_GetObject(object, i), inner);
      }
    }
  }

  #matrixOf(object: number): Matrix {
    const scratch = this.#scratch;
    if (!this.#pdfium.FPDFPageObj_GetMatrix(object, scratch.at)) return [1, 0, 0, 1, 0, 0];
    return [scratch.float(0), scratch.float(1), scratch.float(2), scratch.float(3), scratch.float(4), scratch.float(5)];
  }

  /** An image is the unit square of its own coordinates. */
  #image(object: number, matrix: Matrix, where: Where): void {
    const xs = [applyX(matrix, 0, 0), applyX(matrix, 1, 0), applyX(matrix, 0, 1), applyX(matrix, 1, 1)];
    const ys = [applyY(matrix, 0, 0), applyY(matrix, 1, 0), applyY(matrix, 0, 1), applyY(matrix, 1, 1)];
    const box = boxOf(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys));
    this.#add({ kind: "image", box });
    this.#ground({ ...painted(object, "picture", where), box });
  }

  /** Its bounds are those of its clip, in the coordinates of what it is part of. */
  #shading(object: number, where: Where): void {
    const { at } = this.#scratch;
    if (!this.#pdfium.FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12)) return;
    const [left, bottom, right, top] = [0, 1, 2, 3].map((i) => this.#scratch.float(i)) as [
      number,
      number,
      number,
      number,
    ];
    const xs = [left, right].flatMap((x) => [applyX(where.outer, x, bottom), applyX(where.outer, x, top)]);
    const ys = [left, right].flatMap((x) => [applyY(where.outer, x, bottom), applyY(where.outer, x, top)]);
    const box = boxOf(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys));
    this.#ground({ ...painted(object, "shading", where), box });
  }

  #ground(ground: Painted & { box: Box }): void {
    const [x0, y0, x1, y1] = ground.box;
    if (x1 - x0 >= smallestGround && y1 - y0 >= smallestGround) this.#paint(ground);
  }

  #paint(painted: Painted): void {
    if (this.#painted.length < mostPainted) this.#painted.push(painted);
  }

  #path(path: number, matrix: Matrix, where: Where): void {
    const filled = this.#isFilled(path);
    if (filled === undefined) return;
    const before = this.#marks.length;
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
    const mark = this.#marks[before];
    // Of several subpaths, one may be a hole in the other.
    if (filled && mark && this.#marks.length === before + 1) {
      this.#ground({ ...painted(path, "fill", where), box: mark.box });
    }
  }

  /** Whether it is filled, or only its line is drawn; undefined: neither. */
  #isFilled(path: number): boolean | undefined {
    const { at } = this.#scratch;
    if (!this.#pdfium.FPDFPath_GetDrawMode(path, at, at + 4)) return true;
    if (this.#scratch.word(0) !== 0) return true;
    return this.#scratch.word(1) !== 0 ? false : undefined;
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

  #add(mark: PageMark): void {
    if (this.#marks.length === mostMarks) this.#truncated = true;
    else this.#marks.push(mark);
  }
}
