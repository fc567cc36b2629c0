/** One worker, whoever hosts it: a browser, Node, Bun or Deno. */
import workerScript from "certdelta:worker-script";
import { type NodeThread, nodeModule, type WebWorker } from "../platform.js";
import type { Answer, Start, Task } from "./messages.js";

/** What starts a worker that runs `certdelta/worker`. */
export type WorkerFactory = () => WebWorker | NodeThread;

export class Thread {
  readonly #worker: WebWorker | NodeThread;
  readonly #waiting: { resolve: (answer: Answer) => void; reject: (cause: unknown) => void }[] = [];
  #failed: { cause: unknown } | undefined;

  constructor(start: WorkerFactory) {
    this.#worker = start();
    const hear = (answer: Answer) => {
      this.#waiting.shift()?.resolve(answer);
      this.#hold(this.#waiting.length > 0);
    };
    if ("on" in this.#worker) {
      this.#worker.on("message", hear);
      this.#worker.on("error", (cause) => this.#fail(cause));
      this.#worker.on("exit", (code) => this.#fail(new Error(`the worker ended with code ${code}`)));
    } else {
      this.#worker.onmessage = ({ data }) => hear(data);
      this.#worker.onmessageerror = () => this.#fail(new Error("a message could not be read"));
      this.#worker.onerror = (event) => {
        event.preventDefault();
        this.#fail(new Error(event.message || "the worker's script could not be loaded"));
      };
    }
  }

  /** Rejects when the worker breaks down. */
  ask(message: Start | Task): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#failed) return reject(this.#failed.cause);
      this.#waiting.push({ resolve, reject });
      this.#hold(true);
      try {
        (this.#worker as Worker).postMessage(message);
      } catch (cause) {
        this.#waiting.pop();
        reject(cause);
      }
    });
  }

  end(): void {
    void this.#worker.terminate();
    this.#fail(new Error("the worker was ended"));
  }

  /** A worker that has something to do keeps a process alive; one whose stream was forgotten does not. */
  #hold(busy: boolean): void {
    const worker = this.#worker as Partial<NodeThread>;
    if (busy) worker.ref?.();
    else worker.unref?.();
  }

  #fail(cause: unknown): void {
    this.#failed ??= { cause };
    for (const { reject } of this.#waiting.splice(0)) reject(cause);
  }
}

/** Made once and never revoked: a worker fetches it some time after it was started. */
let scriptUrl: string | undefined;

/** A worker from the script that the package carries inside: no file, no request. */
export function startInlined(): WebWorker | NodeThread {
  if (typeof Worker === "function" && typeof Blob === "function") {
    scriptUrl ??= URL.createObjectURL(new Blob([workerScript], { type: "text/javascript" }));
    return new Worker(scriptUrl, { type: "module" });
  }
  const threads = nodeModule("node:worker_threads");
  if (threads) return new threads.Worker(workerScript, { eval: true });
  throw new Error("there are no workers here");
}

/** Processors that work may be spread over. */
export function processors(): number {
  const os = nodeModule("node:os");
  return os?.availableParallelism() ?? globalThis.navigator?.hardwareConcurrency ?? 1;
}
