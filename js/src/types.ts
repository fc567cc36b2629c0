/**
 * The records as TypeScript sees them. They are plain JSON objects; keys stand in the order of the JSON Schemas
 * (`certdelta.schema("report")`), which are the binding description: a test holds these types to
 * them.
 */

import type { ErrorCode } from "./errors.js";

/** A half-open range `[begin, end)`. */
export type Span = [begin: number, end: number];

/** A calendar day as "YYYY-MM-DD". */
export type IsoDate = string;

/** First and last day of a report, both included. */
export interface Period {
  start: IsoDate;
  end: IsoDate;
}

/** `null` where the document does not say. */
export interface Issue {
  number: number | null;
  year: number | null;
}

/** Identity of a profile: "<periodical>.<edition>", such as "cncert-weekly.en". */
export interface ProfileId {
  id: string;
  version: number;
}

/** error: the report contradicts itself; warning: it may; info: worth knowing. */
export type Severity = "info" | "warning" | "error";
/** What became of a field: printed once or consistently; not printed; printed twice and otherwise; not to be taken. */
export type Status = "found" | "absent" | "ambiguous" | "rejected";
/** A word beside a figure that says it is not exact. */
export type Qualifier = "about" | "more-than" | "nearly";
/** percent: of the older figure; absolute: in the unit of the figure; points: percentage points. */
export type ChangeKind = "percent" | "absolute" | "points";
/** unknown: the arrow or word that told was lost. */
export type Direction = "up" | "down" | "same" | "unknown";
/** What kind of value a field has; see `Value`. */
export type FieldType = "count" | "percentage" | "year" | "date" | "enumeration" | "list" | "text";

/**
 * A field's value. Count and year: integer. Percentage: number in per cent. Date: ISO 8601 as far as printed ("2002-09").
 * Enumeration: its code ("good"). List: the printed names. Text: as printed, unescaped and trimmed.
 */
export type Value = number | string | string[];

/** Where a value stands in the text that was read. */
export interface Evidence {
  /** Byte offsets in the UTF-8 text. */
  bytes: Span;
  /** The same range in UTF-16 code units: JavaScript string indices. */
  utf16: Span;
  /** 1-based line on which it starts. */
  line: number;
  /** The source at `bytes`, verbatim. */
  text: string;
  /** What the rule matched, verbatim (of much, what stands around the figure); left out for figures that no rule explains. */
  quote?: string;
  /** The profile's rule that read it; left out for figures that no rule explains. */
  rule?: string;
  /** 1-based page; only where the source has pages. */
  page?: number;
  /** x0, y0, x1, y1 in PDF points, origin top left; only where known. */
  box?: [x0: number, y0: number, x1: number, y1: number];
  /** One for each line, in reading order, where the text stands on several lines of the page. */
  boxes?: [x0: number, y0: number, x1: number, y1: number][];
}

/** A change as printed. */
export interface Change {
  kind: ChangeKind;
  /** Without a sign; left out when only a direction is printed. */
  value?: number;
  direction: Direction;
}

/** One possible reading of a field that stays open. */
export interface Candidate {
  value: Value | null;
  evidence?: Evidence;
  /** Why it was not taken, as a code: "conflict", "cut-off", "refuted", ... */
  why: string;
}

/** The document prints the field, once or consistently. */
export interface FoundField {
  status: "found";
  value: Value;
  /** Left out where the field has none (texts, dates, lists). */
  unit?: string;
  /** Size of the last printed digit: 18.4 in units of ten thousand -> 1000. Numbers only. */
  precision?: number;
  qualifier?: Qualifier;
  change?: Change;
  /** Every place that prints the value, the first one first. */
  evidence: Evidence[];
  /** Other readings that were looked at, where there were some. */
  candidates?: Candidate[];
}

/** The document does not print the field. This is not zero. */
export interface AbsentField {
  status: "absent";
}

/** The document prints something that cannot be taken: it contradicts itself, or is refuted by arithmetic. */
export interface OpenField {
  status: "ambiguous" | "rejected";
  value: null;
  unit?: string;
  precision?: number;
  qualifier?: Qualifier;
  change?: Change;
  evidence: Evidence[];
  candidates: Candidate[];
}

/** What a document says about one field; `status` tells which it is. */
export type Field = FoundField | AbsentField | OpenField;

/** A figure of the document that no rule explains. */
export interface Unassigned {
  text: string;
  evidence: Evidence;
}

