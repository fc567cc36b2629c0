/** The text of a page as runs: characters of one font that follow one another on one line. */
import type { Omissions } from "../omissions.js";
import type { Box, Run } from "../pages.js";
import { applyX, applyY, boxOf, type Matrix, multiply, round } from "./geometry.js";
import type { Pdfium } from "./pdfium.js";
import type { Scratch } from "./scratch.js";
import type { Unseen } from "./unseen.js";

/** A gap wider than this part of the font size ends a run; a space has a quarter to a third. */
const widestGap = 0.6;
/** What is drawn by itself, without a space before it, may be a neighbour's: it goes on with a run only right behind it. */
const widestSeam = 0.1;
/**
 * How far text reaches above and below its base, in font sizes. What fonts say of themselves is no use: the ascender of a
 * large Chinese font is that of its tallest glyph, and lines of it would overlap.
 */
const ascent = 0.8;
const descent = 0.2;
/** Characters of one line share their base, but for this part of the font size. */
const baseTolerance = 0.25;

/** What of a page's text nobody sees: see unseen.ts; and what is lower than `smallest`. */
export interface Sight {
  unseen: Unseen;
  smallest: number;
}

/** What characters must share to be of one run. */
interface Style {
  font: string;
  size: number;
  /** Degrees clockwise, from 0 to below 360, in tenths; a whole quarter turn where it nearly is one. */
  angle: number;
}

export class RunReader {
  readonly #pdfium: Pdfium;
  readonly #scratch: Scratch;
  readonly #fontNames = new Map<number, string>();

  constructor(pdfium: Pdfium, scratch: Scratch) {
    this.#pdfium = pdfium;
    this.#scratch = scratch;
  }

