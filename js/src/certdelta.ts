import { type Core, encodeOptions } from "./abi.js";
import { CertdeltaError } from "./errors.js";
import { type OptionNames, optionsOf } from "./options.js";
import { isAsync, type RecordLine, recordLine, rowLine } from "./record-line.js";
import type { Task } from "./stream/messages.js";
import {
  type DocumentStream,
  parseStream,
  type StreamOptions,
  type StreamResult,
  throughStream,
} from "./stream/parse-stream.js";
import type { Pool } from "./stream/pool.js";
import type {
  Comparison,
  ErrorRecord,
  Explanation,
  Finding,
  Info,
  ProfileId,
  ProfileTest,
  Report,
  Row,
  SchemaName,
  Series,
  SeriesBy,
} from "./types.js";
import { type Bytes, decode, encode, nameOf, toBytes } from "./utf8.js";

/** Larger documents are refused with "too-large": 32 MiB, the core's own limit. */
export const maxDocumentBytes = 32 * 1024 * 1024;

/** How a document is taken; "auto" looks at its content, never at its name. */
export type InputFormat = "auto" | "text" | "markdown" | "pages";
export type ReportFormat = "json" | "csv" | "table";
export type ComparisonFormat = "json" | "csv" | "markdown" | "table";

export type SeriesFormat = "json" | "csv" | "markdown" | "table";
export type LabelLanguage = "en" | "zh";
export type RowsFormat = "json" | "csv" | "datapackage";

export interface ParseOptions {
  /** Name of the document; it goes into `source.name` and into errors. */
  name?: string;
  input?: InputFormat;
}

export interface ParseAsOptions extends ParseOptions {
  /** Language of a table; left out, that of the report. */
  lang?: LabelLanguage;
  /** Characters that a line of a table takes; left out, 100, or more where a name needs them. A wide one takes two. */
  columns?: number;
}

export interface CheckTextOptions extends ParseOptions {
  /** Language of the lines; left out, that of the report. */
  lang?: LabelLanguage;
}

export interface ExplainOptions extends ParseOptions {
  /** Names fields by their labels in this language; left out, as records do. */
  lang?: LabelLanguage;
}

export interface CompareOptions {
  /** Names of the two documents. Records carry their own. */
  before?: string;
  after?: string;
  input?: InputFormat;
  /** Language of tables and Markdown; left out, that of the newer report. */
  lang?: LabelLanguage;
  /** Characters that a line of a table takes; left out, 100, or more where a name needs them. */
  columns?: number;
}

export interface SeriesOptions {
  /** What fields are rolled up to; "week", the default: not at all. */
  by?: SeriesBy;
  /** How documents are taken. */
  input?: InputFormat;
  /** Language of tables and Markdown; left out, that of the latest report. */
  lang?: LabelLanguage;
  /** Characters that a line of a table takes; left out, 100, or more where a name needs them. */
  columns?: number;
}

/** One piece of an input of a series. Its name and format count with the first piece. */
export interface FeedOptions extends ParseOptions {
  /** No bytes of this input follow. */
  end?: boolean;
}

interface FedRecord {
  wants_more: boolean;
  left_out: number;
  errors: ErrorRecord[];
}

/** What a piece brought to light. */
export interface Fed {
  /** Reports that cannot be part of the series; the message names a record by its number. They do not stop the rest. */
  errors: CertdeltaError[];
  /** How many reports of the series so far have no place in it: no profile fits, or they do not say which days they cover. */
  leftOut: number;
  /** False where the rest of the input would not be looked at: it is at its end. */
  wantsMore: boolean;
}

/** A record, and the text that its spans index. */
export interface ReportWithText {
  /** The document itself, or what was made of its pages. */
  text: string;
  report: Report;
}

/** A document, as text or as UTF-8 bytes; positioned text is its JSON (`certdelta.pages/1`). */
export type DocumentInput = string | Bytes;

/** A document, or a record: as an object or as its JSON text. */
export type Comparable = Report | DocumentInput;

/** A document with its name, a document, or a record. */
export type SeriesItem = { name: string; document: DocumentInput } | Comparable;

/** A document with its name, a document, or a record. */
export type StreamItem = SeriesItem;

export interface ParseStreamOptions extends StreamOptions {
  /** How documents are taken. */
  input?: InputFormat;
}

/** Reads and compares reports. Every method is synchronous, unless it is given an async iterable, and throws
 * `CertdeltaError`. */
