/** What the page and its worker say to each other. */
import type { ErrorRecord, Info } from "certdelta";

/** One document to read: a file as the browser hands it over, or pasted text. */
export interface DocumentSource {
  name: string;
  content: Blob | string;
}

export interface ReadDocument {
  /** A member of an archive has the archive's name before it. */
  name: string;
  /** The record, byte for byte as the core wrote it; of other formats than text, as the reader of the format completed it. */
  record: string;
  /** The text that the record's UTF-16 offsets index. */
  text: string;
  /** Of other formats than text: the text alone does not give the record again. */
  extracted: boolean;
  /** A PDF document, to show its pages. */
  pdf?: Blob;
  error?: never;
}

export interface UnreadDocument {
  name: string;
  error: ErrorRecord;
}

/** A page of a PDF document as a picture: red, green, blue, alpha. */
export interface PagePicture {
  width: number;
  height: number;
  data: Uint8ClampedArray<ArrayBuffer>;
}

/** A document to compare, as text: a record does not keep how "17.0" was printed. Extracted ones are compared by records. */
export interface NamedText {
  name: string;
  text: string;
}

export type Request =
  | { kind: "info" }
  | { kind: "read"; document: DocumentSource }
  | { kind: "render"; pdf: Blob; page: number; scale: number }
  | { kind: "compare"; before: NamedText; after: NamedText };

/** What each kind of request is answered with. `compare` gives the comparison as the core wrote it. */
export interface Answers {
  info: Info;
  /** One document, or those of an archive. */
  read: (ReadDocument | UnreadDocument)[];
  render: PagePicture;
  compare: string;
}

export interface Envelope<Content> {
  id: number;
  content: Content;
}

export type Outcome = { ok: true; value: Answers[keyof Answers] } | { ok: false; error: ErrorRecord };
