/**
 * `work`: one of any number of workers on a stream of NATS JetStream. A message is acknowledged once what was made of it is
 * stored, so that a worker that dies loses none; what it makes has an id of its own, so that the stream drops what comes
 * twice.
 */
import { setImmediate as otherEvents, setTimeout as pause } from "node:timers/promises";
import type { ConnectionOptions, Consumer, JsMsg, NatsConnection } from "nats";
import { type Certdelta, CertdeltaError } from "../../index.js";
import { readInput } from "../input.js";
import { complain, remark } from "../output.js";
import { openCertdelta, type ReadingOptions } from "../reader.js";
import { type Status, status } from "../status.js";
import { type Outcome, outcomeOf } from "./messages.js";
import { type Patience, Publisher, RETRY } from "./publisher.js";
import { checkTargets, connectionOptions, isMissing, sharedConsumer, withoutSecrets } from "./server.js";

export interface WorkOptions extends ReadingOptions {
  /** Addresses of the servers of one cluster, with commas between them. */
  nats: string;
  /** File with the credentials of a user. */
  creds?: string;
  /** Name of the stream that holds the documents. */
  stream: string;
  /** Name of the consumer that the workers share; it is made when it is missing. */
  consumer: string;
  /** Subject for records, of a stream. */
  to: string;
  /** Subject for what is no document, of a stream. */
  deadLetter: string;
  /** Messages that are taken at a time. */
  batch: number;
  /** Seconds after which the messages of a worker that died are given to another one. */
  ackWait: number;
  /** How often a message is tried before it is a dead letter. */
  maxDeliver: number;
  /** End once all messages of the stream are done with. */
  untilEmpty?: boolean;
}

/** Milliseconds that the server may wait for messages before it says that there are none. */
const PATIENCE = 1_000;

type Client = typeof import("./nats.js");

export async function workCommand(options: WorkOptions): Promise<Status> {
  const certdelta = await openCertdelta(options);
  if (!certdelta) return status.failed;
  const client: Client = await import("./nats.js");
  let connection: NatsConnection | undefined;
  try {
    const creds = options.creds === undefined ? undefined : (await readInput(options.creds)).bytes;
    connection = await connect(client, connectionOptions(client, options.nats, creds));
    const worker = await Worker.open(certdelta, client, connection, options);
    await worker.run();
    return status.done;
  } catch (error) {
    complain(asCertdeltaError(client, error), withoutSecrets(options.nats));
    return status.failed;
  } finally {
    if (connection) await leave(connection);
  }
}

/** A name that nobody knows, or a certificate that nobody vouches for, is an error of Node's, not of the client's. */
async function connect(client: Client, options: ConnectionOptions): Promise<NatsConnection> {
  try {
    return await client.connect(options);
  } catch (cause) {
    if (!(cause instanceof Error) || cause instanceof client.NatsError) throw cause;
    throw new CertdeltaError("unreadable", `there is no connection: ${cause.message}`, { cause });
  }
}

/** A server that is away hears no goodbye. */
async function leave(connection: NatsConnection): Promise<void> {
  await Promise.race([connection.drain().catch(() => {}), pause(PATIENCE, undefined, { ref: false })]);
  await Promise.race([connection.close().catch(() => {}), pause(PATIENCE, undefined, { ref: false })]);
}

/** Other errors than those of the server are bugs, and end the worker as such. */
function asCertdeltaError(client: Client, error: unknown): CertdeltaError {
  if (error instanceof CertdeltaError) return error;
  if (!(error instanceof client.NatsError)) throw error;
  // The client's own words for it are the bare number.
  const { message, chainedError } = error;
  const reason = message === "503" ? (chainedError?.message ?? "nobody answers (503)") : message;
  return new CertdeltaError("unreadable", `the server says: ${reason}`, { cause: error });
}

class Worker implements Patience {
  readonly #certdelta: Certdelta;
  readonly #client: Client;
  readonly #connection: NatsConnection;
  readonly #consumer: Consumer;
  /** Milliseconds. */
  readonly #ackWait: number;
  readonly #options: WorkOptions;
  readonly #publisher: Publisher;
  /** What has been taken and not been acknowledged. */
  readonly #unfinished = new Set<JsMsg>();
  #isStopping = false;
  #lastTrouble = "";