export interface Certdelta {
  /** What the core is: version, profiles with the labels of their fields, names of schemas. */
  readonly info: Info;
  /**
   * Reads one document. One that no profile fits gives a record with `profile: null` and a diagnostic. A string in the place
   * of the options is the name, here and in all methods on one document.
   */
  parse(document: DocumentInput, options?: ParseOptions | string): Report;
  /** Like `parse`, with the text that the spans of the record index: documents of pages have none of their own. */
  parseWithText(document: DocumentInput, options?: ParseOptions | string): ReportWithText;
  /** Like `parse`, written by the core: the record's JSON on one line, CSV rows (no header line), or a plain-text table. */
  parseAs(format: ReportFormat, document: Comparable, options?: ParseAsOptions | string): string;
  /**
   * The JSON of each record that a text holds, as an array or one after the other: `certdelta.error/1` in the place of what is
   * none. Of one document or record, what `parseAs` gives.
   */
  parseRecords(records: DocumentInput, options?: ParseOptions | string): string[];
  /**
   * Parses documents side by side in workers: their records in the order of the documents, what could not be read as an error
   * in its place. No more documents are taken from the source than workers need. Profiles that were added before it starts
   * count.
   */
  parseStream(
    documents: Iterable<StreamItem> | AsyncIterable<StreamItem>,
    options?: ParseStreamOptions,
  ): AsyncGenerator<StreamResult, void, undefined>;
  /** The same as a stream of the web: `documents.pipeThrough(certdelta.parseTransform())`. */
  parseTransform(options?: ParseStreamOptions): DocumentStream<StreamItem>;
  /** Compares two reports, the older one first. */
  compare(before: Comparable, after: Comparable, options?: CompareOptions): Comparison;
  /** Like `compare`, written by the core. */
  compareAs(format: ComparisonFormat, before: Comparable, after: Comparable, options?: CompareOptions): string;
  /**
   * Puts reports of one periodical into the order of their weeks, with gaps, duplicates, revisions and statistics. They
   * may come in any order; of each, only its values are kept. From an async iterable, it is a promise.
   */
  series(reports: Iterable<SeriesItem>, options?: SeriesOptions): Series;
  /** The same from an async iterable. */
  series(reports: AsyncIterable<SeriesItem>, options?: SeriesOptions): Promise<Series>;
  /** Like `series`, written by the core. */
  seriesAs(format: SeriesFormat, reports: Iterable<SeriesItem>, options?: SeriesOptions): string;
  /** The same from an async iterable. */
  seriesAs(format: SeriesFormat, reports: AsyncIterable<SeriesItem>, options?: SeriesOptions): Promise<string>;
  /**
   * A series from inputs of any length, piece after piece: each input is a document or NDJSON, and the last piece of one
   * comes with `end`. There is one such series at a time; `endSeries` gives it.
   */
  feedSeries(piece: Uint8Array, options?: FeedOptions): Fed;
  /** The series of what was fed, written by the core. */
  endSeries(format: SeriesFormat, options?: Omit<SeriesOptions, "input">): string;
  /** Tidy rows, one a report and field. */
  rows(reports: Iterable<SeriesItem>, options?: Pick<SeriesOptions, "input">): Row[];
  /**
   * Like `rows`, written by the core: a JSON array, CSV with a header line, or "datapackage": the Frictionless descriptor
   * for a `data.csv` with the CSV of the same reports.
   */
  rowsAs(format: RowsFormat, reports: Iterable<SeriesItem>, options?: Pick<SeriesOptions, "input">): string;
  /** The document with every figure marked: the field that it belongs to, or that no rule explains it. */
  explain(document: DocumentInput, options?: ExplainOptions | string): string;
  /** The same for programs: the record, and what became of each figure and value. */
  explanation(document: DocumentInput, options?: ParseOptions | string): Explanation;
  /** What contradicts itself in a document or record: its diagnostics of severity error and warning. */
  check(document: Comparable, options?: ParseOptions | string): Finding[];
  /** Like `check`, written by the core: one line a finding, `FILE:LINE: error: message (code)`. */
  checkText(document: Comparable, options?: CheckTextOptions | string): string;
  /** All that is wrong with a profile (an object, or JSON as text or bytes), each with line and column. */
  lintProfile(profile: object | DocumentInput, options?: { name?: string } | string): Finding[];
  /** Like `lintProfile`, written by the core: one line a finding, `FILE:LINE:COLUMN: error: message (code)`. */
  lintProfileText(profile: object | DocumentInput, options?: { name?: string } | string): string;
  /** Reads the examples of a profile and compares what that gives with what they say. */
  testProfile(profile: object | DocumentInput, options?: { name?: string } | string): ProfileTest;
  /** Like `testProfile`, written by the core: a line for each finding, and one that sums up. */
  testProfileText(profile: object | DocumentInput, options?: { name?: string } | string): string;
  /**
   * Adds a profile (an object, or JSON as text or bytes). An embedded one with the same id is replaced, and so is an added one unless both have names, and
   * two of them: two files that define one id differently are "invalid-profile".
   */
  addProfile(profile: object | DocumentInput, options?: { name?: string } | string): ProfileId;
  /** One of the JSON Schemas that `info.schemas` names. */
  schema(name: SchemaName): Record<string, unknown>;
  /** The same, as the core's own text. */
  schemaText(name: SchemaName): string;
  /** Gives memory back and ends the workers of streams. Every later call throws "closed"; `load()` makes a new one. */
  close(): void;
}

