/**
 * `work`: one of any number of workers on a stream of NATS JetStream. A message is acknowledged once what was made of it is
 * stored, so that a worker that dies loses none; what it makes has an id of its own, so that the stream drops what comes
 * twice.
 */
import type { Consumer, JetStreamClient, JsMsg, NatsConnection } from "nats";
import { type Certdelta, CertdeltaError, type ErrorRecord } from "../index.js";
import { type DocumentOptions, isText, readBytesOf } from "./documents.js";
import { complain } from "./output.js";
import { openCertdelta, type ReadingOptions } from "./reader.js";
import { type Status, status } from "./status.js";

export interface WorkOptions extends ReadingOptions {
  /** Address of a server. */
  nats: string;
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
  /** Seconds after which a message that nobody has acknowledged is given to another worker. */
  ackWait: number;
  /** How often a message is tried before it is a dead letter. */
  maxDeliver: number;
  /** End once all messages of the stream are done with. */
  untilEmpty?: boolean;
}

/** Milliseconds that the server may wait for messages before it says that there are none. */
const PATIENCE = 1_000;
/** What headers may take of a message. */
const ROOM_FOR_HEADERS = 4_096;

type Client = typeof import("./nats.js");

/** What one message gave. */
interface Outcome {
  records: string[];
  failures: { document: Uint8Array; error: ErrorRecord }[];
}

export async function workCommand(options: WorkOptions): Promise<Status> {
  const certdelta = await openCertdelta(options);
  if (!certdelta) return status.failed;
  const client: Client = await import("./nats.js");
  let connection: NatsConnection | undefined;
  try {
    connection = await client.connect({ servers: options.nats, name: "certdelta work", maxReconnectAttempts: -1 });
    const consumer = await sharedConsumer(client, connection, options);
    await work(certdelta, client, connection, consumer, options);
    return status.done;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    complain(new CertdeltaError("unreadable", `the server says: ${reason}`), options.nats);
    return status.failed;
  } finally {
    await connection?.drain().catch(() => {});
  }
}

async function sharedConsumer(client: Client, connection: NatsConnection, options: WorkOptions): Promise<Consumer> {
  const manager = await connection.jetstreamManager();
  const there = await manager.consumers.info(options.stream, options.consumer).catch(() => undefined);
  if (!there) {
    await manager.consumers.add(options.stream, {
      durable_name: options.consumer,
      ack_policy: client.AckPolicy.Explicit,
      ack_wait: client.nanos(options.ackWait * 1_000),
    });
  }
  return connection.jetstream().consumers.get(options.stream, options.consumer);
}

async function work(
  certdelta: Certdelta,
  client: Client,
  connection: NatsConnection,
  consumer: Consumer,
  options: WorkOptions,
): Promise<void> {
  const stream = connection.jetstream();
  const publisher = new Publisher(client, stream, options, connection.info?.max_payload ?? 1 << 20);
  let isStopping = false;
  const stop = () => {
    isStopping = true; // what has been taken is finished
  };
  process.once("SIGTERM", stop).once("SIGINT", stop);
  while (!isStopping) {
    const messages: JsMsg[] = [];
    for await (const message of await consumer.fetch({ max_messages: options.batch, expires: PATIENCE }))
      messages.push(message);
    const handled = messages.map(async (message) => {
      await publisher.publish(message, await outcomeOf(certdelta, message, options));
      message.ack();
    });
    await Promise.all(handled);
    if (messages.length === 0 && options.untilEmpty) {
      const { num_pending, num_ack_pending } = await consumer.info();
      if (num_pending + num_ack_pending === 0) return;
    }
  }
}

async function outcomeOf(certdelta: Certdelta, message: JsMsg, options: WorkOptions): Promise<Outcome> {
  const outcome: Outcome = { records: [], failures: [] };
  const name = message.headers?.get("Certdelta-Name") || `${options.stream}-${message.seq}`;
  const fail = (document: Uint8Array, error: CertdeltaError) =>
    outcome.failures.push({ document, error: error.toJSON() });
  if (message.info.deliveryCount > options.maxDeliver) {
    // Whoever took it never came to its end: it may be what ends them.
    const times = message.info.deliveryCount - 1;
    fail(message.data, new CertdeltaError("trap", `no worker has finished it in ${times} tries`, { source: name }));
    return outcome;
  }
  for (const item of itemsOf(message.data, name)) {
    if (item.error) fail(item.bytes, item.error);
    else await readInto(outcome, certdelta, item, options, fail);
  }
  return outcome;
}

