/** `certdelta work` on a real nats-server: three workers, one of which is killed. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import {
  AckPolicy,
  type ConsumerConfig,
  connect,
  DiscardPolicy,
  headers,
  type JetStreamClient,
  type JetStreamManager,
  type NatsConnection,
  nanos,
  type StreamConfig,
} from "nats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NatsServer } from "./nats-server.mjs";
import { documents, nativeRecords, root } from "./reference.js";

const DOCUMENTS = 20_000;
const PER_MESSAGE = 20;
/** Each so many documents, one is none. */
const BAD_EVERY = 500;
const ACK_WAIT = 5;
const command = join(root, "js/bin/certdelta.js");

let server: NatsServer;
let connection: NatsConnection;
let stream: JetStreamClient;
let manager: JetStreamManager;

beforeAll(async () => {
  server = await NatsServer.start();
  connection = await connect({ servers: server.address, maxReconnectAttempts: -1 });
  stream = connection.jetstream();
  manager = await connection.jetstreamManager();
});
afterAll(async () => {
  await connection?.close();
  await server.remove();
});

/** Streams for documents, records and dead letters, under names of their own. */
async function streams(name: string, more: Partial<StreamConfig> = {}): Promise<void> {
  for (const part of ["in", "out", "failed"]) {
    const duplicate_window = nanos(600_000);
    await manager.streams.add({ ...more, name: `${name}-${part}`, subjects: [`${name}.${part}`], duplicate_window });
  }
}

function startWorker(name: string, more: string[] = [], node: string[] = []): ChildProcess {
  const subjects = ["--stream", `${name}-in`, "--to", `${name}.out`, "--dead-letter", `${name}.failed`];
  const given = ["--nats", server.address, ...subjects, "--ack-wait", String(ACK_WAIT), ...more];
  return spawn(process.execPath, [...node, command, "work", ...given], { stdio: ["ignore", "ignore", "pipe"] });
}

/** How a worker ends, and what it says until then. */
async function endOf(worker: ChildProcess): Promise<{ status: number | null; said: string }> {
  let said = "";
  worker.stderr?.on("data", (piece) => {
    said += piece;
  });
  const [status] = await once(worker, "close");
  return { status, said };
}

const quietly = { status: 0, said: "" };
const untilEmpty = async (name: string, more: string[] = []) => endOf(startWorker(name, ["--until-empty", ...more]));
const countOf = async (name: string) => (await manager.streams.info(name)).state.messages;

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(20);
}

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
  const records = nativeRecords();
  const good = documents
    .map(({ name, document }, index) => ({ name, document, record: records[index] as string }))
    .filter(({ name }) => name !== "empty.md" && name !== "binary.md");
  // All of them once, and then short ones: it is their number that this is about.
  const short = good.toSorted((a, b) => a.document.length - b.document.length).slice(0, 10);
  const documentAt = (index: number) => (good[index] ?? short[index % short.length]) as (typeof good)[0];
  const nameOf = (index: number) => `report-${index}.md`;
  const isBad = (index: number) => index % BAD_EVERY === 0;
  for (let first = 0; first < DOCUMENTS; first += PER_MESSAGE) {
    const items = Array.from({ length: PER_MESSAGE }, (_, place) => {
      const index = first + place;
      const document = isBad(index) ? "" : documentAt(index).document;
      return JSON.stringify({ name: nameOf(index), document });
    });
    await stream.publish("many.in", items.join("\n"), { msgID: String(first) });
  }

  const [doomed, ...others] = ["1", "2", "3"].map(() => startWorker("many", ["--until-empty"])) as [
    ChildProcess,
    ...ChildProcess[],
  ];
  const ends = others.map(endOf);
  const killed = endOf(doomed);
  await until(async () => (await countOf("many-out")) >= DOCUMENTS / PER_MESSAGE / 3);
  doomed.kill("SIGKILL");
  expect((await killed).status).toBeNull();
  expect(await countOf("many-out")).toBeLessThan(DOCUMENTS / PER_MESSAGE);
  expect(await Promise.all(ends)).toEqual([quietly, quietly]);

  const times = new Map<string, number>();
  const wrong: string[] = [];
  for await (const message of messagesOf("many-out")) {
    for (const line of message.string().trimEnd().split("\n")) {
      const { name } = JSON.parse(line).source;
      times.set(name, (times.get(name) ?? 0) + 1);
      const index = Number(/\d+/.exec(name)?.[0]);
      const renamed = documentAt(index).record.replace(/"name":"[^"]*"/, `"name":"${name}"`);
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
}, 600_000);

