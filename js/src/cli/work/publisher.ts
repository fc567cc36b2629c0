/** Puts what messages gave into the streams for records and for dead letters. */
import { setTimeout as pause } from "node:timers/promises";
import type { JsMsg, MsgHdrs, NatsConnection } from "nats";
import { CertdeltaError, type ErrorRecord } from "../../index.js";
import type { Failure, Outcome } from "./messages.js";

type Client = typeof import("./nats.js");

/** Milliseconds between two tries to reach the server. */
export const RETRY = 1_000;
/** What headers of our own take of a message, an error record aside. */
const ROOM_FOR_HEADERS = 1_024;
/** Characters of a name or a reason that a header has room for. */
const LONGEST_TEXT = 1_000;

export interface Targets {
  stream: string;
  to: string;
  deadLetter: string;
}

/** What a worker hears while the server cannot store anything. */
export interface Patience {
  /** Told of each failure; false when it is not to be tried again. */
  again(error: unknown): boolean;
}

/**
 * The ids say from which message something is, and are the same for whoever reads it: the stream drops what comes twice. The
 * time of the message is part of them, as a stream that is made anew counts from 1 again.
 */
export class Publisher {
  readonly #client: Client;
  readonly #connection: NatsConnection;
  readonly #targets: Targets;
  readonly #patience: Patience;

  constructor(client: Client, connection: NatsConnection, targets: Targets, patience: Patience) {
    this.#client = client;
    this.#connection = connection;
    this.#targets = targets;
    this.#patience = patience;
  }

  /** Is fulfilled once everything is stored. */
  async publish({ seq, info }: JsMsg, { records, failures }: Outcome): Promise<void> {
    const { stream, to, deadLetter } = this.#targets;
    const place = `${stream}.${seq}`;
    const id = `${place}.${info.timestampNanos}`;
    const room = this.#maxPayload - ROOM_FOR_HEADERS;
    const fitting = records.filter(({ record }) => Buffer.byteLength(record) < room);
    const sent = pack(
      fitting.map(({ record }) => record),
      room,
    ).map((payload, index) => this.#store(to, payload, `${id}.${index}`, this.#headers(place)));
    const tooLarge = records.filter(({ record }) => Buffer.byteLength(record) >= room);
    const letters = [...failures, ...tooLarge.map((made) => excessOf(made, room))];
    for (const [index, { document, error }] of letters.entries()) {
      const headers = this.#headers(place);
      const reason = JSON.stringify(shortened(error));
      headers.set("Certdelta-Error", reason);
      // One that leaves no room for the reason is still in the stream that it came from.
      const fits = document.length + Buffer.byteLength(reason) <= room;
      sent.push(this.#store(deadLetter, fits ? document : new Uint8Array(), `${id}.failure.${index}`, headers));
    }
    await Promise.all(sent);
  }

  get #maxPayload(): number {
    return this.#connection.info?.max_payload ?? 1 << 20;
  }

  #headers(place: string): MsgHdrs {
    const headers = this.#client.headers();
    headers.set("Certdelta-Message", place);
    return headers;
  }

  /** Tries until the stream has it: a stream that is full, and a server that starts anew, hold the worker back. */
  async #store(subject: string, payload: string | Uint8Array, msgID: string, headers: MsgHdrs): Promise<void> {
    for (;;) {
      try {
        await this.#connection.jetstream().publish(subject, payload, { msgID, headers });
        return;
      } catch (error) {
        if (!this.#patience.again(error)) throw error;
        await pause(RETRY);
      }
    }
  }
}

function excessOf({ record, name, document }: Outcome["records"][number], room: number): Failure {
  const reason = `its record has ${Buffer.byteLength(record)} bytes; a message of this server holds ${room}`;
  return { document, error: new CertdeltaError("too-large", reason, { source: name }).toJSON() };
}

/** A header has to be shorter than a message; a name may be as long as a document. */
function shortened(error: ErrorRecord): ErrorRecord {
  const short = (text: string) => (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text);
  return { ...error, source: error.source === null ? null : short(error.source), message: short(error.message) };
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