async function readInto(
  outcome: Outcome,
  certdelta: Certdelta,
  { name, bytes, original }: Item,
  options: DocumentOptions,
  fail: (document: Uint8Array, error: CertdeltaError) => void,
): Promise<void> {
  for await (const read of readBytesOf(certdelta, { path: name, name, bytes }, false, options)) {
    try {
      if (read.error) throw read.error;
      const input = options.input && { input: options.input };
      outcome.records.push(
        read.report
          ? JSON.stringify(read.report)
          : certdelta.parseAs("json", read.bytes, { name: read.name, ...input }),
      );
    } catch (error) {
      if (!(error instanceof CertdeltaError)) throw error;
      fail(original ?? bytes, error);
    }
  }
}

interface Item {
  name: string;
  bytes: Uint8Array;
  /** As it stood in the message. */
  original?: Uint8Array;
  error?: CertdeltaError;
}

/** A message is a document of any format, or {"name": ..., "document": ...}, one a line. */
function itemsOf(data: Uint8Array, name: string): Item[] {
  if (!isText(data)) return [{ name, bytes: data }];
  const text = Buffer.from(data).toString();
  if (!/^\s*\{\s*"(?:name|document)"/.test(text)) return [{ name, bytes: data }];
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line, index) => itemOf(line, `${name}.${index + 1}`));
}

function itemOf(line: string, name: string): Item {
  const original = Buffer.from(line);
  try {
    const item = JSON.parse(line);
    if (typeof item.document !== "string") throw new SyntaxError("it has no document");
    return { name: typeof item.name === "string" ? item.name : name, bytes: Buffer.from(item.document), original };
  } catch (error) {
    const reason = `a line of the message is no document: ${error instanceof Error ? error.message : error}`;
    return { name, bytes: original, error: new CertdeltaError("invalid-json", reason, { source: name }) };
  }
}

/** Puts outcomes into their streams. The ids say from which message they are, and are the same for whoever reads it. */
class Publisher {
  readonly #client: Client;
  readonly #stream: JetStreamClient;
  readonly #options: WorkOptions;
  readonly #maxPayload: number;

  constructor(client: Client, stream: JetStreamClient, options: WorkOptions, maxPayload: number) {
    this.#client = client;
    this.#stream = stream;
    this.#options = options;
    this.#maxPayload = maxPayload;
  }

  async publish({ seq }: JsMsg, { records, failures }: Outcome): Promise<void> {
    const id = `${this.#options.stream}.${seq}`;
    const room = this.#maxPayload - ROOM_FOR_HEADERS;
    const sent = pack(records, room).map((payload, index) => {
      const headers = this.#client.headers();
      headers.set("Certdelta-Message", id);
      return this.#stream.publish(this.#options.to, payload, { msgID: `${id}.${index}`, headers });
    });
    for (const [index, { document, error }] of failures.entries()) {
      const headers = this.#client.headers();
      headers.set("Certdelta-Message", id);
      headers.set("Certdelta-Error", JSON.stringify(error));
      // One that leaves no room for the reason is still in the stream that it came from.
      const payload = document.length > room ? new Uint8Array() : document;
      sent.push(this.#stream.publish(this.#options.deadLetter, payload, { msgID: `${id}.failure.${index}`, headers }));
    }
    await Promise.all(sent);
  }
}

/** Lines, as few texts of at most `room` bytes as hold them in their order. */
function pack(lines: string[], room: number): string[] {
  const packed: string[] = [];
  let size = room;
  for (const line of lines) {
    const bytes = Buffer.byteLength(line) + 1;
    if (size + bytes > room) {
      packed.push("");
      size = 0;
    }
    packed[packed.length - 1] += `${line}\n`;
    size += bytes;
  }
  return packed;
}
