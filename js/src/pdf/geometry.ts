/** From the coordinates of a PDF (any origin, y upwards, before the page is turned) to those of the page as it is shown. */
import type { Box } from "../pages.js";

/** The six numbers of a PDF matrix: x' = a x + c y + e, y' = b x + d y + f. */
export type Matrix = [a: number, b: number, c: number, d: number, e: number, f: number];

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** `inner` first, then `outer`. */
export function multiply(inner: Matrix, outer: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner;
  const [A, B, C, D, E, F] = outer;
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];
}

// By index: taking a matrix apart costs more than what is done with it, once for each character.
export function applyX(matrix: Matrix, x: number, y: number): number {
  return matrix[0] * x + matrix[2] * y + matrix[4];
}

export function applyY(matrix: Matrix, x: number, y: number): number {
  return matrix[1] * x + matrix[3] * y + matrix[5];
}

/**
 * The matrix to the shown page. The rectangle is the page's visible part in the PDF's coordinates, `quarters` how many
 * quarter turns clockwise the page is turned for display (PDF 32000-1, 7.7.3.3, Rotate).
 */
export function shownMatrix(left: number, bottom: number, right: number, top: number, quarters: number): Matrix {
  switch (quarters & 3) {
    case 1:
      return [0, 1, 1, 0, -bottom, -left];
    case 2:
      return [-1, 0, 0, 1, right, -bottom];
    case 3:
      return [0, -1, -1, 0, top, right];
    default:
      return [1, 0, 0, -1, -left, top];
  }
}

/** Coordinates keep hundredths of a point; what is off any paper is pulled back into the schema's range. */
export function round(value: number): number {
  if (!(Math.abs(value) <= 1_000_000)) return value > 0 ? 1_000_000 : value < 0 ? -1_000_000 : 0;
  return Math.round(value * 100) / 100 + 0; // no negative zero
}

export function boxOf(x0: number, y0: number, x1: number, y1: number): Box {
  return [round(Math.min(x0, x1)), round(Math.min(y0, y1)), round(Math.max(x0, x1)), round(Math.max(y0, y1))];
}
