/** What the page and its workers say to each other. */
import type {
  Comparison,
  Diagnostic,
  ErrorRecord,
  Evidence,
  FieldType,
  Finding,
  Info,
  Series,
  SeriesBy,
  Span,
  Value,
} from "certdelta";
import type { ExportFormat } from "certdelta/export";

/** One document to read: a file as the browser hands it over, or pasted text. */
export interface DocumentSource {
  name: string;
  content: Blob | string;
  /** For a PDF document that asks for one. */
  password?: string;
}

/** How much a record says, so that a table of hundreds needs none of the records. */
export interface Counts {
  found: number;
  absent: number;
  /** Ambiguous and rejected. */
  open: number;
  unassigned: number;
  errors: number;
  warnings: number;
  infos: number;
  /** Fields that a check of the report contradicts. */
  contradicted: string[];
}

export interface ReadDocument {
  /** A member of an archive has the archive's name before it. */
  name: string;
  /** The record, byte for byte as the core wrote it; of other formats than text, as the reader of the format completed it. */
  record: string;
  /** The record without its evidence: what a series and the table need. */
  line: string;
  counts: Counts;
  /** The text that the record's UTF-16 offsets index; empty for a record that came without its document. */
  text: string;
  /** The document itself, where the text alone does not give the record again. */
  original?: Blob;
  error?: never;
}

export interface UnreadDocument {
  name: string;
  error: Failure;
}

/**
 * What came out of one source: a document, those of an archive or of a saved library, and the profiles of the latter; or a
 * profile by itself.
 */
export interface ReadAnswer {
  documents: (ReadDocument | UnreadDocument)[];
  profiles: string[];
  /** Of the user's profiles that it was read with. */
  generation: number;
}

export type ReadOutcome = { ok: true; value: ReadAnswer } | { ok: false; error: Failure };

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

/** A document of the library, as a draft of a profile is tried on it: its original where it is not text. */
export interface TrialDocument {
  id: string;
  name: string;
  content: Blob | string;
  password: string | undefined;
}

/** A value that a draft gives where the profile in use gives another, or none. */
export interface TrialChange {
  field: string;
  before: Value | null;
  after: Value | null;
  /** Status of the field with the draft. */
  status: string;
  evidence: Evidence | null;
}

export type TrialRemark = Pick<Diagnostic, "code" | "field" | "message">;

/** What a draft does to one document. */
export interface TrialResult {
  id: string;
  /** Fields that the draft gives and the profile in use does not. */
  gained: TrialChange[];
  /** Fields that had a value, and have none or another one with the draft, or were open or absent and are another way so. */
  broken: TrialChange[];
  /** Errors that were not there before. */
  newErrors: TrialRemark[];
  /** What else the draft makes the core remark. */
  newNotes: TrialRemark[];
}

export interface Trial {
  /** What the lint says of it; with an error among them, there are no results. */
  findings: Finding[];
  results: TrialResult[];
  /** The profile's own examples. */
  examples: { count: number; failed: number };
}

export type Request =
  | { kind: "profiles"; profiles: readonly string[]; generation: number }
  | { kind: "info" }
  | { kind: "warmUp"; documents: readonly DocumentSource[] }
  | { kind: "read"; documents: readonly DocumentSource[] }
  | { kind: "render"; pdf: Blob; page: number; scale: number; password: string | undefined }
  | { kind: "compare"; before: NamedText; after: NamedText }
  | { kind: "comparisonMarkdown"; before: NamedText; after: NamedText; lang: "en" | "zh" }
  | { kind: "series"; lines: readonly string[]; by: SeriesBy }
  | { kind: "export"; records: readonly string[]; format: ExportFormat; lang: "en" | "zh" }
  | { kind: "trial"; profile: string; documents: readonly TrialDocument[]; examples: boolean };

/** What each kind of request is answered with. `compare` gives the comparison as the core wrote it. */
export interface Answers {
  profiles: null;
  info: Info;
  warmUp: null;
  /** Of each document. */
  read: ReadOutcome[];
  render: PagePicture;
  compare: string;
  comparisonMarkdown: string;
  series: SeriesAnswer;
  /** The remarks name what of the reports is not in the file. */
  export: { bytes: Uint8Array<ArrayBuffer>; remarks: Pick<Diagnostic, "code" | "message">[] };
  trial: Trial;
}

/**
 * A series, its fields apart. They are most of it, and as text they cross to the page in no time: each is taken apart when
 * something is drawn of it.
 */
export interface SeriesAnswer {
  series: SeriesFrame;
  /** The series' fields, as JSON. */
  fields: Readonly<Record<string, string>>;
  /** Those that have a number anywhere. */
  figures: readonly string[];
  /** Of reports that have no place in the series. */
  errors: ErrorRecord[];
}

export type SeriesFrame = Omit<Series, "fields">;

export interface Envelope<Content> {
  id: number;
  content: Content;
}

/** An error of the package, or one of the page's own. */
export type Failure = Omit<ErrorRecord, "code"> & {
  code: string;
  /** Of a profile: all that the lint says of it. */
  findings?: readonly Finding[];
};

export type Outcome = { ok: true; value: Answers[keyof Answers] } | { ok: false; error: Failure };

export type { Comparison, FieldType, Span };
