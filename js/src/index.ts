/**
 * Reads the periodic reports of national CERTs into records with evidence, and compares them.
 *
 *     import { load } from "certdelta";
 *
 *     const certdelta = await load();
 *     const report = certdelta.parse(text, { name: "issue-43-2023.md" });
 *     const handled = report.fields["incidents.handled.total"];
 *     if (handled?.status === "found") console.log(handled.value, handled.evidence[0]?.quote);
 */
export {
  type Certdelta,
  type CheckTextOptions,
  type Comparable,
  type CompareOptions,
  type ComparisonFormat,
  type DocumentInput,
  type ExplainOptions,
  type Fed,
  type FeedOptions,
  type InputFormat,
  type LabelLanguage,
  maxDocumentBytes,
  type ParseAsOptions,
  type ParseOptions,
  type ParseStreamOptions,
  type ReportFormat,
  type ReportWithText,
  type RowsFormat,
  type SeriesFormat,
  type SeriesItem,
  type SeriesOptions,
  type StreamItem,
  tooLarge,
} from "./certdelta.js";
export { CertdeltaError, type ErrorCode, type ErrorDetails } from "./errors.js";
export { type LoadOptions, load, unload, type WasmSource } from "./load.js";
export type { Omission } from "./omissions.js";
export type { Box, Page, PageMark, Pages, Run } from "./pages.js";
export type { NodeThread, WasmModule, WebWorker } from "./platform.js";
export {
  type Extracted,
  extract,
  type ReadDocument,
  type ReadOptions,
  type ReadResult,
  read,
  readEach,
  type UnreadDocument,
} from "./read.js";
export { type RecordLine, recordLine } from "./record-line.js";
export type { DocumentStream, StreamOptions, StreamProgress, StreamResult } from "./stream/parse-stream.js";
export type { WorkerFactory } from "./stream/thread.js";
export type * from "./types.js";
export type { Bytes } from "./utf8.js";
