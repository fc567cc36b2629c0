/** The page's side of one worker: every request is a promise, and a worker that dies is replaced. */
import { startWorker } from "#start-worker";
import type { Answers, Envelope, Failure, Outcome, Request } from "./protocol.ts";

/** A request that failed, with the error as a record. */
export class RequestError extends Error {
  readonly record: Failure;
  /** The worker ended, so that nothing else that it was asked will be answered either. */
  readonly ended: boolean;

  constructor(record: Failure, ended = false) {
    super(record.message);
    this.record = record;
    this.ended = ended;
  }
}

export function errorRecord(code: string, message: string): Failure {
  return { schema: "certdelta.error/1", source: null, code, message };
}

interface Pending {
  resolve(value: Answers[keyof Answers]): void;
  reject(error: RequestError): void;
}

export class ReadingClient {
  readonly #pending = new Map<number, Pending>();
  #profiles: Request & { kind: "profiles" } = { kind: "profiles", profiles: [], generation: 0 };
  #worker: Worker | undefined;
  #lastId = 0;

  get busy(): boolean {
    return this.#pending.size > 0;
  }

  /** The user's profiles, for this worker and those that replace it. */
  useProfiles(profiles: readonly string[], generation: number): void {
    this.#profiles = { kind: "profiles", profiles, generation };
    if (this.#worker) this.#post(this.#worker, ++this.#lastId, this.#profiles);
  }

  request<Kind extends keyof Answers>(request: Request & { kind: Kind }): Promise<Answers[Kind]> {
    const id = ++this.#lastId;
    return new Promise<Answers[keyof Answers]>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker ??= this.#start();
      this.#post(this.#worker, id, request);
    }) as Promise<Answers[Kind]>;
  }

  /** Gives the worker's memory back; what was asked and not yet answered fails. */
  stop(code = "stopped", message = "the reading was stopped"): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    const lost = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of lost) reject(new RequestError(errorRecord(code, message), true));
  }

  #post(worker: Worker, id: number, content: Request): void {
    const envelope: Envelope<Request> = { id, content };
    worker.postMessage(envelope);
  }

  #start(): Worker {
    const worker = startWorker();
    worker.onmessage = ({ data }: MessageEvent<Envelope<Outcome>>) => this.#settle(data);
    worker.onerror = (event) => {
      event.preventDefault();
      if (this.#worker === worker) this.stop("trap", event.message || "the worker did not start");
    };
    if (this.#profiles.generation > 0) this.#post(worker, ++this.#lastId, this.#profiles);
    return worker;
  }

  #settle({ id, content }: Envelope<Outcome>): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (content.ok) pending?.resolve(content.value);
    else pending?.reject(new RequestError(content.error));
  }
}
