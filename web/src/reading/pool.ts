/** Several workers that read documents side by side. Each is given the next documents while it reads others. */
import { ReadingClient, RequestError } from "./client.ts";
import type { DocumentSource, ReadAnswer } from "./protocol.ts";

/** Whoever takes longer is given up, and its worker with it. */
const longestMilliseconds = 120_000;
/** Ending a worker is what truly gives its memory back. */
const idleMilliseconds = 20_000;
/** So many batches at once are a worker's: it fetches the bytes of the next one while it reads the first. */
const depth = 2;
/** A batch of small documents is one request: what goes back and forth takes as long as the reading of one. */
const mostOfBatch = { documents: 16, bytes: 64 * 1024 };

interface Job {
  document: DocumentSource;
  /** A batch with it ended its worker, or may have: whose doing it was shows when each is read alone. */
  alone: boolean;
  started(): void;
  resolve(answer: ReadAnswer): void;
  reject(error: unknown): void;
}

interface Seat {
  client: ReadingClient;
  /** The first one is being read. */
  batches: Job[][];
  tooLong: ReturnType<typeof setTimeout> | undefined;
}

export class ReadingPool {
  readonly #size: number;
  #seats: Seat[] = [];
  #jobs: Job[] = [];
  #profiles: readonly string[] = [];
  #generation = 0;
  #end: ReturnType<typeof setTimeout> | undefined;

  constructor(size: number) {
    this.#size = Math.max(1, size);
  }

  useProfiles(profiles: readonly string[], generation: number): void {
    this.#profiles = profiles;
    this.#generation = generation;
    for (const { client } of this.#seats) client.useProfiles(profiles, generation);
  }

  /** Starts the workers that there may be, has each try itself on some documents, and ends them when nothing comes. */
  warmUp(documents: readonly DocumentSource[]): void {
    while (this.#seats.length < this.#size)
      void this.#newSeat()
        .client.request({ kind: "warmUp", documents })
        .catch(() => {});
    this.#next();
  }

  /** Fails with a RequestError; `started` is called when a worker begins with it. */
  read(document: DocumentSource, started: () => void): Promise<ReadAnswer> {
    return new Promise((resolve, reject) => {
      this.#jobs.push({ document, alone: false, started, resolve, reject });
      // Those that come with it go into one batch.
      if (this.#jobs.length === 1) queueMicrotask(() => this.#next());
    });
  }

  /** Forgets what waits and ends what is being read: all of it fails. */
  stop(): void {
    clearTimeout(this.#end);
    const seats = this.#seats;
    const lost = [...seats.flatMap(({ batches }) => batches.splice(0).flat()), ...this.#jobs.splice(0)];
    this.#seats = [];
    for (const { client, tooLong } of seats) {
      clearTimeout(tooLong);
      client.stop();
    }
    for (const { reject } of lost) reject(new Error("stopped"));
  }

  #next(): void {
    clearTimeout(this.#end);
    // Small enough for all workers to have their part of it.
    const part = Math.ceil(this.#jobs.length / (this.#size * depth));
    while (this.#jobs.length > 0) {
      const seat = this.#freeSeat();
      if (!seat) return;
      this.#give(seat, this.#nextBatch(part));
    }
    if (this.#seats.every(({ batches }) => batches.length === 0))
      this.#end = setTimeout(() => this.stop(), idleMilliseconds);
  }

  #nextBatch(part: number): Job[] {
    const [first] = this.#jobs;
    const most = first?.alone ? 1 : Math.min(part, mostOfBatch.documents);
    let bytes = 0;
    const beyond = this.#jobs.findIndex(({ document, alone }, index) => {
      bytes += sizeOf(document);
      return index > 0 && (index >= most || alone || bytes > mostOfBatch.bytes);
    });
    return this.#jobs.splice(0, beyond < 0 ? this.#jobs.length : beyond);
  }

  /** One that has nothing to do, else a new one, else the one with the least to do. */
  #freeSeat(): Seat | undefined {
    const [least] = [...this.#seats].sort((a, b) => a.batches.length - b.batches.length);
    if (least?.batches.length === 0) return least;
    if (this.#seats.length < this.#size) return this.#newSeat();
    return least && least.batches.length < depth ? least : undefined;
  }

  #newSeat(): Seat {
    const client = new ReadingClient();
    client.useProfiles(this.#profiles, this.#generation);
    const seat: Seat = { client, batches: [], tooLong: undefined };
    this.#seats.push(seat);
    return seat;
  }

  #give(seat: Seat, batch: Job[]): void {
    seat.batches.push(batch);
    if (seat.batches.length === 1) this.#begin(seat);
    seat.client.request({ kind: "read", documents: batch.map(({ document }) => document) }).then(
      (outcomes) =>
        this.#settle(seat, batch, () => {
          for (const [index, outcome] of outcomes.entries()) {
            if (outcome.ok) batch[index]?.resolve(outcome.value);
            else batch[index]?.reject(new RequestError(outcome.error));
          }
        }),
      (error: unknown) => {
        const ended = error instanceof RequestError && error.ended;
        // A worker that died read the first batch; the others were not looked at, and come first again.
        if (ended && seat.batches[0] === batch) this.#jobs.unshift(...seat.batches.splice(1).flat());
        this.#settle(seat, batch, () => {
          if (ended && batch.length > 1) this.#jobs.unshift(...batch.map((job) => ({ ...job, alone: true })));
          else for (const { reject } of batch) reject(error);
        });
      },
    );
  }

  #settle(seat: Seat, batch: Job[], tell: () => void): void {
    const at = seat.batches.indexOf(batch);
    if (at < 0) return; // it waits again, or was given up
    seat.batches.splice(at, 1);
    if (at === 0) this.#begin(seat);
    tell();
    this.#next();
  }

  #begin(seat: Seat): void {
    clearTimeout(seat.tooLong);
    const [first] = seat.batches;
    if (!first) return;
    for (const { started } of first) started();
    const message = `reading took longer than ${longestMilliseconds / 1000} s`;
    seat.tooLong = setTimeout(() => seat.client.stop("timeout", message), longestMilliseconds);
  }
}

/** In bytes, about: of pasted text, the characters. */
function sizeOf({ content }: DocumentSource): number {
  return typeof content === "string" ? content.length : content.size;
}
