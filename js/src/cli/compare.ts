import { type Certdelta, CertdeltaError, type Comparison, type LabelLanguage } from "../index.js";
import { type BatchFile, listFiles, readComparable } from "./documents.js";
import { type Input, isFolder } from "./input.js";
import { complain, print } from "./output.js";
import { prettyJson } from "./pretty.js";
import { attempt, openCertdelta, type ReadingOptions } from "./reader.js";
import { type Status, status } from "./status.js";
import { coloured, tableColumns } from "./terminal.js";

export const compareFormats = ["json", "csv", "markdown", "table"] as const;
export type CompareFormat = (typeof compareFormats)[number];

export interface CompareCommandOptions extends ReadingOptions {
  format?: CompareFormat;
  exitCode?: boolean;
  lang?: LabelLanguage;
}

/** `compare OLD NEW`: documents, or records already parsed. */
export async function compareCommand(before: string, after: string, options: CompareCommandOptions): Promise<Status> {
  const certdelta = await openCertdelta(options);
  if (!certdelta) return status.failed;
  for (const path of [before, after]) {
    if (!(await isFolder(path))) continue;
    const message = "is a folder: two documents are compared; series takes folders";
    complain(new CertdeltaError("is-directory", message, { source: path }), path);
    return status.failed;
  }
  // Both are read before either is given up, so that two bad files give two lines.
  const [old, recent] = (await listFiles([before, after])) as [BatchFile, BatchFile];
  const older = await readDocument(certdelta, old, options);
  const newer = await readDocument(certdelta, recent, options);
  if (!older || !newer) return status.failed;

  const format = options.format ?? (process.stdout.isTTY ? "table" : "json");
  const request = {
    before: older.name,
    after: newer.name,
    ...given(options),
    ...(format === "table" && tableColumns()),
  };
  const text = certdelta.compareAs(format, older.bytes, newer.bytes, request);
  if (format === "table") await print(coloured(text));
  else if (format !== "json") await print(text);
  else await print(`${options.format ? prettyJson(text) : text}\n`);
  return options.exitCode && differs(certdelta.compare(older.bytes, newer.bytes, request))
    ? status.findings
    : status.done;
}

/** A document that is known to be comparable. It is compared as it is: a record does not keep how "17.0" was printed. */
function readDocument(certdelta: Certdelta, file: BatchFile, options: ReadingOptions): Promise<Input | undefined> {
  const { input } = options;
  return attempt(file.path, async () => {
    const document = await readComparable(certdelta, file, options);
    const { name, bytes } = document;
    certdelta.compareAs("json", bytes, bytes, { before: name, after: name, ...(input && { input }) });
    return document;
  });
}

function given({ input, lang }: CompareCommandOptions) {
  return { ...(input && { input }), ...(lang && { lang }) };
}

/** What the native command's `--exit-code` tells: has_findings() of the core. */
function differs({ fields, diagnostics, relation }: Comparison): boolean {
  return (
    relation === "unrelated" ||
    Object.values(fields).some(({ kind, agrees }) => kind !== "same" || agrees === false) ||
    diagnostics.some(({ severity }) => severity === "error")
  );
}
