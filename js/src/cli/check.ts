import { CertdeltaError, type Comparable, type LabelLanguage } from "../index.js";
import { type BatchDocument, readDocuments } from "./documents.js";
import { type FindingFormat, FindingPrinter, hasErrors } from "./findings.js";
import { standardInput } from "./input.js";
import { complain } from "./output.js";
import { openCertdelta, type ReadingOptions } from "./reader.js";
import { type Status, status } from "./status.js";

export interface CheckCommandOptions extends ReadingOptions {
  format?: FindingFormat;
  lang?: LabelLanguage;
}

/** `check [FILE...]`: what contradicts itself in each document or record. */
export async function checkCommand(files: string[], options: CheckCommandOptions): Promise<Status> {
  const certdelta = await openCertdelta(options);
  if (!certdelta) return status.failed;
  const printer = new FindingPrinter(options.format);
  let unreadable = false;
  let errors = false;
  for await (const document of readDocuments(certdelta, files.length > 0 ? files : [standardInput], options)) {
    const { path } = document;
    try {
      // Named as the user named it, so that the place of a finding can be gone to. A record keeps its own name.
      const request = { name: path, ...(options.input && { input: options.input }) };
      const content = contentOf(document);
      const findings = certdelta.check(content, request);
      errors ||= hasErrors(findings);
      await printer.print(findings, () =>
        certdelta.checkText(content, { ...request, ...(options.lang && { lang: options.lang }) }),
      );
    } catch (error) {
      if (!(error instanceof CertdeltaError)) throw error;
      unreadable = true;
      complain(error, path);
      await printer.printError(new CertdeltaError(error.code, error.message, { ...error, source: path }));
    }
  }
  await printer.finish();
  if (unreadable) return status.failed;
  return errors ? status.findings : status.done;
}

/** What the core checks: bytes that it reads, or the record of another format under the user's name for it. */
function contentOf({ path, bytes, report, error }: BatchDocument): Comparable {
  if (error) throw error;
  return report ? { ...report, source: { ...report.source, name: path } } : bytes;
}
