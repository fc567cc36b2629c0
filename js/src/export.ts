/**
 * Records as files that other programs open. All of it is written in memory; nothing is sent anywhere.
 *
 *     import { exportReports } from "certdelta/export";
 *
 *     const { bytes, diagnostics } = await exportReports(certdelta, reports, "xlsx");
 */
import type { Certdelta, LabelLanguage } from "./certdelta.js";
import { CertdeltaError } from "./errors.js";
import { toArrow } from "./export/arrow.js";
import { toHtml } from "./export/html.js";
import { toParquet } from "./export/parquet.js";
import { rowFormats } from "./export/tidy.js";
import { type CutCell, toXlsx } from "./export/xlsx.js";
import type { Diagnostic, Report } from "./types.js";
import { encode, nameOf } from "./utf8.js";

export { toArrow } from "./export/arrow.js";
export { toHtml } from "./export/html.js";
export { toParquet } from "./export/parquet.js";
export { type CutCell, toXlsx } from "./export/xlsx.js";

/**
 * - "csv": the tidy rows of `certdelta.rows()`, safe to open in a spreadsheet
 * - "json": an array of records; "ndjson": a record a line
 * - "xlsx": a workbook with a sheet a profile, numbers and days as such
 * - "parquet": the tidy rows with typed columns
 * - "arrow": the same as an Arrow IPC file (Feather V2)
 * - "markdown": the reports as a series, for an e-mail
 * - "html": one page with every value and its quote
 */
export const exportFormats = ["csv", "json", "ndjson", "xlsx", "parquet", "arrow", "markdown", "html"] as const;
/** One of `exportFormats`. */
export type ExportFormat = (typeof exportFormats)[number];

/** A file, and what of the reports is not in it. */
export interface ExportedFile {
  bytes: Uint8Array;
  /**
   * "no-rows": a report that no profile fits has no fields, so that CSV, Parquet and Arrow do not show it; a workbook names it on
   * a sheet of its own. "text-cut": a text is longer than a cell of a workbook may be. `message` names the report.
   */
  diagnostics: Diagnostic[];
}

/** How an export is written. */
export interface ExportOptions {
  /** Language of "markdown" and "html"; left out, that of the latest report, and English. */
  lang?: LabelLanguage;
}

/** A file with all reports. Throws CertdeltaError. */
export async function exportReports(
  certdelta: Certdelta,
  reports: readonly Report[],
  format: ExportFormat,
  options: ExportOptions = {},
): Promise<ExportedFile> {
  if (!Array.isArray(reports)) {
    throw new CertdeltaError("usage", `reports are an array of records, not ${nameOf(reports)}`);
  }
  const diagnostics = rowFormats.includes(format) ? reports.filter(({ profile }) => profile === null).map(noRows) : [];
  const bytes = await write(certdelta, reports, format, options, (cut) => diagnostics.push(textCut(cut)));
  return { bytes, diagnostics };
}

function noRows({ source }: Report): Diagnostic {
  const message = `no profile fits "${source.name}", so that it has no rows`;
  return { severity: "warning", code: "no-rows", field: null, message };
}

function textCut({ source, field, column, length }: CutCell): Diagnostic {
  const message = `the ${column} of "${source}" has ${length} characters, more than a cell takes; the rest is left out`;
  return { severity: "warning", code: "text-cut", field, message };
}

async function write(
  certdelta: Certdelta,
  reports: readonly Report[],
  format: ExportFormat,
  { lang }: ExportOptions,
  onCut: (cut: CutCell) => void,
): Promise<Uint8Array> {
  switch (format) {
    case "csv":
      return encode(certdelta.rowsAs("csv", reports));
    case "json":
      return encode(`${JSON.stringify(reports, null, 2)}\n`);
    case "ndjson":
      return encode(reports.map((report) => `${JSON.stringify(report)}\n`).join(""));
    case "xlsx":
      return toXlsx(certdelta, reports, onCut);
    case "parquet":
      return toParquet(certdelta, reports);
    case "arrow":
      return toArrow(certdelta, reports);
    case "markdown":
      return encode(certdelta.seriesAs("markdown", reports, lang && { lang }));
    case "html":
      return encode(toHtml(certdelta, reports, lang));
    default:
      throw new CertdeltaError("usage", `the formats are ${exportFormats.join(", ")}, not "${format}"`);
  }
}

/** The format that a file's name asks for by its ending; `undefined` when it asks for none of these. */
export function exportFormatOf(name: string): ExportFormat | undefined {
  const ending = /\.([^./\\]+)$/u.exec(name)?.[1]?.toLowerCase();
  const format = { md: "markdown", htm: "html", jsonl: "ndjson", feather: "arrow" }[ending ?? ""] ?? ending;
  return exportFormats.find((known) => known === format);
}