  /**
   * The runs of a loaded text page of `count` characters; `shown` leads to the coordinates of the shown page. Characters that
   * nobody sees go to `omissions`.
   */
  read(text: number, count: number, shown: Matrix, { unseen, smallest }: Sight, omissions: Omissions): Run[] {
    const { FPDFText_GetUnicode, FPDFText_GetTextObject, FPDFText_HasUnicodeMapError, FPDFText_IsGenerated } =
      this.#pdfium;
    const runs: Run[] = [];
    let open: OpenRun | undefined;
    let object = -1;
    let style: Style = { font: "", size: 0, angle: 0 };
    let space = false;
    let printed = false;
    let isUnseen = false;
    let inPart = false;
    let lastUnseen = false;
    let omitted = false;
    let torn: Place | undefined;
    const close = () => {
      if (open) runs.push(open.finish());
      open = undefined;
      space = printed = false;
    };

    for (let i = 0; i < count; i++) {
      const code = FPDFText_GetUnicode(text, i) >>> 0;
      if (code === 0x0d || code === 0x0a) {
        close();
        torn = undefined;
        continue;
      }
      if (isSpace(code)) torn = undefined;
      if (omitted && isSpace(code)) {
        omissions.add("hidden", " ");
        continue;
      }
      if (isSpace(code)) {
        space = true;
        printed ||= FPDFText_IsGenerated(text, i) === 0;
        continue;
      }
      const owner = FPDFText_GetTextObject(text, i);
      const seam = owner !== object && !printed;
      if (owner !== object) {
        object = owner;
        isUnseen = unseen.objects.has(owner);
        inPart = unseen.inPart.has(owner);
        lastUnseen = false;
        style = this.#styleOf(text, i, owner, shown);
      }
      const place = this.#placeOf(text, i, style, shown);
      // A point in a figure may be too faint to show in a picture: it goes with what is before it.
      if (inPart && !isPoint(code)) lastUnseen = unseen.isUnseen(middleOf(place));
      omitted = isUnseen || lastUnseen || heightOf(style.angle, place) < smallest;
      if (omitted) {
        // A figure of which a part is not seen is none: what is seen of it is no figure either.
        const cut = isOfFigure(code) ? place : undefined;
        if (cut && !space && open?.takes(style, false, place, widestSeam) && open.endsInDigit)
          open.add(unseenPart, cut, false);
        close();
        torn = cut;
        omissions.add("hidden", this.#character(text, i, code));
        continue;
      }
      const unmapped = FPDFText_HasUnicodeMapError(text, i) === 1;
      // A ligature is several characters in one place; digits in one place are printed over one another.
      const ligature = !isDigit(code) && owner !== 0 && open?.isAt(place);
      if (open && !ligature && !open.takes(style, unmapped, place, seam ? widestSeam : widestGap)) close();
      if (torn && isDigit(code)) {
        const before = new OpenRun(style, unmapped, torn);
        before.add(unseenPart, torn, false);
        if (before.takes(style, unmapped, place, widestSeam)) open ??= before;
      }
      torn = undefined;
      open ??= new OpenRun(style, unmapped, place);
      open.add(this.#character(text, i, code), place, space);
      space = printed = false;
    }
    close();
    return runs;
  }

  /** As wide as it advances, and as high as text of its size is. */
  #placeOf(text: number, index: number, { size, angle }: Style, shown: Matrix): Place {
    const { FPDFText_GetLooseCharBox, FPDFText_GetCharOrigin } = this.#pdfium;
    const scratch = this.#scratch;
    const { at } = scratch;
    FPDFText_GetLooseCharBox(text, index, at);
    const left = scratch.float(0);
    const top = scratch.float(1);
    const right = scratch.float(2);
    const bottom = scratch.float(3);
    const xa = applyX(shown, left, top);
    const xb = applyX(shown, right, bottom);
    const ya = applyY(shown, left, top);
    const yb = applyY(shown, right, bottom);
    const place: Place = { x0: Math.min(xa, xb), x1: Math.max(xa, xb), y0: Math.min(ya, yb), y1: Math.max(ya, yb) };
    // A font that is drawn by the document itself may have a size that says nothing.
    const height = angle % 180 === 0 ? place.y1 - place.y0 : place.x1 - place.x0;
    if (size < height / 8 || size > height * 2 || !FPDFText_GetCharOrigin(text, index, at, at + 8)) return place;
    const x = scratch.double(0);
    const y = scratch.double(1);
    const baseX = applyX(shown, x, y);
    const baseY = applyY(shown, x, y);
    switch (angle) {
      case 0:
        place.y0 = baseY - ascent * size;
        place.y1 = baseY + descent * size;
        break;
      case 90:
        place.x0 = baseX - descent * size;
        place.x1 = baseX + ascent * size;
        break;
      case 180:
        place.y0 = baseY - descent * size;
        place.y1 = baseY + ascent * size;
        break;
      case 270:
        place.x0 = baseX - ascent * size;
        place.x1 = baseX + descent * size;
    }
    return place;
  }

  #character(text: number, index: number, code: number): string {
    // PDFium writes a hyphen at a line's end as a control character.
    if ((code === 2 || code === 0xfffe) && this.#pdfium.FPDFText_IsHyphen(text, index) === 1) return "-";
    if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return "\ufffd";
    return String.fromCodePoint(code);
  }

  #styleOf(text: number, index: number, object: number, shown: Matrix): Style {
    const { FPDFText_GetMatrix, FPDFTextObj_GetFont, FPDFTextObj_GetFontSize } = this.#pdfium;
    const scratch = this.#scratch;
    if (object === 0) return { font: "", size: 0, angle: 0 };
    const size = FPDFTextObj_GetFontSize(object, scratch.at) ? scratch.float(0) : 0;
    if (!FPDFText_GetMatrix(text, index, scratch.at)) return { font: "", size: round(size), angle: 0 };
    const own: Matrix = [scratch.float(0), scratch.float(1), scratch.float(2), scratch.float(3), 0, 0];
    const [a, b, c, d] = multiply(own, shown);
    const degrees = (Math.atan2(b, a) * 180) / Math.PI;
    return {
      font: this.#fontName(FPDFTextObj_GetFont(object)),
      size: Math.round(Math.abs(size) * Math.hypot(c, d) * 10) / 10,
      angle: Number.isFinite(degrees) ? angleOf(degrees) : 0,
    };
  }

  /** The font's name without the prefix of its subset ("ABCDEF+"). */
  #fontName(font: number): string {
    let name = this.#fontNames.get(font);
    if (name === undefined) {
      const { at } = this.#scratch;
      const length = font === 0 ? 0 : this.#pdfium.FPDFFont_GetBaseFontName(font, at, 256);
      name = length > 1 && length <= 256 ? this.#scratch.string().replace(/^[A-Z]{6}\+/, "") : "";
      this.#fontNames.set(font, name);
    }
    return name;
  }
}

interface Place {
  x0: number;
  x1: number;
  y0: number;
  y1: number;
}

/** Without its edges, where its neighbours may be. */
function middleOf({ x0, x1, y0, y1 }: Place): Box {
  const [x, y] = [0.15 * (x1 - x0), 0.1 * (y1 - y0)];
  return [x0 + x, y0 + y, x1 - x, y1 - y];
}

function heightOf(angle: number, { x0, x1, y0, y1 }: Place): number {
  if (angle % 90 !== 0) return Math.max(x1 - x0, y1 - y0);
  return angle % 180 === 0 ? y1 - y0 : x1 - x0;
}

/** What stands for the part of a figure that nobody sees. */
const unseenPart = "\ufffd";

function isDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0xff10 && code <= 0xff19);
}