/** What the dead letters say, the payloads aside. */
async function reasonsIn(name: string) {
  const reasons: { source: string; code: string; message: string }[] = [];
  for await (const { headers } of messagesOf(name)) reasons.push(JSON.parse(headers?.get("Certdelta-Error") as string));
  return reasons;
}

async function namesIn(name: string): Promise<string[]> {
  const names: string[] = [];
  for await (const message of messagesOf(name)) {
    const records = message.string().trimEnd().split("\n");
    names.push(...records.map((record) => JSON.parse(record).source.name));
  }
  return names.toSorted();
}

test("a document a message: a PDF, an object over several lines, and a broken line between good ones", async () => {
  await streams("single");
  await stream.publish("single.in", '{"name": "a.md", "document": \n{"name": "b.md", "document": "CNCERT/CC"}');
  await stream.publish("single.in", readFileSync(join(root, "tests/documents/fixtures/libreoffice-en-6in3-below.pdf")));
  await stream.publish("single.in", "CNCERT/CC");
  await stream.publish("single.in", `\ufeff${JSON.stringify({ name: "c.md", document: "CNCERT/CC" }, null, 2)}`);
  const named = headers();
  named.set("Certdelta-Name", "d.md");
  await stream.publish("single.in", "CNCERT/CC", { headers: named });
  expect(await untilEmpty("single")).toEqual(quietly);
  expect(await namesIn("single-out")).toEqual(["b.md", "c.md", "d.md", "single-in-2", "single-in-3"]);
  expect((await reasonsIn("single-failed")).map(({ code }) => code)).toEqual(["invalid-json"]);
});

test("a message that nobody came to the end of is a dead letter", async () => {
  await streams("stuck");
  const ack_wait = nanos(1_000); // more than a worker on a machine that others use stands still
  await manager.consumers.add("stuck-in", { durable_name: "certdelta", ack_policy: AckPolicy.Explicit, ack_wait });
  await stream.publish("stuck.in", "CNCERT/CC");
  await (await stream.consumers.get("stuck-in", "certdelta")).next(); // and dies
  await pause(1_500);
  expect(await untilEmpty("stuck", ["--max-deliver", "1"])).toEqual(quietly);
  expect(await countOf("stuck-out")).toBe(0);
  for await (const message of messagesOf("stuck-failed")) expect(message.string()).toBe("CNCERT/CC");
  expect(await reasonsIn("stuck-failed")).toMatchObject([{ message: "no worker has finished it in 1 tries" }]);
});

test("a document that ends its workers takes none of its neighbours with it", async () => {
  await streams("poison");
  const names = Array.from({ length: 9 }, (_, place) => `${place}.md`);
  for (const name of names) {
    const document = name === "4.md" ? "POISON" : "CNCERT/CC";
    await stream.publish("poison.in", JSON.stringify({ name, document }));
  }
  const die = 'if (value === "POISON") process.kill(process.pid, "SIGKILL")';
  const hook = `const { from } = Buffer; Buffer.from = (value, ...more) => { ${die}; return from(value, ...more); };`;
  const tries = ["--until-empty", "--ack-wait", "1", "--max-deliver", "3"];
  const statuses: (number | null)[] = [];
  do {
    const worker = startWorker("poison", tries, ["--import", `data:text/javascript,${encodeURIComponent(hook)}`]);
    statuses.push((await endOf(worker)).status);
  } while (statuses.at(-1) !== 0 && statuses.length < 9);
  expect(statuses).toEqual([null, null, null, 0]);
  expect(await namesIn("poison-out")).toEqual(names.filter((name) => name !== "4.md"));
  expect(await reasonsIn("poison-failed")).toMatchObject([{ code: "trap", source: "poison-in-5" }]);
});

