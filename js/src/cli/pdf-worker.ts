/** Reads PDF documents in a thread of its own, which the command ends when one takes too long. */
import { parentPort } from "node:worker_threads";
import { CertdeltaError, type ErrorRecord, type Extracted, extract } from "../index.js";

export interface PdfRequest {
  bytes: Uint8Array;
  name: string;
  password?: string;
}

/** Classes do not cross threads: an error goes over as its record. */
export type PdfAnswer = { extracted: Extracted } | { error: ErrorRecord };

parentPort?.on("message", async (request: PdfRequest) => {
  parentPort?.postMessage(await answer(request));
});

async function answer({ bytes, name, password }: PdfRequest): Promise<PdfAnswer> {
  try {
    return { extracted: await extract(bytes, name, password === undefined ? {} : { password }) };
  } catch (error) {
    if (error instanceof CertdeltaError) return { error: error.toJSON() };
    throw error;
  }
}