/** Something that a reader of a record should know. */
export interface Diagnostic {
  severity: Severity;
  code: string;
  /** The field that it is about, or `null`. */
  field: string | null;
  message: string;
  evidence?: Evidence;
}

/** The document that a record is of. */
export interface Source {
  name: string;
  /** As its bytes were taken: "text" or "markdown", what its pages say ("pdf"), or "html" and "docx" of this package's readers. */
  format: string;
  /** Size of the document in bytes. */
  bytes: number;
  /** Language of the profile that read it ("en", "zh"), or `null` when none fits. */
  language: string | null;
}

/** What one document says: `certdelta.report/1`. */
export interface Report {
  schema: "certdelta.report/1";
  source: Source;
  /** `null`, with a diagnostic, when no profile fits. */
  profile: ProfileId | null;
  issue: Issue;
  /** `null` where the document does not say. */
  period: Period | null;
  /** Every field of the profile, in the profile's order. */
  fields: Record<string, Field>;
  unassigned: Unassigned[];
  diagnostics: Diagnostic[];
}

/** One stretch of a document that holds a figure or a value, and what became of it. */
export interface Mark {
  /** A field's value, a figure that is explained without being one, or a figure that no rule explains. */
  kind: "field" | "phrase" | "unassigned";
  /** Of the field or the phrase; `null` for unassigned. */
  name: string | null;
  /** Of the field; `null` for what is none. */
  status: Status | null;
  evidence: Evidence;
}

/** A report with every figure and value of its document, in the document's order: `certdelta.explanation/1`. */
export interface Explanation {
  schema: "certdelta.explanation/1";
  report: Report;
  marks: Mark[];
}

/** What is wrong with a profile, or contradicts itself in a report: `certdelta.finding/1`. */
export interface Finding {
  schema: "certdelta.finding/1";
  /** Name of the profile or document; `null` when unknown. */
  source: string | null;
  /** From 1; `null` when the finding is about the whole document. */
  line: number | null;
  /** From 1, in characters (code points); `null` for documents. */
  column: number | null;
  /** JSON Pointer into the profile; `null` for documents. */
  place: string | null;
  severity: Severity;
  /** What is wrong, in a word that scripts can rely on: "unknown-key", "unreachable-template", ... */
  code: string;
  /** The report's field that it is about, or `null`. */
  field: string | null;
  message: string;
}

/** What running the examples of a profile gave. */
export interface ProfileTest {
  examples: number;
  failed: number;
  /** What differs; where the profile does not load, why. */
  findings: Finding[];
}

/** How two reports stand to each other. */
export type Relation = "consecutive" | "apart" | "reversed" | "identical" | "revision" | "other-edition" | "unrelated";

/** What happened to a field. removed: the newer report does not print it, which is not zero. */
export type FieldChangeKind = "added" | "removed" | "changed" | "same" | "not_comparable";

/** Why a field cannot be compared. */
export type NotComparable =
  | "unrelated"
  | "not-in-profile-before"
  | "not-in-profile-after"
  | "ambiguous-before"
  | "rejected-before"
  | "ambiguous-after"
  | "rejected-after"
  | "different-type"
  | "different-unit"
  | "different-language";

/** How one field moved from the older report to the newer one. The keys after `after` are there for numbers only. */
export interface FieldChange {
  kind: FieldChangeKind;
  /** Only for "not_comparable". */
  why?: NotComparable;
  /** `null` where the older report has no value. */
  before: Value | null;
  after: Value | null;
  /** As printed beside the figures: about 3,134 is not 3,134. */
  before_qualifier?: Qualifier;
  after_qualifier?: Qualifier;
  unit?: string;
  /** after - before; `null` for years. */
  delta?: number | null;
  /** Per cent of `before`, two decimals. `null` for percentages (their delta is in points) and when `before` is 0. */
  delta_pct?: number | null;
  /** The change that the newer report prints. */
  stated?: Change | null;
  /** What `stated` claims, computed from both figures. */
  computed?: number | null;
  /** Stated against computed within the printed precision; `null` where there is nothing to agree with. */
  agrees?: boolean | null;
  /** The older figure that the stated change implies. */
  implied_before?: number | null;
}

/** What a comparison says about each of its two reports. */
export interface ReportIdentity {
  source: string;
  profile: ProfileId | null;
  issue: Issue;
  period: Period | null;
}

/** Two reports compared: `certdelta.comparison/1`. */
export interface Comparison {
  schema: "certdelta.comparison/1";
  before: ReportIdentity;
  after: ReportIdentity;
  relation: Relation;
  /** From the older start to the newer start, negative when reversed; `null` where a period is unknown. */
  weeks_apart: number | null;
  fields: Record<string, FieldChange>;
  diagnostics: Diagnostic[];
}

