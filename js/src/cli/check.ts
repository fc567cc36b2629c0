import {
  type Certdelta,
  CertdeltaError,
  type Comparable,
  type LabelLanguage,
  type ParseOptions,
  type Report,
} from "../index.js";
import { decode } from "../utf8.js";
import { type BatchDocument, readDocuments } from "./documents.js";
import { type FindingFormat, FindingPrinter, hasErrors } from "./findings.js";
import { standardInput } from "./input.js";
import { complain } from "./output.js";
import { openCertdelta, type ReadingOptions } from "./reader.js";
import { type Status, status } from "./status.js";

export interface CheckCommandOptions extends ReadingOptions {
  format?: FindingFormat;
  lang?: LabelLanguage;
  /** Warnings are findings, too. */
  strict?: boolean;
}

/** `check [FILE...]`: what contradicts itself in each document or record. */
export async function checkCommand(files: string[], options: CheckCommandOptions): Promise<Status> {
  const certdelta = await openCertdelta(options);
  if (!certdelta) return status.failed;
  const printer = new FindingPrinter(options.format);
  let { lang } = options;
  let unreadable = false;
  let errors = false;
  for await (const document of readDocuments(certdelta, files.length > 0 ? files : [standardInput], options)) {
    const { path } = document;
    try {
      // Named as the user named it, so that the place of a finding can be gone to. A record keeps its own name.
      const request = { name: path, ...(options.input && { input: options.input }) };
      const content = contentOf(document);
      const findings = certdelta.check(content, request);
      errors ||= hasErrors(findings) || (options.strict === true && findings.length > 0);
      // One run speaks one language.
      if (printer.format === "text") lang ??= languageOf(certdelta, content, request);
      await printer.print(findings, () => certdelta.checkText(content, { ...request, ...(lang && { lang }) }));
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

/** The language of the first report in it that a profile fits. */
function languageOf(certdelta: Certdelta, content: Comparable, request: ParseOptions): LabelLanguage | undefined {
  const text = content instanceof Uint8Array ? decode(content) : "";
  if (!/^\s*[[{]/.test(text)) {
    const { profile, source } = content instanceof Uint8Array ? certdelta.parse(content, request) : (content as Report);
    return profile === null ? undefined : languageNamed(source.language ?? "");
  }
  const record = recordsIn(text).find(({ profile }) => profile);
  return languageNamed(record?.source?.language ?? "");
}

/** Records of a file: one, an array of them, or one a line. A line that is no JSON is the core's to complain of. */
function recordsIn(text: string): Partial<Report>[] {
  const parsed = (json: string): Partial<Report>[] => {
    try {
      return [JSON.parse(json)].flat().filter((value) => value !== null && typeof value === "object");
    } catch {
      return [];
    }
  };
  const whole = parsed(text);
  return whole.length > 0 ? whole : text.split("\n").flatMap(parsed);
}

function languageNamed(language: string): LabelLanguage | undefined {
  return language === "en" || language === "zh" ? language : undefined;
}

/** What the core checks: bytes that it reads, or the record of another format under the user's name for it. */
function contentOf({ path, bytes, report, error }: BatchDocument): Comparable {
  if (error) throw error;
  return report ? { ...report, source: { ...report.source, name: path } } : bytes;
}
