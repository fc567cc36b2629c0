/** Several workers that read documents side by side, each one document at a time. */

import { ReadingClient } from "./client.ts";
import type { DocumentSource, ReadAnswer } from "./protocol.ts";

/** One that takes longer is given up, and its worker with it. */
const longestMilliseconds = 120_000;
/** Ending a worker is what truly gives its memory back. */
const idleMilliseconds = 20_000;

interface Job {
  document: DocumentSource;
  started(): void;
  resolve(answer: ReadAnswer): void;
  reject(error: unknown): void;
}

export class ReadingPool {
  readonly #size: number;
  readonly #clients: ReadingClient[] = [];
  readonly #idle: ReadingClient[] = [];
  readonly #jobs: Job[] = [];
  #profiles: readonly string[] = [];
  #end: ReturnType<typeof setTimeout> | undefined;

  constructor(size: number) {
    this.#size = Math.max(1, size);
  }

  useProfiles(profiles: readonly string[]): void {
    this.#profiles = profiles;
    for (const client of this.#clients) client.useProfiles(profiles);
  }

  /** Fails with a RequestError; `started` is called when a worker takes it. */
  read(document: DocumentSource, started: () => void): Promise<ReadAnswer> {
    return new Promise((resolve, reject) => {
      this.#jobs.push({ document, started, resolve, reject });
      this.#next();
    });
  }

  /** Forgets what waits and ends what is being read: all of it fails with the code "stopped". */
  stop(): void {
    const waiting = this.#jobs.splice(0);
    for (const client of this.#clients.splice(0)) client.stop();
    this.#idle.length = 0;
    for (const { reject } of waiting) reject(new Error("stopped"));
  }

  #next(): void {
    clearTimeout(this.#end);
    while (this.#jobs.length > 0) {
      const client = this.#idle.pop() ?? this.#another();
      const job = client && this.#jobs.shift();
      if (!client || !job) return;
      void this.#run(client, job);
    }
    if (this.#idle.length === this.#clients.length) this.#end = setTimeout(() => this.stop(), idleMilliseconds);
  }

  #another(): ReadingClient | undefined {
    if (this.#clients.length === this.#size) return undefined;
    const client = new ReadingClient();
    client.useProfiles(this.#profiles);
    this.#clients.push(client);
    return client;
  }

  async #run(client: ReadingClient, { document, started, resolve, reject }: Job): Promise<void> {
    started();
    const tooLong = setTimeout(
      () => client.stop("timeout", `reading took longer than ${longestMilliseconds / 1000} s`),
      longestMilliseconds,
    );
    try {
      resolve(await client.request({ kind: "read", document }));
    } catch (error) {
      reject(error);
    } finally {
      clearTimeout(tooLong);
      if (this.#clients.includes(client)) this.#idle.push(client);
      this.#next();
    }
  }
}
