/** `parse --out`: reports in files that other programs open. All records of the batch are in memory until they are written. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { rowFormats } from "../export/tidy.js";
import { type ExportFormat, exportReports } from "../export.js";
import { type Certdelta, CertdeltaError, type LabelLanguage, type Report } from "../index.js";
import { readAside } from "./aside.js";
import { eachRecord, listFiles, readListed } from "./documents.js";
import { type FilePath, notAFolder, standardInput, systemReason } from "./input.js";
import { complain, NotInRows, remark, remarkOnStranger } from "./output.js";
import { prettyJson } from "./pretty.js";
import { attempt, openCertdelta, type ReadingOptions } from "./reader.js";
import { type Status, status } from "./status.js";
import { FileWatch, untilInterrupted } from "./watch.js";

export interface FilesOptions extends ReadingOptions {
  /** A file, or the folder of a data package. */
  out: string;
  /** Of Markdown and HTML. */
  lang?: LabelLanguage;
  /** A document that no profile fits is a finding. */
  strict?: boolean;
  /** Writes it again whenever something comes into the folders, changes or goes away, until it is interrupted. */
  watch?: boolean;
}

/** `parse --format datapackage --out DIR`: the folder with data.csv and datapackage.json. */
export function dataPackageCommand(files: string[], options: FilesOptions): Promise<Status> {
  const [data, descriptor] = ["data.csv", "datapackage.json"].map((name) => join(options.out, name)) as [
    string,
    string,
  ];
  const contentsOf: Output["contentsOf"] = async (certdelta, reports) => ({
    [data]: certdelta.rowsAs("csv", reports),
    [descriptor]: `${prettyJson(certdelta.rowsAs("datapackage", reports))}\n`,
  });
  return writeFiles(files, options, { paths: [data, descriptor], asRows: true, contentsOf });
}

/** `parse --out FILE`: one file, in the format that its name asks for. */
export function exportCommand(files: string[], options: FilesOptions, format: ExportFormat): Promise<Status> {
  const contentsOf: Output["contentsOf"] = async (certdelta, reports) => {
    const labels = options.lang && { lang: options.lang };
    const { bytes, diagnostics } = await exportReports(certdelta, reports, format, labels);
    // What has no rows was told when it was read.
    for (const diagnostic of diagnostics) if (diagnostic.code !== "no-rows") remark(diagnostic);
    return { [options.out]: bytes };
  };
  return writeFiles(files, options, { paths: [options.out], asRows: rowFormats.includes(format), contentsOf });
}

/** What is written. */
interface Output {
  /** The files, which are no documents when the command runs again. */
  paths: readonly string[];
  /** Rows, a field each: a document that no profile fits has none. */
  asRows: boolean;
  contentsOf: (certdelta: Certdelta, reports: Report[]) => Promise<Record<string, string | Uint8Array>>;
}

async function writeFiles(files: string[], options: FilesOptions, output: Output): Promise<Status> {
  const certdelta = await openCertdelta(options);
  if (!certdelta) return status.failed;
  const paths = files.length > 0 ? files : [standardInput];
  const write = () => writeOnce(certdelta, paths, options, output);
  if (!options.watch) return write();
  const watch = await FileWatch.open(paths, output.paths);
  return untilInterrupted(watch, async () => {
    let outcome = await write();
    for await (const _ of watch.changes()) outcome = await write();
    return outcome;
  });
}

async function writeOnce(
  certdelta: Certdelta,
  paths: readonly string[],
  options: FilesOptions,
  output: Output,
): Promise<Status> {
  const { input } = options;
  const reports: Report[] = [];
  let outcome: Status = status.done;
  let strange = false;
  const list = await listFiles(paths, output.paths);
  const nameOf = ({ path, name }: FilePath) => (output.asRows ? path : name);
  const documents = eachRecord(certdelta, readListed(certdelta, list, options), options);
  const hidden = new NotInRows();
  for await (const document of readAside(certdelta, documents, { ...options, files: list.length, nameOf })) {
    const { path, bytes, report, error } = document;
    const record = await attempt(path, () => {
      if (error) throw error;
      return report ?? certdelta.parse(bytes, { name: nameOf(document), ...(input && { input }) });
    });
    if (record === undefined) {
      outcome = status.failed;
      continue;
    }
    reports.push(record);
    if (record.profile === null) strange = true;
    if (!output.asRows) continue;
    remarkOnStranger(record, path, "it has no rows");
    hidden.add(record);
  }
  for (const [path, content] of Object.entries(await output.contentsOf(certdelta, reports))) {
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    } catch (error) {
      const file = await notAFolder(dirname(path));
      const reason = file === undefined ? systemReason(error) : `${file} is no folder`;
      complain(new CertdeltaError("unwritable", `cannot be written: ${reason}`), path);
      return status.failed;
    }
  }
  hidden.tell();
  return outcome === status.done && strange && options.strict ? status.findings : outcome;
}
