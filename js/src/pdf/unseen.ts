/**
 * Text that is on a page and that nobody sees: of the ground's colour, covered, clipped away, transparent, drawn with no ink, on a layer that
 * is off. What may be such text is looked for by its properties; whether it is, the page's picture without it tells.
 */
import type { Box } from "../pages.js";
import { applyX, applyY, boxOf, type Matrix } from "./geometry.js";
import type { Painted } from "./marks.js";
import type { Pdfium } from "./pdfium.js";
import type { Scratch } from "./scratch.js";

interface Suspect {
  object: number;
  box: Box;
  /** Drawn with no ink, or under a picture: what recognition writes is so. */
  byRecognition: boolean;
  /** It may be seen in one place and not in another. */
  inPart: boolean;
}

/** The text of a page that leaves its picture as it is. */
export interface Unseen {
  /** Text objects, as a whole. */
  objects: ReadonlySet<number>;
  /** The text is a layer over or under a scan, made by recognition: then it is no secret, and not in `objects`. */
  recognized: boolean;
  /** Of the text objects of which something is seen: those that may hold characters of which nothing is. */
  inPart: ReadonlySet<number>;
  /** Whether nothing of a character of one of them is seen. */
  isUnseen(character: Box): boolean;
}

const allSeen: Unseen = { objects: new Set(), recognized: false, inPart: new Set(), isUnseen: () => false };

type Color = [red: number, green: number, blue: number, alpha: number];

/** Text render modes of PDF 32000-1, 9.3.6 that leave no ink; and the one that fills and does nothing else. */
const inkless = new Set([3, 7]);
const filled = 0;
/** Of 255, in any channel: less is the same to the eye. */
const visibleContrast = 24;
const mostGrounds = 2000;
/** Paths that clip one text; corners of a rectangle, its start and its end among them. */
const mostClips = 8;
const mostCorners = 6;
/** Of the text's smaller side: less is the edge of a letter. */
const clipTolerance = 0.3;
const mostSuspects = 2000;
const mostPixels = 3_000_000;

export class UnseenReader {
  readonly #pdfium: Pdfium;
  readonly #scratch: Scratch;

  constructor(pdfium: Pdfium, scratch: Scratch) {
    this.#pdfium = pdfium;
    this.#scratch = scratch;
  }

  /** `layers`: the document may have layers that are off. */
  find(page: number, painted: readonly Painted[], width: number, height: number, layers: boolean): Unseen {
    const suspects = this.#suspects(painted, layers);
    if (suspects.length === 0) return allSeen;
    const scale = Math.min(2, Math.sqrt(mostPixels / (width * height)));
    const size: [number, number] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
    const whole = this.#picture(page, size);
    const setActive = (active: number) => {
      for (const { object } of suspects) this.#pdfium.FPDFPageObj_SetIsActive(object, active);
    };
    setActive(0);
    const without = this.#picture(page, size);
    setActive(1);
    if (whole === undefined || without === undefined) return allSeen;
    const isUnseen = (box: Box) => !differs(whole, without, size, box, scale);
    const unseen = suspects.filter(({ box }) => isUnseen(box));
    const objects = new Set(unseen.map(({ object }) => object));
    const inPart = new Set(
      suspects.filter(({ object, inPart }) => inPart && !objects.has(object)).map(({ object }) => object),
    );
    const recognition = unseen.filter(({ byRecognition }) => byRecognition);
    const recognized = recognition.length > 0 && this.#isScan(painted, width * height, recognition, objects);
    if (recognized) for (const { object } of recognition) objects.delete(object);
    return { objects, recognized, inPart, isUnseen };
  }

