/** `certdelta work` on a real nats-server: three workers, one of which is killed. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AckPolicy, connect, type JetStreamClient, type JetStreamManager, type NatsConnection, nanos } from "nats";
import { afterAll, beforeAll, expect, test } from "vitest";
import { documents, nativeRecords, root } from "./reference.js";

const DOCUMENTS = 20_000;
const PER_MESSAGE = 20;
/** Each so many documents, one is none. */
const BAD_EVERY = 500;
const ACK_WAIT = 5;
const command = join(root, "js/bin/certdelta.js");

const folder = mkdtempSync(join(tmpdir(), "certdelta-nats-"));
let server: ChildProcess;
let address: string;
let connection: NatsConnection;
let stream: JetStreamClient;
let manager: JetStreamManager;

beforeAll(async () => {
  const port = await freePort();
  address = `nats://127.0.0.1:${port}`;
  server = spawn("nats-server", ["-js", "-a", "127.0.0.1", "-p", String(port), "-sd", folder], { stdio: "ignore" });
  connection = await connect({ servers: address, waitOnFirstConnect: true, maxReconnectAttempts: 100 });
  stream = connection.jetstream();
  manager = await connection.jetstreamManager();
});
afterAll(async () => {
  await connection?.close();
  server.kill();
  await once(server, "exit");
  rmSync(folder, { recursive: true });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  return port;
}

/** Streams for documents, records and dead letters, under names of their own. */
async function streams(name: string): Promise<void> {
  for (const part of ["in", "out", "failed"]) {
    const duplicate_window = nanos(600_000);
    await manager.streams.add({ name: `${name}-${part}`, subjects: [`${name}.${part}`], duplicate_window });
  }
}

function startWorker(name: string, ...more: string[]): ChildProcess {
  const subjects = ["--stream", `${name}-in`, "--to", `${name}.out`, "--dead-letter", `${name}.failed`];
  const args = [command, "work", "--nats", address, ...subjects, "--ack-wait", String(ACK_WAIT), ...more];
  return spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
}

const exitOf = async (worker: ChildProcess) => (await once(worker, "exit"))[0] as number | null;
const countOf = async (name: string) => (await manager.streams.info(name)).state.messages;

async function* messagesOf(name: string) {
  const total = await countOf(name);
  if (total === 0) return;
  const consumer = await stream.consumers.get(name);
  let seen = 0;
  for await (const message of await consumer.consume()) {
    yield message;
    seen += 1;
    if (seen === total) break;
  }
}

test("with one of three workers killed, none is lost and none comes twice; what is no document is told why", async () => {
  await streams("many");
  const good = nativeRecords().filter((record) => !record.includes('"certdelta.error/1"'));
  const texts = documents.filter(({ name }) => name !== "empty.md" && name !== "binary.md");
  const nameOf = (index: number) => `report-${index}.md`;
  const isBad = (index: number) => index % BAD_EVERY === 0;
  for (let first = 0; first < DOCUMENTS; first += PER_MESSAGE) {
    const items = Array.from({ length: PER_MESSAGE }, (_, place) => {
      const index = first + place;
      const document = isBad(index) ? "" : texts[index % texts.length]?.document;
      return JSON.stringify({ name: nameOf(index), document });
    });
    await stream.publish("many.in", items.join("\n"), { msgID: String(first) });
  }

  const [doomed, ...others] = ["1", "2", "3"].map(() => startWorker("many", "--until-empty")) as [
    ChildProcess,
    ...ChildProcess[],
  ];
  const ends = others.map(exitOf);
  while ((await countOf("many-out")) < DOCUMENTS / PER_MESSAGE / 3) await new Promise((done) => setTimeout(done, 20));
  const killed = exitOf(doomed);
  doomed.kill("SIGKILL");
  await killed;
  expect(doomed.signalCode).toBe("SIGKILL");
  expect(await countOf("many-out")).toBeLessThan(DOCUMENTS / PER_MESSAGE);
  expect(await Promise.all(ends)).toEqual([0, 0]);

  const times = new Map<string, number>();
  const wrong: string[] = [];
  for await (const message of messagesOf("many-out")) {
    for (const line of message.string().trimEnd().split("\n")) {
      const { name } = JSON.parse(line).source;
      times.set(name, (times.get(name) ?? 0) + 1);
      const index = Number(/\d+/.exec(name)?.[0]);
      const wanted = good[index % texts.length] as string;
      const renamed = wanted.replace(/"name":"[^"]*"/, `"name":"${name}"`);
      if (line !== renamed) wrong.push(name);
    }
  }
  const failures = new Map<string, string>();
  for await (const { headers } of messagesOf("many-failed")) {
    const { source, code } = JSON.parse(headers?.get("Certdelta-Error") as string);
    expect(failures.has(source)).toBe(false);
    failures.set(source, code);
  }

  const all = Array.from({ length: DOCUMENTS }, (_, index) => index);
  expect(all.filter((index) => !isBad(index) && times.get(nameOf(index)) !== 1)).toEqual([]);
  expect(times.size).toBe(DOCUMENTS - DOCUMENTS / BAD_EVERY);
  expect(wrong).toEqual([]);
  expect(all.filter((index) => isBad(index) && failures.get(nameOf(index)) !== "empty-input")).toEqual([]);
  expect(failures.size).toBe(DOCUMENTS / BAD_EVERY);
}, 300_000);

test("a document a message: a PDF, and a broken line between good ones", async () => {
  await streams("single");
  await stream.publish("single.in", '{"name": "a.md", "document": \n{"name": "b.md", "document": "CNCERT/CC"}');
  await stream.publish("single.in", readFileSync(join(root, "tests/documents/fixtures/libreoffice-en-6in3-below.pdf")));
  await stream.publish("single.in", "CNCERT/CC");
  expect(await exitOf(startWorker("single", "--until-empty"))).toBe(0);
  const names: string[] = [];
  for await (const message of messagesOf("single-out"))
    names.push(message.json<{ source: { name: string } }>().source.name);
  expect(names.toSorted()).toEqual(["b.md", "single-in-2", "single-in-3"]);
  const codes: string[] = [];
  for await (const { headers } of messagesOf("single-failed"))
    codes.push(JSON.parse(headers?.get("Certdelta-Error") as string).code);
  expect(codes).toEqual(["invalid-json"]);
});

test("a message that nobody came to the end of is a dead letter", async () => {
  await streams("stuck");
  const ack_wait = nanos(100);
  await manager.consumers.add("stuck-in", { durable_name: "certdelta", ack_policy: AckPolicy.Explicit, ack_wait });
  await stream.publish("stuck.in", "CNCERT/CC");
  await (await stream.consumers.get("stuck-in", "certdelta")).next(); // and dies
  await new Promise((done) => setTimeout(done, 300));
  expect(await exitOf(startWorker("stuck", "--until-empty", "--max-deliver", "1"))).toBe(0);
  expect(await countOf("stuck-out")).toBe(0);
  for await (const message of messagesOf("stuck-failed")) {
    expect(message.string()).toBe("CNCERT/CC");
    const { message: reason } = JSON.parse(message.headers?.get("Certdelta-Error") as string);
    expect(reason).toBe("no worker has finished it in 1 tries");
  }
  expect(await countOf("stuck-failed")).toBe(1);
});

test("SIGTERM ends a worker after what it has taken", async () => {
  await streams("stop");
  const worker = startWorker("stop");
  const end = exitOf(worker);
  await stream.publish("stop.in", "CNCERT/CC");
  while ((await countOf("stop-out")) === 0) await new Promise((done) => setTimeout(done, 20));
  worker.kill("SIGTERM");
  expect(await end).toBe(0);
  const { num_ack_pending, num_pending } = await manager.consumers.info("stop-in", "certdelta");
  expect([num_ack_pending, num_pending]).toEqual([0, 0]);
});

test("a stream that is not there is an error that names the server", async () => {
  const args = [command, "work", "--nats", address, "--stream", "NONE"];
  const worker = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  worker.stderr?.on("data", (piece) => (said += piece));
  expect(await exitOf(worker)).toBe(2);
  expect(said).toMatch(/^certdelta: nats:\/\/127\.0\.0\.1:\d+: the server says: stream not found \(unreadable\)\n$/);
});
