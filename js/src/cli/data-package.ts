import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CertdeltaError } from "../index.js";
import { named, readDocuments } from "./documents.js";
import { standardInput, systemReason } from "./input.js";
import { complain, remarkOnRows } from "./output.js";
import { prettyJson } from "./pretty.js";
import { attempt, openCertdelta, type ReadingOptions } from "./reader.js";
import { type Status, status } from "./status.js";

export interface DataPackageOptions extends ReadingOptions {
  out: string;
}

/** `parse --format datapackage --out DIR`: the folder with data.csv and datapackage.json. */
export async function dataPackageCommand(files: string[], options: DataPackageOptions): Promise<Status> {
  const certdelta = await openCertdelta(options);
  if (!certdelta) return status.failed;
  const { input } = options;
  const records: string[] = [];
  let outcome: Status = status.done;
  const paths = files.length > 0 ? files : [standardInput];
  for await (const { path, bytes, report, error } of readDocuments(certdelta, paths, options)) {
    const record = await attempt(path, () => {
      if (error) throw error;
      return certdelta.parseAs("json", bytes ?? JSON.stringify(named(report, path)), {
        name: path,
        ...(input && { input }),
      });
    });
    if (record === undefined) outcome = status.failed;
    else records.push(record);
    if (record !== undefined) remarkOnRows(JSON.parse(record), path);
  }
  const contents = {
    "data.csv": certdelta.rowsAs("csv", records),
    "datapackage.json": `${prettyJson(certdelta.rowsAs("datapackage", records))}\n`,
  };
  for (const [name, content] of Object.entries(contents)) {
    const path = join(options.out, name);
    try {
      await mkdir(options.out, { recursive: true });
      await writeFile(path, content);
    } catch (error) {
      complain(new CertdeltaError("unwritable", `cannot be written: ${systemReason(error)}`), path);
      return status.failed;
    }
  }
  return outcome;
}