/** What a series is rolled up to; "week": not at all. */
export type SeriesBy = "week" | "month" | "quarter" | "year";

/** How the values of several weeks become one. */
export type Aggregate = "sum" | "mean" | "last";

/** One field in one week. The last three keys are there for counts and percentages only. */
export interface SeriesPoint {
  start: IsoDate;
  end: IsoDate;
  /** `null` unless found. */
  value: Value | null;
  /** Of the value, as printed. */
  qualifier?: Qualifier;
  status: Status;
  /** Modified z-score, two decimals. */
  z?: number | null;
  /** Whether it is beyond 3.5 on either side; null where there is no score. */
  anomaly?: boolean | null;
  /** Per cent against 52 weeks before, two decimals. */
  year_before_pct?: number | null;
}

/** Over the weeks in which the field was found. All but `count` are there for counts and percentages only. */
export interface SeriesSummary {
  count: number;
  minimum?: number | null;
  maximum?: number | null;
  median?: number | null;
  /** Median absolute deviation, not scaled. */
  mad?: number | null;
  /** Theil-Sen slope. */
  slope_per_week?: number | null;
}

/** A field in one month, quarter or year. */
export interface Rollup {
  /** "2023-10", "2023-Q4" or "2023". */
  key: string;
  value: Value | null;
  /** Weeks that have a value. */
  weeks: number;
  /** The other weeks whose Sunday is in it. */
  missing: number;
}

/** One field over all weeks. */
export interface SeriesField {
  unit?: string;
  aggregate: Aggregate;
  /** One for each week that has a report. */
  points: SeriesPoint[];
  summary: SeriesSummary;
  /** Left out when `by` is "week". */
  rollup?: Rollup[];
}

/** Reports of one periodical in the order of their weeks: `certdelta.series/1`. */
export interface Series {
  schema: "certdelta.series/1";
  periodical: string | null;
  by: SeriesBy;
  /** Those that were kept, by period; those whose period is unknown stand at the end. */
  reports: { source: string; issue: Issue; period: Period | null }[];
  gaps: { start: IsoDate; end: IsoDate; weeks: number }[];
  /** Names of reports that say the same; the first one is kept. */
  duplicates: string[][];
  /** Reports on one week that differ; the last one is kept. */
  revisions: { sources: string[]; fields: string[] }[];
  fields: Record<string, SeriesField>;
  diagnostics: Diagnostic[];
}

/** A tidy row: one field of one report. */
export interface Row {
  issue: number | null;
  year: number | null;
  start: IsoDate | null;
  end: IsoDate | null;
  field: string;
  value: Value | null;
  unit: string | null;
  precision: number | null;
  /** As printed, in words: "up 16.8%". */
  change: string | null;
  status: Status;
  source: string;
  qualifier: Qualifier | null;
  /** Id of the profile: the periodical and its edition. */
  profile: string | null;
  /** Where the value stands: its page, where the document has some, its line from 1, and the words around it, on one line. */
  page: number | null;
  line: number | null;
  quote: string | null;
}

/** A text in the languages that profiles carry. */
export interface Labels {
  en: string;
  zh: string;
}

/** A field as its profile declares it. */
export interface FieldInfo {
  name: string;
  type: FieldType;
  unit?: string | null;
  label: Labels;
}

export interface ProfileInfo extends ProfileId {
  language: string;
  title: Labels;
  fields: FieldInfo[];
}

/** What `schema()` takes: the JSON Schemas of what the core gives and takes. */
export type SchemaName = "comparison" | "error" | "explanation" | "finding" | "pages" | "profile" | "report" | "series";

/** What the core is and knows. */
export interface Info {
  name: "certdelta";
  version: string;
  /** Version of the C ABI. */
  abi: number;
  /** The header line of the CSV rows, with its line end. */
  csv_header: string;
  /** Names that `schema()` takes. */
  schemas: SchemaName[];
  profiles: ProfileInfo[];
}

/** An input that could not be read: `certdelta.error/1`. */
export interface ErrorRecord {
  schema: "certdelta.error/1";
  /** Name of the document; `null` when unknown. */
  source: string | null;
  code: ErrorCode;
  message: string;
  /** Byte offset in the source. */
  offset?: number;
  /** 1-based. */
  line?: number;
  /** 1-based, in characters (code points). */
  column?: number;
}
