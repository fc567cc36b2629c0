/** What the page and its worker say to each other. */
import type { ErrorRecord, Info } from "certdelta";

/** One document to read: a file as the browser hands it over, or pasted text. */
export interface DocumentSource {
  name: string;
  content: Blob | string;
}

export interface ReadDocument {
  /** The record, byte for byte as the core wrote it. */
  record: string;
  /** The text that the record's UTF-16 offsets index. */
  text: string;
}

/** A document that has been read, to be compared as it is: a record does not keep how "17.0" was printed. */
export interface NamedText {
  name: string;
  text: string;
}

export type Request =
  | { kind: "info" }
  | { kind: "read"; document: DocumentSource }
  | { kind: "compare"; before: NamedText; after: NamedText };

/** What each kind of request is answered with. `compare` gives the comparison as the core wrote it. */
export interface Answers {
  info: Info;
  read: ReadDocument;
  compare: string;
}

export interface Envelope<Content> {
  id: number;
  content: Content;
}

export type Outcome = { ok: true; value: Answers[keyof Answers] } | { ok: false; error: ErrorRecord };