  /** Pictures fill most of the page, and what is seen of its text is the smaller part: a stamp, a page's number. */
  #isScan(painted: readonly Painted[], page: number, recognition: Suspect[], unseen: ReadonlySet<number>): boolean {
    const pictures = painted.filter(({ kind }) => kind === "picture");
    if (sum(pictures.map(({ box }) => (box ? areaOf(box) : 0))) <= page / 2) return false;
    const seen = painted.filter(({ kind, object }) => kind === "text" && !unseen.has(object));
    const area = sum(recognition.map(({ box }) => areaOf(box)));
    return area > sum(seen.map(({ object, matrix }) => areaOf(this.#boundsOf(object, matrix))));
  }

  #suspects(painted: readonly Painted[], layers: boolean): Suspect[] {
    const suspects: Suspect[] = [];
    const isGround = ({ kind }: Painted) => kind !== "text";
    const grounds = painted.filter(isGround).length;
    const before: Ground[] = [];
    const behind: { box: Box; picture: boolean }[] = [];
    // From the last one to the first: what covers a text is painted behind it.
    for (const { kind, box } of painted) if (kind !== "text" && box) behind.push({ box, picture: kind === "picture" });
    behind.reverse();
    for (const { object, kind, matrix, nested, faded, box: own } of painted) {
      if (kind !== "text") {
        behind.pop();
        const color = kind === "fill" ? this.#color(object) : undefined;
        if (own && before.length < mostGrounds) before.push({ box: own, color });
        continue;
      }
      if (suspects.length === mostSuspects) break;
      const color = this.#color(object);
      const mode = this.#pdfium.FPDFTextObj_GetTextRenderMode(object);
      const clipped = this.#isClipped(object);
      const suspicious =
        mode !== filled ||
        color === undefined ||
        isFaint(color) ||
        faded ||
        this.#pdfium.FPDFPageObj_HasTransparency(object) !== 0 ||
        (layers && (nested || this.#isOnLayer(object))) ||
        clipped;
      if (!suspicious && grounds === 0) continue;
      const box = this.#boundsOf(object, matrix);
      const ground = lastAround(before, box);
      const alike = ground !== undefined && (!ground.color || !color || isAlike(ground.color, color));
      const covers = behind.length <= mostGrounds ? behind.filter((cover) => touches(cover.box, box)) : [];
      if (!suspicious && !alike && covers.length === 0) continue;
      const byRecognition = inkless.has(mode) || covers.some(({ picture }) => picture);
      // Nearly white print on white is not seen; what is only pale is seen everywhere, but hardly so in a picture.
      const inPart = clipped || alike || covers.length > 0 || (color !== undefined && isWhite(color));
      suspects.push({ object, box, byRecognition, inPart });
    }
    return suspects;
  }

  #color(object: number): Color | undefined {
    const { at } = this.#scratch;
    if (!this.#pdfium.FPDFPageObj_GetFillColor(object, at, at + 4, at + 8, at + 12)) return undefined;
    return [this.#scratch.word(0), this.#scratch.word(1), this.#scratch.word(2), this.#scratch.word(3)];
  }

  /** Content that is marked as a layer's: PDF 32000-1, 8.11.3. */
  #isOnLayer(object: number): boolean {
    const { FPDFPageObj_CountMarks, FPDFPageObj_GetMark, FPDFPageObjMark_GetName } = this.#pdfium;
    const { at } = this.#scratch;
    const count = Math.min(FPDFPageObj_CountMarks(object), 20);
    for (let i = 0; i < count; i++) {
      // UTF-16: "OC" and its end are six bytes.
      if (!FPDFPageObjMark_GetName(FPDFPageObj_GetMark(object, i), at + 8, 64, at)) continue;
      if (this.#scratch.word(0) === 6 && this.#scratch.word(2) === 0x0043004f) return true;
    }
    return false;
  }

  /** Its clip leaves out a part of it that may hold a character, or is no rectangle. */
  #isClipped(object: number): boolean {
    const { FPDFPageObj_GetClipPath, FPDFClipPath_CountPaths, FPDFClipPath_CountPathSegments } = this.#pdfium;
    const clip = FPDFPageObj_GetClipPath(object);
    const paths = clip === 0 ? 0 : FPDFClipPath_CountPaths(clip);
    if (paths <= 0) return false;
    const [left, bottom, right, top] = this.#rawBoundsOf(object);
    const spare = clipTolerance * Math.min(right - left, top - bottom);
    for (let path = 0; path < Math.min(paths, mostClips); path++) {
      const count = FPDFClipPath_CountPathSegments(clip, path);
      const inside = count > mostCorners ? undefined : this.#cornersOf(clip, path, count);
      if (inside === undefined) return true;
      const [x0, y0, x1, y1] = inside;
      if (left < x0 - spare || right > x1 + spare || bottom < y0 - spare || top > y1 + spare) return true;
    }
    return false;
  }

  /** The rectangle that a clip is; undefined: it is another shape. */
  #cornersOf(clip: number, path: number, count: number): Box | undefined {
    const { FPDFClipPath_GetPathSegment, FPDFPathSegment_GetPoint } = this.#pdfium;
    const { at } = this.#scratch;
    const xs: number[] = [];
    const ys: number[] = [];
    for (let i = 0; i < count; i++) {
      if (!FPDFPathSegment_GetPoint(FPDFClipPath_GetPathSegment(clip, path, i), at, at + 4)) return undefined;
      xs.push(this.#scratch.float(0));
      ys.push(this.#scratch.float(1));
    }
    const [x0, y0, x1, y1] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    const upright = xs.every((x, i) => (x === x0 || x === x1) && (ys[i] === y0 || ys[i] === y1));
    return upright ? [x0, y0, x1, y1] : undefined;
  }

  /** Left, bottom, right, top in the coordinates of what it is part of. */
  #rawBoundsOf(object: number): Box {
    const { at } = this.#scratch;
    const scratch = this.#scratch;
    if (!this.#pdfium.FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12)) return [0, 0, 0, 0];
    return [scratch.float(0), scratch.float(1), scratch.float(2), scratch.float(3)];
  }

  #boundsOf(object: number, matrix: Matrix): Box {
    const [left, bottom, right, top] = this.#rawBoundsOf(object);
    const xs = [left, right].flatMap((x) => [applyX(matrix, x, bottom), applyX(matrix, x, top)]);
    const ys = [left, right].flatMap((x) => [applyY(matrix, x, bottom), applyY(matrix, x, top)]);
    return boxOf(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys));
  }

  #picture(page: number, [width, height]: [number, number]): Uint8Array | undefined {
    const { malloc, free, FPDFBitmap_CreateEx, FPDFBitmap_FillRect, FPDFBitmap_Destroy, FPDF_RenderPageBitmap } =
      this.#pdfium;
    const buffer = malloc(width * height * 4);
    const bitmap = buffer === 0 ? 0 : FPDFBitmap_CreateEx(width, height, bgrx, buffer, width * 4);
    if (bitmap !== 0) {
      FPDFBitmap_FillRect(bitmap, 0, 0, width, height, white);
      FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0);
      FPDFBitmap_Destroy(bitmap);
    }
    const picture =
      bitmap === 0 ? undefined : new Uint8Array(this.#pdfium.memory.buffer, buffer, width * height * 4).slice();
    free(buffer);
    return picture;
  }
}

// Of fpdfview.h: FPDFBitmap_BGRx.
const bgrx = 3;
const white = 0xffffffff;

function isFaint(color: Color | undefined): boolean {
  if (color === undefined) return false;
  const [red, green, blue, alpha] = color;
  return alpha < visibleContrast || Math.min(red, green, blue) > 255 - 1.7 * visibleContrast;
}

function isWhite([red, green, blue]: Color): boolean {
  return Math.min(red, green, blue) > 255 - visibleContrast / 3;
}

function isAlike(a: Color, b: Color): boolean {
  return [0, 1, 2].every((i) => Math.abs((a[i] ?? 0) - (b[i] ?? 0)) < visibleContrast);
}

function touches(a: Box, b: Box): boolean {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

interface Ground {
  box: Box;
  /** undefined: it has more than one, or nobody knows. */
  color: Color | undefined;
}

function areaOf([x0, y0, x1, y1]: Box): number {
  return (x1 - x0) * (y1 - y0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function lastAround(grounds: readonly Ground[], inner: Box): Ground | undefined {
  for (let i = grounds.length - 1; i >= 0; i--) {
    const ground = grounds[i];
    if (ground && holds(ground.box, inner)) return ground;
  }
  return undefined;
}

function holds(outer: Box, inner: Box): boolean {
  const [x, y] = [(inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2];
  return outer[0] <= x && x <= outer[2] && outer[1] <= y && y <= outer[3];
}

function differs(a: Uint8Array, b: Uint8Array, [width, height]: [number, number], box: Box, scale: number): boolean {
  const x0 = Math.max(0, Math.floor(box[0] * scale));
  const x1 = Math.min(width, Math.ceil(box[2] * scale));
  const y0 = Math.max(0, Math.floor(box[1] * scale));
  const y1 = Math.min(height, Math.ceil(box[3] * scale));
  for (let y = y0; y < y1; y++) {
    for (let at = (y * width + x0) * 4; at < (y * width + x1) * 4; at++) {
      if (Math.abs((a[at] ?? 0) - (b[at] ?? 0)) >= visibleContrast) return true;
    }
  }
  return false;
}