function isOfFigure(code: number): boolean {
  return isDigit(code) || code === 0x2c || code === 0x2e;
}

function isPoint(code: number): boolean {
  return code === 0x2c || code === 0x2e || code === 0x27 || code === 0x2d || code === 0x3a;
}

class OpenRun {
  readonly #style: Style;
  readonly #unmapped: boolean;
  readonly #edges: number[] = [];
  #text = "";
  #x0: number;
  #x1: number;
  #y0: number;
  #y1: number;
  #last: Place;

  constructor(style: Style, unmapped: boolean, place: Place) {
    this.#style = style;
    this.#unmapped = unmapped;
    this.#x0 = place.x0;
    this.#x1 = place.x1;
    this.#y0 = place.y0;
    this.#y1 = place.y1;
    this.#last = place;
  }

  /** Whether its last character stands in that very place. */
  isAt({ x0, x1, y0, y1 }: Place): boolean {
    const last = this.#last;
    return x0 === last.x0 && x1 === last.x1 && y0 === last.y0 && y1 === last.y1;
  }

  get endsInDigit(): boolean {
    return isDigit(this.#text.charCodeAt(this.#text.length - 1));
  }

  /** Whether a character goes on with this run: the same style, on the same base, close behind the last one. */
  takes(style: Style, unmapped: boolean, place: Place, widest: number): boolean {
    const own = this.#style;
    if (style !== own && (style.font !== own.font || style.size !== own.size || style.angle !== own.angle))
      return false;
    if (unmapped !== this.#unmapped) return false;
    const size = Math.max(own.size, 1);
    const [gap, shift] = distances(own.angle, this.#last, place);
    // What begins before the middle of the last one is not what is read next, but printed over it or before it.
    const least = -0.5 * lengthOf(own.angle, this.#last);
    return Math.abs(shift) <= baseTolerance * size && gap <= widest * size && gap >= Math.min(least, -0.1 * size);
  }

  add(character: string, place: Place, space: boolean): void {
    if (space && this.#text !== "") {
      this.#text += " ";
      this.#edges.push(Math.max(place.x0, this.#last.x1));
    }
    this.#text += character;
    this.#x0 = Math.min(this.#x0, place.x0);
    this.#x1 = Math.max(this.#x1, place.x1);
    this.#y0 = Math.min(this.#y0, place.y0);
    this.#y1 = Math.max(this.#y1, place.y1);
    this.#edges.push(place.x1);
    this.#last = place;
  }

  finish(): Run {
    const { font, size, angle } = this.#style;
    const run: Run = { text: this.#text, box: boxOf(this.#x0, this.#y0, this.#x1, this.#y1) };
    if (angle === 0) run.edges = this.#ascendingEdges();
    if (font !== "") run.font = font;
    if (size > 0) run.size = Math.min(size, 1_000_000);
    if (angle !== 0) run.angle = angle;
    if (this.#unmapped) run.unmapped = true;
    return run;
  }

  #ascendingEdges(): number[] {
    let last = this.#x0;
    return this.#edges.map((edge) => {
      last = Math.max(last, edge);
      return round(last);
    });
  }
}

/** Degrees: less is level, more is no line of text that is askew. */
const leastSlant = 0.25;
const mostSlant = 8;

/** How far behind `last` a character starts, along the text's direction, and how far it is off its base. */
function distances(angle: number, last: Place, next: Place): [gap: number, shift: number] {
  switch (angle) {
    case 0:
      return [next.x0 - last.x1, next.y1 - last.y1];
    case 90:
      return [next.y0 - last.y1, next.x0 - last.x0];
    case 180:
      return [last.x0 - next.x1, next.y0 - last.y0];
    case 270:
      return [last.y0 - next.y1, next.x1 - last.x1];
  }
  const slant = angle > 180 ? angle - 360 : angle;
  // Boxes of turned characters overlap; PDFium ends the line where it ends.
  if (Math.abs(slant) > mostSlant) return [0, 0];
  // A line of a page that lies askew: the box of a character is as much wider as it is high, times the slope.
  const slope = Math.tan((slant * Math.PI) / 180);
  const wider = Math.abs(slope) * (next.y1 - next.y0);
  return [next.x0 - last.x1 + wider, next.y1 - last.y1 - slope * (next.x1 - last.x1)];
}

function angleOf(degrees: number): number {
  const quarter = Math.round(degrees / 90) * 90;
  const angle = Math.abs(degrees - quarter) < leastSlant ? quarter : Math.round(degrees * 10) / 10;
  return (angle + 360) % 360;
}

function lengthOf(angle: number, { x0, x1, y0, y1 }: Place): number {
  return angle % 180 === 90 ? y1 - y0 : x1 - x0;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200a);
}