  static async open(certdelta: Certdelta, client: Client, connection: NatsConnection, options: WorkOptions) {
    const manager = await connection.jetstreamManager();
    const info = await sharedConsumer(client, manager, options);
    const ackWait = (info.config.ack_wait ?? client.nanos(options.ackWait * 1_000)) / 1e6;
    for (const { config } of await checkTargets(manager, info, options)) {
      if (config.duplicate_window / 1e6 > ackWait) continue;
      const window = `the duplicate window of ${config.name} is not longer than the acknowledgement wait`;
      remark({ code: "usage", message: `${window}: what is read twice may be stored twice` });
    }
    const consumer = await connection.jetstream().consumers.get(options.stream, options.consumer);
    return new Worker(certdelta, client, connection, consumer, ackWait, options);
  }

  private constructor(
    certdelta: Certdelta,
    client: Client,
    connection: NatsConnection,
    consumer: Consumer,
    ackWait: number,
    options: WorkOptions,
  ) {
    this.#certdelta = certdelta;
    this.#client = client;
    this.#connection = connection;
    this.#consumer = consumer;
    this.#ackWait = ackWait;
    this.#options = options;
    this.#publisher = new Publisher(client, connection, options, this);
  }

  async run(): Promise<void> {
    const stop = () => {
      this.#isStopping = true; // what has been taken is finished
    };
    process.once("SIGTERM", stop).once("SIGINT", stop);
    // However long it takes: only what a dead worker has taken is for others.
    const stillHere = setInterval(() => {
      for (const message of this.#unfinished) message.working();
    }, this.#ackWait / 3);
    try {
      await this.#untilStopped();
    } finally {
      clearInterval(stillHere);
    }
  }

  async #untilStopped(): Promise<void> {
    while (!this.#isStopping) {
      try {
        const messages = await this.#take();
        await this.#handle(messages);
        if (messages.length === 0 && this.#options.untilEmpty && (await this.#isEmpty())) return;
        this.#lastTrouble = "";
      } catch (error) {
        this.#unfinished.clear(); // it is given again, in time
        if (!this.again(error)) throw error;
        await pause(RETRY);
      }
    }
  }

  /**
   * Whether what the server could not do may be tried again: it is away for a while, or a stream is full. What is taken stays
   * this worker's meanwhile.
   */
  again(error: unknown): boolean {
    const isServers = error instanceof this.#client.NatsError && !isMissing(this.#client, error);
    if (!isServers || this.#isStopping || this.#connection.isClosed()) return false;
    const { message } = asCertdeltaError(this.#client, error);
    if (message !== this.#lastTrouble) remark({ code: "unreadable", message: `${message}; it is tried again` });
    this.#lastTrouble = message;
    return true;
  }

  async #take(): Promise<JsMsg[]> {
    const messages: JsMsg[] = [];
    const { batch } = this.#options;
    for await (const message of await this.#consumer.fetch({ max_messages: batch, expires: PATIENCE })) {
      messages.push(message);
      this.#unfinished.add(message);
    }
    return inOrder(messages);
  }

  async #handle(messages: readonly JsMsg[]): Promise<void> {
    const handled: Promise<void>[] = [];
    let failure: unknown;
    for (const message of messages) {
      const outcome = await outcomeOf(this.#certdelta, message, this.#options);
      const finished = this.#finish(message, outcome).catch((error) => {
        failure ??= error;
      });
      handled.push(finished);
      await otherEvents(); // that it goes off, and timers run
      if (message.info.deliveryCount > 1) {
        // The next one may be what ended a worker before: this one is done with first.
        await finished;
        await this.#connection.flush();
      }
    }
    await Promise.all(handled);
    if (failure !== undefined) throw failure;
  }

  async #finish(message: JsMsg, outcome: Outcome): Promise<void> {
    await this.#publisher.publish(message, outcome);
    message.ack();
    this.#unfinished.delete(message);
  }

  async #isEmpty(): Promise<boolean> {
    const { num_pending, num_ack_pending } = await this.#consumer.info();
    return num_pending + num_ack_pending === 0;
  }
}

/**
 * One message may be what ended the worker that took it, together with others. Those that come for the first time are handled
 * before it, and the others from the other end at each try, so that it does not take its neighbours with it.
 */
function inOrder(messages: readonly JsMsg[]): JsMsg[] {
  const isFresh = ({ info }: JsMsg) => info.deliveryCount === 1;
  const [fresh, tried] = [messages.filter(isFresh), messages.filter((message) => !isFresh(message))];
  const isEvenTry = tried.some(({ info }) => info.deliveryCount % 2 === 0);
  return [...fresh, ...(isEvenTry ? tried.reverse() : tried)];
}
