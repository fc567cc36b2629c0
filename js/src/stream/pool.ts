/** Workers that read documents side by side; where there are none to be had, this thread reads them itself. */
import type { Core } from "../abi.js";
import { CertdeltaError, closedError } from "../errors.js";
import type { Answer, Start, Task } from "./messages.js";
import { startInlined, Thread, type WorkerFactory } from "./thread.js";

export class Pool {
  readonly #core: Core;
  readonly #start: Start;
  readonly #factory: WorkerFactory;
  readonly #size: number;
  readonly #threads: Thread[] = [];
  #without: boolean;
  #closed = false;
  #opening: Promise<void> | undefined;

  /** `size` workers at most; with 0, this thread reads. */
  constructor(core: Core, size: number, factory: WorkerFactory = startInlined) {
    this.#core = core;
    this.#start = { module: core.module, profiles: core.addedProfiles };
    this.#factory = factory;
    this.#size = size;
    this.#without = size === 0;
  }

  /** The bytes of the record. Throws CertdeltaError. */
  async parse(task: Task): Promise<Uint8Array> {
    this.#opening ??= this.#open();
    await this.#opening;
    if (this.#closed) throw closedError();
    if (this.#without) return this.#core.call("parse", [task.document, task.options], task.name);
    const answer = await this.#ask(task);
    if ("record" in answer) return answer.record;
    throw CertdeltaError.fromRecord((answer as { error: Parameters<typeof CertdeltaError.fromRecord>[0] }).error);
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Ends the workers; documents that they were reading are given up. */
  close(): void {
    this.#closed = true;
    for (const thread of this.#threads.splice(0)) thread.end();
  }

  /** One worker first: where that does not come up (a content security policy, an edge runtime), none will. */
  async #open(): Promise<void> {
    if (this.#without) return;
    try {
      this.#threads.push(await this.#startThread());
    } catch {
      this.#without = true;
      return;
    }
    const others = Array.from({ length: this.#size - 1 }, () => this.#startThread());
    for (const { status, ...result } of await Promise.allSettled(others)) {
      if (status === "fulfilled") this.#threads.push((result as PromiseFulfilledResult<Thread>).value);
    }
  }

  async #startThread(): Promise<Thread> {
    const thread = new Thread(this.#factory);
    try {
      await thread.ask(this.#start);
    } catch (cause) {
      thread.end();
      throw cause;
    }
    return thread;
  }

  /** A worker that breaks down costs the document that it was reading, and is replaced. */
  async #ask(task: Task): Promise<Answer> {
    const thread = this.#idlest();
    try {
      return await thread.ask(task);
    } catch (cause) {
      if (this.#closed) throw closedError();
      const place = this.#threads.indexOf(thread);
      if (place >= 0) {
        this.#threads.splice(place, 1);
        thread.end();
        try {
          this.#threads.push(await this.#startThread());
        } catch {
          this.#without = this.#threads.length === 0;
        }
      }
      throw new CertdeltaError("trap", `a worker broke down (${cause})`, { source: task.name, cause });
    }
  }

  #idlest(): Thread {
    return this.#threads.reduce((best, thread) => (thread.load < best.load ? thread : best));
  }
}
