/** Documents in, records out, in the same order, no more of them in memory than workers need. */
import type { Core } from "../abi.js";
import { CertdeltaError, closedError } from "../errors.js";
import type { Report } from "../types.js";
import { decode } from "../utf8.js";
import type { Task } from "./messages.js";
import { Pool } from "./pool.js";
import { processors, type WorkerFactory } from "./thread.js";

/** How a stream reads. */
export interface StreamOptions {
  /** How many workers read side by side; 0: none, this thread reads. The default is one a processor, four at most. */
  concurrency?: number;
  /** Ends the stream with the signal's reason. */
  signal?: AbortSignal;
  /** Called before each result is given out. */
  onProgress?: (progress: StreamProgress) => void;
  /** Starts a worker that runs `certdelta/worker`; the default is one from the script inside this package. */
  worker?: WorkerFactory;
}

/** How far a stream is. */
export interface StreamProgress {
  /** Documents that were read, those that could not be among them. */
  done: number;
  failed: number;
}

/** What became of one document of a stream. */
export type StreamResult =
  | { name: string; report: Report; error?: never }
  | { name: string; error: CertdeltaError; report?: never };

type Pulled<T> = { pulled: IteratorResult<T> };

/**
 * `toTask` makes an item ready; what it throws is the item's error. The source is asked for more only while fewer documents
 * are under way than two a worker.
 */
export async function* parseStream<T>(
  core: Core,
  items: Iterable<T> | AsyncIterable<T>,
  toTask: (item: T) => Task,
  open: Set<Pool>,
  { concurrency, signal, onProgress, worker }: StreamOptions,
): AsyncGenerator<StreamResult, void, undefined> {
  if (core.closed) throw closedError();
  const size = workersFor(concurrency);
  const pool = new Pool(core, size, worker);
  const source = iteratorOf(items);
  const most = Math.max(2 * size, 1);
  const underWay: Promise<StreamResult>[] = [];
  const progress: StreamProgress = { done: 0, failed: 0 };
  const aborted = abortion(signal);
  let pulling: Promise<Pulled<T>> | undefined;
  let ended = false;
  open.add(pool);
  try {
    while (true) {
      signal?.throwIfAborted();
      if (!ended && underWay.length < most) pulling ??= Promise.resolve(source.next()).then((pulled) => ({ pulled }));
      const head = underWay[0];
      if (head === undefined && pulling === undefined) return;
      const event = await Promise.race([head, pulling, aborted.promise].filter((each) => each !== undefined));
      if ("pulled" in event) {
        pulling = undefined;
        ended = event.pulled.done === true;
        if (!event.pulled.done) {
          const parsing = parseOne(pool, event.pulled.value, toTask);
          parsing.catch(() => {}); // its turn to be awaited may never come
          underWay.push(parsing);
        }
        continue;
      }
      if (pool.closed) throw closedError();
      underWay.shift();
      progress.done += 1;
      if (event.error) progress.failed += 1;
      onProgress?.({ ...progress });
      yield event;
    }
  } finally {
    aborted.forget();
    open.delete(pool);
    pool.close();
    // A source that never answers must not keep the stream from ending.
    if (!ended) void Promise.resolve(source.return?.()).catch(() => {});
  }
}

async function parseOne<T>(pool: Pool, item: T, toTask: (item: T) => Task): Promise<StreamResult> {
  let name = "";
  try {
    const task = toTask(item);
    name = task.name;
    return { name, report: JSON.parse(decode(await pool.parse(task))) as Report };
  } catch (error) {
    if (!(error instanceof CertdeltaError)) throw error;
    return { name: name || error.source, error };
  }
}

function workersFor(concurrency: number | undefined): number {
  const most = 4;
  if (concurrency === undefined) return Math.min(processors(), most);
  if (Number.isInteger(concurrency) && concurrency >= 0) return concurrency;
  throw new CertdeltaError("usage", `concurrency is a whole number of workers, not ${concurrency}`);
}

function iteratorOf<T>(items: Iterable<T> | AsyncIterable<T>): Iterator<T> | AsyncIterator<T> {
  if (typeof items === "object" && items !== null) {
    if (Symbol.asyncIterator in items) return items[Symbol.asyncIterator]();
    if (Symbol.iterator in items) return items[Symbol.iterator]();
  }
  throw new CertdeltaError("usage", "a stream is made of an array of documents, or of an iterable that gives them");
}

/** A promise that an aborted signal rejects, and that nobody has to await. */
function abortion(signal: AbortSignal | undefined): { promise: Promise<never> | undefined; forget: () => void } {
  if (!signal) return { promise: undefined, forget: () => {} };
  let abort = () => {};
  const promise = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
  });
  promise.catch(() => {});
  return { promise, forget: () => signal.removeEventListener("abort", abort) };
}

/** What `pipeThrough()` of a stream of the web takes: documents go in, results come out. */
export interface DocumentStream<T> {
  /** What became of each document, in their order. */
  readable: ReadableStream<StreamResult>;
  /** Takes documents. */
  writable: WritableStream<T>;
}

/** A stream of the web through which documents become results. */
export function throughStream<T>(
  parse: (items: AsyncIterable<T>) => AsyncGenerator<StreamResult, void, undefined>,
): DocumentStream<T> {
  const gate = new TransformStream<T, T>();
  const reader = gate.readable.getReader();
  const results = parse(chunksOf(reader));
  const readable = new ReadableStream<StreamResult>(
    {
      async pull(controller) {
        const { done, value } = await results.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      // The source first: where it is silent, the results would wait for it.
      async cancel(reason) {
        await reader.cancel(reason);
        await results.return();
      },
    },
    { highWaterMark: 0 },
  );
  return { readable, writable: gate.writable };
}

/** Safari's streams are not iterable. */
async function* chunksOf<T>(reader: ReadableStreamDefaultReader<T>): AsyncGenerator<T, void, undefined> {
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}
