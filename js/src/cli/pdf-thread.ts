/** The command's side of the thread that reads PDF documents. */
import { Worker } from "node:worker_threads";
import { CertdeltaError, type Extracted } from "../index.js";
import type { PdfAnswer, PdfRequest } from "./pdf-worker.js";

let thread: Worker | undefined;

/** Like `extract`, but it ends. One document at a time. Throws CertdeltaError. */
export async function extractInThread(
  bytes: Uint8Array,
  name: string,
  seconds: number,
  password?: string,
): Promise<Extracted> {
  thread ??= new Worker(new URL("./pdf-worker.js", import.meta.url));
  const current = thread;
  current.ref();
  let timer: NodeJS.Timeout | undefined;
  // Taken off by name: without its own listeners, a worker that is used again would hear nothing.
  let forget = () => {};
  try {
    const answer = await new Promise<PdfAnswer>((resolve, reject) => {
      const fail = (code: "timeout" | "trap", message: string, cause?: unknown) => {
        thread = undefined;
        void current.terminate();
        reject(new CertdeltaError(code, message, { source: name, cause }));
      };
      timer = setTimeout(() => fail("timeout", `given up after ${seconds} seconds`), seconds * 1000);
      const breakDown = (cause: unknown) => fail("trap", `the reader broke down (${cause})`, cause);
      forget = () => {
        current.off("message", resolve);
        current.off("error", breakDown);
      };
      current.once("message", resolve);
      current.once("error", breakDown);
      current.postMessage({ bytes, name, ...(password !== undefined && { password }) } satisfies PdfRequest);
    });
    if ("error" in answer) throw CertdeltaError.fromRecord(answer.error);
    return answer.extracted;
  } finally {
    clearTimeout(timer);
    forget();
    // An idle thread does not keep the command from ending.
    current.unref();
  }
}
