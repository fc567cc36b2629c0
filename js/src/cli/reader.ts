/** certdelta with the profiles that the user named. */
import { type Certdelta, CertdeltaError, type InputFormat, load } from "../index.js";
import { profileFiles, readInput } from "./input.js";
import { complain } from "./output.js";

export interface ReadingOptions {
  profile?: string[];
  input?: InputFormat;
  /** Seconds after which a PDF is given up. */
  timeout: number;
  /** Documents that are read side by side. */
  jobs: number;
  /** For PDF documents that ask for one. */
  password?: string;
}

/** Loads certdelta and adds the profiles; `undefined`, after a complaint, when one of them does not load. */
export async function openCertdelta(options: Pick<ReadingOptions, "profile">): Promise<Certdelta | undefined> {
  const certdelta = await load();
  for (const path of options.profile ?? []) {
    const files = await attempt(path, () => profileFiles(path));
    for (const file of files ?? []) if (!(await addProfile(certdelta, file))) return undefined;
    if (files === undefined) return undefined;
  }
  return certdelta;
}

/** False after a complaint, which names the place inside of the profile where it is known. */
async function addProfile(certdelta: Certdelta, path: string): Promise<boolean> {
  try {
    const { bytes } = await readInput(path);
    certdelta.addProfile(bytes, { name: path });
    return true;
  } catch (error) {
    if (!(error instanceof CertdeltaError)) throw error;
    // The message of text that is no JSON names the place itself.
    const placed = error.code === "invalid-profile" && error.line !== undefined && error.column !== undefined;
    complain(error, placed ? `${path}:${error.line}:${error.column}` : path);
    return false;
  }
}

/** The result of `body`, or `undefined` after a complaint about `path`. */
export async function attempt<T>(path: string, body: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await body();
  } catch (error) {
    if (!(error instanceof CertdeltaError)) throw error;
    complain(error, path);
    return undefined;
  }
}
