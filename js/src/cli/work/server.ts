/** The server of NATS as an address names it, and what has to be there before a worker begins. */
import type { ConnectionOptions, ConsumerInfo, JetStreamManager, StreamInfo } from "nats";
import { CertdeltaError } from "../../index.js";

type Client = typeof import("./nats.js");

export interface Place {
  stream: string;
  consumer: string;
  to: string;
  deadLetter: string;
  ackWait: number;
  maxDeliver: number;
}

/** [scheme://][user[:password] or token@]host */
const addressPattern = /^(?:([a-z]+):\/\/)?(?:([^@/]*)@)?(.*)$/i;

/** The client takes what stands in front of an `@` for a part of the host. */
export function connectionOptions(client: Client, nats: string, creds?: Uint8Array): ConnectionOptions {
  const servers: string[] = [];
  const options: ConnectionOptions = { servers, name: "certdelta work", maxReconnectAttempts: -1 };
  for (const address of nats.split(",")) {
    const [, scheme = "nats", user, host = ""] = addressPattern.exec(address.trim()) ?? [];
    if (!/^(?:nats|tls)$/i.test(scheme) || !URL.canParse(`nats://${host}`) || host === "")
      throw new CertdeltaError("usage", "an address is [nats:// or tls://][USER:PASSWORD@]HOST[:PORT]");
    servers.push(host);
    if (scheme.toLowerCase() === "tls") options.tls = {};
    if (user === undefined || user === "") continue;
    const [name = "", ...password] = user.split(":");
    if (password.length === 0) options.token = decoded(name);
    else Object.assign(options, { user: decoded(name), pass: decoded(password.join(":")) });
  }
  if (creds !== undefined) options.authenticator = client.credsAuthenticator(creds);
  return options;
}

function decoded(secret: string): string {
  try {
    return decodeURIComponent(secret);
  } catch {
    throw new CertdeltaError("usage", "what stands before the @ is written as in a URL: % is %25");
  }
}

/** For messages: who may connect is nobody's business. */
export function withoutSecrets(nats: string): string {
  return nats.replace(/[^@/,]*@/g, "");
}

/**
 * The consumer that the workers share. One that somebody else has made is taken as it is, unless documents would be lost
 * with it.
 */
export async function sharedConsumer(
  client: Client,
  manager: JetStreamManager,
  { stream, consumer, ackWait, maxDeliver }: Place,
): Promise<ConsumerInfo> {
  for (const name of [stream, consumer])
    if (!/^[^\s.*>/\\]+$/.test(name)) throw new CertdeltaError("usage", `${name} is no name of a stream or consumer`);
  const there = await manager.consumers.info(stream, consumer).catch(ifMissing(client));
  if (!there) {
    return manager.consumers.add(stream, {
      durable_name: consumer,
      ack_policy: client.AckPolicy.Explicit,
      ack_wait: client.nanos(ackWait * 1_000),
    });
  }
  const { ack_policy, deliver_subject, max_deliver = -1 } = there.config;
  const refuse = (what: string) => new CertdeltaError("usage", `the consumer ${consumer} of ${stream} ${what}`);
  if (deliver_subject) throw refuse("is no pull consumer");
  if (ack_policy !== client.AckPolicy.Explicit) throw refuse("has to have the acknowledgement policy explicit");
  // What the server gives nobody any more would never become a dead letter.
  if (max_deliver > 0 && max_deliver <= maxDeliver)
    throw refuse(`gives a message ${max_deliver} times: --max-deliver has to be less`);
  return there;
}

function ifMissing(client: Client) {
  return (error: unknown): undefined => {
    if (!isMissing(client, error)) throw error;
  };
}

/** The server says that a stream or a consumer is not there. */
export function isMissing(client: Client, error: unknown): boolean {
  return error instanceof client.NatsError && (error.api_error?.code === 404 || error.code === "404");
}

/** The streams of the subjects that a worker publishes to. None may be the one that is read. */
export async function checkTargets(
  manager: JetStreamManager,
  consumer: ConsumerInfo,
  { stream, to, deadLetter }: Place,
): Promise<StreamInfo[]> {
  const { filter_subject, filter_subjects } = consumer.config;
  const targets: StreamInfo[] = [];
  for (const subject of new Set([to, deadLetter])) {
    const name = await manager.streams.find(subject).catch(() => {
      throw new CertdeltaError("not-found", `no stream has the subject ${subject}`);
    });
    if (name === stream && filter_subject === undefined && filter_subjects === undefined)
      throw new CertdeltaError("usage", `${subject} is a subject of ${stream}: what it holds would be read again`);
    targets.push(await manager.streams.info(name));
  }
  return targets;
}
