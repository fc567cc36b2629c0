/** Workers that read documents side by side; where there are none to be had, this thread reads them itself. */
import type { Core } from "../abi.js";
import { CertdeltaError, closedError } from "../errors.js";
import type { ErrorRecord } from "../types.js";
import type { Start, Task } from "./messages.js";
import { startInlined, Thread, type WorkerFactory } from "./thread.js";

/** A task, and who waits for its record. */
interface Job {
  task: Task;
  resolve(record: Uint8Array): void;
  reject(error: CertdeltaError): void;
}

export class Pool {
  readonly #core: Core;
  readonly #start: Start;
  readonly #factory: WorkerFactory;
  readonly #size: number;
  /** Those that start are among them. */
  readonly #threads = new Set<Thread>();
  readonly #jobs: Job[] = [];
  /** Workers that wait for a job. */
  readonly #idle: (() => void)[] = [];
  #opened = false;
  #without: boolean;
  #closed = false;

  /** `size` workers at most; with 0, this thread reads. */
  constructor(core: Core, size: number, factory: WorkerFactory = startInlined) {
    this.#core = core;
    this.#start = { module: core.module, profiles: core.addedProfiles };
    this.#factory = factory;
    this.#size = size;
    this.#without = size === 0;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** The bytes of the record. Throws CertdeltaError. */
  async parse(task: Task): Promise<Uint8Array> {
    if (this.#closed) throw closedError();
    if (this.#without) return this.#readHere(task);
    if (!this.#opened) {
      this.#opened = true;
      void this.#open();
    }
    return new Promise((resolve, reject) => {
      this.#jobs.push({ task, resolve, reject });
      this.#idle.shift()?.();
    });
  }

  /** Ends the workers, those that start included; documents that they were reading or would have read are given up. */
  close(): void {
    this.#closed = true;
    for (const thread of this.#threads) thread.end();
    for (const { reject } of this.#jobs.splice(0)) reject(closedError());
    for (const wake of this.#idle.splice(0)) wake();
  }

  /** One worker first: where that does not come up (a content security policy, an edge runtime), none will. */
  async #open(): Promise<void> {
    const first = await this.#startThread();
    if (first === undefined) {
      this.#goWithout();
      return;
    }
    void this.#work(first);
    for (let others = this.#size - 1; others > 0; others -= 1) {
      void this.#startThread().then((thread) => thread && this.#work(thread));
    }
  }

  /** `undefined` when it does not come up, or comes too late. */
  async #startThread(): Promise<Thread | undefined> {
    if (this.#closed) return undefined;
    let thread: Thread;
    try {
      thread = new Thread(this.#factory);
    } catch {
      return undefined;
    }
    this.#threads.add(thread);
    try {
      await thread.ask(this.#start);
      return thread;
    } catch {
      this.#end(thread);
      return undefined;
    }
  }

  /** One document after the other. A worker that breaks down costs the one that it was reading, and is replaced. */
  async #work(thread: Thread): Promise<void> {
    for (let job = await this.#nextJob(); job !== undefined; job = await this.#nextJob()) {
      try {
        const answer = await thread.ask(job.task);
        if ("record" in answer) job.resolve(answer.record);
        else job.reject(CertdeltaError.fromRecord((answer as { error: ErrorRecord }).error));
      } catch (cause) {
        const { name } = job.task;
        job.reject(
          this.#closed
            ? closedError()
            : new CertdeltaError("trap", `a worker broke down (${cause})`, { source: name, cause }),
        );
        this.#end(thread);
        const next = await this.#startThread();
        if (next !== undefined) return this.#work(next);
        if (this.#threads.size === 0) this.#goWithout();
        return;
      }
    }
  }

  /** `undefined` once the pool is closed. */
  async #nextJob(): Promise<Job | undefined> {
    while (this.#jobs.length === 0 && !this.#closed) {
      await new Promise<void>((resolve) => {
        this.#idle.push(resolve);
      });
    }
    return this.#jobs.shift();
  }

  #end(thread: Thread): void {
    this.#threads.delete(thread);
    thread.end();
  }

  #goWithout(): void {
    this.#without = true;
    for (const { task, resolve, reject } of this.#jobs.splice(0)) {
      try {
        resolve(this.#readHere(task));
      } catch (error) {
        reject(error as CertdeltaError);
      }
    }
  }

  #readHere({ document, options, name }: Task): Uint8Array {
    return this.#core.call("parse", [document, options], name);
  }
}