test("a server that ends and starts again midway costs nothing", async () => {
  await streams("again");
  const total = 3_000;
  for (let index = 0; index < total; index += 1) {
    const { document } = documents[index % 20] as { document: string };
    connection.publish("again.in", JSON.stringify({ name: `${index}.md`, document }));
  }
  await until(async () => (await countOf("again-in")) === total);
  const ends = ["1", "2"].map(() => endOf(startWorker("again", ["--until-empty"])));
  for (const part of [1 / 8, 1 / 4]) {
    await until(async () => (await countOf("again-out")) >= total * part);
    await server.end("SIGKILL");
    await pause(500);
    await server.run();
    await until(async () => (await countOf("again-out").catch(() => -1)) >= 0);
  }
  expect(await countOf("again-out")).toBeLessThan(total);
  expect((await Promise.all(ends)).map(({ status }) => status)).toEqual([0, 0]);
  const names = Array.from({ length: total }, (_, index) => `${index}.md`);
  expect(await namesIn("again-out")).toEqual(names.toSorted());
  expect(await countOf("again-failed")).toBe(0);
});

test("a stream that is full holds workers back: they keep what they have taken, and try again", async () => {
  await streams("full");
  const limits = { max_msgs: 1, discard: DiscardPolicy.New };
  await manager.streams.update("full-out", limits);
  for (const name of ["a.md", "b.md", "c.md"])
    await stream.publish("full.in", JSON.stringify({ name, document: "CNCERT/CC" }));
  const workers = ["1", "2"].map(() => startWorker("full", ["--ack-wait", "1", "--max-deliver", "1"]));
  const ends = workers.map(endOf);
  await until(async () => (await countOf("full-out")) === 1);
  await pause(4_000); // far beyond the time after which the messages of a dead worker are given again
  const { num_redelivered } = await manager.consumers.info("full-in", "certdelta");
  expect(num_redelivered).toBe(0);
  await manager.streams.update("full-out", { max_msgs: -1 });
  await until(async () => (await countOf("full-out")) === 3);
  for (const worker of workers) worker.kill("SIGTERM");
  const said = await Promise.all(ends);
  expect(said.map(({ status }) => status)).toEqual([0, 0]);
  expect(said.map(({ said }) => said).join("")).toMatch(
    /^certdelta: the server says: maximum messages exceeded; it is tried again \(unreadable\)\n$/,
  );
  expect(await namesIn("full-out")).toEqual(["a.md", "b.md", "c.md"]);
  expect(await countOf("full-failed")).toBe(0);
});

test("records of a stream that was made anew under its old name are no duplicates", async () => {
  await streams("anew");
  for (const name of ["a.md", "b.md"]) {
    await stream.publish("anew.in", JSON.stringify({ name, document: "CNCERT/CC" }));
    expect(await untilEmpty("anew")).toEqual(quietly);
    await manager.streams.delete("anew-in");
    await manager.streams.add({ name: "anew-in", subjects: ["anew.in"] });
  }
  expect(await namesIn("anew-out")).toEqual(["a.md", "b.md"]);
});

test("what does not fit into a message of the server is a dead letter, and the worker goes on", async () => {
  await streams("large");
  const max = connection.info?.max_payload ?? 0;
  const figures = Array.from({ length: max / 20 }, (_, index) => `${index + 7} items. `).join("");
  await stream.publish("large.in", `# CNCERT Weekly Report\n\nIssue 8 2024 Feb.19-Feb.25\n\n${figures}`);
  await stream.publish("large.in", JSON.stringify({ name: "n".repeat(max / 2), document: "" }));
  await stream.publish("large.in", JSON.stringify({ name: "b.md", document: "CNCERT/CC" }));
  expect(await untilEmpty("large")).toEqual(quietly);
  expect(await namesIn("large-out")).toEqual(["b.md"]);
  const reasons = await reasonsIn("large-failed");
  expect(reasons).toMatchObject([
    { code: "too-large", source: "large-in-1" },
    { code: "empty-input", source: `${"n".repeat(1_000)}…` },
  ]);
  expect(reasons[0]?.message).toMatch(/^its record has \d+ bytes; a message of this server holds \d+$/);
});

test("SIGTERM ends a worker after what it has taken", async () => {
  await streams("stop");
  const worker = startWorker("stop");
  const end = endOf(worker);
  await stream.publish("stop.in", "CNCERT/CC");
  await until(async () => (await countOf("stop-out")) > 0);
  worker.kill("SIGTERM");
  expect(await end).toEqual(quietly);
  const { num_ack_pending, num_pending } = await manager.consumers.info("stop-in", "certdelta");
  expect([num_ack_pending, num_pending]).toEqual([0, 0]);
});