const profileOptions: OptionNames<{ name?: string }> = { name: true };
const parseOptions: OptionNames<ParseOptions> = { name: true, input: true };
const parseAsOptions: OptionNames<ParseAsOptions> = { ...parseOptions, lang: true, columns: true };
const checkTextOptions: OptionNames<CheckTextOptions> = { ...parseOptions, lang: true };
const explainOptions: OptionNames<ExplainOptions> = { ...parseOptions, lang: true };
const compareOptions: OptionNames<CompareOptions> = {
  before: true,
  after: true,
  input: true,
  lang: true,
  columns: true,
};
const seriesOptions: OptionNames<SeriesOptions> = { by: true, input: true, lang: true, columns: true };
const endOptions: OptionNames<Omit<SeriesOptions, "input">> = { by: true, lang: true, columns: true };
const rowsOptions: OptionNames<Pick<SeriesOptions, "input">> = { input: true };
const feedOptions: OptionNames<FeedOptions> = { ...parseOptions, end: true };
const streamOptions: OptionNames<ParseStreamOptions> = {
  input: true,
  concurrency: true,
  signal: true,
  onProgress: true,
  worker: true,
};

/** `forget` is called once it is closed. */
export function createCertdelta(core: Core, forget: () => void = () => {}): Certdelta {
  const readInfo = () => JSON.parse(decode(core.call("info", []))) as Info;
  let info: Info | undefined;

  /** A report as the line of a record stream: the core reads a document now, so that not all of them wait for each other. */
  const lineOf = (item: SeriesItem, input: InputFormat | undefined, slim = recordLine): RecordLine => {
    const named = isNamedDocument(item) ? item : { name: undefined, document: item };
    return slim(
      certdelta.parseAs("json", named.document, {
        ...(named.name !== undefined && { name: named.name }),
        ...(input && { input }),
      }),
    );
  };
  const recordsOf = (items: Iterable<SeriesItem>, input: InputFormat | undefined, slim = recordLine) =>
    encode(Array.from(items, (item) => lineOf(item, input, slim)).join("\n"));
  const runSeries = (format: SeriesFormat, records: Uint8Array, { by, lang, columns }: SeriesOptions) =>
    decode(core.call("series", [records, encodeOptions({ by, format, lang, columns })]));
  /** The generation of the instance that holds the series which is being fed. */
  let fedGeneration: number | undefined;
  const requireSeries = () => {
    if (fedGeneration === undefined || fedGeneration === core.generation) return;
    fedGeneration = undefined;
    throw new CertdeltaError("trap", "the series that was being fed is lost: the core broke down meanwhile");
  };

  function seriesAs(format: SeriesFormat, items: Iterable<SeriesItem>, options?: SeriesOptions): string;
  function seriesAs(format: SeriesFormat, items: AsyncIterable<SeriesItem>, options?: SeriesOptions): Promise<string>;
  function seriesAs(
    format: SeriesFormat,
    items: Iterable<SeriesItem> | AsyncIterable<SeriesItem>,
    given?: SeriesOptions,
  ): string | Promise<string> {
    const options = optionsOf(given, seriesOptions, "the options of a series are");
    const { input } = options;
    requireReports(items);
    if (!isAsync(items)) return runSeries(format, recordsOf(items, input), options);
    return (async () => {
      const lines: RecordLine[] = [];
      for await (const item of items) lines.push(lineOf(item, input));
      return runSeries(format, encode(lines.join("\n")), options);
    })();
  }

  function series(items: Iterable<SeriesItem>, options?: SeriesOptions): Series;
  function series(items: AsyncIterable<SeriesItem>, options?: SeriesOptions): Promise<Series>;
  function series(items: Iterable<SeriesItem> | AsyncIterable<SeriesItem>, options?: SeriesOptions) {
    requireReports(items);
    if (!isAsync(items)) return JSON.parse(seriesAs("json", items, options)) as Series;
    return seriesAs("json", items, options).then((text) => JSON.parse(text) as Series);
  }

  function check(format: "json" | "text", document: Comparable, { name, input, lang }: CheckTextOptions): string {
    const request = encodeOptions({ name, input, format, lang });
    return decode(core.call("check", [comparableBytes(document, name), request], name));
  }

  function lookAt(
    operation: "lint_profile" | "test_profile",
    format: "json" | "text",
    profile: object | DocumentInput,
    options?: { name?: string } | string,
  ): string {
    const { name } = namedOptions(options, profileOptions);
    return decode(core.call(operation, [profileBytes(profile), encodeOptions({ name, format })], name));
  }

  const pools = new Set<Pool>();
  const taskOf = (item: StreamItem, input: InputFormat | undefined): Task => {
    const { name, document } = isNamedDocument(item) ? item : { name: undefined, document: item };
    return {
      document: comparableBytes(document, name),
      options: encodeOptions({ name, input, format: "json" }),
      name: name ?? "",
    };
  };

  const certdelta: Certdelta = {
    get info() {
      info ??= readInfo();
      return info;
    },
    parse: (document, options) =>
      JSON.parse(certdelta.parseAs("json", document, namedOptions(options, parseOptions))) as Report,
    parseAs(format, document, options) {
      const { name, input, lang, columns } = namedOptions(options, parseAsOptions);
      const args = [comparableBytes(document, name), encodeOptions({ name, input, format, lang, columns })];
      return decode(core.call("parse", args, name));
    },
    parseRecords(records, options) {
      const { name, input } = namedOptions(options, parseOptions);
      const args = [documentBytes(records, name), encodeOptions({ name, input, records: true })];
      return decode(core.call("parse", args, name)).split("\n");
    },
    parseWithText(document, options) {
      const { name, input } = namedOptions(options, parseOptions);
      const args = [documentBytes(document, name), encodeOptions({ name, input, text: true })];
      return JSON.parse(decode(core.call("parse", args, name))) as ReportWithText;
    },
    parseStream(documents, given) {
      const { input, ...options } = optionsOf(given, streamOptions);
      return parseStream(core, documents, (item) => taskOf(item, input), pools, options);
    },
    parseTransform: (options) => throughStream((documents) => certdelta.parseStream(documents, options)),
    compare: (before, after, options) => JSON.parse(certdelta.compareAs("json", before, after, options)) as Comparison,
    compareAs(format, before, after, options) {
      const names = optionsOf(options, compareOptions, "the options of a comparison are");
      const documents = [comparableBytes(before, names.before), comparableBytes(after, names.after)];
      const { input, lang, columns } = names;
      const request = encodeOptions({ before: names.before, after: names.after, input, format, lang, columns });
      return decode(core.call("compare", [...documents, request]));
    },
    series,
    seriesAs,
    feedSeries(piece, options) {
      const { name, input, end } = optionsOf(options, feedOptions);
      requireSeries();
      const result = decode(
        core.call("series_feed", [toBytes(piece, name), encodeOptions({ name, input, end })], name),
      );
      fedGeneration = core.generation;
      const { wants_more: wantsMore, left_out: leftOut, errors } = JSON.parse(result) as FedRecord;
      return { wantsMore, leftOut, errors: errors.map((record) => CertdeltaError.fromRecord(record)) };
    },
    endSeries(format, options) {
      const { by, lang, columns } = optionsOf(options, endOptions);
      requireSeries();
      fedGeneration = undefined;
      return decode(core.call("series_end", [encodeOptions({ by, format, lang, columns })]));
    },
    rows: (items, options) => JSON.parse(certdelta.rowsAs("json", items, options)) as Row[],
    rowsAs(format, items, options) {
      const { input } = optionsOf(options, rowsOptions, "the options of rows are");
      requireReports(items);
      return decode(core.call("rows", [recordsOf(items, input, rowLine), encodeOptions({ format })]));
    },
    explain(document, options) {
      const { name, input, lang } = namedOptions(options, explainOptions);
      return decode(core.call("explain", [documentBytes(document, name), encodeOptions({ name, input, lang })], name));
    },
    explanation(document, options) {
      const { name, input } = namedOptions(options, parseOptions);
      const args = [documentBytes(document, name), encodeOptions({ name, input, format: "json" })];
      return JSON.parse(decode(core.call("explain", args, name))) as Explanation;
    },
    check: (document, options) => JSON.parse(check("json", document, namedOptions(options, parseOptions))) as Finding[],
    checkText: (document, options) => check("text", document, namedOptions(options, checkTextOptions)),
    lintProfile: (profile, options) => JSON.parse(lookAt("lint_profile", "json", profile, options)) as Finding[],
    lintProfileText: (profile, options) => lookAt("lint_profile", "text", profile, options),
    testProfile: (profile, options) => JSON.parse(lookAt("test_profile", "json", profile, options)) as ProfileTest,
    testProfileText: (profile, options) => lookAt("test_profile", "text", profile, options),
    addProfile(profile, options) {
      const { name } = namedOptions(options, profileOptions);
      const json = profileBytes(profile);
      const id = JSON.parse(decode(core.addProfile(json, encodeOptions({ name }), name ?? ""))) as ProfileId;
      info = undefined;
      return id;
    },
    schema: (name) => JSON.parse(certdelta.schemaText(name)) as Record<string, unknown>,
    schemaText: (name) => decode(core.call("schema", [encode(requireName(name))])),
    close() {
      core.close();
      for (const pool of pools) pool.close();
      forget();
    },
  };
  return certdelta;
}

