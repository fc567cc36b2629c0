/** `parse --out`: reports in files that other programs open. All records of the batch are in memory until they are written. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type ExportFormat, exportReports } from "../export.js";
import { type Certdelta, CertdeltaError, type Report } from "../index.js";
import { named, readDocuments } from "./documents.js";
import { standardInput, systemReason } from "./input.js";
import { complain, remarkOnRows } from "./output.js";
import { prettyJson } from "./pretty.js";
import { attempt, openCertdelta, type ReadingOptions } from "./reader.js";
import { type Status, status } from "./status.js";

export interface FilesOptions extends ReadingOptions {
  /** A file, or the folder of a data package. */
  out: string;
}

/** `parse --format datapackage --out DIR`: the folder with data.csv and datapackage.json. */
export function dataPackageCommand(files: string[], options: FilesOptions): Promise<Status> {
  return writeFiles(files, options, async (certdelta, reports) => ({
    [join(options.out, "data.csv")]: certdelta.rowsAs("csv", reports),
    [join(options.out, "datapackage.json")]: `${prettyJson(certdelta.rowsAs("datapackage", reports))}\n`,
  }));
}

/** `parse --out FILE`: one file, in the format that its name asks for. */
export function exportCommand(files: string[], options: FilesOptions, format: ExportFormat): Promise<Status> {
  return writeFiles(files, options, async (certdelta, reports) => ({
    [options.out]: await exportReports(certdelta, reports, format),
  }));
}

async function writeFiles(
  files: string[],
  options: FilesOptions,
  contentsOf: (certdelta: Certdelta, reports: Report[]) => Promise<Record<string, string | Uint8Array>>,
): Promise<Status> {
  const certdelta = await openCertdelta(options);
  if (!certdelta) return status.failed;
  const { input } = options;
  const reports: Report[] = [];
  let outcome: Status = status.done;
  const paths = files.length > 0 ? files : [standardInput];
  for await (const { path, bytes, report, error } of readDocuments(certdelta, paths, options)) {
    const record = await attempt(path, () => {
      if (error) throw error;
      return certdelta.parse(bytes ?? JSON.stringify(named(report, path)), { name: path, ...(input && { input }) });
    });
    if (record === undefined) {
      outcome = status.failed;
      continue;
    }
    reports.push(record);
    remarkOnRows(record, path);
  }
  for (const [path, content] of Object.entries(await contentsOf(certdelta, reports))) {
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    } catch (error) {
      complain(new CertdeltaError("unwritable", `cannot be written: ${systemReason(error)}`), path);
      return status.failed;
    }
  }
  return outcome;
}
