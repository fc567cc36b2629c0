/**
 * Records as files that other programs open. All of it is written in memory; nothing is sent anywhere.
 *
 *     import { exportReports } from "certdelta/export";
 *
 *     const bytes = await exportReports(certdelta, reports, "xlsx");
 */
import type { Certdelta } from "./certdelta.js";
import { CertdeltaError } from "./errors.js";
import { toHtml } from "./export/html.js";
import { toParquet } from "./export/parquet.js";
import { toXlsx } from "./export/xlsx.js";
import type { Report } from "./types.js";
import { encode, nameOf } from "./utf8.js";

export { toHtml } from "./export/html.js";
export { toParquet } from "./export/parquet.js";
export { toXlsx } from "./export/xlsx.js";

/**
 * - "csv": the tidy rows of `certdelta.rows()`, safe to open in a spreadsheet
 * - "json": an array of records; "ndjson": a record a line
 * - "xlsx": a workbook with a sheet a profile, numbers and days as such
 * - "parquet": the tidy rows with typed columns
 * - "markdown": the reports as a series, for an e-mail
 * - "html": one page with every value and its quote
 */
export const exportFormats = ["csv", "json", "ndjson", "xlsx", "parquet", "markdown", "html"] as const;
/** One of `exportFormats`. */
export type ExportFormat = (typeof exportFormats)[number];

/**
 * The bytes of a file with all reports. A report that no profile fits (`profile` is null) has no rows: CSV and Parquet do not
 * show it, a workbook names it on a sheet of its own. Throws CertdeltaError.
 */
export async function exportReports(
  certdelta: Certdelta,
  reports: readonly Report[],
  format: ExportFormat,
): Promise<Uint8Array> {
  if (!Array.isArray(reports)) {
    throw new CertdeltaError("usage", `reports are an array of records, not ${nameOf(reports)}`);
  }
  switch (format) {
    case "csv":
      return encode(certdelta.rowsAs("csv", reports));
    case "json":
      return encode(`${JSON.stringify(reports, null, 2)}\n`);
    case "ndjson":
      return encode(reports.map((report) => `${JSON.stringify(report)}\n`).join(""));
    case "xlsx":
      return toXlsx(certdelta, reports);
    case "parquet":
      return toParquet(certdelta, reports);
    case "markdown":
      return encode(certdelta.seriesAs("markdown", reports));
    case "html":
      return encode(toHtml(certdelta, reports));
    default:
      throw new CertdeltaError("usage", `the formats are ${exportFormats.join(", ")}, not "${format}"`);
  }
}

/** The format that a file's name asks for by its ending; `undefined` when it asks for none of these. */
export function exportFormatOf(name: string): ExportFormat | undefined {
  const ending = /\.([^./\\]+)$/u.exec(name)?.[1]?.toLowerCase();
  const format = { md: "markdown", htm: "html", jsonl: "ndjson" }[ending ?? ""] ?? ending;
  return exportFormats.find((known) => known === format);
}
