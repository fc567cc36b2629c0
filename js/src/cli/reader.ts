/** certdelta with the profiles that the user named. */
import { type Certdelta, CertdeltaError, type InputFormat, load } from "../index.js";
import { readInput } from "./input.js";
import { complain } from "./output.js";

export interface ReadingOptions {
  profile: string[];
  input?: InputFormat;
  /** Seconds after which a PDF is given up. */
  timeout: number;
}

/** Loads certdelta and adds the profiles; `undefined`, after a complaint, when one of them does not load. */
export async function openCertdelta(options: Pick<ReadingOptions, "profile">): Promise<Certdelta | undefined> {
  const certdelta = await load();
  for (const path of options.profile) {
    const added = await attempt(path, async () => {
      const { name, bytes } = await readInput(path);
      return certdelta.addProfile(bytes, { name });
    });
    if (added === undefined) return undefined;
  }
  return certdelta;
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
