/** A document as positioned text, `certdelta.pages/1`: what the PDF reader gives and the core reads. */

/** x0, y0, x1, y1 in PDF points, origin top left. */
export type Box = [x0: number, y0: number, x1: number, y1: number];

/** A stretch of text in one font on one line, without gaps wider than a space. */
export interface Run {
  text: string;
  /** As wide as its characters advance; from 0.8 font sizes above the base to 0.2 below. */
  box: Box;
  /** Where its characters end, one abscissa a code point; only for text that runs from left to right. */
  edges?: number[];
  /** Name of the font, without the prefix of a subset. */
  font?: string;
  size?: number;
  /** Direction of the text in degrees clockwise; left out for 0. */
  angle?: number;
  /** The document does not say which characters these glyphs are. */
  unmapped?: boolean;
}

/** What a page draws beside text. */
export interface PageMark {
  kind: "path" | "image";
  box: Box;
  /** End points of the lines and curves of one subpath. */
  points?: [x: number, y: number][];
}

/** One page: what it writes and draws. Lengths are PDF points. */
export interface Page {
  width: number;
  height: number;
  /** In content order. */
  runs: Run[];
  marks?: PageMark[];
}

/** The document: `certdelta.pages/1`. */
export interface Pages {
  schema: "certdelta.pages/1";
  source: { name?: string; format: string; bytes: number };
  pages: Page[];
}
