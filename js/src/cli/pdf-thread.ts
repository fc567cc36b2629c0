/** The command's side of the threads that read PDF documents. */
import { Worker } from "node:worker_threads";
import { CertdeltaError, type Extracted } from "../index.js";
import type { PdfAnswer, PdfRequest } from "./pdf-worker.js";

/** Threads that wait for a document; there are as many as documents have been read side by side. */
const idle: Worker[] = [];

/** Like `extract`, but it ends. Throws CertdeltaError. */
export async function extractInThread(
  bytes: Uint8Array,
  name: string,
  seconds: number,
  password?: string,
): Promise<Extracted> {
  const thread = idle.pop() ?? new Worker(new URL("./pdf-worker.js", import.meta.url));
  thread.ref();
  let timer: NodeJS.Timeout | undefined;
  // Taken off by name: without its own listeners, a worker that is used again would hear nothing.
  let forget = () => {};
  try {
    const answer = await new Promise<PdfAnswer>((resolve, reject) => {
      const fail = (code: "timeout" | "trap", message: string, cause?: unknown) => {
        void thread.terminate();
        reject(new CertdeltaError(code, message, { source: name, cause }));
      };
      timer = setTimeout(() => fail("timeout", `given up after ${seconds} seconds`), seconds * 1000);
      const breakDown = (cause: unknown) => fail("trap", `the reader broke down (${cause})`, cause);
      forget = () => {
        thread.off("message", resolve);
        thread.off("error", breakDown);
      };
      thread.once("message", resolve);
      thread.once("error", breakDown);
      thread.postMessage({ bytes, name, ...(password !== undefined && { password }) } satisfies PdfRequest);
    });
    // A thread that did not answer was ended.
    idle.push(thread);
    if ("error" in answer) throw CertdeltaError.fromRecord(answer.error);
    return answer.extracted;
  } finally {
    clearTimeout(timer);
    forget();
    // An idle thread does not keep the command from ending.
    thread.unref();
  }
}