/** A name alone stands for the options that name the document. */
function namedOptions<T extends { name?: string }>(options: T | string | undefined, names: OptionNames<T>): T {
  return typeof options === "string" ? ({ name: options } as T) : optionsOf(options, names);
}

/** A string is iterable too, and an object that is not would be no report at all. */
function requireReports(items: unknown): void {
  const isList =
    typeof items === "object" && items !== null && (Symbol.iterator in items || Symbol.asyncIterator in items);
  if (isList && !ArrayBuffer.isView(items)) return;
  const found = typeof items === "string" ? "a string" : ArrayBuffer.isView(items) ? "bytes" : String(items);
  throw new CertdeltaError("usage", `reports are an array or another iterable of them, not ${found}`);
}

function isDocumentInput(input: object | DocumentInput): input is DocumentInput {
  if (typeof input === "string") return true;
  // Callers without types may give anything.
  if (typeof input !== "object" || input === null) {
    throw new CertdeltaError("usage", `a document is a string, bytes or a record, not ${nameOf(input)}`);
  }
  return "byteLength" in input;
}

function requireName(name: unknown): string {
  if (typeof name === "string") return name;
  throw new CertdeltaError("usage", `a schema is asked for by its name, not by ${nameOf(name)}`);
}

function isNamedDocument(item: SeriesItem): item is { name: string; document: DocumentInput } {
  return typeof item === "object" && item !== null && "document" in item;
}

