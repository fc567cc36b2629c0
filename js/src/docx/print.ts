/** Print that nobody sees: in the colour of its ground, or too small to read. Colours are six hexadecimal digits. */
import type { Attributes } from "./xml.js";

/** A ground that a picture, a pattern or a style of tables may give: nothing can be said of print on it. */
export const unknownGround = "unknown";

/** Half points: letters of two points and a half are a grey line. */
const smallest = 5;
/** Of 255, in every channel: less is the same to the eye. */
const leastContrast = 40;

export function isUnseen(color: string | undefined, size: number | undefined, ground: string): boolean {
  if (size !== undefined && size > 0 && size <= smallest) return true;
  const [ink, paper] = [channels(color ?? ""), channels(ground === "" ? "ffffff" : ground)];
  return ink !== undefined && paper !== undefined && ink.every((c, i) => Math.abs(c - (paper[i] ?? 0)) < leastContrast);
}

/** What w:shd fills with; "": nothing. */
export function fillOf(attributes: Attributes): string {
  const pattern = attributes["w:val"] ?? "clear";
  if (pattern !== "clear" && pattern !== "nil") return unknownGround;
  const fill = attributes["w:fill"] ?? "auto";
  return fill === "auto" ? "" : fill;
}

/** What w:color says. A theme's first background and its first light colour are white in nearly all documents. */
export function colorOf(attributes: Attributes): string {
  const color = attributes["w:val"] ?? "auto";
  return color === "auto" && /^(?:background|light)1$/.test(attributes["w:themeColor"] ?? "") ? "ffffff" : color;
}

function channels(color: string): number[] | undefined {
  if (!/^[0-9a-f]{6}$/i.test(color)) return undefined;
  return [0, 2, 4].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}
