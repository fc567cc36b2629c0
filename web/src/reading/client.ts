/** The page's side of the worker: every request is a promise, and a worker that dies is replaced. */
import type { ErrorRecord } from "certdelta";
import { startWorker } from "#start-worker";
import type { Answers, Envelope, Outcome, Request } from "./protocol.ts";

/** A request that failed, with the error as a record. */
export class RequestError extends Error {
  readonly record: ErrorRecord;

  constructor(record: ErrorRecord) {
    super(record.message);
    this.record = record;
  }
}

interface Pending {
  resolve(value: Answers[keyof Answers]): void;
  reject(error: RequestError): void;
}

export class ReadingClient {
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #lastId = 0;

  request<Kind extends keyof Answers>(request: Request & { kind: Kind }): Promise<Answers[Kind]> {
    const id = ++this.#lastId;
    return new Promise<Answers[keyof Answers]>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker ??= this.#start();
      const envelope: Envelope<Request> = { id, content: request };
      this.#worker.postMessage(envelope);
    }) as Promise<Answers[Kind]>;
  }

  /** Gives the worker's memory back; what was asked and not yet answered fails. */
  stop(): void {
    this.#fail("the reading was stopped");
  }

  #start(): Worker {
    const worker = startWorker();
    worker.onmessage = ({ data }: MessageEvent<Envelope<Outcome>>) => this.#settle(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message || "the worker did not start");
    };
    return worker;
  }

  #settle({ id, content }: Envelope<Outcome>): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (content.ok) pending?.resolve(content.value);
    else pending?.reject(new RequestError(content.error));
  }

  #fail(message: string): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    const lost = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of lost) {
      reject(new RequestError({ schema: "certdelta.error/1", source: null, code: "trap", message }));
    }
  }
}
