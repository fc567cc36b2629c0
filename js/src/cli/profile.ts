/** The commands for authors of profiles: `profile lint`, `profile test`. */
import { type Certdelta, CertdeltaError, type Finding, load } from "../index.js";
import { type FindingFormat, FindingPrinter, hasErrors } from "./findings.js";
import { profileFiles, readInput } from "./input.js";
import { complain } from "./output.js";
import { type Status, status } from "./status.js";

export interface ProfileCommandOptions {
  format?: FindingFormat;
}

/** What is found in one profile, and the same as text. */
type Look = (certdelta: Certdelta, json: Uint8Array, name: string) => { findings: Finding[]; text: () => string };

export function lintCommand(paths: string[], options: ProfileCommandOptions): Promise<Status> {
  return lookAtEach(paths, options, (certdelta, json, name) => ({
    findings: certdelta.lintProfile(json, { name }),
    text: () => certdelta.lintProfileText(json, { name }),
  }));
}

export function testCommand(paths: string[], options: ProfileCommandOptions): Promise<Status> {
  return lookAtEach(paths, options, (certdelta, json, name) => ({
    findings: certdelta.testProfile(json, { name }).findings,
    text: () => certdelta.testProfileText(json, { name }),
  }));
}

async function lookAtEach(paths: string[], options: ProfileCommandOptions, look: Look): Promise<Status> {
  const certdelta = await load();
  const printer = new FindingPrinter(options.format);
  let unreadable = false;
  let errors = false;
  for (const path of paths) {
    let file = path;
    try {
      for (file of await profileFiles(path)) {
        const { bytes } = await readInput(file);
        const { findings, text } = look(certdelta, bytes, file);
        errors ||= hasErrors(findings);
        await printer.print(findings, text);
      }
    } catch (error) {
      if (!(error instanceof CertdeltaError)) throw error;
      unreadable = true;
      complain(error, file);
      await printer.printError(new CertdeltaError(error.code, error.message, { ...error, source: file }));
    }
  }
  await printer.finish();
  if (unreadable) return status.failed;
  return errors ? status.findings : status.done;
}