test("SIGTERM ends a worker whose server is away", async () => {
  const other = await NatsServer.start();
  const admin = await connect({ servers: other.address });
  const { streams } = await admin.jetstreamManager();
  await streams.add({ name: "ALL", subjects: ["certdelta.*"] });
  await streams.add({ name: "REPORTS", subjects: ["reports.in"] });
  await admin.jetstream().publish("reports.in", "CNCERT/CC");
  const worker = spawn(process.execPath, [command, "work", "--nats", other.address], { stdio: "ignore" });
  const end = once(worker, "exit");
  await until(async () => (await streams.info("ALL")).state.messages > 0);
  await admin.close();
  await other.end("SIGKILL");
  await pause(500);
  worker.kill("SIGTERM");
  try {
    expect(await Promise.race([end, pause(60_000, "goes on")])).toEqual([0, null]);
  } finally {
    worker.kill("SIGKILL");
    await other.remove();
  }
});

describe("is refused before anything is read:", () => {
  const consumer = (config: Partial<ConsumerConfig>) => async (name: string) => {
    await manager.consumers.add(`${name}-in`, { durable_name: "certdelta", ack_policy: AckPolicy.Explicit, ...config });
  };
  const nothing = async () => {};
  test.each([
    ["no-stream", nothing, ["--stream", "NONE"], "the server says: stream not found (unreadable)"],
    ["no-target", nothing, ["--to", "nowhere"], "no stream has the subject nowhere (not-found)"],
    [
      "same",
      nothing,
      ["--to", "same.in"],
      "same.in is a subject of same-in: what it holds would be read again (usage)",
    ],
    [
      "deliver",
      consumer({ max_deliver: 5 }),
      [],
      "the consumer certdelta of deliver-in gives a message 5 times: --max-deliver has to be less (usage)",
    ],
    [
      "policy",
      consumer({ ack_policy: AckPolicy.None }),
      [],
      "the consumer certdelta of policy-in has to have the acknowledgement policy explicit (usage)",
    ],
    [
      "push",
      consumer({ deliver_subject: "elsewhere" }),
      [],
      "the consumer certdelta of push-in is no pull consumer (usage)",
    ],
    ["name", nothing, ["--consumer", "a b"], "a b is no name of a stream or consumer (usage)"],
  ])("%s", async (name, prepare, more, reason) => {
    await streams(name);
    await prepare(name);
    await stream.publish(`${name}.in`, "CNCERT/CC");
    expect(await untilEmpty(name, more)).toEqual({ status: 2, said: `certdelta: ${server.address}: ${reason}\n` });
  });
});

test("the example makes the streams and sends a folder, once however often it runs", async () => {
  const folder = mkdtempSync(join(tmpdir(), "certdelta-send-"));
  for (const { name, document } of documents.slice(0, 120)) writeFileSync(join(folder, name), document);
  const pdf = join(root, "tests/documents/fixtures/libreoffice-en-6in3-below.pdf");
  copyFileSync(pdf, join(folder, "report.pdf"));
  for (const _ of ["once", "again"]) {
    const script = join(root, "examples/nats/send-folder.mjs");
    const sending = spawn(process.execPath, [script, folder, server.address], { stdio: ["ignore", "ignore", "pipe"] });
    expect(await endOf(sending)).toEqual(quietly);
  }
  expect(await countOf("REPORTS")).toBe(4);
  const args = [command, "work", "--nats", server.address, "--until-empty"];
  expect(await endOf(spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] }))).toEqual(quietly);
  expect(await namesIn("RECORDS")).toEqual(readdirSync(folder).toSorted());
  rmSync(folder, { recursive: true });
});

test("a duplicate window that is too short is told of", async () => {
  await streams("window");
  await manager.streams.update("window-out", { duplicate_window: nanos(5_000) });
  const { status, said } = await untilEmpty("window");
  expect(status).toBe(0);
  expect(said).toMatch(
    /^certdelta: the duplicate window of window-out is not longer than the acknowledgement wait: .*\n$/,
  );
});
