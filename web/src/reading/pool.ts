/** Several workers that read documents side by side. Each is given the next documents while it reads one. */
import { ReadingClient, RequestError } from "./client.ts";
import type { DocumentSource, ReadAnswer } from "./protocol.ts";

/** One that takes longer is given up, and its worker with it. */
const longestMilliseconds = 120_000;
/** Ending a worker is what truly gives its memory back. */
const idleMilliseconds = 20_000;
/** So many documents at once are a worker's: it fetches the bytes of the next ones while it reads the first. */
const depth = 8;

interface Job {
  document: DocumentSource;
  started(): void;
  resolve(answer: ReadAnswer): void;
  reject(error: unknown): void;
}

interface Seat {
  client: ReadingClient;
  /** The first one is being read. */
  jobs: Job[];
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

  /** Starts the workers that there may be, and ends them when nothing comes. */
  warmUp(): void {
    while (this.#seats.length < this.#size)
      void this.#newSeat()
        .client.request({ kind: "info" })
        .catch(() => {});
    this.#next();
  }

  /** Fails with a RequestError; `started` is called when a worker begins with it. */
  read(document: DocumentSource, started: () => void): Promise<ReadAnswer> {
    return new Promise((resolve, reject) => {
      this.#jobs.push({ document, started, resolve, reject });
      this.#next();
    });
  }

  /** Forgets what waits and ends what is being read: all of it fails. */
  stop(): void {
    clearTimeout(this.#end);
    const seats = this.#seats;
    const lost = [...seats.flatMap(({ jobs }) => jobs.splice(0)), ...this.#jobs.splice(0)];
    this.#seats = [];
    for (const { client, tooLong } of seats) {
      clearTimeout(tooLong);
      client.stop();
    }
    for (const { reject } of lost) reject(new Error("stopped"));
  }

  #next(): void {
    clearTimeout(this.#end);
    while (this.#jobs.length > 0) {
      const seat = this.#freeSeat();
      const job = seat && this.#jobs.shift();
      if (!seat || !job) return;
      this.#give(seat, job);
    }
    if (this.#seats.every(({ jobs }) => jobs.length === 0)) this.#end = setTimeout(() => this.stop(), idleMilliseconds);
  }

  /** One that has nothing to do, else a new one, else the one with the least to do. */
  #freeSeat(): Seat | undefined {
    const [least] = [...this.#seats].sort((a, b) => a.jobs.length - b.jobs.length);
    if (least?.jobs.length === 0) return least;
    if (this.#seats.length < this.#size) return this.#newSeat();
    return least && least.jobs.length < depth ? least : undefined;
  }

  #newSeat(): Seat {
    const client = new ReadingClient();
    client.useProfiles(this.#profiles, this.#generation);
    const seat: Seat = { client, jobs: [], tooLong: undefined };
    this.#seats.push(seat);
    return seat;
  }

  #give(seat: Seat, job: Job): void {
    seat.jobs.push(job);
    if (seat.jobs.length === 1) this.#begin(seat);
    seat.client.request({ kind: "read", document: job.document }).then(
      (answer) => this.#settle(seat, job, () => job.resolve(answer)),
      (error: unknown) => {
        // A worker that died read the first one; the others were not looked at, and come first again.
        if (seat.jobs[0] === job && error instanceof RequestError && error.ended) {
          this.#jobs.unshift(...seat.jobs.splice(1));
        }
        this.#settle(seat, job, () => job.reject(error));
      },
    );
  }

  #settle(seat: Seat, job: Job, tell: () => void): void {
    const at = seat.jobs.indexOf(job);
    if (at < 0) return; // it waits again, or was given up
    seat.jobs.splice(at, 1);
    if (at === 0) this.#begin(seat);
    tell();
    this.#next();
  }

  #begin(seat: Seat): void {
    clearTimeout(seat.tooLong);
    const [first] = seat.jobs;
    if (!first) return;
    first.started();
    const message = `reading took longer than ${longestMilliseconds / 1000} s`;
    seat.tooLong = setTimeout(() => seat.client.stop("timeout", message), longestMilliseconds);
  }
}
