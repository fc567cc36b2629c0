/** Reads PDF documents in a thread of its own, which the command ends when one takes too long. */
import { parentPort } from "node:worker_threads";
import { CertdeltaError, type ErrorRecord, type Extracted, extract } from "../index.js";

export interface PdfRequest {
  bytes: Uint8Array;
  name: string;
}

/** Classes do not cross threads: an error goes over as its record. */
export type PdfAnswer = { extracted: Extracted } | { error: ErrorRecord };

parentPort?.on("message", async ({ bytes, name }: PdfRequest) => {
  parentPort?.postMessage(await answer(bytes, name));
});

async function answer(bytes: Uint8Array, name: string): Promise<PdfAnswer> {
  try {
    return { extracted: await extract(bytes, name) };
  } catch (error) {
    if (error instanceof CertdeltaError) return { error: error.toJSON() };
    throw error;
  }
}