function comparableBytes(input: Comparable, name: string | undefined): Uint8Array {
  return isDocumentInput(input) ? documentBytes(input, name) : recordBytes(input, name);
}

/** Any object has JSON, which would be read as a text that no profile fits: a promise that nobody awaited, for one. */
function recordBytes(record: object, source: string | undefined): Uint8Array {
  const { schema } = record as { schema?: unknown };
  if (typeof schema === "string") return encode(JSON.stringify(record));
  throw new CertdeltaError("usage", `a document is a string, bytes or a record, not ${nameOf(record)}`, { source });
}

/** An object is laid out, so that the places of findings have lines. */
function profileBytes(profile: object | DocumentInput): Uint8Array {
  return isDocumentInput(profile) ? toBytes(profile) : encode(JSON.stringify(profile, null, 2));
}

/** Refuses what is too large before it is copied: WebAssembly memory grows, but never shrinks. */
function documentBytes(input: DocumentInput, name: string | undefined): Uint8Array {
  const bytes = toBytes(input, name);
  if (bytes.length > maxDocumentBytes) throw tooLarge(bytes.length, name);
  return bytes;
}

/** The error for a document of `size` bytes; for callers who know the size before they read. */
export function tooLarge(size: number, source?: string): CertdeltaError {
  return new CertdeltaError(
    "too-large",
    `the document has ${size} bytes, more than the ${maxDocumentBytes} that are read`,
    {
      source,
    },
  );
}
